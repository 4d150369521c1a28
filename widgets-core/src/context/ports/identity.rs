//! Identity of the host's own: for hosts that sign people in themselves.
//!
//! Such a host says at every request who asks ([`HostIdentity::who`]), and where people sign in,
//! prove again who they are, and sign out. The widgets that do this are not mounted then; everything
//! else is as always: pages, fragments, extractors, organizations, hooks, the audit trail.
//!
//! ```
//! use async_trait::async_trait;
//! use widgets_core::ReturnPath;
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
//! Give it to [`WidgetsBuilder::host_identity`](crate::WidgetsBuilder::host_identity). An account that
//! is to be a member of organizations is made known once, by
//! `ManageUsers::adopt`.

use std::error::Error;
use std::fmt;
use std::time::Duration;

use async_trait::async_trait;
use http::{Extensions, HeaderMap};
use percent_encoding::{CONTROLS, utf8_percent_encode};
use sha2::{Digest as _, Sha256};
use tokio::sync::OnceCell;

use crate::context::RequestCtx;
use crate::context::problem::Problem;
use crate::http::cookies::pairs;
use crate::http::request::{Client, Request};
use crate::http::return_path::ReturnPath;
use crate::stores::{
    Account, AccountStatus, Admission, Epoch, Impersonation, Session, SignInMethod, Slug,
};
use crate::types::clock::Timestamp;
use crate::types::email::Email;
use crate::types::id::{AccountId, SessionId};
pub use crate::ui::SignOut;

/// How long the host may take to say who asks.
const PATIENCE: Duration = Duration::from_secs(5);

/// What a host that signs people in itself tells the widgets.
#[async_trait]
pub trait HostIdentity: Send + Sync + 'static {
    /// Who asks, or nobody. Asked once a request, however many extractors and fragments want to
    /// know, and not at all for files.
    ///
    /// What it answers is believed: check signatures and expiry before.
    ///
    /// # Errors
    ///
    /// [`IdentityFault`] when nobody can say now. That and an answer later than 5 seconds are 503:
    /// an outage is never "nobody".
    async fn who(&self, request: &IdentityRequest<'_>)
    -> Result<Option<HostPerson>, IdentityFault>;

    /// The address where people sign in and come back to `return_to` afterwards (see
    /// [`ReturnPath::in_query`]).
    fn sign_in(&self, return_to: &ReturnPath) -> String;

    /// The address where somebody who is signed in proves again who they are, and comes back. It
    /// must really ask: a page that sends whoever is signed in straight back sends them round in
    /// circles. By default the address of signing in.
    fn prove_again(&self, return_to: &ReturnPath) -> String {
        self.sign_in(return_to)
    }

    /// How people sign out.
    fn sign_out(&self, request: &IdentityRequest<'_>) -> SignOut;
}

/// The request somebody makes, as far as it tells who they are. `Debug` prints the client alone:
/// headers hold cookies.
#[non_exhaustive]
pub struct IdentityRequest<'a> {
    /// The headers.
    pub headers: &'a HeaderMap,
    /// What the host's middleware put beside the request, such as the session its own layer
    /// loaded, in axum and other tower hosts. Empty in Rocket, whose requests have no such thing.
    pub extensions: &'a Extensions,
    /// Who asks, as far as the connection tells.
    pub client: &'a Client,
    /// The moment the request arrived.
    pub now: Timestamp,
}

impl IdentityRequest<'_> {
    /// The value of the first cookie of that name, as it was sent.
    #[must_use]
    pub fn cookie(&self, name: &str) -> Option<&str> {
        pairs(self.headers).find_map(|(own, value)| (own == name).then_some(value))
    }
}

impl fmt::Debug for IdentityRequest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "IdentityRequest({:?}, ..)", self.client.address)
    }
}

/// Somebody whom the host signed in. `Debug` prints the account alone.
#[derive(Clone)]
pub struct HostPerson {
    /// The host's own id of the account: 1 to 128 visible ASCII characters without `/`.
    pub account: AccountId,
    /// Their address.
    pub email: Email,
    /// A text that stays the same while this browser is signed in, and is never that of another
    /// browser or of a later sign-in: an id, or the token itself. Forms are bound to it, so that
    /// nobody sends one in somebody else's name. Only a hash of it is used.
    pub session: String,
    /// When they signed in.
    pub since: Timestamp,
    /// When they last proved who they are. Rows that are *fresh* ask for it to be recent.
    pub authenticated_at: Timestamp,
    /// Who of the host's staff acts in the person's place, and why; none for the person
    /// themselves. Every page says so, and the audit trail names them.
    pub impersonation: Option<Impersonation>,
}

