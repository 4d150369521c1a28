//! The logic of codes and links; knows neither HTML nor JSON. What it asks of storage is
//! [`ChallengeStore`](crate::stores::ChallengeStore) and the limits.

mod invitation;
mod limits;

use std::time::Duration;

pub(crate) use self::invitation::Invitation;
use crate::context::Visit;
use crate::context::events::{self, EventKind, Happening};
use crate::context::problem::Problem;
use crate::crypto::{Code, Token};
use crate::outbox::letter::{Letter, MailedCode, Says};
use crate::stores::{
    AccountStatus, Challenge, ChallengePurpose, Change, Credentials, Ending, Epoch, NewChallenge,
    ResendChallenge, Resending,
};
use crate::table::purposes::{About, Begin, Held, Open, Sends};
use crate::types::clock::Timestamp;
use crate::types::email::{Email, EmailKey};
use crate::types::id::{AccountId, ChallengeId};

/// Codes that may be tried before a new one is needed. With five mails at most, that is 25 guesses
/// at eight digits.
pub(crate) const TRIES: u32 = 5;
/// Mails of one challenge, the first included.
pub(crate) const MOST_SENDS: u32 = 5;
/// How long a code works (OWASP ASVS 5.0, 6.5.5: at most 10 minutes).
pub(crate) const CODE_LASTS: Duration = Duration::from_secs(10 * 60);
/// How long the person may take in all, codes sent again included.
pub(crate) const CHALLENGE_LASTS: Duration = Duration::from_secs(60 * 60);
/// The pause before the code can be sent again; it doubles with every mail.
const PAUSE: Duration = Duration::from_secs(30);

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
    let happening = happened(events::CODE_SENT, held.about.purpose(), account.as_ref());
    let to = credentials.map_or_else(|| begin.email.clone(), |own| own.email);
    let change = sending.mail(visit, visit.change(happening)?, &to, &held)?;
    let challenge = NewChallenge {
        purpose: held.about.purpose(),
        account,
        email: begin.email,
        browser: visit.browser(),
        link: sending.link.hash(),
        sealed: held.seal(&id, visit.app().keys())?,
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
    kind: EventKind,
    purpose: ChallengePurpose,
    account: Option<&(AccountId, Epoch)>,
) -> Happening {
    let happening = Happening::new(kind).detail("purpose", purpose.key());
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
pub(crate) async fn find(visit: &Visit, id: &ChallengeId) -> Result<Option<Open>, Problem> {
    let accounts = &visit.stores().accounts;
    let found = accounts
        .find_challenge(id, &visit.browser(), visit.now())
        .await?;
    found.map_or(Ok(None), |challenge| open(visit, challenge))
}

/// The challenge with that link, whoever asks.
pub(crate) async fn find_by_link(visit: &Visit, token: &Token) -> Result<Option<Open>, Problem> {
    let accounts = &visit.stores().accounts;
    let found = accounts
        .find_challenge_by_link(&token.hash(), visit.now())
        .await?;
    found.map_or(Ok(None), |challenge| open(visit, challenge))
}

/// What a dropped key sealed opens nothing any more, as if it had expired.
fn open(visit: &Visit, challenge: Challenge) -> Result<Option<Open>, Problem> {
    let keys = visit.app().keys();
    if keys.lacks_the_key_of(&challenge.sealed) {
        return Ok(None);
    }
    let held = Held::open(&challenge, keys)?;
    Ok(Some(Open { challenge, held }))
}

/// What a typed code came to.
#[derive(Debug)]
pub(crate) enum Tried {
    /// It was the right one.
    Right(Box<Open>),
    /// It was another one; so many more may be tried.
    Wrong { left: u32 },
    /// Nothing was compared: the code has expired or was tried too often, or there is no such
    /// challenge.
    Over,
}

/// Counts a try and compares.
pub(crate) async fn attempt(
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
pub(crate) async fn resend(visit: &Visit, own: &Open) -> Result<Resending, Problem> {
    let Open { challenge, held } = own;
    limited(visit, challenge.email.key()).await?;
    let sending = Sending::new(visit.now())?;
    let held = Held {
        code: sending.code.reveal().to_owned(),
        ..held.clone()
    };
    let happening = happened(
        events::CODE_SENT,
        challenge.purpose,
        challenge.account.as_ref(),
    );
    let to = held.to(challenge);
    let change = sending.mail(visit, visit.change(happening)?, &to, &held)?;
    let resend = ResendChallenge {
        id: challenge.id.clone(),
        browser: visit.browser(),
        link: sending.link.hash(),
        sealed: held.seal(&challenge.id, visit.app().keys())?,
        tries: TRIES,
        code_expires_at: sending.expires_at,
        sent_before: sent_before(challenge, visit.now()),
        most_sends: MOST_SENDS,
    };
    let accounts = &visit.stores().accounts;
    Ok(accounts.resend_challenge(resend, change).await?)
}

/// Ends the challenge of a link that its owner did not ask for.
pub(crate) async fn revoke(visit: &Visit, link: &Token) -> Result<Ending, Problem> {
    let accounts = &visit.stores().accounts;
    let link = link.hash();
    let found = accounts.find_challenge_by_link(&link, visit.now()).await?;
    let Some(challenge) = found else {
        return Ok(Ending::Missing);
    };
    let declined = happened(
        events::CODE_DECLINED,
        challenge.purpose,
        challenge.account.as_ref(),
    );
    let change = visit.change(declined)?;
    Ok(accounts.revoke_challenge(&link, change).await?)
}

/// When a code can be sent again; none once that was done often enough.
pub(crate) fn resend_at(challenge: &Challenge) -> Option<Timestamp> {
    let doublings = challenge.sends.saturating_sub(1).min(10);
    (challenge.sends < MOST_SENDS).then(|| challenge.sent_at.plus(PAUSE * 2_u32.pow(doublings)))
}

/// Mails sent before this moment are long enough ago to send another.
pub(crate) fn sent_before(challenge: &Challenge, now: Timestamp) -> Timestamp {
    let doublings = challenge.sends.saturating_sub(1).min(10);
    now.minus(PAUSE * 2_u32.pow(doublings))
}

/// Whether the code and the link still work; all else about a challenge lasts longer.
pub(crate) fn works(visit: &Visit, own: &Open) -> bool {
    own.challenge.code_expires_at > visit.now()
}

/// Whether whoever has the link may go on in this browser.
pub(crate) fn is_here(visit: &Visit, own: &Open) -> bool {
    match own.challenge.purpose {
        ChallengePurpose::Invitation => true,
        _ => own.challenge.browser == visit.browser(),
    }
}
