//! Writes whose answer was lost: calling them again is safe.

use widgets_core::entitlement::Entitlements;
use widgets_core::id::AccountId;
use widgets_core::name::Name;
use widgets_core::role::{Role, Roles};
use widgets_core::stores::{
    AccountStatus, ChallengePurpose, Change, ChangePasswordWrite, Epoch, Finish, Holder, Names,
    OutboxSweep, PendingForm, Preferences, Redeem, RememberDevice, ResendChallenge,
    ResetPasswordWrite, StoreError, StoreResult,
};
use widgets_storage::Value;

use super::fault_rig::FaultRig;
use crate::setup::mailboxes::MAREN;
use crate::setup::{at, password};

/// Makes each of these calls without its answer, and once more.
macro_rules! twice {
    ($rig:ident, $change:ident; $($call:expr;)+) => {$(
        $rig.is_safe_to_repeat(stringify!($call), async |$change: Change| {
            let _ = &$change;
            $call.await.map(|_| ())
        })
        .await;
    )+};
}

pub(crate) async fn try_all(rig: &FaultRig) {
    try_challenges(rig).await;
    try_sessions(rig).await;
    try_organizations(rig).await;
    try_the_outbox(rig).await;
}

impl FaultRig {
    /// Demands that a write that took place without an answer changes nothing more when it is made
    /// again, save that it may be in the trail once more. It has to be the same at each call.
    async fn is_safe_to_repeat(&self, name: &str, write: impl AsyncFn(Change) -> StoreResult<()>) {
        let before = self.dump().await;
        self.failing.fail_after_commit();
        let lost = write(self.checks.change(at(50))).await;
        self.failing.fail_nowhere();
        assert!(
            matches!(lost, Err(StoreError::Unavailable(_))),
            "{name}: {lost:?}"
        );
        let after = self.dump().await;
        assert_ne!(after, before, "{name} did nothing");
        let change = self.checks.change(at(50));
        let trail = [
            Value::Text(change.events[0].id.to_string()),
            Value::Text(change.outbox[0].id.to_string()),
        ];
        let repeated = write(change).await;
        assert!(
            !matches!(repeated, Err(StoreError::Conflict)),
            "{name}: nobody was there"
        );
        let mut repeated = self.dump().await;
        for rows in repeated.values_mut() {
            rows.retain(|row| !trail.contains(&row[0]));
        }
        assert_eq!(
            repeated, after,
            "{name} changed more when it was called again"
        );
    }
}

/// Proves a mailbox, changes the password, deletes the account and signs up anew.
async fn try_challenges(rig: &FaultRig) {
    let (checks, accounts) = (&rig.checks, &rig.checks.stores.accounts);
    let own = checks.populated(false).await;
    let account = &own.account;
    let first = checks
        .challenge(ChallengePurpose::RESET, Some(account))
        .await;
    let mut new = checks.new_challenge(ChallengePurpose::RESET, Some(account));
    new.replaces = Some(first.id.clone());
    let step_up = checks
        .challenge(ChallengePurpose::STEP_UP, Some(account))
        .await;
    let again = ResendChallenge::new(
        step_up.id.clone(),
        step_up.browser,
        checks.token(),
        vec![9],
        at(700),
        at(49),
    )
    .tries(3)
    .most_sends(9);
    let mut renewal = checks.renewal(&own.session, at(20));
    renewal.redeem = step_up.redeem();
    let sealed = accounts.sealed_challenges(None, 1).await.unwrap();
    twice! { rig, change;
        accounts.begin_challenge(new.clone(), change);
        accounts.resend_challenge(again.clone(), change);
        accounts.reseal_challenge(&sealed[0], vec![8]);
        accounts.renew_session(renewal.clone(), change);
    }
    let mut open_session = checks.open_session(account, at(20));
    open_session.epoch = Epoch(1);
    let setting = ChangePasswordWrite::new(
        account.clone(),
        Epoch(1),
        password(3),
        checks.open(open_session, at(20)).await.session.id,
        checks.token(),
    );
    // It voids every challenge of the account.
    twice! { rig, change; accounts.change_password(setting.clone(), change); }
    let mut reset = checks.new_challenge(ChallengePurpose::RESET, None);
    reset.account = Some((account.clone(), Epoch(2)));
    let reset = ResetPasswordWrite::new(
        checks.begin(reset).await.id,
        account.clone(),
        Epoch(2),
        password(4),
    );
    let revoked = checks.challenge(ChallengePurpose::SIGN_UP, None).await;
    let sign_up = checks.challenge(ChallengePurpose::SIGN_UP, None).await;
    let completion = checks.completion(&sign_up, MAREN);
    let form = PendingForm::new(first.link, vec![1], at(100));
    twice! { rig, change;
        accounts.reset_password(reset.clone(), change);
        accounts.revoke_challenge(&revoked.link, change);
        accounts.delete_account(account, change);
        accounts.complete_sign_up(completion.clone(), change);
        accounts.add_pending_form(form.clone());
        accounts.drop_pending_form(&form.token);
    }
    checks.challenge(ChallengePurpose::SIGN_UP, None).await;
    twice! { rig, change; accounts.sweep_accounts(at(2_000), None, 100); }
}

