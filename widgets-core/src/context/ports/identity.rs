//! Host identity: for hosts that authenticate users themselves.
//!
//! Such a host tells for each request who is signed in ([`HostIdentity::who`]), and where users
//! sign in, step up and sign out. The widgets for this are then not mounted; everything else works
//! as usual: pages, fragments, extractors, organizations, hooks, the audit trail.
//!
//! ```
//! use widgets_core::{ReturnPath, async_trait};
//! use widgets_core::identity::{
//!     HostIdentity, HostPerson, IdentityFault, IdentityRequest, SignOut,
//! };
//!
//! struct OwnSignIn;
//!
//! #[async_trait]
//! impl HostIdentity for OwnSignIn {
//!     async fn who(
//!         &self,
//!         request: &IdentityRequest<'_>,
//!     ) -> Result<Option<HostPerson>, IdentityFault> {
//!         let Some(cookie) = request.cookie("my_session") else {
//!             return Ok(None);
//!         };
//!         find_in_my_sessions(cookie).await.map_err(IdentityFault::new)
//!     }
//!
//!     fn sign_in(&self, return_to: &ReturnPath) -> String {
//!         return_to.in_query("/login", "next")
//!     }
//!
//!     fn sign_out(&self, _: &IdentityRequest<'_>) -> SignOut {
//!         SignOut::Page("/logout".to_owned())
//!     }
//! }
//! # async fn find_in_my_sessions(_: &str) -> Result<Option<HostPerson>, std::io::Error> { Ok(None) }
//! # let _ = OwnSignIn;
//! ```
//!
//! Pass it to [`WidgetsBuilder::host_identity`](crate::WidgetsBuilder::host_identity). Accounts
//! must be registered once with `adopt` of the [management API](crate::Widgets::management) before
//! they can be members of organizations.

use std::time::Duration;

use async_trait::async_trait;
use http::{Extensions, HeaderMap};
use percent_encoding::{CONTROLS, utf8_percent_encode};
use sha2::{Digest as _, Sha256};
use tokio::sync::OnceCell;

use crate::context::RequestCtx;
use crate::context::problem::Problem;
use crate::http::cookies::pairs;
use crate::http::csrf::CSRF_FIELD;
use crate::http::{Client, Request, ReturnPath};
use crate::stores::{
    Account, AccountStatus, Admission, Epoch, Impersonation, Proof, Proofs, Session, SignInMethod,
    Slug,
};
use crate::types::fault::wrapped_errors;
use crate::types::records::records;
use crate::types::{AccountId, Email, SessionId, Timestamp};
pub use crate::ui::SignOut;

/// Time limit for the host's answer.
const PATIENCE: Duration = Duration::from_secs(5);

/// Authentication by the host.
#[async_trait]
pub trait HostIdentity: Send + Sync + 'static {
    /// The signed-in user, if any. Called once per request, regardless of the number of extractors
    /// and fragments and of the answer, and never for static files.
    ///
    /// The answer is trusted: verify signatures and expiry first.
    ///
    /// # Errors
    ///
    /// [`IdentityFault`] if it cannot be determined. This, or taking more than 5 seconds, is
    /// answered by status 503: an outage is never "not signed in".
    async fn who(&self, request: &IdentityRequest<'_>)
    -> Result<Option<HostPerson>, IdentityFault>;

    /// URL of the sign-in page, which must lead back to `return_to` (see [`ReturnPath::in_query`]).
    fn sign_in(&self, return_to: &ReturnPath) -> String;

    /// URL of the page where a signed-in user authenticates again (step-up), which must lead back.
    /// It must really authenticate: redirecting back at once would cause a loop. Defaults to the
    /// sign-in page.
    fn prove_again(&self, return_to: &ReturnPath) -> String {
        self.sign_in(return_to)
    }

    /// How users sign out.
    fn sign_out(&self, request: &IdentityRequest<'_>) -> SignOut;
}

/// The parts of a request that identify the user, or tell the host's choice of language. `Debug` prints only the client, because headers
/// contain cookies.
#[derive(derive_more::Debug)]
#[debug("IdentityRequest({:?}, ..)", client.address)]
#[non_exhaustive]
pub struct IdentityRequest<'a> {
    /// The headers.
    pub headers: &'a HeaderMap,
    /// What the host attached to the request, such as its session: the request's extensions in axum and
    /// other tower hosts, what `widgets_rocket::attach` was given in Rocket.
    pub extensions: &'a Extensions,
    /// The client, as far as the connection and headers tell.
    pub client: &'a Client,
    /// When the request arrived.
    pub now: Timestamp,
}

