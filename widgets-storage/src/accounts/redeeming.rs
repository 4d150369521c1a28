//! What a challenge allows, and what it does to an account when it is redeemed.

use widgets_core::clock::Timestamp;
use widgets_core::id::AccountId;
use widgets_core::stores::{
    ChallengePurpose, Change, ChangePasswordWrite, CompleteSignUpWrite, Epoch, OpenOutcome,
    PasswordOutcome, Redeem, ResetPasswordWrite, SignUpOutcome,
};

use super::TOUCH_ACCOUNT_AT_EPOCH;
use super::challenges::account_fits;
use super::credentials::{
    ADD_SESSION, FORGET_OTHER_DEVICES, NO_DEVICE, REPLACE_SESSION, new_session, remember,
};
use super::deleting::REMOVE_DEVICES;
use super::directory::{
    ADD_ACCOUNT, ADD_ADDRESS, REMOVE_LINKS, REMOVE_SESSIONS, new_account, new_address,
};
use super::sessions::END_SESSIONS;
use crate::args;
use crate::engine::Plan;

const REDEEM_LINK: &str = "DELETE FROM wg_accounts_links \
     WHERE token = $1 AND account_id = $2 AND epoch = $3 AND expires_at > $4";

const REDEEM_CHALLENGE: &str = "DELETE FROM wg_accounts_challenges \
     WHERE id = $1 AND account_id = $2 AND epoch = $3 AND purpose = $4 AND expires_at > $5";

const REDEEM_SIGN_UP: &str = concat!(
    "DELETE FROM wg_accounts_challenges \
     WHERE id = $1 AND email_key = $2 AND purpose IN ('sign_up', 'invitation') \
     AND expires_at > $3 AND ",
    account_fits!()
);

/// The proof of an unverified mailbox removes what others may have prepared in the account before
/// (pre-hijacking).
const TAKE_OVER: &str = "UPDATE wg_accounts SET password = NULL, epoch = epoch + 1 \
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
        "account_id = $1 AND $2 < (SELECT a.epoch FROM wg_accounts a WHERE a.id = $1)"
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
const REMOVE_CHALLENGES_IF_TAKEN_OVER: &str =
    concat!("DELETE FROM wg_accounts_challenges WHERE ", taken_over!());

const SET_PASSWORD: &str = "UPDATE wg_accounts SET password = $2, epoch = epoch + 1 WHERE id = $1";

/// A null in `$2` stands for "no password yet".
const TOUCH_ACCOUNT_WITH_PASSWORD: &str = "UPDATE wg_accounts SET epoch = epoch \
     WHERE id = $1 AND (password = $2 OR (password IS NULL AND CAST($2 AS TEXT) IS NULL))";

const RENEW_LIVE_SESSION: &str = "UPDATE wg_accounts_sessions SET token = $4 \
     WHERE id = $2 AND account_id = $1 AND idle_until > $3 AND expires_at > $3";

pub(super) const REMOVE_CHALLENGES: &str =
    "DELETE FROM wg_accounts_challenges WHERE account_id = $1";

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
    /// A plan that touches the account and redeems the link or challenge.
    pub(super) fn redeem(
        &self,
        redeem: Option<&'a Redeem>,
        change: Change,
    ) -> Plan<'a, OpenOutcome> {
        let (account, epoch, refused) = (self.account, self.epoch, OpenOutcome::Refused);
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
                    .any(REMOVE_CHALLENGES_IF_TAKEN_OVER, known)
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
    let fits = args![&completion.challenge, account.email.key(), at];
    let mut plan = Plan::appending(change)
        .one_or(REDEEM_SIGN_UP, fits, SignUpOutcome::Refused)
        .one(ADD_ACCOUNT, new_account(account, at))
        .one_or(
            ADD_ADDRESS,
            new_address(account, true, at),
            SignUpOutcome::Taken,
        );
    if let Some(replaced) = &completion.replaces {
        plan = plan.any(REPLACE_SESSION, args![replaced]);
    }
    plan = plan.one(ADD_SESSION, new_session(&completion.session, proofs));
    remember(plan, &account.id, completion.device.as_ref(), at)
}

pub(super) fn reset_password(
    reset: &ResetPasswordWrite,
    change: Change,
) -> Plan<'_, PasswordOutcome> {
    let (account, epoch, challenge) = (&reset.account, reset.epoch, &reset.challenge);
    let (own, refused) = (args![account], PasswordOutcome::Refused);
    let purpose = &ChallengePurpose::RESET;
    let fits = args![challenge, account, epoch, purpose, change.stamp.at];
    Plan::appending(change)
        .one_or(TOUCH_ACCOUNT_AT_EPOCH, args![account, epoch], refused)
        .any(VERIFY_ADDRESS, args![account, challenge])
        .one_or(REDEEM_CHALLENGE, fits, refused)
        .one(SET_PASSWORD, args![account, &reset.password])
        .any(REMOVE_SESSIONS, own)
        .any(REMOVE_LINKS, own)
        .any(REMOVE_CHALLENGES, own)
        .any(REMOVE_DEVICES, own)
}

pub(super) fn change_password(
    setting: &ChangePasswordWrite,
    change: Change,
) -> Plan<'_, PasswordOutcome> {
    let (account, session) = (&setting.account, &setting.session);
    let (at, refused) = (change.stamp.at, PasswordOutcome::Refused);
    let known = args![account, setting.epoch];
    let renewed = args![account, session, at, &setting.token];
    let mut plan = Plan::appending(change)
        .one_or(TOUCH_ACCOUNT_AT_EPOCH, known, refused)
        .one_or(
            TOUCH_ACCOUNT_WITH_PASSWORD,
            args![account, setting.old.as_ref()],
            refused,
        )
        .one_or(RENEW_LIVE_SESSION, renewed, refused)
        .one(SET_PASSWORD, args![account, &setting.new]);
    if setting.end_others {
        let device = setting.device.as_ref();
        let device = device.map_or(NO_DEVICE, |device| device.as_bytes());
        plan = plan
            .any(END_SESSIONS, args![account, session])
            .any(FORGET_OTHER_DEVICES, args![account, device]);
    }
    plan.any(REMOVE_LINKS, args![account])
        .any(REMOVE_CHALLENGES, args![account])
}
