//! Browsers that an account trusts: at the second step somebody may have theirs trusted for as long as the
//! host allows, and is then asked for no second factor in it.
//!
//! What finds one is the cookie by which accounts know the browser. There is no second cookie: that token is
//! random, stored as a hash, bound to the account by its row, and replaced at every sign-in, so that one that
//! was planted or copied before is worth nothing. Whether it counts is decided by the store, in the write
//! that opens the session.

use serde::{Deserialize, Serialize};

use crate::context::RequestCtx;
use crate::context::events::{self, NewEvent};
use crate::context::problem::Problem;
use crate::crypto::{Token, TokenHash};
use crate::http::user_agent::UserAgent;
use crate::outbox::mail_request::{MailRequest, Reader};
use crate::stores::{Account, Actor, Change};
use crate::table::mails::MailKind;
use crate::types::{SessionId, Timestamp};
use crate::ui::mail::Block;

/// The field of every form of the second step.
pub(crate) const TRUST: &str = "trust";

/// The token by which an account may trust this browser; `None` too where the host lets none be trusted.
pub(crate) fn presented(ctx: &RequestCtx) -> Option<TokenHash> {
    ctx.app().sign_in_policy().trusts_for()?;
    ctx.state().cookies.device.as_ref().map(Token::hash)
}

/// Until when a browser is trusted from now on; `None` where the host lets none be trusted.
pub(super) fn until(ctx: &RequestCtx) -> Option<Timestamp> {
    let lasts = ctx.app().sign_in_policy().trusts_for()?;
    Some(ctx.now().plus(lasts))
}

/// The event, and the mail to the owner.
pub(super) async fn told(
    ctx: &RequestCtx,
    account: &Account,
    session: &SessionId,
    until: Timestamp,
) -> Result<Change, Problem> {
    let new_event = NewEvent::new(events::DEVICE_TRUSTED)
        .account(&account.id)
        .detail("session", session)
        .detail("until", until.as_micros());
    let change = ctx.change_by(Actor::Account(account.id.clone()), new_event)?;
    let Some(to) = &account.email else {
        return Ok(change);
    };
    let agent = UserAgent::parse(&ctx.client().user_agent);
    let told = MailedTrust {
        at: ctx.now().as_micros(),
        until: until.as_micros(),
        browser: agent.browser.unwrap_or_default().into_owned(),
        system: agent.system.unwrap_or_default().into_owned(),
        reset: "/reset".to_owned(),
    };
    let reader = Reader::of(ctx, Some(&account.id), account.language.as_ref()).await;
    let request = MailRequest::new(to, ctx.messages(), &BROWSER_TRUSTED, &told)?;
    change.mail(ctx, &request.read_by(&reader))
}

/// The values of the mail.
#[derive(Serialize, Deserialize)]
pub(crate) struct MailedTrust {
    /// When, in microseconds since 1970.
    at: i64,
    /// Until when, likewise.
    until: i64,
    /// Names of browser and system, of ours; empty if they are not known.
    browser: String,
    system: String,
    /// Path of the password reset page.
    reset: String,
}

/// A browser was trusted.
pub(crate) static BROWSER_TRUSTED: MailKind<MailedTrust> = MailKind {
    key: "browser_trusted",
    write: |mail, told| {
        let (messages, name) = (mail.messages, mail.name);
        let words = messages.words();
        let agent = UserAgent::stored(told.browser.clone(), told.system.clone(), false);
        let at = messages.date_time(Timestamp::from_micros(told.at));
        let until = messages.date(Timestamp::from_micros(told.until));
        let device = messages.device(&agent);
        crate::table::mails::Written {
            subject: words.mail_trusted_subject(name),
            title: words.mail_trusted_title().to_owned(),
            blocks: vec![
                Block::Text(words.mail_trusted_lead(at, device, name, until)),
                Block::Text(words.mail_changed_decline().to_owned()),
                mail.button(words.mail_reset_button(), &told.reset),
            ],
        }
    },
};
