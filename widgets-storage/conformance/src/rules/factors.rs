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

impl Example {
    /// A browser that the account trusts until second 500.
    async fn trusted(&self) -> TokenHash {
        let (browser, attempt) = (self.checks.token(), self.waiting().await);
        let opening = self
            .completing(Some(attempt), code(6))
            .device(Some(self.checks.device(browser, at(9_000))))
            .trust_until(Some(at(500)));
        let opened = self.accounts().open_session(opening, self.change(10)).await;
        assert_eq!(opened.unwrap(), OpenOutcome::Opened);
        browser
    }

    /// What a first proof in that browser comes to.
    async fn by_trust(&self, browser: TokenHash, second: i64) -> OpenOutcome {
        let found = self.checks.credentials(MAREN, None).await.unwrap();
        let mut opening = self.completing(None, None).trusted(Some(browser));
        opening.epoch = found.epoch;
        let opened = self.accounts().open_session(opening, self.change(second));
        opened.await.unwrap()
    }
}

#[tokio::test]
async fn attack_014_trust_stands_in_for_the_factor_until_it_ends() {
    let of = Example::with_factor().await;
    let browser = of.trusted().await;
    let required = OpenOutcome::SecondFactorRequired;
    assert_eq!(of.by_trust(browser, 499).await, OpenOutcome::Opened);
    assert_eq!(of.by_trust(browser, 500).await, required);
    // A browser that is known alone, and one that nobody knows.
    assert_eq!(of.by_trust(of.device, 20).await, required);
    assert_eq!(of.by_trust(of.checks.token(), 20).await, required);
    // It is no second factor of a step-up.
    let mut renewal = of.renewing(None);
    renewal.epoch = EPOCH;
    renewal.device = Some(of.checks.device(browser, at(9_000)));
    let alone = of.accounts().renew_session(renewal, of.change(20)).await;
    assert_eq!(alone.unwrap(), required);
}

#[tokio::test]
async fn attack_014_the_browser_of_one_account_is_not_trusted_by_another() {
    let of = Example::with_factor().await;
    let browser = of.trusted().await;
    let stranger = of.checks.account(STRANGER).await;
    let mut adding = of.adding(false);
    adding.account = stranger.clone();
    adding.authenticator.id = AuthenticatorId::parse("aut_2").unwrap();
    let added = of.accounts().add_authenticator(adding, of.change(9)).await;
    assert_eq!(added.unwrap(), AddAuthenticatorOutcome::Added);
    let session = of.checks.open_session(&stranger, at(10)).session;
    let opening = OpenSession::new(session, EPOCH).trusted(Some(browser));
    let opened = of.accounts().open_session(opening, of.change(20));
    of.refuses("SecondFactorRequired", opened).await;
}

#[tokio::test]
async fn attack_014_no_trust_without_a_second_factor() {
    // The account has none yet, so the first proof suffices.
    let of = Example::verified().await;
    let browser = of.checks.token();
    let opening = of
        .opening(None)
        .device(Some(of.checks.device(browser, at(9_000))))
        .trust_until(Some(at(500)));
    let opened = of.accounts().open_session(opening, of.change(8)).await;
    assert_eq!(opened.unwrap(), OpenOutcome::Opened);
    let trusted = DeviceFilter::default().trusted(true);
    let page = PageRequest::new(None, 9);
    let listed = of
        .accounts()
        .list_devices(&of.own.account, &trusted, &page, at(9));
    assert_eq!(listed.await.unwrap().rows.len(), 0);
    let added = of
        .accounts()
        .add_authenticator(of.adding(false), of.change(9))
        .await;
    assert_eq!(added.unwrap(), AddAuthenticatorOutcome::Added);
    let required = OpenOutcome::SecondFactorRequired;
    assert_eq!(of.by_trust(browser, 20).await, required);
}

