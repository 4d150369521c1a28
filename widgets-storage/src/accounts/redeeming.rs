//! What a challenge allows, and what it does to an account when it is redeemed.

use widgets_core::crypto::PasswordHash;
use widgets_core::stores::{
    ChallengePurpose, Change, ChangePasswordWrite, CompleteSignUpWrite, PasswordOutcome, Redeem,
    ResetPasswordWrite, SignUpOutcome, StoreResult,
};

use super::TOUCH_ACCOUNT_AT_EPOCH;
use super::challenges::account_fits;
use super::credentials::{
    ADD_SESSION, FORGET_OTHER_DEVICES, NO_DEVICE, REPLACE_SESSION, new_session, remember,
};
use super::deleting::REMOVE_DEVICES;
use super::directory::{REMOVE_LINKS, REMOVE_SESSIONS, add_account};
use super::sessions::END_SESSIONS;
use crate::driver::Arg;
use crate::engine::{Outcome, Prepared, Write, unforeseen};
use crate::stores::SqlStores;

pub(super) const REDEEM_LINK: &str = "DELETE FROM wg_accounts_links \
     WHERE token = $1 AND account_id = $2 AND epoch = $3 AND expires_at > $4";

pub(super) const REDEEM_CHALLENGE: &str = "DELETE FROM wg_accounts_challenges \
     WHERE id = $1 AND account_id = $2 AND epoch = $3 AND purpose = $4 AND expires_at > $5";

pub(super) const REDEEM_SIGN_UP: &str = concat!(
    "DELETE FROM wg_accounts_challenges \
     WHERE id = $1 AND email_key = $2 AND purpose IN ('sign_up', 'invitation') \
     AND expires_at > $3 AND ",
    account_fits!()
);

/// Whoever reads the mailbox owns the account from now on: what others may have prepared in it
/// before anybody had proved that goes.
pub(super) const TAKE_OVER: &str = "UPDATE wg_accounts SET password = NULL, epoch = epoch + 1 \
     WHERE id = $1 AND EXISTS \
       (SELECT 1 FROM wg_accounts_challenges c \
        JOIN wg_accounts_addresses d ON d.email_key = c.email_key \
        WHERE c.id = $2 AND c.account_id = $1 AND d.account_id = $1 AND d.verified = 0)";

pub(super) const VERIFY_ADDRESS: &str = "UPDATE wg_accounts_addresses SET verified = 1 \
     WHERE account_id = $1 AND verified = 0 AND email_key = \
       (SELECT c.email_key FROM wg_accounts_challenges c WHERE c.id = $2 AND c.account_id = $1)";

/// The account's epoch is behind the one that was known, `$2`: it was taken over.
macro_rules! taken_over {
    () => {
        "account_id = $1 AND $2 < (SELECT a.epoch FROM wg_accounts a WHERE a.id = $1)"
    };
}

pub(super) const END_SESSIONS_IF_TAKEN_OVER: &str = concat!(
    "DELETE FROM wg_accounts_sessions WHERE id <> $3 AND ",
    taken_over!()
);
pub(super) const REMOVE_LINKS_IF_TAKEN_OVER: &str =
    concat!("DELETE FROM wg_accounts_links WHERE ", taken_over!());
pub(super) const REMOVE_DEVICES_IF_TAKEN_OVER: &str =
    concat!("DELETE FROM wg_accounts_devices WHERE ", taken_over!());
pub(super) const REMOVE_CHALLENGES_IF_TAKEN_OVER: &str =
    concat!("DELETE FROM wg_accounts_challenges WHERE ", taken_over!());

pub(super) const SET_PASSWORD: &str =
    "UPDATE wg_accounts SET password = $2, epoch = epoch + 1 WHERE id = $1";

/// A null in `$2` stands for "no password yet".
pub(super) const TOUCH_ACCOUNT_WITH_PASSWORD: &str = "UPDATE wg_accounts SET epoch = epoch \
     WHERE id = $1 AND (password = $2 OR (password IS NULL AND CAST($2 AS TEXT) IS NULL))";

pub(super) const RENEW_LIVE_SESSION: &str = "UPDATE wg_accounts_sessions SET token = $4 \
     WHERE id = $2 AND account_id = $1 AND idle_until > $3 AND expires_at > $3";

pub(super) const REMOVE_CHALLENGES: &str =
    "DELETE FROM wg_accounts_challenges WHERE account_id = $1";

/// What opening or renewing a session redeems, behind the statement that touches the account.
pub(super) struct Redemption<'a> {
    pub(super) account: Arg<'a>,
    pub(super) epoch: Arg<'a>,
    /// What a challenge must be for.
    pub(super) purpose: ChallengePurpose,
    /// The session that stays when the account is taken over.
    pub(super) keep: &'a str,
    pub(super) at: Arg<'a>,
}

