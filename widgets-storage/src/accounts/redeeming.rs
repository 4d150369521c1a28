//! What a challenge allows, and what it does to an account when it is redeemed.

use widgets_core::clock::Timestamp;
use widgets_core::email::Email;
use widgets_core::id::AccountId;
use widgets_core::stores::*;

use super::challenges::is_not_void;
use super::credentials::{ADD_SESSION, REPLACE_SESSION, new_session, remember};
use super::deleting::REMOVE_DEVICES;
use super::devices::{FORGET_OTHER_DEVICES, NO_DEVICE};
use super::directory::{
    ADD_ACCOUNT, ADD_ADDRESS, REMOVE_LINKS, REMOVE_SESSIONS, new_account, new_address,
};
use super::factors::{USE_AUTHENTICATOR, USE_RECOVERY_CODE};
use super::sessions::END_SESSIONS;
use super::{TOUCH_ACCOUNT_AT_EPOCH, epoch_of_all};
use crate::args;
use crate::engine::Plan;

const REDEEM_LINK: &str = "DELETE FROM wg_accounts_links \
     WHERE token = $1 AND account_id = $2 AND epoch = $3 AND expires_at > $4";

const REDEEM_CHALLENGE: &str = "DELETE FROM wg_accounts_challenges \
     WHERE id = $1 AND account_id = $2 AND epoch = $3 AND purpose = $4 AND expires_at > $5 \
     AND void = 0";

const REDEEM_SIGN_UP: &str = concat!(
    "DELETE FROM wg_accounts_challenges \
     WHERE id = $1 AND email_key = $2 AND purpose IN ('sign_up', 'invitation') \
     AND expires_at > $3 AND ",
    is_not_void!()
);

/// The proof of an unverified mailbox removes what others may have prepared in the account before
/// (pre-hijacking).
const TAKE_OVER: &str = "UPDATE wg_accounts SET password = NULL, password_set_at = NULL, \
     epoch = epoch + 1 \
     WHERE id = $1 AND EXISTS \
       (SELECT 1 FROM wg_accounts_challenges c \
        JOIN wg_accounts_addresses d ON d.email_key = c.email_key \
        WHERE c.id = $2 AND c.account_id = $1 AND d.account_id = $1 AND d.verified = 0)";

const VERIFY_ADDRESS: &str = "UPDATE wg_accounts_addresses SET verified = 1 \
     WHERE account_id = $1 AND verified = 0 AND email_key = \
       (SELECT c.email_key FROM wg_accounts_challenges c WHERE c.id = $2 AND c.account_id = $1)";

/// The account's epoch is behind the one that was known, `$2`: it was taken over.
macro_rules! taken_over {
    () => {
        "account_id = $1 AND $2 % 4294967296 < (SELECT a.epoch FROM wg_accounts a WHERE a.id = $1)"
    };
}

const END_SESSIONS_IF_TAKEN_OVER: &str = concat!(
    "DELETE FROM wg_accounts_sessions WHERE id <> $3 AND ",
    taken_over!()
);
const REMOVE_LINKS_IF_TAKEN_OVER: &str =
    concat!("DELETE FROM wg_accounts_links WHERE ", taken_over!());
const REMOVE_DEVICES_IF_TAKEN_OVER: &str =
    concat!("DELETE FROM wg_accounts_devices WHERE ", taken_over!());

const SET_PASSWORD: &str = "UPDATE wg_accounts SET password = $2, password_set_at = $3, \
     password_mailed = $4, epoch = epoch + 1 WHERE id = $1";

/// A null in `$2` stands for "no password yet".
const TOUCH_ACCOUNT_WITH_PASSWORD: &str = "UPDATE wg_accounts SET epoch = epoch \
     WHERE id = $1 AND (password = $2 OR (password IS NULL AND CAST($2 AS TEXT) IS NULL))";

const RENEW_LIVE_SESSION: &str = concat!(
    "UPDATE wg_accounts_sessions SET token = $4, handover = $5, handover_until = $6 \
     WHERE id = $2 AND account_id = $1 AND idle_until > $3 AND expires_at > $3 AND epoch_of_all = ",
    epoch_of_all!()
);

/// The account of a session that is opened or renewed, and what a challenge for it must be.
pub(super) struct Redemption<'a> {
    pub(super) account: &'a AccountId,
    pub(super) epoch: Epoch,
    /// The purpose a challenge must have.
    pub(super) purpose: &'a ChallengePurpose,
    /// The session that remains if the account is taken over.
    pub(super) keep: &'a str,
    pub(super) at: Timestamp,
}

