//! Mailed codes and links. Knows neither HTML nor JSON. Uses
//! [`ChallengeStore`](crate::stores::ChallengeStore) and the limits.

mod begin_again;
mod invitation;
mod limits;
mod mailbox;

use std::time::Duration;

pub(crate) use self::begin_again::BeginAgain;
pub(crate) use self::invitation::{Invitation, InvitationGoal};
use super::prove_password::credentials;
use super::{refused_proof, second_factor};
use crate::context::RequestCtx;
use crate::context::answer::{Answer, AnswerResult, Next};
use crate::context::events::{self, EventKind, NewEvent};
use crate::context::problem::Problem;
use crate::crypto::{Code, Token};
use crate::outbox::mail_request::{MailRequest, Reader};
use crate::stores::{
    Challenge, ChallengePurpose, Change, Credentials, EndOutcome, Epoch, NewChallenge,
    ResendChallenge, ResendOutcome, SignInMethod,
};
use crate::table::Table;
use crate::table::mails::{MailedCode, MailedTaken};
use crate::table::purposes::{
    Audience, ChallengePayload, CodeSent, MailPlan, OpenedChallenge, ProofGoal, StartProof,
};
use crate::types::clock::Timestamp;
use crate::types::email::{Email, EmailKey};
use crate::types::id::{AccountId, ChallengeId};

/// Attempts per code. With five mails at most, that allows 25 guesses at eight digits.
pub(crate) const TRIES: u32 = 5;
/// Maximum number of mails per challenge, including the first.
pub(crate) const MOST_SENDS: u32 = 5;
/// Lifetime of a code (OWASP ASVS 5.0, 6.5.5: at most 10 minutes).
pub(crate) const CODE_LASTS: Duration = Duration::from_secs(10 * 60);
/// Lifetime of a challenge, including codes sent again.
pub(crate) const CHALLENGE_LASTS: Duration = Duration::from_secs(60 * 60);
/// Pause before a code can be sent again; doubles with every mail.
const PAUSE: Duration = Duration::from_secs(30);

/// Sends a code and a link, and answers with the page that takes the code. Known and unknown
/// addresses cost the same (against account enumeration): one query, one check of the limits, one
/// write with one outbox row.
///
/// # Errors
///
/// [`Refusal::TooMany`](crate::Refusal::TooMany) if too many mails were requested.
pub(crate) async fn begin(ctx: &RequestCtx, begin: StartProof) -> AnswerResult<CodeSent> {
    let purpose = Table::of(ctx.app()).purpose(begin.goal.kind());
    let purpose = purpose.ok_or(Problem::Missing)?;
    ctx.remember_address(&begin.email, false);
    let credentials = limited(ctx, begin.email.key(), begin.goal.kind()).await?;
    let reader = reader(ctx, credentials.as_ref()).await;
    let (account, sends) = purpose.audience.whose(credentials.as_ref());
    let id = ChallengeId::mint(ctx.now())?;
    let sending = Sending::new(ctx.now())?;
    let payload = ChallengePayload {
        code: sending.code.reveal().to_owned(),
        earlier: Vec::new(),
        goal: begin.goal,
        sends,
        to: credentials.as_ref().map(|own| own.email.to_string()),
        return_to: begin.return_to.map(|path| path.to_string()),
    };
    let new_event = happened(events::CODE_SENT, &purpose.key, account.as_ref());
    let to = credentials.map_or_else(|| begin.email.clone(), |own| own.email);
    let addressee = Addressee { to, reader };
    let change = ctx.change(new_event)?;
    let change = sending.mail(ctx, change, &addressee, purpose.audience, sends)?;
    let challenge = NewChallenge {
        purpose: purpose.key.clone(),
        account,
        email: begin.email,
        browser: ctx.browser(),
        link: sending.link.hash(),
        sealed: payload.seal(&id, ctx.app().keys())?,
        tries: TRIES,
        code_expires_at: sending.expires_at,
        expires_at: ctx.now().plus(CHALLENGE_LASTS),
        replaces: begin.replaces,
        id: id.clone(),
    };
    let accounts = &ctx.stores().accounts;
    accounts.begin_challenge(challenge, change).await?;
    let path = format!("/code/{id}");
    let code = ctx.href(&path);
    Ok(Answer::done(CodeSent { code }, Next::Step(path)))
}

/// Begins the proof of a mailbox that a form asks for. `return_to` is the page to return to, as it was
/// sent.
///
/// # Errors
///
/// As [`begin`].
pub(crate) async fn send_code(
    ctx: &RequestCtx,
    return_to: &str,
    email: &Email,
    goal: ProofGoal,
) -> AnswerResult<CodeSent> {
    let proof = StartProof {
        goal,
        email: email.clone(),
        return_to: ctx.return_path(return_to),
        replaces: None,
    };
    begin(ctx, proof).await
}

