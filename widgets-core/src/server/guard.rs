//! The guard: decides whether a request reaches its action.
//!
//! The order is fixed: path and method; cross-site headers; body; CSRF token; session (one query);
//! limits; signed in; membership; entitlement; permission; impersonation; freshness. Nothing before
//! the session touches storage. If the host authenticates users itself, it is asked before the CSRF
//! token is checked.
//!
//! A form refused only because its session has ended or needs a step-up is stored as a pending
//! form (see `flows::pending_form`). The request that completes the step-up resumes it here:
//! everything from the session on is checked again, for the session as it is then.

use std::panic::AssertUnwindSafe;
use std::sync::atomic::Ordering;
use std::time::Duration;

use futures_util::FutureExt as _;
use http::{HeaderMap, Method, header};

use super::address::Address;
use crate::context::answer::{AnyAnswer, Restored};
use crate::context::problem::{Problem, Refusal};
use crate::context::{Ctx, OrgCtx, RequestCtx};
use crate::crypto::Purpose;
use crate::flows::pending_form::{self, Resume};
use crate::http::cookies::{SessionCookie, SetCookie};
use crate::http::csrf::{CSRF_FIELD, CSRF_HEADER, FormBinding, same_site};
use crate::http::fields::Fields;
use crate::http::path::ORGANIZATION;
use crate::http::query::RETURN_TO;
use crate::http::request::{BodyFault, RawInput, Request};
use crate::stores::{LimitKey, LimitRequest, Slug};
use crate::table::{Endpoint, Route, Table, Who};
use crate::types::fault::Malformed;

/// What a CSRF token is bound to: the session claimed by the browser, or the browser id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bound {
    Session,
    Browser,
}

/// Runs the endpoint's action if the checks pass. Returns the request context in its final state.
pub(crate) async fn decide(
    mut ctx: RequestCtx,
    route: Option<&Route>,
    address: Address,
    request: Request,
) -> (RequestCtx, Result<AnyAnswer, Problem>) {
    let outcome = run(&mut ctx, route, address, request).await;
    (ctx, outcome)
}

async fn run(
    ctx: &mut RequestCtx,
    route: Option<&Route>,
    address: Address,
    request: Request,
) -> Result<AnyAnswer, Problem> {
    let route = route.ok_or(Problem::Missing)?;
    let params = address.path?.ok_or(Problem::Missing)?.params;
    let query = address.query;
    let endpoint = route
        .endpoint(&request.method)
        .ok_or_else(|| Problem::WrongMethod {
            allowed: route.allowed(),
        })?;
    let bound;
    let input;
    if *endpoint.method() == Method::POST {
        if !same_site(&request.headers, ctx.app().origin()) {
            return Err(Refusal::CrossSite.into());
        }
        input = read(endpoint, &request, params, query?)?;
        *ctx = ctx.known_to_host(endpoint).await?;
        bound = Some(csrf_token(ctx, &request.headers, &input)?);
    } else {
        input = read(endpoint, &request, params, query?)?;
        bound = None;
    }
    let asked_for = if bound.is_some() {
        input.body()
    } else {
        input.query()
    };
    if let Some(page) = ctx.return_path(asked_for.get(RETURN_TO)) {
        *ctx = ctx.leading_back(&page);
    }
    let mut answer = enter(ctx, endpoint, input, bound).await?;
    let Some(ticket) = answer.ticket.take() else {
        return Ok(answer);
    };
    let restored = match ctx.signed_in() {
        Ok(user) => pending_form::restore(&user, ticket.endpoint.as_deref()).await,
        Err(problem) => Err(problem),
    };
    match restored {
        Ok(Some(form)) => resume(ctx, form, ticket.session, answer.cookies).await,
        Ok(None) => Ok(answer),
        Err(problem) => {
            // The session was renewed, so its cookie must be sent. The form stays pending.
            tracing::warn!(request = %ctx.request_id(), ?problem, "reading a pending form failed");
            Ok(answer)
        }
    }
}

/// Resumes a pending form. Its session has been renewed already, so the new cookies are set
/// regardless of the action's outcome.
async fn resume(
    ctx: &mut RequestCtx,
    form: Restored,
    session: SessionCookie,
    cookies: Vec<SetCookie>,
) -> Result<AnyAnswer, Problem> {
    let app = ctx.app().clone();
    let endpoint = Table::of(&app)
        .action(&form.endpoint)
        .ok_or(Problem::Missing)?;
    *ctx = ctx.at(form.target).renewed(session).owing(cookies);
    // The CSRF token was checked when the form was first sent.
    let acting = AssertUnwindSafe(enter(ctx, endpoint, form.input, None));
    let outcome = acting.catch_unwind().await;
    outcome.unwrap_or_else(|_| Err(Problem::fault("an action panicked")))
}

/// The second half, from the session on. Shared by pages and fragments.
pub(crate) async fn enter(
    request_ctx: &mut RequestCtx,
    endpoint: &Endpoint,
    input: RawInput,
    bound: Option<Bound>,
) -> Result<AnyAnswer, Problem> {
    if !endpoint.rule().is_anonymous() {
        *request_ctx = request_ctx
            .admit((endpoint.rule().who() == Who::Member).then(|| input.param(ORGANIZATION)))
            .await?
            .in_own_words()
            .await;
    }
    limit(request_ctx, endpoint).await?;
    let ctx = match grant(request_ctx, endpoint, &input, bound).await {
        Ok(ctx) => ctx,
        Err(refused) => {
            // Store only forms whose CSRF token proves that they came from a page of this session.
            if bound == Some(Bound::Session)
                && let Some(resume) = Resume::mended(request_ctx, &refused)
            {
                *request_ctx = pending_form::keep(request_ctx, endpoint, &input, resume).await;
            }
            // A form that was sent again replaces the one that waits, also where it is not valid.
            if bound.is_some() && matches!(refused, Problem::Invalid(_)) {
                request_ctx.sent_again(endpoint).await;
            }
            return Err(refused);
        }
    };
    request_ctx.touch().await;
    let outcome = endpoint.handler().run(ctx, input).await;
    if bound.is_some() && matches!(outcome, Ok(_) | Err(Problem::Invalid(_))) {
        request_ctx.sent_again(endpoint).await;
    }
    outcome
}

