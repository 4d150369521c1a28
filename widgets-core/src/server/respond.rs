//! Turns an answer or problem into a response. The only place that negotiates the format and sets
//! headers.

use std::panic::AssertUnwindSafe;

use bytes::Bytes;
use futures_util::FutureExt as _;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode, header};

use super::blocked::tell_what_is_blocked;
use super::pages::{self, find_person, problem_page as plain_problem_page};
use super::problem_document::{ProblemDocument, StepUpDocument, TaskDocument};
use super::redirect::{Leads, challenge, lead_to_proof, lead_to_task};
use crate::context::{AnyAnswer, Content, Invalid, Problem, Refusal, RequestCtx};
use crate::flows::step_up;
use crate::http::{Format, PolicyAdditions, SetCookie};
use crate::i18n::plain;
use crate::types::clock::wait_seconds;
use crate::types::{Fault, RequestId};
use crate::ui::{File, Page};

const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// Responds in the negotiated format. The action's cookies are sent even if rendering panics,
/// because the action is done.
pub(crate) async fn respond(
    ctx: &RequestCtx,
    outcome: Result<AnyAnswer, Problem>,
) -> Response<Bytes> {
    let (content, mut cookies) = match outcome {
        Ok(AnyAnswer {
            content, cookies, ..
        }) => (Ok(content), cookies),
        Err(problem) => (Err(problem), Vec::new()),
    };
    let ends = cookies.iter().any(SetCookie::ends_session);
    let begins = ctx.user().is_none() && cookies.iter().any(SetCookie::sets_session);
    let locale = ctx.state().cookies.locale.as_ref();
    let speaks = cookies.iter().any(|own| own.sets_other_locale(locale));
    let person = match (ends, begins || speaks) {
        (true, _) => Leads::Out,
        (false, true) => Leads::Anew,
        (false, false) => Leads::On,
    };
    let showing = AssertUnwindSafe(async {
        match content {
            Ok(content) => show(ctx, content, person).await,
            Err(problem) => refusal(ctx, problem).await,
        }
    });
    let mut response = match showing.catch_unwind().await {
        Ok(response) => response,
        Err(_) => unshowable(ctx).await,
    };
    for owed in ctx.owed() {
        if !cookies.iter().any(|own| own.replaces(owed)) {
            cookies.push(owed.clone());
        }
    }
    if ctx.session_is_dead() && !cookies.iter().any(SetCookie::sets_session) {
        cookies.push(SetCookie::no_session());
    }
    cookies.extend(ctx.no_notice_cookie());
    if !cookies.iter().any(SetCookie::sets_pending_form) {
        cookies.extend(ctx.no_pending_form_cookie());
    }
    cookies.extend(ctx.address_cookie());
    if !cookies.iter().any(SetCookie::sets_browser_id) {
        cookies.extend(ctx.new_browser_id_cookie());
    }
    let headers = response.headers_mut();
    let kind = ctx.state().cookie_kind;
    for cookie in cookies.iter().filter_map(|own| own.header(kind)) {
        headers.append(header::SET_COOKIE, cookie);
    }
    protect(headers, ctx.app().strict_transport());
    response
}

/// The response if rendering panics: a fault page or, if that panics too (as with a broken layout),
/// a line of text.
async fn unshowable(ctx: &RequestCtx) -> Response<Bytes> {
    let fault = Problem::fault("showing the answer panicked");
    let showing = AssertUnwindSafe(refusal(ctx, fault));
    let shown = showing.catch_unwind().await;
    shown.unwrap_or_else(|_| bare_fault(Some(ctx.request_id())))
}

/// The response to a failure that prevents any page from being rendered.
pub(crate) fn bare_fault(request: Option<&RequestId>) -> Response<Bytes> {
    let text = match request {
        Some(id) => format!(
            "Something went wrong on our side. If it happens again, tell support this number: {id}"
        ),
        None => "Something went wrong on our side. Please try again later.".into(),
    };
    let mut response = response(
        StatusCode::INTERNAL_SERVER_ERROR,
        HeaderValue::from_static("text/plain; charset=utf-8"),
        text.into(),
    );
    protect(response.headers_mut(), None);
    response
}

async fn show(ctx: &RequestCtx, content: Content, leads: Leads) -> Response<Bytes> {
    match (content, ctx.state().format) {
        (Content::File(file), _) => self::file(file, ctx.state().reads_brotli),
        (Content::Document(bytes), _) => response(StatusCode::OK, JSON, bytes),
        (Content::Download(name, text), _) => download(name, text),
        (Content::Page(shown), Format::Html) => html(ctx, StatusCode::OK, shown.page(ctx)).await,
        (Content::Next { next, notice, .. }, Format::Html) => next.redirect(ctx, notice, leads),
        (Content::Page(shown), Format::Json) => json(ctx, shown.json()),
        (Content::Next { data, .. }, Format::Json) => json(ctx, data.json()),
    }
}

