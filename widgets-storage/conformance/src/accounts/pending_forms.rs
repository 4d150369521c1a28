//! Checks of forms that could not be let through yet.

use widgets_core::stores::PendingForm;

use crate::Fixture;
use crate::setup::{CROWD, Checks, at};

pub async fn a_form_is_kept_until_it_expires(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let (form, other) = (
        pending_form(&checks, (0..=255).collect()),
        pending_form(&checks, Vec::new()),
    );
    let accounts = &checks.stores.accounts;
    for form in [&form, &other] {
        accounts.add_pending_form(form.clone()).await.unwrap();
    }
    for form in [&form, &other] {
        for _ in 0..2 {
            let found = accounts
                .find_pending_form(&form.token, at(99))
                .await
                .unwrap();
            assert_eq!(found.as_ref(), Some(&form.sealed), "looking takes nothing");
        }
        let late = accounts
            .find_pending_form(&form.token, at(100))
            .await
            .unwrap();
        assert_eq!(late, None);
    }
    let unknown = accounts
        .find_pending_form(&checks.token(), at(1))
        .await
        .unwrap();
    assert_eq!(unknown, None);
}

pub async fn a_form_is_taken_away_once(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let (form, stays) = (
        pending_form(&checks, vec![1]),
        pending_form(&checks, vec![2]),
    );
    let accounts = &checks.stores.accounts;
    for form in [&form, &stays] {
        accounts.add_pending_form(form.clone()).await.unwrap();
    }
    assert!(accounts.drop_pending_form(&form.token).await.unwrap());
    assert!(!accounts.drop_pending_form(&form.token).await.unwrap());
    assert!(!accounts.drop_pending_form(&checks.token()).await.unwrap());
    let found = accounts
        .find_pending_form(&form.token, at(1))
        .await
        .unwrap();
    assert_eq!(found, None);
    let found = accounts
        .find_pending_form(&stays.token, at(1))
        .await
        .unwrap();
    assert_eq!(found, Some(vec![2]));
}

pub async fn attack_156_one_of_a_crowd_takes_a_form(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let form = pending_form(&checks, vec![1]);
    let token = form.token;
    checks.stores.accounts.add_pending_form(form).await.unwrap();
    let answers = checks.crowd(|checks, _| async move {
        let accounts = &checks.stores.accounts;
        accounts.drop_pending_form(&token).await.unwrap()
    });
    let answers = answers.await;
    assert_eq!(answers.get("true"), Some(&1), "{answers:?}");
    assert_eq!(answers.get("false"), Some(&(CROWD - 1)), "{answers:?}");
}

fn pending_form(checks: &Checks, sealed: Vec<u8>) -> PendingForm {
    PendingForm::new(checks.token(), sealed, at(100))
}
