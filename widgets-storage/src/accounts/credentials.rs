//! Signing in: what an address stands for, and opening and renewing sessions.

use async_trait::async_trait;
use widgets_core::clock::Timestamp;
use widgets_core::crypto::{PasswordHash, TokenHash};
use widgets_core::email::EmailKey;
use widgets_core::id::AccountId;
use widgets_core::stores::{
    ChallengePurpose, Change, CredentialStore, Credentials, NewSession, OpenOutcome, OpenSession,
    RememberDevice, RenewSession, SignInLink, StoreResult,
};

use super::redeeming::Redemption;
use super::sessions::{NO_SESSION, SWEEP_SESSIONS};
use crate::args;
use crate::driver::Arg;
use crate::engine::{Plan, Select, row, select};
use crate::stores::SqlStores;

row! {
    credentials_row -> Credentials {
        account: "a.id",
        email: "d.email, d.email_key",
        epoch: "a.epoch",
        status: "a.status",
    } and {
        verified: "d.verified",
        password: "a.password",
        known_device: "v.expires_at" => |expires_at: Option<i64>| expires_at.is_some(),
    }
}

row! {
    link_row -> SignInLink {
        account: "l.account_id",
        epoch: "l.epoch",
        expires_at: "l.expires_at",
    } and {
        impersonation: "l.impersonated_by, l.impersonated_reason, l.impersonated_until",
    }
}

const CREDENTIALS: Select<Credentials> = select!(
    credentials_row,
    " FROM wg_accounts_addresses d \
     JOIN wg_accounts a ON a.id = d.account_id \
     LEFT JOIN wg_accounts_devices v \
       ON v.account_id = a.id AND v.token = $2 AND v.expires_at > $3 \
     WHERE d.email_key = $1"
);

const FIND_LINK: Select<SignInLink> = select!(
    link_row,
    " FROM wg_accounts_links l \
     JOIN wg_accounts a ON a.id = l.account_id \
     WHERE l.token = $1 AND l.expires_at > $2 AND a.status = 'active' AND a.epoch = l.epoch"
);

pub(super) const REPLACE_SESSION: &str = "DELETE FROM wg_accounts_sessions WHERE id = $1";

pub(super) const ADD_SESSION: &str = "INSERT INTO wg_accounts_sessions \
     (id, account_id, token, created_at, authenticated_at, last_used_at, idle_until, expires_at, \
      persistent, proofs, address, user_agent, impersonated_by, impersonated_reason, impersonated_until) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";

/// An impersonated session stays one, and does not outlast its impersonation.
const RENEW_SESSION: &str = "UPDATE wg_accounts_sessions SET \
     token = $4, authenticated_at = $5, last_used_at = $6, idle_until = $7, \
     expires_at = CASE WHEN impersonated_until < $8 THEN impersonated_until ELSE $8 END, \
     persistent = $9, proofs = $10, address = $11, user_agent = $12 \
     WHERE token = $1 AND id = $2 AND account_id = $3 AND idle_until > $13 AND expires_at > $13";

const REMEMBER_DEVICE: &str = "INSERT INTO wg_accounts_devices (account_id, token, expires_at) VALUES ($1, $2, $3) \
     ON CONFLICT (account_id, token) DO UPDATE SET expires_at = excluded.expires_at";

const SWEEP_DEVICES: &str =
    "DELETE FROM wg_accounts_devices WHERE account_id = $1 AND expires_at <= $2";

pub(super) const FORGET_OTHER_DEVICES: &str =
    "DELETE FROM wg_accounts_devices WHERE account_id = $1 AND token <> $2";

const REPLACE_PASSWORD: &str =
    "UPDATE wg_accounts SET password = $3 WHERE id = $1 AND password = $2";

/// Stands for "no device": no token's hash is empty.
pub(super) const NO_DEVICE: &[u8] = &[];

#[async_trait]
impl CredentialStore for SqlStores {
    async fn credentials(
        &self,
        email: &EmailKey,
        device: Option<&TokenHash>,
        at: Timestamp,
    ) -> StoreResult<Option<Credentials>> {
        let device = device.map_or(NO_DEVICE, |device| device.as_bytes());
        self.database
            .find(CREDENTIALS, &args![email, device, at])
            .await
    }

