//! Handles one request: read, decide, respond, trace.

use std::panic::AssertUnwindSafe;
use std::sync::{Once, OnceLock};
use std::time::Instant;

use bytes::Bytes;
use futures_util::FutureExt as _;
use http::{HeaderValue, Method, Response, header};
use tokio::sync::OnceCell;
use tracing::Instrument as _;
use tracing::field::Empty;

use super::address::Address;
use super::guard;
use super::redirect::SCRIPT_PAGE;
use super::respond::{bare_fault, respond};
use crate::context::ports::identity::{Asking, IdentityRequest};
use crate::context::ports::observer::{RequestObserved, observed};
use crate::context::{AppState, Problem, RenderTarget, RequestCtx, RequestState, Standing};
use crate::crypto::Token;
use crate::http::cookies::CookieKind;
use crate::http::format::reads_brotli;
use crate::http::path::is_safe_prefix;
use crate::http::{Client, Cookies, Format, Request, htmx};
use crate::i18n::RequestedLanguages;
use crate::table::{Endpoint, Route, Table, tasks};
use crate::types::{EntropyError, RequestId};

/// Answers one request. `route` is the matched route; without one the response is 404.
///
/// Never fails and never panics: every failure becomes a response.
pub(crate) async fn handle(
    app: &AppState,
    route: Option<&Route>,
    mut request: Request,
) -> Response<Bytes> {
    let began = Instant::now();
    if !app.stripped_prefix().is_empty() {
        request.path = whole_path(app, &request);
    }
    let address = Address::read(route, &request);
    if let Ok(Some(matched)) = &address.path {
        warn_once_about_a_stripped_prefix(app, &matched.prefix);
    }
    let Ok(ctx) = arrive(app, route, &request, &address, None) else {
        return bare_fault(None);
    };
    let method = request.method.clone();
    let endpoint = route
        .and_then(|route| route.endpoint(&method))
        .map(Endpoint::name);
    let span = tracing::info_span!(
        "request",
        request = %ctx.request_id(),
        route = endpoint,
        %method,
        status = Empty,
        micros = Empty,
    );
    let response = decided(ctx.clone(), route, address, request);
    let response = response.instrument(span.clone()).await;
    let request = RequestObserved {
        route: endpoint,
        method: &method,
        status: response.status(),
        took: began.elapsed(),
        id: ctx.request_id(),
    };
    request.trace(&span);
    observed(app.observer(), |own| own.request(&request));
    response
}

async fn decided(
    ctx: RequestCtx,
    route: Option<&Route>,
    address: Address,
    request: Request,
) -> Response<Bytes> {
    let head = request.method == Method::HEAD;
    let deciding = AssertUnwindSafe(guard::decide(ctx.clone(), route, address, request));
    let (ctx, outcome) = deciding
        .catch_unwind()
        .await
        .unwrap_or_else(|_| (ctx, Err(Problem::fault("an action panicked"))));
    let mut response = respond(&ctx, outcome).await;
    if head {
        // The length of the body that GET would send (RFC 9110, section 9.3.2).
        let length = HeaderValue::from(response.body().len());
        response
            .headers_mut()
            .insert(header::CONTENT_LENGTH, length);
        *response.body_mut() = Bytes::new();
    }
    response
}

/// Authenticates a request to one of the host's own pages. `organization` is the slug in the host's
/// path, if there is one.
///
/// # Errors
///
/// The response to send if a store, the host's identity or a [task](crate::Task) of it fails or panics. An
/// outage is never reported as "not signed in".
pub(crate) async fn identify(
    app: &AppState,
    request: &Request,
    organization: Option<&str>,
) -> Result<RequestCtx, Response<Bytes>> {
    let whole = (!app.stripped_prefix().is_empty()).then(|| Request {
        path: whole_path(app, request),
        method: request.method.clone(),
        query: request.query.clone(),
        headers: request.headers.clone(),
        extensions: request.extensions.clone(),
        peer: request.peer,
        prefix: None,
        body: Ok(Bytes::new()),
    });
    let request = whole.as_ref().unwrap_or(request);
    let address = Address::read(None, request);
    let ctx = arrive(app, None, request, &address, organization).map_err(|_| bare_fault(None))?;
    let asking = AssertUnwindSafe(async {
        let ctx = ctx.admit(organization).await?;
        ctx.touch();
        tasks::on_host_page(ctx, &request.path).await
    });
    match asking.catch_unwind().await {
        Ok(Ok(ctx)) => Ok(ctx),
        Ok(Err(problem)) => Err(respond(&ctx, Err(problem)).await),
        Err(_) => {
            let fault = Problem::fault("authenticating the request panicked");
            Err(respond(&ctx, Err(fault)).await)
        }
    }
}

impl RequestCtx {
    /// The response for a problem, as a page or as `application/problem+json`.
    pub async fn refuse(&self, problem: Problem) -> Response<Bytes> {
        respond(self, Err(problem)).await
    }
}

