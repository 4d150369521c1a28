//! Pages.

use std::borrow::Cow;

use maud::html;

use super::model::Asking;
use crate::context::RequestCtx;
use crate::flows::pending_form;
use crate::http::fields::FieldErrors;
use crate::table::Table;
use crate::table::proofs::StepUpPage;
use crate::ui::{Card, LinkButton, Page, Weight};

/// The page. `errors` are those of the part that was sent to the path `sent`.
pub(super) fn form(
    ctx: &RequestCtx,
    asking: &Asking,
    (sent, errors): (Option<&str>, &FieldErrors),
) -> Page {
    let words = ctx.messages().words();
    let ui = ctx.elements();
    let title = words.step_up_title();
    let lead = if asking.waiting.is_some() {
        words
            .step_up_lead_waiting(ctx.messages().wait(pending_form::LASTS))
            .into()
    } else {
        Cow::from(words.step_up_lead())
    };
    let table = Table::of(ctx.app());
    let proofs = asking.methods.iter().filter_map(|own| table.proof(own));
    let proofs = proofs.filter_map(|proof| proof.step_up.as_ref());
    let page = |at, path| StepUpPage {
        path,
        email: &asking.email,
        first: at == 0,
        focused: sent.map_or(at == 0, |sent| sent == path),
        waiting: asking.waiting.as_deref().unwrap_or_default(),
    };
    let none = FieldErrors::default();
    let of = |path| if sent == Some(path) { errors } else { &none };
    let forms = html! {
        @for (at, proof) in proofs.enumerate() {
            ((proof.part)(ctx, &page(at, proof.path), of(proof.path)))
        }
    };
    let (leave, back) = (words.step_up_leave(), ctx.back("/"));
    let body = html! {
        (ctx.auth_head(title, Some(&lead)))
        (ui.card(&Card::of(forms)))
        (ui.link_button(&LinkButton::new(leave, &back, Weight::Quiet).wide()))
    };
    Page::narrow(title, body).refused_if(errors)
}
