//! Resets a password. Knows neither HTML nor JSON. Uses
//! [`ChallengeStore::reset_password`](crate::stores::ChallengeStore::reset_password).

use std::sync::Arc;

use super::model::ResetPassword;
use crate::context::RequestCtx;
use crate::context::events::{self, NewEvent};
use crate::context::problem::Problem;
use crate::crypto::NewPassword;
use crate::outbox::mail_request::{MailKind, MailRequest};
use crate::stores::{Actor, Epoch, PasswordOutcome, ResetPasswordWrite};
use crate::types::email::Email;
use crate::types::id::ChallengeId;

/// Redeems the challenge, sets the password, and notifies the owner by mail.
pub(super) async fn reset(
    ctx: RequestCtx,
    input: Arc<ResetPassword>,
    (challenge, epoch, to): (ChallengeId, Epoch, Email),
    password: NewPassword,
) -> Result<PasswordOutcome, Problem> {
    let hashes = ctx.app().password_hashes();
    let password = hashes.hash(password).await?;
    let actor = Actor::Account(input.account.clone());
    let new_event = NewEvent::new(events::PASSWORD_RESET).account(&input.account);
    let kind = MailKind::PasswordChanged {
        at: ctx.now().as_micros(),
        reset: "/reset".to_owned(),
    };
    let mail_request = MailRequest::new(&to, ctx.messages(), kind);
    let change = ctx.change_by(actor, new_event)?.mail(&ctx, &mail_request)?;
    let resetting = ResetPasswordWrite {
        challenge,
        account: input.account.clone(),
        epoch,
        password,
    };
    let accounts = &ctx.stores().accounts;
    Ok(accounts.reset_password(resetting, change).await?)
}
