//! Everything that is read, each of something that is there.

use std::time::Duration;

use widgets_core::id::AccountId;
use widgets_core::stores::{
    Finish, Holder, KeptForm, KeptMail, LimitKey, Names, Quota, Slug, StoreError, Taking,
};

use super::rig::Rig;
use crate::bench::mailboxes::{MAREN, Rooted};
use crate::bench::{Bench, address, at};

const ORGANIZATION: &str = "nordlicht";

pub(crate) async fn try_all(rig: &Rig) {
    let own = rig.bench.rooted(true).await;
    let slug = Slug::parse(ORGANIZATION).unwrap();
    rig.bench.organization(ORGANIZATION, &own.account).await;
    try_accounts(rig, &own, &slug).await;
    try_challenges(rig, &own).await;
    try_organizations(rig, &own.account, &slug).await;
    try_the_rest(rig, &own.account).await;
    try_problems(rig).await;
    try_writes_that_read(rig).await;
}

/// Demands an outage of each call while no query succeeds, and `true` once they do.
macro_rules! read {
    ($rig:ident, $found:ident; $($call:expr;)+) => {$(
        $rig.tells_an_outage(async || $call.await.map(|found| found.$found())).await;
    )+};
}

async fn try_accounts(rig: &Rig, own: &Rooted, slug: &Slug) {
    let accounts = &rig.bench.stores.accounts;
    let (account, session) = (&own.account, &own.session);
    let email = address(MAREN);
    read! { rig, is_some;
        accounts.admit(&session.token, None, at(3));
        accounts.admit(&session.token, Some(slug), at(3));
        accounts.find_session(account, &session.session.id, at(3));
        accounts.credentials(email.key(), None, at(3));
        accounts.credentials(email.key(), Some(&own.device), at(3));
        accounts.find_link(&own.link, at(3));
        accounts.find_account(account);
        accounts.find_account_by_email(email.key());
    }
    rig.tells_an_outage(async || accounts.has_session(&session.session.id, at(3)).await)
        .await;
    rig.tells_an_outage(async || {
        let others = accounts.list_sessions(account, &session.session.id, None, 9, at(3));
        others
            .await
            .map(|found| found.len() == 1 && found[0].id == own.other.session.id)
    })
    .await;
}

async fn try_challenges(rig: &Rig, own: &Rooted) {
    let accounts = &rig.bench.stores.accounts;
    let begun = &own.challenge;
    let form = KeptForm {
        token: rig.bench.token(),
        sealed: vec![1],
        expires_at: at(100),
    };
    accounts.keep_form(form.clone()).await.unwrap();
    read! { rig, is_some;
        accounts.find_challenge(&begun.id, &begun.browser, at(3));
        accounts.find_challenge_by_link(&begun.link, at(3));
        accounts.find_kept_form(&form.token, at(3));
    }
    let sealed = async || accounts.sealed_challenges(None, 1).await;
    rig.tells_an_outage(async || sealed().await.map(|rows| rows.len() == 1))
        .await;
}

async fn try_organizations(rig: &Rig, account: &AccountId, slug: &Slug) {
    let organizations = &rig.bench.stores.organizations;
    read! { rig, is_some;
        organizations.find_organization(slug);
        organizations.find_membership(account, slug);
    }
}

async fn try_the_rest(rig: &Rig, account: &AccountId) {
    let stores = &rig.bench.stores;
    let change = rig.bench.change(at(1));
    let saved = stores.profile.save_names(account, Names::default(), change);
    saved.await.unwrap();
    give_up_a_row(&rig.bench).await;
    let mail = KeptMail {
        id: "a".to_owned(),
        at: at(1),
        sealed: vec![1],
    };
    rig.mailbox.keep_mail(mail, 9).await.unwrap();
    read! { rig, is_some;
        stores.profile.find_profile(account);
        rig.mailbox.find_mail("a");
    }
    let outbox = &stores.outbox;
    let sealed = async || outbox.sealed_rows(None, 1).await;
    rig.tells_an_outage(async || sealed().await.map(|rows| rows.len() == 1))
        .await;
    rig.tells_an_outage(async || {
        outbox
            .dead_letters(None, 9)
            .await
            .map(|rows| rows.len() == 1)
    })
    .await;
    rig.tells_an_outage(async || {
        rig.mailbox
            .newest_mails(9)
            .await
            .map(|mails| mails.len() == 1)
    })
    .await;
}

async fn give_up_a_row(bench: &Bench) {
    let (outbox, holder) = (&bench.stores.outbox, Holder("worker".to_owned()));
    let claimed = outbox.claim(&holder, 1, at(100), at(160)).await.unwrap();
    let row = claimed[0].id.clone();
    let error = "it failed".to_owned();
    let dead = Finish::Dead { error };
    assert!(outbox.finish(&holder, &row, dead, at(101)).await.unwrap());
}

async fn try_problems(rig: &Rig) {
    let stores = &rig.bench.stores;
    read! { rig, is_empty;
        stores.accounts.problems();
        stores.organizations.problems();
        stores.profile.problems();
        stores.limits.problems();
        stores.outbox.problems();
    }
}

/// A worker is not told that there is nothing to do, and nobody that a limit has room.
async fn try_writes_that_read(rig: &Rig) {
    let stores = &rig.bench.stores;
    let holder = Holder("worker".to_owned());
    let taking = [Taking {
        key: LimitKey::new("check", "a"),
        quota: Quota::new(1, Duration::from_secs(10)),
    }];
    stores.limits.take(&taking, at(0)).await.unwrap();
    let before = rig.dump().await;
    rig.failing.fail_queries();
    let claimed = stores.outbox.claim(&holder, 9, at(200), at(260)).await;
    let taken = stores.limits.take(&taking, at(0)).await;
    rig.failing.fail_nowhere();
    assert!(matches!(claimed, Err(StoreError::Unavailable(_))));
    assert!(matches!(taken, Err(StoreError::Unavailable(_))));
    assert_eq!(rig.dump().await, before);
}
