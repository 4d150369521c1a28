//! Rules of known browsers, and of what strangers see of challenges.

use widgets_core::stores::NewChallenge;

use super::*;

impl Example {
    /// A reset whose address has no account, which makes no difference.
    pub(super) fn newer_reset(&self, browser: TokenHash) -> NewChallenge {
        let mut new = self.checks.new_challenge(ChallengePurpose::RESET, None);
        new.browser = browser;
        new
    }
}

writes! {
    fn attack_169_a_reset_of_another_browser_ends_none(of: verified, change) {
        of.accounts().begin_challenge(of.newer_reset(of.device), change)
    } "()", then "()", leaves "session other link browser sign_in step_up reset", "epoch 0, verified, password 1";

    fn attack_169_a_declined_challenge_is_void(of: verified, change) {
        of.accounts().revoke_challenge(&of.reset.link, change)
    } "Ended", then "Missing", leaves "session other link browser sign_in step_up", "epoch 0, verified, password 1";

    fn ending_a_session_of_the_list_forgets_its_browser(of: verified, change) {
        of.accounts().end_session(&of.own.account, &of.other.session.id, true, change)
    } "Ended", then "Missing", leaves "session link sign_in step_up reset", "epoch 0, verified, password 1";

    fn signing_out_keeps_the_browser_known(of: verified, change) {
        of.accounts().end_session(&of.own.account, &of.other.session.id, false, change)
    } "Ended", then "Missing", leaves "session link browser sign_in step_up reset", "epoch 0, verified, password 1";

    fn ending_all_others_forgets_their_browsers(of: verified, change) {
        of.accounts().end_sessions(&of.own.account, Some(&of.own.session.session.id), change)
    } "1", then "0", leaves "session link sign_in step_up reset", "epoch 0, verified, password 1";

    fn ending_others_keeps_the_browser_of_the_one_that_stays(of: verified, change) {
        of.accounts().end_sessions(&of.own.account, Some(&of.other.session.id), change)
    } "1", then "0", leaves "other link browser sign_in step_up reset", "epoch 0, verified, password 1";
}

/// Whoever began a challenge sees nothing of what happens to the account: its page, its tries and its
/// mails go on, and nothing redeems it.
#[tokio::test]
async fn attack_169_a_void_challenge_looks_the_same() {
    for write in 0..4 {
        let of = Example::verified().await;
        let (begun, change) = (&of.own.challenge, of.change(5));
        let accounts = of.accounts();
        let account = &of.own.account;
        let happened = match write {
            0 => {
                let reset = of.own.resetting(&of.reset);
                format!(
                    "{:?}",
                    accounts.reset_password(reset, change).await.unwrap()
                )
            }
            1 => format!(
                "{:?}",
                accounts
                    .revoke_challenge(&begun.link, change)
                    .await
                    .unwrap()
            ),
            2 => format!(
                "{:?}",
                accounts.delete_account(account, change).await.unwrap()
            ),
            _ => {
                let disabled = AccountStatus::Disabled;
                let switched = accounts.set_account_status(account, disabled, change);
                format!("{:?}", switched.await.unwrap())
            }
        };
        assert!(
            ["Set", "Ended", "Deleted", "Switched"].contains(&&*happened),
            "{happened}"
        );
        let found = of.checks.find(begun, 10).await.expect("its page stays");
        assert!(found.void);
        assert_eq!(of.checks.tries(begun, 10).await, Some(4));
        let again = accounts.resend_challenge(of.checks.again(begun), of.change(100));
        assert_eq!(format!("{:?}", again.await.unwrap()), "Sent");
        let opening = of.opening(begun.redeem());
        let opened = accounts.open_session(opening, of.change(110)).await;
        assert_eq!(format!("{:?}", opened.unwrap()), "Refused");
    }
}

/// A token that somebody planted in a browser is worth nothing once its owner has signed in there, and
/// accounts that knew the browser know it still.
#[tokio::test]
async fn attack_171_a_replaced_token_of_a_browser_ends() {
    let of = Example::verified().await;
    let stranger = of.checks.account(STRANGER).await;
    let (planted, new) = (of.checks.token(), of.checks.token());
    let opening = of.checks.open_session(&stranger, at(10));
    let opening = opening.device(Some(of.checks.device(planted, at(90_000))));
    of.checks.open(opening, at(10)).await;
    let remembered = of.checks.device(new, at(90_000)).replaces(Some(planted));
    let opening = of.opening(None).device(Some(remembered));
    of.checks.open(opening, at(20)).await;
    let knows = async |email: &str, token: &TokenHash, second| {
        let email = address(email);
        let found = of
            .accounts()
            .credentials(email.key(), Some(token), at(second));
        found.await.unwrap().unwrap().known_device
    };
    assert!(!knows(MAREN, &planted, 21).await);
    assert!(knows(MAREN, &new, 21).await && knows(STRANGER, &new, 21).await);
    // For a moment the old one goes on where it was known, since the answer may get lost.
    assert!(knows(STRANGER, &planted, 319).await);
    assert!(!knows(STRANGER, &planted, 320).await);
}
