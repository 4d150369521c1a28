//! Step-up: authenticates a signed-in user again, before sensitive actions.
//!
//! The page offers every proof that is registered for it and available to the account. Each renews
//! the session and then submits the pending form, if there is one.

mod actions;
mod model;
mod view;

use std::sync::Arc;

use crate::context::UserCtx;
use crate::flows::step_up::PATH;
use crate::http::request::Input;
use crate::table::action::Respond;
use crate::table::proofs::{IdentityProof, WAITING};
use crate::table::{Access, Endpoint, Widget};

/// The widget's registration, with an endpoint for each proof.
pub(crate) fn widget(proofs: Vec<Arc<dyn IdentityProof>>) -> Widget {
    let widget = Widget::new("step_up").get("form", PATH, user(), actions::form);
    let endpoints = proofs.into_iter().filter_map(endpoint);
    endpoints.fold(widget, Widget::endpoint).signing_in()
}

fn user() -> Access<UserCtx> {
    Access::user().not_impersonated()
}

/// The endpoint of a proof; `None` if it is no step-up.
fn endpoint(proof: Arc<dyn IdentityProof>) -> Option<Endpoint> {
    let own = proof.step_up()?.endpoint();
    let confirming = move |ctx: UserCtx, input: Input| {
        let proof = Arc::clone(&proof);
        async move { actions::confirm(ctx, input, proof.as_ref()).await }
    };
    let access = user().limit(own.limit);
    let endpoint = Endpoint::acting(own.name, own.path, access, Respond::new(confirming));
    // Nothing in these forms is worth storing.
    Some(endpoint.secret_fields(&["email", WAITING]))
}
