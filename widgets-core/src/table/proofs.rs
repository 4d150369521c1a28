//! Proofs of identity. Widgets register them; the pages of sign-in, step-up, security and sessions,
//! and the problem that asks for a step-up, show what is registered and have none of their own.
//!
//! A proof is one implementation of [`IdentityProof`] in the widget that verifies it: its name, where
//! it may be used, the parts of pages that it shows, the actions behind them, and their limits.

use std::sync::Arc;

use maud::Markup;

use super::Widget;
use crate::context::{RequestCtx, UserCtx};
use crate::http::fields::{FieldErrors, Fields};
use crate::i18n::Messages;
use crate::stores::{Credentials, Impersonation, Quota, SignInMethod};
use crate::table::action::{CommandType, Step};

/// A proof of identity, implemented by the widget that registers it.
pub(crate) trait IdentityProof: Send + Sync {
    /// Its name in sessions, events, metrics and problems.
    fn method(&self) -> SignInMethod;

    /// Its place on pages: lower ones come first.
    fn place(&self) -> u8;

    /// Describes a session that it opened `ago`, such as "Signed in with a password yesterday".
    fn opened(
        &self,
        messages: &Messages,
        ago: String,
        impersonation: Option<&Impersonation>,
    ) -> String;

    /// What it does on the sign-in page; `None` if it opens no session there.
    fn sign_in(&self) -> Option<&dyn SignInProof> {
        None
    }

    /// What it does on the step-up page; `None` if it is no step-up.
    fn step_up(&self) -> Option<&dyn StepUpProof> {
        None
    }

    /// Its state on the overview of an account's credentials; `None` if there is nothing to set up.
    fn credential(&self, messages: &Messages, own: &Credentials) -> Option<CredentialState> {
        let _ = (messages, own);
        None
    }

    /// The commands that its actions run.
    fn commands(&self) -> Vec<CommandType> {
        let sign_in = self.sign_in().map(|own| own.enter().commands());
        let step_up = self.step_up().map(|own| own.confirm().commands());
        [sign_in, step_up].into_iter().flatten().flatten().collect()
    }
}

/// A proof that opens a session. The page offers it for every address, so that it does not reveal
/// which proofs an account has (against account enumeration).
pub(crate) trait SignInProof: Send + Sync {
    /// Whether the sent form is meant for this proof.
    fn is_meant(&self, fields: &Fields) -> bool;

    /// Its part of the form.
    fn part(&self, ctx: &RequestCtx, email: &str, errors: &FieldErrors) -> SignInPart;

    /// What verifies or begins it. It counts attempts before it compares. Errors at fields are shown
    /// in the form.
    fn enter(&self) -> &dyn Step<()>;
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

/// A proof that a signed-in user gives again.
pub(crate) trait StepUpProof: Send + Sync {
    /// The endpoint that its form is sent to.
    fn endpoint(&self) -> StepUpEndpoint;

    /// Whether the account can give it; there are no credentials if its address changed at the same
    /// moment.
    fn is_available(&self, own: Option<&Credentials>) -> bool;

    /// Its form.
    fn part(&self, ctx: &RequestCtx, page: &StepUpPage<'_>, errors: &FieldErrors) -> Markup;

    /// What verifies or begins it. It counts attempts before it compares. Errors at fields are shown
    /// on the page.
    fn confirm(&self) -> &dyn Step<UserCtx>;
}

/// The endpoint of a step-up, within the widget of the step-up page.
#[derive(Debug, Clone, Copy)]
pub(crate) struct StepUpEndpoint {
    pub(crate) name: &'static str,
    pub(crate) path: &'static str,
    /// Attempts of one client, whatever the account.
    pub(crate) limit: Quota,
}

/// What the step-up page tells its parts.
pub(crate) struct StepUpPage<'a> {
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
pub(crate) fn in_order(widgets: &[Widget]) -> Vec<Arc<dyn IdentityProof>> {
    let mut proofs: Vec<_> = widgets.iter().flat_map(Widget::proofs).cloned().collect();
    proofs.sort_by_key(|proof| proof.place());
    proofs
}
