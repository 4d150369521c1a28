//! The guard: the one place where a request is let through to its action, or not.
//!
//! The order is fixed: path and method; cross-site headers; body; form token; who it is (one query);
//! limits; signed in; membership; entitlement; permission; in person; freshness. Nothing before "who
//! it is" touches storage.
//!
//! A form that is refused only because its session had ended or was proved too long ago is [kept].
//! One that waited for the proof comes back here, to the second half, in the request that gives it:
//! everything from "who it is" on is asked once more, of the session as it is by then.

use std::panic::AssertUnwindSafe;
use std::sync::atomic::Ordering;
use std::time::Duration;

use futures_util::FutureExt as _;
use http::{HeaderMap, Method, header};

use crate::context::answer::{Answer, Resumed};
use crate::context::problem::{Problem, Refusal};
use crate::context::{Ctx, OrgCtx, Visit};
use crate::crypto::Purpose;
use crate::flows::pending_form::{self, Until};
use crate::http::cookies::SetCookie;
use crate::http::csrf::{FORM_TOKEN_FIELD, FORM_TOKEN_HEADER, FormBinding, same_site};
use crate::http::fields::Fields;
use crate::http::path::{Matched, ORGANIZATION};
use crate::http::request::{BodyFault, Input, Request};
use crate::stores::{LimitKey, Slug, Taking};
use crate::table::{Route, Row, Table, Who};
use crate::types::fault::Malformed;

/// Whether a form token was bound to the session the browser claims, or to the browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bound {
    Session,
    Visit,
}

/// Lets a request through to its row's action, and gives back the visit as far as it got.
pub(crate) async fn decide(
    mut visit: Visit,
    route: Option<&Route>,
    request: Request,
) -> (Visit, Result<Answer, Problem>) {
    let outcome = run(&mut visit, route, request).await;
    (visit, outcome)
}

async fn run(
    visit: &mut Visit,
    route: Option<&Route>,
    request: Request,
) -> Result<Answer, Problem> {
    let route = route.ok_or(Problem::Missing)?;
    let params = Matched::read(route.path(), &request.path)?
        .ok_or(Problem::Missing)?
        .params;
    let row = route
        .row(&request.method)
        .ok_or_else(|| Problem::WrongMethod {
            allowed: route.allowed(),
        })?;
    let bound;
    let input;
    if *row.method() == Method::POST {
        if !same_site(&request.headers, visit.app().origin()) {
            return Err(Refusal::CrossSite.into());
        }
        input = read(row, &request, params)?;
        *visit = visit.known_to_host(row).await?;
        bound = Some(form_token(visit, &request.headers, &input)?);
    } else {
        input = read(row, &request, params)?;
        bound = None;
    }
    let asked_for = if bound.is_some() {
        &input.body
    } else {
        &input.query
    };
    if let Some(page) = visit.return_path(asked_for) {
        *visit = visit.leading_back(&page);
    }
    let mut answer = enter(visit, row, input, bound).await?;
    match answer.resumed.take() {
        Some(resumed) => resume(visit, *resumed, answer.cookies).await,
        None => Ok(answer),
    }
}

/// Does what a form asked for that was kept until now. Its session was renewed already, so the
/// browser is told that whatever comes of it.
async fn resume(
    visit: &mut Visit,
    resumed: Resumed,
    cookies: Vec<SetCookie>,
) -> Result<Answer, Problem> {
    let Resumed { form, session } = resumed;
    let app = visit.app().clone();
    let row = Table::of(&app).action(&form.row).ok_or(Problem::Missing)?;
    *visit = visit.at(form.place).renewed(session).owing(cookies);
    // Its form token was checked when it was kept.
    let acting = AssertUnwindSafe(enter(visit, row, form.input, None));
    let outcome = acting.catch_unwind().await;
    outcome.unwrap_or_else(|_| Err(Problem::fault("an action panicked")))
}

/// The second half, from "who it is" on, which pages and fragments share.
pub(crate) async fn enter(
    visit: &mut Visit,
    row: &Row,
    input: Input,
    bound: Option<Bound>,
) -> Result<Answer, Problem> {
    if !row.rule().is_anonymous() {
        *visit = visit
            .admit((row.rule().who() == Who::Member).then(|| input.param(ORGANIZATION)))
            .await?
            .in_own_words()
            .await;
    }
    limit(visit, row).await?;
    let ctx = match grant(visit, row, bound) {
        Ok(ctx) => ctx,
        Err(refused) => {
            // Only what came from a form of that very session is worth keeping.
            if bound == Some(Bound::Session)
                && let Some(until) = Until::mended(visit, &refused)
            {
                *visit = pending_form::keep(visit, row, &input, until).await;
            }
            return Err(refused);
        }
    };
    visit.touch().await;
    let outcome = row.run(ctx, input).await;
    if bound.is_some() && matches!(outcome, Ok(_) | Err(Problem::Invalid(_))) {
        visit.sent_again(row).await;
    }
    outcome
}

/// The context the row's rule grants, if it grants one.
fn grant(visit: &Visit, row: &Row, bound: Option<Bound>) -> Result<Ctx, Problem> {
    let rule = row.rule();
    rule.judge(visit)?;
    if rule.who() == Who::Anyone {
        return Ok(Ctx::Visit(visit.clone()));
    }
    // A token that was made before signing in does not act for whoever is signed in.
    if bound == Some(Bound::Visit) {
        return Err(Refusal::Forged.into());
    }
    let user = visit.signed_in()?;
    rule.judge_proof(&user)?;
    if rule.who() == Who::User {
        return Ok(Ctx::User(user));
    }
    Ok(Ctx::Org(OrgCtx::new(user).ok_or(Problem::Missing)?))
}

