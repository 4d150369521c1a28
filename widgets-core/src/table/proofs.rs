//! Proofs of identity. Widgets register them; the pages of sign-in, step-up, security and sessions,
//! and the problem that asks for a step-up, show what is registered and have none of their own.
//!
//! A proof is an [`IdentityProof`] in the widget that verifies it: its name, where it may be used, the
//! parts of pages that it shows, the actions behind them, and their limits.

use maud::Markup;

use super::Widget;
use crate::context::{RequestCtx, UserCtx};
use crate::http::fields::{FieldErrors, Fields};
use crate::i18n::Messages;
use crate::stores::{Credentials, Impersonation, Quota, SignInMethod};
use crate::table::action::{CommandType, Step};

/// A proof of identity, a static of the widget that registers it.
pub(crate) struct IdentityProof {
    /// Its name in sessions, events, metrics and problems.
    pub(crate) method: SignInMethod,
    /// Its place on pages: lower ones come first.
    pub(crate) place: u8,
    /// Describes a session that it opened some time ago, such as "Signed in with a password yesterday".
    pub(crate) opened: fn(&Messages, String, Option<&Impersonation>) -> String,
    /// What it does on the sign-in page; `None` if it opens no session there.
    pub(crate) sign_in: Option<SignInProof>,
    /// What it does on the step-up page; `None` if it is no step-up.
    pub(crate) step_up: Option<StepUpProof>,
    /// Its state on the overview of an account's credentials; `None` if there is nothing to set up.
    pub(crate) credential: Option<fn(&Messages, &Credentials) -> CredentialState>,
}

impl IdentityProof {
    /// The commands that it runs.
    pub(crate) fn commands(&self) -> Vec<CommandType> {
        let sign_in = self.sign_in.as_ref().map(|own| own.enter.commands());
        let step_up = self.step_up.as_ref().map(|own| own.confirm.commands());
        [sign_in, step_up].into_iter().flatten().flatten().collect()
    }
}

/// How a proof opens a session. The page offers it for every address, so that it does not reveal
/// which proofs an account has (against account enumeration).
pub(crate) struct SignInProof {
    /// Whether the sent form is meant for this proof.
    pub(crate) is_meant: fn(&Fields) -> bool,
    /// Its part of the form, for that address.
    pub(crate) part: fn(&RequestCtx, &str, &FieldErrors) -> SignInPart,
    /// What verifies or begins it. It counts attempts before it compares. Errors at fields are shown
    /// in the form.
    pub(crate) enter: &'static dyn Step<()>,
}

/// A proof's part of the sign-in form.
pub(crate) struct SignInPart {
    /// Fields to fill in.
    pub(crate) fields: Markup,
    /// The button that sends the form for this proof.
    pub(crate) button: Markup,
    /// Links below the form.
    pub(crate) links: Markup,
}

/// How a signed-in user gives a proof again.
pub(crate) struct StepUpProof {
    /// Name of its endpoint, within the widget of the step-up page.
    pub(crate) name: &'static str,
    /// Path of its endpoint.
    pub(crate) path: &'static str,
    /// Attempts of one client, whatever the account.
    pub(crate) limit: Quota,
    /// Whether the account can give it; there are no credentials if its address changed at the same
    /// moment.
    pub(crate) is_available: fn(Option<&Credentials>) -> bool,
    /// Its form, which is sent to that path.
    pub(crate) part: fn(&RequestCtx, &StepUpPage<'_>, &FieldErrors) -> Markup,
    /// What verifies or begins it. It counts attempts before it compares. Errors at fields are shown
    /// on the page.
    pub(crate) confirm: &'static dyn Step<UserCtx>,
}

/// What the step-up page tells its parts.
pub(crate) struct StepUpPage<'a> {
    /// Path that the form is sent to.
    pub(crate) path: &'static str,
    /// Address of the account.
    pub(crate) email: &'a str,
    /// Whether this part is the first on the page.
    pub(crate) first: bool,
    /// Value of the hidden field [`WAITING`]; empty if no form is pending.
    pub(crate) waiting: &'a str,
}

/// Hidden field with the name of the endpoint whose form is pending.
pub(crate) const WAITING: &str = "waiting";

/// The state of a credential.
pub(crate) struct CredentialState {
    /// Name of `is_set` for JSON clients.
    pub(crate) name: &'static str,
    pub(crate) is_set: bool,
    pub(crate) title: String,
    pub(crate) note: String,
    /// Label and path of what changes it.
    pub(crate) change: (String, &'static str),
}

/// The proofs of these widgets, in the order of pages.
pub(crate) fn in_order(widgets: &[Widget]) -> Vec<&'static IdentityProof> {
    let mut proofs: Vec<_> = widgets.iter().flat_map(Widget::proofs).collect();
    proofs.sort_by_key(|proof| proof.place);
    proofs
}