async fn try_sessions(rig: &FaultRig) {
    let (checks, accounts) = (&rig.checks, &rig.checks.stores.accounts);
    let account = &checks.account("first@nordlicht.example").await;
    let device = Some(RememberDevice::new(checks.token(), at(9_000)));
    let new = checks.new_account("third@nordlicht.example");
    let issued = checks.new_link(account, at(100));
    let opened = checks
        .open_session(account, at(10))
        .redeem(Some(Redeem::Link(issued.token)))
        .replaces(Some(checks.session(account, at(5)).await.session.id))
        .device(device.clone());
    let id = &opened.session.session.id;
    let mut renewal = checks.renewal(&opened.session, at(20));
    renewal.device = device;
    twice! { rig, change;
        accounts.create_account(new.clone(), change);
        accounts.issue_link(issued.clone(), change);
        accounts.open_session(opened.clone(), change);
        accounts.touch_session(id, at(99), at(9_000));
        accounts.renew_session(renewal.clone(), change);
        accounts.end_session(account, id, change);
    }
    checks.session(account, at(30)).await;
    twice! { rig, change; accounts.end_sessions(account, None, change); }
    checks.session(account, at(30)).await;
    let (old, newer) = (password(1), password(2));
    twice! { rig, change;
        accounts.set_account_status(account, AccountStatus::Disabled, change);
        accounts.set_account_status(account, AccountStatus::Active, change);
        accounts.replace_password_hash(account, &old, &newer);
    }
    try_profiles(rig, account).await;
}

async fn try_profiles(rig: &FaultRig, account: &AccountId) {
    let profiles = &rig.checks.stores.profile;
    let names = Names::default().display_name(Name::lossy("Maren"));
    let preferences = Preferences::default();
    twice! { rig, change;
        profiles.save_names(account, names.clone(), change);
        profiles.delete_profile(account, change);
        profiles.save_preferences(account, preferences.clone(), change);
    }
}

async fn try_organizations(rig: &FaultRig) {
    let (checks, organizations) = (&rig.checks, &rig.checks.stores.organizations);
    let owner = checks.account("owner@werft.example").await;
    let second = &checks.account("second@werft.example").await;
    let new = checks.new_organization("werft", &owner);
    let id = &new.organization.id;
    let owners = Roles::one(Role::OWNER);
    let others = Roles::several([Role::ADMIN, Role::MEMBER]).unwrap();
    twice! { rig, change;
        organizations.create_organization(new.clone(), change);
        organizations.set_entitlements(id, Entitlements::default(), change);
        organizations.add_member(id, second, owners.clone(), change);
        organizations.set_member_roles(id, second, others.clone(), change);
        organizations.remove_member(id, second, change);
    }
}

/// A row whose claim was not answered is claimed again after its lease.
async fn try_the_outbox(rig: &FaultRig) {
    let outbox = &rig.checks.stores.outbox;
    let holder = &Holder("worker".to_owned());
    twice! { rig, change; outbox.claim(holder, 1_000, at(100), at(160)); }
    let claimed = outbox.claim(holder, 1_000, at(160), at(900)).await.unwrap();
    let [done, later, dead] = [0, 1, 2].map(|row| &claimed[row].id);
    let retry = Finish::Retry {
        due_at: at(400),
        error: "it failed".to_owned(),
    };
    let given_up = Finish::Dead {
        error: "it failed".to_owned(),
    };
    let sealed = outbox.sealed_rows(None, 1).await.unwrap();
    let sweep = OutboxSweep::new(at(300), at(300), 100);
    twice! { rig, change;
        outbox.finish(holder, done, Finish::Done, at(200));
        outbox.finish(holder, later, retry.clone(), at(200));
        outbox.finish(holder, dead, given_up.clone(), at(200));
        outbox.revive(dead, at(300));
        outbox.reseal_row(&sealed[0], vec![8]);
        outbox.sweep(sweep);
    }
}
