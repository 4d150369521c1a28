//! People, and how they sign in.

use crate::prelude::*;
use widgets_core::admin::{OrganizationToCreate, UserToCreate};
use widgets_core::id::OrganizationId;

/// The password everybody here has.
pub const PASSWORD: &str = "correct horse battery";

/// Path of the step of a sign-in that takes the password.
pub const PROOF: &str = "/account/sign-in/password";

/// One person.
#[derive(Debug, Clone)]
pub struct Person {
    /// Their account.
    pub account: AccountId,
    /// Their address.
    pub email: String,
}

impl Person {
    /// What they type to sign in with [`PASSWORD`].
    pub fn typed(&self) -> [(&'static str, &str); 2] {
        [("email", &self.email), ("password", PASSWORD)]
    }
}

/// The address of somebody of that name.
pub fn address(name: &str) -> String {
    format!("{}@nordlicht.example", name.to_lowercase())
}

/// Accounts in every state that a stranger must not tell apart, and one that does not exist.
pub const STATES: [&str; 5] = ["known", "unknown", "disabled", "unverified", "passwordless"];

/// What somebody has to sign in with, and the address of the account to create.
pub fn user(name: &str, secret: Secret) -> UserToCreate {
    UserToCreate::new(address(name))
        .verified(true)
        .secret(secret)
}

/// Why staff act in a person's place, and for how long they want to.
pub fn ticket(limit: Duration) -> ImpersonationToBegin {
    ImpersonationToBegin::new("Jo Bean", "Ticket 4711: the invoice is missing", limit)
}

impl TestHost {
    /// Somebody with a verified address and [`PASSWORD`].
    pub async fn person(&self, name: &str) -> Person {
        let user = user(name, Secret::password(PASSWORD)).display_name(name.to_owned());
        self.create(user).await
    }

    /// Somebody without a name or a password.
    pub async fn bare(&self, name: &str) -> Person {
        self.create(user(name, Secret::None)).await
    }

    /// An account as the back end creates it.
    pub async fn create(&self, user: UserToCreate) -> Person {
        let email = user.email.clone();
        let account = self.users().create(user).await.unwrap();
        Person { account, email }
    }

    /// An account for each of [`STATES`] but the unknown one.
    pub async fn accounts_in_every_state(&self) {
        self.person("known").await;
        let disabled = self.person("disabled").await;
        self.users().disable(&disabled.account).await.unwrap();
        self.bare("passwordless").await;
        let unverified = user("unverified", Secret::password(PASSWORD)).verified(false);
        self.create(unverified).await;
    }

    /// An organization with its owner and every feature the probe asks for.
    pub async fn organization(&self, slug: &str, owner: &Person) -> OrganizationId {
        let new = OrganizationToCreate::new(
            format!("The {slug}"),
            slug.to_owned(),
            owner.account.clone(),
        )
        .entitlements(vec![GRINDER]);
        self.organizations().create(new).await.unwrap().id
    }

    /// Makes somebody a member.
    pub async fn member(&self, organization: &OrganizationId, person: &Person, role: Role) {
        let organizations = self.organizations();
        let added = organizations.add_member(organization, &person.account, Roles::one(role));
        added.await.unwrap();
    }

    /// A fresh browser in which that person signed in.
    pub async fn signed_in(&self, person: &Person) -> Browser {
        let mut browser = self.browser();
        let reply = self.sign_in(&mut browser, &person.email, PASSWORD).await;
        reply.assert_status(303);
        browser
    }

    /// The path of a one-time link that signs that person in.
    pub async fn sign_in_link(&self, person: &Person, lifetime: Duration) -> String {
        let link = self.users().sign_in_link(&person.account, lifetime).await;
        path_of(&link.unwrap()).to_owned()
    }

    /// The path of a link by which staff act in that person's place, for as long as `limit`.
    pub async fn impersonation_link(&self, person: &Person, limit: Duration) -> String {
        let users = self.users();
        let link = users.impersonate(&person.account, ticket(limit)).await;
        path_of(&link.unwrap()).to_owned()
    }

    /// A fresh browser in which staff of the host act in that person's place, for as long as
    /// `limit`.
    pub async fn acting_as(&self, person: &Person, limit: Duration) -> Browser {
        let link = self.impersonation_link(person, limit).await;
        let mut browser = self.browser();
        follow_link(&mut browser, &link).await.assert_status(303);
        browser
    }

    /// Signs in on the page, and gives what the form's post answered.
    pub async fn sign_in(&self, browser: &mut Browser, email: &str, password: &str) -> Reply {
        let fields = [("email", email), ("password", password)];
        let page = browser.get(&self.path("/sign-in")).await;
        browser.submit(&page, "/sign-in", &fields).await
    }

    /// Whether a fresh browser gets in with that password.
    pub async fn opens(&self, email: &str, password: &str) -> bool {
        let reply = self.sign_in(&mut self.browser(), email, password).await;
        assert!(
            [303, 422].contains(&reply.status.as_u16()),
            "{}",
            reply.text()
        );
        reply.status == 303
    }

    /// Ends all sessions of that person, as the back end does.
    pub async fn end_sessions(&self, person: &Person) -> u64 {
        self.users().end_sessions(&person.account).await.unwrap()
    }

    /// Disables an account and enables it again, which voids all that was begun before.
    pub async fn disable_and_enable(&self, person: &Person) {
        self.users().disable(&person.account).await.unwrap();
        self.users().enable(&person.account).await.unwrap();
    }

    /// How many password hashes were computed so far.
    pub fn hashes(&self) -> u64 {
        self.widgets.password_hashes().computed()
    }

    /// Whether a browser is signed in, as it learns at its next request.
    pub async fn is_in(&self, browser: &mut Browser) -> bool {
        let reply = browser.get_json(&self.path("/sessions")).await;
        match reply.status.as_u16() {
            200 => true,
            401 => false,
            status => panic!("the list of sessions answered {status}"),
        }
    }
}