/// Whatever changes how somebody signs in ends all trust in the same write.
#[tokio::test]
async fn attack_014_every_change_of_the_account_ends_trust() {
    for write in 0..7 {
        let of = Example::with_factor().await;
        let browser = of.trusted().await;
        let (accounts, account, change) = (of.accounts(), &of.own.account, of.change(15));
        let happened = match write {
            0 => {
                let mut adding = of.adding(false);
                adding.authenticator.id = AuthenticatorId::parse("aut_2").unwrap();
                adding.epoch = EPOCH;
                let added = accounts.add_authenticator(adding, change).await;
                format!("{:?}", added.unwrap())
            }
            1 => {
                let codes = std::array::from_fn(|_| of.checks.token());
                let made = accounts.make_recovery_codes(account, EPOCH, &codes, change);
                format!("{:?}", made.await.unwrap())
            }
            2 => {
                let listed = of.listed().await;
                let ids = Selected::new(listed.iter().map(|own| own.id.clone()));
                let ended = accounts.distrust_devices(account, &ids, change).await;
                format!("{:?}", ended.unwrap())
            }
            3 => {
                let ended = accounts.distrust_all_devices(account, change).await;
                format!("{}", ended.unwrap())
            }
            4 => {
                let listed = of.listed().await;
                let ids = Selected::new(listed.iter().map(|own| own.id.clone()));
                let ended = accounts.forget_devices(account, &ids, change).await;
                format!("{:?}", ended.unwrap())
            }
            5 => {
                let ended = accounts.end_sessions(account, None, change).await;
                format!("{}", ended.unwrap() > 0)
            }
            _ => {
                accounts.end_all_sessions(change).await.unwrap();
                "()".to_owned()
            }
        };
        let expected = ["Added", "Made", "Ended", "1", "Ended", "true", "()"];
        assert_eq!(happened, expected[write]);
        let answer = of.by_trust(browser, 20).await;
        assert_eq!(answer, OpenOutcome::SecondFactorRequired, "{happened}");
    }
}

impl Example {
    /// The browsers that the account trusts at second 12.
    async fn listed(&self) -> Vec<Device> {
        let trusted = DeviceFilter::default().trusted(true);
        let page = PageRequest::new(None, 9);
        let listed = self
            .accounts()
            .list_devices(&self.own.account, &trusted, &page, at(12))
            .await
            .unwrap()
            .rows;
        assert_eq!(listed.len(), 1);
        assert_eq!(listed[0].trusted_until, Some(at(500)));
        listed
    }
}

/// A mailbox never counts twice: not beside a mailed code or link, nor beside a password that was set by way
/// of it.
#[tokio::test]
async fn attack_042_a_mailed_code_counts_beside_a_proof_that_was_not_mailed() {
    for (first, reset, expected) in [
        (SignInMethod::PASSWORD, false, OpenOutcome::Opened),
        (SignInMethod::PASSWORD, true, OpenOutcome::Refused),
        (SignInMethod::EMAIL, false, OpenOutcome::Refused),
        (SignInMethod::LINK, false, OpenOutcome::Refused),
    ] {
        let of = Example::with_factor().await;
        let accounts = of.accounts();
        let mut epoch = EPOCH;
        if reset {
            let purpose = ChallengePurpose::RESET;
            let begun = of.checks.challenge(purpose, Some(&of.own.account)).await;
            let mut resetting = of.own.resetting(&begun);
            resetting.epoch = epoch;
            let done = accounts.reset_password(resetting, of.change(9)).await;
            assert_eq!(done.unwrap(), PasswordOutcome::Set);
            epoch = Epoch(epoch.0 + 1);
        }
        let purpose = ChallengePurpose::SECOND_FACTOR;
        let mut new = of.checks.new_challenge(purpose, Some(&of.own.account));
        new.account = Some((of.own.account.clone(), epoch));
        let id = new.id.clone();
        accounts.begin_challenge(new, of.change(9)).await.unwrap();
        let token = of.checks.token();
        let account = of.own.account.clone();
        let attempt = NewSignInAttempt::new(token, account, epoch, first, at(600)).tries(2);
        let begun = accounts.begin_sign_in(attempt, of.change(9)).await;
        assert_eq!(begun.unwrap(), BeginSignInOutcome::Begun);
        let mailed = || Some(Redeem::Factor(UsedFactor::MailedCode(id.clone())));
        // It completes nothing but a sign-in that waits, and is no step-up.
        let mut alone = of.completing(None, mailed());
        alone.epoch = epoch;
        let alone = accounts.open_session(alone, of.change(10)).await;
        assert_eq!(alone.unwrap(), OpenOutcome::Refused);
        let mut opening = of.completing(Some(token), mailed());
        opening.epoch = epoch;
        let opened = accounts.open_session(opening, of.change(10)).await;
        assert_eq!(opened.unwrap(), expected);
    }
}
