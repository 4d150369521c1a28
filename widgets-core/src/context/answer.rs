//! Answers of actions, independent of whether HTML or JSON is requested.

use std::marker::PhantomData;

use bytes::Bytes;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::RequestCtx;
use super::notice::NoticeKind;
use super::problem::Problem;
use super::target::RenderTarget;
use crate::crypto::TokenHash;
use crate::http::{RawInput, ReturnPath, SessionCookie, SetCookie};
use crate::ui::{File, Page};

/// The answer of an endpoint: data of type `T` for JSON clients, a page or redirect for browsers. Only
/// the requested form is rendered. The schema of `T` describes the endpoint to programs.
#[must_use]
#[derive(derive_more::Debug)]
#[debug("Answer(..)")]
pub struct Answer<T> {
    any: AnyAnswer,
    data: PhantomData<fn() -> T>,
}

/// What an endpoint returns: an answer with data of type `T`, or why there is none.
pub type AnswerResult<T> = Result<Answer<T>, Problem>;

/// An answer whose type of data is forgotten.
#[must_use]
pub(crate) struct AnyAnswer {
    pub(crate) content: Content,
    pub(crate) cookies: Vec<SetCookie>,
    /// The pending form to run instead, if there is one.
    pub(crate) ticket: Option<Box<Ticket>>,
    /// What finds this answer again for a moment, if it is to be kept once the request is through.
    pub(crate) found_by: Option<TokenHash>,
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
    /// A JSON document, whatever format is asked for.
    Document(Bytes),
    /// A plain text that the browser saves as a file of that name.
    Download(&'static str, Bytes),
}

/// The data of an action that has nothing to tell: `{}`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[allow(clippy::exhaustive_structs, reason = "it will never hold anything")]
pub struct Done {}

/// The data of an action on several things at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[allow(clippy::exhaustive_structs, reason = "a count is all it holds")]
pub struct Count {
    /// How many there were.
    pub count: u64,
}

/// One of several types of data, declared by [`one_of!`](crate::one_of); `T` is among them.
pub trait OneOf<T>: JsonSchema {}

/// Declares the data of an endpoint that answers one of several types, for
/// [`Answer::one_of`](crate::Answer::one_of).
#[macro_export]
macro_rules! one_of {
    ($(#[$meta:meta])* $vis:vis enum $name:ident { $($data:ty),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy)]
        $vis enum $name {}

        $(impl $crate::OneOf<$data> for $name {})+

        impl $crate::schemars::JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(
                generator: &mut $crate::schemars::SchemaGenerator,
            ) -> $crate::schemars::Schema {
                $crate::schemars::json_schema!({
                    "anyOf": [$(generator.subschema_for::<$data>()),+]
                })
            }
        }
    };
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

impl<T: 'static> Answer<T> {
    /// A page: `data` for JSON clients, `view` of it for browsers.
    pub fn page<V>(data: T, view: V) -> Self
    where
        T: Serialize + Send,
        V: FnOnce(&RequestCtx, &T) -> Page + Send + 'static,
    {
        Self::of(Content::Page(Box::new(Viewed { data, view })))
    }

    /// A completed action: `data` for JSON clients, a redirect to `next` for browsers.
    pub fn done(data: T, next: impl Into<Next>) -> Self
    where
        T: Serialize + Send,
    {
        Self::of(Content::Next {
            data: Box::new(Plain(data)),
            next: next.into(),
            notice: None,
        })
    }

    /// Shows a notice on the next page.
    pub fn notice(mut self, kind: NoticeKind) -> Self {
        if let Content::Next { notice, .. } = &mut self.any.content {
            *notice = Some(kind);
        }
        self
    }

    pub(crate) fn cookies(mut self, cookies: impl IntoIterator<Item = SetCookie>) -> Self {
        self.any.cookies.extend(cookies);
        self
    }

    /// Runs the pending form, if there is one, and answers with its result instead.
    pub(crate) fn resuming(mut self, ticket: Ticket) -> Self {
        self.any.ticket = Some(Box::new(ticket));
        self
    }

    /// The same answer of an endpoint that answers one of several types of data.
    pub fn one_of<U: OneOf<T>>(self) -> Answer<U> {
        self.any.typed()
    }

    /// Forgets the type of its data.
    pub(crate) fn any(self) -> AnyAnswer {
        self.any
    }

    fn of(content: Content) -> Self {
        AnyAnswer {
            content,
            cookies: Vec::new(),
            ticket: None,
            found_by: None,
        }
        .typed()
    }
}

/// What is written already.
impl Answer<Value> {
    pub(crate) fn file(file: File) -> Self {
        Self::of(Content::File(file))
    }

    pub(crate) fn document(json: Bytes) -> Self {
        Self::of(Content::Document(json))
    }

    /// A plain text to save as a file; `name` is visible ASCII without quotes.
    pub(crate) fn download(name: &'static str, text: Bytes) -> Self {
        Self::of(Content::Download(name, text))
    }
}

impl AnyAnswer {
    /// A completed action that has nothing more to tell, such as one that was answered before.
    pub(crate) fn again(next: Next, notice: Option<NoticeKind>, cookies: Vec<SetCookie>) -> Self {
        let data = Box::new(Plain(Done {}));
        let content = Content::Next { data, next, notice };
        Self {
            content,
            cookies,
            ticket: None,
            found_by: None,
        }
    }

    /// An answer whose type of data is told by the endpoint that passes it on.
    pub(crate) fn typed<T>(self) -> Answer<T> {
        Answer {
            any: self,
            data: PhantomData,
        }
    }
}