fn json(ctx: &RequestCtx, written: serde_json::Result<Vec<u8>>) -> Response<Bytes> {
    match written {
        Ok(bytes) => response(StatusCode::OK, JSON, bytes.into()),
        Err(error) => problem_json(ctx, &Problem::fault(error)),
    }
}

/// A text that the browser saves instead of showing it (RFC 6266).
fn download(name: &str, text: Bytes) -> Response<Bytes> {
    let plain = HeaderValue::from_static("text/plain; charset=utf-8");
    let mut response = response(StatusCode::OK, plain, text);
    let saved = HeaderValue::try_from(format!("attachment; filename=\"{name}\""));
    let saved = saved.unwrap_or_else(|_| HeaderValue::from_static("attachment"));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_DISPOSITION, saved);
    response
}

/// An immutable file, compressed if it is and the client accepts brotli.
fn file(file: File, reads_brotli: bool) -> Response<Bytes> {
    let compressed = file.brotli.filter(|_| reads_brotli);
    let bytes = compressed.map_or(file.bytes, Bytes::from_static);
    let mut response = response(StatusCode::OK, file.media_type, bytes);
    let headers = response.headers_mut();
    let forever = HeaderValue::from_static("public, max-age=31536000, immutable");
    headers.insert(header::CACHE_CONTROL, forever);
    headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    if compressed.is_some() {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
    }
    response
}

async fn refusal(ctx: &RequestCtx, problem: Problem) -> Response<Bytes> {
    if let Problem::Fault(Fault { source, .. }) = &problem {
        let status = problem.status().as_u16();
        tracing::error!(request = %ctx.request_id(), status, error = %source, "a request failed");
    }
    let headers = problem_headers(&problem);
    let mut response = match (ctx.state().format, problem) {
        (Format::Json, Problem::Refusal(Refusal::Stale)) => stale(ctx).await,
        (Format::Json, problem) => problem_json(ctx, &problem),
        (Format::Html, problem @ Problem::Refusal(Refusal::NotSignedIn)) => {
            lead_to_proof(ctx, "/sign-in", problem.status())
        }
        (Format::Html, problem @ Problem::Refusal(Refusal::Stale)) => {
            lead_to_proof(ctx, step_up::PATH, problem.status())
        }
        (Format::Html, Problem::Refusal(Refusal::TaskDue(task))) => lead_to_task(ctx, &task),
        (Format::Html, problem) => {
            let status = problem.status();
            html(ctx, status, problem_page(ctx, problem)).await
        }
    };
    response.headers_mut().extend(headers);
    response
}

fn problem_page(ctx: &RequestCtx, problem: Problem) -> Page {
    match problem {
        Problem::Invalid(Invalid {
            errors,
            page: Some(page),
        })
        | Problem::OutOfDate(Invalid {
            errors,
            page: Some(page),
        }) => page(ctx, &errors),
        problem => plain_problem_page(ctx, &problem),
    }
}

/// Tells a JSON client where and how to step up, so that it can repeat the request.
async fn stale(request_ctx: &RequestCtx) -> Response<Bytes> {
    let stale = Problem::from(Refusal::Stale);
    if request_ctx.host_sign_in(true).is_some() {
        return problem_json(request_ctx, &stale);
    }
    let methods = match request_ctx.signed_in() {
        Ok(ctx) => step_up::methods(&ctx).await,
        Err(problem) => Err(problem),
    };
    match methods {
        Ok(methods) => {
            let address = request_ctx.href(step_up::PATH);
            let step_up = Some(StepUpDocument { address, methods });
            problem_document(request_ctx, &stale, step_up)
        }
        Err(problem) => problem_json(request_ctx, &problem),
    }
}

fn problem_json(ctx: &RequestCtx, problem: &Problem) -> Response<Bytes> {
    problem_document(ctx, problem, None)
}

