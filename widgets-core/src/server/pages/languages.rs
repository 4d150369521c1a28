//! The language switch of signed-out pages. Signed-in users have a setting instead.

use crate::context::RequestCtx;
use crate::http::query::RETURN_TO;
use crate::http::return_path::ReturnPath;
use crate::ui::{Form, LanguageChoice, LanguageSwitch};

/// The switch, or `None` if the visitor is or may be signed in.
pub(super) fn language_switch(ctx: &RequestCtx) -> Option<LanguageSwitch<'_>> {
    let claims = !ctx.session_is_dead() && ctx.state().cookies.session.is_some();
    if claims || ctx.user().is_some() {
        return None;
    }
    let spoken = ctx.messages().language();
    let choices = ctx.app().locales().map(|(locale, name)| LanguageChoice {
        tag: locale.as_str(),
        name,
        current: locale == spoken,
    });
    let choices: Vec<_> = choices.collect();
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
