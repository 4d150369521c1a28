//! Signs users up. Knows neither HTML nor JSON. Uses
//! [`ChallengeStore::complete_sign_up`](crate::stores::ChallengeStore::complete_sign_up), then
//! saves the name in the profile.

use super::model::{BeginSignUp, ChosenPassword, CompleteSignUp, SignUpGoal};
use crate::context::RequestCtx;
use crate::context::events::{self, NewEvent};
use crate::context::problem::Problem;
use crate::flows::open_session::{PreparedSession, SignedIn};
use crate::stores::{
    Actor, ChallengePurpose, CompleteSignUpWrite, Names, NewAccount, SignInMethod, SignUpOutcome,
};
use crate::table::purposes::ProofGoal;
use crate::types::id::{AccountId, ChallengeId};
use crate::types::name::Name;

/// What the proof of the address allows. Hashes the password before the address is looked up, so that
/// known and unknown addresses cost the same (against account enumeration).
pub(super) async fn goal(ctx: &RequestCtx, input: &BeginSignUp) -> Result<ProofGoal, Problem> {
    let details = &input.details;
    let password = match &details.password {
        Some(password) => Some(
            ctx.app()
                .password_hashes()
                .hash(password, ctx.asker(false))
                .await?,
        ),
        None => None,
    };
    let goal = SignUpGoal {
        password: password.map(|own| own.as_str().to_owned()),
        display_name: details.display_name.to_string(),
        terms: details.terms.clone(),
        keep: details.keep,
    };
    Ok(ProofGoal::new(&ChallengePurpose::SIGN_UP, &goal)?)
}

/// Result of a sign-up.
#[derive(Debug)]
pub(super) enum Completion {
    /// The account exists and is signed in.
    Done(SignedIn),
    /// The address got an account in the meantime.
    Taken,
    /// The code or link was used or revoked, or has expired.
    Refused,
}

/// Creates the account, redeems the challenge and opens the first session in one transaction. The
/// name is saved in the profile afterwards.
pub(super) async fn complete(
    ctx: &RequestCtx,
    input: &CompleteSignUp,
    challenge: ChallengeId,
) -> Result<Completion, Problem> {
    let password = match &input.password {
        ChosenPassword::None => None,
        ChosenPassword::New(typed) => Some(
            ctx.app()
                .password_hashes()
                .hash(typed, ctx.asker(false))
                .await?,
        ),
        ChosenPassword::Hashed(hash) => Some(hash.clone()),
    };
    let account = AccountId::mint(ctx.now())?;
    let first = PreparedSession::new(ctx, &account, &SignInMethod::EMAIL, input.keep)?;
    let how = if input.invited { "invitation" } else { "form" };
    let mut created = NewEvent::new(events::ACCOUNT_CREATED)
        .account(&account)
        .detail("by", how);
    if let Some(edition) = &input.terms {
        created = created.detail("terms", edition);
    }
    let actor = Actor::Account(account.clone());
    let change = ctx
        .change_by(actor.clone(), created)?
        .and(ctx.change_by(actor, first.happened(events::SESSION_OPENED))?);
    let completion = CompleteSignUpWrite {
        challenge,
        account: NewAccount {
            id: account.clone(),
            email: Some(input.email.clone()),
            verified: true,
            password_set_at: password.is_some().then(|| ctx.now()),
            password,
            terms: input.terms.clone(),
            language: Some(ctx.messages().language().clone()),
        },
        session: first.session(),
        replaces: ctx.user().map(|own| own.session.id.clone()),
        device: first.device(ctx),
    };
    let accounts = &ctx.stores().accounts;
    match accounts.complete_sign_up(completion, change).await? {
        SignUpOutcome::Completed => {
            save_name(ctx, &account, &input.display_name).await;
            Ok(Completion::Done(first.opened(ctx)))
        }
        SignUpOutcome::Taken => Ok(Completion::Taken),
        SignUpOutcome::Refused => Ok(Completion::Refused),
    }
}

/// A failure is only logged: the account exists, and its owner can enter the name again.
async fn save_name(ctx: &RequestCtx, account: &AccountId, name: &Name) {
    if name.is_empty() {
        return;
    }
    let names = Names {
        display_name: name.clone(),
        ..Names::default()
    };
    let saving = async {
        let new_event = NewEvent::new(events::PROFILE_NAMES_CHANGED).account(account);
        let change = ctx.change_by(Actor::Account(account.clone()), new_event)?;
        // If another system manages the names, it has this one already.
        let profiles = &ctx.stores().profile;
        Ok::<_, Problem>(profiles.save_names(account, names, change).await?)
    };
    if let Err(problem) = saving.await {
        tracing::error!(request = %ctx.request_id(), ?problem, "an account's name was not saved");
    }
}
