//! From an answer or a problem to the bytes of a response: the one place that negotiates what the
//! client reads and sets headers.

use std::panic::AssertUnwindSafe;

use bytes::Bytes;
use futures_util::FutureExt as _;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode, header};

use super::pages::{self, find_person, problem_page as plain_problem_page};
use super::problem_document::{ProblemDocument, StepUpDocument};
use crate::context::Visit;
use crate::context::answer::{Answer, Content, Next};
use crate::context::notice::NoticeKind;
use crate::context::problem::{Invalid, Problem, Refusal};
use crate::http::cookies::SetCookie;
use crate::http::csp::PolicyAdditions;
use crate::http::format::Format;
use crate::http::query::{RETURN_TO, with_notice, with_query};
use crate::i18n::plain;
use crate::types::clock::wait_seconds;
use crate::types::fault::Fault;
use crate::types::id::RequestId;
use crate::ui::{File, Page};
use crate::widgets::step_up;

const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// Where whoever is signed in proves again who it is.
const STEP_UP: &str = "/step-up";

/// Answers in the format the client reads. What the action tells the browser reaches it even when
/// showing its answer panics, since what it did stays done.
pub(crate) async fn respond(visit: &Visit, outcome: Result<Answer, Problem>) -> Response<Bytes> {
    let (content, mut cookies) = match outcome {
        Ok(Answer {
            content, cookies, ..
        }) => (Ok(content), cookies),
        Err(problem) => (Err(problem), Vec::new()),
    };
    let stays = !cookies.iter().any(SetCookie::ends_session);
    let showing = AssertUnwindSafe(async {
        match content {
            Ok(content) => show(visit, content, stays).await,
            Err(problem) => refusal(visit, problem).await,
        }
    });
    let mut response = match showing.catch_unwind().await {
        Ok(response) => response,
        Err(_) => unshowable(visit).await,
    };
    for owed in visit.owed() {
        if !cookies.iter().any(|own| own.replaces(owed)) {
            cookies.push(owed.clone());
        }
    }
    if visit.session_is_dead() && !cookies.iter().any(SetCookie::sets_session) {
        cookies.push(SetCookie::no_session());
    }
    if !cookies.iter().any(SetCookie::sets_kept) {
        cookies.extend(visit.no_kept_cookie());
    }
    cookies.extend(visit.new_visit_cookie());
    let headers = response.headers_mut();
    for cookie in cookies.iter().filter_map(SetCookie::header) {
        headers.append(header::SET_COOKIE, cookie);
    }
    if cookies.iter().any(SetCookie::ends_session) {
        set(
            headers,
            HeaderName::from_static("clear-site-data"),
            "\"cache\"".to_owned(),
        );
    }
    protect(headers, visit.app().strict_transport());
    response
}

/// What is sent where showing an answer panicked: the page of a fault or, where that takes what
/// panics (a layout of the host's, an element), a line of text.
async fn unshowable(visit: &Visit) -> Response<Bytes> {
    let fault = Problem::fault("showing the answer panicked");
    let showing = AssertUnwindSafe(refusal(visit, fault));
    let shown = showing.catch_unwind().await;
    shown.unwrap_or_else(|_| bare_fault(Some(visit.request_id())))
}

/// The answer to a failure so early or so deep that no page can be shown.
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

/// `stays` says that whoever acted is still signed in, so that the page they came from can be shown.
async fn show(visit: &Visit, content: Content, stays: bool) -> Response<Bytes> {
    match (content, visit.state().format) {
        (Content::File(file), _) => self::file(file, visit.state().reads_brotli),
        (Content::Page(shown), Format::Html) => {
            html(visit, StatusCode::OK, shown.page(visit)).await
        }
        (Content::Next { next, notice, .. }, Format::Html) => {
            see_other(&next.address(visit, notice, stays))
        }
        (Content::Page(shown), Format::Json) => json(visit, shown.json()),
        (Content::Next { data, .. }, Format::Json) => json(visit, data.json()),
    }
}

fn json(visit: &Visit, written: serde_json::Result<Vec<u8>>) -> Response<Bytes> {
    match written {
        Ok(bytes) => response(StatusCode::OK, JSON, bytes.into()),
        Err(error) => problem_json(visit, &Problem::fault(error)),
    }
}

/// What never changes under its address, compressed where that was done and can be read.
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

async fn refusal(visit: &Visit, problem: Problem) -> Response<Bytes> {
    if let Problem::Fault(Fault { source, .. }) = &problem {
        let status = problem.status().as_u16();
        tracing::error!(request = %visit.request_id(), status, error = %source, "a request failed");
    }
    let headers = problem_headers(&problem);
    let mut response = match (visit.state().format, problem) {
        (Format::Json, Problem::Refusal(Refusal::Stale)) => stale(visit).await,
        (Format::Json, problem) => problem_json(visit, &problem),
        (Format::Html, Problem::Refusal(Refusal::NotSignedIn)) => {
            see_other(&leading_back(visit, "/sign-in"))
        }
        (Format::Html, Problem::Refusal(Refusal::Stale)) => {
            see_other(&leading_back(visit, STEP_UP))
        }
        (Format::Html, problem) => {
            let status = problem.status();
            html(visit, status, problem_page(visit, problem)).await
        }
    };
    response.headers_mut().extend(headers);
    response
}

