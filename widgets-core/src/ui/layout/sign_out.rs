//! How users sign out.

use std::fmt;

/// How users sign out.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum SignOut {
    /// URL of a page, which may ask for confirmation.
    Page(String),
    /// A POST form of the host, on the same origin: `form-action 'self'` blocks any other.
    Form {
        /// Target URL.
        action: String,
        /// Hidden fields, such as the host's CSRF token.
        fields: Vec<(String, String)>,
    },
}

/// Prints no field values: one may be a token.
impl fmt::Debug for SignOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Page(address) => f.debug_tuple("Page").field(address).finish(),
            Self::Form { action, .. } => write!(f, "Form({action:?}, ..)"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signing_out_prints_no_token() {
        let form = SignOut::Form {
            action: "/logout".to_owned(),
            fields: vec![("csrf".to_owned(), "swordfish".to_owned())],
        };
        let printed = format!("{form:?}");
        assert!(printed.contains("/logout") && !printed.contains("swordfish"));
    }
}
