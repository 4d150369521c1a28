//! The impersonation banner.

use maud::Markup;

use crate::context::RequestCtx;
use crate::ui::{Button, FormShape, Notice, Person, Tone, Weight, sign_out};

/// Names the impersonated user and the end of the impersonation, with a button to end it. Empty in
/// the user's own sessions.
pub(super) fn banner(ctx: &RequestCtx, person: Option<&Person<'_>>) -> Markup {
    let session = ctx.user().map(|admission| &admission.session);
    let session = session.filter(|session| session.impersonation.is_some());
    let (Some(session), Some(person)) = (session, person) else {
        return Markup::default();
    };
    let words = ctx.messages().words();
    let ui = ctx.elements();
    let until = ctx.messages().time_of_day(session.expires_at);
    let text = words.acting_text(&person.name, until);
    let end = words.acting_end();
    let action = if ctx.app().identity().is_some() {
        sign_out(ui, &person.sign_out, end)
    } else {
        own_sign_out(ctx, end)
    };
    let notice = Notice {
        action: Some(action.into()),
        ..Notice::new(&text, Tone::Warn)
    };
    ui.notice(&notice).into()
}

fn own_sign_out(ctx: &RequestCtx, label: &str) -> Markup {
    let ui = ctx.elements();
    let mut form = ctx
        .form("/sign-out")
        .shape(FormShape::Inline)
        .buttons(ui.button(&Button::new(label, Weight::Outlined)));
    // The banner is outside of any widget that script could replace.
    form.native = true;
    ui.form(&form).into()
}
