//! People, and how they sign in.

use std::time::Duration;

use widgets_core::admin::{ImpersonationToBegin, OrganizationToCreate, Secret, UserToCreate};
use widgets_core::id::{AccountId, OrganizationId};
use widgets_core::{Role, Roles};

use crate::harness::app::TestHost;
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

impl TestHost {
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

    /// A fresh browser in which somebody of the host's staff acts in that person's place, for an
    /// hour: it opened the link that the back end makes for this.
    pub async fn acting_as(&self, person: &Person) -> Browser {
        let begun = ImpersonationToBegin {
            by: "support".to_owned(),
            reason: "A question about orders".to_owned(),
            limit: Duration::from_secs(60 * 60),
        };
        let management = self.widgets.management("tests");
        let link = management.users().impersonate(&person.account, begun).await;
        let link = link.unwrap().reveal().replacen(&self.origin, "", 1);
        let mut browser = self.browser();
        let page = browser.get(&link).await;
        let opened = browser.submit(&page, &link, &[]).await;
        assert_eq!(opened.status, 303, "{}", opened.text());
        browser
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