/// Reads everything of a request that needs no storage.
fn arrive(
    app: &AppState,
    route: Option<&Route>,
    request: &Request,
    address: &Address,
    organization: Option<&str>,
) -> Result<RequestCtx, EntropyError> {
    let at = app.now();
    let client = Client::read(request.peer, &request.headers, app.trusted_hops());
    let cookie_kind = CookieKind::of(app.is_local_http(), &client.user_agent);
    let mut cookies = Cookies::read(&request.headers, cookie_kind);
    let asks = app.identity().is_some() || app.appearance().has_own_markup;
    let asking = asks.then(|| Asking::new(request));
    if app.identity().is_some() {
        // Ignore a session cookie from before the host authenticated users itself.
        cookies.session = None;
    }
    let browser_id = cookies.browser_id.clone().map_or_else(Token::mint, Ok)?;
    let matched = address.path.as_ref().ok().and_then(Option::as_ref);
    let nested = request.prefix.as_ref().filter(|own| is_safe_prefix(own));
    let nested = nested.map(|own| format!("{}{own}", app.stripped_prefix()));
    let prefix = matched.map(|matched| matched.prefix.clone()).or(nested);
    let prefix = prefix.unwrap_or_else(|| app.mount_path().to_owned());
    let requested_languages = RequestedLanguages::read(&request.headers, cookies.locale.clone())
        .in_zone(cookies.zone.clone())
        .chosen_by_host(app.host_locale(&IdentityRequest {
            headers: &request.headers,
            extensions: &request.extensions,
            client: &client,
            now: at,
        }));
    let state = RequestState {
        app: app.pinned(),
        id: RequestId::mint(at)?,
        at,
        query: request.query.clone().unwrap_or_default(),
        organization: organization.map(str::to_owned),
        page: page(request),
        script_page: script_page(request),
        by_htmx: htmx::asks_for_a_part(&request.headers),
        notice: notice(&cookies, request),
        notice_shown: false.into(),
        client,
        cookie_kind,
        format: Format::read(&request.headers),
        reads_brotli: reads_brotli(&request.headers),
        profile: OnceCell::new(),
        requested_languages,
        cookies,
        asking,
        browser_id,
        browser_id_used: false.into(),
        touched: false.into(),
        shown: false.into(),
        pending_form_over: false.into(),
        offered: OnceLock::new(),
        address: OnceLock::new(),
    };
    Ok(RequestCtx::new(
        state,
        RenderTarget::page(prefix, standing(app, route, request), request),
    ))
}

/// The path as people see it, with what a proxy took off.
fn whole_path(app: &AppState, request: &Request) -> String {
    [app.stripped_prefix(), &request.path].concat()
}

/// Says that links lead to the wrong place, if a request lacks the beginning of the mount path.
fn warn_once_about_a_stripped_prefix(app: &AppState, prefix: &str) {
    static WARNED: Once = Once::new();
    let mount_path = app.mount_path();
    let Some(missing) = mount_path
        .strip_suffix(prefix)
        .filter(|own| !own.is_empty())
    else {
        return;
    };
    WARNED.call_once(|| {
        tracing::warn!(
            mount_path,
            prefix,
            "pages are asked for below another path than that of the public URL; if a proxy takes off \
             {missing}, call stripped_prefix({missing:?})"
        );
    });
}

/// The key of the notice that the requested page is to show.
fn notice(cookies: &Cookies, request: &Request) -> Option<String> {
    let reads = request.method == Method::GET;
    let notice = cookies.notice.as_ref().filter(|_| reads)?;
    (notice.page == request.path).then(|| notice.key.clone())
}

/// The path of the page that script is on, if script asks.
fn script_page(request: &Request) -> Option<String> {
    let page = request.headers.get(SCRIPT_PAGE)?.to_str().ok()?;
    Some(page.to_owned())
}

/// URL of the requested page; for an action, of the page its form was on (`Referer`); for a part of a
/// page, of that page.
fn page(request: &Request) -> Option<String> {
    if let Some(page) = htmx::page_around(&request.headers) {
        return Some(page.to_owned());
    }
    if request.method != Method::GET && request.method != Method::HEAD {
        let referer = request.headers.get(header::REFERER)?.to_str().ok()?;
        return Some(referer.to_owned());
    }
    Some(match &request.query {
        Some(query) => format!("{}?{query}", request.path),
        None => request.path.clone(),
    })
}

/// The widget and kind of the requested path, according to the route table.
fn standing(app: &AppState, route: Option<&Route>, request: &Request) -> Standing {
    let endpoint = route.and_then(|route| route.endpoint(&request.method));
    Standing {
        widget: endpoint.map(Endpoint::widget),
        page: match route {
            Some(route) => page_above(app, route.path(), &request.path),
            None => Some(request.path.clone()),
        },
    }
}

/// The path, or the nearest one above it that can be requested by GET. `pattern` is that of its route.
fn page_above(app: &AppState, mut pattern: &str, mut path: &str) -> Option<String> {
    let routes = Table::of(app).routes();
    let is_page = |pattern: &str| {
        let mut own = routes.iter().filter(|own| own.path() == pattern);
        own.any(|own| own.endpoint(&Method::GET).is_some())
    };
    if !is_page(pattern) {
        path = path.trim_end_matches('/');
    }
    while !is_page(pattern) {
        pattern = pattern.rsplit_once('/')?.0;
        path = path.rsplit_once('/')?.0;
    }
    Some(path.to_owned())
}
