//! People, and how they sign in.

use std::time::Duration;

use widgets_core::clock::Clock as _;
use widgets_core::crypto::Token;
use widgets_core::id::{AccountId, OrganizationId, RequestId, SessionId};
use widgets_core::management::{OrganizationToCreate, Secret, UserToCreate};
use widgets_core::stores::{
    Actor, Change, Impersonation, Method, NewSession, OpenSession, OpenedSession, Session, Stamp,
};
use widgets_core::{Role, Roles};

use crate::harness::app::House;
use crate::harness::browser::{Browser, Reply};
use crate::host::probe::GRINDER;

/// The password everybody here has.
pub const PASSWORD: &str = "correct horse battery";

/// One person.
#[derive(Debug, Clone)]
pub struct Person {
    /// Their account.
    pub account: AccountId,
    /// Their address.
    pub email: String,
}

impl House {
    /// Somebody with a verified address and [`PASSWORD`].
    pub async fn person(&self, name: &str) -> Person {
        let email = format!("{}@nordlicht.example", name.to_lowercase());
        let user = UserToCreate {
            email: email.clone(),
            verified: true,
            display_name: name.to_owned(),
            secret: Secret::password(PASSWORD),
        };
        let account = self
            .widgets
            .management("tests")
            .users()
            .create(user)
            .await
            .unwrap();
        Person { account, email }
    }

    /// An organization with its owner and every feature the probe asks for.
    pub async fn organization(&self, slug: &str, owner: &Person) -> OrganizationId {
        let new = OrganizationToCreate {
            name: format!("The {slug}"),
            slug: slug.to_owned(),
            entitlements: vec![GRINDER],
            owner: owner.account.clone(),
        };
        self.widgets
            .management("tests")
            .organizations()
            .create(new)
            .await
            .unwrap()
            .id
    }

    /// Makes somebody a member.
    pub async fn member(&self, organization: &OrganizationId, person: &Person, role: Role) {
        let management = self.widgets.management("tests");
        let organizations = management.organizations();
        organizations
            .add_member(organization, &person.account, Roles::one(role))
            .await
            .unwrap();
    }

    /// A fresh browser in which that person signed in.
    pub async fn signed_in(&self, person: &Person) -> Browser {
        let mut browser = self.browser();
        let reply = self.sign_in(&mut browser, &person.email, PASSWORD).await;
        assert_eq!(reply.status, 303, "{}", reply.text());
        browser
    }

    /// Opens a session in which somebody of the host's staff acts in that person's place, and gives
    /// its cookie.
    pub async fn impersonate(&self, person: &Person) -> String {
        let accounts = &self.storage.stores.accounts;
        let now = self.clock.now();
        let account = accounts
            .find_account(&person.account)
            .await
            .unwrap()
            .unwrap();
        let (token, id) = (Token::mint().unwrap(), SessionId::mint(now).unwrap());
        let until = now.plus(Duration::from_secs(60 * 60));
        let impersonation = Impersonation {
            by: "support".to_owned(),
            reason: "A question about orders".to_owned(),
            until,
        };
        let session = Session {
            id: id.clone(),
            account: person.account.clone(),
            created_at: now,
            proved_at: now,
            seen_at: now,
            idle_until: until,
            expires_at: until,
            kept: false,
            method: Method::Impersonation,
            address: String::new(),
            user_agent: String::new(),
            impersonation: Some(impersonation),
        };
        let opening = OpenSession {
            session: NewSession {
                session,
                token: token.hash(),
            },
            epoch: account.epoch,
            redeem: None,
            replaces: None,
            device: None,
        };
        let stamp = Stamp {
            actor: Actor::Host("tests".to_owned()),
            at: now,
            request: RequestId::mint(now).unwrap(),
            address: None,
        };
        let change = Change {
            stamp,
            events: Vec::new(),
            outbox: Vec::new(),
        };
        let opened = accounts.open_session(opening, change).await.unwrap();
        assert_eq!(opened, OpenedSession::Opened);
        format!("{id}.{}.nobodys.tag", token.reveal())
    }

    /// Signs in on the page, and gives what the form's post answered.
    pub async fn sign_in(&self, browser: &mut Browser, email: &str, password: &str) -> Reply {
        let page = browser.get(&self.path("/sign-in")).await;
        let fields = [("email", email), ("password", password)];
        browser.submit(&page, "/sign-in", &fields).await
    }

    /// Whether a browser is signed in, as it learns at its next request.
    pub async fn is_in(&self, browser: &mut Browser) -> bool {
        match browser
            .get_json(&self.path("/sessions"))
            .await
            .status
            .as_u16()
        {
            200 => true,
            401 => false,
            status => panic!("the list of sessions answered {status}"),
        }
    }
}
