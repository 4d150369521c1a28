//! How sessions that were opened by a one-time link are described.

use crate::i18n::Messages;
use crate::stores::{Impersonation, SignInMethod};
use crate::table::proofs::IdentityProof;

/// A link that the host gave to the user.
pub(super) struct ByLink;

impl IdentityProof for ByLink {
    fn method(&self) -> SignInMethod {
        SignInMethod::LINK
    }

    fn place(&self) -> u8 {
        80
    }

    fn opened(&self, messages: &Messages, ago: String, _: Option<&Impersonation>) -> String {
        messages.words().sessions_by_link(ago)
    }
}

/// A link by which staff acts in the place of a user.
pub(super) struct ByStaff;

impl IdentityProof for ByStaff {
    fn method(&self) -> SignInMethod {
        SignInMethod::IMPERSONATION
    }

    fn place(&self) -> u8 {
        90
    }

    fn opened(&self, messages: &Messages, ago: String, own: Option<&Impersonation>) -> String {
        let by = own.map(|own| own.by.as_str()).unwrap_or_default();
        messages.words().sessions_by_staff(by, ago)
    }
}
