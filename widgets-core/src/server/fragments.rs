//! Fragments: widgets embedded in pages of the host.

use std::panic::AssertUnwindSafe;
use std::sync::atomic::Ordering;

use bytes::Bytes;
use futures_util::FutureExt as _;
use http::{HeaderMap, HeaderValue, Method, Response, header};
use maud::Markup;

use super::pages::{loads, widget};
use crate::context::{AnyAnswer, Content, FragmentName, Problem, Refusal, RequestCtx};
use crate::http::path::{ORGANIZATION, parameter};
use crate::http::{Fields, RawInput};
use crate::server::guard;
use crate::table::{Endpoint, Table};
use crate::ui::Page;

/// The fragments of one page of the host. Adapters provide it as an extractor or request guard.
///
/// Each fragment passes the same guard as its own page. A refused visitor gets the same response as
/// there, and returns to the host's page after signing in.
#[derive(Clone, derive_more::Debug)]
#[debug("Fragments({})", ctx.request_id())]
#[must_use]
pub struct Fragments {
    ctx: RequestCtx,
    prefix: Option<String>,
    parameters: Vec<(String, String)>,
}

impl Fragments {
    /// The fragments of the page that `ctx` requests, which [`Widgets::identify`] authenticated.
    ///
    /// [`Widgets::identify`]: crate::Widgets::identify
    pub const fn new(ctx: RequestCtx) -> Self {
        Self {
            ctx,
            prefix: None,
            parameters: Vec::new(),
        }
    }

    /// Links and forms of the fragments use the pages mounted at this prefix instead of those at
    /// the public URL.
    pub fn at(mut self, prefix: impl Into<String>) -> Self {
        self.prefix = Some(prefix.into().trim_end_matches('/').to_owned());
        self
    }

    /// Sets a path parameter of the endpoints. `organization` is already set if the path of the
    /// host's page has a parameter with that name.
    pub fn with(mut self, parameter: impl Into<String>, value: impl Into<String>) -> Self {
        self.parameters.insert(0, (parameter.into(), value.into()));
        self
    }

    /// Links to style sheets and script, for the `head` of the host's page.
    #[must_use]
    pub fn head(&self) -> Markup {
        match &self.prefix {
            Some(prefix) => {
                let mut target = self.ctx.target().clone();
                target.prefix.clone_from(prefix);
                loads(&self.ctx.at(target)).into_owned()
            }
            None => loads(&self.ctx).into_owned(),
        }
    }

    /// Renders one widget by the name of its page, such as
    /// [`sessions::LIST`](crate::widgets::sessions::LIST). A widget may appear on a page only once.
    ///
    /// # Errors
    ///
    /// The response to send instead, if the guard or the endpoint refuses.
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
            let answer = guard::enter(&mut ctx, endpoint, input, None).await;
            show(
                &ctx,
                answer.map_err(|refused| self.on_page_of_task(endpoint, refused))?,
            )
        });
        let shown = showing.catch_unwind().await;
        let shown = shown.unwrap_or_else(|_| Err(Problem::fault("a fragment panicked")));
        (ctx, shown)
    }

    /// A page of a task that shows a fragment which the task does not reach would lead to itself.
    fn on_page_of_task(&self, endpoint: &Endpoint, refused: Problem) -> Problem {
        match refused {
            Problem::Refusal(Refusal::TaskDue(task)) if self.ctx.holding_back().is_none() => {
                let (name, endpoint) = (task.name, endpoint.name());
                Problem::fault(format!(
                    "the page of the task {name} shows {endpoint}: let it with .reaching([{endpoint:?}])"
                ))
            }
            other => other,
        }
    }

    /// The endpoint's input: parameters set by the host, and query parameters of the host's page
    /// that are prefixed with the widget's name.
    fn input(&self, endpoint: &Endpoint) -> Result<RawInput, Problem> {
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
        let query = Fields::from_urlencoded(own.join("&").as_bytes())?;
        Ok(RawInput::new(params, query, Fields::default()))
    }
}

fn show(ctx: &RequestCtx, answer: AnyAnswer) -> Result<Markup, Problem> {
    ctx.state().shown.store(true, Ordering::Relaxed);
    match answer.content {
        Content::Page(shown) => Ok(widget(ctx, &shown.page(ctx))),
        // A redirect, as from the sign-in page of a signed-in user: render nothing.
        Content::Next { .. } => Ok(widget(ctx, &Page::default())),
        Content::File(_) | Content::Document(_) | Content::Download(..) => {
            Err(Problem::fault("a file is not a fragment"))
        }
    }
}

impl RequestCtx {
    /// Headers for a response that contains fragments, set by adapters. Add each `Set-Cookie` (for
    /// CSRF tokens and pending forms) to the response. Set `Cache-Control: no-store` unless the
    /// host sets its own value, because fragments contain personal data.
    #[must_use]
    pub fn host_headers(&self) -> HeaderMap {
        let mut headers = HeaderMap::new();
        let cookies = self.new_browser_id_cookie().into_iter();
        let cookies = cookies.chain(self.no_notice_cookie());
        let cookies = cookies.chain(self.owed().iter().cloned());
        for cookie in cookies.chain(self.no_pending_form_cookie()) {
            let line = cookie.header(self.state().cookie_kind);
            headers.extend(line.map(|cookie| (header::SET_COOKIE, cookie)));
        }
        if self.state().shown.load(Ordering::Relaxed) {
            let nowhere = HeaderValue::from_static("no-store");
            headers.insert(header::CACHE_CONTROL, nowhere);
        }
        headers
    }
}
