//! Constructors of what stores take and return.
//!
//! Those structs are non-exhaustive, so that a widget to come can add a field without breaking every
//! store. A default here is always the one that permits least.

use std::collections::BTreeMap;
use std::net::IpAddr;

use super::{
    AcceptedTerms, Account, AccountStatus, Actor, Admission, Challenge, ChallengePurpose, Change,
    ChangePasswordWrite, ClaimedRow, CompleteSignUpWrite, Credentials, DeadLetter, Epoch, Event,
    Impersonation, KeptMail, LimitKey, LimitRequest, Membership, Names, NewAccount, NewChallenge,
    NewLink, NewOrganization, NewSession, OpenSession, Organization, OutboxRow, OutboxSweep,
    PendingForm, Preferences, Profile, Proofs, Quota, Redeem, RememberDevice, RenewSession,
    ResendChallenge, ResetPasswordWrite, Sealed, Session, SessionPosition, SignInLink, Slug, Stamp,
};
use crate::crypto::{PasswordHash, TokenHash};
use crate::types::clock::Timestamp;
use crate::types::constructor::constructors;
use crate::types::email::Email;
use crate::types::entitlement::Entitlements;
use crate::types::id::{
    AccountId, ChallengeId, EventId, OrganizationId, OutboxId, RequestId, SessionId,
};
use crate::types::locale::Locale;
use crate::types::name::Name;
use crate::types::role::Roles;
use crate::types::time_zone::ZoneName;

constructors! {
    /// An account that has accepted no terms.
    Account(
        id: AccountId,
        email: Email,
        status: AccountStatus,
        epoch: Epoch,
        created_at: Timestamp,
    ) { terms: Option<AcceptedTerms> = None };

    /// Terms accepted at that time.
    AcceptedTerms(edition: String, at: Timestamp);

    /// An account to create: unverified, without a password and terms.
    NewAccount(id: AccountId, email: Email) { verified: bool = false, password: Option<PasswordHash> = None, terms: Option<String> = None };

    /// A sign-in link for the account's owner.
    NewLink(account: AccountId, token: TokenHash, expires_at: Timestamp) { impersonation: Option<Impersonation> = None };
}

constructors! {
    /// A session that was just opened: not persistent, of an unknown client, and expired unless
    /// both limits are set.
    Session(id: SessionId, account: AccountId, proofs: Proofs, created_at: Timestamp) {
        authenticated_at: Timestamp = created_at,
        last_used_at: Timestamp = created_at,
        idle_until: Timestamp = created_at,
        expires_at: Timestamp = created_at,
        persistent: bool = false,
        address: String = String::new(),
        user_agent: String = String::new(),
        impersonation: Option<Impersonation> = None,
    };

    /// A session with the hash of its token.
    NewSession(session: Session, token: TokenHash);

    /// A browser to remember until that time.
    RememberDevice(token: TokenHash, expires_at: Timestamp);

    /// Opening a session, without redeeming, replacing or remembering anything.
    OpenSession(session: NewSession, epoch: Epoch) { redeem: Option<Redeem> = None, replaces: Option<SessionId> = None, device: Option<RememberDevice> = None };

    /// Renewing a session, without redeeming or remembering anything.
    RenewSession(session: NewSession, old_token: TokenHash, epoch: Epoch) {
        redeem: Option<Redeem> = None,
        device: Option<RememberDevice> = None,
    };

    /// A session's account, as a member of no organization.
    Admission(session: Session, account: Account) { membership: Option<Membership> = None };

    /// A position in a list of sessions.
    SessionPosition(created_at: Timestamp, id: SessionId);

    /// An impersonation by that member of staff, for that reason, until then.
    Impersonation(by: String, reason: String, until: Timestamp);

    /// Credentials: unverified, without a password, in an unknown browser.
    Credentials(account: AccountId, email: Email, epoch: Epoch, status: AccountStatus) {
        verified: bool = false,
        password: Option<PasswordHash> = None,
        known_device: bool = false,
    };

    /// A link for the account's owner.
    SignInLink(account: AccountId, epoch: Epoch, expires_at: Timestamp) { impersonation: Option<Impersonation> = None };
}

