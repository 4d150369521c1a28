//! The sessions of an account, and who a request comes from.

use async_trait::async_trait;
use widgets_core::clock::Timestamp;
use widgets_core::crypto::TokenHash;
use widgets_core::id::{AccountId, SessionId};
use widgets_core::stores::{
    Admission, Change, EndOutcome, Session, SessionPosition, SessionStore, Slug, StoreError,
    StoreResult,
};

use super::rows::{account, account_columns, session, session_columns};
use super::{ADMISSION_COLUMNS, TOUCH_ACCOUNT};
use crate::driver::{Arg, BoxError, Row};
use crate::engine::{Outcome, Prepared, Write, unforeseen};
use crate::stores::{SqlStores, membership};

pub(super) const ADMIT: &str = concat!(
    "SELECT ",
    session_columns!(),
    ", ",
    account_columns!(),
    " FROM wg_accounts_sessions s \
     JOIN wg_accounts a ON a.id = s.account_id \
     JOIN wg_accounts_addresses d ON d.account_id = a.id AND d.is_primary = 1 \
     WHERE s.token = $1 AND s.idle_until > $2 AND s.expires_at > $2 AND a.status = 'active'"
);

/// One row for each role in the organization; one without when the account is no member.
pub(super) const ADMIT_TO_ORGANIZATION: &str = concat!(
    "SELECT ",
    session_columns!(),
    ", ",
    account_columns!(),
    ", r.role, m.since, o.id, o.slug, o.name, o.entitlements \
     FROM wg_accounts_sessions s \
     JOIN wg_accounts a ON a.id = s.account_id \
     JOIN wg_accounts_addresses d ON d.account_id = a.id AND d.is_primary = 1 \
     LEFT JOIN wg_organizations o ON o.slug = $3 \
     LEFT JOIN wg_organizations_memberships m \
       ON m.organization_id = o.id AND m.account_id = a.id \
     LEFT JOIN wg_organizations_roles r \
       ON r.organization_id = m.organization_id AND r.account_id = m.account_id \
     WHERE s.token = $1 AND s.idle_until > $2 AND s.expires_at > $2 AND a.status = 'active'"
);

pub(super) const HAS_SESSION: &str = "SELECT s.id FROM wg_accounts_sessions s \
     JOIN wg_accounts a ON a.id = s.account_id \
     WHERE s.id = $1 AND s.idle_until > $2 AND s.expires_at > $2 AND a.status = 'active'";

pub(super) const TOUCH_SESSION: &str = "UPDATE wg_accounts_sessions SET \
     last_used_at = CASE WHEN $2 > last_used_at THEN $2 ELSE last_used_at END, \
     idle_until = CASE \
       WHEN $3 <= idle_until THEN idle_until \
       WHEN $3 <= expires_at THEN $3 \
       WHEN expires_at > idle_until THEN expires_at \
       ELSE idle_until END \
     WHERE id = $1";

/// The limit is a sum, since SQLite compiles a statement anew at each use when a bare parameter
/// limits it.
pub(super) const LIST_SESSIONS: &str = concat!(
    "SELECT ",
    session_columns!(),
    " FROM wg_accounts_sessions s \
     WHERE s.account_id = $1 AND s.id <> $2 AND (s.created_at, s.id) < ($3, $4) \
     AND s.idle_until > $5 AND s.expires_at > $5 \
     ORDER BY s.created_at DESC, s.id DESC LIMIT $6 + 0"
);

pub(super) const FIND_SESSION: &str = concat!(
    "SELECT ",
    session_columns!(),
    " FROM wg_accounts_sessions s \
     WHERE s.id = $2 AND s.account_id = $1 AND s.idle_until > $3 AND s.expires_at > $3"
);

pub(super) const END_SESSION: &str = "DELETE FROM wg_accounts_sessions \
     WHERE id = $2 AND account_id = $1 AND idle_until > $3 AND expires_at > $3";

/// Removes those that are no longer live.
pub(super) const SWEEP_SESSIONS: &str = "DELETE FROM wg_accounts_sessions \
     WHERE account_id = $1 AND (idle_until <= $2 OR expires_at <= $2)";

pub(super) const END_SESSIONS: &str =
    "DELETE FROM wg_accounts_sessions WHERE account_id = $1 AND id <> $2";

/// Stands for "no session" where a statement names one: no identifier is empty.
pub(super) const NO_SESSION: &str = "";

#[async_trait]
impl SessionStore for SqlStores {
    async fn admit(
        &self,
        token: &TokenHash,
        organization: Option<&Slug>,
        at: Timestamp,
    ) -> StoreResult<Option<Admission>> {
        let token = Arg::Bytes(token.as_bytes());
        let at = Arg::Int(at.as_micros());
        let Some(slug) = organization else {
            return self.database.find(ADMIT, &[token, at], admission).await;
        };
        let args = [token, at, Arg::Text(slug.as_str())];
        let rows = self.database.query(ADMIT_TO_ORGANIZATION, &args).await?;
        admission_to_organization(rows).map_err(StoreError::Unavailable)
    }

