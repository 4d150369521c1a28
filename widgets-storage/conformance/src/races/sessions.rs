//! Races for accounts and their sessions.

use widgets_core::stores::{ChallengePurpose, NewSession, PageRequest, Redeem, RememberDevice};

use super::crowd;
use crate::setup::{CROWD, Checks, MAREN, assert_one, at};

pub async fn attack_156_one_of_a_crowd_gets_an_address(checks: Checks) {
    let answers = crowd!(checks, accounts.create_account(account, change);
        account = checks.new_account(MAREN), change = checks.change(at(10)));
    assert_one(&answers, "Created", "Taken");
}

pub async fn attack_156_one_of_a_crowd_redeems_a_link(checks: Checks) {
    let account = checks.account(MAREN).await;
    let link = Redeem::Link(checks.link(&account, at(100)).await);
    let answers = crowd!(checks, accounts.open_session(open, change);
        open = checks.open_session(&account, at(10)).redeem(Some(link.clone())),
        change = checks.change(at(10)));
    assert_one(&answers, "Opened", "Refused");
    let none = checks.session_id();
    let (accounts, page) = (checks.accounts(), PageRequest::new(None, 100));
    let list = accounts.list_sessions(&account, &none, &page, at(11));
    assert_eq!(list.await.unwrap().rows.len(), 1);
}

pub async fn attack_040_one_of_a_crowd_redeems_a_challenge(checks: Checks) {
    for verified in [true, false] {
        let own = checks.populated(verified).await;
        let answers = crowd!(checks, accounts.open_session(open, change);
            open = checks.open_session(&own.account, at(10)).redeem(own.challenge.redeem()),
            change = checks.change(at(10)));
        assert_one(&answers, "Opened", "Refused");
        // Who proves the mailbox first ends what others have prepared.
        let stays = checks.is_admitted(&own.session.token, at(10)).await;
        assert_eq!(stays, verified);
        let deleted = checks
            .accounts()
            .delete_account(&own.account, checks.change(at(11)));
        deleted.await.unwrap();
    }
}

pub async fn attack_156_one_of_a_crowd_renews_a_session(checks: Checks) {
    let held = checks.session(&checks.account(MAREN).await, at(5)).await;
    let answers = crowd!(checks, accounts.renew_session(renewal, change);
        renewal = checks.renewal(&held, at(10)), change = checks.change(at(10)));
    assert_one(&answers, "Opened", "Refused");
    assert!(!checks.is_admitted(&held.token, at(10)).await);
}

pub async fn attack_040_one_of_a_crowd_steps_up(checks: Checks) {
    let own = checks.populated(true).await;
    let step_up = checks
        .challenge(ChallengePurpose::STEP_UP, Some(&own.account))
        .await;
    let answers = crowd!(checks, accounts.renew_session(renewal, change);
        renewal = checks.renewal(&own.session, at(10)).redeem(step_up.redeem()),
        change = checks.change(at(10)));
    assert_one(&answers, "Opened", "Refused");
}

pub async fn attack_156_one_of_a_crowd_ends_a_session(checks: Checks) {
    let held = checks
        .session(&checks.account(MAREN).await, at(5))
        .await
        .session;
    let answers = crowd!(checks, accounts.end_session(&account, &id, true, change);
        account = held.account.clone(), id = held.id.clone(), change = checks.change(at(10)));
    assert_one(&answers, "Ended", "Missing");
}

pub async fn touching_in_a_crowd_keeps_the_latest_marks(checks: Checks) {
    let held = checks
        .session(&checks.account(MAREN).await, at(0))
        .await
        .session;
    let seconds = |number: usize| i64::try_from(number).unwrap();
    crowd!(checks, number => accounts.touch_session(&id, last_used_at, idle_until);
        id = held.id.clone(),
        last_used_at = at(seconds(number)),
        idle_until = at(4_000 + seconds(number)));
    let last = seconds(CROWD) - 1;
    let found = checks
        .accounts()
        .find_session(&held.account, &held.id, at(10));
    let found = found.await.unwrap().expect("the session is live");
    assert_eq!(
        (found.last_used_at, found.idle_until),
        (at(last), at(4_000 + last))
    );
}

/// More sign-ins than there may be sessions and known browsers: the oldest make way.
pub async fn attack_015_sessions_and_browsers_of_an_account_are_bounded(checks: Checks) {
    let account = checks.account(MAREN).await;
    let many = i64::from(NewSession::MOST) + 20;
    let mut opened = Vec::new();
    for number in 1..=many {
        let device = checks.device(checks.token(), at(10_000 + number));
        let open = checks.open_session(&account, at(number));
        let open = open.device(Some(device.clone()));
        opened.push((checks.open(open, at(number)).await, device.device.token));
    }
    let none = checks.session_id();
    let (accounts, all) = (checks.accounts(), PageRequest::new(None, 1_000));
    let list = accounts.list_sessions(&account, &none, &all, at(many));
    let list = list.await.unwrap().rows;
    assert_eq!(list.len(), NewSession::MOST as usize);
    let newest = opened.iter().rev().map(|(own, _)| own.session.id.clone());
    let listed = list.iter().map(|own| own.id.clone());
    assert!(listed.eq(newest.take(NewSession::MOST as usize)));
    let mut known = Vec::new();
    for (_, token) in &opened {
        known.push(accounts.knows_device(token, at(many)).await.unwrap());
    }
    let first = opened.len() - RememberDevice::MOST as usize;
    assert!(known[..first].iter().all(|known| !known));
    assert!(known[first..].iter().all(|known| *known));
    // Those of others are theirs.
    let other = checks.account("other@nordlicht.example").await;
    checks.session(&other, at(many)).await;
    assert!(
        checks
            .is_admitted(&opened[opened.len() - 1].0.token, at(many))
            .await
    );
}
