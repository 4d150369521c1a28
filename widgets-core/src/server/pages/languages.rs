//! The language switch of signed-out pages. Signed-in users have a setting instead.
//!
//! Script keeps what was typed over the change. Without script it is gone, except for an email address
//! that was sent already, as at a sign-in, where it is a step of its own. Only a button of the form it was
//! typed into could send the rest along (`form`, `formaction`), and that would cost more than it gives:
//!
//! - A form is sent whole. A password would travel with a request that has no use for it, and browsers
//!   would offer to save it half typed, as after any form with a password.
//! - The button needs two more attributes, `formaction` and `formnovalidate`. A host's own button that
//!   does not write the first would begin a sign-up where somebody chooses a language.
//! - What was sent would have to stand in one more cookie until the page comes again.

use crate::context::RequestCtx;
use crate::http::ReturnPath;
use crate::http::query::RETURN_TO;
use crate::ui::{Form, LanguageChoice, LanguageSwitch};

/// The switch, or `None` if the visitor is or may be signed in, or if the host chose the language.
pub(super) fn language_switch(ctx: &RequestCtx) -> Option<LanguageSwitch<'_>> {
    let claims = !ctx.session_is_dead() && ctx.state().cookies.session.is_some();
    let chosen = ctx.state().requested_languages.is_chosen_by_host();
    if claims || chosen || ctx.user().is_some() {
        return None;
    }
    let spoken = ctx.messages().language();
    let choices = ctx.app().locales().map(|(locale, name)| LanguageChoice {
        tag: locale.as_str(),
        name,
        current: locale == spoken,
    });
    let mut choices: Vec<_> = choices.collect();
    let default = ctx.app().messages();
    choices.sort_by_key(|choice| choice.tag != default.language().as_str());
    Some(LanguageSwitch {
        label: ctx.messages().words().language_switch(),
        form: form(ctx),
        choices,
    })
}

fn form(ctx: &RequestCtx) -> Form<'static> {
    let form = Form {
        action: ctx.href("/language"),
        token: ctx.csrf_token(),
        ..Form::default()
    };
    // Omit a path that could be read as naming another host (open redirect).
    let page = ReturnPath::parse(&ctx.this_page(), ctx.app().return_origins());
    form.hidden(
        RETURN_TO,
        page.map(|page| page.to_string()).unwrap_or_default(),
    )
}
