//! How people sign out.

use std::fmt;

/// How people sign out.
#[derive(Clone, PartialEq, Eq)]
pub enum SignOut {
    /// A page, which may ask before it does so.
    Page(String),
    /// A form that posts there: an address of this origin, since our pages post nowhere else.
    Form {
        /// Where it posts to.
        action: String,
        /// Its hidden fields, such as a token of the host's own.
        fields: Vec<(String, String)>,
    },
}

/// Prints no value of a field: one may be a token.
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