fn problem_document(
    ctx: &RequestCtx,
    problem: &Problem,
    step_up: Option<StepUpDocument>,
) -> Response<Bytes> {
    let (title, detail) = ctx.messages().problem(problem);
    let (title, detail) = (plain(title), plain(&detail));
    let sign_in = match problem {
        Problem::Refusal(Refusal::NotSignedIn) => {
            let host = ctx.host_sign_in(false);
            Some(host.unwrap_or_else(|| ctx.href("/sign-in")))
        }
        Problem::Refusal(Refusal::Stale) => ctx.host_sign_in(true),
        _ => None,
    };
    let document = ProblemDocument {
        r#type: "about:blank",
        code: problem.code(),
        title,
        status: problem.status().as_u16(),
        detail,
        instance: ctx.request_id().as_str(),
        errors: if let Problem::Invalid(invalid) = problem {
            Some(&invalid.errors)
        } else {
            None
        },
        wait: if let Problem::Refusal(Refusal::TooMany { wait }) = problem {
            Some(wait_seconds(*wait))
        } else {
            None
        },
        task: match problem {
            Problem::Refusal(Refusal::TaskDue(task)) => Some(TaskDocument {
                name: task.name,
                title: plain(&task.title),
                address: &task.address,
            }),
            _ => None,
        },
        sign_in,
        step_up,
    };
    // Serializing strings and numbers cannot fail.
    let bytes = serde_json::to_vec(&document).unwrap_or_default();
    let mut response = response(
        problem.status(),
        HeaderValue::from_static("application/problem+json"),
        bytes.into(),
    );
    say_language(response.headers_mut(), ctx);
    if problem.status() == StatusCode::UNAUTHORIZED {
        challenge(response.headers_mut());
    }
    response
}

/// `Allow` and `Retry-After`, for problems that need them.
fn problem_headers(problem: &Problem) -> HeaderMap {
    let mut headers = HeaderMap::new();
    match problem {
        Problem::WrongMethod { allowed } => {
            let allowed: Vec<&str> = allowed.iter().map(Method::as_str).collect();
            set(&mut headers, header::ALLOW, allowed.join(", "));
        }
        Problem::Refusal(Refusal::TooMany { wait }) => {
            set(
                &mut headers,
                header::RETRY_AFTER,
                wait_seconds(*wait).to_string(),
            );
        }
        Problem::Fault(Fault { passing: true, .. }) => {
            set(&mut headers, header::RETRY_AFTER, "5".to_owned());
        }
        _ => {}
    }
    headers
}

async fn html(ctx: &RequestCtx, status: StatusCode, page: Page) -> Response<Bytes> {
    let person = match ctx.user() {
        Some(admission) if page.shows_person() || admission.session.impersonation.is_some() => {
            Some(find_person(ctx, admission).await)
        }
        _ => None,
    };
    let policy = ctx.app().policy().clone().and(page.policy());
    let leads_to = page.leads_to.clone();
    let text = pages::show(ctx, page, person).into_string();
    tell_what_is_blocked(ctx.app(), &text, &policy);
    let mut response = response(
        status,
        HeaderValue::from_static("text/html; charset=utf-8"),
        text.into(),
    );
    response
        .headers_mut()
        .insert(header::CONTENT_SECURITY_POLICY, policy.header());
    if let Some(address) = leads_to {
        set(
            response.headers_mut(),
            header::REFRESH,
            format!("0; url={address}"),
        );
    }
    say_language(response.headers_mut(), ctx);
    response
}

fn say_language(headers: &mut HeaderMap, ctx: &RequestCtx) {
    headers.insert(header::CONTENT_LANGUAGE, ctx.messages().content_language());
}

fn response(status: StatusCode, media_type: HeaderValue, body: Bytes) -> Response<Bytes> {
    /// Enough for a page with its cookies, so that the map does not grow.
    const HEADERS: usize = 16;
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.reserve(HEADERS);
    headers.insert(header::CONTENT_TYPE, media_type);
    response
}

/// Sets the headers of every response. Defaults to `no-store`; only immutable files may be cached.
fn protect(headers: &mut HeaderMap, strict_transport: Option<&HeaderValue>) {
    const FIXED: [(HeaderName, HeaderValue); 4] = [
        (
            header::X_CONTENT_TYPE_OPTIONS,
            HeaderValue::from_static("nosniff"),
        ),
        (
            header::REFERRER_POLICY,
            HeaderValue::from_static("same-origin"),
        ),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            HeaderValue::from_static("same-origin"),
        ),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            HeaderValue::from_static("same-origin"),
        ),
    ];
    for (name, value) in FIXED {
        headers.insert(name, value);
    }
    headers
        .entry(header::CONTENT_SECURITY_POLICY)
        .or_insert_with(|| PolicyAdditions::default().header());
    headers
        .entry(header::VARY)
        .or_insert(HeaderValue::from_static("Accept, Accept-Language, Cookie"));
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    if let Some(value) = strict_transport {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, value.clone());
    }
}

/// Sets a header to text known to be visible ASCII; anything else is left out.
pub(super) fn set(headers: &mut HeaderMap, name: HeaderName, value: String) {
    if let Ok(value) = HeaderValue::try_from(value) {
        headers.insert(name, value);
    }
}
