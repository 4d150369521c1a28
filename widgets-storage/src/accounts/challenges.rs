//! Challenges: keeping them, finding them and counting tries.
//!
//! Only what redeems one touches its account first. The rest is judged on the challenge's own row,
//! with the same statements whether the address belongs to somebody or to nobody.

use async_trait::async_trait;
use widgets_core::clock::Timestamp;
use widgets_core::crypto::TokenHash;
use widgets_core::id::{AccountId, ChallengeId};
use widgets_core::stores::{
    Challenge, ChallengePurpose, ChallengeStore, Change, ChangePasswordWrite, CompleteSignUpWrite,
    EndOutcome, Epoch, NewChallenge, PasswordOutcome, PendingForm, ResendChallenge, ResendOutcome,
    ResetPasswordWrite, Sealed, SignUpOutcome, StoreError, StoreResult,
};

use super::rows::{email, moment};
use crate::driver::{Arg, BoxError, Row};
use crate::engine::{Outcome, Prepared, Write, unforeseen};
use crate::stores::SqlStores;

/// What [`challenge`] reads.
macro_rules! challenge_columns {
    () => {
        "id, purpose, account_id, epoch, email, email_key, browser, sealed, tries_left, sends, \
         sent_at, code_expires_at, expires_at"
    };
}

/// Whoever a challenge belongs to, if it does, is active and still at its epoch.
macro_rules! account_fits {
    () => {
        "(wg_accounts_challenges.account_id IS NULL OR EXISTS \
           (SELECT 1 FROM wg_accounts a WHERE a.id = wg_accounts_challenges.account_id \
            AND a.epoch = wg_accounts_challenges.epoch AND a.status = 'active'))"
    };
}

pub(super) use account_fits;

pub(super) const ADD_CHALLENGE: &str = "INSERT INTO wg_accounts_challenges \
     (id, purpose, account_id, epoch, email, email_key, browser, link, sealed, tries_left, sends, \
      sent_at, code_expires_at, expires_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1, $11, $12, $13)";

/// Of an address there is one reset at a time. A later one takes its place, whether the address is
/// somebody's or nobody's: whoever began the earlier one sees that, and must not learn which.
pub(super) const REPLACE_RESET: &str =
    "DELETE FROM wg_accounts_challenges WHERE email_key = $1 AND purpose = 'reset'";

/// How often a reset makes way for others of the same address that begin at the same moment. Limits
/// let fewer through.
const TURNS: u32 = 64;

pub(super) const REPLACE_CHALLENGE: &str =
    "DELETE FROM wg_accounts_challenges WHERE id = $1 AND browser = $2";

pub(super) const FIND_CHALLENGE: &str = concat!(
    "SELECT ",
    challenge_columns!(),
    " FROM wg_accounts_challenges WHERE id = $1 AND browser = $2 AND expires_at > $3 AND ",
    account_fits!()
);

pub(super) const FIND_CHALLENGE_BY_LINK: &str = concat!(
    "SELECT ",
    challenge_columns!(),
    " FROM wg_accounts_challenges WHERE link = $1 AND expires_at > $2 AND ",
    account_fits!()
);

/// One statement, so that of many tries at once each finds what the one before has left.
pub(super) const TRY_CHALLENGE: &str = concat!(
    "UPDATE wg_accounts_challenges SET tries_left = tries_left - 1 \
     WHERE id = $1 AND browser = $2 AND expires_at > $3 AND code_expires_at > $3 \
     AND tries_left > 0 AND ",
    account_fits!(),
    " RETURNING ",
    challenge_columns!()
);

pub(super) const RESEND_CHALLENGE: &str = concat!(
    "UPDATE wg_accounts_challenges SET link = $3, sealed = $4, tries_left = $5, \
       code_expires_at = $6, sends = sends + 1, sent_at = $7 \
     WHERE id = $1 AND browser = $2 AND expires_at > $7 AND sent_at <= $8 AND sends < $9 AND ",
    account_fits!()
);

pub(super) const REVOKE_CHALLENGE: &str = concat!(
    "DELETE FROM wg_accounts_challenges WHERE link = $1 AND expires_at > $2 AND ",
    account_fits!()
);

