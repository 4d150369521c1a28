//! The guard: decides whether a request reaches its action.
//!
//! The order is fixed: path and method; cross-site headers; body; CSRF token; session (one query);
//! limits; signed in; membership; entitlement; permission; impersonation; freshness. Nothing before
//! the session touches storage. Between signing in and membership stand the tasks that a user has to do
//! first. If the host authenticates users itself, it is asked before the CSRF
//! token is checked.
//!
//! A form refused only because its session has ended or needs a step-up is stored as a pending
//! form (see `flows::pending_form`). The request that completes the step-up resumes it here:
//! everything from the session on is checked again, for the session as it is then.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use futures_util::FutureExt as _;
use http::{HeaderMap, Method, header};
use tracing::Instrument as _;

use super::address::Address;
use super::out_of_date::out_of_date;
use crate::context::{AnyAnswer, Ctx, OrgCtx, Problem, Refusal, RequestCtx, Restored};
use crate::flows::handover::{self, Keeping};
use crate::flows::pending_form::{self, Resume};
use crate::http::csrf::{CSRF_FIELD, CSRF_HEADER, FormToken, same_site};
use crate::http::path::ORGANIZATION;
use crate::http::query::RETURN_TO;
use crate::http::{BodyFault, Fields, FormBinding, RawInput, Request, SessionCookie, SetCookie};
use crate::stores::Slug;
use crate::table::{Endpoint, Route, Table, Who, tasks};
use crate::types::Malformed;

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
    let Some(route) = route else {
        ctx.recognize().await;
        return Err(Problem::Missing);
    };
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
        let token = sent_token(&request.headers, &input);
        bound = Some(match csrf_token(ctx, token) {
            Ok(bound) => bound,
            Err(refused) => return Err(out_of_date(ctx, endpoint, &input, refused).await),
        });
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
    let answer = enter(ctx, endpoint, input, bound).await?;
    let keeping = Keeping::of(ctx, &answer);
    let outcome = go_on(ctx, answer).await;
    if let Some(keeping) = keeping.map(|own| own.leading(&outcome)) {
        keeping.keep(ctx).await;
    }
    outcome
}

/// Runs the form that waited for what was just done, if there is one.
async fn go_on(ctx: &mut RequestCtx, mut answer: AnyAnswer) -> Result<AnyAnswer, Problem> {
    let Some(ticket) = answer.ticket.take() else {
        return Ok(answer);
    };
    if tasks::hold_back_form(ctx, pending_form::endpoint_of(ctx)) {
        // Filled in again on its page, once the task is done.
        return Ok(answer);
    }
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
                && let Some(sender) = pending_form::sender(request_ctx)
            {
                let ctx = &*request_ctx;
                *request_ctx = pending_form::keep(ctx, endpoint, &input, sender, resume).await;
            }
            // A form that was sent again replaces the one that waits, also where it is not valid.
            if bound.is_some() && matches!(refused, Problem::Invalid(_)) {
                request_ctx.sent_again(endpoint).await;
            }
            return Err(refused);
        }
    };
    request_ctx.touch();
    let outcome = endpoint.handler().run(ctx, input).await;
    if bound.is_some() && matches!(outcome, Ok(_) | Err(Problem::Invalid(_))) {
        request_ctx.sent_again(endpoint).await;
    }
    outcome
}

/// The context the endpoint's rule grants, if it grants one. Input that is not valid is told before a
/// proof is asked for.
async fn grant(
    ctx: &mut RequestCtx,
    endpoint: &Endpoint,
    input: &RawInput,
    bound: Option<Bound>,
) -> Result<Ctx, Problem> {
    let rule = endpoint.rule();
    tasks::judge(ctx, endpoint).await?;
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

    /// Finds out who is signed in where nothing depends on it, for the frame around a page. An outage
    /// shows the page without.
    async fn recognize(&mut self) {
        if let Ok(ctx) = self.admit(None).await {
            *self = ctx.in_own_words().await;
        }
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
            return self.led_on(slug.as_ref()).await;
        }
        Ok(self.admitted(found))
    }

    /// Goes on with the token that replaced the one of this request a moment ago, if its browser never
    /// got it.
    async fn led_on(&self, slug: Option<&Slug>) -> Result<Self, Problem> {
        let Some(cookie) = handover::follow(self).await? else {
            return Ok(self.outdated());
        };
        let accounts = &self.stores().accounts;
        let token = cookie.token.hash();
        let Some(admission) = accounts.admit(&token, slug, self.now()).await? else {
            return Ok(self.outdated());
        };
        let owed = cookie.to_set(&admission.session, self.now());
        let ctx = self.renewed(cookie).owing([owed]);
        Ok(ctx.admitted(Some(admission)))
    }

    /// Notes the session's use, as often as the session policy says. The request does not wait for it:
    /// a use that is not noted, since the store fails or others are being noted, is noted by the next
    /// request.
    pub(crate) fn touch(&self) {
        let Some(admission) = self.user() else { return };
        let (session, policy, now) = (&admission.session, self.app().session_policy(), self.now());
        if now.since(session.last_used_at) < policy.pause(session.persistent)
            || self.state().touched.swap(true, Ordering::Relaxed)
        {
            return;
        }
        let Some(place) = self.app().notes().place() else {
            return;
        };
        let idle_until = policy.idle_until(session.persistent, now);
        let accounts = Arc::clone(&self.stores().accounts);
        let (session, request) = (session.id.clone(), self.request_id().clone());
        let noting = async move {
            if let Err(error) = accounts.touch_session(&session, now, idle_until).await {
                tracing::warn!(%request, %error, "a session's last use was not saved");
            }
            drop(place);
        };
        tokio::spawn(noting.in_current_span());
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

/// The CSRF token that was sent, in a header or a field.
fn sent_token<'a>(headers: &'a HeaderMap, input: &'a RawInput) -> FormToken<'a> {
    let header = headers
        .get(CSRF_HEADER)
        .and_then(|token| token.to_str().ok());
    FormToken::parse(header.unwrap_or_else(|| input.body().get(CSRF_FIELD)))
}

/// Checks the CSRF token against the claimed session, then against the browser id.
fn csrf_token(ctx: &RequestCtx, token: FormToken<'_>) -> Result<Bound, Refusal> {
    let state = ctx.state();
    let known = ctx.user().map(|own| &own.session.id);
    if known.is_none() && state.cookies.is_empty() {
        return Err(Refusal::NoCookies);
    }
    let holds = |binding: FormBinding<'_>| ctx.signed(binding, token);
    let claimed = || state.cookies.session.as_ref().map(|own| &own.id);
    if let Some(session) = known.or_else(claimed)
        && let Some((id, owner)) = token.session
        && id == session.as_str()
        && holds(FormBinding::Session { id, owner })
    {
        return Ok(Bound::Session);
    }
    if let Some(browser) = &state.cookies.browser_id
        && holds(FormBinding::Browser(browser.reveal()))
    {
        return Ok(Bound::Browser);
    }
    Err(Refusal::InvalidCsrfToken)
}

async fn limit(ctx: &RequestCtx, endpoint: &Endpoint) -> Result<(), Problem> {
    let Some(quota) = endpoint.rule().limit() else {
        return Ok(());
    };
    let counted = endpoint.rule().limited_with().unwrap_or(endpoint.name());
    match endpoint.rule().who() {
        Who::Anyone => ctx.consume_as_visitor(counted, quota).await,
        _ => ctx.consume_as_user(counted, quota).await,
    }
}