impl IdentityRequest<'_> {
    /// The value of the first cookie with this name, as sent.
    #[must_use]
    pub fn cookie(&self, name: &str) -> Option<&str> {
        pairs(self.headers).find_map(|(own, value)| (own == name).then_some(value))
    }
}

records! {
    /// A user signed in by the host. `Debug` prints only the account.
    #[derive(Clone, derive_more::Debug)]
    #[debug("HostPerson({account}, ..)")]
    pub struct HostPerson {
        /// The host's account id: 1 to 128 visible ASCII characters without `/`.
        pub account: AccountId,
        /// A text that stays the same while this browser is signed in, and is never reused for another
        /// browser or a later sign-in: a session id or token. CSRF tokens are bound to it. Only a hash
        /// of it is used.
        pub session: String as impl Into<String>,
        /// When the user signed in.
        pub since: Timestamp,
        /// When the host last saw a proof of who the user is, such as a password: whoever gave one
        /// recently is not asked again by *fresh* endpoints.
        pub proved_at: Timestamp = since,
        /// Email address, if the user has one: shown on pages, and where mails go.
        pub email: Option<Email> as impl Into<Option<Email>> = None,
        /// What pages call the user as long as the profile has no name, such as a user name. Without
        /// it, the email address or else the account's id.
        pub name: String as impl Into<String> = String::new(),
        /// How the user was authenticated, as far as the host tells; else it counts as
        /// [`SignInMethod::HOST`].
        pub proofs: Option<Proofs> as impl Into<Option<Proofs>> = None,
        /// The impersonation, if this is one. Every page shows a banner, and the audit trail names the
        /// staff member. Control characters in it are left out.
        pub impersonation: Option<Impersonation> = None,
    }
}

wrapped_errors! {
    /// The host cannot tell who is signed in.
    IdentityFault = "the host cannot authenticate the request: {0}";
}

/// The request as shown to the host, and the host's answer.
pub(crate) struct Asking {
    headers: HeaderMap,
    pub(crate) extensions: Extensions,
    answer: OnceCell<Result<Option<HostPerson>, IdentityFault>>,
}

impl Asking {
    pub(crate) fn new(request: &Request) -> Self {
        Self {
            headers: request.headers.clone(),
            extensions: request.extensions.clone(),
            answer: OnceCell::new(),
        }
    }
}

impl RequestCtx {
    /// The host's identity and the request to ask it about; `None` if the widgets authenticate
    /// users.
    fn host(&self) -> Option<(&dyn HostIdentity, &Asking)> {
        self.app().identity().zip(self.state().asking.as_ref())
    }

    fn to_ask<'a>(&'a self, asking: &'a Asking) -> IdentityRequest<'a> {
        IdentityRequest {
            headers: &asking.headers,
            extensions: &asking.extensions,
            client: self.client(),
            now: self.now(),
        }
    }

    /// Asks the host for the user, and the store for the user's membership in the organization.
    /// `None` if the widgets authenticate users.
    pub(crate) async fn admit_from_host(
        &self,
        organization: Option<&Slug>,
    ) -> Result<Option<Self>, Problem> {
        let Some((identity, asking)) = self.host() else {
            return Ok(None);
        };
        if self.knows(organization) {
            return Ok(Some(self.clone()));
        }
        let answer = asking.answer.get_or_init(|| async {
            let asked = self.to_ask(asking);
            let answer = tokio::time::timeout(PATIENCE, identity.who(&asked)).await;
            answer.unwrap_or_else(|_| Err(IdentityFault::new("its answer took too long")))
        });
        let person = match answer.await {
            Ok(Some(person)) => person,
            Ok(None) => return Ok(Some(self.clone())),
            Err(fault) => return Err(Problem::unavailable(fault.clone())),
        };
        let membership = match organization {
            Some(slug) => {
                let organizations = &self.stores().organizations;
                organizations.find_membership(&person.account, slug).await?
            }
            None => None,
        };
        let session = self.session_of(person)?;
        let admission = Admission::new(session, account_of(person)).membership(membership);
        Ok(Some(self.admitted(Some(admission))))
    }

