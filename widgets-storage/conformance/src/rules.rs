//! Rules that matter for safety, as examples of the model: every store is compared with it, so it has
//! to be right itself.

use std::fmt::Debug;
use std::sync::Arc;
use std::time::Duration;

use widgets_core::crypto::TokenHash;
use widgets_core::id::{OutboxId, SessionId};
use widgets_core::role::{Role, Roles};
use widgets_core::stores::*;
use widgets_storage::MemoryStores;

use crate::fixture::{Fixture, ReadEvents, RecordedEvent};
use crate::setup::mailboxes::{Begun, Populated};
use crate::setup::{Checks, MAREN, address, at, password};

/// An account of the model with something of every kind.
struct Example {
    checks: Checks,
    events: ReadEvents,
    own: Populated,
    other: NewSession,
    link: TokenHash,
    device: TokenHash,
    step_up: Begun,
    reset: Begun,
}

impl Example {
    async fn verified() -> Self {
        Self::of(true).await
    }

    /// Nobody has proved yet that the mailbox is theirs.
    async fn unverified() -> Self {
        Self::of(false).await
    }

    async fn of(verified: bool) -> Self {
        let fixture = Fixture::from(MemoryStores::new());
        let events = Arc::clone(&fixture.events);
        let checks = Checks::new(fixture);
        let own = checks.populated(verified).await;
        let account = &own.account;
        let device = checks.token();
        let other = checks.open_session(account, at(1));
        let other = other.device(Some(checks.device(device, at(9_000))));
        let begin = async |purpose| checks.challenge(purpose, Some(account)).await;
        Self {
            events,
            other: checks.open(other, at(1)).await,
            link: checks.link(account, at(900)).await,
            device,
            step_up: begin(ChallengePurpose::STEP_UP).await,
            reset: begin(ChallengePurpose::RESET).await,
            own,
            checks,
        }
    }

    fn accounts(&self) -> &dyn AccountStore {
        self.checks.accounts()
    }

    fn change(&self, second: i64) -> Change {
        self.checks.change(at(second))
    }

    fn opening(&self, redeem: Option<Redeem>) -> OpenSession {
        self.checks
            .open_session(&self.own.account, at(10))
            .redeem(redeem)
    }

    fn renewing(&self, redeem: Option<Redeem>) -> RenewSession {
        self.checks
            .renewal(&self.own.session, at(10))
            .redeem(redeem)
    }

    /// The names of what still works.
    async fn works(&self) -> String {
        let (checks, own) = (&self.checks, &self.own);
        let link = self.accounts().find_link(&self.link, at(10)).await.unwrap();
        let found = checks.credentials(MAREN, Some(&self.device)).await;
        let all = [
            (
                "session",
                checks.is_admitted(&own.session.token, at(10)).await,
            ),
            ("other", checks.is_admitted(&self.other.token, at(10)).await),
            ("link", link.is_some()),
            ("browser", found.is_some_and(|found| found.known_device)),
            ("sign_in", self.lives(&own.challenge).await),
            ("step_up", self.lives(&self.step_up).await),
            ("reset", self.lives(&self.reset).await),
        ];
        let works = all.into_iter().filter(|(_, works)| *works);
        works.map(|(name, _)| name).collect::<Vec<_>>().join(" ")
    }

    async fn lives(&self, begun: &Begun) -> bool {
        let by_link = self
            .accounts()
            .find_challenge_by_link(&begun.link, at(10))
            .await;
        let found = self.checks.find(begun, 10).await;
        let stands = found.is_some_and(|own| !own.void);
        assert_eq!(by_link.unwrap().is_some(), stands);
        stands
    }

    /// The epoch, whether the mailbox was proved, and which password it is.
    async fn account(&self) -> String {
        let Some(found) = self.checks.credentials(MAREN, None).await else {
            return "none".to_owned();
        };
        let number = (1..9).find(|number| found.password == Some(password(*number)));
        let password = number.map_or("none".to_owned(), |number| number.to_string());
        let verified = if found.verified {
            "verified"
        } else {
            "unverified"
        };
        format!("epoch {}, {verified}, password {password}", found.epoch.0)
    }

    /// What was appended, and is not done yet.
    async fn trail(&self) -> (Vec<RecordedEvent>, Vec<Sealed<OutboxId>>) {
        let events = (self.events)().await;
        let rows = self.checks.stores.outbox.sealed_rows(None, 1_000).await;
        (events, rows.unwrap())
    }

