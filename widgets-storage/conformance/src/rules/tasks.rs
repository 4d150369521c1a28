//! Rules of what an account has to do before its user goes on.

use super::*;

impl Example {
    async fn protection(&self) -> Protection {
        let token = self.own.session.token;
        let admitted = self.accounts().admit(&token, None, at(10)).await.unwrap();
        admitted.expect("the session is live").protection
    }
}

writes! {
    fn accepting_terms_leaves_everything(of: verified, change) {
        of.accounts().accept_terms(&of.own.account, "2026-11", change)
    } "Accepted", then "Unchanged", leaves "session other link browser sign_in step_up reset", "epoch 0, verified, password 1";

    fn a_password_is_demanded_and_still_signs_in(of: verified, change) {
        of.accounts().demand_new_password(&of.own.account, ReplaceReason::Expired, change)
    } "Demanded", then "Demanded", leaves "session other link browser sign_in step_up reset", "epoch 0, verified, password 1";
}

#[tokio::test]
async fn a_demand_ends_with_another_password() {
    let of = Example::verified().await;
    let none = Protection::new(false);
    assert_eq!(of.protection().await, none);
    let reason = ReplaceReason::Compromised;
    let demanding = of.accounts();
    let demanding = demanding.demand_new_password(&of.own.account, reason, of.change(9));
    assert_eq!(demanding.await.unwrap(), ReplaceOutcome::Demanded);
    let demanded = Protection::new(false).replace_password(Some(reason));
    assert_eq!(of.protection().await, demanded);
    let setting = of.own.changing(of.own.session.token);
    let set = of.accounts().change_password(setting, of.change(10)).await;
    assert_eq!(set.unwrap(), PasswordOutcome::Set);
    assert_eq!(of.protection().await, none);
}

#[tokio::test]
async fn an_account_without_a_password_has_none_to_replace() {
    let of = Example::unverified().await;
    let opening = of.opening(of.own.challenge.redeem());
    let opened = of.accounts().open_session(opening, of.change(9)).await;
    assert_eq!(opened.unwrap(), OpenOutcome::Opened);
    let (accounts, reason) = (of.accounts(), ReplaceReason::Expired);
    let demanding = accounts.demand_new_password(&of.own.account, reason, of.change(10));
    of.refuses("NoPassword", demanding).await;
}
