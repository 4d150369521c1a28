//! What the checks share: people, sessions and changes to try things with.

pub(crate) mod mailboxes;

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::sync::Barrier;
use tokio::task::JoinSet;
use widgets_core::clock::Timestamp;
use widgets_core::crypto::{PasswordHash, TokenHash};
use widgets_core::email::Email;
use widgets_core::entitlement::Entitlements;
use widgets_core::id::{
    AccountId, ChallengeId, DeviceId, EventId, OrganizationId, OutboxId, RequestId, SessionId,
};
use widgets_core::stores::*;

use crate::fixture::Fixture;

pub(crate) use mailboxes::{MAREN, TRIES};

/// How many try the same thing at once.
pub(crate) const CROWD: usize = 50;

/// The moment the checks begin at: some day in 2026.
const START: i64 = 1_790_000_000_000_000;

/// So many seconds after the start.
pub(crate) fn at(seconds: i64) -> Timestamp {
    Timestamp::from_micros(START + seconds * 1_000_000)
}

/// Stores under test, and what checks do with them.
#[derive(Clone)]
pub struct Checks {
    pub(crate) stores: Stores,
    _fixture: Arc<Fixture>,
    count: Arc<AtomicU64>,
}

impl From<Fixture> for Checks {
    fn from(fixture: Fixture) -> Self {
        Self {
            stores: fixture.stores.clone(),
            _fixture: Arc::new(fixture),
            count: Arc::default(),
        }
    }
}

impl Checks {
    pub(crate) fn new(fixture: impl Into<Fixture>) -> Self {
        fixture.into().into()
    }

    fn next(&self) -> u64 {
        self.count.fetch_add(1, Ordering::Relaxed)
    }

    pub(crate) fn token(&self) -> TokenHash {
        let mut bytes = [0x5a; 32];
        bytes[..8].copy_from_slice(&self.next().to_be_bytes());
        TokenHash::from_bytes(bytes)
    }

    pub(crate) fn account_id(&self) -> AccountId {
        AccountId::parse(format!("acc_{:06}", self.next())).unwrap()
    }

    pub(crate) fn session_id(&self) -> SessionId {
        SessionId::parse(format!("ses_{:06}", self.next())).unwrap()
    }

    pub(crate) fn challenge_id(&self) -> ChallengeId {
        ChallengeId::parse(format!("chl_{:06}", self.next())).unwrap()
    }

    pub(crate) fn organization_id(&self) -> OrganizationId {
        OrganizationId::parse(format!("org_{:06}", self.next())).unwrap()
    }

    /// A browser that becomes known until then.
    pub(crate) fn device(&self, token: TokenHash, end: Timestamp) -> RememberDevice {
        let id = DeviceId::parse(format!("dev_{:06}", self.next())).unwrap();
        RememberDevice::new(Device::new(id, token, at(1)).expires_at(end))
    }

    /// A change at that moment with one event and one row of the outbox.
    pub(crate) fn change(&self, moment: Timestamp) -> Change {
        let number = self.next();
        let actor = Actor::Host(format!("check {number}"));
        let request = RequestId::parse(format!("req_{number:06}")).unwrap();
        let address = Some(IpAddr::V4(Ipv4Addr::new(192, 0, 2, 7)));
        let event = EventId::parse(format!("evt_{number:06}")).unwrap();
        let event = Event::new(event, moment, actor.clone(), "check.made", request.clone());
        let row = OutboxId::parse(format!("out_{number:06}")).unwrap();
        let payload = number.to_be_bytes().to_vec();
        Change::new(Stamp::new(actor, moment, request).address(address))
            .events(vec![event.address(address)])
            .outbox(vec![OutboxRow::new(row, "check", payload, moment)])
    }

    pub(crate) fn accounts(&self) -> &dyn AccountStore {
        &*self.stores.accounts
    }

    /// An account with a password, created at the start.
    pub(crate) async fn account(&self, email: &str) -> AccountId {
        let account = self.new_account(email);
        let id = account.id.clone();
        let creating = self.accounts().create_account(account, self.change(at(0)));
        answers(creating, CreateOutcome::Created).await;
        id
    }

    pub(crate) fn new_account(&self, email: &str) -> NewAccount {
        NewAccount::new(self.account_id(), address(email))
            .verified(true)
            .password(Some(password(1)))
    }

    /// A session as it would be opened at that moment: an hour idle, a day in all.
    pub(crate) fn session_of(&self, account: &AccountId, moment: Timestamp) -> Session {
        let proofs = Proofs::one(Proof::new(SignInMethod::PASSWORD, moment));
        Session::new(self.session_id(), account.clone(), proofs, moment)
            .authenticated_at(moment)
            .last_used_at(moment)
            .idle_until(moment.plus(Duration::from_secs(3_600)))
            .expires_at(moment.plus(Duration::from_secs(86_400)))
    }

