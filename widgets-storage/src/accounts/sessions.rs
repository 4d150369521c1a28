//! The sessions of an account, and who a request comes from.

use async_trait::async_trait;
use widgets_core::clock::Timestamp;
use widgets_core::crypto::TokenHash;
use widgets_core::id::{AccountId, SessionId};
use widgets_core::stores::*;

use super::devices::NO_DEVICE;
use super::rows::{account_row, protection_row, session_row};
use super::{TOUCH_ACCOUNT, epoch_of_all};
use crate::args;
use crate::driver::{BoxError, Row};
use crate::engine::{Plan, Select, newest_first, select};
use crate::stores::{SqlStores, membership, organization_row};

const ADMIT: Select<(Session, Account, Protection)> = select!(
    session_row + account_row + protection_row,
    " FROM wg_accounts_sessions s \
     JOIN wg_accounts a ON a.id = s.account_id \
     LEFT JOIN wg_accounts_addresses d ON d.account_id = a.id AND d.is_primary = 1 \
     WHERE s.token = $1 AND s.idle_until > $2 AND s.expires_at > $2 AND a.status = 'active' \
     AND s.epoch_of_all = ",
    epoch_of_all!()
);

/// One row for each role in the organization; one without when the account is no member.
const ADMIT_TO_ORGANIZATION: Select = Select::new(concat!(
    "SELECT ",
    session_row!(columns),
    ", ",
    account_row!(columns),
    ", ",
    protection_row!(columns),
    ", r.role, m.since, ",
    organization_row!(columns),
    " FROM wg_accounts_sessions s \
     JOIN wg_accounts a ON a.id = s.account_id \
     LEFT JOIN wg_accounts_addresses d ON d.account_id = a.id AND d.is_primary = 1 \
     LEFT JOIN wg_organizations o ON o.slug = $3 \
     LEFT JOIN wg_organizations_memberships m \
       ON m.organization_id = o.id AND m.account_id = a.id \
     LEFT JOIN wg_organizations_roles r \
       ON r.organization_id = m.organization_id AND r.account_id = m.account_id \
     WHERE s.token = $1 AND s.idle_until > $2 AND s.expires_at > $2 AND a.status = 'active' \
     AND s.epoch_of_all = ",
    epoch_of_all!()
));

const HAS_SESSION: Select<SessionId> = Select::new(concat!(
    "SELECT s.id FROM wg_accounts_sessions s \
     JOIN wg_accounts a ON a.id = s.account_id \
     WHERE s.id = $1 AND s.idle_until > $2 AND s.expires_at > $2 AND a.status = 'active' \
     AND s.epoch_of_all = ",
    epoch_of_all!()
));

const TAKE_HANDOVER: &str = concat!(
    "UPDATE wg_accounts_sessions SET handover = NULL, handover_until = NULL \
     WHERE id = $1 AND handover = $2 AND handover_until > $3 \
     AND idle_until > $3 AND expires_at > $3 AND epoch_of_all = ",
    epoch_of_all!()
);

const TOUCH_SESSION: &str = "UPDATE wg_accounts_sessions SET \
     last_used_at = CASE WHEN $2 > last_used_at THEN $2 ELSE last_used_at END, \
     idle_until = CASE \
       WHEN $3 <= idle_until THEN idle_until \
       WHEN $3 <= expires_at THEN $3 \
       WHEN expires_at > idle_until THEN expires_at \
       ELSE idle_until END \
     WHERE id = $1";

/// The limit is a sum, since SQLite compiles a statement anew at each use when a bare parameter
/// limits it.
const LIST_SESSIONS: Select<Session> = select!(
    session_row,
    " FROM wg_accounts_sessions s \
     WHERE s.account_id = $1 AND s.id <> $2 AND (s.created_at, s.id) < ($3, $4) \
     AND s.idle_until > $5 AND s.expires_at > $5 AND s.epoch_of_all = ",
    epoch_of_all!(),
    " ORDER BY s.created_at DESC, s.id DESC LIMIT $6 + 0"
);

const FIND_SESSION: Select<Session> = select!(
    session_row,
    " FROM wg_accounts_sessions s \
     WHERE s.id = $2 AND s.account_id = $1 AND s.idle_until > $3 AND s.expires_at > $3 \
     AND s.epoch_of_all = ",
    epoch_of_all!()
);

const END_SESSION: &str = concat!(
    "DELETE FROM wg_accounts_sessions \
     WHERE id = $2 AND account_id = $1 AND idle_until > $3 AND expires_at > $3 AND epoch_of_all = ",
    epoch_of_all!()
);

