//! The security check-up: what is weak about an account, why, and what mends it. Each point is looked at
//! by the widget that owns the fact; the overview of an account's security shows what they found.

use schemars::JsonSchema;
use serde::Serialize;

use super::Widget;
use crate::context::RequestCtx;
use crate::stores::{Credentials, SecondFactors, Session};
use crate::ui::{Icon, LinkRole};

/// Something that a widget looks at, a static of it.
pub(crate) struct Check {
    /// Its name, for programs.
    pub(crate) name: &'static str,
    /// Its place in the list: what matters most comes first.
    pub(crate) place: u8,
    /// What is weak, if anything is. Reads nothing: all there is to know is given to it.
    pub(crate) look: fn(&RequestCtx, &Facts<'_>) -> Option<Weakness>,
}

/// What the overview has read of an account.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Facts<'a> {
    pub(crate) credentials: &'a Credentials,
    pub(crate) factors: &'a SecondFactors,
    /// The sessions besides the one of this request, the newest first.
    pub(crate) others: &'a [Session],
}

/// What a check found.
pub(crate) struct Weakness {
    pub(crate) icon: Icon,
    /// What is weak, in a few words.
    pub(crate) title: String,
    /// Why that matters.
    pub(crate) why: String,
    /// What mends it: label and path.
    pub(crate) mend: (String, &'static str),
    pub(crate) role: LinkRole,
}

/// The same for programs.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Weakness")]
pub(crate) struct WeaknessData {
    /// Name of the check.
    pub(crate) name: &'static str,
    pub(crate) title: String,
    pub(crate) why: String,
    /// The page that mends it.
    pub(crate) address: String,
}

/// The checks of these widgets, in the order of the list.
pub(crate) fn in_order(widgets: &[Widget]) -> Vec<&'static Check> {
    let mut checks: Vec<_> = widgets.iter().flat_map(Widget::checks).collect();
    checks.sort_by_key(|check| check.place);
    checks
}