/// Looks up the account of an address, and counts one mail to it.
async fn limited(
    ctx: &RequestCtx,
    email: &EmailKey,
    purpose: &str,
) -> Result<Option<Credentials>, Problem> {
    let credentials = credentials(ctx, email).await?;
    let known_device = credentials.as_ref().is_some_and(|own| own.known_device);
    limits::take(ctx, email, purpose, known_device).await?;
    Ok(credentials)
}

fn happened(
    kind: EventKind,
    purpose: &ChallengePurpose,
    account: Option<&(AccountId, Epoch)>,
) -> NewEvent {
    let new_event = NewEvent::new(kind).detail("purpose", purpose);
    match account {
        Some((account, _)) => new_event.account(account),
        None => new_event,
    }
}

/// Whom a mail is for.
struct Addressee {
    to: Email,
    reader: Reader,
}

/// In whose words a mail to that account, or to an address without one, is.
async fn reader(ctx: &RequestCtx, credentials: Option<&Credentials>) -> Reader {
    let language = credentials.and_then(|own| own.language.as_ref());
    Reader::of(ctx, credentials.map(|own| &own.account), language).await
}

/// A new code and link to send.
struct Sending {
    code: Code,
    link: Token,
    expires_at: Timestamp,
}

impl Sending {
    fn new(now: Timestamp) -> Result<Self, Problem> {
        Ok(Self {
            code: Code::mint()?,
            link: Token::mint()?,
            expires_at: now.plus(CODE_LASTS),
        })
    }

    /// Adds the mail to the change.
    fn mail(
        &self,
        ctx: &RequestCtx,
        change: Change,
        addressee: &Addressee,
        audience: Audience,
        plan: MailPlan,
    ) -> Result<Change, Problem> {
        let (to, messages) = (&addressee.to, ctx.messages());
        let request = match (plan, audience) {
            (MailPlan::Nothing, _) => return change.discard(ctx),
            (MailPlan::Taken, Audience::Newcomer { taken, .. }) => {
                let paths = MailedTaken {
                    sign_in: "/sign-in".to_owned(),
                    reset: "/reset".to_owned(),
                };
                MailRequest::new(to, messages, taken, &paths)
            }
            (MailPlan::Code, Audience::Account { code } | Audience::Newcomer { code, .. }) => {
                MailRequest::new(to, messages, code, &self.values())
            }
            _ => return Err(Problem::fault("the purpose has no such mail")),
        };
        change.mail(ctx, &request?.read_by(&addressee.reader))
    }

    fn values(&self) -> MailedCode {
        let link = format!("/link/{}", self.link.reveal());
        MailedCode {
            code: self.code.reveal().to_owned(),
            decline: format!("{link}/decline"),
            link: Some(link),
            expires_at: self.expires_at.as_micros(),
        }
    }
}

/// Finds a challenge by id, if it was begun in this browser.
pub(crate) async fn find(
    ctx: &RequestCtx,
    id: &ChallengeId,
) -> Result<Option<OpenedChallenge>, Problem> {
    let accounts = &ctx.stores().accounts;
    let found = accounts
        .find_challenge(id, &ctx.browser(), ctx.now())
        .await?;
    Ok(found.and_then(|challenge| open(ctx, challenge)))
}

/// Finds a challenge by its link, in any browser.
pub(crate) async fn find_by_link(
    ctx: &RequestCtx,
    token: &Token,
) -> Result<Option<OpenedChallenge>, Problem> {
    let accounts = &ctx.stores().accounts;
    let found = accounts
        .find_challenge_by_link(&token.hash(), ctx.now())
        .await?;
    Ok(found.and_then(|challenge| open(ctx, challenge)))
}

/// Opens a challenge. One whose key was dropped or has another secret now, or whose widget is no longer
/// mounted, counts as expired.
fn open(ctx: &RequestCtx, challenge: Challenge) -> Option<OpenedChallenge> {
    let keys = ctx.app().keys();
    let purpose = Table::of(ctx.app()).purpose(challenge.purpose.as_str());
    let purpose = purpose.filter(|_| !keys.lacks_the_key_of(&challenge.sealed))?;
    let payload = ChallengePayload::open(&challenge, keys).inspect_err(|problem| {
        let (request, id) = (ctx.request_id(), &challenge.id);
        tracing::error!(%request, challenge = %id, ?problem, "a challenge cannot be opened");
    });
    Some(OpenedChallenge {
        payload: payload.ok()?,
        challenge,
        purpose,
    })
}

/// Result of a typed code.
#[derive(Debug)]
pub(crate) enum Attempt {
    /// It was correct.
    Right,
    /// It was wrong; `left` attempts remain.
    Wrong { left: u32 },
    /// It was sent before the newest one. Costs no attempt, since it opens nothing.
    Outdated,
    /// Not compared: the code has expired, has no attempts left, or there is no such challenge.
    Over,
}

