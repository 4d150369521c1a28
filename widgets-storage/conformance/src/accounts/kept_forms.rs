//! Checks of forms that could not be let through yet.

use widgets_core::stores::KeptForm;

use crate::Fixture;
use crate::bench::{Bench, CROWD, at};

pub async fn a_form_is_kept_until_it_expires(fixture: Fixture) {
    let bench = Bench::new(fixture);
    let (form, other) = (kept(&bench, (0..=255).collect()), kept(&bench, Vec::new()));
    let accounts = &bench.stores.accounts;
    for form in [&form, &other] {
        accounts.keep_form(form.clone()).await.unwrap();
    }
    for form in [&form, &other] {
        for _ in 0..2 {
            let found = accounts.find_kept_form(&form.token, at(99)).await.unwrap();
            assert_eq!(found.as_ref(), Some(&form.sealed), "looking takes nothing");
        }
        let late = accounts.find_kept_form(&form.token, at(100)).await.unwrap();
        assert_eq!(late, None);
    }
    let unknown = accounts
        .find_kept_form(&bench.token(), at(1))
        .await
        .unwrap();
    assert_eq!(unknown, None);
}

pub async fn a_form_is_taken_away_once(fixture: Fixture) {
    let bench = Bench::new(fixture);
    let (form, stays) = (kept(&bench, vec![1]), kept(&bench, vec![2]));
    let accounts = &bench.stores.accounts;
    for form in [&form, &stays] {
        accounts.keep_form(form.clone()).await.unwrap();
    }
    assert!(accounts.drop_kept_form(&form.token).await.unwrap());
    assert!(!accounts.drop_kept_form(&form.token).await.unwrap());
    assert!(!accounts.drop_kept_form(&bench.token()).await.unwrap());
    let found = accounts.find_kept_form(&form.token, at(1)).await.unwrap();
    assert_eq!(found, None);
    let found = accounts.find_kept_form(&stays.token, at(1)).await.unwrap();
    assert_eq!(found, Some(vec![2]));
}

pub async fn attack_156_one_of_a_crowd_takes_a_form(fixture: Fixture) {
    let bench = Bench::new(fixture);
    let form = kept(&bench, vec![1]);
    let token = form.token;
    bench.stores.accounts.keep_form(form).await.unwrap();
    let answers = bench.crowd(|bench, _| async move {
        let accounts = &bench.stores.accounts;
        accounts.drop_kept_form(&token).await.unwrap()
    });
    let answers = answers.await;
    assert_eq!(answers.get("true"), Some(&1), "{answers:?}");
    assert_eq!(answers.get("false"), Some(&(CROWD - 1)), "{answers:?}");
}

fn kept(bench: &Bench, sealed: Vec<u8>) -> KeptForm {
    KeptForm {
        token: bench.token(),
        sealed,
        expires_at: at(100),
    }
}