fn problem_page(visit: &Visit, problem: Problem) -> Page {
    match problem {
        Problem::Invalid(Invalid {
            errors,
            page: Some(page),
        }) => page(visit, &errors),
        problem => plain_problem_page(visit, &problem),
    }
}

/// Says to a program where to prove again who it is, and how, so that it can repeat its request.
async fn stale(visit: &Visit) -> Response<Bytes> {
    let stale = Problem::from(Refusal::Stale);
    if visit.host_sign_in(true).is_some() {
        return problem_json(visit, &stale);
    }
    let methods = match visit.signed_in() {
        Ok(ctx) => step_up::ways(&ctx).await,
        Err(problem) => Err(problem),
    };
    match methods {
        Ok(methods) => {
            let address = visit.href(STEP_UP);
            let step_up = Some(StepUpDocument { address, methods });
            problem_document(visit, &stale, step_up)
        }
        Err(problem) => problem_json(visit, &problem),
    }
}

fn problem_json(visit: &Visit, problem: &Problem) -> Response<Bytes> {
    problem_document(visit, problem, None)
}

fn problem_document(
    visit: &Visit,
    problem: &Problem,
    step_up: Option<StepUpDocument>,
) -> Response<Bytes> {
    let (title, detail) = visit.messages().problem(problem);
    let (title, detail) = (plain(&title), plain(&detail));
    let sign_in = match problem {
        Problem::Refusal(Refusal::NotSignedIn) => {
            let host = visit.host_sign_in(false);
            Some(host.unwrap_or_else(|| visit.href("/sign-in")))
        }
        Problem::Refusal(Refusal::Stale) => visit.host_sign_in(true),
        _ => None,
    };
    let document = ProblemDocument {
        r#type: "about:blank",
        code: problem.code(),
        title,
        status: problem.status().as_u16(),
        detail,
        instance: visit.request_id().as_str(),
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
        sign_in,
        step_up,
    };
    // A document of texts and numbers always serialises.
    let bytes = serde_json::to_vec(&document).unwrap_or_default();
    let mut response = response(
        problem.status(),
        HeaderValue::from_static("application/problem+json"),
        bytes.into(),
    );
    say_language(response.headers_mut(), visit);
    if problem.status() == StatusCode::UNAUTHORIZED {
        // RFC 9110, section 11.6.1, asks for a challenge with every 401.
        set(
            response.headers_mut(),
            header::WWW_AUTHENTICATE,
            "Session".to_owned(),
        );
    }
    response
}

/// `Allow` and `Retry-After`, where the status asks for them.
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

async fn html(visit: &Visit, status: StatusCode, page: Page) -> Response<Bytes> {
    let person = match visit.user() {
        Some(admission) if page.shows_person() || admission.session.impersonation.is_some() => {
            Some(find_person(visit, admission).await)
        }
        _ => None,
    };
    let policy = page.policy().header();
    let text = pages::show(visit, page, person).into_string();
    let mut response = response(
        status,
        HeaderValue::from_static("text/html; charset=utf-8"),
        text.into(),
    );
    response
        .headers_mut()
        .insert(header::CONTENT_SECURITY_POLICY, policy);
    say_language(response.headers_mut(), visit);
    response
}

fn say_language(headers: &mut HeaderMap, visit: &Visit) {
    let language = visit.messages().language().to_string();
    set(headers, header::CONTENT_LANGUAGE, language);
}

fn see_other(address: &str) -> Response<Bytes> {
    let mut response = Response::new(Bytes::new());
    *response.status_mut() = StatusCode::SEE_OTHER;
    set(response.headers_mut(), header::LOCATION, address.to_owned());
    response
}

impl Next {
    fn address(&self, visit: &Visit, notice: Option<NoticeKind>, stays: bool) -> String {
        let address = match self {
            Self::Own(path) if stays => visit.back(path),
            Self::Own(path) => visit.href(path),
            Self::Step(path) => visit.link(path),
            Self::Return(path) => path.as_str().to_owned(),
        };
        match notice {
            Some(kind) => with_notice(&address, kind.key()),
            None => address,
        }
    }
}

/// The page that asks for a proof and leads back to where this request was: a page of ours, or the
/// host's where the host signs people in.
fn leading_back(visit: &Visit, path: &str) -> String {
    let again = path == STEP_UP;
    if let Some(address) = visit.host_sign_in(again) {
        return address;
    }
    let address = visit.href(path);
    match visit.resume() {
        Some(resume) => with_query(&address, &[], Some((RETURN_TO, resume.as_str()))),
        None => address,
    }
}

fn response(status: StatusCode, media_type: HeaderValue, body: Bytes) -> Response<Bytes> {
    /// As many as a page has, cookies included, so that the map need not grow.
    const HEADERS: usize = 16;
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.reserve(HEADERS);
    headers.insert(header::CONTENT_TYPE, media_type);
    response
}

/// The headers every response carries. What never changes under its address may be stored, nothing
/// else.
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

/// Sets a header from text that is known to be visible ASCII; anything else is left out.
fn set(headers: &mut HeaderMap, name: HeaderName, value: String) {
    if let Ok(value) = HeaderValue::try_from(value) {
        headers.insert(name, value);
    }
}
