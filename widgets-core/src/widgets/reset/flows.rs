//! Resets a password. Knows neither HTML nor JSON. Uses
//! [`ChallengeStore::reset_password`](crate::stores::ChallengeStore::reset_password).

use super::model::ResetPassword;
use crate::context::RequestCtx;
use crate::context::events::{self, NewEvent};
use crate::context::problem::Problem;
use crate::crypto::Asker;
use crate::flows::change_mails::MailedChange;
use crate::flows::open_session::DeviceToken;
use crate::flows::password_mails::PASSWORD_CHANGED;
use crate::http::cookies::SetCookie;
use crate::outbox::mail_request::{MailRequest, Reader};
use crate::stores::{Actor, PasswordOutcome, ResetPasswordWrite};
use crate::table::purposes::OpenedChallenge;

/// Redeems the challenge, sets the password, and notifies the owner by mail. The account knows this
/// browser then, since its user has proved the mailbox: the cookie that says so.
pub(super) async fn reset(
    ctx: &RequestCtx,
    open: &OpenedChallenge,
    input: &ResetPassword,
) -> Result<Option<SetCookie>, Problem> {
    let hashes = ctx.app().password_hashes();
    let password = hashes.hash(&input.password, Asker::Known).await?;
    let actor = Actor::Account(input.account.clone());
    let new_event = NewEvent::new(events::PASSWORD_RESET).account(&input.account);
    let to = open.payload.to(&open.challenge);
    let told = MailedChange::now(ctx);
    let accounts = &ctx.stores().accounts;
    let found = accounts.find_account(&input.account).await?;
    let signed_up = found.as_ref().and_then(|own| own.language.as_ref());
    let reader = Reader::of(ctx, Some(&input.account), signed_up).await;
    let request = MailRequest::new(&to, ctx.messages(), &PASSWORD_CHANGED, &told)?;
    let request = request.read_by(&reader);
    let change = ctx.change_by(actor, new_event)?.mail(ctx, &request)?;
    let device = DeviceToken::mint(ctx.now())?;
    let resetting = ResetPasswordWrite {
        challenge: open.challenge.id.clone(),
        account: input.account.clone(),
        epoch: input.epoch,
        password,
        device: Some(device.to_remember(ctx)),
    };
    let outcome = accounts.reset_password(resetting, change).await?;
    Ok((outcome == PasswordOutcome::Set).then(|| device.cookie()))
}
