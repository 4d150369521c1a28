//! Writes that begin, try and redeem challenges, and what ends an account.

use widgets_core::crypto::TokenHash;
use widgets_core::role::{Role, Roles};
use widgets_core::stores::{
    ChallengePurpose, ChangePasswordWrite, Epoch, PendingForm, ResendChallenge, ResetPasswordWrite,
};

use super::fault_rig::FaultRig;
use crate::setup::mailboxes::MAREN;
use crate::setup::{at, password};

pub(crate) async fn try_all(fault_rig: &FaultRig) {
    let checks = &fault_rig.checks;
    let accounts = &checks.stores.accounts;
    let own = checks.populated(false).await;
    let owner = checks.account("keeper@nordlicht.example").await;
    let organization = checks.organization("kept", &owner).await;
    let organizations = &checks.stores.organizations;
    let added = organizations.add_member(
        &organization,
        &own.account,
        Roles::one(Role::OWNER),
        checks.change(at(1)),
    );
    added.await.unwrap();
    let first = checks
        .challenge(ChallengePurpose::Reset, Some(&own.account))
        .await;
    let mut new = checks.new_challenge(ChallengePurpose::Reset, Some(&own.account));
    new.replaces = Some(first.id.clone());
    fault_rig
        .all_or_nothing(4, async |change| {
            accounts.begin_challenge(new.clone(), change).await
        })
        .await;
    let step_up = checks
        .challenge(ChallengePurpose::StepUp, Some(&own.account))
        .await;
    fault_rig
        .all_or_nothing_but_counted(1, async |_| {
            let tried = accounts.try_challenge(&step_up.id, &step_up.browser, at(10));
            tried.await.map(drop)
        })
        .await;
    let again = ResendChallenge {
        id: step_up.id.clone(),
        browser: step_up.browser,
        link: checks.token(),
        sealed: vec![9],
        tries: 3,
        code_expires_at: at(700),
        sent_before: at(49),
        most_sends: 9,
    };
    fault_rig
        .all_or_nothing(1, async |change| {
            let again = again.clone();
            accounts.resend_challenge(again, change).await.map(drop)
        })
        .await;
    let challenges = accounts.sealed_challenges(None, 1).await.unwrap();
    fault_rig
        .all_or_nothing(1, async |_| {
            let resealed = accounts.reseal_challenge(&challenges[0], vec![8]);
            resealed.await.map(drop)
        })
        .await;
    let mut renewal = checks.renewal(&own.session, at(20));
    renewal.redeem = step_up.redeem();
    fault_rig
        .all_or_nothing(9, async |change| {
            let renewal = renewal.clone();
            accounts.renew_session(renewal, change).await.map(drop)
        })
        .await;
    let (account, epoch) = (own.account.clone(), Epoch(1));
    let mut open_session = checks.open_session(&account, at(20));
    open_session.epoch = epoch;
    let session = checks.open(open_session, at(20)).await.session.id;
    fault_rig
        .all_or_nothing(8, async |change| {
            let setting = ChangePasswordWrite {
                account: account.clone(),
                epoch,
                old: None,
                new: password(3),
                session: session.clone(),
                token: TokenHash::from_bytes([0x77; 32]),
                end_others: true,
                device: None,
            };
            accounts.change_password(setting, change).await.map(drop)
        })
        .await;
    let mut reset = checks.new_challenge(ChallengePurpose::Reset, None);
    reset.account = Some((account.clone(), Epoch(2)));
    let reset = checks.begin(reset).await;
    fault_rig
        .all_or_nothing(8, async |change| {
            let setting = ResetPasswordWrite {
                challenge: reset.id.clone(),
                account: account.clone(),
                epoch: Epoch(2),
                password: password(4),
            };
            accounts.reset_password(setting, change).await.map(drop)
        })
        .await;
    let revoked = checks.challenge(ChallengePurpose::SignUp, None).await;
    fault_rig
        .all_or_nothing(1, async |change| {
            accounts
                .revoke_challenge(&revoked.link, change)
                .await
                .map(drop)
        })
        .await;
    fault_rig
        .all_or_nothing(12, async |change| {
            accounts.delete_account(&account, change).await.map(drop)
        })
        .await;
    let sign_up = checks.challenge(ChallengePurpose::SignUp, None).await;
    let completion = checks.completion(&sign_up, MAREN);
    fault_rig
        .all_or_nothing(4, async |change| {
            let completion = completion.clone();
            accounts
                .complete_sign_up(completion, change)
                .await
                .map(drop)
        })
        .await;
    fault_rig
        .all_or_nothing(1, async |_| {
            let form = PendingForm {
                token: first.link,
                sealed: vec![1],
                expires_at: at(100),
            };
            accounts.add_pending_form(form).await
        })
        .await;
    fault_rig
        .all_or_nothing(1, async |_| {
            accounts.drop_pending_form(&first.link).await.map(drop)
        })
        .await;
    // Everything is voided once more.
    fault_rig
        .all_or_nothing_but_counted(3, async |change| {
            accounts.end_all_sessions(change).await.map(drop)
        })
        .await;
    checks.challenge(ChallengePurpose::SignUp, None).await;
    fault_rig
        .all_or_nothing(1, async |_| {
            accounts
                .sweep_accounts(at(2_000), None, 100)
                .await
                .map(drop)
        })
        .await;
}
