//! Fragments: widgets inside pages of the host's own.

use std::fmt;
use std::panic::AssertUnwindSafe;
use std::sync::atomic::Ordering;

use bytes::Bytes;
use futures_util::FutureExt as _;
use http::{HeaderMap, HeaderValue, Method, Response, header};
use maud::Markup;

use super::pages::{loads, widget};
use crate::context::RequestCtx;
use crate::context::answer::{Answer, Content};
use crate::context::notice::FragmentName;
use crate::context::problem::Problem;
use crate::http::fields::Fields;
use crate::http::path::{ORGANIZATION, parameter};
use crate::http::request::Input;
use crate::server::guard;
use crate::table::{Endpoint, Table};
use crate::ui::Page;

/// What a page of the host's shows of the widgets. Adapters hand it to handlers as an extractor or
/// a request guard.
///
/// Each fragment goes through the same guard as the page it is otherwise: whoever may not see it
/// gets the answer they would get there, and once they signed in they are back on the host's page.
#[derive(Clone)]
pub struct Fragments {
    ctx: RequestCtx,
    prefix: Option<String>,
    parameters: Vec<(String, String)>,
}

impl Fragments {
    /// The fragments of a page that `ctx` asks for, which [`Widgets::identify`] found out.
    ///
    /// [`Widgets::identify`]: crate::Widgets::identify
    #[must_use]
    pub const fn new(ctx: RequestCtx) -> Self {
        Self {
            ctx,
            prefix: None,
            parameters: Vec::new(),
        }
    }

    /// The fragments' forms and links go to the pages that are mounted at this prefix, instead of
    /// those at the public URL.
    #[must_use]
    pub fn at(mut self, prefix: impl Into<String>) -> Self {
        self.prefix = Some(prefix.into().trim_end_matches('/').to_owned());
        self
    }

    /// Fills in a parameter of the endpoints' paths. `organization` is known where the path of the
    /// host's page has a parameter of that name.
    #[must_use]
    pub fn with(mut self, parameter: impl Into<String>, value: impl Into<String>) -> Self {
        self.parameters.insert(0, (parameter.into(), value.into()));
        self
    }

    /// What the host's page loads for them, to be put into its `head`: the style and the script.
    #[must_use]
    pub fn head(&self) -> Markup {
        match &self.prefix {
            Some(prefix) => {
                let mut target = self.ctx.target().clone();
                target.prefix.clone_from(prefix);
                loads(&self.ctx.at(target))
            }
            None => loads(&self.ctx),
        }
    }

    /// The element of one widget, as the page of that name (such as [`sessions::LIST`](crate::widgets::sessions::LIST)) shows it. A
    /// widget stands on one page once.
    ///
    /// # Errors
    ///
    /// The response to send instead, when the guard or the endpoint refuses.
    pub async fn show(&self, fragment: FragmentName) -> Result<Markup, Response<Bytes>> {
        let mut endpoints = Table::of(self.ctx.app()).endpoints();
        let found =
            endpoints.find(|own| own.name() == fragment.as_str() && *own.method() == Method::GET);
        let Some(found) = found else {
            let problem = Problem::fault(format!("there is no page called {fragment} to show"));
            return Err(self.ctx.refuse(problem).await);
        };
        let (ctx, shown) = self.run(found).await;
        match shown {
            Ok(markup) => Ok(markup),
            Err(problem) => {
                let whole = ctx.at(self.ctx.target().clone());
                Err(whole.refuse(problem).await)
            }
        }
    }

    async fn run(&self, endpoint: &Endpoint) -> (RequestCtx, Result<Markup, Problem>) {
        let page = self.ctx.resume();
        let target = self.ctx.target();
        let target = target.embed(endpoint.widget(), self.prefix.as_deref(), page.as_ref());
        let mut ctx = self.ctx.at(target);
        let showing = AssertUnwindSafe(async {
            let input = self.input(endpoint)?;
            let answer = guard::enter(&mut ctx, endpoint, input, None).await?;
            show(&ctx, answer)
        });
        let shown = showing.catch_unwind().await;
        let shown = shown.unwrap_or_else(|_| Err(Problem::fault("a fragment panicked")));
        (ctx, shown)
    }

    /// What the endpoint works on: parameters the host gave, and the keys of its page's query that carry
    /// the widget's name.
    fn input(&self, endpoint: &Endpoint) -> Result<Input, Problem> {
        let state = self.ctx.state();
        let mut params = Vec::new();
        for name in endpoint.path().split('/').filter_map(parameter) {
            let given = self.parameters.iter().find(|(own, _)| own == name);
            let given = given.map(|(_, value)| value.clone());
            let known = || state.organization.clone().filter(|_| name == ORGANIZATION);
            let value = given.or_else(known).ok_or_else(|| {
                let endpoint = endpoint.name();
                Problem::fault(format!("{endpoint} needs .with({name:?}, ..) to be shown"))
            })?;
            params.push((name, value));
        }
        let mark = format!("{}.", endpoint.widget());
        let own = state
            .query
            .split('&')
            .filter_map(|pair| pair.strip_prefix(&mark));
        let own: Vec<&str> = own.collect();
        Ok(Input {
            params,
            query: Fields::from_urlencoded(own.join("&").as_bytes())?,
            body: Fields::default(),
        })
    }
}

fn show(ctx: &RequestCtx, answer: Answer) -> Result<Markup, Problem> {
    ctx.state().shown.store(true, Ordering::Relaxed);
    match answer.content {
        Content::Page(shown) => Ok(widget(ctx, shown.page(ctx))),
        // It leads elsewhere, as signing in does for whoever is signed in: nothing to show here.
        Content::Next { .. } => Ok(widget(ctx, Page::default())),
        Content::File(_) => Err(Problem::fault("a file is not a fragment")),
    }
}

impl RequestCtx {
    /// What the response that holds this request context's fragments must say, for adapters: the cookies that
    /// forms on it need or need no longer, and that nobody else may be given the page. `Set-Cookie` is added to
    /// the response; the others are set where the host does not say something else.
    #[must_use]
    pub fn host_headers(&self) -> HeaderMap {
        let mut headers = HeaderMap::new();
        let cookies = self.new_browser_id_cookie().into_iter();
        for cookie in cookies.chain(self.no_pending_form_cookie()) {
            headers.extend(cookie.header().map(|cookie| (header::SET_COOKIE, cookie)));
        }
        if self.state().shown.load(Ordering::Relaxed) {
            let nowhere = HeaderValue::from_static("no-store");
            headers.insert(header::CACHE_CONTROL, nowhere);
        }
        headers
    }
}

impl fmt::Debug for Fragments {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Fragments({})", self.ctx.request_id())
    }
}
