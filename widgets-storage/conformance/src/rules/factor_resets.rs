//! Rules of resets of second factors.

use widgets_core::id::AuthenticatorId;
use widgets_core::name::Name;

use super::*;

impl Example {
    /// With an authenticator, and a reset that is due at second 500.
    async fn with_reset() -> (Self, TokenHash) {
        let of = Self::verified().await;
        let (id, name) = (AuthenticatorId::parse("aut_1").unwrap(), "Pixel 9");
        let name = Name::parse(name).unwrap();
        let authenticator = Authenticator::new(id, name, vec![1], at(9));
        let others = OtherSessions::new(of.own.session.session.id.clone()).end(false);
        let account = of.own.account.clone();
        let adding = AddAuthenticatorWrite::new(account, Epoch(0), authenticator, others);
        let added = of.accounts().add_authenticator(adding, of.change(9)).await;
        assert_eq!(added.unwrap(), AddAuthenticatorOutcome::Added);
        let token = of.checks.token();
        let begun = of.begin(token, 500).await;
        assert_eq!(begun, BeginResetOutcome::Begun);
        (of, token)
    }

    async fn begin(&self, token: TokenHash, due: i64) -> BeginResetOutcome {
        let reset = FactorReset::new(self.own.account.clone(), token, at(10), at(due));
        let begun = self.accounts().begin_factor_reset(reset, self.change(10));
        begun.await.unwrap()
    }

    async fn complete(&self, token: &TokenHash, second: i64) -> EndOutcome {
        let (account, change) = (&self.own.account, self.change(second));
        let done = self
            .accounts()
            .complete_factor_reset(account, token, change);
        done.await.unwrap()
    }

    async fn has_factor(&self) -> bool {
        let found = self.accounts().find_second_factors(&self.own.account).await;
        found.unwrap().is_required()
    }
}

#[tokio::test]
async fn attack_061_a_reset_waits_until_it_is_due() {
    let (of, token) = Example::with_reset().await;
    assert_eq!(of.complete(&token, 499).await, EndOutcome::Missing);
    assert_eq!(
        of.complete(&of.checks.token(), 500).await,
        EndOutcome::Missing
    );
    let due = of.accounts().due_factor_resets(at(499), 9).await.unwrap();
    assert!(of.has_factor().await && due.is_empty());
    let due = of.accounts().due_factor_resets(at(500), 9).await.unwrap();
    assert_eq!(due.len(), 1);
    assert_eq!(of.complete(&token, 500).await, EndOutcome::Ended);
    assert!(!of.has_factor().await);
    assert_eq!(of.works().await, "");
    assert_eq!(of.account().await, "epoch 2, verified, password 1");
    assert_eq!(of.complete(&token, 501).await, EndOutcome::Missing);
}

#[tokio::test]
async fn attack_061_a_reset_that_was_called_off_never_takes_place() {
    let (of, token) = Example::with_reset().await;
    let (accounts, account) = (of.accounts(), &of.own.account);
    let stranger = of.checks.account(STRANGER).await;
    let others = accounts.end_factor_reset(&stranger, &token, of.change(20));
    of.refuses("Missing", others).await;
    let ended = accounts
        .end_factor_reset(account, &token, of.change(20))
        .await;
    assert_eq!(ended.unwrap(), EndOutcome::Ended);
    assert_eq!(of.complete(&token, 600).await, EndOutcome::Missing);
    assert!(of.has_factor().await);
}

#[tokio::test]
async fn a_reset_makes_way_for_one_that_is_due_earlier_alone() {
    let (of, token) = Example::with_reset().await;
    let (same, earlier) = (of.checks.token(), of.checks.token());
    assert_eq!(of.begin(same, 500).await, BeginResetOutcome::Underway);
    assert_eq!(of.begin(earlier, 10).await, BeginResetOutcome::Begun);
    assert_eq!(of.complete(&token, 600).await, EndOutcome::Missing);
    assert_eq!(of.complete(&earlier, 10).await, EndOutcome::Ended);
    // There is nothing left to reset.
    assert_eq!(of.begin(same, 500).await, BeginResetOutcome::NoFactor);
}
