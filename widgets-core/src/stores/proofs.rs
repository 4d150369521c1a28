//! Proofs of identity: how and when a user was authenticated in a session.

use std::fmt;
use std::iter;

use schemars::JsonSchema;
use serde::{Serialize, Serializer};

use crate::types::Timestamp;
use crate::types::records::records;
use crate::types::word::words;

words! {
    /// How a user was authenticated, such as by `password`.
    ///
    /// An open set, like the values of `amr` in OpenID Connect (RFC 8176): a method that a host or a
    /// later version adds needs no change in stores.
    SignInMethod {
        /// By password.
        PASSWORD = "password";
        /// By a one-time link.
        LINK = "link";
        /// By a mailed code or link.
        EMAIL = "email";
        /// By a passkey.
        PASSKEY = "passkey";
        /// By the code of an authenticator app.
        AUTHENTICATOR = "authenticator";
        /// By a recovery code.
        RECOVERY_CODE = "recovery_code";
        /// By a browser that the account trusts, which stood in for a second factor. It makes no
        /// authentication fresh.
        TRUSTED_BROWSER = "trusted_browser";
        /// By impersonation.
        IMPERSONATION = "impersonation";
        /// By the host, which authenticates users itself.
        HOST = "host";
    }
}

records! {
    /// A proof of identity.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, derive_more::Display)]
    #[display("{method}@{}", at.as_micros())]
    pub struct Proof {
        /// The method.
        pub method: SignInMethod,
        /// When it was given.
        pub at: Timestamp,
    }
}

/// The proofs given in a session: at least one, at most [`Proofs::MOST`], and one per method.
///
/// They are ordered by when each method was first used, so the first one opened the session. Using
/// a method again replaces the time of its proof.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proofs {
    first: Proof,
    others: Vec<Proof>,
}

impl Proofs {
    /// The maximum number of proofs.
    pub const MOST: usize = 16;

    /// A single proof, which opens a session.
    #[must_use]
    pub const fn one(proof: Proof) -> Self {
        Self {
            first: proof,
            others: Vec::new(),
        }
    }

    /// Adds a proof, or replaces the one by the same method. If there are [`Proofs::MOST`] already,
    /// the second one is removed: the first stays, since it opened the session.
    #[must_use]
    pub fn with(mut self, proof: Proof) -> Self {
        let mut own = iter::once(&mut self.first).chain(&mut self.others);
        if let Some(same) = own.find(|own| own.method == proof.method) {
            *same = proof;
            return self;
        }
        if self.is_full() {
            self.others.remove(0);
        }
        self.others.push(proof);
        self
    }

    /// The proof by the method that opened the session.
    #[must_use]
    pub const fn first(&self) -> &Proof {
        &self.first
    }

    /// Whether any proof is by that method.
    #[must_use]
    pub fn contains(&self, method: &SignInMethod) -> bool {
        self.iter().any(|proof| proof.method == *method)
    }

    /// The proofs in order.
    pub fn iter(&self) -> impl Iterator<Item = &Proof> {
        iter::once(&self.first).chain(&self.others)
    }

    const fn is_full(&self) -> bool {
        self.others.len() + 1 == Self::MOST
    }

    /// Parses the stored form, which [`Display`](fmt::Display) writes.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut all = text.split(' ').map(parse_proof);
        let mut proofs = Self::one(all.next()??);
        for proof in all {
            let proof = proof?;
            if proofs.contains(&proof.method) || proofs.is_full() {
                return None;
            }
            proofs.others.push(proof);
        }
        Some(proofs)
    }
}

fn parse_proof(text: &str) -> Option<Proof> {
    let (method, micros) = text.split_once('@')?;
    let at = Timestamp::from_micros(micros.parse().ok()?);
    Some(Proof::new(SignInMethod::parse(method)?, at))
}

/// The stored form: each proof as method, `@` and microseconds since 1970, joined by spaces.
impl fmt::Display for Proofs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.first)?;
        self.others.iter().try_for_each(|own| write!(f, " {own}"))
    }
}

impl Serialize for Proofs {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proof(method: &str, micros: i64) -> Proof {
        let method = SignInMethod::parse(method).unwrap();
        Proof::new(method, Timestamp::from_micros(micros))
    }

    #[test]
    fn a_method_given_again_keeps_its_place_with_the_later_moment() {
        let proofs = Proofs::one(proof("password", 1)).with(proof("email", 2));
        assert_eq!(proofs.to_string(), "password@1 email@2");
        let proofs = proofs.with(proof("password", 3));
        assert_eq!(proofs.to_string(), "password@3 email@2");
        assert_eq!(proofs.first(), &proof("password", 3));
        assert!(proofs.contains(&SignInMethod::EMAIL) && !proofs.contains(&SignInMethod::LINK));
    }

    #[test]
    fn the_first_stays_and_there_are_never_more_than_the_most() {
        let numbered = |number: i64| proof(&format!("method_{number}"), number);
        let proofs = (1..40).fold(Proofs::one(numbered(0)), |all, own| all.with(numbered(own)));
        assert_eq!(proofs.iter().count(), Proofs::MOST);
        assert_eq!(proofs.first(), &numbered(0));
        assert_eq!(proofs.iter().nth(1), Some(&numbered(25)));
        assert_eq!(proofs.iter().last(), Some(&numbered(39)));
        assert_eq!(Proofs::parse(&proofs.to_string()), Some(proofs));
    }

    #[test]
    fn what_no_session_has_is_not_read() {
        let many: Vec<_> = (0..17).map(|own| format!("method_{own}@1")).collect();
        for text in [
            "",
            " ",
            "password",
            "password@",
            "@1",
            "Password@1",
            "password@1 ",
            "password@1  email@1",
            "password@1 password@2",
            "password@1,email@2",
            &many.join(" "),
        ] {
            assert_eq!(Proofs::parse(text), None, "{text:?}");
        }
        assert!(Proofs::parse(&many[1..].join(" ")).is_some());
        assert!(Proofs::parse("passkey@-1").is_some());
    }
}