/// The context the endpoint's rule grants, if it grants one. Input that is not valid is told before a
/// proof is asked for.
async fn grant(
    ctx: &RequestCtx,
    endpoint: &Endpoint,
    input: &RawInput,
    bound: Option<Bound>,
) -> Result<Ctx, Problem> {
    let rule = endpoint.rule();
    rule.judge(ctx)?;
    if rule.who() == Who::Anyone {
        return Ok(Ctx::Request(ctx.clone()));
    }
    // A token bound to the browser id was issued before signing in: it must not authorise actions
    // of the user (login CSRF, session fixation).
    if bound == Some(Bound::Browser) {
        return Err(Refusal::InvalidCsrfToken.into());
    }
    let user = ctx.signed_in()?;
    rule.judge_person(&user)?;
    let proof = rule.judge_proof(&user);
    let granted = if rule.who() == Who::User {
        Ctx::User(user)
    } else {
        Ctx::Org(OrgCtx::new(user).ok_or(Problem::Missing)?)
    };
    if proof.is_err() {
        let shows_form = Table::of(ctx.app()).shows_stale(endpoint.path());
        let handler = endpoint.handler();
        handler.check(granted.clone(), input, shows_form).await?;
    }
    proof.map(|()| granted)
}

impl RequestCtx {
    /// Authenticates with the host's identity, if there is one, because the CSRF token is then
    /// bound to that session and no cookie of the widgets names it.
    async fn known_to_host(&self, endpoint: &Endpoint) -> Result<Self, Problem> {
        if endpoint.rule().is_anonymous() {
            return Ok(self.clone());
        }
        let Some(ctx) = self.admit_from_host(None).await? else {
            return Ok(self.clone());
        };
        // Signed out meanwhile: nothing proves any more whose form it was, so ask for a sign-in.
        if endpoint.rule().who() != Who::Anyone {
            ctx.signed_in()?;
        }
        Ok(ctx)
    }

    /// Looks up the session by its cookie, and the user's membership in the organization.
    pub(crate) async fn admit(&self, organization: Option<&str>) -> Result<Self, Problem> {
        let slug = organization.and_then(Slug::parse);
        if let Some(ctx) = self.admit_from_host(slug.as_ref()).await? {
            return Ok(ctx);
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
        // The id in the cookie is untrusted, but CSRF tokens are bound to it: it must match the
        // token's session.
        let found = found.filter(|admission| admission.session.id == cookie.id);
        if found.is_none() && accounts.has_session(&cookie.id, self.now()).await? {
            return Ok(self.outdated());
        }
        Ok(self.admitted(found))
    }

    /// Updates the session's last use, at most once a minute. A failure is only logged.
    pub(crate) async fn touch(&self) {
        const PAUSE: Duration = Duration::from_secs(60);
        let Some(admission) = self.user() else { return };
        let session = &admission.session;
        if self.now().since(session.last_used_at) < PAUSE
            || self.state().touched.swap(true, Ordering::Relaxed)
        {
            return;
        }
        let idle_until = self
            .app()
            .session_policy()
            .idle_until(session.persistent, self.now());
        let accounts = &self.stores().accounts;
        if let Err(error) = accounts
            .touch_session(&session.id, self.now(), idle_until)
            .await
        {
            tracing::warn!(request = %self.request_id(), %error, "a session's last use was not saved");
        }
    }
}

fn read(
    endpoint: &Endpoint,
    request: &Request,
    params: Vec<(&'static str, String)>,
    query: Fields,
) -> Result<RawInput, Problem> {
    let body = if *endpoint.method() == Method::POST {
        body(request)?
    } else {
        Fields::default()
    };
    Ok(RawInput::new(params, query, body))
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

/// Checks the CSRF token against the claimed session, then against the browser id.
fn csrf_token(ctx: &RequestCtx, headers: &HeaderMap, input: &RawInput) -> Result<Bound, Problem> {
    let state = ctx.state();
    let known = ctx.user().map(|own| &own.session.id);
    if known.is_none() && state.cookies.is_empty() {
        return Err(Refusal::NoCookies.into());
    }
    let header = headers
        .get(CSRF_HEADER)
        .and_then(|token| token.to_str().ok());
    let token = header.unwrap_or_else(|| input.body().get(CSRF_FIELD));
    let holds = |binding: FormBinding<'_>| {
        ctx.app()
            .keys()
            .verify(Purpose::CsrfToken, &binding.message(), token)
    };
    let claimed = || state.cookies.session.as_ref().map(|own| &own.id);
    if let Some(session) = known.or_else(claimed)
        && holds(FormBinding::Session(session.as_str()))
    {
        return Ok(Bound::Session);
    }
    if let Some(browser) = &state.cookies.browser_id
        && holds(FormBinding::Browser(browser.reveal()))
    {
        return Ok(Bound::Browser);
    }
    Err(Refusal::InvalidCsrfToken.into())
}

async fn limit(ctx: &RequestCtx, endpoint: &Endpoint) -> Result<(), Problem> {
    let Some(quota) = endpoint.rule().limit() else {
        return Ok(());
    };
    let key = LimitKey::new(endpoint.name(), &ctx.client().limit_subject());
    ctx.consume(&[LimitRequest { key, quota }]).await
}
