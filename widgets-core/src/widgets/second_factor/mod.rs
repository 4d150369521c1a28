//! The second step of a sign-in: a page that asks for a second factor, where the account has one.
//!
//! It offers every proof that is registered as a second factor and that the account has, the last used
//! first. What verifies one is in the widget that manages it.

mod actions;
mod model;
mod view;

use std::time::Duration;

use crate::context::RequestCtx;
use crate::flows::second_factor::PATH;
use crate::http::request::Input;
use crate::http::typed_fields::ReadFields as _;
use crate::stores::Quota;
use crate::table::proofs::IdentityProof;
use crate::table::respond::Respond;
use crate::table::second::SecondProof;
use crate::table::{Access, Endpoint, Widget};
pub use model::LeaveSignIn;
use model::TrustFields;

/// Path that leaves the sign-in.
const LEAVE: &str = "/sign-in/second/leave";

/// Per client, 30 at once and one more every ten seconds.
const PER_CLIENT: Quota = Quota::new(30, Duration::from_secs(10));

/// The widget's registration, with an endpoint for each proof that is a second factor.
pub(crate) fn widget(proofs: &[&'static IdentityProof]) -> Widget {
    let anyone = Access::anyone;
    let limited = anyone().limit(PER_CLIENT);
    let widget = Widget::new("second_factor")
        .get("form", PATH, anyone(), actions::form)
        .post("leave", LEAVE, limited, actions::Leave);
    let proofs = proofs
        .iter()
        .filter_map(|own| Some((*own, own.second.as_ref()?)));
    let endpoints = proofs.map(|(proof, second)| endpoint(proof, second));
    endpoints
        .fold(widget, Widget::endpoint)
        .signing_in()
        .during_tasks()
}

fn endpoint(proof: &'static IdentityProof, second: &'static SecondProof) -> Endpoint {
    let confirming =
        move |ctx: RequestCtx, input: Input| actions::confirm(ctx, input, proof, second);
    let access = Access::anyone().limit(second.limit);
    let confirming = Respond::posting(confirming).described(|| {
        let mut description = second.confirm.describe();
        description
            .fields
            .fields
            .extend(TrustFields::describe().fields);
        description
    });
    Endpoint::acting(second.name, second.path, access, confirming)
}
