//! Races for second factors, and for sign-ins that wait for one.

use widgets_core::crypto::TokenHash;
use widgets_core::id::{AccountId, AuthenticatorId};
use widgets_core::name::Name;
use widgets_core::stores::*;

use super::crowd;
use crate::setup::{CROWD, Checks, MAREN, TRIES, assert_one, at};

/// The step of the code that everybody gives.
const STEP: i64 = 7;

pub async fn attack_054_one_of_a_crowd_is_let_in_by_a_code(checks: Checks) {
    let (account, id) = with_authenticator(&checks).await;
    let mut attempts = waiting(&checks, &account).await;
    let answers = crowd!(checks, number => accounts.open_session(open, change);
        open = completing(&checks, &account, attempts[number]).redeem(Some(code(&id, STEP))),
        change = checks.change(at(10)));
    assert_one(&answers, "Opened", "Refused");
    // Nor by the one of the step before.
    let left = attempts.pop().unwrap();
    let before = completing(&checks, &account, left).redeem(Some(code(&id, STEP - 1)));
    let change = checks.change(at(11));
    let refused = checks.accounts().open_session(before, change).await;
    assert_eq!(refused.unwrap(), OpenOutcome::Refused);
}

pub async fn attack_054_one_of_a_crowd_completes_a_sign_in(checks: Checks) {
    let (account, id) = with_authenticator(&checks).await;
    let attempt = waiting(&checks, &account).await[0];
    let answers = crowd!(checks, number => accounts.open_session(open, change);
        open = completing(&checks, &account, attempt)
            .redeem(Some(code(&id, STEP + i64::try_from(number).unwrap()))),
        change = checks.change(at(10)));
    assert_one(&answers, "Opened", "Refused");
}

pub async fn attack_058_one_of_a_crowd_is_let_in_by_a_recovery_code(checks: Checks) {
    let (account, _) = with_authenticator(&checks).await;
    let codes: [TokenHash; RECOVERY_CODES] = std::array::from_fn(|_| checks.token());
    let (accounts, change) = (checks.accounts(), checks.change(at(3)));
    let made = accounts.make_recovery_codes(&account, Epoch(1), &codes, change);
    assert_eq!(made.await.unwrap(), RecoveryOutcome::Made);
    let attempts = waiting(&checks, &account).await;
    let used = || Redeem::Factor(UsedFactor::RecoveryCode(codes[4]));
    let answers = crowd!(checks, number => accounts.open_session(open, change);
        open = completing(&checks, &account, attempts[number]).redeem(Some(used())),
        change = checks.change(at(10)));
    assert_one(&answers, "Opened", "Refused");
    let left = accounts.find_second_factors(&account).await.unwrap();
    assert_eq!(left.recovery_codes.len(), RECOVERY_CODES - 1);
}

pub async fn attack_056_a_crowd_is_answered_as_often_as_tries_are_left(checks: Checks) {
    let (account, _) = with_authenticator(&checks).await;
    let attempt = waiting(&checks, &account).await[0];
    let answers = checks.crowd(|own, _| async move {
        let tried = own.stores.accounts.try_sign_in(&attempt, at(10)).await;
        tried.unwrap().map(|own| own.tries_left)
    });
    let answers = answers.await;
    let refused = answers.get("None").copied().unwrap_or(0);
    assert_eq!(refused, CROWD - usize::try_from(TRIES).unwrap());
    for left in 0..TRIES {
        assert_eq!(answers.get(&format!("Some({left})")), Some(&1));
    }
}

pub async fn attack_057_one_of_a_crowd_adds_an_authenticator(checks: Checks) {
    let account = checks.account(MAREN).await;
    let answers = crowd!(checks, accounts.add_authenticator(adding, change);
        adding = adding(&checks, &account, Epoch(0)), change = checks.change(at(10)));
    assert_one(&answers, "Added", "Refused");
}

/// Some sign in with their first proof alone while an authenticator is added, which ends other sessions.
pub async fn attack_005_no_session_is_opened_without_a_factor_that_is_added_at_once(
    checks: Checks,
) {
    let account = checks.account(MAREN).await;
    let of = account.clone();
    let answers = checks.crowd(move |own, number| {
        let account = of.clone();
        async move {
            let change = own.change(at(10));
            if number % 10 == 0 {
                let adding = adding(&own, &account, Epoch(0));
                let added = own.stores.accounts.add_authenticator(adding, change).await;
                return format!("{:?}", added.unwrap());
            }
            let open = own.open_session(&account, at(10));
            let opened = own.stores.accounts.open_session(open, change).await;
            format!("{:?}", opened.unwrap())
        }
    });
    assert_eq!(answers.await.get("\"Added\""), Some(&1));
    let none = checks.session_id();
    let (accounts, page) = (checks.accounts(), PageRequest::new(None, 100));
    let left = accounts.list_sessions(&account, &none, &page, at(11));
    assert_eq!(left.await.unwrap().rows.len(), 0);
}