impl Visit {
    /// Whom the form token must belong to, where the host knows that and no cookie of ours tells.
    async fn known_to_host(&self, row: &Row) -> Result<Self, Problem> {
        if row.rule().is_anonymous() {
            return Ok(self.clone());
        }
        let Some(visit) = self.admit_from_host(None).await? else {
            return Ok(self.clone());
        };
        // They signed out meanwhile, and nothing tells any more whose form it was.
        if row.rule().who() != Who::Anyone {
            visit.signed_in()?;
        }
        Ok(visit)
    }

    /// Looks up who holds the session cookie, and as what kind of member of that organization.
    pub(crate) async fn admit(&self, organization: Option<&str>) -> Result<Self, Problem> {
        let slug = organization.and_then(Slug::parse);
        if let Some(visit) = self.admit_from_host(slug.as_ref()).await? {
            return Ok(visit);
        }
        let Some(cookie) = self.session_cookie() else {
            return Ok(self.clone());
        };
        if self.knows(slug.as_ref()) {
            return Ok(self.clone());
        }
        let accounts = &self.stores().accounts;
        let found = accounts
            .admit(&cookie.token.hash(), slug.as_ref(), self.now())
            .await?;
        // The id in the cookie is only a claim, and form tokens are bound to it.
        let found = found.filter(|admission| admission.session.id == cookie.id);
        if found.is_none() && accounts.has_session(&cookie.id, self.now()).await? {
            return Ok(self.outdated());
        }
        Ok(self.admitted(found))
    }

    /// Notes that the session is in use, at most once a minute. Failing to is no reason to refuse.
    pub(crate) async fn touch(&self) {
        const PAUSE: Duration = Duration::from_secs(60);
        let Some(admission) = self.user() else { return };
        let session = &admission.session;
        if self.now().since(session.seen_at) < PAUSE
            || self.state().touched.swap(true, Ordering::Relaxed)
        {
            return;
        }
        let idle_until = self
            .app()
            .session_policy()
            .idle_until(session.kept, self.now());
        let accounts = &self.stores().accounts;
        if let Err(error) = accounts
            .touch_session(&session.id, self.now(), idle_until)
            .await
        {
            tracing::warn!(request = %self.request_id(), %error, "a session's last use was not noted");
        }
    }
}

fn read(
    row: &Row,
    request: &Request,
    params: Vec<(&'static str, String)>,
) -> Result<Input, Problem> {
    let query = Fields::from_urlencoded(request.query.as_deref().unwrap_or_default().as_bytes())?;
    let body = if *row.method() == Method::POST {
        body(request)?
    } else {
        Fields::default()
    };
    Ok(Input {
        params,
        query,
        body,
    })
}

pub(crate) fn body(request: &Request) -> Result<Fields, Problem> {
    let media_type = request
        .headers
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok());
    let media_type = media_type
        .unwrap_or_default()
        .split(';')
        .next()
        .unwrap_or_default()
        .trim();
    let form = media_type.eq_ignore_ascii_case("application/x-www-form-urlencoded");
    let json = media_type.eq_ignore_ascii_case("application/json");
    if !form && !json {
        return Err(Problem::WrongMedia);
    }
    let bytes = match &request.body {
        Ok(bytes) => bytes,
        Err(BodyFault::TooLarge) => return Err(Problem::TooLarge),
        Err(BodyFault::Broken) => return Err(Malformed::Broken.into()),
    };
    Ok(if form {
        Fields::from_urlencoded(bytes)?
    } else {
        Fields::from_json(bytes)?
    })
}

/// Checks the form token against the session the browser claims and against the browser.
fn form_token(visit: &Visit, headers: &HeaderMap, input: &Input) -> Result<Bound, Problem> {
    let state = visit.state();
    let known = visit.user().map(|own| &own.session.id);
    if known.is_none() && state.cookies.is_empty() {
        return Err(Refusal::NoCookies.into());
    }
    let header = headers
        .get(FORM_TOKEN_HEADER)
        .and_then(|token| token.to_str().ok());
    let token = header.unwrap_or_else(|| input.body.get(FORM_TOKEN_FIELD));
    let holds = |binding: FormBinding<'_>| {
        visit
            .app()
            .keys()
            .verify(Purpose::FormToken, &binding.message(), token)
    };
    let claimed = || state.cookies.session.as_ref().map(|own| &own.id);
    if let Some(session) = known.or_else(claimed)
        && holds(FormBinding::Session(session.as_str()))
    {
        return Ok(Bound::Session);
    }
    if let Some(browser) = &state.cookies.visit
        && holds(FormBinding::Visit(browser.reveal()))
    {
        return Ok(Bound::Visit);
    }
    Err(Refusal::Forged.into())
}

async fn limit(visit: &Visit, row: &Row) -> Result<(), Problem> {
    let Some(quota) = row.rule().limit() else {
        return Ok(());
    };
    let key = LimitKey::new(row.name(), &visit.client().limit_subject());
    visit.take(&[Taking { key, quota }]).await
}
