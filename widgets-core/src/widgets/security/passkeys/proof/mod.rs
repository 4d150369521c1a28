//! The passkey as a proof of identity: for sign-in, for the second step of one, and for step-up. The
//! authenticator verifies the user, so that it is two factors in one.

mod actions;
mod model;

use std::time::Duration;

use maud::{Markup, html};

use self::actions::{Confirm, Enter, Second};
pub use self::model::{ConfirmPasskey, SecondPasskey, SignInByPasskey};
use super::ASK_STEP_UP;
use super::model::PURPOSE;
use super::section::section;
use crate::context::RequestCtx;
use crate::crypto::PasskeyFlaw;
use crate::flows::passkeys::ASK;
use crate::http::FieldErrors;
use crate::stores::{Quota, SignInMethod};
use crate::table::proofs::{IdentityProof, SignInProof, StepUpPage, StepUpProof, WAITING};
use crate::table::second::{SecondPage, SecondProof};
use crate::ui::{Button, Form, FormShape, Icon, PasskeyScript, Weight};

/// The field under which a passkey that no account has is told.
const CREDENTIAL: &str = "credential";

const PER_CLIENT: Quota = Quota::new(30, Duration::from_secs(10));

pub(super) static PASSKEY: IdentityProof = IdentityProof {
    method: SignInMethod::PASSKEY,
    place: 30,
    opened: |messages, ago, _| messages.words().sessions_by_passkey(ago),
    sign_in: Some(SignInProof {
        is_meant: |fields| fields.get("way") == "passkey",
        part: None,
        beside: Some(sign_in),
        enter: &Enter,
    }),
    step_up: Some(StepUpProof {
        name: "passkey",
        path: "/step-up/passkey",
        limit: PER_CLIENT,
        is_available: |_, has| !has.passkeys.is_empty(),
        part: step_up,
        confirm: &Confirm,
    }),
    second: Some(SecondProof {
        name: "passkey",
        path: "/sign-in/second/passkey",
        limit: PER_CLIENT,
        is_demanded: false,
        has: |has| !has.passkeys.is_empty(),
        last_used_at: |has| has.passkeys.iter().filter_map(|own| own.last_used_at).max(),
        label: |messages| messages.words().passkeys_way().to_owned(),
        part: second,
        confirm: &Second,
    }),
    credential: None,
    section: Some(section),
};

/// Why an answer is refused, and what to do.
pub(super) fn refusal(ctx: &RequestCtx, flaw: PasskeyFlaw) -> &str {
    let words = ctx.messages().words();
    match flaw {
        PasskeyFlaw::Wrong => words.passkeys_wrong(),
        PasskeyFlaw::OtherSite => words.passkeys_other_site(),
        PasskeyFlaw::NotVerified => words.passkeys_not_verified(),
        PasskeyFlaw::Copied => words.passkeys_copied(),
    }
}

/// A form with a button. Script also offers passkeys in the field of the address.
fn sign_in(ctx: &RequestCtx, errors: &FieldErrors) -> Markup {
    let Some(site) = ctx.app().relying_party() else {
        return html! {};
    };
    let (ui, words) = (ctx.elements(), ctx.messages().words());
    let ask = ctx.href(ASK);
    let button = Button::new(words.passkeys_sign_in(), Weight::Outlined);
    let button = button.wide().icon(Icon::Fingerprint);
    let unknown = errors.of(CREDENTIAL).map(|_| site.id());
    let form = ctx
        .form("/sign-in")
        .shape(FormShape::Box)
        .passkey(PasskeyScript::Offer(&ask))
        .hidden("way", "passkey")
        .hidden(PURPOSE, "sign_in")
        .fields(html! {
            @if let Some(unknown) = unknown { span data-wg-passkey-unknown=(unknown) hidden {} }
        })
        .buttons(ui.button(&button));
    ui.form(&form).into()
}

fn second(ctx: &RequestCtx, page: &SecondPage<'_>, errors: &FieldErrors) -> Markup {
    let (ui, words) = (ctx.elements(), ctx.messages().words());
    let ask = ctx.href(ASK);
    let form = ctx
        .form(page.path)
        .shape(FormShape::Box)
        .passkey(PasskeyScript::Use(&ask))
        .hidden(PURPOSE, "second")
        .fields(html! {
            (ctx.error_summary(errors))
            (ui.field(&ctx.whose(page.email).unseen()))
            (page.trust)
        })
        .hint(words.passkeys_hint())
        .buttons(
            ui.button(
                &Button::main(words.passkeys_use())
                    .wide()
                    .icon(Icon::Fingerprint),
            ),
        );
    ui.form(&form).into()
}

fn step_up(ctx: &RequestCtx, page: &StepUpPage<'_>, errors: &FieldErrors) -> Markup {
    let (ui, words) = (ctx.elements(), ctx.messages().words());
    let ask = ctx.href(ASK_STEP_UP);
    let weight = if page.first {
        Weight::Main
    } else {
        Weight::Outlined
    };
    let button = Button::new(words.passkeys_use(), weight).wide();
    // Native, because the response may be that of any pending form.
    let form = Form {
        native: true,
        ..ctx.form(page.path)
    };
    let form = form
        .hidden(WAITING, page.waiting)
        .shape(FormShape::Box)
        .passkey(PasskeyScript::Use(&ask))
        .fields(html! { (ctx.error_summary(errors)) })
        .hint(words.passkeys_hint())
        .buttons(ui.button(&button.icon(Icon::Fingerprint)));
    ui.form(&form).into()
}
