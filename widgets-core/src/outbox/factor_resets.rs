//! Resets of second factors: the mails about them, and what carries out those that are due.

use serde::{Deserialize, Serialize};

use super::mail_request::{MailRequest, Reader};
use crate::context::AppState;
use crate::context::events::{self, NewEvent};
use crate::stores::{Account, Actor, Change, EndOutcome, FactorReset, Stamp, StoreError};
use crate::table::mails::{AnyMail, MailKind, MailWriter, Written};
use crate::types::{Fault, RequestId, Timestamp};
use crate::ui::mail::Block;

/// How many are read at a time.
const BATCH: u32 = 100;

/// The values of these mails.
#[derive(Serialize, Deserialize)]
pub(crate) struct MailedFactorReset {
    /// When it was asked for, or took place, in microseconds since 1970.
    pub(crate) at: i64,
    /// From when on it takes place, likewise.
    pub(crate) due: i64,
    /// Path of the page that calls it off; empty once it took place.
    pub(crate) call_off: String,
    /// Path of the password reset page.
    pub(crate) reset: String,
}

/// A reset was asked for.
pub(crate) static FACTOR_RESET_BEGUN: MailKind<MailedFactorReset> = MailKind {
    key: "factor_reset_begun",
    write: |mail, told| {
        let (words, name) = (mail.messages.words(), mail.name);
        let (asked, due) = (at(mail, told.at), at(mail, told.due));
        Written {
            subject: words.mail_factor_reset_begun_subject(name),
            title: words.mail_factor_reset_begun_title().to_owned(),
            blocks: vec![
                Block::Text(words.mail_factor_reset_begun_lead(asked, due, name)),
                Block::Text(words.mail_factor_reset_begun_decline().to_owned()),
                mail.button(words.mail_factor_reset_call_off(), &told.call_off),
            ],
        }
    },
};

/// A reset took place.
pub(crate) static FACTOR_RESET_DONE: MailKind<MailedFactorReset> = MailKind {
    key: "factor_reset_done",
    write: |mail, told| {
        let (words, name) = (mail.messages.words(), mail.name);
        Written {
            subject: words.mail_factor_reset_done_subject(name),
            title: words.mail_factor_reset_done_title().to_owned(),
            blocks: vec![
                Block::Text(words.mail_factor_reset_done_lead(at(mail, told.at), name)),
                Block::Text(words.mail_changed_decline().to_owned()),
                mail.button(words.mail_reset_button(), &told.reset),
            ],
        }
    },
};

/// Both of them.
pub(crate) static ALL: [&dyn AnyMail; 2] = [&FACTOR_RESET_BEGUN, &FACTOR_RESET_DONE];

fn at(mail: &MailWriter<'_>, micros: i64) -> String {
    mail.messages.date_time(Timestamp::from_micros(micros))
}

/// Adds one of these mails to the owner of the account, in their language.
pub(crate) async fn with_mail(
    app: &AppState,
    change: Change,
    account: &Account,
    kind: &MailKind<MailedFactorReset>,
    told: &MailedFactorReset,
) -> Result<Change, Fault> {
    let Some(to) = &account.email else {
        return Ok(change);
    };
    let reader = Reader::of_account(app, &account.id, account.language.as_ref()).await;
    let request = MailRequest::new(to, &app.messages(), kind, told)?;
    change.post(app, Some(&request.read_by(&reader)))
}

/// Carries out all resets that are due, and returns how many. Several instances may do so at once: each reset
/// is carried out by one.
pub(crate) async fn carry_out_due(app: &AppState) -> Result<u64, StoreError> {
    let accounts = &app.stores().accounts;
    let due = accounts.due_factor_resets(app.now(), BATCH).await?;
    let mut done = 0;
    for reset in due {
        done += u64::from(carry_out(app, &reset).await?);
    }
    Ok(done)
}

/// Carries out a reset that is due; `false` if it took place or was called off at the same moment.
pub(crate) async fn carry_out(app: &AppState, reset: &FactorReset) -> Result<bool, StoreError> {
    let accounts = &app.stores().accounts;
    let Some(account) = accounts.find_account(&reset.account).await? else {
        return Ok(false);
    };
    let change = change(app, &account, reset).await;
    let change = change.map_err(|fault| StoreError::Unavailable(fault.source))?;
    let done = accounts.complete_factor_reset(&account.id, &reset.token, change);
    Ok(done.await? == EndOutcome::Ended)
}

async fn change(app: &AppState, account: &Account, reset: &FactorReset) -> Result<Change, Fault> {
    let now = app.now();
    let request = RequestId::mint(now).map_err(Fault::lasting)?;
    let stamp = Stamp::new(Actor::Host(reset.asked_by.clone()), now, request);
    let new_event = NewEvent::new(events::SECOND_FACTORS_RESET)
        .account(&account.id)
        .detail("asked_by", &reset.asked_by);
    let change = app.record(stamp, new_event)?;
    let told = MailedFactorReset {
        at: now.as_micros(),
        due: reset.due_at.as_micros(),
        call_off: String::new(),
        reset: "/reset".to_owned(),
    };
    with_mail(app, change, account, &FACTOR_RESET_DONE, &told).await
}