/// Some sign in with a browser that is trusted while another authenticator is added, which ends trust and
/// other sessions.
pub async fn attack_014_no_browser_is_trusted_after_a_factor_is_added_at_once(checks: Checks) {
    let (account, id) = with_authenticator(&checks).await;
    let browser = trusted(&checks, &account, &id).await;
    let of = account.clone();
    let answers = checks.crowd(move |own, number| {
        let account = of.clone();
        async move {
            let change = own.change(at(10));
            if number % 10 == 0 {
                let adding = adding(&own, &account, Epoch(1));
                let added = own.stores.accounts.add_authenticator(adding, change).await;
                return format!("{:?}", added.unwrap());
            }
            let opened = own
                .stores
                .accounts
                .open_session(by_trust(&own, &account, browser), change);
            format!("{:?}", opened.await.unwrap())
        }
    });
    assert_eq!(answers.await.get("\"Added\""), Some(&1));
    let none = checks.session_id();
    let (accounts, page) = (checks.accounts(), PageRequest::new(None, 100));
    let left = accounts.list_sessions(&account, &none, &page, at(11));
    assert_eq!(left.await.unwrap().rows.len(), 0);
    let mut late = by_trust(&checks, &account, browser);
    late.epoch = Epoch(2);
    let late = accounts.open_session(late, checks.change(at(12))).await;
    assert_eq!(late.unwrap(), OpenOutcome::SecondFactorRequired);
}

/// All trust is ended while some sign in by it: nobody does after that.
pub async fn attack_014_trust_ends_for_a_crowd(checks: Checks) {
    let (account, id) = with_authenticator(&checks).await;
    let browser = trusted(&checks, &account, &id).await;
    let of = account.clone();
    let answers = checks.crowd(move |own, number| {
        let account = of.clone();
        async move {
            let (accounts, change) = (&own.stores.accounts, own.change(at(10)));
            if number % 10 == 0 {
                let ended = accounts.distrust_all_devices(&account, change);
                return format!("ended {}", ended.await.unwrap());
            }
            let open = by_trust(&own, &account, browser);
            format!("{:?}", accounts.open_session(open, change).await.unwrap())
        }
    });
    assert_eq!(answers.await.get("\"ended 1\""), Some(&1));
    let late = checks
        .accounts()
        .open_session(by_trust(&checks, &account, browser), checks.change(at(11)));
    assert_eq!(late.await.unwrap(), OpenOutcome::SecondFactorRequired);
}

/// A reset is called off while several workers carry it out: one of all does either.
pub async fn attack_061_one_of_a_crowd_ends_a_reset(checks: Checks) {
    let (account, _) = with_authenticator(&checks).await;
    let token = checks.token();
    let reset = FactorReset::new(account.clone(), token, at(3), at(9));
    let begun = checks
        .accounts()
        .begin_factor_reset(reset, checks.change(at(3)));
    assert_eq!(begun.await.unwrap(), BeginResetOutcome::Begun);
    let of = account.clone();
    let answers = checks.crowd(move |own, number| {
        let account = of.clone();
        async move {
            let (accounts, change) = (&own.stores.accounts, own.change(at(10)));
            let done = if number % 2 == 0 {
                accounts.end_factor_reset(&account, &token, change).await
            } else {
                accounts
                    .complete_factor_reset(&account, &token, change)
                    .await
            };
            format!("{:?}", done.unwrap())
        }
    });
    assert_eq!(answers.await.get("\"Ended\""), Some(&1));
}

/// A browser that the account trusts.
async fn trusted(checks: &Checks, account: &AccountId, id: &AuthenticatorId) -> TokenHash {
    let (browser, attempt) = (checks.token(), waiting(checks, account).await[0]);
    let open = completing(checks, account, attempt)
        .redeem(Some(code(id, STEP)))
        .device(Some(checks.device(browser, at(9_000))))
        .trust_until(Some(at(900)));
    let opened = checks.accounts().open_session(open, checks.change(at(5)));
    assert_eq!(opened.await.unwrap(), OpenOutcome::Opened);
    browser
}

fn by_trust(checks: &Checks, account: &AccountId, browser: TokenHash) -> OpenSession {
    let session = checks.open_session(account, at(10)).session;
    OpenSession::new(session, Epoch(1)).trusted(Some(browser))
}

/// An account with an authenticator, at its second epoch.
async fn with_authenticator(checks: &Checks) -> (AccountId, AuthenticatorId) {
    let account = checks.account(MAREN).await;
    let adding = adding(checks, &account, Epoch(0));
    let id = adding.authenticator.id.clone();
    let added = checks
        .accounts()
        .add_authenticator(adding, checks.change(at(2)));
    assert_eq!(added.await.unwrap(), AddAuthenticatorOutcome::Added);
    (account, id)
}

fn adding(checks: &Checks, account: &AccountId, epoch: Epoch) -> AddAuthenticatorWrite {
    let id = AuthenticatorId::parse(format!("aut_{}", checks.session_id())).unwrap();
    let name = Name::parse("Pixel 9").unwrap();
    let authenticator = Authenticator::new(id, name, vec![0, 1, 255], at(2));
    let others = OtherSessions::new(checks.session_id());
    AddAuthenticatorWrite::new(account.clone(), epoch, authenticator, others)
}

/// A sign-in that waits, for each of a crowd.
async fn waiting(checks: &Checks, account: &AccountId) -> Vec<TokenHash> {
    let mut attempts = Vec::new();
    for _ in 0..=CROWD {
        let (token, method) = (checks.token(), SignInMethod::PASSWORD);
        let new = NewSignInAttempt::new(token, account.clone(), Epoch(1), method, at(600));
        let begun = checks
            .accounts()
            .begin_sign_in(new.tries(TRIES), checks.change(at(4)));
        assert_eq!(begun.await.unwrap(), BeginSignInOutcome::Begun);
        attempts.push(token);
    }
    attempts
}

fn completing(checks: &Checks, account: &AccountId, attempt: TokenHash) -> OpenSession {
    let session = checks.open_session(account, at(10)).session;
    OpenSession::new(session, Epoch(1)).attempt(Some(attempt))
}

fn code(id: &AuthenticatorId, step: i64) -> Redeem {
    let id = id.clone();
    Redeem::Factor(UsedFactor::Authenticator { id, step })
}
