//! A host to try the adapter on: a router, a few people, and a browser that keeps cookies.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;
use widgets_conformance::{Calls, watch};
use widgets_core::admin::{OrganizationToCreate, UserToCreate};
use widgets_core::entitlement::Entitlement;
use widgets_core::role::{Role, Roles};
use widgets_core::{
    Access, Action, Answer, AnswerResult, Call, ConfigError, Endpoint, Input, Keys, PathParams,
    Permission, Problem, RequestCtx, Widget, Widgets,
};
use widgets_storage::MemoryStores;

pub(crate) const BREW: Permission = Permission::new("coffee:brew");
pub(crate) const ROASTING: Entitlement = Entitlement::new("roasting");

/// Says a word again.
struct Echo;

struct Word(String);

impl PathParams for Word {
    const NAMES: &'static [&'static str] = &["word"];

    fn read(value: impl Fn(&str) -> String) -> Option<Self> {
        Some(Self(value("word")))
    }
}

impl Action for Echo {
    type Ctx = RequestCtx;
    type Path = Word;
    type Fields = ();
    type Command = ();
    type Data = String;

    async fn parse(&self, _: &Call<Self>) -> Result<(), Problem> {
        Ok(())
    }

    async fn run(&self, call: &Call<Self>, (): &()) -> AnswerResult<String> {
        Ok(Answer::done(call.input.path.0.clone(), "/boom"))
    }
}

/// Widgets for `http://localhost:3000` and this mount path, over watched stores, with one owner,
/// one member and one stranger of the organization `nordlicht`.
pub(crate) async fn widgets(mount: &str, calls: &Arc<Calls>) -> Widgets {
    let url = format!("http://localhost:3000{mount}");
    let stores = watch(MemoryStores::new(), calls);
    let echo = Endpoint::post("echo", "/boom/{word}", Access::anyone(), Echo).body_limit(1000);
    async fn panics(_: RequestCtx, _: Input) -> AnswerResult<()> {
        panic!("out of beans");
    }
    let boom = Widget::new("boom").get("panic", "/boom", Access::anyone(), panics);
    let widgets = Widgets::builder(url, Keys::development(), stores)
        .mailer(widgets_core::mail::RecordingMailer::new())
        .permissions([BREW])
        .entitlements([ROASTING])
        .widget(boom.endpoint(echo))
        .build()
        .await
        .unwrap();
    let management = widgets.management("test");
    let mut accounts = Vec::new();
    for name in ["owner", "member", "stranger"] {
        let user = UserToCreate::new(format!("{name}@nordlicht.example")).verified(true);
        accounts.push(management.users().create(user).await.unwrap());
    }
    let organization = OrganizationToCreate::new("Nordlicht", "nordlicht", accounts[0].clone());
    let organizations = management.organizations();
    let organization = organizations.create(organization).await.unwrap();
    organizations
        .add_member(&organization.id, &accounts[1], Roles::one(Role::MEMBER))
        .await
        .unwrap();
    widgets
}

/// Widgets behind a proxy that takes off the beginning of the path.
pub(crate) async fn stripped(prefix: &str, path: &str) -> Result<Widgets, ConfigError> {
    let url = format!("http://localhost{path}");
    let builder = Widgets::builder(url, Keys::development(), MemoryStores::new());
    let builder = builder.mailer(widgets_core::mail::RecordingMailer::new());
    builder.stripped_prefix(prefix).build().await
}

/// A response that was read to its end.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Reply {
    pub(crate) fn header(&self, name: impl header::AsHeaderName) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// Demands this status, and the word by which programs tell problems apart.
    pub(crate) fn assert(&self, status: u16, code: &str) {
        assert_eq!(
            (self.status.as_u16(), &self.json()["code"]),
            (status, &code.into())
        );
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.text).unwrap()
    }
}

/// A browser, or a program when it reads JSON.
pub(crate) struct Browser {
    router: Router,
    cookies: BTreeMap<String, String>,
    accept: &'static str,
}

impl Browser {
    pub(crate) fn new(router: &Router) -> Self {
        Self {
            router: router.clone(),
            cookies: BTreeMap::new(),
            accept: "text/html",
        }
    }

    /// The same, reading JSON from now on.
    pub(crate) fn reads_json(mut self) -> Self {
        self.accept = "application/json";
        self
    }

    /// Signs in with a one-time link.
    pub(crate) async fn signed_in(self, widgets: &Widgets, name: &str) -> Self {
        self.signs_in(widgets, name, widgets.mount_path()).await
    }

    /// Signs the owner in at another prefix than the public one.
    pub(crate) async fn signed_in_at(self, widgets: &Widgets, prefix: &str) -> Self {
        self.signs_in(widgets, "owner", prefix).await
    }

    async fn signs_in(mut self, widgets: &Widgets, name: &str, prefix: &str) -> Self {
        let management = widgets.management("test");
        let (users, email) = (management.users(), format!("{name}@nordlicht.example"));
        let account = users.find(&email).await.unwrap().unwrap();
        let link = users.sign_in_link(&account.id, Duration::from_secs(60));
        let link = link.await.unwrap();
        let (_, token) = link.reveal().rsplit_once('/').unwrap();
        let path = format!("{prefix}/sign-in/link/{token}");
        let reply = self.post(&path, prefix, "{}".to_owned()).await;
        assert!(!reply.status.is_client_error(), "{reply:?}");
        assert!(self.cookies.contains_key("__Host-wg"));
        self
    }

    pub(crate) async fn get(&mut self, path: &str) -> Reply {
        self.send(Method::GET, path, None, String::new()).await
    }

    pub(crate) async fn ask(&mut self, method: Method, path: &str) -> Reply {
        self.send(method, path, None, String::new()).await
    }

    /// Posts JSON with a CSRF token from the pages at `mount`.
    pub(crate) async fn post(&mut self, path: &str, mount: &str, body: String) -> Reply {
        let accept = std::mem::replace(&mut self.accept, "application/json");
        let token = self.get(&format!("{mount}/csrf-token")).await.json();
        self.accept = accept;
        let token = token["csrf_token"].as_str().unwrap().to_owned();
        self.send(Method::POST, path, Some(token), body).await
    }

    async fn send(
        &mut self,
        method: Method,
        path: &str,
        csrf_token: Option<String>,
        body: String,
    ) -> Reply {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::ACCEPT, self.accept)
            .header(header::CONTENT_TYPE, "application/json");
        if let Some(token) = csrf_token {
            request = request.header("x-csrf-token", token);
        }
        for (name, value) in &self.cookies {
            request = request.header(header::COOKIE, format!("{name}={value}"));
        }
        let request = request.body(Body::from(body)).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            let (name, rest) = cookie.to_str().unwrap().split_once('=').unwrap();
            let (value, attributes) = rest.split_once(';').unwrap();
            if attributes.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let bytes = body.collect().await.unwrap().to_bytes();
        Reply {
            status: parts.status,
            headers: parts.headers,
            text: String::from_utf8(bytes.to_vec()).unwrap(),
        }
    }
}
