//! What authenticators are called, by their AAGUID.
//!
//! `names.json` is the community list of passkey providers, names only, as of 2026-08-07:
//! <https://github.com/passkeydeveloper/passkey-authenticator-aaguids>. Renew it with
//! `tests/run aaguids`. Nothing is fetched while the application runs.

use std::collections::HashMap;
use std::sync::LazyLock;

static NAMES: LazyLock<HashMap<String, String>> =
    LazyLock::new(|| serde_json::from_str(include_str!("names.json")).unwrap_or_default());

/// The name of an authenticator of that kind; `None` if it is not known.
pub(super) fn name(aaguid: &str) -> Option<&'static str> {
    NAMES.get(aaguid).map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_read_and_has_names_that_fit() {
        assert!(NAMES.len() > 20);
        for (aaguid, name) in &*NAMES {
            let is_key = aaguid.len() == 36 && *aaguid == aaguid.to_lowercase();
            assert!(
                is_key && (1..=60).contains(&name.chars().count()),
                "{aaguid} {name}"
            );
        }
        let apple = name("fbfc3007-154e-4ecc-8c0b-6e020557d7bd");
        assert_eq!(apple, Some("Apple Passwords"));
        assert_eq!(name("00000000-0000-0000-0000-000000000000"), None);
    }
}