constructors! {
    /// A challenge of no account, whose code cannot be tried.
    NewChallenge(
        id: ChallengeId,
        purpose: ChallengePurpose,
        email: Email,
        browser: TokenHash,
        link: TokenHash,
        sealed: Vec<u8>,
        expires_at: Timestamp,
    ) { account: Option<(AccountId, Epoch)> = None, tries: u32 = 0, code_expires_at: Timestamp = expires_at, replaces: Option<ChallengeId> = None };

    /// A challenge of no account that was sent once and whose code cannot be tried.
    Challenge(
        id: ChallengeId,
        purpose: ChallengePurpose,
        email: Email,
        browser: TokenHash,
        sealed: Vec<u8>,
        sent_at: Timestamp,
        expires_at: Timestamp,
    ) { account: Option<(AccountId, Epoch)> = None, tries_left: u32 = 0, sends: u32 = 1, code_expires_at: Timestamp = expires_at };

    /// A new code that cannot be tried, for a challenge to which no mail may be sent.
    ResendChallenge(
        id: ChallengeId,
        browser: TokenHash,
        link: TokenHash,
        sealed: Vec<u8>,
        code_expires_at: Timestamp,
        sent_before: Timestamp,
    ) { tries: u32 = 0, most_sends: u32 = 0 };

    /// A sign-up that replaces no session and remembers no browser.
    CompleteSignUpWrite(challenge: ChallengeId, account: NewAccount, session: NewSession) {
        replaces: Option<SessionId> = None,
        device: Option<RememberDevice> = None,
    };

    /// A new password in place of a forgotten one.
    ResetPasswordWrite(
        challenge: ChallengeId,
        account: AccountId,
        epoch: Epoch,
        password: PasswordHash,
    );

    /// A first password, which ends all other sessions and forgets every browser.
    ChangePasswordWrite(
        account: AccountId,
        epoch: Epoch,
        new: PasswordHash,
        session: SessionId,
        token: TokenHash,
    ) { old: Option<PasswordHash> = None, end_others: bool = true, device: Option<TokenHash> = None };

    /// A pending form until that time.
    PendingForm(token: TokenHash, sealed: Vec<u8>, expires_at: Timestamp);
}

constructors! {
    /// An organization.
    Organization(id: OrganizationId, slug: Slug, name: String, entitlements: Entitlements);

    /// A membership.
    Membership(organization: Organization, roles: Roles, since: Timestamp);

    /// An organization to create, with its owner.
    NewOrganization(organization: Organization, owner: AccountId);

    /// Names, each of which may be empty.
    Names(display_name: Name, given_name: Name, middle_name: Name, family_name: Name);

    /// Preferences; `None` means automatic.
    Preferences(language: Option<Locale>, time_zone: Option<ZoneName>);

    /// Names and preferences.
    Profile(names: Names, preferences: Preferences);
}

constructors! {
    /// A stamp of a client whose address is unknown.
    Stamp(actor: Actor, at: Timestamp, request: RequestId) { address: Option<IpAddr> = None };

    /// An event about no account and organization, of a client whose address is unknown.
    Event(
        id: EventId,
        at: Timestamp,
        actor: Actor,
        action: &'static str,
        request: RequestId,
    ) {
        account: Option<AccountId> = None,
        organization: Option<OrganizationId> = None,
        address: Option<IpAddr> = None,
        details: BTreeMap<&'static str, String> = BTreeMap::new(),
    };

    /// A change without events and outbox rows.
    Change(stamp: Stamp) { events: Vec<Event> = Vec::new(), outbox: Vec<OutboxRow> = Vec::new() };

    /// A row to deliver at that time.
    OutboxRow(id: OutboxId, topic: &'static str, payload: Vec<u8>, due_at: Timestamp);

    /// A row that was claimed, with the number of attempts so far.
    ClaimedRow(id: OutboxId, topic: String, payload: Vec<u8>, attempts: u32);

    /// A row that was given up.
    DeadLetter(
        id: OutboxId,
        topic: String,
        attempts: u32,
        given_up_at: Timestamp,
        error: String,
    );

    /// What to remove: up to `limit` rows that were finished before these times.
    OutboxSweep(done_before: Timestamp, dead_before: Timestamp, limit: u32);

    /// A mail in the development mailbox.
    KeptMail(id: String, at: Timestamp, sealed: Vec<u8>);

    /// A limit to consume once.
    LimitRequest(key: LimitKey, quota: Quota);
}

impl<I> Sealed<I> {
    /// A sealed value of that row.
    #[must_use]
    pub const fn new(id: I, sealed: Vec<u8>) -> Self {
        Self { id, sealed }
    }
}