pub(super) const SEALED_CHALLENGES: &str = "SELECT id, sealed FROM wg_accounts_challenges \
     WHERE id > $1 ORDER BY id LIMIT $2 + 0";

pub(super) const RESEAL_CHALLENGE: &str =
    "UPDATE wg_accounts_challenges SET sealed = $3 WHERE id = $1 AND sealed = $2";

#[async_trait]
impl ChallengeStore for SqlStores {
    async fn begin_challenge(&self, new: NewChallenge, change: Change) -> StoreResult<()> {
        let change = Prepared::new(change)?;
        let mut write = Write::new();
        let mut turns = 1;
        if new.purpose == ChallengePurpose::Reset {
            write.any(REPLACE_RESET, [Arg::Text(new.email.key().as_str())]);
            turns = TURNS;
        }
        if let Some(replaced) = &new.replaces {
            let args = [
                Arg::Text(replaced.as_str()),
                Arg::Bytes(new.browser.as_bytes()),
            ];
            write.any(REPLACE_CHALLENGE, args);
        }
        let added = write.len();
        write.one(ADD_CHALLENGE, new_challenge(&new, change.at()));
        change.append(&mut write);
        loop {
            turns -= 1;
            match self.database.commit(&write).await? {
                Outcome::Done(_) => return Ok(()),
                // Another was added since the first statement, which takes that one out now.
                Outcome::Refused(at) if at == added && turns > 0 => {}
                Outcome::Refused(at) => return Err(unforeseen(at)),
            }
        }
    }

    async fn find_challenge(
        &self,
        id: &ChallengeId,
        browser: &TokenHash,
        at: Timestamp,
    ) -> StoreResult<Option<Challenge>> {
        let args = [
            Arg::Text(id.as_str()),
            Arg::Bytes(browser.as_bytes()),
            Arg::Int(at.as_micros()),
        ];
        self.database.find(FIND_CHALLENGE, &args, challenge).await
    }

    async fn find_challenge_by_link(
        &self,
        link: &TokenHash,
        at: Timestamp,
    ) -> StoreResult<Option<Challenge>> {
        let args = [Arg::Bytes(link.as_bytes()), Arg::Int(at.as_micros())];
        self.database
            .find(FIND_CHALLENGE_BY_LINK, &args, challenge)
            .await
    }

    async fn try_challenge(
        &self,
        id: &ChallengeId,
        browser: &TokenHash,
        at: Timestamp,
    ) -> StoreResult<Option<Challenge>> {
        let mut write = Write::new();
        write.any(
            TRY_CHALLENGE,
            [
                Arg::Text(id.as_str()),
                Arg::Bytes(browser.as_bytes()),
                Arg::Int(at.as_micros()),
            ],
        );
        let rows = match self.database.commit(&write).await? {
            Outcome::Done(rows) => rows,
            Outcome::Refused(at) => return Err(unforeseen(at)),
        };
        let first = rows.into_iter().flat_map(|rows| rows.rows).next();
        first
            .map(|mut row| challenge(&mut row))
            .transpose()
            .map_err(StoreError::Unavailable)
    }

    async fn resend_challenge(
        &self,
        resend: ResendChallenge,
        change: Change,
    ) -> StoreResult<ResendOutcome> {
        let change = Prepared::new(change)?;
        let mut write = Write::new();
        write.one(
            RESEND_CHALLENGE,
            [
                Arg::Text(resend.id.as_str()),
                Arg::Bytes(resend.browser.as_bytes()),
                Arg::Bytes(resend.link.as_bytes()),
                Arg::Bytes(&resend.sealed),
                Arg::Int(i64::from(resend.tries)),
                Arg::Int(resend.code_expires_at.as_micros()),
                Arg::Int(change.at()),
                Arg::Int(resend.sent_before.as_micros()),
                Arg::Int(i64::from(resend.most_sends)),
            ],
        );
        change.append(&mut write);
        match self.database.commit(&write).await? {
            Outcome::Done(_) => Ok(ResendOutcome::Sent),
            Outcome::Refused(0) => Ok(ResendOutcome::Refused),
            Outcome::Refused(at) => Err(unforeseen(at)),
        }
    }