impl<'a> Redemption<'a> {
    pub(super) fn add(&self, write: &mut Write<'a>, redeem: Option<&'a Redeem>) {
        let (account, epoch) = (self.account, self.epoch);
        match redeem {
            None => {}
            Some(Redeem::Link(link)) => {
                let link = Arg::Bytes(link.as_bytes());
                write.one(REDEEM_LINK, [link, account, epoch, self.at]);
            }
            Some(Redeem::Challenge(challenge)) => {
                let challenge = Arg::Text(challenge.as_str());
                let purpose = Arg::Text(self.purpose.key());
                write.any(TAKE_OVER, [account, challenge]);
                write.any(VERIFY_ADDRESS, [account, challenge]);
                let args = [challenge, account, epoch, purpose, self.at];
                write.one(REDEEM_CHALLENGE, args);
                let keep = Arg::Text(self.keep);
                write.any(END_SESSIONS_IF_TAKEN_OVER, [account, epoch, keep]);
                write.any(REMOVE_LINKS_IF_TAKEN_OVER, [account, epoch]);
                write.any(REMOVE_DEVICES_IF_TAKEN_OVER, [account, epoch]);
                write.any(REMOVE_CHALLENGES_IF_TAKEN_OVER, [account, epoch]);
            }
        }
    }
}

impl SqlStores {
    pub(super) async fn sign_up(
        &self,
        completion: CompleteSignUpWrite,
        change: Change,
    ) -> StoreResult<SignUpOutcome> {
        let change = Prepared::new(change)?;
        let at = Arg::Int(change.at());
        let account = &completion.account;
        let proofs = completion.session.session.proofs.to_string();
        let mut write = Write::new();
        write.one(
            REDEEM_SIGN_UP,
            [
                Arg::Text(completion.challenge.as_str()),
                Arg::Text(account.email.key().as_str()),
                at,
            ],
        );
        let address = add_account(&mut write, account, true, change.at());
        if let Some(replaced) = &completion.replaces {
            write.any(REPLACE_SESSION, [Arg::Text(replaced.as_str())]);
        }
        write.one(ADD_SESSION, new_session(&completion.session, &proofs));
        let id = Arg::Text(account.id.as_str());
        remember(&mut write, id, completion.device.as_ref(), at);
        change.append(&mut write);
        match self.database.commit(&write).await? {
            Outcome::Done(_) => Ok(SignUpOutcome::Completed),
            Outcome::Refused(0) => Ok(SignUpOutcome::Refused),
            Outcome::Refused(at) if at == address => Ok(SignUpOutcome::Taken),
            Outcome::Refused(at) => Err(unforeseen(at)),
        }
    }

    pub(super) async fn reset(
        &self,
        reset: ResetPasswordWrite,
        change: Change,
    ) -> StoreResult<PasswordOutcome> {
        let change = Prepared::new(change)?;
        let account = Arg::Text(reset.account.as_str());
        let epoch = Arg::Int(reset.epoch.0);
        let challenge = Arg::Text(reset.challenge.as_str());
        let purpose = Arg::Text(ChallengePurpose::Reset.key());
        let mut write = Write::new();
        write.one(TOUCH_ACCOUNT_AT_EPOCH, [account, epoch]);
        write.any(VERIFY_ADDRESS, [account, challenge]);
        let at = Arg::Int(change.at());
        write.one(REDEEM_CHALLENGE, [challenge, account, epoch, purpose, at]);
        let rules = write.len();
        write.one(SET_PASSWORD, [account, Arg::Text(reset.password.as_str())]);
        write.any(REMOVE_SESSIONS, [account]);
        write.any(REMOVE_LINKS, [account]);
        write.any(REMOVE_CHALLENGES, [account]);
        write.any(REMOVE_DEVICES, [account]);
        change.append(&mut write);
        self.password_setting(&write, rules).await
    }

    pub(super) async fn set_password(
        &self,
        setting: ChangePasswordWrite,
        change: Change,
    ) -> StoreResult<PasswordOutcome> {
        let change = Prepared::new(change)?;
        let account = Arg::Text(setting.account.as_str());
        let session = Arg::Text(setting.session.as_str());
        let old = Arg::text(setting.old.as_ref().map(PasswordHash::as_str));
        let mut write = Write::new();
        write.one(TOUCH_ACCOUNT_AT_EPOCH, [account, Arg::Int(setting.epoch.0)]);
        write.one(TOUCH_ACCOUNT_WITH_PASSWORD, [account, old]);
        let at = Arg::Int(change.at());
        let token = Arg::Bytes(setting.token.as_bytes());
        write.one(RENEW_LIVE_SESSION, [account, session, at, token]);
        let rules = write.len();
        write.one(SET_PASSWORD, [account, Arg::Text(setting.new.as_str())]);
        if setting.end_others {
            write.any(END_SESSIONS, [account, session]);
            let own = setting.device.as_ref();
            let own = own.map_or(NO_DEVICE, |device| device.as_bytes());
            write.any(FORGET_OTHER_DEVICES, [account, Arg::Bytes(own)]);
        }
        write.any(REMOVE_LINKS, [account]);
        write.any(REMOVE_CHALLENGES, [account]);
        change.append(&mut write);
        self.password_setting(&write, rules).await
    }

    async fn password_setting(
        &self,
        write: &Write<'_>,
        rules: usize,
    ) -> StoreResult<PasswordOutcome> {
        match self.database.commit(write).await? {
            Outcome::Done(_) => Ok(PasswordOutcome::Set),
            Outcome::Refused(at) if at < rules => Ok(PasswordOutcome::Refused),
            Outcome::Refused(at) => Err(unforeseen(at)),
        }
    }
}
