//! Checks of the accounts as the host's back end manages them.

use std::collections::BTreeMap;

use widgets_core::id::{AccountId, EventId, OrganizationId, OutboxId};
use widgets_core::stores::{
    AccountStatus, Actor, CreateOutcome, Epoch, Event, OutboxRow, StatusOutcome,
};

use crate::Fixture;
use crate::setup::{Checks, at};

pub async fn ready_stores_have_no_problems(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let stores = &checks.stores;
    let none: Vec<String> = Vec::new();
    assert_eq!(stores.accounts.problems().await.unwrap(), none);
    assert_eq!(stores.organizations.problems().await.unwrap(), none);
}

pub async fn attack_006_disabling_ends_sessions_and_voids_links(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let account = checks.account("maren@nordlicht.example").await;
    let other = checks.account("other@nordlicht.example").await;
    let opened = checks.session(&account, at(1)).await;
    let link = checks.link(&account, at(100)).await;
    let others = (
        checks.session(&other, at(1)).await,
        checks.link(&other, at(100)).await,
    );
    let accounts = &checks.stores.accounts;
    let set = async |status, change| {
        accounts
            .set_account_status(&account, status, change)
            .await
            .unwrap()
    };
    let disable = async |change| set(AccountStatus::Disabled, change).await;
    let enable = async |change| set(AccountStatus::Active, change).await;

    assert_eq!(
        checks.is_refused(at(2), enable).await,
        StatusOutcome::Unchanged
    );
    assert_eq!(
        checks.takes_place(at(2), disable).await,
        StatusOutcome::Switched
    );
    let found = accounts
        .find_account(&account)
        .await
        .unwrap()
        .expect("it is there");
    assert_eq!(
        (found.status, found.epoch),
        (AccountStatus::Disabled, Epoch(1))
    );
    let by_email = accounts
        .find_account_by_email(found.email.key())
        .await
        .unwrap();
    assert!(by_email.is_some(), "disabled ones too");
    assert!(!checks.is_admitted(&opened.token, at(3)).await);
    assert!(accounts.find_link(&link, at(3)).await.unwrap().is_none());
    assert_eq!(
        checks.is_refused(at(3), disable).await,
        StatusOutcome::Unchanged
    );
    let found = accounts
        .find_account(&account)
        .await
        .unwrap()
        .expect("it is there");
    assert_eq!(found.epoch, Epoch(1));

    assert_eq!(
        checks.takes_place(at(4), enable).await,
        StatusOutcome::Switched
    );
    let found = accounts
        .find_account(&account)
        .await
        .unwrap()
        .expect("it is there");
    assert_eq!(
        (found.status, found.epoch),
        (AccountStatus::Active, Epoch(1))
    );
    assert!(!checks.is_admitted(&opened.token, at(5)).await);
    assert!(accounts.find_link(&link, at(5)).await.unwrap().is_none());
    assert!(checks.is_admitted(&others.0.token, at(5)).await);
    assert!(
        accounts
            .find_link(&others.1, at(5))
            .await
            .unwrap()
            .is_some()
    );
}

pub async fn a_change_is_appended_word_for_word(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let mut change = checks.change(at(3));
    let first = &change.events[0];
    let event = |id: &str, actor, account: Option<&str>, organization: Option<&str>| {
        let (id, request) = (EventId::parse(id).unwrap(), first.request.clone());
        Event::new(id, first.at, actor, "session.ended", request)
            .account(account.map(|id| AccountId::parse(id).unwrap()))
            .organization(organization.map(|id| OrganizationId::parse(id).unwrap()))
            .address(account.map(|_| "2001:db8::1".parse().unwrap()))
            .details(BTreeMap::from([
                ("agent", "\"quoted\" \\ 'single' & <b>".to_owned()),
                ("name", "Ænð ☕ 😀\n\t".to_owned()),
                ("none", String::new()),
            ]))
    };
    let someone = AccountId::parse("acc_actor").unwrap();
    let more = [
        event(
            "evt_a",
            Actor::Account(someone),
            Some("acc_x"),
            Some("org_y"),
        ),
        event("evt_b", Actor::Visitor, None, None),
        event(
            "evt_c",
            Actor::Host("billing; DROP".to_owned()),
            None,
            Some("org_y"),
        ),
        event(
            "evt_d",
            Actor::Staff("Jo \u{2068}Bean".to_owned()),
            Some("acc_x"),
            None,
        ),
    ];
    change.events.extend(more);
    change.outbox.push(OutboxRow::new(
        OutboxId::parse("out_bytes").unwrap(),
        "event",
        (0..=255).collect(),
        at(1_000),
    ));
    change.outbox.push(OutboxRow::new(
        OutboxId::parse("out_empty").unwrap(),
        "discard",
        Vec::new(),
        at(0),
    ));
    let outcome = checks.appends(change, async |change| {
        let account = checks.new_account("maren@nordlicht.example");
        checks
            .accounts()
            .create_account(account, change)
            .await
            .unwrap()
    });
    assert_eq!(outcome.await, CreateOutcome::Created);

    let mut silent = checks.change(at(4));
    silent.events.clear();
    silent.outbox.clear();
    let outcome = checks.appends(silent, async |change| {
        let account = checks.new_account("other@nordlicht.example");
        checks
            .accounts()
            .create_account(account, change)
            .await
            .unwrap()
    });
    assert_eq!(outcome.await, CreateOutcome::Created);
}
