//! Step-up: authenticates a signed-in user again, before sensitive actions.
//!
//! The page offers every proof that is registered for it and available to the account. Each renews
//! the session and then submits the pending form, if there is one.

mod actions;
mod model;
mod view;

use crate::context::UserCtx;
use crate::flows::step_up::PATH;
use crate::http::request::Input;
use crate::table::proofs::{IdentityProof, StepUpProof, WAITING};
use crate::table::respond::Respond;
use crate::table::{Access, Endpoint, Widget};

/// The widget's registration, with an endpoint for each proof that is a step-up.
pub(crate) fn widget(proofs: &[&'static IdentityProof]) -> Widget {
    let widget = Widget::new("step_up").get("form", PATH, user(), actions::form);
    let proofs = proofs.iter().filter_map(|own| own.step_up.as_ref());
    let endpoints = proofs.map(endpoint);
    endpoints.fold(widget, Widget::endpoint).signing_in()
}

fn user() -> Access<UserCtx> {
    Access::user().not_impersonated().during_tasks()
}

fn endpoint(proof: &'static StepUpProof) -> Endpoint {
    let confirming = move |ctx: UserCtx, input: Input| actions::confirm(ctx, input, proof);
    let access = user().limit(proof.limit);
    let confirming = Respond::posting(confirming).described(|| proof.confirm.describe());
    let endpoint = Endpoint::acting(proof.name, proof.path, access, confirming);
    // Nothing in these forms is worth storing.
    endpoint.secret_fields(&["email", WAITING])
}
