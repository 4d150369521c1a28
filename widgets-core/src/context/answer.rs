//! Answers of actions, independent of whether HTML or JSON is requested.

use serde::Serialize;

use super::RequestCtx;
use super::notice::NoticeKind;
use super::target::RenderTarget;
use crate::http::cookies::{SessionCookie, SetCookie};
use crate::http::request::RawInput;
use crate::http::return_path::ReturnPath;
use crate::ui::{File, Page};

/// The answer of an action: data for JSON clients, a page or redirect for browsers. Only the
/// requested form is rendered.
#[must_use]
pub struct Answer {
    pub(crate) content: Content,
    pub(crate) cookies: Vec<SetCookie>,
    /// The pending form to run instead, if there is one.
    pub(crate) ticket: Option<Box<Ticket>>,
}

/// Asks the guard to run the form that waits for a step-up, with the session just renewed. The guard
/// takes the form from storage once the action and its hooks are through.
#[derive(Debug)]
pub(crate) struct Ticket {
    /// Endpoint of the form, if the step-up page named it.
    pub(crate) endpoint: Option<String>,
    pub(crate) session: SessionCookie,
}

/// A form as it was sent, to be passed to its action.
#[derive(Debug)]
pub(crate) struct Restored {
    /// Name of the endpoint.
    pub(crate) endpoint: String,
    pub(crate) target: RenderTarget,
    pub(crate) input: RawInput,
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

/// Where the browser goes after an action.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Next {
    /// A path below the mount path, such as `/sessions`.
    Own(String),
    /// A path below the mount path that is the next step of a multi-step flow: it keeps the page to
    /// return to.
    Step(String),
    /// A return path, such as the page that a sign-in interrupted.
    Return(ReturnPath),
}

impl From<&str> for Next {
    fn from(path: &str) -> Self {
        Self::Own(path.to_owned())
    }
}

/// Data for JSON clients.
pub(crate) trait Data: Send {
    fn json(&self) -> serde_json::Result<Vec<u8>>;
}

/// Data with a view that renders it.
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
    /// A page: `data` for JSON clients, `view` of it for browsers.
    pub fn page<T, V>(data: T, view: V) -> Self
    where
        T: Serialize + Send + 'static,
        V: FnOnce(&RequestCtx, &T) -> Page + Send + 'static,
    {
        Self::of(Content::Page(Box::new(Viewed { data, view })))
    }

    /// A completed action: `data` for JSON clients, a redirect to `next` for browsers.
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

    /// Shows a notice on the next page.
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

    /// Runs the pending form, if there is one, and answers with its result instead.
    pub(crate) fn resuming(mut self, ticket: Ticket) -> Self {
        self.ticket = Some(Box::new(ticket));
        self
    }

    fn of(content: Content) -> Self {
        Self {
            content,
            cookies: Vec::new(),
            ticket: None,
        }
    }
}

impl std::fmt::Debug for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Answer(..)")
    }
}
