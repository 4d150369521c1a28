//! Refusals of guards beside the host's own catchers.

use rocket::fairing::AdHoc;
use rocket::http::Status;
use rocket::request::{FromRequest, Outcome};
use rocket::response::Redirect;
use rocket::{Build, Catcher, Request, Rocket, catch, catchers, get, routes};
use widgets_rocket::{CurrentUser, Refused};

use crate::guards;
use crate::host::{Host, header, json, quiet};

#[catch(default)]
fn own_page(_: Status, _: &Request<'_>) -> (Status, &'static str) {
    (Status::ImATeapot, "a page of the host")
}

#[catch(401)]
fn elsewhere() -> Redirect {
    Redirect::to("/elsewhere")
}

#[catch(404)]
fn not_here() -> (Status, &'static str) {
    (Status::ImATeapot, "not here")
}

/// What the guards answer, whatever is caught.
async fn refusals_stand(rocket: Rocket<Build>) {
    let host = Host::with(rocket).await;
    let response = host.get("/orders").dispatch().await;
    assert_eq!(response.status(), Status::SeeOther);
    let to = header(&response, "location");
    assert_eq!(to, Some("/account/sign-in?return_to=/orders"));
    assert_eq!(response.into_string().await.unwrap_or_default(), "");

    let response = host.get("/orders").header(json()).dispatch().await;
    assert_eq!(response.status(), Status::Unauthorized);
    let problem = response.into_string().await.unwrap();
    assert!(problem.contains("\"not_signed_in\""), "{problem}");

    let stranger = host.sign_in("sam@example.com").await;
    let response = host.get_with("/o/roasters/beans", &stranger).await;
    assert_eq!(response.status(), Status::NotFound);
    assert!(header(&response, "content-security-policy").is_some());

    // What is no refusal is the host's.
    let response = host.get("/nothing").dispatch().await;
    assert_eq!(response.status(), Status::ImATeapot);
    assert!(header(&response, "content-security-policy").is_none());
}

#[rocket::async_test]
async fn a_default_catcher_swallows_no_refusal() {
    refusals_stand(guards::pages().register("/", catchers![own_page])).await;
}

#[rocket::async_test]
async fn catchers_for_a_status_swallow_no_refusal() {
    refusals_stand(guards::pages().register("/", catchers![elsewhere, not_here])).await;
}

#[rocket::async_test]
async fn catchers_of_a_scope_swallow_no_refusal() {
    let scoped = guards::pages()
        .register("/", catchers![own_page])
        .register("/orders", catchers![own_page, elsewhere])
        .register("/o/roasters/", catchers![own_page, not_here]);
    refusals_stand(scoped).await;
}

#[rocket::async_test]
async fn catchers_registered_by_a_later_fairing_swallow_no_refusal() {
    let host = Host::start().await;
    let late = AdHoc::on_ignite("Own pages", |rocket| async {
        rocket.register("/orders", catchers![own_page])
    });
    let rocket = guards::pages()
        .attach(widgets_rocket::fairing(host.widgets.clone()))
        .attach(late);
    let client = rocket::local::asynchronous::Client::untracked(rocket).await;
    let client = client.unwrap();
    let response = client.get("/orders").dispatch().await;
    assert_eq!(response.status(), Status::SeeOther);
}

#[rocket::async_test]
async fn a_host_with_a_catcher_for_the_status_of_refusals_launches() {
    let own: Vec<Catcher> = catchers![own_page]
        .into_iter()
        .map(|mut own| {
            own.code = Some(472);
            own
        })
        .collect();
    Host::with(guards::pages().register("/", own)).await;
}

#[get("/maybe")]
fn maybe(user: Option<CurrentUser>) -> Option<&'static str> {
    user.map(|_| "somebody")
}

#[get("/told")]
fn told(user: Result<CurrentUser, Refused>) -> String {
    match user {
        Ok(user) => user.0.email().unwrap().to_string(),
        Err(refused) => format!("refused with {}", refused.status.code),
    }
}

#[rocket::async_test]
async fn a_handler_that_goes_on_after_a_refusal_has_the_last_word() {
    let routes = routes![maybe, told];
    let host = Host::with(
        quiet()
            .mount("/", routes)
            .register("/", catchers![not_here]),
    )
    .await;
    let response = host.get("/told").dispatch().await;
    let page = response.into_string().await.unwrap();
    assert_eq!(page, "refused with 401");
    let response = host.get("/maybe").dispatch().await;
    assert_eq!(response.status(), Status::ImATeapot);
    assert_eq!(response.into_string().await.unwrap(), "not here");
}

/// A guard of the host's, made of one of ours.
struct Customer;

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Customer {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        match request.guard::<CurrentUser>().await {
            Outcome::Success(_) => Outcome::Success(Self),
            Outcome::Error((status, _)) if request.uri().path() == "/passed" => {
                Outcome::Error((status, ()))
            }
            Outcome::Error((_, refused)) => Outcome::Error((refused.status, ())),
            Outcome::Forward(status) => Outcome::Forward(status),
        }
    }
}

#[get("/passed")]
fn passed(_customer: Customer) {}

#[get("/translated")]
fn translated(_customer: Customer) {}

#[rocket::async_test]
async fn a_guard_of_the_hosts_passes_a_refusal_on() {
    let rocket = quiet().mount("/", routes![passed, translated]);
    let host = Host::with(rocket.register("/", catchers![not_here])).await;
    for path in ["/passed", "/translated"] {
        let response = host.get(path).dispatch().await;
        assert_eq!(response.status(), Status::SeeOther, "{path}");
        assert!(header(&response, "location").is_some());
    }
}
