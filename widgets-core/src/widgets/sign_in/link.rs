//! How sessions that were opened by a one-time link are described.

use crate::stores::SignInMethod;
use crate::table::proofs::IdentityProof;

/// A link that the host gave to the user.
pub(super) static BY_LINK: IdentityProof = IdentityProof {
    method: SignInMethod::LINK,
    place: 80,
    opened: |messages, ago, _| messages.words().sessions_by_link(ago),
    sign_in: None,
    step_up: None,
    second: None,
    credential: None,
    section: None,
};

/// A link by which staff acts in the place of a user.
pub(super) static BY_STAFF: IdentityProof = IdentityProof {
    method: SignInMethod::IMPERSONATION,
    place: 90,
    opened: |messages, ago, impersonation| {
        let by = impersonation.map(|own| own.by.as_str()).unwrap_or_default();
        messages.words().sessions_by_staff(by, ago)
    },
    sign_in: None,
    step_up: None,
    second: None,
    credential: None,
    section: None,
};