impl<'a> Redemption<'a> {
    /// A plan that touches the account and redeems the link, challenge or second factor; its outcome is
    /// `refused` if one of them is not as it must be.
    pub(super) fn redeem<T: Copy>(
        &self,
        redeem: Option<&'a Redeem>,
        change: Change,
        refused: T,
    ) -> Plan<'a, T> {
        let (account, epoch) = (self.account, self.epoch);
        let known = args![account, epoch];
        let plan = Plan::appending(change).one_or(TOUCH_ACCOUNT_AT_EPOCH, known, refused);
        match redeem {
            None => plan,
            Some(Redeem::Link(link)) => {
                plan.one_or(REDEEM_LINK, args![link, account, epoch, self.at], refused)
            }
            Some(Redeem::Challenge(challenge)) => {
                let own = args![account, challenge];
                let fits = args![challenge, account, epoch, self.purpose, self.at];
                plan.any(TAKE_OVER, own)
                    .any(VERIFY_ADDRESS, own)
                    .one_or(REDEEM_CHALLENGE, fits, refused)
                    .any(END_SESSIONS_IF_TAKEN_OVER, args![account, epoch, self.keep])
                    .any(REMOVE_LINKS_IF_TAKEN_OVER, known)
                    .any(REMOVE_DEVICES_IF_TAKEN_OVER, known)
            }
            Some(Redeem::Factor(UsedFactor::Authenticator { id, step })) => plan.one_or(
                USE_AUTHENTICATOR,
                args![id, account, *step, self.at],
                refused,
            ),
            Some(Redeem::Factor(UsedFactor::MailedCode(challenge))) => {
                let purpose = &ChallengePurpose::SECOND_FACTOR;
                let fits = args![challenge, account, epoch, purpose, self.at];
                plan.one_or(REDEEM_CHALLENGE, fits, refused)
            }
            Some(Redeem::Factor(UsedFactor::RecoveryCode(code))) => {
                plan.one_or(USE_RECOVERY_CODE, args![account, code], refused)
            }
        }
    }
}

pub(super) fn sign_up<'a>(
    completion: &'a CompleteSignUpWrite,
    proofs: &'a str,
    change: Change,
) -> Plan<'a, SignUpOutcome> {
    let (account, at) = (&completion.account, change.stamp.at);
    let email = account.email.as_ref().map(Email::key);
    let fits = args![&completion.challenge, email, at];
    let mut plan = Plan::appending(change)
        .one_or(REDEEM_SIGN_UP, fits, SignUpOutcome::Refused)
        .one(ADD_ACCOUNT, new_account(account, at));
    if let Some(address) = new_address(account, true, at) {
        plan = plan.one_or(ADD_ADDRESS, address, SignUpOutcome::Taken);
    }
    if let Some(replaced) = &completion.replaces {
        plan = plan.any(REPLACE_SESSION, args![replaced]);
    }
    let device = completion.device.as_ref();
    plan = plan.one(
        ADD_SESSION,
        new_session(&completion.session, proofs, device, None),
    );
    remember(plan, &account.id, device, at)
}

pub(super) fn reset_password(
    reset: &ResetPasswordWrite,
    change: Change,
) -> Plan<'_, PasswordOutcome> {
    let (account, epoch, challenge) = (&reset.account, reset.epoch, &reset.challenge);
    let (own, refused) = (args![account], PasswordOutcome::Refused);
    let (purpose, at) = (&ChallengePurpose::RESET, change.stamp.at);
    let fits = args![challenge, account, epoch, purpose, at];
    let plan = Plan::appending(change)
        .one_or(TOUCH_ACCOUNT_AT_EPOCH, args![account, epoch], refused)
        .any(VERIFY_ADDRESS, args![account, challenge])
        .one_or(REDEEM_CHALLENGE, fits, refused)
        .one(SET_PASSWORD, args![account, &reset.password, at, true])
        .any(REMOVE_SESSIONS, own)
        .any(REMOVE_LINKS, own)
        .any(REMOVE_DEVICES, own);
    remember(plan, account, reset.device.as_ref(), at)
}

pub(super) fn change_password(
    setting: &ChangePasswordWrite,
    change: Change,
) -> Plan<'_, PasswordOutcome> {
    let (account, session) = (&setting.account, &setting.session);
    let (at, refused) = (change.stamp.at, PasswordOutcome::Refused);
    let known = args![account, setting.epoch];
    let handover = setting.handover.as_ref();
    let renewed = args![
        account,
        session,
        at,
        &setting.token,
        handover.map(|own| &own.hash),
        handover.map(|own| own.until),
    ];
    let mut plan = Plan::appending(change)
        .one_or(TOUCH_ACCOUNT_AT_EPOCH, known, refused)
        .one_or(
            TOUCH_ACCOUNT_WITH_PASSWORD,
            args![account, setting.old.as_ref()],
            refused,
        )
        .one_or(RENEW_LIVE_SESSION, renewed, refused)
        .one(SET_PASSWORD, args![account, &setting.new, at, false]);
    if setting.end_others {
        let device = setting.device.as_ref();
        let device = device.map_or(NO_DEVICE, |device| device.as_bytes());
        plan = plan
            .any(END_SESSIONS, args![account, session])
            .any(FORGET_OTHER_DEVICES, args![account, device]);
    }
    plan.any(REMOVE_LINKS, args![account])
}
