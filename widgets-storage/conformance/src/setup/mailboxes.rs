//! What the checks of challenges share.

use widgets_core::crypto::TokenHash;
use widgets_core::id::{AccountId, ChallengeId};
use widgets_core::stores::{
    Challenge, ChallengePurpose, CompleteSignUpWrite, CreateOutcome, Credentials, Epoch,
    NewChallenge, NewSession, OpenOutcome, OpenSession, Redeem, RememberDevice,
};

use super::{Checks, address, at};

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

/// An account with something of every kind.
pub(crate) struct Populated {
    pub(crate) account: AccountId,
    pub(crate) session: NewSession,
    pub(crate) other: NewSession,
    pub(crate) link: TokenHash,
    pub(crate) device: TokenHash,
    pub(crate) challenge: Begun,
}

impl Checks {
    /// Begun at moment 0: its code works until 600, it lives until 1000.
    pub(crate) fn new_challenge(
        &self,
        purpose: ChallengePurpose,
        account: Option<&AccountId>,
    ) -> NewChallenge {
        NewChallenge::new(
            self.challenge_id(),
            purpose,
            address(MAREN),
            self.token(),
            self.token(),
            vec![0, 1, 255],
            at(1_000),
        )
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

    pub(crate) async fn find(&self, begun: &Begun, second: i64) -> Option<Challenge> {
        let accounts = &self.stores.accounts;
        let found = accounts.find_challenge(&begun.id, &begun.browser, at(second));
        found.await.unwrap()
    }

    pub(crate) async fn lives(&self, begun: &Begun) -> bool {
        let accounts = &self.stores.accounts;
        let by_link = accounts.find_challenge_by_link(&begun.link, at(10)).await;
        let lives = self.find(begun, 10).await.is_some();
        assert_eq!(by_link.unwrap().is_some(), lives);
        lives
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
        let device = self.token();
        let mut open_session = self.open_session(&account, at(1));
        open_session.device = Some(RememberDevice::new(device, at(9_000)));
        Populated {
            session: self.open(open_session, at(1)).await,
            other: self.session(&account, at(1)).await,
            link: self.link(&account, at(900)).await,
            device,
            challenge: self
                .challenge(ChallengePurpose::SIGN_IN, Some(&account))
                .await,
            account,
        }
    }

    /// Which of its sessions, link, known browser and challenge still work, in this order.
    pub(crate) async fn works(&self, own: &Populated) -> [bool; 5] {
        let accounts = &self.stores.accounts;
        let credentials = self.credentials(MAREN, Some(&own.device)).await;
        [
            self.is_admitted(&own.session.token, at(10)).await,
            self.is_admitted(&own.other.token, at(10)).await,
            accounts
                .find_link(&own.link, at(10))
                .await
                .unwrap()
                .is_some(),
            credentials.is_some_and(|found| found.known_device),
            self.lives(&own.challenge).await,
        ]
    }

    pub(crate) async fn credentials(
        &self,
        email: &str,
        device: Option<&TokenHash>,
    ) -> Option<Credentials> {
        let email = address(email);
        let accounts = &self.stores.accounts;
        accounts
            .credentials(email.key(), device, at(10))
            .await
            .unwrap()
    }

    pub(crate) fn completion(&self, begun: &Begun, email: &str) -> CompleteSignUpWrite {
        let account = self.new_account(email);
        let session = self.open_session(&account.id, at(10)).session;
        CompleteSignUpWrite::new(begun.id.clone(), account, session)
    }

    pub(crate) async fn opens(&self, open_session: OpenSession) -> OpenOutcome {
        let accounts = &self.stores.accounts;
        let opened = accounts
            .open_session(open_session, self.change(at(10)))
            .await;
        opened.unwrap()
    }
}
