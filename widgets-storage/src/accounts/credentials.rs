//! Signing in: what an address stands for, and opening and renewing sessions.

use async_trait::async_trait;
use widgets_core::clock::Timestamp;
use widgets_core::crypto::{PasswordHash, TokenHash};
use widgets_core::email::EmailKey;
use widgets_core::id::AccountId;
use widgets_core::stores::{
    ChallengePurpose, Change, CredentialStore, Credentials, Epoch, NewSession, OpenOutcome,
    OpenSession, RememberDevice, RenewSession, SignInLink, StoreResult,
};

use super::TOUCH_ACCOUNT_AT_EPOCH;
use super::redeeming::Redemption;
use super::rows::{email, impersonation, impersonation_args, moment, status};
use super::sessions::{NO_SESSION, SWEEP_SESSIONS};
use crate::driver::{Arg, BoxError, Row};
use crate::engine::{Outcome, Prepared, Write, unforeseen};
use crate::stores::SqlStores;

pub(super) const CREDENTIALS: &str = "SELECT a.id, d.email, d.email_key, a.epoch, a.status, d.verified, \
       a.password, v.expires_at \
     FROM wg_accounts_addresses d \
     JOIN wg_accounts a ON a.id = d.account_id \
     LEFT JOIN wg_accounts_devices v \
       ON v.account_id = a.id AND v.token = $2 AND v.expires_at > $3 \
     WHERE d.email_key = $1";

pub(super) const FIND_LINK: &str = "SELECT l.account_id, l.epoch, l.expires_at, \
       l.impersonated_by, l.impersonated_reason, l.impersonated_until \
     FROM wg_accounts_links l \
     JOIN wg_accounts a ON a.id = l.account_id \
     WHERE l.token = $1 AND l.expires_at > $2 AND a.status = 'active' AND a.epoch = l.epoch";

pub(super) const REPLACE_SESSION: &str = "DELETE FROM wg_accounts_sessions WHERE id = $1";

pub(super) const ADD_SESSION: &str = "INSERT INTO wg_accounts_sessions \
     (id, account_id, token, created_at, authenticated_at, last_used_at, idle_until, expires_at, \
      persistent, proofs, address, user_agent, impersonated_by, impersonated_reason, impersonated_until) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";

/// What acts in somebody's place goes on doing so, and no longer than it was to.
pub(super) const RENEW_SESSION: &str = "UPDATE wg_accounts_sessions SET \
     token = $4, authenticated_at = $5, last_used_at = $6, idle_until = $7, \
     expires_at = CASE WHEN impersonated_until < $8 THEN impersonated_until ELSE $8 END, \
     persistent = $9, proofs = $10, address = $11, user_agent = $12 \
     WHERE token = $1 AND id = $2 AND account_id = $3 AND idle_until > $13 AND expires_at > $13";

pub(super) const REMEMBER_DEVICE: &str = "INSERT INTO wg_accounts_devices (account_id, token, expires_at) VALUES ($1, $2, $3) \
     ON CONFLICT (account_id, token) DO UPDATE SET expires_at = excluded.expires_at";

pub(super) const SWEEP_DEVICES: &str =
    "DELETE FROM wg_accounts_devices WHERE account_id = $1 AND expires_at <= $2";

pub(super) const FORGET_OTHER_DEVICES: &str =
    "DELETE FROM wg_accounts_devices WHERE account_id = $1 AND token <> $2";