/// Removes those that are no longer live.
const SWEEP_SESSIONS: &str = concat!(
    "DELETE FROM wg_accounts_sessions \
     WHERE account_id = $1 AND (idle_until <= $2 OR expires_at <= $2 OR epoch_of_all < ",
    epoch_of_all!(),
    ")"
);

pub(super) const END_SESSIONS: &str =
    "DELETE FROM wg_accounts_sessions WHERE account_id = $1 AND id <> $2";

const FORGET_DEVICE_OF: &str = "DELETE FROM wg_accounts_devices WHERE account_id = $1 AND token = \
     (SELECT s.device FROM wg_accounts_sessions s WHERE s.id = $2 AND s.account_id = $1)";

/// Stands for "no device" where there is none: no token's hash is empty.
const FORGET_DEVICES_BUT_OF: &str = "DELETE FROM wg_accounts_devices WHERE account_id = $1 AND token <> \
     COALESCE((SELECT s.device FROM wg_accounts_sessions s \
               WHERE s.id = $2 AND s.account_id = $1), $3)";

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
        let Some(slug) = organization else {
            let found = self.database.find(ADMIT, &args![token, at]).await?;
            return Ok(found.map(|(session, account, protection)| {
                Admission::new(session, account).protection(protection)
            }));
        };
        let args = args![token, at, slug];
        let rows = self.database.list(ADMIT_TO_ORGANIZATION, &args).await?;
        admission_to_organization(rows).map_err(StoreError::Unavailable)
    }

    async fn touch_session(
        &self,
        session: &SessionId,
        last_used_at: Timestamp,
        idle_until: Timestamp,
    ) -> StoreResult<()> {
        let plan = Plan::counting().any(TOUCH_SESSION, args![session, last_used_at, idle_until]);
        self.write(plan, ()).await
    }

    async fn list_sessions(
        &self,
        account: &AccountId,
        except: &SessionId,
        page: &PageRequest<SessionPosition>,
        at: Timestamp,
    ) -> StoreResult<Paged<Session, SessionPosition>> {
        let [before, id] = newest_first(page.after.as_ref());
        let args = [account.into(), except.into(), before, id, at.into()];
        self.database
            .page(LIST_SESSIONS, args, page, Session::position)
            .await
    }

    async fn find_session(
        &self,
        account: &AccountId,
        id: &SessionId,
        at: Timestamp,
    ) -> StoreResult<Option<Session>> {
        self.database
            .find(FIND_SESSION, &args![account, id, at])
            .await
    }

    async fn has_session(&self, session: &SessionId, at: Timestamp) -> StoreResult<bool> {
        let found = self.database.find(HAS_SESSION, &args![session, at]).await?;
        Ok(found.is_some())
    }

    async fn take_handover(
        &self,
        session: &SessionId,
        handover: &TokenHash,
        at: Timestamp,
    ) -> StoreResult<bool> {
        let args = args![session, handover, at];
        let plan = Plan::new().one_or(TAKE_HANDOVER, args, false);
        self.write(plan, true).await
    }

    async fn end_session(
        &self,
        account: &AccountId,
        session: &SessionId,
        forget: bool,
        change: Change,
    ) -> StoreResult<EndOutcome> {
        let args = args![account, session, change.stamp.at];
        let mut plan = Plan::appending(change);
        plan = plan.one_or(TOUCH_ACCOUNT, args![account], EndOutcome::Missing);
        if forget {
            plan = plan.any(FORGET_DEVICE_OF, args![account, session]);
        }
        plan = plan.one_or(END_SESSION, args, EndOutcome::Missing);
        self.write(plan, EndOutcome::Ended).await
    }

    async fn end_sessions(
        &self,
        account: &AccountId,
        keep: Option<&SessionId>,
        change: Change,
    ) -> StoreResult<u64> {
        let at = change.stamp.at;
        let keep = keep.map_or(NO_SESSION, SessionId::as_str);
        let plan = Plan::appending(change)
            .any(TOUCH_ACCOUNT, args![account])
            .any(SWEEP_SESSIONS, args![account, at])
            .any(FORGET_DEVICES_BUT_OF, args![account, keep, NO_DEVICE])
            .answer(END_SESSIONS, args![account, keep]);
        self.write_counting(plan).await
    }
}

/// Folds the rows of an admission, one for each role.
fn admission_to_organization(rows: Vec<Row>) -> Result<Option<Admission>, BoxError> {
    let mut rows = rows.into_iter();
    let Some(mut first) = rows.next() else {
        return Ok(None);
    };
    let (session, account, protection) = first.take()?;
    let admission = Admission::new(session, account).protection(protection);
    Ok(Some(admission.membership(membership(first, rows)?)))
}
