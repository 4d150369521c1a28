//! Inputs.

use super::super::model::SentFields;
use crate::fields;
use crate::flows::passkeys::SentPasskey;
use crate::http::{Optional, Text};

fields! {
    /// What an authenticator answered, to sign in.
    pub(super) struct EnterFields {
        pub(super) sent: SentFields,
        /// Whether to stay signed in.
        pub(super) keep: bool,
        /// Page to return to.
        pub(super) return_to: Optional<Text>,
    }
}

fields! {
    /// What an authenticator answered, from somebody who is signed in.
    pub(super) struct ConfirmFields {
        pub(super) sent: SentFields,
        /// Endpoint of the form that waits for the step-up.
        pub(super) waiting: Optional<Text>,
        /// Page to return to.
        pub(super) return_to: Optional<Text>,
    }
}

/// Signs in by a passkey. Hooks do not see what the authenticator answered.
#[derive(derive_more::Debug)]
#[debug("SignInByPasskey(keep: {keep}, ..)")]
#[non_exhaustive]
pub struct SignInByPasskey {
    /// Whether to stay signed in.
    pub keep: bool,
    pub(super) sent: SentPasskey,
}

/// Completes a sign-in by a passkey. Hooks do not see what the authenticator answered.
#[derive(derive_more::Debug)]
#[debug("SecondPasskey(..)")]
pub struct SecondPasskey {
    pub(super) sent: SentPasskey,
}

/// Steps up by a passkey. Hooks do not see what the authenticator answered.
#[derive(derive_more::Debug)]
#[debug("ConfirmPasskey(..)")]
pub struct ConfirmPasskey {
    pub(super) sent: SentPasskey,
}
