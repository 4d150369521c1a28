//! Pages.

use std::borrow::Cow;

use maud::{Markup, html};

use super::model::{FormState, LinkState, Step};
use crate::context::RequestCtx;
use crate::http::fields::FieldErrors;
use crate::http::query::with_query;
use crate::table::Table;
use crate::table::proofs::SignInPart;
use crate::ui::{
    AuthFoot, Button, Card, FormShape, LinkButton, LinkRole, Notice, Page, Tone, Weight,
};

/// The form at its current step. With `choose`, it offers to continue as the current user.
pub(super) fn form(
    ctx: &RequestCtx,
    state: &FormState,
    choose: bool,
    errors: &FieldErrors,
) -> Page {
    let words = ctx.messages().words();
    let title = words.sign_in_title(ctx.app().name());
    let lead = if state.again {
        words.sign_in_again_lead()
    } else if ctx.returns_to_a_pending_form() {
        words.sign_in_pending_lead()
    } else if state.step == Step::Address {
        words.sign_in_lead()
    } else {
        words.sign_in_proof_lead()
    };
    let step = match state.step {
        Step::Address => address(ctx, state, choose, errors),
        Step::Proof => proof(ctx, state, errors),
        Step::Code => code(ctx, state, errors),
    };
    let body = html! { (ctx.auth_head(&title, Some(lead))) (step) };
    let page = Page::narrow(title, body).refused_if(errors);
    match state.step {
        Step::Address | Step::Proof => page,
        Step::Code => page.loading(ctx.captcha_policy()),
    }
}

fn address(ctx: &RequestCtx, state: &FormState, choose: bool, errors: &FieldErrors) -> Markup {
    let words = ctx.messages().words();
    let ui = ctx.elements();
    let email = ctx.email_field(&state.email).errors(errors).focus_if(true);
    let form = ctx
        .form(Step::Address.path())
        .shape(FormShape::Card)
        .hidden("organization", &state.organization)
        .fields(html! {
            (ctx.error_summary(errors))
            (ui.field(&email))
            (ui.password_field(&ctx.current_password("password", "").unseen()))
        })
        .buttons(html! {
            (ui.button(&Button::main(words.sign_in_continue()).wide()))
            (go_on(ctx, choose))
        });
    html! { (ui.form(&form)) (forget(ctx, state)) (offer(ctx, &state.email)) }
}

/// A button for whoever is not the one whose address was typed here last.
fn forget(ctx: &RequestCtx, state: &FormState) -> Markup {
    let typed = ctx.typed_address();
    let fills_in = typed.is_some_and(|own| own.as_str() == state.email);
    if ctx.user().is_some() || !fills_in {
        return html! {};
    }
    let ui = ctx.elements();
    let button = Button::new(ctx.messages().words().sign_in_forget(), Weight::Quiet);
    let form = ctx
        .form("/sign-in/forget")
        .shape(FormShape::Inline)
        .buttons(ui.button(&button));
    html! { (ui.form(&form)) }
}

/// A link to continue as the current user.
fn go_on(ctx: &RequestCtx, choose: bool) -> Markup {
    let words = ctx.messages().words();
    let ui = ctx.elements();
    let Some(admission) = ctx.user().filter(|_| choose) else {
        return html! {};
    };
    let (label, href) = (words.sign_in_as(admission.account.address()), ctx.back("/"));
    html! {
        (ui.divider(words.sign_in_or()))
        (ui.link_button(&LinkButton::new(&label, &href, Weight::Outlined).wide()))
    }
}

/// What each proof shows, in one form.
fn proof(ctx: &RequestCtx, state: &FormState, errors: &FieldErrors) -> Markup {
    let words = ctx.messages().words();
    let ui = ctx.elements();
    let change = change(ctx);
    let email = ctx.whose(&state.email).beside(change);
    let parts = parts(ctx, state, errors);
    let form = ctx
        .form(Step::Proof.path())
        .shape(FormShape::Card)
        .hidden("organization", &state.organization)
        .fields(html! {
            (ctx.error_summary(errors))
            (ui.field(&email))
            @for part in &parts { (part.fields) }
            (ctx.keep_field(state.keep))
        })
        .buttons(html! {
            @for (at, part) in parts.iter().enumerate() {
                @if at > 0 { (ui.divider(words.sign_in_or())) }
                (part.button)
            }
        });
    let form = ctx.with_captcha(form);
    html! {
        (ui.form(&form))
        @for part in &parts { (part.other) }
        (offer(ctx, &state.email))
    }
}

/// A link from the address to the step that takes it.
fn change(ctx: &RequestCtx) -> Markup {
    let words = ctx.messages().words();
    let address = ctx.link(Step::Address.path());
    let (label, about) = (words.sign_in_change_short(), words.sign_in_change());
    let link = LinkButton::quiet(label, &address, about);
    ctx.elements().link_button(&link).into()
}

fn parts(ctx: &RequestCtx, state: &FormState, errors: &FieldErrors) -> Vec<SignInPart> {
    let proofs = Table::of(ctx.app()).sign_ins(ctx.app());
    proofs
        .map(|proof| (proof.part)(ctx, &state.email, errors))
        .collect()
}

