//! A host that signs people in itself, asked with Rocket's request.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rocket::http::Status;
use rocket::local::asynchronous::Client;
use rocket::{Request, get, routes};
use widgets_core::clock::Timestamp;
use widgets_core::email::Email;
use widgets_core::id::AccountId;
use widgets_core::identity::{HostPerson, IdentityFault, IdentityRequest, SignOut};
use widgets_core::widgets::profile;
use widgets_core::{Keys, Requirement, ReturnPath, Widgets};
use widgets_rocket::{CurrentUser, Fragments, Member, OptionalUser, Refused, RocketIdentity};
use widgets_storage::MemoryStores;

use crate::guards;
use crate::host::{header, json};

/// What the host manages: who has which token, and how often it was asked.
#[derive(Default)]
struct Readers {
    tokens: HashMap<&'static str, &'static str>,
    asked: AtomicUsize,
}

struct FromState;

#[rocket::async_trait]
impl RocketIdentity for FromState {
    async fn who(&self, request: &Request<'_>) -> Result<Option<HostPerson>, IdentityFault> {
        let readers = request.rocket().state::<Arc<Readers>>().unwrap();
        readers.asked.fetch_add(1, Ordering::SeqCst);
        let Some(token) = request.cookies().get("library") else {
            return Ok(None);
        };
        match token.value() {
            "broken" => return Err(IdentityFault::new("the database is away")),
            "panics" => panic!("on purpose"),
            _ => {}
        }
        let Some((token, name)) = readers.tokens.get_key_value(token.value()) else {
            return Ok(None);
        };
        let account = AccountId::parse(*name).map_err(IdentityFault::new)?;
        let email = Email::parse(&format!("{name}@library.example")).map_err(IdentityFault::new)?;
        let since = Timestamp::from_micros(0);
        Ok(Some(HostPerson::new(account, *token, since).email(email)))
    }

    fn sign_in(&self, return_to: &ReturnPath) -> String {
        return_to.in_query("/login", "next")
    }

    fn sign_out(&self, _: &IdentityRequest<'_>) -> SignOut {
        SignOut::Page("/logout".to_owned())
    }
}

#[get("/desk")]
async fn desk(
    user: CurrentUser,
    again: OptionalUser,
    fragments: Fragments,
) -> Result<String, Refused> {
    assert!(again.0.is_some());
    let names = fragments.show(profile::NAMES_FORM).await?.into_string();
    let head = fragments.head().into_string();
    Ok(format!("{head} {} {names}", user.0.email().unwrap()))
}

async fn library() -> (Client, Arc<Readers>) {
    let readers = Arc::new(Readers {
        tokens: HashMap::from([("one", "nele")]),
        asked: AtomicUsize::new(0),
    });
    let url = "http://localhost:8000/account";
    let builder = Widgets::builder(url, Keys::development(), MemoryStores::new());
    let builder = builder.host_identity(widgets_rocket::identity(FromState));
    let widgets = builder.build().await.unwrap();
    let rocket = guards::pages()
        .mount("/", routes![desk, open])
        .manage(Arc::clone(&readers))
        .attach(widgets_rocket::fairing(widgets));
    (Client::untracked(rocket).await.unwrap(), readers)
}

#[rocket::async_test]
async fn guards_fragments_and_pages_know_who_the_host_signed_in() {
    let (client, _) = library().await;

    for path in ["/desk", "/account/profile"] {
        let response = client.get(path).cookie(("library", "one")).dispatch().await;
        assert_eq!(response.status(), Status::Ok, "{path}");
        let page = response.into_string().await.unwrap();
        assert!(page.contains("nele@library.example"), "{page}");
        let stranger = client.get(path).dispatch().await;
        assert_eq!(stranger.status(), Status::SeeOther);
        let to = header(&stranger, "location").unwrap();
        assert_eq!(to, format!("/login?next={path}"));
    }
    let program = client.get("/desk").header(json()).dispatch().await;
    assert_eq!(program.status(), Status::Unauthorized);
}

#[rocket::async_test]
async fn the_host_is_asked_once_a_request_and_only_if_somebody_needs_it() {
    let (client, readers) = library().await;
    let asked = || readers.asked.swap(0, Ordering::SeqCst);
    let page = client.get("/desk").cookie(("library", "one"));
    let page = page.dispatch().await.into_string().await.unwrap();
    assert_eq!(asked(), 1);
    client.get("/account/profile").dispatch().await;
    assert_eq!(asked(), 1);
    // Two organizations in one request are two lookups, and one question.
    let brews = client.get("/b/roasters").cookie(("library", "one"));
    assert_eq!(brews.dispatch().await.status(), Status::NotFound);
    assert_eq!(asked(), 1);
    let (_, style) = page.split_once("rel=\"stylesheet\" href=\"").unwrap();
    let style = style.split('"').next().unwrap();
    let style = client.get(style).dispatch().await;
    assert_eq!(style.status(), Status::Ok);
    client.get("/nothing").dispatch().await;
    assert_eq!(asked(), 0);
}

#[rocket::async_test]
async fn a_host_that_cannot_tell_is_an_outage() {
    let (client, _) = library().await;
    for path in ["/desk", "/", "/account/profile"] {
        let response = client.get(path).cookie(("library", "broken"));
        let response = response.dispatch().await;
        assert_eq!(response.status(), Status::ServiceUnavailable, "{path}");
        let response = client.get(path).cookie(("library", "panics"));
        let response = response.dispatch().await;
        assert_eq!(response.status(), Status::InternalServerError, "{path}");
        assert!(header(&response, "content-security-policy").is_some());
    }
}

#[get("/open/<organization>/<other>")]
fn open(
    organization: &str,
    other: &str,
    first: Result<OptionalUser, Refused>,
    member: Result<Member<Anyone>, Refused>,
    second: Result<Member<Elsewhere>, Refused>,
) -> String {
    let told = [first.err(), member.err(), second.err()];
    let told = told.map(|refused| refused.unwrap().status.code);
    format!("{organization} {other} {told:?}")
}

struct Anyone;

impl Requirement for Anyone {}

struct Elsewhere;

impl Requirement for Elsewhere {
    const PARAMETER: &'static str = "other";
}

#[rocket::async_test]
async fn a_host_that_cannot_tell_is_asked_once_a_request() {
    let (client, readers) = library().await;
    let asked = || readers.asked.swap(0, Ordering::SeqCst);
    let broken = client
        .get("/open/roasters/tea")
        .cookie(("library", "broken"));
    let told = broken.dispatch().await.into_string().await.unwrap();
    assert_eq!(
        (told.as_str(), asked()),
        ("roasters tea [503, 503, 503]", 1)
    );
    let broken = client.get("/account/profile").cookie(("library", "broken"));
    let status = broken.dispatch().await.status();
    assert_eq!((status, asked()), (Status::ServiceUnavailable, 1));
}

#[rocket::async_test]
async fn a_request_that_did_not_come_through_rocket_is_an_outage() {
    let url = "http://localhost:8000/account";
    let builder = Widgets::builder(url, Keys::development(), MemoryStores::new());
    let builder = builder.host_identity(widgets_rocket::identity(FromState));
    let widgets = builder.build().await.unwrap();
    let asked = widgets_core::Request::new(http::Method::GET, "/orders".to_owned());
    let refused = widgets.identify(&asked, None).await.unwrap_err();
    assert_eq!(refused.status(), http::StatusCode::SERVICE_UNAVAILABLE);
}
