//! Races for passkeys.

use widgets_core::id::{AccountId, PasskeyId};
use widgets_core::name::Name;
use widgets_core::stores::*;

use super::crowd;
use crate::setup::{Checks, MAREN, assert_one, at};

pub async fn attack_072_one_of_a_crowd_signs_in_by_a_count(checks: Checks) {
    let account = checks.account(MAREN).await;
    let id = with_passkey(&checks, &account, Epoch(0), 7).await;
    let answers = crowd!(checks, accounts.open_session(open, change);
        open = opening(&checks, &account, &id, 8), change = checks.change(at(10)));
    assert_one(&answers, "Opened", "Refused");
    // Nor a copy of the authenticator that is behind.
    let behind = opening(&checks, &account, &id, 7);
    let refused = checks
        .accounts()
        .open_session(behind, checks.change(at(11)));
    assert_eq!(refused.await.unwrap(), OpenOutcome::Refused);
}

pub async fn one_of_a_crowd_adds_a_passkey(checks: Checks) {
    let account = checks.account(MAREN).await;
    let answers = crowd!(checks, accounts.add_passkey(adding, change);
        adding = adding(&checks, &account, Epoch(0), 0), change = checks.change(at(10)));
    assert_one(&answers, "Added", "Refused");
}

/// An account without a password whose passkeys are all removed at once, where no mailed code signs in.
pub async fn attack_059_the_last_way_in_stays_in_a_crowd(checks: Checks) {
    let account = without_password(&checks).await;
    let first = with_passkey(&checks, &account, Epoch(0), 0).await;
    let second = with_passkey(&checks, &account, Epoch(1), 0).await;
    let ids = [first, second];
    let answers = crowd!(checks, number => accounts.remove_passkey(removing, change);
        removing = removing(&checks, &account, &ids[number % 2]), change = checks.change(at(10)));
    assert_eq!(answers.get("Removed"), Some(&1), "{answers:?}");
    assert!(answers.contains_key("LastWayIn"), "{answers:?}");
    let left = checks.accounts().find_second_factors(&account).await;
    assert_eq!(left.unwrap().passkeys.len(), 1);
}

fn removing(checks: &Checks, account: &AccountId, id: &PasskeyId) -> RemovePasskeyWrite {
    let others = OtherSessions::new(checks.session_id());
    RemovePasskeyWrite::new(account.clone(), id.clone(), others).mailed_code(false)
}

async fn with_passkey(
    checks: &Checks,
    account: &AccountId,
    epoch: Epoch,
    counter: i64,
) -> PasskeyId {
    let adding = adding(checks, account, epoch, counter);
    let id = adding.passkey.id.clone();
    let added = checks.accounts().add_passkey(adding, checks.change(at(2)));
    assert_eq!(added.await.unwrap(), AddPasskeyOutcome::Added);
    id
}

fn adding(checks: &Checks, account: &AccountId, epoch: Epoch, counter: i64) -> AddPasskeyWrite {
    let id = format!("pky_{}", checks.session_id());
    let (name, credential_id) = (Name::parse("Pixel 9").unwrap(), id.clone().into_bytes());
    let id = PasskeyId::parse(id).unwrap();
    let passkey = Passkey::new(id, name, credential_id, vec![0, 255], at(2)).counter(counter);
    let others = OtherSessions::new(checks.session_id());
    AddPasskeyWrite::new(account.clone(), epoch, passkey, others)
}

fn opening(checks: &Checks, account: &AccountId, id: &PasskeyId, counter: i64) -> OpenSession {
    let session = checks.open_session(account, at(10)).session;
    let factor = UsedFactor::Passkey {
        id: id.clone(),
        counter,
        backed_up: false,
    };
    OpenSession::new(session, Epoch(1)).redeem(Some(Redeem::Factor(factor)))
}

async fn without_password(checks: &Checks) -> AccountId {
    let account = checks.new_account(MAREN).password(None);
    let id = account.id.clone();
    let created = checks
        .accounts()
        .create_account(account, checks.change(at(0)));
    assert_eq!(created.await.unwrap(), CreateOutcome::Created);
    id
}