    pub(crate) fn open_session(&self, account: &AccountId, moment: Timestamp) -> OpenSession {
        let session = NewSession::new(self.session_of(account, moment), self.token());
        OpenSession::new(session, Epoch(0))
    }

    /// Opens a session at that moment.
    pub(crate) async fn session(&self, account: &AccountId, moment: Timestamp) -> NewSession {
        let open_session = self.open_session(account, moment);
        self.open(open_session, moment).await
    }

    pub(crate) async fn open(&self, open_session: OpenSession, moment: Timestamp) -> NewSession {
        let opened = open_session.session.clone();
        let opening = self
            .accounts()
            .open_session(open_session, self.change(moment));
        answers(opening, OpenOutcome::Opened).await;
        opened
    }

    pub(crate) fn renewal(&self, held: &NewSession, moment: Timestamp) -> RenewSession {
        let session = held.session.clone().authenticated_at(moment);
        let session = NewSession::new(session, self.token());
        RenewSession::new(session, held.token, Epoch(0))
    }

    /// A link for that account that expires at that moment.
    pub(crate) async fn link(&self, account: &AccountId, expires_at: Timestamp) -> TokenHash {
        let link = self.new_link(account, expires_at);
        let token = link.token;
        let issuing = self.accounts().issue_link(link, self.change(at(0)));
        answers(issuing, LinkOutcome::Issued).await;
        token
    }

    pub(crate) fn new_link(&self, account: &AccountId, expires_at: Timestamp) -> NewLink {
        NewLink::new(account.clone(), self.token(), expires_at)
    }

    pub(crate) async fn switch(&self, account: &AccountId, status: AccountStatus) {
        let change = self.change(at(0));
        let switching = self.accounts().set_account_status(account, status, change);
        answers(switching, StatusOutcome::Switched).await;
    }

    pub(crate) async fn organization(&self, slug: &str, owner: &AccountId) -> OrganizationId {
        let new = self.new_organization(slug, owner);
        let id = new.organization.id.clone();
        let (organizations, change) = (&self.stores.organizations, self.change(at(0)));
        let creating = organizations.create_organization(new, change);
        answers(creating, OrganizationOutcome::Created).await;
        id
    }

    pub(crate) fn new_organization(&self, slug: &str, owner: &AccountId) -> NewOrganization {
        let (id, name) = (self.organization_id(), format!("{slug} & Söhne"));
        let slug = Slug::parse(slug).unwrap();
        let new = Organization::new(id, slug, name, Entitlements::default());
        NewOrganization::new(new, owner.clone())
    }

    pub(crate) async fn is_admitted(&self, token: &TokenHash, moment: Timestamp) -> bool {
        let admitted = self.stores.accounts.admit(token, None, moment).await;
        admitted.unwrap().is_some()
    }

    /// Runs `attempt` [`CROWD`] times at once and counts the answers.
    pub(crate) async fn crowd<T, A>(
        &self,
        attempt: impl Fn(Self, usize) -> A,
    ) -> BTreeMap<String, usize>
    where
        T: Debug + Send + 'static,
        A: Future<Output = T> + Send + 'static,
    {
        let start = Arc::new(Barrier::new(CROWD));
        let mut tasks = JoinSet::new();
        for number in 0..CROWD {
            let (start, attempt) = (Arc::clone(&start), attempt(self.clone(), number));
            tasks.spawn(async move {
                start.wait().await;
                format!("{:?}", attempt.await)
            });
        }
        let mut answers = BTreeMap::new();
        while let Some(answer) = tasks.join_next().await {
            *answers.entry(answer.unwrap()).or_insert(0) += 1;
        }
        answers
    }
}

/// Demands that a call is answered so.
async fn answers<T: Debug + PartialEq>(call: impl Future<Output = StoreResult<T>>, outcome: T) {
    assert_eq!(call.await.unwrap(), outcome);
}

/// One of the crowd was told of success, and all others of that refusal.
pub(crate) fn assert_one(answers: &BTreeMap<String, usize>, success: &str, refusal: &str) {
    let expected = [(success.to_owned(), 1), (refusal.to_owned(), CROWD - 1)];
    assert_eq!(answers, &BTreeMap::from(expected));
}

pub(crate) fn address(text: &str) -> Email {
    Email::parse(text).unwrap()
}

/// The hash of some password; other numbers are other hashes.
pub(crate) fn password(number: u8) -> PasswordHash {
    let output = char::from(b'A' + number);
    let text = format!(
        "$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA{output}A"
    );
    PasswordHash::parse(&text).unwrap()
}
