//! Passkey ceremonies: what an authenticator is asked, once, for five minutes, in one browser and for one
//! purpose, and whether its answer is right. Knows neither HTML nor JSON. Uses
//! [`PasskeyStore`](crate::stores::PasskeyStore).

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::refused_proof;
use crate::context::events::{self, NewEvent};
use crate::context::problem::Problem;
use crate::context::{RequestCtx, UserCtx};
use crate::crypto::{
    GivenPasskey, MadePasskey, PasskeyFlaw, RelyingParty, SealContext, Token, TokenHash,
    user_handle,
};
use crate::http::FieldErrors;
use crate::http::fields::FORM;
use crate::stores::{
    AccountStatus, OwnedPasskey, Passkey, PendingForm, SecondFactors, SignInMethod, UsedFactor,
};
use crate::table::second::SecondStep;
use crate::types::Timestamp;
use crate::types::email::Email;
use crate::types::id::AccountId;

/// Path of the endpoint that gives what an authenticator is asked.
pub(crate) const ASK: &str = "/passkeys/ask";
/// For how long an authenticator is asked.
const LASTS: Duration = Duration::from_secs(5 * 60);

/// What a passkey is asked for. An answer that was given for something else, or by somebody else, is none.
pub(crate) enum Asker<'a> {
    /// Adding one, in a session.
    Adding(&'a UserCtx),
    /// Signing in with it.
    SigningIn,
    /// The second step of a sign-in.
    Second(&'a SecondStep),
    /// Step-up, in a session.
    SteppingUp(&'a UserCtx),
}

impl Asker<'_> {
    /// What finds the ceremony: its token, what it is for, and who may answer.
    fn found_by(&self, ctx: &RequestCtx, token: &str) -> TokenHash {
        let (word, own) = match self {
            Self::Adding(own) => ("add", own.session().id.to_string()),
            Self::SigningIn => ("sign_in", ctx.browser().hex()),
            Self::Second(step) => ("second", step.attempt.token.hex()),
            Self::SteppingUp(own) => ("step_up", own.session().id.to_string()),
        };
        let parts = ["passkey", word, &own, token].join("\0");
        TokenHash::from_bytes(Sha256::digest(parts).into())
    }

    /// Whose passkey it must be, and what the account has; `None` if anybody's will do.
    async fn owner(&self, ctx: &RequestCtx) -> Result<Option<(AccountId, SecondFactors)>, Problem> {
        let account = match self {
            Self::SigningIn => return Ok(None),
            Self::Second(step) => {
                return Ok(Some((step.account.id.clone(), step.factors.clone())));
            }
            Self::Adding(own) | Self::SteppingUp(own) => own.account_id(),
        };
        let accounts = &ctx.stores().accounts;
        let has = accounts.find_second_factors(account).await?;
        Ok(Some((account.clone(), has)))
    }
}

/// What a browser passes on to an authenticator.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "PasskeyCeremony")]
pub(crate) struct CeremonyBegun {
    /// To be sent with the answer, as it is.
    ceremony: String,
    /// The options, for `PublicKeyCredential.parseCreationOptionsFromJSON` where one is added, and otherwise
    /// for `parseRequestOptionsFromJSON`.
    options: Value,
    /// Until when it can be answered.
    expires_at: Timestamp,
}

/// The answer of an authenticator as it was sent.
pub(crate) struct SentPasskey {
    /// The ceremony.
    pub(crate) ceremony: String,
    /// What the authenticator answered, as JSON.
    pub(crate) credential: String,
}

/// A passkey that was used as it must be.
pub(crate) struct ProvedPasskey {
    pub(crate) owned: OwnedPasskey,
    /// Spent by the write that it allows.
    pub(crate) factor: UsedFactor,
}

/// What an answer is.
pub(crate) enum Verdict {
    Right(Box<ProvedPasskey>),
    /// There is no such ceremony any more, of this browser and for this.
    Over,
    /// No account has this passkey, or not this one.
    Unknown,
    Wrong(PasskeyFlaw),
}

/// The site of passkeys.
///
/// # Errors
///
/// That there are none where the public URL has an IP address.
pub(crate) fn site(ctx: &RequestCtx) -> Result<&RelyingParty, FieldErrors> {
    let none = ctx.messages().words().passkeys_no_site();
    let site = ctx.app().relying_party();
    site.ok_or_else(|| FieldErrors::one(FORM, none))
}

/// Begins to ask for a passkey that there is.
pub(crate) async fn ask(ctx: &RequestCtx, asker: &Asker<'_>) -> Result<CeremonyBegun, Problem> {
    let owner = asker.owner(ctx).await?;
    let own = owner.iter().flat_map(|(_, has)| &has.passkeys);
    let allowed: Vec<&[u8]> = own.map(|own| own.credential_id.as_slice()).collect();
    let asked = site(ctx)?.ask_for_one(&allowed)?;
    keep(ctx, asker, asked.options, &asked.state).await
}

/// Keeps a ceremony until it is answered.
pub(crate) async fn keep(
    ctx: &RequestCtx,
    asker: &Asker<'_>,
    options: Value,
    state: &[u8],
) -> Result<CeremonyBegun, Problem> {
    let token = Token::mint()?;
    let found_by = asker.found_by(ctx, token.reveal());
    let expires_at = ctx.now().plus(LASTS);
    let form = PendingForm {
        token: found_by,
        sealed: ctx.app().keys().seal(place(&found_by.hex()), state)?,
        expires_at,
    };
    ctx.stores().accounts.add_pending_form(form).await?;
    Ok(CeremonyBegun {
        ceremony: token.reveal().to_owned(),
        options,
        expires_at,
    })
}

/// Takes what verifies the answer to a ceremony, which one of several concurrent attempts gets.
async fn take(
    ctx: &RequestCtx,
    asker: &Asker<'_>,
    ceremony: &str,
) -> Result<Option<Vec<u8>>, Problem> {
    let found_by = asker.found_by(ctx, ceremony);
    let accounts = &ctx.stores().accounts;
    let Some(sealed) = accounts.find_pending_form(&found_by, ctx.now()).await? else {
        return Ok(None);
    };
    if !accounts.drop_pending_form(&found_by).await? {
        return Ok(None);
    }
    Ok(ctx.app().keys().open(place(&found_by.hex()), &sealed).ok())
}

/// The passkey that an authenticator made; `None` if the ceremony is over.
pub(crate) async fn made(
    ctx: &UserCtx,
    sent: &SentPasskey,
) -> Result<Option<Result<MadePasskey, PasskeyFlaw>>, Problem> {
    let state = take(ctx, &Asker::Adding(ctx), &sent.ceremony).await?;
    let site = site(ctx)?;
    Ok(state.map(|state| site.made(&state, &sent.credential)))
}

/// Verifies the answer of an authenticator, and records one that is refused.
pub(crate) async fn prove(
    ctx: &RequestCtx,
    asker: &Asker<'_>,
    sent: &SentPasskey,
) -> Result<Verdict, Problem> {
    let Some(state) = take(ctx, asker, &sent.ceremony).await? else {
        return Ok(Verdict::Over);
    };
    let Some(given) = GivenPasskey::parse(&sent.credential) else {
        return Ok(Verdict::Wrong(PasskeyFlaw::Wrong));
    };
    let accounts = &ctx.stores().accounts;
    let found = accounts.find_passkey(given.credential_id()).await?;
    let owner = asker.owner(ctx).await?.map(|(account, _)| account);
    let is_theirs =
        |own: &OwnedPasskey| owner.as_ref().is_none_or(|account| own.account == *account);
    let Some(owned) = found.filter(is_theirs) else {
        return Ok(Verdict::Unknown);
    };
    let used = verify(ctx, &state, &given, &owned, owner.is_some());
    match used {
        Ok(factor) => Ok(Verdict::Right(Box::new(ProvedPasskey { owned, factor }))),
        Err(flaw) => {
            record(ctx, &owned, flaw).await;
            Ok(Verdict::Wrong(flaw))
        }
    }
}

/// Whoever signs in without a name must be named by the authenticator (Level 3, section 7.2).
fn verify(
    ctx: &RequestCtx,
    state: &[u8],
    given: &GivenPasskey,
    owned: &OwnedPasskey,
    known: bool,
) -> Result<UsedFactor, PasskeyFlaw> {
    let handle = user_handle(owned.account.as_str());
    let named = match given.user_handle() {
        Some(own) => own == handle,
        None => known,
    };
    if !named || owned.status != AccountStatus::Active {
        return Err(PasskeyFlaw::Wrong);
    }
    let Passkey {
        id,
        credential,
        counter,
        ..
    } = &owned.passkey;
    let site = ctx.app().relying_party().ok_or(PasskeyFlaw::OtherSite)?;
    let counter = u32::try_from(*counter).map_err(|_| PasskeyFlaw::Wrong)?;
    let used = site.used(state, given, credential, counter)?;
    Ok(UsedFactor::Passkey {
        id: id.clone(),
        counter: i64::from(used.counter),
        backed_up: used.backed_up,
    })
}

/// Records a passkey that was refused. A failure is only logged: it was refused anyway.
async fn record(ctx: &RequestCtx, owned: &OwnedPasskey, flaw: PasskeyFlaw) {
    if let Err(problem) = try_to_record(ctx, owned, flaw).await {
        tracing::warn!(request = %ctx.request_id(), ?problem, "a refused passkey was not recorded");
    }
}

async fn try_to_record(
    ctx: &RequestCtx,
    owned: &OwnedPasskey,
    flaw: PasskeyFlaw,
) -> Result<(), Problem> {
    let accounts = &ctx.stores().accounts;
    if flaw == PasskeyFlaw::Copied {
        let copied = NewEvent::new(events::PASSKEY_COPIED)
            .account(&owned.account)
            .detail("passkey", &owned.passkey.id);
        accounts.record(ctx.change(copied)?).await?;
    }
    let account = accounts.find_account(&owned.account).await?;
    if let Some(email) = account
        .as_ref()
        .and_then(|own| own.email.as_ref())
        .map(Email::key)
    {
        refused_proof::record(ctx, email, Some(&owned.account), &SignInMethod::PASSKEY).await;
    }
    Ok(())
}

fn place(row: &str) -> SealContext<'_> {
    SealContext {
        column: "accounts.ceremonies.sealed",
        row,
    }
}

/// What tells a browser which passkeys of an account there are, so that it offers no others (Signal API,
/// Level 3, section 5.1.10).
pub(crate) fn signals(ctx: &UserCtx, has: &SecondFactors) -> Option<String> {
    let site = ctx.app().relying_party()?;
    let ids = has
        .passkeys
        .iter()
        .map(|own| URL_SAFE_NO_PAD.encode(&own.credential_id));
    let handle = user_handle(ctx.account_id().as_str());
    let name = ctx.admission().account.address();
    let all = json!({
        "rpId": site.id(),
        "userId": URL_SAFE_NO_PAD.encode(handle),
        "allAcceptedCredentialIds": ids.collect::<Vec<_>>(),
        "name": name,
        "displayName": name,
    });
    Some(all.to_string())
}
