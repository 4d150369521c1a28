//! Settings of sign-up.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::Serialize;

use crate::types::Email;
use crate::types::getters::getters;
use crate::types::records::records;

/// Who may sign up, and under which conditions. Pass it to
/// [`WidgetsBuilder::sign_up`](crate::WidgetsBuilder::sign_up).
#[derive(Clone, derive_more::Debug)]
#[debug("SignUp({who:?}, ..)")]
#[must_use]
pub struct SignUp {
    who: Who,
    passwords: bool,
    terms: Option<Terms>,
    address_policy: Option<AddressPolicy>,
}

/// Who may sign up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Who {
    /// Everyone with a verified email address.
    Anyone,
    /// Everyone with a verified email address at one of these domains.
    At(Vec<Domain>),
    /// By invitation of the host's back end only.
    Invited,
    Nobody,
}

/// A domain as the host wrote it, and normalised; the latter is `None` if it is invalid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Domain {
    pub(super) text: String,
    key: Option<String>,
}

type AddressPolicy = Arc<dyn Fn(&Email) -> Result<(), String> + Send + Sync>;

impl Default for SignUp {
    /// [`SignUp::open`].
    fn default() -> Self {
        Self::open()
    }
}

impl SignUp {
    /// Everyone with a verified email address can sign up.
    pub const fn open() -> Self {
        Self::of(Who::Anyone)
    }

    /// Everyone with a verified email address at one of these domains, such as `example.com`, can
    /// sign up. Subdomains are not included. Others can be invited.
    pub fn domains<D: Into<String>>(domains: impl IntoIterator<Item = D>) -> Self {
        let domains = domains.into_iter().map(|own| Domain::read(own.into()));
        Self::of(Who::At(domains.collect()))
    }

    /// Sign-up by invitation only; see `ManageUsers::invite`.
    pub const fn invited() -> Self {
        Self::of(Who::Invited)
    }

    /// No sign-up, not even by invitation: the host creates accounts itself.
    pub const fn closed() -> Self {
        Self::of(Who::Nobody)
    }

    const fn of(who: Who) -> Self {
        Self {
            who,
            passwords: true,
            terms: None,
            address_policy: None,
        }
    }

    /// Accounts have no password: users sign in with mailed codes.
    pub const fn without_password(mut self) -> Self {
        self.passwords = false;
        self
    }

    /// Terms to accept. The accepted edition is stored with the account.
    pub fn terms(mut self, terms: Terms) -> Self {
        self.terms = Some(terms);
        self
    }

    /// Restricts addresses, for instance to refuse disposable mailboxes. Called at sign-up, when
    /// the address is corrected, and when an invitation is accepted. The error is shown at the
    /// field. Must not block; for checks that do, use a before-hook of `BeginSignUp`.
    pub fn address_policy(
        mut self,
        policy: impl Fn(&Email) -> Result<(), String> + Send + Sync + 'static,
    ) -> Self {
        self.address_policy = Some(Arc::new(policy));
        self
    }

    /// Whether there is a sign-up form.
    pub(crate) fn has_form(&self) -> bool {
        !matches!(self.who, Who::Invited | Who::Nobody)
    }

    /// Whether invitations can be accepted.
    pub(crate) fn takes_invited(&self) -> bool {
        self.who != Who::Nobody
    }

    /// The allowed domains for display; `None` if there is no restriction.
    pub(crate) fn at_domains(&self) -> Option<String> {
        let Who::At(domains) = &self.who else {
            return None;
        };
        let texts: Vec<&str> = domains.iter().map(|own| own.text.as_str()).collect();
        Some(texts.join(", "))
    }

    /// Whether an address is at an allowed domain.
    pub(crate) fn is_at_domain(&self, email: &Email) -> bool {
        let Who::At(domains) = &self.who else {
            return true;
        };
        let domain = Some(email.key().domain());
        domains.iter().any(|own| own.key.as_deref() == domain)
    }

    /// The host's objection to an address.
    pub(crate) fn address_problem(&self, email: &Email) -> Option<String> {
        let policy = self.address_policy.as_ref()?;
        policy(email).err()
    }

    getters! { self =>
        pub(crate) asks_password: bool = self.passwords;
        pub(crate) asked_terms: Option<&Terms> = self.terms.as_ref();
    }

    /// Invalid settings, each as a sentence telling the host what to change.
    pub(crate) fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        if let Who::At(domains) = &self.who {
            if domains.is_empty() {
                problems.push(
                    "sign_up: SignUp::domains([..]) names no domain; SignUp::invited() is for \
                     invitations alone"
                        .to_owned(),
                );
            }
            let broken = domains.iter().filter(|own| own.key.is_none());
            let told = "is not a domain such as example.com";
            problems.extend(broken.map(|own| format!("sign_up: {:?} {told}", own.text)));
        }
        problems.extend(self.terms.as_ref().and_then(Terms::problem));
        problems
    }
}

impl Domain {
    fn read(text: String) -> Self {
        let address = Email::parse(&format!("a@{text}")).ok();
        let key = address.map(|own| own.key().domain().to_owned());
        Self { text, key }
    }
}

records! {
    /// Terms to accept at sign-up.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
    pub struct Terms {
        /// Version of the terms, such as `2026-11`; 1 to 100 visible ASCII characters. A form with an
        /// earlier edition is shown again, for the user to accept the new one.
        pub edition: String as impl Into<String>,
        /// Where to read them: a path of the host such as `/terms`, or an absolute URL.
        pub url: String as impl Into<String>,
    }
}

impl Terms {
    fn problem(&self) -> Option<String> {
        let edition = self.edition.as_bytes();
        if !(1..=100).contains(&edition.len()) || !edition.iter().all(u8::is_ascii_graphic) {
            return Some(
                "sign_up: an edition of the terms is 1 to 100 visible ASCII characters, such as \
                 2026-11"
                    .to_owned(),
            );
        }
        let path = self.url.starts_with('/') && !self.url.starts_with("//");
        let mut schemes = ["https://", "http://"].iter();
        let whole = schemes.any(|scheme| self.url.starts_with(scheme));
        (!path && !whole).then(|| {
            format!(
                "sign_up: {:?} is not a URL of terms; use a path such as /terms, or a URL that \
                 begins with https://",
                self.url
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn domains_are_compared_as_mail_compares_them() {
        let own = SignUp::domains(["Nordlicht.example", "bücher.example"]);
        assert_eq!(own.problems(), [""; 0]);
        let takes = |text| own.is_at_domain(&Email::parse(text).unwrap());
        assert!(takes("a@nordlicht.EXAMPLE") && takes("a@xn--bcher-kva.example"));
        for other in [
            "a@evil.example",
            "a@sub.nordlicht.example",
            "a@nordlicht.example.evil.example",
            "nordlicht.example@evil.example",
            "a@xnordlicht.example",
        ] {
            assert!(!takes(other), "{other}");
        }
    }

    #[test]
    fn contradictions_are_told() {
        let none: [&str; 0] = [];
        let told = |own: SignUp| own.problems().len();
        assert_eq!(told(SignUp::domains(none)), 1);
        assert_eq!(told(SignUp::domains(["*.example", "a@b.example", ""])), 3);
        assert_eq!(told(SignUp::open().terms(Terms::new("", "/terms"))), 1);
        for url in ["", "terms", "javascript:alert(1)", "//evil.example"] {
            assert_eq!(told(SignUp::open().terms(Terms::new("1", url))), 1, "{url}");
        }
        assert_eq!(told(SignUp::open().terms(Terms::new("1", "/terms"))), 0);
    }
}