    /// Demands that a write is answered so, and appends its change as it is.
    async fn takes_place(&self, answer: &str, write: impl AsyncFnOnce(Change) -> String) {
        let (mut events, mut rows) = self.trail().await;
        let change = self.change(10);
        events.extend(change.events.iter().map(RecordedEvent::from));
        let new = change.outbox.iter();
        rows.extend(new.map(|row| Sealed::new(row.id.clone(), row.payload.clone())));
        assert_eq!(write(change).await, answer);
        assert_eq!(self.trail().await, (events, rows));
    }

    /// Demands that a call is answered so, and leaves everything as it was.
    async fn refuses<T: Debug>(&self, answer: &str, call: impl Future<Output = StoreResult<T>>) {
        let before = (self.works().await, self.account().await, self.trail().await);
        assert_eq!(format!("{:?}", call.await.unwrap()), answer);
        let after = (self.works().await, self.account().await, self.trail().await);
        assert_eq!(after, before);
    }
}

/// A test of each write: whose it is, the answers when it is made and made again, and what works then.
macro_rules! writes {
    ($(fn $name:ident($of:ident: $owner:ident, $change:ident) { $write:expr }
        $first:literal, then $again:literal, leaves $works:literal, $account:literal;)+) => {$(
        #[tokio::test]
        async fn $name() {
            let $of = Example::$owner().await;
            let write = async |$change| format!("{:?}", $write.await.unwrap());
            $of.takes_place($first, write).await;
            assert_eq!($of.works().await, $works);
            assert_eq!($of.account().await, $account);
            assert_eq!(write($of.change(10)).await, $again);
        }
    )+};
}

mod browsers;
mod factor_resets;
mod factors;
mod limits;

writes! {
    fn attack_001_opening_ends_the_session_the_browser_had(of: verified, change) {
        of.accounts().open_session(of.opening(None).replaces(Some(of.own.session.session.id.clone())), change)
    } "Opened", then "Opened", leaves "other link browser sign_in step_up reset", "epoch 0, verified, password 1";

    fn attack_040_a_link_opens_one_session(of: verified, change) {
        of.accounts().open_session(of.opening(Some(Redeem::Link(of.link))), change)
    } "Opened", then "Refused", leaves "session other browser sign_in step_up reset", "epoch 0, verified, password 1";

    fn attack_040_a_challenge_opens_one_session(of: verified, change) {
        of.accounts().open_session(of.opening(of.own.challenge.redeem()), change)
    } "Opened", then "Refused", leaves "session other link browser step_up reset", "epoch 0, verified, password 1";

    fn attack_023_whoever_proves_the_mailbox_first_ends_what_others_prepared(of: unverified, change) {
        of.accounts().open_session(of.opening(of.own.challenge.redeem()), change)
    } "Opened", then "Refused", leaves "", "epoch 1, verified, password none";

    fn attack_040_a_challenge_renews_a_session_once(of: verified, change) {
        of.accounts().renew_session(of.renewing(of.step_up.redeem()), change)
    } "Opened", then "Refused", leaves "other link browser sign_in reset", "epoch 0, verified, password 1";

    fn attack_003_an_ended_session_is_gone(of: verified, change) {
        of.accounts().end_session(&of.own.account, &of.own.session.session.id, false, change)
    } "Ended", then "Missing", leaves "other link browser sign_in step_up reset", "epoch 0, verified, password 1";

    fn ending_every_session_voids_links_and_challenges_too(of: verified, change) {
        of.accounts().end_all_sessions(change)
    } "()", then "()", leaves "browser", "epoch 4294967296, verified, password 1";

    fn attack_006_disabling_ends_sessions_and_voids_links(of: verified, change) {
        of.accounts().set_account_status(&of.own.account, AccountStatus::Disabled, change)
    } "Switched", then "Unchanged", leaves "browser", "epoch 1, verified, password 1";

    fn a_deleted_account_leaves_nothing_but_its_trail(of: verified, change) {
        of.accounts().delete_account(&of.own.account, change)
    } "Deleted", then "Missing", leaves "", "none";

    fn a_reset_sets_the_password_and_ends_everything_else(of: verified, change) {
        of.accounts().reset_password(of.own.resetting(&of.reset), change)
    } "Set", then "Refused", leaves "", "epoch 1, verified, password 3";

    fn a_reset_proves_the_mailbox(of: unverified, change) {
        of.accounts().reset_password(of.own.resetting(&of.reset), change)
    } "Set", then "Refused", leaves "", "epoch 1, verified, password 3";

    fn attack_041_a_changed_password_voids_links_and_challenges(of: verified, change) {
        of.accounts().change_password(of.own.changing(of.checks.token()), change)
    } "Set", then "Refused", leaves "other browser", "epoch 1, verified, password 3";

    fn a_changed_password_ends_the_others_if_asked(of: verified, change) {
        of.accounts().change_password(of.own.changing(of.checks.token()).end_others(true), change)
    } "Set", then "Refused", leaves "", "epoch 1, verified, password 3";

    fn a_changed_password_keeps_this_browser_known(of: verified, change) {
        of.accounts().change_password(
            of.own.changing(of.checks.token()).end_others(true).device(Some(of.device)), change)
    } "Set", then "Refused", leaves "browser", "epoch 1, verified, password 3";

    fn attack_041_a_newer_reset_of_a_browser_ends_the_one_before(of: verified, change) {
        of.accounts().begin_challenge(of.newer_reset(of.reset.browser), change)
    } "()", then "()", leaves "session other link browser sign_in step_up", "epoch 0, verified, password 1";

    fn attack_001_renewing_changes_the_token_and_keeps_the_session(of: verified, change) {
        of.accounts().renew_session(of.renewing(None), change)
    } "Opened", then "Refused", leaves "other link browser sign_in step_up reset", "epoch 0, verified, password 1";

    fn attack_023_proving_the_mailbox_in_a_session_keeps_that_one(of: unverified, change) {
        of.accounts().renew_session(of.renewing(of.step_up.redeem()), change)
    } "Opened", then "Refused", leaves "", "epoch 1, verified, password none";
}

