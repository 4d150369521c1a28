//! Redirects: to a page, to the sign-in that a refusal asks for, to another origin.
//!
//! The script of the pages would follow a redirect by itself and then open the page that it leads to
//! once more, which uses up what a page shows only once. It therefore says which page it is on, and
//! learns the address of any other instead of being redirected.

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode, header};

use super::respond::set;
use crate::context::RequestCtx;
use crate::context::answer::Next;
use crate::context::notice::NoticeKind;
use crate::context::problem::DueTask;
use crate::flows::step_up;
use crate::http::cookies::SetCookie;
use crate::http::notice_cookie::NoticeCookie;
use crate::http::query::{RETURN_TO, parts, with_query};

/// The path of the page that script is on, sent by script alone.
pub(super) const SCRIPT_PAGE: &str = "wg-page";
/// Where script is to go, in place of a redirect.
const SCRIPT_GOES: HeaderName = HeaderName::from_static("wg-location");
/// Where htmx is to go, whatever the status.
const HTMX_GOES: HeaderName = HeaderName::from_static("hx-redirect");
/// Path of the page that leads to another origin.
pub(super) const LEAVE: &str = "/leave";

/// Whether an answer changes what is around a widget: signs somebody in or out, or chooses a language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Leads {
    /// The same person goes on, in the same language.
    On,
    /// Somebody is signed in now, or reads another language, so every page is made anew.
    Anew,
    /// Nobody is any more, so that the page they came from cannot be shown.
    Out,
}

/// A redirect to an address of this site or of another origin.
pub(super) fn redirect(ctx: &RequestCtx, address: &str, leads: Leads) -> Response<Bytes> {
    if let Some(page) = &ctx.state().script_page {
        // The page it is on is exchanged in place, unless what is around the widget changes too.
        let stays = leads == Leads::On && parts(address).0 == page;
        if !stays {
            let mut leads = answer(StatusCode::NO_CONTENT, SCRIPT_GOES, address.to_owned());
            // Without a type, Chromium reads nothing as XML and shows an error of its own for it.
            set(
                leads.headers_mut(),
                header::CONTENT_TYPE,
                "text/html".to_owned(),
            );
            return leads;
        }
    }
    answer(
        StatusCode::SEE_OTHER,
        header::LOCATION,
        within_site(ctx, address),
    )
}

/// Leads to the page that asks for a sign-in or step-up. htmx gets `HX-Redirect`, on which it loads that page,
/// and `status`, since it would put the page behind a redirect into a part of the one it is on.
pub(super) fn lead_to_proof(ctx: &RequestCtx, path: &str, status: StatusCode) -> Response<Bytes> {
    let address = leading_back(ctx, path);
    if !ctx.state().by_htmx {
        return redirect(ctx, &address, Leads::On);
    }
    let mut response = answer(status, HTMX_GOES, address);
    challenge(response.headers_mut());
    response
}

/// Leads to the page of a task that has to be done first, which leads back here.
pub(super) fn lead_to_task(ctx: &RequestCtx, task: &DueTask) -> Response<Bytes> {
    let page = ctx.resume_after(task);
    let back = page.as_ref().map(|page| (RETURN_TO, page.as_str()));
    let address = with_query(&task.address, &[], back);
    if ctx.state().by_htmx {
        return answer(StatusCode::FORBIDDEN, HTMX_GOES, address);
    }
    redirect(ctx, &address, Leads::On)
}

/// The challenge that RFC 9110, section 11.6.1, requires with every 401.
pub(super) fn challenge(headers: &mut HeaderMap) {
    headers.insert(
        header::WWW_AUTHENTICATE,
        HeaderValue::from_static("Session"),
    );
}

/// The address or, of an allowed other origin, that of our page that leads there: the policy of pages
/// (`form-action`) forbids that the answer to a form redirects to another origin.
fn within_site(ctx: &RequestCtx, address: &str) -> String {
    match ctx.return_path(address) {
        Some(path) if !path.as_str().starts_with('/') => path.in_query(&ctx.href(LEAVE), RETURN_TO),
        _ => address.to_owned(),
    }
}

fn answer(status: StatusCode, name: HeaderName, address: String) -> Response<Bytes> {
    let mut response = Response::new(Bytes::new());
    *response.status_mut() = status;
    set(response.headers_mut(), name, address);
    response
}

impl Next {
    /// The redirect, which takes a notice along.
    pub(super) fn redirect(
        &self,
        ctx: &RequestCtx,
        notice: Option<NoticeKind>,
        leads: Leads,
    ) -> Response<Bytes> {
        let address = match self {
            Self::Own(path) if leads != Leads::Out => ctx.back(path),
            Self::Own(path) => ctx.href(path),
            Self::Step(path) => ctx.link(path),
            Self::Return(path) => path.as_str().to_owned(),
        };
        let mut response = redirect(ctx, &address, leads);
        // One that was to be shown here is passed on.
        let passed = || ctx.notice().map(str::to_owned);
        let key = notice.map(|kind| kind.key().to_owned()).or_else(passed);
        if let Some(key) = key.filter(|_| address.starts_with('/')) {
            let notice = NoticeCookie::new(&key, parts(&address).0);
            let cookie = SetCookie::notice(&notice).header(ctx.state().cookie_kind);
            let cookie = cookie.map(|cookie| (header::SET_COOKIE, cookie));
            response.headers_mut().extend(cookie);
        }
        response
    }
}

/// URL of the page that asks for a sign-in or step-up and returns here afterwards: the widgets'
/// own, or the host's if it authenticates users itself.
fn leading_back(ctx: &RequestCtx, path: &str) -> String {
    let again = path == step_up::PATH;
    if let Some(address) = ctx.host_sign_in(again) {
        return address;
    }
    let address = ctx.href(path);
    match ctx.resume() {
        Some(resume) => with_query(&address, &[], Some((RETURN_TO, resume.as_str()))),
        None => address,
    }
}
