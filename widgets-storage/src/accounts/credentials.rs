//! Signing in: what an address stands for, and opening and renewing sessions.

use async_trait::async_trait;
use widgets_core::clock::Timestamp;
use widgets_core::crypto::{PasswordHash, TokenHash};
use widgets_core::email::EmailKey;
use widgets_core::id::AccountId;
use widgets_core::stores::*;

use super::devices::{NO_DEVICE, TRUST_DEVICE};
use super::factors::{
    DEMAND_MAILBOX_COUNTS, DEMAND_NO_SECOND_FACTOR, DEMAND_NO_SECOND_FACTOR_OR_TRUST,
};
use super::redeeming::Redemption;
use super::sessions::NO_SESSION;
use super::sign_in_attempts::COMPLETE_SIGN_IN;
use super::{epoch, epoch_of_all};
use crate::args;
use crate::driver::Arg;
use crate::engine::{Plan, Select, row, select};
use crate::stores::SqlStores;

row! {
    credentials_row -> Credentials {
        account: "a.id",
        email: "d.email, d.email_key",
        epoch: epoch!("a"),
        status: "a.status",
    } and {
        verified: "d.verified",
        password: "a.password",
        password_set_at: "a.password_set_at",
        language: "a.language",
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

const KNOWS_DEVICE: Select<TokenHash> =
    Select::new("SELECT token FROM wg_accounts_devices WHERE token = $1 AND expires_at > $2");

const FIND_LINK: Select<SignInLink> = select!(
    link_row,
    " FROM wg_accounts_links l \
     JOIN wg_accounts a ON a.id = l.account_id \
     WHERE l.token = $1 AND l.expires_at > $2 AND a.status = 'active' AND l.epoch = ",
    epoch!("a")
);

pub(super) const REPLACE_SESSION: &str = "DELETE FROM wg_accounts_sessions WHERE id = $1";

/// The epoch of all, `$17`, is the one at which the account was touched: one raised meanwhile ends the
/// session. A new account has none to compare, and is given the current one.
pub(super) const ADD_SESSION: &str = concat!(
    "INSERT INTO wg_accounts_sessions \
     (id, account_id, token, created_at, authenticated_at, last_used_at, idle_until, expires_at, \
      persistent, proofs, address, user_agent, impersonated_by, impersonated_reason, impersonated_until, \
      device, sweep_at, epoch_of_all) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, \
       CASE WHEN $7 < $8 THEN $7 ELSE $8 END, COALESCE($17, ",
    epoch_of_all!(),
    "))"
);

/// Ends sessions beyond the number that an account may have; how many there were makes no difference.
const LIMIT_SESSIONS: &str = "DELETE FROM wg_accounts_sessions WHERE account_id = $1 AND id IN \
     (SELECT id FROM wg_accounts_sessions WHERE account_id = $1 \
      ORDER BY created_at DESC, id DESC LIMIT 100 OFFSET $2 + 0) AND id <> $3";

/// An impersonated session stays one, and does not outlast its impersonation. It may end earlier than
/// before, so the sweeper looks at it soon.
const RENEW_SESSION: &str = concat!(
    "UPDATE wg_accounts_sessions SET \
     token = $4, authenticated_at = $5, last_used_at = $6, idle_until = $7, \
     expires_at = CASE WHEN impersonated_until < $8 THEN impersonated_until ELSE $8 END, \
     persistent = $9, proofs = $10, address = $11, user_agent = $12, sweep_at = 0, \
     device = COALESCE($14, device), handover = $15, handover_until = $16 \
     WHERE token = $1 AND id = $2 AND account_id = $3 AND idle_until > $13 AND expires_at > $13 \
     AND epoch_of_all = ",
    epoch_of_all!()
);

/// What an expired or replaced browser was like does not matter: it is new when it comes back. One that was
/// replaced may have lost the answer with its new token, so the account goes on trusting it.
const REMEMBER_DEVICE: &str = "INSERT INTO wg_accounts_devices \
     (account_id, token, id, created_at, last_used_at, expires_at, browser, system, handheld) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
     ON CONFLICT (account_id, token) DO UPDATE SET \
       id = CASE WHEN wg_accounts_devices.replaced = 0 AND wg_accounts_devices.expires_at > $10 \
         THEN wg_accounts_devices.id ELSE excluded.id END, \
       created_at = CASE WHEN wg_accounts_devices.replaced = 0 AND wg_accounts_devices.expires_at > $10 \
         THEN wg_accounts_devices.created_at ELSE excluded.created_at END, \
       last_used_at = excluded.last_used_at, expires_at = excluded.expires_at, \
       browser = excluded.browser, system = excluded.system, handheld = excluded.handheld, replaced = 0, \
       trusted_until = CASE WHEN wg_accounts_devices.expires_at > $10 \
         THEN wg_accounts_devices.trusted_until ELSE 0 END";

/// Whoever knew the browser by the old token knows it by the new one.
const REPLACE_DEVICE: &str = "INSERT INTO wg_accounts_devices \
     (account_id, token, id, created_at, last_used_at, expires_at, browser, system, handheld, replaced, \
      trusted_until, trusted_epoch) \
     SELECT account_id, $2, id, created_at, last_used_at, expires_at, browser, system, handheld, replaced, \
      trusted_until, trusted_epoch \
     FROM wg_accounts_devices WHERE token = $1 \
     ON CONFLICT (account_id, token) DO NOTHING";

const OUTDATE_DEVICE: &str = "UPDATE wg_accounts_devices SET replaced = 1, \
     expires_at = CASE WHEN expires_at > $2 THEN $2 ELSE expires_at END WHERE token = $1";

/// Forgets browsers beyond the number that an account may know; how many there were makes no
/// difference.
const LIMIT_DEVICES: &str = "DELETE FROM wg_accounts_devices WHERE account_id = $1 AND token IN \
     (SELECT token FROM wg_accounts_devices WHERE account_id = $1 \
      ORDER BY expires_at DESC, token DESC LIMIT 100 OFFSET $2 + 0) AND token <> $3";

const REPLACE_PASSWORD: &str =
    "UPDATE wg_accounts SET password = $3 WHERE id = $1 AND password = $2";

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

    async fn knows_device(&self, device: &TokenHash, at: Timestamp) -> StoreResult<bool> {
        let found = self.database.find(KNOWS_DEVICE, &args![device, at]).await?;
        Ok(found.is_some())
    }

    async fn record(&self, change: Change) -> StoreResult<()> {
        self.write(Plan::appending(change), ()).await
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
        let refused = OpenOutcome::Refused;
        let mut plan = redemption.redeem(open_session.redeem.as_ref(), change, refused);
        if let Some(Redeem::Factor(UsedFactor::MailedCode(_))) = &open_session.redeem {
            let own = args![redemption.account, open_session.attempt.as_ref()];
            plan = plan.one_or(DEMAND_MAILBOX_COUNTS, own, refused);
        }
        if let Some(attempt) = &open_session.attempt {
            let own = args![
                attempt,
                redemption.account,
                open_session.epoch,
                redemption.at
            ];
            plan = plan.one_or(COMPLETE_SIGN_IN, own, refused);
        }
        plan = match open_session.trusted.as_ref() {
            Some(browser) if open_session.lacks_second_factor() => plan.one_or(
                DEMAND_NO_SECOND_FACTOR_OR_TRUST,
                args![redemption.account, browser, redemption.at],
                OpenOutcome::SecondFactorRequired,
            ),
            _ => demand_factor(plan, redemption.account, open_session.lacks_second_factor()),
        };
        if let Some(replaced) = &open_session.replaces {
            plan = plan.any(REPLACE_SESSION, args![replaced]);
        }
        let device = open_session.device.as_ref();
        let id = &open_session.session.session.id;
        plan = plan
            .one(
                ADD_SESSION,
                new_session(
                    &open_session.session,
                    &proofs,
                    device,
                    Some(open_session.epoch),
                ),
            )
            .any(
                LIMIT_SESSIONS,
                args![redemption.account, NewSession::MOST, id],
            );
        plan = remember(plan, redemption.account, device, redemption.at);
        if let (Some(until), Some(own)) = (open_session.trusts_until(), device) {
            let token = &own.device.token;
            plan = plan.one(TRUST_DEVICE, args![redemption.account, token, until]);
        }
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
        let refused = OpenOutcome::Refused;
        let mut plan = redemption.redeem(renewal.redeem.as_ref(), change, refused);
        let args = renewed_session(&renewal, &proofs, redemption.at);
        plan = plan.one_or(RENEW_SESSION, args, refused);
        plan = demand_factor(plan, redemption.account, renewal.lacks_second_factor());
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

/// Refuses where a second factor was not given, and the account has one.
fn demand_factor<'a>(
    plan: Plan<'a, OpenOutcome>,
    account: &'a AccountId,
    lacks: bool,
) -> Plan<'a, OpenOutcome> {
    if !lacks {
        return plan;
    }
    let required = OpenOutcome::SecondFactorRequired;
    plan.one_or(DEMAND_NO_SECOND_FACTOR, args![account], required)
}

pub(super) fn new_session<'a>(
    new: &'a NewSession,
    proofs: &'a str,
    device: Option<&'a RememberDevice>,
    epoch: Option<Epoch>,
) -> [Arg<'a>; 17] {
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
        device.map(|own| &own.device.token),
        epoch.map(|own| own.0 / Epoch::OF_ALL),
    ]
}