/// Counts an attempt, then compares. The challenge was opened a moment before. Of a void one every code
/// is wrong.
pub(crate) async fn attempt(
    ctx: &RequestCtx,
    own: &OpenedChallenge,
    typed: &Code,
) -> Result<Attempt, Problem> {
    if own.payload.sent_earlier(typed) {
        return Ok(Attempt::Outdated);
    }
    if own.challenge.purpose == ChallengePurpose::SECOND_FACTOR {
        // It is a try at the sign-in that waits, too, however often codes are mailed.
        let Some(step) = second_factor::waiting(ctx).await? else {
            return Ok(Attempt::Over);
        };
        second_factor::count_try(ctx, &step).await?;
    }
    let accounts = &ctx.stores().accounts;
    let counted = accounts
        .try_challenge(&own.challenge.id, &ctx.browser(), ctx.now())
        .await?;
    let Some(counted) = counted else {
        return Ok(Attempt::Over);
    };
    let (left, void) = (counted.tries_left, counted.void);
    let changed = if counted.sealed == own.challenge.sealed {
        None
    } else {
        // Sent again, or sealed anew, at the same moment.
        match open(ctx, counted) {
            None => return Ok(Attempt::Over),
            changed => changed,
        }
    };
    let payload = &changed.as_ref().unwrap_or(own).payload;
    let right = payload.code().is_some_and(|code| code.matches(typed));
    // A code that was not mailed is never accepted, even if guessed.
    if right && !void && payload.sends == MailPlan::Code {
        return Ok(Attempt::Right);
    }
    let account = own.challenge.account.as_ref().map(|(account, _)| account);
    let email = own.challenge.email.key();
    refused_proof::record(ctx, email, account, &SignInMethod::EMAIL).await;
    Ok(Attempt::Wrong { left })
}

/// Sends a new code and link; previous ones stop working.
pub(crate) async fn resend(
    ctx: &RequestCtx,
    own: &OpenedChallenge,
) -> Result<ResendOutcome, Problem> {
    let OpenedChallenge {
        challenge, payload, ..
    } = own;
    let found = limited(ctx, challenge.email.key(), challenge.purpose.as_str()).await?;
    let sending = Sending::new(ctx.now())?;
    let payload = payload.with_code(&sending.code);
    // What is void opens nothing, so nothing is mailed; it looks the same.
    let plan = if challenge.void {
        MailPlan::Nothing
    } else {
        payload.sends
    };
    let new_event = happened(
        events::CODE_SENT,
        &challenge.purpose,
        challenge.account.as_ref(),
    );
    let addressee = Addressee {
        to: payload.to(challenge),
        reader: reader(ctx, found.as_ref()).await,
    };
    let change = ctx.change(new_event)?;
    let change = sending.mail(ctx, change, &addressee, own.purpose.audience, plan)?;
    let resend = ResendChallenge {
        id: challenge.id.clone(),
        browser: ctx.browser(),
        link: sending.link.hash(),
        sealed: payload.seal(&challenge.id, ctx.app().keys())?,
        tries: TRIES,
        code_expires_at: sending.expires_at,
        sent_before: sent_before(challenge, ctx.now()),
        most_sends: MOST_SENDS,
    };
    let accounts = &ctx.stores().accounts;
    Ok(accounts.resend_challenge(resend, change).await?)
}

/// Revokes a challenge whose mail the recipient did not request.
pub(crate) async fn revoke(
    ctx: &RequestCtx,
    link: &Token,
    own: &Challenge,
) -> Result<EndOutcome, Problem> {
    let declined = happened(events::CODE_DECLINED, &own.purpose, own.account.as_ref());
    let change = ctx.change(declined)?;
    let accounts = &ctx.stores().accounts;
    Ok(accounts.revoke_challenge(&link.hash(), change).await?)
}

/// When the code can be sent again; `None` if the maximum number of mails is reached.
pub(crate) fn resend_at(challenge: &Challenge) -> Option<Timestamp> {
    let doublings = challenge.sends.saturating_sub(1).min(10);
    (challenge.sends < MOST_SENDS).then(|| challenge.sent_at.plus(PAUSE * 2_u32.pow(doublings)))
}

/// A new mail is allowed if the last one was sent before this time.
pub(crate) fn sent_before(challenge: &Challenge, now: Timestamp) -> Timestamp {
    let doublings = challenge.sends.saturating_sub(1).min(10);
    now.minus(PAUSE * 2_u32.pow(doublings))
}

/// Whether the code and link are still valid; the challenge itself lives longer.
pub(crate) fn works(ctx: &RequestCtx, own: &OpenedChallenge) -> bool {
    own.challenge.code_expires_at > ctx.now()
}

/// Whether the challenge was begun in this browser.
pub(crate) fn is_here(ctx: &RequestCtx, own: &OpenedChallenge) -> bool {
    own.challenge.browser == ctx.browser()
}