impl fmt::Debug for HostPerson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "HostPerson({}, ..)", self.account)
    }
}

/// Nobody can say now who asks.
#[derive(Debug, thiserror::Error)]
#[error("the host cannot say who asks: {0}")]
pub struct IdentityFault(#[source] Box<dyn Error + Send + Sync>);

impl IdentityFault {
    /// With its cause, for the trace.
    pub fn new(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self(source.into())
    }
}

/// A request that the host is asked about, and what it answered.
pub(crate) struct Asking {
    headers: HeaderMap,
    extensions: Extensions,
    answer: OnceCell<Option<HostPerson>>,
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
    /// The host's identity and the request to ask it about, where the host signs people in itself.
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

    /// Asks the host who it is, and the store as what kind of member of that organization. None
    /// where the host leaves signing in to us.
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
        let asked = self.to_ask(asking);
        let answer = asking.answer.get_or_try_init(|| identity.who(&asked));
        let answer = tokio::time::timeout(PATIENCE, answer).await;
        let answer =
            answer.map_err(|_| Problem::unavailable("the host's identity took too long"))?;
        let Some(person) = answer.map_err(Problem::unavailable)? else {
            return Ok(Some(self.clone()));
        };
        let membership = match organization {
            Some(slug) => {
                let organizations = &self.stores().organizations;
                organizations.find_membership(&person.account, slug).await?
            }
            None => None,
        };
        let session = self.session_of(person)?;
        Ok(Some(self.admitted(Some(Admission {
            session,
            account: account_of(person),
            membership,
        }))))
    }

    /// The session as it is during this request. Nobody keeps it but the host.
    fn session_of(&self, person: &HostPerson) -> Result<Session, Problem> {
        // How long it lasts the host alone knows: for us it is as if it had just been used.
        let used = self.app().session_policy().idle_until(false, self.now());
        let until = person.impersonation.as_ref().map_or(used, |own| own.until);
        Ok(Session {
            id: session_id(person).map_err(Problem::fault)?,
            account: person.account.clone(),
            created_at: person.since,
            authenticated_at: person.authenticated_at,
            last_used_at: self.now(),
            idle_until: until,
            expires_at: until,
            persistent: false,
            method: SignInMethod::Host,
            address: self.client().address_text(),
            user_agent: self.client().user_agent.clone(),
            impersonation: person.impersonation.clone(),
        })
    }

    /// Where the host has people sign in, or prove again who they are, before they are back here;
    /// none where that is done by us.
    pub(crate) fn host_sign_in(&self, again: bool) -> Option<String> {
        let (identity, _) = self.host()?;
        let here = self.resume();
        let here = here.unwrap_or_else(|| ReturnPath::own(self.href("/")));
        let address = if again {
            identity.prove_again(&here)
        } else {
            identity.sign_in(&here)
        };
        // A header holds ASCII alone.
        Some(utf8_percent_encode(&address, CONTROLS).to_string())
    }

    /// How whoever is signed in signs out.
    pub(crate) fn signs_out(&self) -> SignOut {
        match self.host() {
            Some((identity, asking)) => identity.sign_out(&self.to_ask(asking)),
            None => SignOut::Page(self.href("/sign-out")),
        }
    }
}

fn account_of(person: &HostPerson) -> Account {
    Account {
        id: person.account.clone(),
        email: person.email.clone(),
        status: AccountStatus::Active,
        epoch: Epoch(0),
        created_at: person.since,
        terms: None,
    }
}

/// What forms are bound to: the host's text for the session together with the account, hashed, so
/// that it tells nothing of a token and fits whatever the host takes for it.
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
        HostPerson {
            account: AccountId::parse(account).unwrap(),
            email: Email::parse("maren@nordlicht.example").unwrap(),
            session: session.to_owned(),
            since: Timestamp::from_micros(0),
            authenticated_at: Timestamp::from_micros(0),
            impersonation: None,
        }
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
        assert!(
            printed.contains('7') && !printed.contains("swordfish"),
            "{printed}"
        );
    }

    #[test]
    fn a_cookie_is_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, "a=1; sid = x".parse().unwrap());
        headers.append(
            header::COOKIE,
            "\u{2003}sid=planted; b=\"2\"; sid=token=; sid=later"
                .try_into()
                .unwrap(),
        );
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
