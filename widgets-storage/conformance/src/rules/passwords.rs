//! Rules of passwords that the signed-in user sets, changes or removes.

use super::*;

writes! {
    fn attack_041_a_changed_password_voids_links_and_challenges(of: verified, change) {
        of.accounts().change_password(of.own.changing(of.checks.token()), change)
    } "Set", then "Refused", leaves "other browser", "epoch 1, verified, password 3";

    fn a_changed_password_ends_the_others_if_asked(of: verified, change) {
        of.accounts().change_password(of.own.changing(of.checks.token()).end_others(true), change)
    } "Set", then "Refused", leaves "", "epoch 1, verified, password 3";

    fn a_password_is_removed_where_a_code_can_be_mailed(of: verified, change) {
        of.accounts().change_password(of.own.removing(of.checks.token()), change)
    } "Set", then "Refused", leaves "other browser", "epoch 1, verified, password none";

    fn a_changed_password_keeps_this_browser_known(of: verified, change) {
        of.accounts().change_password(
            of.own.changing(of.checks.token()).end_others(true).device(Some(of.device)), change)
    } "Set", then "Refused", leaves "browser", "epoch 1, verified, password 3";
}

#[tokio::test]
async fn the_last_way_in_stays() {
    let of = Example::unverified().await;
    let removing = of.own.removing(of.checks.token());
    let removed = of.accounts().change_password(removing, of.change(10));
    of.refuses("LastWayIn", removed).await;
}
