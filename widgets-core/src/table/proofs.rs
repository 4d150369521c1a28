//! Proofs of identity. Widgets register them; the pages of sign-in, step-up, security and sessions,
//! and the problem that asks for a step-up, show what is registered and have none of their own.
//!
//! A proof is an [`IdentityProof`] in the widget that verifies it: its name, where it may be used, the
//! parts of pages that it shows, the actions behind them, and their limits.

use maud::Markup;
use schemars::JsonSchema;
use serde::Serialize;

use super::Widget;
use crate::context::{RequestCtx, UserCtx};
use crate::http::{FieldErrors, Fields};
use crate::i18n::Messages;
use crate::stores::{Credentials, Impersonation, Quota, SecondFactors, SignInMethod};
use crate::table::action::{CommandType, Step};
use crate::table::second::SecondProof;
use crate::types::Timestamp;
use crate::ui::{Icon, LinkRole, Tone};

/// A proof of identity, a static of the widget that registers it.
pub(crate) struct IdentityProof {
    /// Its name in sessions, events, metrics and problems.
    pub(crate) method: SignInMethod,
    /// Its place on pages: lower ones come first.
    pub(crate) place: u8,
    /// Describes a session that it opened some time ago, such as "Signed in with a password yesterday".
    pub(crate) opened: fn(&Messages, &str, Option<&Impersonation>) -> String,
    /// What it does on the sign-in page; `None` if it opens no session there.
    pub(crate) sign_in: Option<SignInProof>,
    /// What it does on the step-up page; `None` if it is no step-up.
    pub(crate) step_up: Option<StepUpProof>,
    /// What it does where a sign-in waits for a second factor; `None` if it is none.
    pub(crate) second: Option<SecondProof>,
    /// Its state on the overview of an account's credentials; `None` if it is not shown there.
    pub(crate) credential: Option<fn(&RequestCtx, &Credentials) -> CredentialState>,
    /// A card of its own on that overview, if it has one.
    pub(crate) section: Option<fn(&UserCtx, &SecondFactors) -> Section>,
}

impl IdentityProof {
    /// The commands that it runs.
    pub(crate) fn commands(&self) -> Vec<CommandType> {
        let sign_in = self.sign_in.as_ref().map(|own| own.enter.commands());
        let step_up = self.step_up.as_ref().map(|own| own.confirm.commands());
        let second = self.second.as_ref().map(|own| own.confirm.commands());
        let all = [sign_in, step_up, second].into_iter();
        all.flatten().flatten().collect()
    }
}

/// How a proof opens a session. The page offers it for every address, so that it does not reveal
/// which proofs an account has (against account enumeration).
pub(crate) struct SignInProof {
    /// Whether the sent form is meant for this proof.
    pub(crate) is_meant: fn(&Fields) -> bool,
    /// Its part of the form, for that address, if it needs one.
    pub(crate) part: Option<fn(&RequestCtx, &str, &FieldErrors) -> SignInPart>,
    /// A form of its own below that one, if it needs no address.
    pub(crate) beside: Option<fn(&RequestCtx, &FieldErrors) -> Markup>,
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
    /// Forms that buttons among the fields submit.
    pub(crate) other: Markup,
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
    pub(crate) is_available: fn(Option<&Credentials>, &SecondFactors) -> bool,
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
    /// Whether its field has the initial focus: that of the first, or of the one that was refused.
    pub(crate) focused: bool,
    /// Value of the hidden field [`WAITING`]; empty if no form is pending.
    pub(crate) waiting: &'a str,
}

/// Hidden field with the name of the endpoint whose form is pending.
pub(crate) const WAITING: &str = "waiting";

/// The state of a credential, as data.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "Credential")]
pub(crate) struct CredentialData {
    /// Whether the account has it.
    pub(crate) is_set: bool,
    /// When it was last set; `null` if that is not known, or if it is not set.
    pub(crate) set_at: Option<Timestamp>,
    /// How many are left, of what is used up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) left: Option<usize>,
    /// Each of them, where an account can have several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) items: Vec<CredentialItem>,
}

impl CredentialData {
    /// Of something that an account has once or not at all.
    pub(crate) const fn single(is_set: bool, set_at: Option<Timestamp>) -> Self {
        Self {
            is_set,
            set_at,
            left: None,
            items: Vec::new(),
        }
    }
}

/// One of several credentials of a kind, as data.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(crate) struct CredentialItem {
    pub(crate) id: String,
    /// What the user calls it.
    pub(crate) name: String,
    /// When it was added.
    pub(crate) created_at: Timestamp,
    /// When it was last used; `null` if never.
    pub(crate) last_used_at: Option<Timestamp>,
}

/// A card on the overview, for what an account can have several of.
pub(crate) struct Section {
    /// Names for JSON clients, and what they are told.
    pub(crate) data: Vec<(&'static str, CredentialData)>,
    pub(crate) title: String,
    pub(crate) note: String,
    /// What adds one, if it can be added: label and path.
    pub(crate) add: Option<(String, &'static str)>,
    pub(crate) rows: Vec<SectionRow>,
    /// Which passkeys there are, for the browser (Signal API), as JSON.
    pub(crate) signals: Option<String>,
}

/// A row of such a card.
pub(crate) struct SectionRow {
    pub(crate) icon: Icon,
    pub(crate) title: String,
    pub(crate) badge: Option<(String, Tone)>,
    pub(crate) facts: Vec<String>,
    pub(crate) changes: Vec<SectionLink>,
}

/// What changes the thing in a row.
pub(crate) struct SectionLink {
    pub(crate) label: String,
    /// Accessible name, with the subject of the row.
    pub(crate) about: String,
    pub(crate) path: String,
    pub(crate) role: LinkRole,
}

/// The state of a credential on the overview.
pub(crate) struct CredentialState {
    /// Name for JSON clients, and what they are told; `None` if every account has it.
    pub(crate) data: Option<(&'static str, CredentialData)>,
    pub(crate) icon: Icon,
    pub(crate) title: String,
    pub(crate) note: String,
    /// What changes it, if it can be changed: label, accessible name and path.
    pub(crate) change: Option<(String, String, &'static str)>,
    /// What removes it, if it can be removed, in the same way.
    pub(crate) remove: Option<(String, String, &'static str)>,
}

/// The proofs of these widgets, in the order of pages.
pub(crate) fn in_order(widgets: &[Widget]) -> Vec<&'static IdentityProof> {
    let mut proofs: Vec<_> = widgets.iter().flat_map(Widget::proofs).collect();
    proofs.sort_by_key(|proof| proof.place);
    proofs
}