    /// The session for this request. Only the host stores it.
    fn session_of(&self, person: &HostPerson) -> Result<Session, Problem> {
        // Only the host knows the lifetime, so assume that the session was just used.
        let used = self.app().session_policy().idle_until(false, self.now());
        let until = person.impersonation.as_ref().map_or(used, |own| own.until);
        let proof = Proofs::one(Proof::new(SignInMethod::HOST, person.proved_at));
        let id = session_id(person).map_err(Problem::fault)?;
        let proofs = person.proofs.clone().unwrap_or(proof);
        let session = Session::new(id, person.account.clone(), proofs, person.since)
            .authenticated_at(person.proved_at)
            .last_used_at(self.now())
            .idle_until(until)
            .expires_at(until)
            .address(self.client().address_text())
            .user_agent(self.client().user_agent.clone());
        let impersonation = person.impersonation.clone();
        Ok(session.impersonation(impersonation.map(Impersonation::without_controls)))
    }

    /// URL of the host's sign-in or, if `again`, step-up page, which leads back here; `None` if the
    /// widgets authenticate users.
    pub(crate) fn host_sign_in(&self, again: bool) -> Option<String> {
        let (identity, _) = self.host()?;
        let here = self.resume();
        let here = here.unwrap_or_else(|| ReturnPath::own(self.href("/")));
        let address = if again {
            identity.prove_again(&here)
        } else {
            identity.sign_in(&here)
        };
        // Header values must be ASCII.
        Some(utf8_percent_encode(&address, CONTROLS).to_string())
    }

    /// What the host calls the signed-in user, if anything.
    pub(crate) fn named_by_host(&self) -> Option<&str> {
        let (_, asking) = self.host()?;
        let person = asking.answer.get()?.as_ref().ok()?.as_ref()?;
        Some(person.name.as_str()).filter(|name| !name.is_empty())
    }

    /// How the signed-in user signs out.
    pub(crate) fn signs_out(&self) -> SignOut {
        match self.host() {
            Some((identity, asking)) => identity.sign_out(&self.to_ask(asking)),
            None => SignOut::Form {
                action: self.href("/sign-out"),
                fields: vec![(CSRF_FIELD.to_owned(), self.csrf_token())],
            },
        }
    }
}

fn account_of(person: &HostPerson) -> Account {
    let (id, email) = (person.account.clone(), person.email.clone());
    Account::new(id, email, AccountStatus::Active, Epoch(0), person.since)
}

/// The session id that CSRF tokens are bound to: a hash of account and host session, so that it
/// reveals no token and accepts any text.
fn session_id(person: &HostPerson) -> Result<SessionId, crate::types::id::InvalidId> {
    let account = person.account.as_str().as_bytes();
    let hash = Sha256::new()
        .chain_update(account)
        .chain_update([0])
        .chain_update(person.session.as_bytes())
        .finalize();
    let digits: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    SessionId::parse(format!("host_{digits}"))
}

#[cfg(test)]
mod tests {
    use http::header;

    use super::*;

    fn person(account: &str, session: &str) -> HostPerson {
        let account = AccountId::parse(account).unwrap();
        HostPerson::new(account, session, Timestamp::from_micros(0))
    }

    #[test]
    fn forms_are_bound_to_account_and_session_and_tell_neither() {
        let id = |account, session| session_id(&person(account, session)).unwrap();
        let own = id("7", "a token/with any bytes ä");
        assert_eq!(own, id("7", "a token/with any bytes ä"));
        assert_ne!(own, id("7", "another"));
        assert_ne!(own, id("8", "a token/with any bytes ä"));
        assert!(!own.as_str().contains("token"));
        let printed = format!("{:?}", person("7", "swordfish"));
        assert!(printed.contains('7') && !printed.contains("swordfish"));
    }

    #[test]
    fn a_cookie_is_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, "a=1; sid = x".parse().unwrap());
        let line = "\u{2003}sid=planted; b=\"2\"; sid=token=; sid=later";
        headers.append(header::COOKIE, line.try_into().unwrap());
        let client = Client {
            address: None,
            user_agent: String::new(),
        };
        let request = IdentityRequest {
            headers: &headers,
            extensions: &Extensions::new(),
            client: &client,
            now: Timestamp::from_micros(0),
        };
        assert_eq!(request.cookie("sid"), Some("token="));
        assert_eq!(request.cookie("b"), Some("\"2\""));
        assert_eq!(request.cookie("c"), None);
        assert!(!format!("{request:?}").contains("token"));
    }
}