const STRANGER: &str = "other@nordlicht.example";

/// Demands that a write redeems the account's own challenge for that purpose, until it ends, and no
/// other: none for another purpose, of a stranger or of nobody.
async fn fits<T: Debug>(
    of: &Example,
    purpose: ChallengePurpose,
    redeem: impl AsyncFn(&Begun, Change) -> StoreResult<T>,
) {
    let kinds = ["sign_up", "invitation", "sign_in", "reset", "step_up"];
    let kinds = kinds.map(|own| ChallengePurpose::parse(own).unwrap());
    let stranger = of.checks.account(STRANGER).await;
    let mut fitting = None;
    for owner in [None, Some(&stranger), Some(&of.own.account)] {
        for kind in &kinds {
            let mut new = of.checks.new_challenge(kind.clone(), owner);
            if owner == Some(&stranger) {
                new.email = address(STRANGER);
            }
            let begun = of.checks.begin(new).await;
            if owner == Some(&of.own.account) && *kind == purpose {
                fitting = Some(begun);
            } else {
                of.refuses("Refused", redeem(&begun, of.change(10))).await;
            }
        }
    }
    let fitting = fitting.expect("one fits");
    of.refuses("Refused", redeem(&fitting, of.change(1_000)))
        .await;
    redeem(&fitting, of.change(10)).await.unwrap();
    assert!(!of.lives(&fitting).await);
}

#[tokio::test]
async fn attack_027_a_challenge_opens_what_it_is_for() {
    let of = Example::unverified().await;
    fits(&of, ChallengePurpose::SIGN_IN, async |begun, change| {
        let opening = of.opening(begun.redeem());
        of.accounts().open_session(opening, change).await
    })
    .await;
    let of = Example::unverified().await;
    fits(&of, ChallengePurpose::STEP_UP, async |begun, change| {
        let renewal = of.renewing(begun.redeem());
        of.accounts().renew_session(renewal, change).await
    })
    .await;
}

#[tokio::test]
async fn attack_041_a_reset_is_refused_without_a_challenge_that_fits() {
    let of = Example::unverified().await;
    fits(&of, ChallengePurpose::RESET, async |begun, change| {
        let reset = of.own.resetting(begun);
        of.accounts().reset_password(reset, change).await
    })
    .await;
}

