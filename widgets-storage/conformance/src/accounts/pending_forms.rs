//! Checks of forms that could not be let through yet.

use widgets_core::stores::PendingForm;

use crate::Fixture;
use crate::setup::{CROWD, Checks, at};

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
