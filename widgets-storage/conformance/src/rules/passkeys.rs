//! Rules of passkeys.

use widgets_core::id::{AuthenticatorId, PasskeyId};
use widgets_core::name::Name;

use super::*;

impl Example {
    fn adding_passkey(&self, number: u8, end: bool) -> AddPasskeyWrite {
        let id = PasskeyId::parse(format!("pky_{number}")).unwrap();
        let name = Name::parse("Pixel 9").unwrap();
        let passkey = Passkey::new(id, name, vec![number; 16], vec![1], at(9)).counter(5);
        let others = OtherSessions::new(self.own.session.session.id.clone()).end(end);
        let epoch = Epoch(i64::from(number) - 1);
        AddPasskeyWrite::new(self.own.account.clone(), epoch, passkey, others)
    }

    /// With a passkey, whose count is 5.
    async fn with_passkey() -> Self {
        let of = Self::verified().await;
        let adding = of.adding_passkey(1, false);
        let added = of.accounts().add_passkey(adding, of.change(9)).await;
        assert_eq!(added.unwrap(), AddPasskeyOutcome::Added);
        of
    }

    fn by_passkey(&self, counter: i64) -> OpenSession {
        let session = self.opening(None).session;
        OpenSession::new(session, Epoch(1)).redeem(passkey(counter))
    }

    fn removing_passkey(&self) -> RemovePasskeyWrite {
        let others = OtherSessions::new(self.own.session.session.id.clone()).end(false);
        let id = PasskeyId::parse("pky_1").unwrap();
        RemovePasskeyWrite::new(self.own.account.clone(), id, others)
    }
}

fn passkey(counter: i64) -> Option<Redeem> {
    let id = PasskeyId::parse("pky_1").unwrap();
    Some(Redeem::Factor(UsedFactor::Passkey {
        id,
        counter,
        backed_up: true,
    }))
}

writes! {
    fn attack_007_an_added_passkey_voids_what_was_begun(of: verified, change) {
        of.accounts().add_passkey(of.adding_passkey(1, false), change)
    } "Added", then "Refused", leaves "session other browser", "epoch 1, verified, password 1";

    fn attack_007_an_added_passkey_ends_the_others_if_asked(of: verified, change) {
        of.accounts().add_passkey(of.adding_passkey(1, true), change)
    } "Added", then "Refused", leaves "session", "epoch 1, verified, password 1";

    fn a_removed_passkey_voids_what_was_begun(of: with_passkey, change) {
        of.accounts().remove_passkey(of.removing_passkey(), change)
    } "Removed", then "Missing", leaves "session other browser", "epoch 2, verified, password 1";
}

#[tokio::test]
async fn attack_023_an_unverified_account_gets_no_passkey() {
    let of = Example::unverified().await;
    let adding = of.adding_passkey(1, true);
    let adding = of.accounts().add_passkey(adding, of.change(10));
    of.refuses("Unverified", adding).await;
}

#[tokio::test]
async fn a_passkey_is_of_one_account() {
    let of = Example::with_passkey().await;
    let mut again = of.adding_passkey(2, false);
    again.passkey.credential_id = vec![1; 16];
    let again = of.accounts().add_passkey(again, of.change(10));
    of.refuses("Taken", again).await;
}

#[tokio::test]
async fn attack_072_a_count_that_is_not_higher_is_refused() {
    let of = Example::with_passkey().await;
    for counter in [0, 4, 5] {
        let opened = of
            .accounts()
            .open_session(of.by_passkey(counter), of.change(10));
        of.refuses("Refused", opened).await;
    }
    let opened = of
        .accounts()
        .open_session(of.by_passkey(6), of.change(10))
        .await;
    assert_eq!(opened.unwrap(), OpenOutcome::Opened);
    let found = of.accounts().find_passkey(&[1; 16]).await.unwrap().unwrap();
    let own = found.passkey;
    assert_eq!((own.counter, own.backed_up), (6, true));
    assert_eq!(own.last_used_at, Some(at(10)));
}

#[tokio::test]
async fn a_passkey_is_both_factors_of_an_account_that_has_a_second_one() {
    let of = Example::with_passkey().await;
    let (id, name) = (AuthenticatorId::parse("aut_1").unwrap(), Name::lossy("App"));
    let authenticator = Authenticator::new(id, name, vec![1], at(9));
    let others = OtherSessions::new(of.own.session.session.id.clone()).end(false);
    let account = of.own.account.clone();
    let adding = AddAuthenticatorWrite::new(account, Epoch(1), authenticator, others);
    let added = of.accounts().add_authenticator(adding, of.change(9)).await;
    assert_eq!(added.unwrap(), AddAuthenticatorOutcome::Added);
    let mut opening = of.by_passkey(6);
    opening.epoch = Epoch(2);
    let opened = of.accounts().open_session(opening, of.change(10)).await;
    assert_eq!(opened.unwrap(), OpenOutcome::Opened);
}

#[tokio::test]
async fn attack_059_the_last_way_in_is_not_removed() {
    // A password is another way in, whether or not a mailed code is.
    let of = Example::with_passkey().await;
    let removing = of.removing_passkey().mailed_code(false);
    let removed = of.accounts().remove_passkey(removing, of.change(10)).await;
    assert_eq!(removed.unwrap(), RemovePasskeyOutcome::Removed);
}
