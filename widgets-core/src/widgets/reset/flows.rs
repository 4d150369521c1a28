//! The logic of resetting a password; knows neither HTML nor JSON. What it asks of storage is
//! [`ChallengeStore::reset_password`](crate::stores::ChallengeStore::reset_password).

use std::sync::Arc;

use super::model::ResetPassword;
use crate::context::Visit;
use crate::context::events::{self, Happening};
use crate::context::problem::Problem;
use crate::crypto::NewPassword;
use crate::outbox::letter::{Letter, Says};
use crate::stores::{Actor, Epoch, PasswordSetting, ResetPassword as Resetting};
use crate::types::email::Email;
use crate::types::id::ChallengeId;

/// Redeems the challenge and sets the password. Its owner hears of it by mail.
pub(super) async fn reset(
    visit: Visit,
    input: Arc<ResetPassword>,
    (challenge, epoch, to): (ChallengeId, Epoch, Email),
    password: NewPassword,
) -> Result<PasswordSetting, Problem> {
    let hashes = visit.app().password_hashes();
    let password = hashes.hash(password).await?;
    let actor = Actor::Account(input.account.clone());
    let happening = Happening::new(events::PASSWORD_RESET).account(&input.account);
    let says = Says::PasswordChanged {
        at: visit.now().as_micros(),
        reset: "/reset".to_owned(),
    };
    let letter = Letter::new(&to, visit.messages(), says);
    let change = visit.change_by(actor, happening)?.mail(&visit, &letter)?;
    let resetting = Resetting {
        challenge,
        account: input.account.clone(),
        epoch,
        password,
    };
    let accounts = &visit.stores().accounts;
    Ok(accounts.reset_password(resetting, change).await?)
}
