//! A small shop that signs its customers in itself, and has account pages all the same: [`own_sign_in`] is
//! what it had, `Customers` is what the widgets ask.

pub mod own_sign_in;

use std::error::Error;
use std::time::{SystemTime, UNIX_EPOCH};

use async_trait::async_trait;
use axum::Router;
use axum::response::{Html, Response};
use axum::routing::get;
use maud::{DOCTYPE, Markup, html};
use widgets_axum::{CurrentUser, Fragments, Member, OptionalUser};
use widgets_core::admin::OrganizationToCreate;
use widgets_core::clock::Timestamp;
use widgets_core::email::Email;
use widgets_core::id::AccountId;
use widgets_core::identity::{HostIdentity, HostPerson, IdentityFault, IdentityRequest, SignOut};
use widgets_core::widgets::profile;
use widgets_core::{Requirement, ReturnPath, Role, Roles, Widgets, WidgetsBuilder};

use crate::own_sign_in::{CUSTOMERS, Customer, OwnSignIn};

/// What the widgets ask the shop.
struct Customers(OwnSignIn);

#[async_trait]
impl HostIdentity for Customers {
    async fn who(
        &self,
        request: &IdentityRequest<'_>,
    ) -> Result<Option<HostPerson>, IdentityFault> {
        let Some(token) = request.cookie(own_sign_in::COOKIE) else {
            return Ok(None);
        };
        let Some(signed_in) = self.0.find(token) else {
            return Ok(None);
        };
        let (account, email) = known_as(signed_in.customer).map_err(IdentityFault::new)?;
        let since = moment(signed_in.since);
        Ok(Some(HostPerson::new(account, token, since).email(email)))
    }

    fn sign_in(&self, return_to: &ReturnPath) -> String {
        return_to.in_query("/login", "next")
    }

    fn sign_out(&self, _: &IdentityRequest<'_>) -> SignOut {
        SignOut::Form {
            action: "/logout".to_owned(),
            fields: Vec::new(),
        }
    }
}

fn known_as(customer: &Customer) -> Result<(AccountId, Email), Box<dyn Error + Send + Sync>> {
    let account = AccountId::parse(customer.number)?;
    Ok((account, Email::parse(customer.email)?))
}

fn moment(time: SystemTime) -> Timestamp {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp::from_micros(0).plus(since)
}

/// What the shop calls an organization, in every form its messages need.
const CLUB: &str = "{ $number ->
   *[one] { $case ->
       *[plain] club
        [capital] Club
        [article] a club
    }
    [other] { $case ->
       *[plain] clubs
        [capital] Clubs
    }
}";

/// The shop: its own pages, and the account pages below `/account`.
///
/// # Errors
///
/// What the widgets say is wrong.
pub async fn shop(builder: WidgetsBuilder) -> Result<Router, Box<dyn Error + Send + Sync>> {
    let own_sign_in = OwnSignIn::default();
    let builder = builder
        .name("The Paper Shop")
        .wording("en", "-organization", CLUB)
        .host_identity(Customers(own_sign_in.clone()));
    let widgets = builder.build().await?;
    found_a_club(&widgets).await?;
    let pages = Router::new()
        .route("/", get(home))
        .route("/settings", get(settings))
        .route("/clubs/{organization}", get(club))
        .merge(own_sign_in::routes(own_sign_in));
    Ok(widgets_axum::mount(pages, &widgets))
}

/// Customers become known to the widgets when they are to be members of something.
async fn found_a_club(widgets: &Widgets) -> Result<(), Box<dyn Error + Send + Sync>> {
    let management = widgets.management("the shop");
    let [maren, _] = &CUSTOMERS;
    let (owner, email) = known_as(maren)?;
    management.users().adopt(&owner, email.as_str()).await?;
    let organizations = management.organizations();
    if organizations.find("printers").await?.is_none() {
        let printers = OrganizationToCreate::new("The Printers", "printers", owner);
        organizations.create(printers).await?;
    }
    Ok(())
}

async fn home(OptionalUser(user): OptionalUser) -> Html<String> {
    let body = html! {
        h1 { "Paper" }
        @if let Some(user) = user {
            p { "You are " (user.display_name().await) "." }
            ul {
                li { a href="/settings" { "Settings" } }
                li { a href="/account" { "Your account" } }
                li { a href="/clubs/printers" { "The Printers" } }
            }
            form method="post" action="/logout" { button { "Sign out" } }
        } @else {
            p { a href="/login" { "Sign in" } " to buy some." }
        }
    };
    Html(page("Paper", &html! {}, &body).into_string())
}

/// A page of the shop's with a widget in it.
async fn settings(
    CurrentUser(user): CurrentUser,
    fragments: Fragments,
) -> Result<Html<String>, Response> {
    let names = fragments.show(profile::NAMES_FORM).await?;
    let body = html! {
        h1 { "Settings" }
        p { "Parcels go to " (user.display_name().await) "." }
        (names)
    };
    Ok(Html(
        page("Settings", &fragments.head(), &body).into_string(),
    ))
}

/// Lets every member in.
struct AnyMember;

impl Requirement for AnyMember {}

/// A page of the shop's for the members of a club.
async fn club(member: Member<AnyMember>) -> Html<String> {
    let membership = member.membership();
    let owner = membership.roles == Roles::one(Role::OWNER);
    let body = html! {
        h1 { (membership.organization.name) }
        p { @if owner { "You run this club." } @else { "You are a member." } }
    };
    Html(page("A club", &html! {}, &body).into_string())
}

/// A page of the shop's.
pub(crate) fn page(title: &str, head: &Markup, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " · The Paper Shop" }
                (head)
            }
            body { header { a href="/" { "The Paper Shop" } } main { (body) } }
        }
    }
}