fn renewed_session<'a>(renewal: &'a RenewSession, proofs: &'a str, at: Timestamp) -> [Arg<'a>; 16] {
    let session = &renewal.session.session;
    let handover = renewal.handover.as_ref();
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
        renewal.device.as_ref().map(|own| &own.device.token),
        handover.map(|own| &own.hash),
        handover.map(|own| own.until),
    ]
}

/// Makes a browser known, or notes that it was used again.
pub(super) fn remember<'a, T>(
    plan: Plan<'a, T>,
    account: &'a AccountId,
    device: Option<&'a RememberDevice>,
    at: Timestamp,
) -> Plan<'a, T> {
    let Some(device) = device else { return plan };
    let (own, most) = (&device.device, RememberDevice::MOST);
    let token = &own.token;
    let plan = match &device.replaces {
        Some(old) => plan
            .any(REPLACE_DEVICE, args![old, token])
            .any(OUTDATE_DEVICE, args![old, at.plus(RememberDevice::OVERLAP)]),
        None => plan,
    };
    let known = args![
        account,
        token,
        &own.id,
        own.created_at,
        own.last_used_at,
        own.expires_at,
        &own.browser,
        &own.system,
        own.handheld,
        at,
    ];
    plan.one(REMEMBER_DEVICE, known)
        .any(LIMIT_DEVICES, args![account, most, token])
}
