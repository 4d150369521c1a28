//! The logic of codes and links; knows neither HTML nor JSON. What it asks of storage is
//! [`ChallengeStore`](crate::stores::ChallengeStore) and the limits.

use std::sync::Arc;

use super::mailed_code::limits;
use crate::widgets::codes::model::{About, CHALLENGE_LASTS, CODE_LASTS, Held, MOST_SENDS, Open, RevokeCode, Sends, TRIES, sent_before};
use crate::types::clock::Timestamp;
use crate::crypto::{Code, Token};
use crate::context::Visit;
use crate::types::email::{Email, EmailKey};
use crate::context::events::Happening;
use crate::types::id::{AccountId, ChallengeId};
use crate::outbox::letter::{Letter, MailedCode, Says};
use crate::context::problem::Problem;
use crate::http::return_path::ReturnPath;
use crate::stores::{AccountStatus, Challenge, ChallengePurpose, Change, Credentials, Ending, Epoch, NewChallenge, ResendChallenge, Resending};

/// A mailbox to be proved.
pub(crate) struct Begin {
    /// What the proof allows.
    pub(crate) about: About,
    /// The mailbox.
    pub(crate) email: Email,
    /// Where the person goes in the end.
    pub(crate) return_to: Option<ReturnPath>,
    /// The challenge whose address was corrected.
    pub(crate) replaces: Option<ChallengeId>,
}

/// Sends a code and a link, and gives the path of the page that takes the code. Every address
/// costs the same: one query, one step of the limits, one write with one row for the outbox.
///
/// # Errors
///
/// [`Refusal::TooMany`](crate::Refusal::TooMany) when so many mails were asked for already.
pub(crate) async fn begin(visit: &Visit, begin: Begin) -> Result<String, Problem> {
    let credentials = limited(visit, begin.email.key()).await?;
    let (account, sends) = whose(begin.about.purpose(), credentials.as_ref());
    let id = ChallengeId::mint(visit.now())?;
    let sending = Sending::new(visit.now())?;
    let held = Held {
        code: sending.code.reveal().to_owned(),
        about: begin.about,
        sends,
        to: credentials.as_ref().map(|own| own.email.to_string()),
        return_to: begin.return_to.map(|path| path.to_string()),
    };
    let happening = happened("code.sent", held.about.purpose(), account.as_ref());
    let to = credentials.map_or_else(|| begin.email.clone(), |own| own.email);
    let change = sending.mail(visit, visit.change(happening)?, &to, &held)?;
    let challenge = NewChallenge {
        purpose: held.about.purpose(),
        account,
        email: begin.email,
        browser: visit.browser(),
        link: sending.link.hash(),
        sealed: held.seal(&id, visit.widgets().keys())?,
        tries: TRIES,
        code_expires_at: sending.expires_at,
        expires_at: visit.now().plus(CHALLENGE_LASTS),
        replaces: begin.replaces,
        id: id.clone(),
    };
    let accounts = &visit.stores().accounts;
    accounts.begin_challenge(challenge, change).await?;
    Ok(format!("/code/{id}"))
}

/// What the address stands for, once the limits of one mail to it are taken.
async fn limited(visit: &Visit, email: &EmailKey) -> Result<Option<Credentials>, Problem> {
    let device = visit.state().cookies.device.as_ref().map(Token::hash);
    let accounts = &visit.stores().accounts;
    let credentials = accounts
        .credentials(email, device.as_ref(), visit.now())
        .await?;
    let known_device = credentials.as_ref().is_some_and(|own| own.known_device);
    limits::take(visit, email, known_device).await?;
    Ok(credentials)
}

/// Whose challenge it is, and which mail goes out. Disabled accounts are nobody's.
fn whose(
    purpose: ChallengePurpose,
    credentials: Option<&Credentials>,
) -> (Option<(AccountId, Epoch)>, Sends) {
    let active = credentials.filter(|own| own.status == AccountStatus::Active);
    match purpose {
        ChallengePurpose::SignUp | ChallengePurpose::Invitation => match credentials {
            Some(_) => (None, Sends::Taken),
            None => (None, Sends::Code),
        },
        ChallengePurpose::SignIn | ChallengePurpose::Reset | ChallengePurpose::StepUp => {
            match active {
                Some(own) => (Some((own.account.clone(), own.epoch)), Sends::Code),
                None => (None, Sends::Nothing),
            }
        }
    }
}

fn happened(
    action: &'static str,
    purpose: ChallengePurpose,
    account: Option<&(AccountId, Epoch)>,
) -> Happening {
    let happening = Happening::new(action).detail("purpose", purpose.key());
    match account {
        Some((account, _)) => happening.account(account),
        None => happening,
    }
}