    async fn revoke_challenge(&self, link: &TokenHash, change: Change) -> StoreResult<EndOutcome> {
        let change = Prepared::new(change)?;
        let mut write = Write::new();
        write.one(
            REVOKE_CHALLENGE,
            [Arg::Bytes(link.as_bytes()), Arg::Int(change.at())],
        );
        change.append(&mut write);
        match self.database.commit(&write).await? {
            Outcome::Done(_) => Ok(EndOutcome::Ended),
            Outcome::Refused(0) => Ok(EndOutcome::Missing),
            Outcome::Refused(at) => Err(unforeseen(at)),
        }
    }

    async fn complete_sign_up(
        &self,
        completion: CompleteSignUpWrite,
        change: Change,
    ) -> StoreResult<SignUpOutcome> {
        self.sign_up(completion, change).await
    }

    async fn reset_password(
        &self,
        reset: ResetPasswordWrite,
        change: Change,
    ) -> StoreResult<PasswordOutcome> {
        self.reset(reset, change).await
    }

    async fn change_password(
        &self,
        setting: ChangePasswordWrite,
        change: Change,
    ) -> StoreResult<PasswordOutcome> {
        self.set_password(setting, change).await
    }

    async fn sealed_challenges(
        &self,
        after: Option<&ChallengeId>,
        limit: u32,
    ) -> StoreResult<Vec<Sealed<ChallengeId>>> {
        let after = after.map_or("", ChallengeId::as_str);
        let parse = |id| Ok(ChallengeId::parse(id)?);
        self.sealed(SEALED_CHALLENGES, after, limit, parse).await
    }

    async fn reseal_challenge(&self, old: &Sealed<ChallengeId>, new: Vec<u8>) -> StoreResult<bool> {
        self.reseal(RESEAL_CHALLENGE, old.id.as_str(), &old.sealed, &new)
            .await
    }

    async fn add_pending_form(&self, form: PendingForm) -> StoreResult<()> {
        self.keep(form).await
    }

    async fn find_pending_form(
        &self,
        token: &TokenHash,
        at: Timestamp,
    ) -> StoreResult<Option<Vec<u8>>> {
        self.find_form(token, at).await
    }

    async fn drop_pending_form(&self, token: &TokenHash) -> StoreResult<bool> {
        self.drop_form(token).await
    }
}

fn new_challenge(new: &NewChallenge, at: i64) -> [Arg<'_>; 13] {
    [
        Arg::Text(new.id.as_str()),
        Arg::Text(new.purpose.key()),
        Arg::text(new.account.as_ref().map(|(id, _)| id.as_str())),
        Arg::int(new.account.as_ref().map(|(_, epoch)| epoch.0)),
        Arg::Text(new.email.as_str()),
        Arg::Text(new.email.key().as_str()),
        Arg::Bytes(new.browser.as_bytes()),
        Arg::Bytes(new.link.as_bytes()),
        Arg::Bytes(&new.sealed),
        Arg::Int(i64::from(new.tries)),
        Arg::Int(at),
        Arg::Int(new.code_expires_at.as_micros()),
        Arg::Int(new.expires_at.as_micros()),
    ]
}

fn challenge(row: &mut Row) -> Result<Challenge, BoxError> {
    let id = ChallengeId::parse(row.text()?)?;
    let purpose = row.text()?;
    let purpose = ChallengePurpose::from_key(&purpose)
        .ok_or_else(|| format!("{purpose:?} is no purpose of a challenge"))?;
    let account = row.optional_text()?.map(AccountId::parse).transpose()?;
    let epoch = row.optional_int()?.map(Epoch);
    Ok(Challenge {
        id,
        purpose,
        account: account.zip(epoch),
        email: email(row)?,
        browser: hash(row.bytes()?)?,
        sealed: row.bytes()?,
        tries_left: u32::try_from(row.int()?)?,
        sends: u32::try_from(row.int()?)?,
        sent_at: moment(row)?,
        code_expires_at: moment(row)?,
        expires_at: moment(row)?,
    })
}

fn hash(bytes: Vec<u8>) -> Result<TokenHash, BoxError> {
    let bytes = <[u8; 32]>::try_from(bytes);
    let bytes = bytes.map_err(|_| "a stored hash has another length")?;
    Ok(TokenHash::from_bytes(bytes))
}
