//! What the checks of challenges share.

use widgets_core::crypto::TokenHash;
use widgets_core::id::{AccountId, ChallengeId};
use widgets_core::stores::*;

use super::{Checks, address, at, password};

pub(crate) const MAREN: &str = "maren@nordlicht.example";

/// How many codes may be tried.
pub(crate) const TRIES: u32 = 5;

/// A challenge that was begun.
#[derive(Clone)]
pub(crate) struct Begun {
    pub(crate) id: ChallengeId,
    pub(crate) browser: TokenHash,
    pub(crate) link: TokenHash,
}

impl Begun {
    pub(crate) fn redeem(&self) -> Option<Redeem> {
        Some(Redeem::Challenge(self.id.clone()))
    }
}

/// An account with a session, and a challenge to sign in.
pub(crate) struct Populated {
    pub(crate) account: AccountId,
    pub(crate) session: NewSession,
    pub(crate) challenge: Begun,
}

impl Populated {
    pub(crate) fn resetting(&self, begun: &Begun) -> ResetPasswordWrite {
        ResetPasswordWrite::new(
            begun.id.clone(),
            self.account.clone(),
            Epoch(0),
            password(3),
        )
    }

    pub(crate) fn changing(&self, token: TokenHash) -> ChangePasswordWrite {
        let session = self.session.session.id.clone();
        ChangePasswordWrite::new(self.account.clone(), Epoch(0), password(3), session, token)
            .old(Some(password(1)))
            .end_others(false)
    }

    /// The removal of the password in the account's session, at epoch 0.
    pub(crate) fn removing(&self, token: TokenHash) -> ChangePasswordWrite {
        let mut removal = self.changing(token);
        removal.new = None;
        removal
    }
}

impl Checks {
    /// Begun at moment 0: its code works until 600, it lives until 1000.
    pub(crate) fn new_challenge(
        &self,
        purpose: ChallengePurpose,
        account: Option<&AccountId>,
    ) -> NewChallenge {
        let (id, email, sealed) = (self.challenge_id(), address(MAREN), vec![0, 1, 255]);
        let (browser, link) = (self.token(), self.token());
        NewChallenge::new(id, purpose, email, browser, link, sealed, at(1_000))
            .account(account.map(|account| (account.clone(), Epoch(0))))
            .tries(TRIES)
            .code_expires_at(at(600))
    }

    pub(crate) async fn begin(&self, new: NewChallenge) -> Begun {
        let begun = Begun {
            id: new.id.clone(),
            browser: new.browser,
            link: new.link,
        };
        let accounts = &self.stores.accounts;
        let kept = accounts.begin_challenge(new, self.change(at(0))).await;
        kept.unwrap();
        begun
    }

    pub(crate) async fn challenge(
        &self,
        purpose: ChallengePurpose,
        account: Option<&AccountId>,
    ) -> Begun {
        self.begin(self.new_challenge(purpose, account)).await
    }

    /// Another mail, unless the last one was sent after second 49, or nine were.
    pub(crate) fn again(&self, begun: &Begun) -> ResendChallenge {
        let (id, browser) = (begun.id.clone(), begun.browser);
        ResendChallenge::new(id, browser, self.token(), vec![9], at(700), at(49))
            .tries(3)
            .most_sends(9)
    }

    pub(crate) async fn find(&self, begun: &Begun, second: i64) -> Option<Challenge> {
        let accounts = &self.stores.accounts;
        let found = accounts.find_challenge(&begun.id, &begun.browser, at(second));
        found.await.unwrap()
    }

    /// How many tries are left after this one, if it is answered.
    pub(crate) async fn tries(&self, begun: &Begun, second: i64) -> Option<u32> {
        let accounts = &self.stores.accounts;
        let tried = accounts.try_challenge(&begun.id, &begun.browser, at(second));
        tried.await.unwrap().map(|challenge| challenge.tries_left)
    }

    /// An account that somebody created for a mailbox, who need not be the one who reads it.
    pub(crate) async fn populated(&self, verified: bool) -> Populated {
        let mut new = self.new_account(MAREN);
        new.verified = verified;
        let account = new.id.clone();
        let accounts = &self.stores.accounts;
        let created = accounts.create_account(new, self.change(at(0))).await;
        assert_eq!(created.unwrap(), CreateOutcome::Created);
        let begun = self.challenge(ChallengePurpose::SIGN_IN, Some(&account));
        Populated {
            challenge: begun.await,
            session: self.session(&account, at(1)).await,
            account,
        }
    }

    pub(crate) async fn credentials(
        &self,
        email: &str,
        device: Option<&TokenHash>,
    ) -> Option<Credentials> {
        let email = address(email);
        let found = self.accounts().credentials(email.key(), device, at(10));
        found.await.unwrap()
    }

    pub(crate) fn completion(&self, begun: &Begun, email: &str) -> CompleteSignUpWrite {
        let account = self.new_account(email);
        let session = self.open_session(&account.id, at(10)).session;
        CompleteSignUpWrite::new(begun.id.clone(), account, session)
    }
}
