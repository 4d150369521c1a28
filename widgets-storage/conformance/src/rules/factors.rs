//! Rules of second factors.

use widgets_core::id::AuthenticatorId;
use widgets_core::name::Name;

use super::*;

/// The epoch after the authenticator of the example was added.
const EPOCH: Epoch = Epoch(1);

impl Example {
    fn adding(&self, end: bool) -> AddAuthenticatorWrite {
        let (id, name) = (AuthenticatorId::parse("aut_1").unwrap(), "Pixel 9");
        let name = Name::parse(name).unwrap();
        let authenticator = Authenticator::new(id, name, vec![1], at(9)).last_step(5);
        let others = OtherSessions::new(self.own.session.session.id.clone()).end(end);
        AddAuthenticatorWrite::new(self.own.account.clone(), Epoch(0), authenticator, others)
    }

    /// With an authenticator, whose step 5 was used.
    async fn with_factor() -> Self {
        let of = Self::verified().await;
        let adding = of.adding(false);
        let added = of.accounts().add_authenticator(adding, of.change(9)).await;
        assert_eq!(added.unwrap(), AddAuthenticatorOutcome::Added);
        of
    }

    /// A sign-in that waits, until second 600.
    async fn waiting(&self) -> TokenHash {
        let (token, method) = (self.checks.token(), SignInMethod::PASSWORD);
        let account = self.own.account.clone();
        let new = NewSignInAttempt::new(token, account, EPOCH, method, at(600)).tries(2);
        let begun = self.accounts().begin_sign_in(new, self.change(9)).await;
        assert_eq!(begun.unwrap(), BeginSignInOutcome::Begun);
        token
    }

    fn completing(&self, attempt: Option<TokenHash>, redeem: Option<Redeem>) -> OpenSession {
        let session = self.opening(None).session;
        OpenSession::new(session, EPOCH)
            .redeem(redeem)
            .attempt(attempt)
    }
}

fn code(step: i64) -> Option<Redeem> {
    let id = AuthenticatorId::parse("aut_1").unwrap();
    Some(Redeem::Factor(UsedFactor::Authenticator { id, step }))
}

writes! {
    fn attack_007_an_added_factor_voids_what_was_begun(of: verified, change) {
        of.accounts().add_authenticator(of.adding(false), change)
    } "Added", then "Refused", leaves "session other browser", "epoch 1, verified, password 1";

    fn attack_007_an_added_factor_ends_the_others_if_asked(of: verified, change) {
        of.accounts().add_authenticator(of.adding(true), change)
    } "Added", then "Refused", leaves "session", "epoch 1, verified, password 1";
}

#[tokio::test]
async fn attack_023_an_unverified_account_gets_no_factor() {
    let of = Example::unverified().await;
    let adding = of
        .accounts()
        .add_authenticator(of.adding(true), of.change(10));
    of.refuses("Unverified", adding).await;
}

#[tokio::test]
async fn attack_005_a_session_takes_a_sign_in_that_waits_and_a_factor_of_it() {
    let of = Example::with_factor().await;
    let attempt = of.waiting().await;
    let required = "SecondFactorRequired";
    for (attempt, redeem, answer) in [
        (None, None, required),
        (None, code(6), required),
        (Some(attempt), None, required),
        (Some(attempt), code(5), "Refused"),
        (Some(of.checks.token()), code(6), "Refused"),
    ] {
        let opening = of.completing(attempt, redeem);
        let opened = of.accounts().open_session(opening, of.change(10));
        of.refuses(answer, opened).await;
    }
    let late = of.completing(Some(attempt), code(6));
    let late = of.accounts().open_session(late, of.change(600));
    of.refuses("Refused", late).await;
    let opening = of.completing(Some(attempt), code(6));
    let opened = of.accounts().open_session(opening, of.change(10)).await;
    assert_eq!(opened.unwrap(), OpenOutcome::Opened);
    let again = of.completing(Some(attempt), code(7));
    let again = of.accounts().open_session(again, of.change(10));
    of.refuses("Refused", again).await;
}

#[tokio::test]
async fn attack_005_a_step_up_takes_a_second_factor_too() {
    let of = Example::with_factor().await;
    let renewal = |redeem| {
        let mut renewal = of.renewing(redeem);
        renewal.epoch = EPOCH;
        renewal
    };
    let alone = of.accounts().renew_session(renewal(None), of.change(10));
    of.refuses("SecondFactorRequired", alone).await;
    let used = of.accounts().renew_session(renewal(code(5)), of.change(10));
    of.refuses("Refused", used).await;
    let renewed = of
        .accounts()
        .renew_session(renewal(code(6)), of.change(10))
        .await;
    assert_eq!(renewed.unwrap(), OpenOutcome::Opened);
}

#[tokio::test]
async fn staff_are_not_asked_for_the_factor_of_the_user() {
    let of = Example::with_factor().await;
    let ada = Impersonation::new("Ada".to_owned(), "Ticket 7".to_owned(), at(600));
    let mut opening = of.completing(None, None);
    opening.session.session.impersonation = Some(ada);
    let opened = of.accounts().open_session(opening, of.change(10)).await;
    assert_eq!(opened.unwrap(), OpenOutcome::Opened);
}

#[tokio::test]
async fn attack_056_a_sign_in_ends_with_its_tries() {
    let of = Example::with_factor().await;
    let attempt = of.waiting().await;
    let tries = async || {
        let tried = of.accounts().try_sign_in(&attempt, at(10)).await.unwrap();
        tried.map(|own| own.tries_left)
    };
    assert_eq!(
        (tries().await, tries().await, tries().await),
        (Some(1), Some(0), None)
    );
    assert!(
        of.accounts()
            .find_sign_in(&attempt, at(10))
            .await
            .unwrap()
            .is_none()
    );
}
