//! Forms of pages that are out of date: of a session that ended in another tab, or of a browser that lost
//! its cookies.

use crate::context::problem::{Invalid, Problem, Refusal};
use crate::context::{Ctx, RequestCtx};
use crate::crypto::Purpose;
use crate::flows::pending_form::{self, Resume};
use crate::http::cookies::Owner;
use crate::http::csrf::{CSRF_FIELD, FormBinding, FormToken};
use crate::http::fields::{FORM, FieldErrors};
use crate::http::format::Format;
use crate::http::query::RETURN_TO;
use crate::http::request::RawInput;
use crate::table::{Endpoint, Who};

/// What is answered to a form whose CSRF token does not hold here. Nothing is done, but what was typed
/// is not lost:
///
/// - The form of a signed-out page, such as sign-in, is shown again with a fresh token.
/// - One whose token was issued to another session, such as one that ended in another tab, is kept for
///   the account of that session, and offered once it is signed in.
/// - Anything else may be forged, and is refused.
pub(super) async fn out_of_date(
    ctx: &mut RequestCtx,
    endpoint: &Endpoint,
    input: &RawInput,
    refused: Refusal,
) -> Problem {
    if ctx.state().format != Format::Html {
        return refused.into();
    }
    let kept = match endpoint.rule().who() {
        Who::Anyone => shown_again(ctx, endpoint, input, &refused).await,
        Who::User | Who::Member => kept_for_its_sender(ctx, endpoint, input).await,
    };
    match kept {
        Ok(Some(problem)) => problem,
        Ok(None) => refused.into(),
        Err(problem) => problem,
    }
}

async fn shown_again(
    ctx: &mut RequestCtx,
    endpoint: &Endpoint,
    input: &RawInput,
    refused: &Refusal,
) -> Result<Option<Problem>, Problem> {
    if let Some(page) = ctx.return_path(input.body().get(RETURN_TO)) {
        *ctx = ctx.leading_back(&page);
    }
    *ctx = ctx.admit(None).await?.in_own_words().await;
    let handler = endpoint.handler();
    // A form that cannot be loaded is refused as one that has none.
    let form = handler.form(Ctx::Request(ctx.clone()), input).await;
    let page = form.unwrap_or_default();
    let words = ctx.messages().words();
    let text = match refused {
        Refusal::NoCookies => words.out_of_date_or_no_cookies(),
        _ => words.out_of_date(),
    };
    let errors = FieldErrors::one(FORM, text);
    Ok(page.map(|page| {
        Problem::OutOfDate(Invalid {
            errors,
            page: Some(page),
        })
    }))
}

async fn kept_for_its_sender(
    ctx: &mut RequestCtx,
    endpoint: &Endpoint,
    input: &RawInput,
) -> Result<Option<Problem>, Problem> {
    let token = FormToken::parse(input.body().get(CSRF_FIELD));
    let issued = |(id, owner): &(&str, &str)| ctx.signed(FormBinding::Session { id, owner }, token);
    let Some(sender) = token.session.filter(issued) else {
        return Ok(None);
    };
    *ctx = ctx.admit(None).await?.in_own_words().await;
    if let Some(page) = ctx.return_path(input.body().get(RETURN_TO)) {
        *ctx = ctx.leading_back(&page);
    }
    let (session, owner) = (sender.0.to_owned(), Owner::sent(sender.1));
    let person = ctx.user().map(|own| own.account.id.clone());
    let (nobody, keys) = (person.is_none(), ctx.app().keys());
    // A form of somebody else takes the place of none of the person who is signed in.
    if person.is_none_or(|account| owner.is(keys, &session, &account)) {
        let sender = (session, owner);
        *ctx = pending_form::keep(ctx, endpoint, input, sender, Resume::Refill).await;
    }
    Ok(nobody.then(|| Refusal::NotSignedIn.into()))
}

impl RequestCtx {
    /// Whether the token was issued to that session or browser.
    pub(super) fn signed(&self, binding: FormBinding<'_>, token: FormToken<'_>) -> bool {
        let keys = self.app().keys();
        keys.verify(Purpose::CsrfToken, &binding.message(), token.signature)
    }
}
