//! What goes through the adapter, and comes back as core has it.

use http::HeaderMap;
use rocket::fairing::AdHoc;
use rocket::http::{Header, Method, Status};
use rocket::local::asynchronous::Client;
use rocket::{get, routes};
use widgets_core::{Request, Widgets};
use widgets_rocket::CurrentUser;

use crate::guards;
use crate::host::{
    Host, ORIGIN, cookie, credentials, csrf_token, form, header, json, quiet, set_cookies,
};

#[rocket::async_test]
async fn a_form_with_a_method_field_is_a_form() {
    let host = Host::start().await;
    let (cookies, token) = host.sign_in_form().await;
    for method in ["delete", "PUT", "get", "head", "nonsense"] {
        let body = format!("_method={method}&csrf_token={token}&email=&password=");
        let response = host.post_sign_in(&cookies, body).dispatch().await;
        assert_eq!(response.status(), Status::UnprocessableEntity, "{method}");
    }
    let put = host.client.put("/account/sign-in").header(form());
    let put = put.body("a=b").dispatch().await;
    assert_eq!(put.status(), Status::MethodNotAllowed);
    let get = host.client.get("/account/sign-in").header(form());
    let get = get.body("_method=delete").dispatch().await;
    assert_eq!(get.status(), Status::Ok);
}

#[rocket::async_test]
async fn a_body_larger_than_the_row_accepts_is_413() {
    let host = Host::start().await;
    let (cookies, token) = host.sign_in_form().await;
    let most = 64 * 1024;
    for (length, status) in [
        (most, Status::UnprocessableEntity),
        (most + 1, Status::PayloadTooLarge),
        (most * 40, Status::PayloadTooLarge),
    ] {
        let mut body = format!("csrf_token={token}&email=&password=&filler=");
        body.extend(std::iter::repeat_n('x', length - body.len()));
        let response = host.post_sign_in(&cookies, body).dispatch().await;
        assert_eq!(response.status(), status, "{length}");
    }
}

#[rocket::async_test]
async fn a_tracked_client_of_rocket_signs_in() {
    let host = Host::start().await;
    let rocket = quiet().attach(widgets_rocket::fairing(host.widgets.clone()));
    let client = Client::tracked(rocket).await.unwrap();
    let page = client.get("/account/sign-in").dispatch().await;
    let token = csrf_token(&page.into_string().await.unwrap());
    let body = credentials(&token, "max@example.com");
    let signed_in = client.post("/account/sign-in").header(form()).body(body);
    assert_eq!(signed_in.dispatch().await.status(), Status::SeeOther);
    let list = client.get("/account/sessions").dispatch().await;
    assert_eq!(list.status(), Status::Ok);
}

/// What core itself answers.
async fn of_core(widgets: &Widgets, path: &str, json: bool) -> HeaderMap {
    let mut headers = HeaderMap::new();
    if json {
        headers.insert("accept", http::HeaderValue::from_static("application/json"));
    }
    let mut request = Request::new(http::Method::GET, format!("/account{path}"));
    request.headers = headers;
    let route = widgets.routes().iter().find(|route| route.path() == path);
    widgets.handle(route, request).await.headers().clone()
}

#[rocket::async_test]
async fn responses_carry_the_headers_of_core_and_no_others() {
    use rocket::shield::{Hsts, Prefetch, Referrer, Shield};

    // A shield that the host attaches is left out as well.
    let shield = Shield::default()
        .enable(Referrer::NoReferrer)
        .enable(Prefetch::Off);
    let host = Host::with(quiet().attach(shield)).await;
    for (path, as_json) in [
        ("/sign-in", false),
        ("/sign-in", true),
        ("/sessions", false),
        ("/sessions", true),
        ("/nothing", false),
        ("/broken", false),
    ] {
        let url = format!("/account{path}");
        let mut request = host.get(&url);
        if as_json {
            request.add_header(json());
        }
        let response = request.dispatch().await;
        let core = of_core(&host.widgets, path, as_json).await;
        let mut own: Vec<(String, String)> = response
            .headers()
            .iter()
            .filter(|line| line.name() != "server" && line.name() != "content-length")
            .map(|line| (line.name().as_str().to_lowercase(), line.value().to_owned()))
            .collect();
        let mut expected: Vec<(String, String)> = core
            .iter()
            .map(|(name, value)| (name.as_str().to_owned(), value.to_str().unwrap().to_owned()))
            .collect();
        for headers in [&mut own, &mut expected] {
            headers.sort();
            // The values of cookies are random.
            for (name, value) in headers {
                if name == "set-cookie" {
                    value.truncate("__Host-wg".len());
                }
            }
        }
        assert_eq!(own, expected, "{path}");
    }
    // Also one that is attached last; but the whole host's promise of https stays.
    let last = quiet()
        .attach(widgets_rocket::fairing(host.widgets.clone()))
        .attach(Shield::default().enable(Hsts::default()));
    let client = Client::untracked(last).await.unwrap();
    let response = client.get("/account/sign-in").dispatch().await;
    assert!(header(&response, "x-frame-options").is_none());
    assert!(header(&response, "strict-transport-security").is_some());
}

