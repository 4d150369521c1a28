//! Tells the developer of a host what the policy of pages blocks in the host's own markup: browsers say
//! it only in their console, and a page without its font or script looks like a fault of ours.

use crate::context::AppState;
use crate::http::PolicyAdditions;
use crate::http::csp::blocked;

/// How many findings are told. Markup made from data could have any number.
const MOST: usize = 50;

/// Logs each finding once, while the public URL is on this machine and markup is the host's.
pub(super) fn tell_what_is_blocked(app: &AppState, document: &str, policy: &PolicyAdditions) {
    let Some(told) = app.blocked() else { return };
    let found = blocked(document, policy, app.public_url());
    let Ok(mut told) = told.lock() else { return };
    for finding in found {
        if told.len() < MOST && told.insert(finding.clone()) {
            tracing::warn!(
                "the content security policy blocks {finding} (Layout::policy, WidgetsBuilder::policy)"
            );
        }
    }
}
