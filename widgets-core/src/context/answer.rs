//! Answers: what an action says, before it is known whether a person or a program reads it.

use serde::Serialize;

use super::RequestCtx;
use super::notice::NoticeKind;
use super::target::RenderTarget;
use crate::http::cookies::{SessionCookie, SetCookie};
use crate::http::request::Input;
use crate::http::return_path::ReturnPath;
use crate::ui::{File, Page};

/// What an action answers: data for programs, a page or the next address for people. Only the one
/// that is asked for is made.
#[must_use]
pub struct Answer {
    pub(crate) content: Content,
    pub(crate) cookies: Vec<SetCookie>,
    /// What is answered in its place.
    pub(crate) resumed: Option<Box<Resumed>>,
}

/// A form that was kept and is done now, with the session as it was just renewed.
#[derive(Debug)]
pub(crate) struct Resumed {
    pub(crate) form: Restored,
    pub(crate) session: SessionCookie,
}

/// A form as it was sent, to be given to the action it was sent to.
#[derive(Debug)]
pub(crate) struct Restored {
    /// The name of the endpoint.
    pub(crate) endpoint: String,
    pub(crate) target: RenderTarget,
    pub(crate) input: Input,
}

pub(crate) enum Content {
    Page(Box<dyn Shown>),
    Next {
        data: Box<dyn Data>,
        next: Next,
        notice: Option<NoticeKind>,
    },
    File(File),
}

/// Where a person goes after an action.
#[derive(Debug, Clone)]
pub enum Next {
    /// A path below the mount path, such as `/sessions`.
    Own(String),
    /// A path below the mount path that is the next step of something longer: it leads back to
    /// where this one would have.
    Step(String),
    /// The page a sign-in interrupted.
    Return(ReturnPath),
}

impl From<&str> for Next {
    fn from(path: &str) -> Self {
        Self::Own(path.to_owned())
    }
}

/// What programs read.
pub(crate) trait Data: Send {
    fn json(&self) -> serde_json::Result<Vec<u8>>;
}

/// Data and the view that shows it.
pub(crate) trait Shown: Data {
    fn page(self: Box<Self>, ctx: &RequestCtx) -> Page;
}

struct Plain<T>(T);

impl<T: Serialize + Send> Data for Plain<T> {
    fn json(&self) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(&self.0)
    }
}

struct Viewed<T, V> {
    data: T,
    view: V,
}

impl<T, V> Shown for Viewed<T, V>
where
    T: Serialize + Send,
    V: FnOnce(&RequestCtx, &T) -> Page + Send,
{
    fn page(self: Box<Self>, ctx: &RequestCtx) -> Page {
        (self.view)(ctx, &self.data)
    }
}

impl<T: Serialize + Send, V: Send> Data for Viewed<T, V> {
    fn json(&self) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(&self.data)
    }
}

impl Answer {
    /// A page: `data` for programs, `view` of it for people.
    pub fn page<T, V>(data: T, view: V) -> Self
    where
        T: Serialize + Send + 'static,
        V: FnOnce(&RequestCtx, &T) -> Page + Send + 'static,
    {
        Self::of(Content::Page(Box::new(Viewed { data, view })))
    }

    /// An action that is done: `data` for programs, the `next` address for people.
    pub fn done<T>(data: T, next: impl Into<Next>) -> Self
    where
        T: Serialize + Send + 'static,
    {
        Self::of(Content::Next {
            data: Box::new(Plain(data)),
            next: next.into(),
            notice: None,
        })
    }

    pub(crate) fn file(file: File) -> Self {
        Self::of(Content::File(file))
    }

    /// Shows a notice on the next page: one that this widget declares, by its word, or one of
    /// another widget, as in `sign_in.signed_out`.
    pub fn notice(mut self, kind: NoticeKind) -> Self {
        if let Content::Next { notice, .. } = &mut self.content {
            *notice = Some(kind);
        }
        self
    }

    pub(crate) fn cookies(mut self, cookies: impl IntoIterator<Item = SetCookie>) -> Self {
        self.cookies.extend(cookies);
        self
    }

    /// Does what a form asks for that was kept, and answers what comes of it instead.
    pub(crate) fn resuming(mut self, form: Restored, session: SessionCookie) -> Self {
        self.resumed = Some(Box::new(Resumed { form, session }));
        self
    }

    fn of(content: Content) -> Self {
        Self {
            content,
            cookies: Vec::new(),
            resumed: None,
        }
    }
}

impl std::fmt::Debug for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Answer(..)")
    }
}