pub(super) const REPLACE_PASSWORD: &str =
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
        let args = [
            Arg::Text(email.as_str()),
            Arg::Bytes(device),
            Arg::Int(at.as_micros()),
        ];
        self.database.find(CREDENTIALS, &args, credentials).await
    }

    async fn find_link(&self, link: &TokenHash, at: Timestamp) -> StoreResult<Option<SignInLink>> {
        let args = [Arg::Bytes(link.as_bytes()), Arg::Int(at.as_micros())];
        self.database.find(FIND_LINK, &args, sign_in_link).await
    }

    async fn open_session(
        &self,
        open_session: OpenSession,
        change: Change,
    ) -> StoreResult<OpenOutcome> {
        let change = Prepared::new(change)?;
        let proofs = open_session.session.session.proofs.to_string();
        let account = Arg::Text(open_session.session.session.account.as_str());
        let epoch = Arg::Int(open_session.epoch.0);
        let at = Arg::Int(change.at());
        let redemption = Redemption {
            account,
            epoch,
            purpose: ChallengePurpose::SignIn,
            keep: NO_SESSION,
            at,
        };
        let mut write = Write::new();
        write.one(TOUCH_ACCOUNT_AT_EPOCH, [account, epoch]);
        redemption.add(&mut write, open_session.redeem.as_ref());
        let rules = write.len();
        write.any(SWEEP_SESSIONS, [account, at]);
        if let Some(replaced) = &open_session.replaces {
            write.any(REPLACE_SESSION, [Arg::Text(replaced.as_str())]);
        }
        write.one(ADD_SESSION, new_session(&open_session.session, &proofs));
        remember(&mut write, account, open_session.device.as_ref(), at);
        change.append(&mut write);
        match self.database.commit(&write).await? {
            Outcome::Done(_) => Ok(OpenOutcome::Opened),
            Outcome::Refused(at) if at < rules => Ok(OpenOutcome::Refused),
            Outcome::Refused(at) => Err(unforeseen(at)),
        }
    }

    async fn renew_session(
        &self,
        renewal: RenewSession,
        change: Change,
    ) -> StoreResult<OpenOutcome> {
        let change = Prepared::new(change)?;
        let proofs = renewal.session.session.proofs.to_string();
        let account = Arg::Text(renewal.session.session.account.as_str());
        let epoch = Arg::Int(renewal.epoch.0);
        let at = Arg::Int(change.at());
        let redemption = Redemption {
            account,
            epoch,
            purpose: ChallengePurpose::StepUp,
            keep: renewal.session.session.id.as_str(),
            at,
        };
        let mut write = Write::new();
        write.one(TOUCH_ACCOUNT_AT_EPOCH, [account, epoch]);
        redemption.add(&mut write, renewal.redeem.as_ref());
        write.one(RENEW_SESSION, renewed_session(&renewal, &proofs, at));
        let rules = write.len();
        remember(&mut write, account, renewal.device.as_ref(), at);
        change.append(&mut write);
        match self.database.commit(&write).await? {
            Outcome::Done(_) => Ok(OpenOutcome::Opened),
            Outcome::Refused(at) if at < rules => Ok(OpenOutcome::Refused),
            Outcome::Refused(at) => Err(unforeseen(at)),
        }
    }

    async fn replace_password_hash(
        &self,
        account: &AccountId,
        old: &PasswordHash,
        new: &PasswordHash,
    ) -> StoreResult<bool> {
        let mut write = Write::new();
        write.one(
            REPLACE_PASSWORD,
            [
                Arg::Text(account.as_str()),
                Arg::Text(old.as_str()),
                Arg::Text(new.as_str()),
            ],
        );
        Ok(matches!(
            self.database.commit(&write).await?,
            Outcome::Done(_)
        ))
    }
}

fn credentials(row: &mut Row) -> Result<Credentials, BoxError> {
    Ok(Credentials {
        account: AccountId::parse(row.text()?)?,
        email: email(row)?,
        epoch: Epoch(row.int()?),
        status: status(&row.text()?)?,
        verified: row.int()? == 1,
        password: match row.optional_text()? {
            Some(hash) => Some(PasswordHash::parse(&hash).ok_or("a password's hash is malformed")?),
            None => None,
        },
        known_device: row.optional_int()?.is_some(),
    })
}

fn sign_in_link(row: &mut Row) -> Result<SignInLink, BoxError> {
    Ok(SignInLink {
        account: AccountId::parse(row.text()?)?,
        epoch: Epoch(row.int()?),
        expires_at: moment(row)?,
        impersonation: impersonation(row)?,
    })
}

pub(super) fn new_session<'a>(new: &'a NewSession, proofs: &'a str) -> [Arg<'a>; 15] {
    let session = &new.session;
    let own = session.impersonation.as_ref();
    let expires_at = own.map_or(session.expires_at, |own| own.until.min(session.expires_at));
    let [by, reason, until] = impersonation_args(own);
    [
        Arg::Text(session.id.as_str()),
        Arg::Text(session.account.as_str()),
        Arg::Bytes(new.token.as_bytes()),
        Arg::Int(session.created_at.as_micros()),
        Arg::Int(session.authenticated_at.as_micros()),
        Arg::Int(session.last_used_at.as_micros()),
        Arg::Int(session.idle_until.as_micros()),
        Arg::Int(expires_at.as_micros()),
        Arg::Int(i64::from(session.persistent)),
        Arg::Text(proofs),
        Arg::Text(&session.address),
        Arg::Text(&session.user_agent),
        by,
        reason,
        until,
    ]
}

fn renewed_session<'a>(renewal: &'a RenewSession, proofs: &'a str, at: Arg<'a>) -> [Arg<'a>; 13] {
    let session = &renewal.session.session;
    [
        Arg::Bytes(renewal.old_token.as_bytes()),
        Arg::Text(session.id.as_str()),
        Arg::Text(session.account.as_str()),
        Arg::Bytes(renewal.session.token.as_bytes()),
        Arg::Int(session.authenticated_at.as_micros()),
        Arg::Int(session.last_used_at.as_micros()),
        Arg::Int(session.idle_until.as_micros()),
        Arg::Int(session.expires_at.as_micros()),
        Arg::Int(i64::from(session.persistent)),
        Arg::Text(proofs),
        Arg::Text(&session.address),
        Arg::Text(&session.user_agent),
        at,
    ]
}

pub(super) fn remember<'a>(
    write: &mut Write<'a>,
    account: Arg<'a>,
    device: Option<&'a RememberDevice>,
    at: Arg<'a>,
) {
    let Some(device) = device else { return };
    write.any(SWEEP_DEVICES, [account, at]);
    write.one(
        REMEMBER_DEVICE,
        [
            account,
            Arg::Bytes(device.token.as_bytes()),
            Arg::Int(device.expires_at.as_micros()),
        ],
    );
}
