//! Converts between Rocket's requests and responses and those of core.

use std::io::{self, Cursor};

use crate::attached;
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, header};
use rocket::data::ToByteUnit as _;
use rocket::form::Form;
use rocket::http::{Method, Status};
use rocket::tokio::io::AsyncReadExt as _;
use rocket::{Data, Response, tokio};
use widgets_core::request::BodyFault;
use widgets_core::service::{OVERFLOW, PATIENCE};

use crate::kept::Answer;

/// Headers that Rocket's shield may add and core deliberately omits, because its content security
/// policy covers them. `Strict-Transport-Security` stays: it applies to the whole host.
const SHIELD: [&str; 8] = [
    "x-frame-options",
    "permissions-policy",
    "x-xss-protection",
    "x-dns-prefetch-control",
    "expect-ct",
    "x-content-type-options",
    "referrer-policy",
    "cross-origin-opener-policy",
];

/// The request without its body.
pub(crate) fn request(request: &rocket::Request<'_>, method: Method) -> widgets_core::Request {
    let uri = request.uri();
    let method = http::Method::from_bytes(method.as_str().as_bytes()).unwrap_or_default();
    let mut converted = widgets_core::Request::new(method, uri.path().as_str().to_owned());
    converted.query = uri.query().map(|query| query.as_str().to_owned());
    converted.headers = headers(request);
    converted.extensions = attached::extensions(request);
    converted.peer = request.remote().map(|peer| peer.ip());
    converted
}

fn headers(request: &rocket::Request<'_>) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for line in request.headers().iter() {
        let name = HeaderName::from_bytes(line.name().as_str().as_bytes());
        let value = HeaderValue::from_bytes(line.value().as_bytes());
        if let (Ok(name), Ok(value)) = (name, value) {
            headers.append(name, value);
        }
    }
    // Rocket's local test client puts cookies only into the jar.
    if !headers.contains_key(header::COOKIE) {
        for cookie in request.cookies().iter() {
            let pair = format!("{}={}", cookie.name(), cookie.value());
            if let Ok(pair) = HeaderValue::try_from(pair) {
                headers.append(header::COOKIE, pair);
            }
        }
    }
    headers
}

/// Number of bytes that Rocket reads before routing a request.
const PEEKED: usize = "_method=delete".len();

/// The method as sent. Rocket changes that of a form beginning with `_method=put`, which arrived as
/// POST.
pub(crate) async fn method_as_sent(request: &rocket::Request<'_>, data: &mut Data<'_>) -> Method {
    let method = request.method();
    if !request.content_type().is_some_and(|kind| kind.is_form()) {
        return method;
    }
    let rewritten = std::str::from_utf8(data.peek(PEEKED).await)
        .ok()
        .and_then(|form| Form::values(form).next())
        .filter(|field| field.name == "_method")
        .and_then(|field| field.value.parse().ok());
    if rewritten == Some(method) {
        Method::Post
    } else {
        method
    }
}

/// Whether the body ended early while Rocket read its beginning, an error that Rocket does not
/// report: fewer bytes than it reads, yet not the end. Call it before anything else reads the body.
pub(crate) async fn broke_off(data: &mut Data<'_>) -> bool {
    let seen_to_its_end = data.peek_complete();
    !seen_to_its_end && data.peek(PEEKED).await.len() < PEEKED
}

/// Reads a body of at most `limit` bytes, within 30 seconds. As in core, excess bytes are read and
/// discarded, so that the browser finishes sending and shows the error page.
pub(crate) async fn body(data: Data<'_>, limit: usize) -> Result<Bytes, BodyFault> {
    let reading = tokio::time::timeout(PATIENCE, collect(data, limit));
    match reading.await {
        Ok(Ok(body)) => body.ok_or(BodyFault::TooLarge),
        Ok(Err(_)) | Err(_) => Err(BodyFault::Broken),
    }
}

async fn collect(data: Data<'_>, limit: usize) -> io::Result<Option<Bytes>> {
    let one_more = limit.saturating_add(1);
    let mut stream = data.open(one_more.saturating_add(OVERFLOW).bytes());
    let mut kept = Vec::new();
    let most = u64::try_from(one_more).unwrap_or(u64::MAX);
    (&mut stream).take(most).read_to_end(&mut kept).await?;
    if kept.len() <= limit {
        return Ok(Some(kept.into()));
    }
    tokio::io::copy(&mut stream, &mut tokio::io::sink()).await?;
    Ok(None)
}

pub(crate) fn status(status: http::StatusCode) -> Status {
    Status::new(status.as_u16())
}

/// Replaces `response` with core's. Headers added by other fairings stay, unless core sets them
/// too, or they would let other origins read a page.
pub(crate) fn answer(answer: Answer, head: bool, response: &mut Response<'_>) {
    if answer.page || is_html(&answer.response) {
        close_to_other_origins(response);
    }
    let (parts, body) = answer.response.into_parts();
    response.set_status(status(parts.status));
    let replaced = parts.headers.keys().map(HeaderName::as_str);
    let replaced: Vec<&str> = replaced.filter(|name| *name != "set-cookie").collect();
    let stale = ["content-type", "content-encoding", "location"];
    for name in SHIELD.into_iter().chain(stale).chain(replaced) {
        response.remove_header(name);
    }
    for (name, value) in &parts.headers {
        if let Ok(value) = value.to_str() {
            response.adjoin_raw_header(name.as_str().to_owned(), value.to_owned());
        }
    }
    if head {
        // Without a size, because core has set the length of the response to GET.
        response.set_streamed_body(tokio::io::empty());
    } else {
        response.set_sized_body(body.len(), Cursor::new(body));
    }
}

/// Whether it is a page. One that refuses at a route of the host has a frame as every page has, with the
/// user's name and a CSRF token.
fn is_html(response: &http::Response<Bytes>) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE);
    kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}

/// Removes what a fairing for cross-origin requests (CORS) has added to every response. A refusal as JSON
/// and a redirect at a route of the host keep it: the host's own programs read those.
fn close_to_other_origins(response: &mut Response<'_>) {
    let names = response.headers().iter();
    let names: Vec<String> = names
        .map(|line| line.name().as_str().to_ascii_lowercase())
        .filter(|name| name.starts_with("access-control-"))
        .collect();
    for name in names {
        response.remove_header(&name);
    }
}

/// Adds the headers that fragments need to a response of the host.
pub(crate) fn add(headers: &HeaderMap, response: &mut Response<'_>) {
    for (name, value) in headers {
        let said = *name != header::SET_COOKIE && response.headers().contains(name.as_str());
        if let (false, Ok(value)) = (said, value.to_str()) {
            response.adjoin_raw_header(name.as_str().to_owned(), value.to_owned());
        }
    }
}