    async fn touch_session(
        &self,
        session: &SessionId,
        last_used_at: Timestamp,
        idle_until: Timestamp,
    ) -> StoreResult<()> {
        let mut write = Write::new();
        write.any(
            TOUCH_SESSION,
            [
                Arg::Text(session.as_str()),
                Arg::Int(last_used_at.as_micros()),
                Arg::Int(idle_until.as_micros()),
            ],
        );
        match self.database.commit(&write).await? {
            Outcome::Done(_) => Ok(()),
            Outcome::Refused(at) => Err(unforeseen(at)),
        }
    }

    async fn list_sessions(
        &self,
        account: &AccountId,
        except: &SessionId,
        after: Option<&SessionPosition>,
        limit: u32,
        at: Timestamp,
    ) -> StoreResult<Vec<Session>> {
        let (before, id) = match after {
            Some(position) => (position.created_at.as_micros(), position.id.as_str()),
            None => (i64::MAX, NO_SESSION),
        };
        let args = [
            Arg::Text(account.as_str()),
            Arg::Text(except.as_str()),
            Arg::Int(before),
            Arg::Text(id),
            Arg::Int(at.as_micros()),
            Arg::Int(i64::from(limit)),
        ];
        let rows = self.database.query(LIST_SESSIONS, &args).await?;
        let mut sessions = Vec::with_capacity(rows.len());
        for mut row in rows {
            sessions.push(session(&mut row).map_err(StoreError::Unavailable)?);
        }
        Ok(sessions)
    }

    async fn find_session(
        &self,
        account: &AccountId,
        id: &SessionId,
        at: Timestamp,
    ) -> StoreResult<Option<Session>> {
        let args = [
            Arg::Text(account.as_str()),
            Arg::Text(id.as_str()),
            Arg::Int(at.as_micros()),
        ];
        self.database.find(FIND_SESSION, &args, session).await
    }

    async fn has_session(&self, session: &SessionId, at: Timestamp) -> StoreResult<bool> {
        let args = [Arg::Text(session.as_str()), Arg::Int(at.as_micros())];
        let found = self.database.find(HAS_SESSION, &args, Row::text).await?;
        Ok(found.is_some())
    }

    async fn end_session(
        &self,
        account: &AccountId,
        session: &SessionId,
        change: Change,
    ) -> StoreResult<EndOutcome> {
        let change = Prepared::new(change)?;
        let account = Arg::Text(account.as_str());
        let mut write = Write::new();
        write.one(TOUCH_ACCOUNT, [account]);
        write.one(
            END_SESSION,
            [account, Arg::Text(session.as_str()), Arg::Int(change.at())],
        );
        let rules = write.len();
        change.append(&mut write);
        match self.database.commit(&write).await? {
            Outcome::Done(_) => Ok(EndOutcome::Ended),
            Outcome::Refused(at) if at < rules => Ok(EndOutcome::Missing),
            Outcome::Refused(at) => Err(unforeseen(at)),
        }
    }

    async fn end_sessions(
        &self,
        account: &AccountId,
        keep: Option<&SessionId>,
        change: Change,
    ) -> StoreResult<u64> {
        let change = Prepared::new(change)?;
        let account = Arg::Text(account.as_str());
        let keep = keep.map_or(NO_SESSION, SessionId::as_str);
        let mut write = Write::new();
        write.any(TOUCH_ACCOUNT, [account]);
        write.any(SWEEP_SESSIONS, [account, Arg::Int(change.at())]);
        let ended = write.len();
        write.any(END_SESSIONS, [account, Arg::Text(keep)]);
        change.append(&mut write);
        match self.database.commit(&write).await? {
            Outcome::Done(rows) => Ok(rows.get(ended).map_or(0, |rows| rows.affected)),
            Outcome::Refused(at) => Err(unforeseen(at)),
        }
    }
}

fn admission(row: &mut Row) -> Result<Admission, BoxError> {
    Ok(Admission {
        session: session(row)?,
        account: account(row)?,
        membership: None,
    })
}

/// Folds the rows of an admission, one for each role.
fn admission_to_organization(rows: Vec<Row>) -> Result<Option<Admission>, BoxError> {
    let mut rows = rows.into_iter();
    let Some(mut first) = rows.next() else {
        return Ok(None);
    };
    let mut admission = admission(&mut first)?;
    admission.membership = membership(first, rows, ADMISSION_COLUMNS)?;
    Ok(Some(admission))
}