/// Lets every origin read everything, as some hosts do.
fn cors() -> AdHoc {
    AdHoc::on_response("CORS", |_, response| {
        Box::pin(async move {
            response.set_raw_header("Access-Control-Allow-Origin", "*");
            response.adjoin_raw_header("access-control-allow-methods", "GET");
            response.adjoin_raw_header("access-control-allow-methods", "POST");
        })
    })
}

#[rocket::async_test]
async fn other_origins_read_no_page_whatever_the_host_allows_them() {
    #[get("/beans")]
    fn beans() -> &'static str {
        "beans"
    }
    #[get("/own")]
    fn own(_user: CurrentUser) {}
    let host = Host::start().await;
    let (ours, routes) = (
        || widgets_rocket::fairing(host.widgets.clone()),
        routes![beans, own],
    );
    let before = quiet()
        .mount("/", routes.clone())
        .attach(cors())
        .attach(ours());
    let after = quiet().mount("/", routes).attach(ours()).attach(cors());
    for rocket in [before, after] {
        let client = Client::untracked(rocket).await.unwrap();
        let origin = || Header::new("origin", "https://elsewhere.example");
        for path in ["/account/sign-in", "/account/profile", "/account/nothing"] {
            for method in [Method::Get, Method::Options, Method::Head] {
                let response = client.req(method, path).header(origin()).dispatch().await;
                let mut names = response
                    .headers()
                    .iter()
                    .map(|line| line.name().to_string());
                let open = names.any(|name| name.to_lowercase().starts_with("access-control"));
                assert!(!open, "{method} {path}");
            }
        }
        for path in ["/beans", "/own"] {
            let response = client.get(path).header(origin()).dispatch().await;
            let allowed = header(&response, "access-control-allow-origin");
            assert_eq!(allowed, Some("*"), "{path}");
        }
    }
}

#[rocket::async_test]
async fn other_origins_read_a_refusal_of_a_guard_as_json_and_not_as_a_page() {
    let host = Host::with(guards::pages().attach(cors())).await;
    let stranger = host.sign_in("sam@example.com").await;
    let asked = || {
        let request = host.get("/o/roasters/beans").header(cookie(&stranger));
        request.header(Header::new("origin", "https://elsewhere.example"))
    };
    let page = asked().dispatch().await;
    assert_eq!(page.status(), Status::NotFound);
    assert_eq!(header(&page, "access-control-allow-origin"), None);
    let problem = asked().header(json()).dispatch().await;
    assert_eq!(problem.status(), Status::NotFound);
    assert_eq!(header(&problem, "access-control-allow-origin"), Some("*"));
}

#[rocket::async_test]
async fn the_host_keeps_its_shield() {
    #[get("/beans")]
    fn beans() -> &'static str {
        "beans"
    }
    let host = Host::with(quiet().mount("/", routes![beans])).await;
    let response = host.get("/beans").dispatch().await;
    assert_eq!(header(&response, "x-frame-options"), Some("SAMEORIGIN"));
    assert!(header(&response, "content-security-policy").is_none());
}

#[rocket::async_test]
async fn the_address_of_a_session_is_that_of_the_connection() {
    let host = Host::start().await;
    let (cookies, token) = host.sign_in_form().await;
    let response = host
        .post_sign_in(&cookies, credentials(&token, "max@example.com"))
        .remote("203.0.113.9:1".parse().unwrap())
        .header(Header::new("origin", ORIGIN))
        .header(Header::new("x-real-ip", "6.6.6.6"))
        .dispatch()
        .await;
    let cookies = format!("{cookies}; {}", set_cookies(&response));
    let list = host.get("/account/sessions").header(cookie(&cookies));
    let list = list.header(json()).dispatch().await;
    let list = list.into_string().await.unwrap();
    assert!(list.contains("203.0.113.9"), "{list}");
}