/// The captcha before a code is mailed. A step of its own, because signing in by password needs
/// none.
fn code(ctx: &RequestCtx, state: &FormState, errors: &FieldErrors) -> Markup {
    let words = ctx.messages().words();
    let ui = ctx.elements();
    let change = change(ctx);
    let email = ctx.whose(&state.email).beside(change);
    let form = ctx
        .form(Step::Code.path())
        .shape(FormShape::Card)
        .hidden("organization", &state.organization)
        .hidden("keep", if state.keep { "true" } else { "" })
        .hidden("way", "email")
        .fields(html! {
            (ctx.error_summary(errors))
            (ui.field(&email))
            (ctx.captcha_field())
        })
        .buttons(ui.button(&Button::main(words.sign_in_send_code()).wide()));
    let form = ctx.with_captcha(form);
    html! { (ui.form(&form)) (offer(ctx, &state.email)) }
}

pub(super) fn link(ctx: &RequestCtx, path: &str, state: &LinkState) -> Page {
    let words = ctx.messages().words();
    let ui = ctx.elements();
    let (title, lead, button) = match &state.impersonates {
        Some(_) => (
            words.sign_in_staff_title(),
            Cow::from(words.sign_in_staff_lead()),
            words.sign_in_staff_button(),
        ),
        None => (
            words.sign_in_link_title(),
            words.sign_in_link_lead(ctx.app().name()).into(),
            words.sign_in_link_button(),
        ),
    };
    let replaces = state.replaces.as_ref();
    let replaces = replaces.map(|email| words.sign_in_link_replaces(email.as_str()));
    let about = html! {
        @if let Some(staff) = &state.impersonates {
            @let end = ctx.messages().time_of_day(staff.impersonation.until);
            p { (words.sign_in_staff_account(staff.address.as_str())) }
            p { (words.sign_in_staff_by(&staff.impersonation.by)) }
            p { (words.sign_in_staff_reason(&staff.impersonation.reason)) }
            p { (words.sign_in_staff_until(end)) }
        }
        @if let Some(text) = &replaces { (ui.notice(&Notice::new(text, Tone::Warn))) }
    };
    let form = ctx
        .form(path)
        .shape(FormShape::Card)
        .fields(about)
        .buttons(ui.button(&Button::main(button).wide()));
    let body = html! { (ctx.auth_head(title, Some(&lead))) (ui.form(&form)) };
    Page::narrow(title, body)
}

pub(super) fn spent_link(ctx: &RequestCtx) -> Page {
    let words = ctx.messages().words();
    let ui = ctx.elements();
    let title = words.sign_in_link_spent_title();
    let (go, sign_in) = (words.sign_in_link_spent_button(), ctx.href("/sign-in"));
    let card = html! {
        p { (words.sign_in_link_spent_text()) }
        (ui.link_button(&LinkButton::new(go, &sign_in, Weight::Main).wide()))
    };
    let body = html! { (ctx.auth_head(title, None)) (ui.card(&Card::roomy(card))) };
    Page::narrow(title, body)
}

/// `not_impersonated`: only users themselves can sign out everywhere.
pub(super) fn leave(ctx: &RequestCtx, not_impersonated: bool) -> Page {
    let words = ctx.messages().words();
    let ui = ctx.elements();
    let title = words.sign_out_title();
    let (everywhere, hint) = (
        words.sign_out_everywhere(),
        words.sign_out_everywhere_hint(),
    );
    let (cancel, back) = (words.form_cancel(), ctx.back("/"));
    let cancel = LinkButton::new(cancel, &back, Weight::Outlined).wide();
    let here = html! {
        (ui.button(&Button::main(words.sign_out_button()).wide()))
        (ui.link_button(&cancel.role(LinkRole::Cancels)))
    };
    let here = ctx.form("/sign-out").shape(FormShape::Box).buttons(here);
    let everywhere = ctx
        .form("/sign-out")
        .shape(FormShape::Box)
        .hidden("everywhere", "true")
        .hint(hint)
        .buttons(ui.button(&Button::new(everywhere, Weight::Outlined).wide()));
    let forms = html! { (ui.form(&here)) @if not_impersonated { (ui.form(&everywhere)) } };
    let body = html! {
        (ctx.auth_head(title, Some(words.sign_out_text())))
        (ui.card(&Card::of(forms)))
    };
    Page::narrow(title, body)
}

/// A link to sign-up with the typed address. Empty if there is no sign-up form or the user is
/// signed in.
fn offer(ctx: &RequestCtx, email: &str) -> Markup {
    if ctx.user().is_some() || !ctx.app().sign_up().has_form() {
        return html! {};
    }
    let words = ctx.messages().words();
    let (text, link) = (words.sign_up_new(), words.sign_up_create());
    let hint = Some(("login_hint", email)).filter(|_| !email.is_empty());
    let sign_up = with_query(&ctx.link("/sign-up"), &[], hint);
    ctx.elements()
        .auth_foot(&AuthFoot {
            text,
            link: (link, &sign_up),
        })
        .into()
}
