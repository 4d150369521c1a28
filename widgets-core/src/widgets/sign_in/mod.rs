//! Signing in, by any proof that is registered for it or by a one-time link, and signing out. The
//! proof by a mailed code is here; others are in the widgets that manage their credentials.

mod actions;
mod flows;
mod link;
mod mailbox;
mod model;
mod view;

use std::time::Duration;

use crate::context::notice::{FragmentName, NoticeKind};
use crate::stores::Quota;
use crate::table::action::GoesOn;
use crate::table::respond::Respond;
use crate::table::{Access, Endpoint, Widget};
pub use mailbox::{
    AskForCode, AskForSecondCode, AskForStepUpCode, CompletedByMailbox, ConfirmedMailbox,
    ProvedMailbox,
};
use model::{CODE, PROOF};
pub use model::{ForgetAddress, OneTimeLink, SignOut};

pub use crate::flows::open_session::SIGNED_OUT;

/// The user signed out, and all other sessions of the account ended.
pub const SIGNED_OUT_EVERYWHERE: NoticeKind =
    NoticeKind::new("sign_in.signed_out_everywhere", |messages| {
        messages.words().sign_out_everywhere_done().to_owned()
    });

/// The sign-in form.
pub const FORM: FragmentName = FragmentName::new("sign_in.form");

/// Per client, regardless of the account, 30 attempts at once and one more every ten seconds:
/// enough for an office behind one address, too few for guessing.
const PER_CLIENT: Quota = Quota::new(30, Duration::from_secs(10));

/// The widget's registration.
pub(crate) fn widget() -> Widget {
    let anyone = Access::anyone;
    let limited = || anyone().limit(PER_CLIENT);
    let entering = Respond::posting(actions::enter).showing(actions::form_of);
    let entering = entering.going_on(GoesOn::SignIns);
    let enter = Endpoint::acting("enter", "/sign-in", limited(), entering);
    // Steps of the same form, so that none adds guesses.
    let step = |name, path| {
        let access = anyone().limit_with("sign_in.enter", PER_CLIENT);
        let proving = Respond::posting(actions::prove).showing(actions::form_of);
        let proving = proving.going_on(GoesOn::SignIns);
        Endpoint::acting(name, path, access, proving)
    };
    let link = "/sign-in/link/{token}";
    let opening = Respond::posting(actions::open_link).running::<OneTimeLink>();
    mailbox::register(Widget::new("sign_in"))
        .get("form", "/sign-in", anyone(), actions::form)
        .endpoint(enter)
        .get("proof_form", PROOF, anyone(), actions::proof_form)
        .endpoint(step("prove", PROOF))
        .get("code_form", CODE, anyone(), actions::code_form)
        .endpoint(step("ask_for_code", CODE))
        .post("forget", "/sign-in/forget", limited(), actions::Forget)
        .get("link", link, anyone(), actions::link)
        .endpoint(Endpoint::acting("open_link", link, limited(), opening))
        .get("leave", "/sign-out", Access::user(), actions::leave)
        .post("sign_out", "/sign-out", Access::user(), actions::Leave)
        .proof(&link::BY_LINK)
        .proof(&link::BY_STAFF)
        .signing_in()
        .notice(SIGNED_OUT)
        .notice(SIGNED_OUT_EVERYWHERE)
}