    async fn find_link(&self, link: &TokenHash, at: Timestamp) -> StoreResult<Option<SignInLink>> {
        self.database.find(FIND_LINK, &args![link, at]).await
    }

    async fn open_session(
        &self,
        open_session: OpenSession,
        change: Change,
    ) -> StoreResult<OpenOutcome> {
        let redemption = Redemption {
            account: &open_session.session.session.account,
            epoch: open_session.epoch,
            purpose: &ChallengePurpose::SIGN_IN,
            keep: NO_SESSION,
            at: change.stamp.at,
        };
        let proofs = open_session.session.session.proofs.to_string();
        let mut plan = redemption.redeem(open_session.redeem.as_ref(), change);
        plan = plan.any(SWEEP_SESSIONS, args![redemption.account, redemption.at]);
        if let Some(replaced) = &open_session.replaces {
            plan = plan.any(REPLACE_SESSION, args![replaced]);
        }
        plan = plan.one(ADD_SESSION, new_session(&open_session.session, &proofs));
        let device = open_session.device.as_ref();
        plan = remember(plan, redemption.account, device, redemption.at);
        self.write(plan, OpenOutcome::Opened).await
    }

    async fn renew_session(
        &self,
        renewal: RenewSession,
        change: Change,
    ) -> StoreResult<OpenOutcome> {
        let redemption = Redemption {
            account: &renewal.session.session.account,
            epoch: renewal.epoch,
            purpose: &ChallengePurpose::STEP_UP,
            keep: renewal.session.session.id.as_str(),
            at: change.stamp.at,
        };
        let proofs = renewal.session.session.proofs.to_string();
        let mut plan = redemption.redeem(renewal.redeem.as_ref(), change);
        let args = renewed_session(&renewal, &proofs, redemption.at);
        plan = plan.one_or(RENEW_SESSION, args, OpenOutcome::Refused);
        plan = remember(
            plan,
            redemption.account,
            renewal.device.as_ref(),
            redemption.at,
        );
        self.write(plan, OpenOutcome::Opened).await
    }

    async fn replace_password_hash(
        &self,
        account: &AccountId,
        old: &PasswordHash,
        new: &PasswordHash,
    ) -> StoreResult<bool> {
        let plan = Plan::new().one_or(REPLACE_PASSWORD, args![account, old, new], false);
        self.write(plan, true).await
    }
}

pub(super) fn new_session<'a>(new: &'a NewSession, proofs: &'a str) -> [Arg<'a>; 15] {
    let session = &new.session;
    let own = session.impersonation.as_ref();
    args![
        &session.id,
        &session.account,
        &new.token,
        session.created_at,
        session.authenticated_at,
        session.last_used_at,
        session.idle_until,
        own.map_or(session.expires_at, |own| own.until.min(session.expires_at)),
        session.persistent,
        proofs,
        &session.address,
        &session.user_agent,
        own.map(|own| &own.by),
        own.map(|own| &own.reason),
        own.map(|own| own.until),
    ]
}

fn renewed_session<'a>(renewal: &'a RenewSession, proofs: &'a str, at: Timestamp) -> [Arg<'a>; 13] {
    let session = &renewal.session.session;
    args![
        &renewal.old_token,
        &session.id,
        &session.account,
        &renewal.session.token,
        session.authenticated_at,
        session.last_used_at,
        session.idle_until,
        session.expires_at,
        session.persistent,
        proofs,
        &session.address,
        &session.user_agent,
        at,
    ]
}

pub(super) fn remember<'a, T>(
    plan: Plan<'a, T>,
    account: &'a AccountId,
    device: Option<&'a RememberDevice>,
    at: Timestamp,
) -> Plan<'a, T> {
    let Some(device) = device else { return plan };
    plan.any(SWEEP_DEVICES, args![account, at]).one(
        REMEMBER_DEVICE,
        args![account, &device.token, device.expires_at],
    )
}
