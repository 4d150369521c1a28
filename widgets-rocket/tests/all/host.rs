//! A host on Rocket with the widgets, and what the tests do with it.

use std::sync::Arc;

use rocket::http::{Header, Method, Status};
use rocket::local::asynchronous::{Client, LocalRequest, LocalResponse};
use rocket::{Build, Rocket};
use widgets_conformance::{Calls, watch};
use widgets_core::admin::{OrganizationToCreate, Secret, UserToCreate};
use widgets_core::role::{Role, Roles};
use widgets_core::{
    Access, AnswerResult, Entitlement, Input, Keys, Permission, RequestCtx, Widget, Widgets,
};
use widgets_storage::MemoryStores;

pub(crate) const ORIGIN: &str = "http://localhost:8000";
const PASSWORD: &str = "correct horse battery";
pub(crate) const BREW: Permission = Permission::new("coffee:brew");

/// A host, its client, and the calls of its stores.
pub(crate) struct Host {
    pub(crate) client: Client,
    pub(crate) widgets: Widgets,
    pub(crate) calls: Arc<Calls>,
}

impl Host {
    /// At the path of the public URL.
    pub(crate) async fn start() -> Self {
        Self::with(quiet()).await
    }

    pub(crate) async fn with(rocket: Rocket<Build>) -> Self {
        Self::mounted("/account", &[], rocket).await
    }

    /// At these prefixes, or at the path of the public URL if there are none.
    pub(crate) async fn mounted(
        public_path: &str,
        prefixes: &[&str],
        rocket: Rocket<Build>,
    ) -> Self {
        Self::built((public_path, ""), prefixes, rocket).await
    }

    /// Behind a proxy that takes this off the path of every request.
    pub(crate) async fn stripped(prefix: &str) -> Self {
        let path = format!("{prefix}/account");
        Self::built((&path, prefix), &[], quiet()).await
    }

    async fn built(
        (public_path, stripped): (&str, &str),
        prefixes: &[&str],
        mut rocket: Rocket<Build>,
    ) -> Self {
        let calls = Arc::<Calls>::default();
        let stores = watch(MemoryStores::new(), &calls);
        let url = format!("{ORIGIN}{public_path}");
        let widgets = Widgets::builder(url, Keys::development(), stores)
            .mailer(widgets_core::mail::RecordingMailer::new())
            .permissions([BREW])
            .stripped_prefix(stripped)
            .widget(panics())
            .build()
            .await
            .unwrap();
        people(&widgets).await;
        if prefixes.is_empty() {
            rocket = rocket.attach(widgets_rocket::fairing(widgets.clone()));
        }
        for prefix in prefixes {
            rocket = rocket.attach(widgets_rocket::fairing(widgets.clone()).at(*prefix));
        }
        let client = Client::untracked(rocket).await.unwrap();
        Self {
            client,
            widgets,
            calls,
        }
    }

    pub(crate) fn get<'c>(&'c self, path: &'c str) -> LocalRequest<'c> {
        self.client.get(path)
    }

    pub(crate) fn ask<'c>(&'c self, method: Method, path: &'c str) -> LocalRequest<'c> {
        self.client.req(method, path)
    }

    /// A page as the browser with these cookies gets it.
    pub(crate) async fn get_with<'c>(&'c self, path: &'c str, cookies: &str) -> LocalResponse<'c> {
        self.get(path).header(cookie(cookies)).dispatch().await
    }

    /// The form that signs in, as the browser with these cookies sends it.
    pub(crate) fn post_sign_in(&self, cookies: &str, body: String) -> LocalRequest<'_> {
        let request = self.client.post("/account/sign-in").header(form());
        request.header(cookie(cookies)).body(body)
    }

    /// The cookies and the CSRF token of a browser in front of the form that signs in.
    pub(crate) async fn sign_in_form(&self) -> (String, String) {
        let page = self.get("/account/sign-in").dispatch().await;
        let cookies = set_cookies(&page);
        (cookies, csrf_token(&page.into_string().await.unwrap()))
    }

    /// Signs in as a browser would, and gives the cookies.
    pub(crate) async fn sign_in(&self, email: &str) -> String {
        let (cookies, token) = self.sign_in_form().await;
        let request = self.post_sign_in(&cookies, credentials(&token, email));
        let response = request.dispatch().await;
        assert_eq!(response.status(), Status::SeeOther);
        format!("{cookies}; {}", set_cookies(&response))
    }
}

/// The fields of the form that signs in.
pub(crate) fn credentials(token: &str, email: &str) -> String {
    let password = PASSWORD.replace(' ', "+");
    format!("csrf_token={token}&email={email}&password={password}")
}

/// Rocket that says nothing while it launches.
pub(crate) fn quiet() -> Rocket<Build> {
    rocket::custom(rocket::Config {
        log_level: rocket::config::LogLevel::Off,
        ..rocket::Config::debug_default()
    })
}

pub(crate) fn form() -> Header<'static> {
    Header::new("content-type", "application/x-www-form-urlencoded")
}

pub(crate) fn json() -> Header<'static> {
    Header::new("accept", "application/json")
}

pub(crate) fn cookie(cookies: &str) -> Header<'static> {
    Header::new("cookie", cookies.to_owned())
}

pub(crate) fn header<'a>(response: &'a LocalResponse<'_>, name: &str) -> Option<&'a str> {
    response.headers().get_one(name)
}

pub(crate) fn set_cookies(response: &LocalResponse<'_>) -> String {
    let pairs = response.headers().get("set-cookie");
    let pairs = pairs.map(|line| line.split(';').next().unwrap());
    pairs.collect::<Vec<_>>().join("; ")
}

pub(crate) fn csrf_token(page: &str) -> String {
    let (_, rest) = page.split_once("name=\"csrf_token\"").unwrap();
    let (_, rest) = rest.split_once("value=\"").unwrap();
    rest.split_once('"').unwrap().0.to_owned()
}

fn panics() -> Widget {
    async fn panics(_: RequestCtx, _: Input) -> AnswerResult<()> {
        panic!("on purpose")
    }
    Widget::new("broken").get("show", "/broken", Access::anyone(), panics)
}

/// Olga owns roasters and Max is its member; roasters has single sign-on. Sam is in nothing.
async fn people(widgets: &Widgets) {
    let management = widgets.management("tests");
    let mut ids = Vec::new();
    for name in ["olga", "max", "sam"] {
        let user = UserToCreate::new(format!("{name}@example.com"))
            .verified(true)
            .display_name(name.to_owned())
            .secret(Secret::password(PASSWORD));
        ids.push(management.users().create(user).await.unwrap());
    }
    let organizations = management.organizations();
    let roasters = OrganizationToCreate::new("Roasters", "roasters", ids[0].clone())
        .entitlements(vec![Entitlement::SSO]);
    let roasters = organizations.create(roasters).await.unwrap();
    organizations
        .add_member(&roasters.id, &ids[1], Roles::one(Role::MEMBER))
        .await
        .unwrap();
}