/// A code and a link on their way.
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

    /// The change with the one mail that goes out.
    fn mail(
        &self,
        visit: &Visit,
        change: Change,
        email: &Email,
        held: &Held,
    ) -> Result<Change, Problem> {
        let says = match held.sends {
            Sends::Nothing => return change.discard(visit),
            Sends::Taken => Says::SignUpTaken {
                sign_in: "/sign-in".to_owned(),
                reset: "/reset".to_owned(),
            },
            Sends::Code => self.says(&held.about),
        };
        change.mail(visit, &Letter::new(email, visit.messages(), says))
    }

    fn says(&self, about: &About) -> Says {
        let link = format!("/link/{}", self.link.reveal());
        let mailed = MailedCode {
            code: self.code.reveal().to_owned(),
            decline: format!("{link}/decline"),
            link: Some(link),
            expires_at: self.expires_at.as_micros(),
        };
        match about {
            About::SignUp { .. } | About::Invitation { .. } => Says::SignUp(mailed),
            About::SignIn { .. } => Says::SignIn(mailed),
            About::Reset => Says::Reset(mailed),
            About::StepUp => Says::StepUp(mailed),
        }
    }
}

/// The challenge with that id that was begun in this browser.
pub(super) async fn find(visit: &Visit, id: &ChallengeId) -> Result<Option<Open>, Problem> {
    let accounts = &visit.stores().accounts;
    let found = accounts
        .find_challenge(id, &visit.browser(), visit.now())
        .await?;
    found.map_or(Ok(None), |challenge| open(visit, challenge))
}

/// The challenge with that link, whoever asks.
pub(super) async fn find_by_link(visit: &Visit, token: &Token) -> Result<Option<Open>, Problem> {
    let accounts = &visit.stores().accounts;
    let found = accounts
        .find_challenge_by_link(&token.hash(), visit.now())
        .await?;
    found.map_or(Ok(None), |challenge| open(visit, challenge))
}

/// What a dropped key sealed opens nothing any more, as if it had expired.
fn open(visit: &Visit, challenge: Challenge) -> Result<Option<Open>, Problem> {
    let keys = visit.widgets().keys();
    if keys.lacks_the_key_of(&challenge.sealed) {
        return Ok(None);
    }
    let held = Held::open(&challenge, keys)?;
    Ok(Some(Open { challenge, held }))
}

/// What a typed code came to.
#[derive(Debug)]
pub(super) enum Tried {
    /// It was the right one.
    Right(Box<Open>),
    /// It was another one; so many more may be tried.
    Wrong { left: u32 },
    /// Nothing was compared: the code has expired or was tried too often, or there is no such
    /// challenge.
    Over,
}

/// Counts a try and compares.
pub(super) async fn attempt(
    visit: &Visit,
    id: &ChallengeId,
    typed: &Code,
) -> Result<Tried, Problem> {
    let accounts = &visit.stores().accounts;
    let counted = accounts
        .try_challenge(id, &visit.browser(), visit.now())
        .await?;
    let Some(challenge) = counted else {
        return Ok(Tried::Over);
    };
    let Some(open) = open(visit, challenge)? else {
        return Ok(Tried::Over);
    };
    let right = open.held.code().is_some_and(|code| code.matches(typed));
    // A code that was never sent opens nothing, however well it was guessed.
    if right && open.held.sends == Sends::Code {
        return Ok(Tried::Right(Box::new(open)));
    }
    Ok(Tried::Wrong {
        left: open.challenge.tries_left,
    })
}

/// Sends another code and link; the ones before stop working.
pub(super) async fn resend(visit: &Visit, own: &Open) -> Result<Resending, Problem> {
    let Open { challenge, held } = own;
    limited(visit, challenge.email.key()).await?;
    let sending = Sending::new(visit.now())?;
    let held = Held {
        code: sending.code.reveal().to_owned(),
        ..held.clone()
    };
    let happening = happened("code.sent", challenge.purpose, challenge.account.as_ref());
    let to = held.to(challenge);
    let change = sending.mail(visit, visit.change(happening)?, &to, &held)?;
    let resend = ResendChallenge {
        id: challenge.id.clone(),
        browser: visit.browser(),
        link: sending.link.hash(),
        sealed: held.seal(&challenge.id, visit.widgets().keys())?,
        tries: TRIES,
        code_expires_at: sending.expires_at,
        sent_before: sent_before(challenge, visit.now()),
        most_sends: MOST_SENDS,
    };
    let accounts = &visit.stores().accounts;
    Ok(accounts.resend_challenge(resend, change).await?)
}

/// Ends the challenge of a link that its owner did not ask for.
pub(super) async fn revoke(visit: Visit, input: Arc<RevokeCode>) -> Result<Ending, Problem> {
    let accounts = &visit.stores().accounts;
    let link = input.token.hash();
    let found = accounts.find_challenge_by_link(&link, visit.now()).await?;
    let Some(challenge) = found else {
        return Ok(Ending::Missing);
    };
    let declined = happened(
        "code.declined",
        challenge.purpose,
        challenge.account.as_ref(),
    );
    let change = visit.change(declined)?;
    Ok(accounts.revoke_challenge(&link, change).await?)
}

/// Whether the code and the link still work; all else about a challenge lasts longer.
pub(super) fn works(visit: &Visit, own: &Open) -> bool {
    own.challenge.code_expires_at > visit.now()
}

/// Whether whoever has the link may go on in this browser.
pub(super) fn is_here(visit: &Visit, own: &Open) -> bool {
    match own.challenge.purpose {
        ChallengePurpose::Invitation => true,
        _ => own.challenge.browser == visit.browser(),
    }
}
