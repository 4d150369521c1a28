//! Resets a password. Knows neither HTML nor JSON. Uses
//! [`ChallengeStore::reset_password`](crate::stores::ChallengeStore::reset_password).

use super::model::ResetPassword;
use crate::context::RequestCtx;
use crate::context::events::{self, NewEvent};
use crate::context::problem::Problem;
use crate::flows::password_mails::{MailedPasswordChange, PASSWORD_CHANGED};
use crate::outbox::mail_request::MailRequest;
use crate::stores::{Actor, PasswordOutcome, ResetPasswordWrite};
use crate::table::purposes::OpenedChallenge;

/// Redeems the challenge, sets the password, and notifies the owner by mail.
pub(super) async fn reset(
    ctx: &RequestCtx,
    open: &OpenedChallenge,
    input: &ResetPassword,
) -> Result<PasswordOutcome, Problem> {
    let hashes = ctx.app().password_hashes();
    let password = hashes.hash(&input.password).await?;
    let actor = Actor::Account(input.account.clone());
    let new_event = NewEvent::new(events::PASSWORD_RESET).account(&input.account);
    let to = open.payload.to(&open.challenge);
    let told = MailedPasswordChange::now(ctx);
    let request = MailRequest::new(&to, ctx.messages(), &PASSWORD_CHANGED, &told)?;
    let change = ctx.change_by(actor, new_event)?.mail(ctx, &request)?;
    let resetting = ResetPasswordWrite {
        challenge: open.challenge.id.clone(),
        account: input.account.clone(),
        epoch: input.epoch,
        password,
    };
    let accounts = &ctx.stores().accounts;
    Ok(accounts.reset_password(resetting, change).await?)
}
