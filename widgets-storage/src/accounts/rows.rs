//! Reading accounts and sessions from rows. The lists of columns fit the readers below them.

use widgets_core::clock::Timestamp;
use widgets_core::email::Email;
use widgets_core::id::{AccountId, SessionId};
use widgets_core::stores::{
    AcceptedTerms, Account, AccountStatus, Epoch, Impersonation, Proofs, Session,
};

use crate::driver::{Arg, BoxError, Row};

/// The columns of a session `s`.
macro_rules! session_columns {
    () => {
        "s.id, s.account_id, s.created_at, s.authenticated_at, s.last_used_at, s.idle_until, \
         s.expires_at, s.persistent, s.proofs, s.address, s.user_agent, s.impersonated_by, s.impersonated_reason, \
         s.impersonated_until"
    };
}

/// The columns of an account `a` with its primary address `d`.
macro_rules! account_columns {
    () => {
        "a.id, d.email, d.email_key, a.status, a.epoch, a.created_at, a.terms, a.terms_at"
    };
}

pub(super) use {account_columns, session_columns};

pub(super) fn session(row: &mut Row) -> Result<Session, BoxError> {
    Ok(Session {
        id: SessionId::parse(row.text()?)?,
        account: AccountId::parse(row.text()?)?,
        created_at: moment(row)?,
        authenticated_at: moment(row)?,
        last_used_at: moment(row)?,
        idle_until: moment(row)?,
        expires_at: moment(row)?,
        persistent: row.int()? == 1,
        proofs: Proofs::parse(&row.text()?).ok_or("the proofs of a session are malformed")?,
        address: row.text()?,
        user_agent: row.text()?,
        impersonation: impersonation(row)?,
    })
}

/// Who acts in whose place: all three columns or none.
pub(super) fn impersonation(row: &mut Row) -> Result<Option<Impersonation>, BoxError> {
    let (by, reason) = (row.optional_text()?, row.optional_text()?);
    let until = row.optional_int()?;
    Ok(match (by, reason, until) {
        (Some(by), Some(reason), Some(until)) => Some(Impersonation {
            by,
            reason,
            until: Timestamp::from_micros(until),
        }),
        _ => None,
    })
}

/// The arguments that [`impersonation`] reads again.
pub(super) fn impersonation_args(own: Option<&Impersonation>) -> [Arg<'_>; 3] {
    [
        Arg::text(own.map(|own| own.by.as_str())),
        Arg::text(own.map(|own| own.reason.as_str())),
        Arg::int(own.map(|own| own.until.as_micros())),
    ]
}

pub(super) fn account(row: &mut Row) -> Result<Account, BoxError> {
    Ok(Account {
        id: AccountId::parse(row.text()?)?,
        email: email(row)?,
        status: status(&row.text()?)?,
        epoch: Epoch(row.int()?),
        created_at: moment(row)?,
        terms: terms(row)?,
    })
}

fn terms(row: &mut Row) -> Result<Option<AcceptedTerms>, BoxError> {
    let (edition, at) = (row.optional_text()?, row.optional_int()?);
    Ok(edition.zip(at).map(|(edition, at)| AcceptedTerms {
        edition,
        at: Timestamp::from_micros(at),
    }))
}

pub(super) fn moment(row: &mut Row) -> Result<Timestamp, BoxError> {
    Ok(Timestamp::from_micros(row.int()?))
}

pub(super) fn status(key: &str) -> Result<AccountStatus, BoxError> {
    match key {
        "active" => Ok(AccountStatus::Active),
        "disabled" => Ok(AccountStatus::Disabled),
        other => Err(format!("{other:?} is no status of an account").into()),
    }
}

pub(super) const fn status_key(status: AccountStatus) -> &'static str {
    match status {
        AccountStatus::Active => "active",
        AccountStatus::Disabled => "disabled",
    }
}

pub(super) fn email(row: &mut Row) -> Result<Email, BoxError> {
    let (text, key) = (row.text()?, row.text()?);
    Email::from_stored(text, key).ok_or_else(|| "a stored address is malformed".into())
}