#[tokio::test]
async fn the_last_owner_stays() {
    let of = Example::verified().await;
    let (to, accounts) = (&of.checks.stores.organizations, of.accounts());
    let owner = &of.own.account;
    let other = of.checks.account(STRANGER).await;
    let place = of.checks.organization("nordlicht", owner).await;
    // Owning another organization does not help this one, nor does another owner of that one.
    let elsewhere = of.checks.organization("werft", &other).await;
    let roles = [Role::OWNER, Role::ADMIN].map(Roles::one);
    for (place, account, roles) in [(&elsewhere, owner, &roles[0]), (&place, &other, &roles[1])] {
        let added = to.add_member(place, account, roles.clone(), of.change(5));
        added.await.unwrap();
    }
    let set = |account, roles: &Roles| {
        let change = of.change(10);
        to.set_member_roles(&place, account, roles.clone(), change)
    };
    let remove = |account| to.remove_member(&place, account, of.change(10));
    let delete = |account| accounts.delete_account(account, of.change(10));
    of.refuses("LastOwner", set(owner, &roles[1])).await;
    of.refuses("LastOwner", remove(owner)).await;
    of.refuses("LastOwner", delete(owner)).await;
    for (account, roles) in [(owner, &roles[0]), (&other, &roles[0]), (owner, &roles[1])] {
        assert_eq!(set(account, roles).await.unwrap(), MemberOutcome::Changed);
    }
    of.refuses("LastOwner", delete(&other)).await;
    assert_eq!(delete(owner).await.unwrap(), DeleteOutcome::Deleted);
    of.refuses("LastOwner", remove(&other)).await;
}

const MICRO: Duration = Duration::from_micros(1);

/// Demands that a session lives until that second, whoever asks, and not at it.
async fn lives_until(of: &Example, held: &NewSession, end: i64) {
    let (to, none) = (of.accounts(), SessionId::parse("none").unwrap());
    let (account, id) = (&held.session.account, &held.session.id);
    for (moment, live) in [(at(end).minus(MICRO), true), (at(end), false)] {
        assert_eq!(of.checks.is_admitted(&held.token, moment).await, live);
        assert_eq!(to.has_session(id, moment).await.unwrap(), live);
        let found = to.find_session(account, id, moment).await.unwrap();
        assert_eq!(found.is_some(), live);
        let page = PageRequest::new(None, 9);
        let list = to.list_sessions(account, &none, &page, moment).await;
        assert_eq!(list.unwrap().rows.iter().any(|own| own.id == *id), live);
    }
}

#[tokio::test]
async fn attack_004_a_session_ends_at_its_idle_and_absolute_limits() {
    let of = Example::verified().await;
    for (idle_until, expires_at) in [(100, 200), (200, 100)] {
        let mut opening = of.opening(None);
        opening.session.session.idle_until = at(idle_until);
        opening.session.session.expires_at = at(expires_at);
        let held = of.checks.open(opening, at(10)).await;
        lives_until(&of, &held, 100).await;
    }
}

#[tokio::test]
async fn attack_004_touching_never_passes_the_absolute_limit() {
    let of = Example::verified().await;
    let held = &of.own.session;
    for idle_until in [at(1_000_000), at(5)] {
        let to = of.accounts();
        let touched = to.touch_session(&held.session.id, at(3_000), idle_until);
        touched.await.unwrap();
        lives_until(&of, held, 86_401).await;
    }
}

#[tokio::test]
async fn acting_in_somebodys_place_ends_however_much_it_is_used() {
    let of = Example::verified().await;
    let ada = Impersonation::new("Ada".to_owned(), "Ticket 7".to_owned(), at(600));
    let mut opening = of.opening(None);
    opening.session.session.impersonation = Some(ada.clone());
    let mut held = of.checks.open(opening, at(10)).await;
    let (to, id) = (of.accounts(), held.session.id.clone());
    to.touch_session(&id, at(50), at(9_000)).await.unwrap();
    lives_until(&of, &held, 600).await;
    // Renewing it as one's own changes neither.
    held.session.impersonation = None;
    let renewal = of.checks.renewal(&held, at(60));
    let renewed = renewal.session.clone();
    let outcome = to.renew_session(renewal, of.change(60)).await;
    outcome.unwrap();
    lives_until(&of, &renewed, 600).await;
    let admitted = to.admit(&renewed.token, None, at(60)).await.unwrap();
    let session = admitted.expect("the session is live").session;
    assert_eq!(session.impersonation, Some(ada));
}
