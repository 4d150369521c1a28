//! Where the pages are, under every prefix and for every method.

use rocket::error::ErrorKind;
use rocket::http::{Method, Status};
use rocket::response::content::RawText;
use rocket::{get, routes};

use crate::host::{Host, header, json, quiet};

fn methods() -> impl Iterator<Item = Method> {
    let all = "GET HEAD POST PUT DELETE OPTIONS PATCH TRACE CONNECT".split(' ');
    all.map(|method| method.parse().unwrap())
}

#[rocket::async_test]
async fn pages_are_at_the_path_of_the_public_url() {
    let host = Host::start().await;
    for path in ["/account/sign-in", "/account/sign-in/"] {
        let response = host.get(path).dispatch().await;
        assert_eq!(response.status(), Status::Ok, "{path}");
        let page = response.into_string().await.unwrap();
        assert!(page.contains("action=\"/account/sign-in\""), "{page}");
    }
    let elsewhere = host.get("/sign-in").dispatch().await;
    assert_eq!(elsewhere.status(), Status::NotFound);
    let home = host.get("/account/").dispatch().await;
    let to = header(&home, "location");
    assert_eq!(to, Some("/account/sign-in?return_to=/account/"));
}

#[rocket::async_test]
async fn a_prefix_may_hold_parameters_of_the_host() {
    #[get("/t/<_tenant>/<page>")]
    fn own(_tenant: &str, page: &str) -> String {
        page.to_owned()
    }
    let host = Host::mounted(
        "/account",
        &["/t/<tenant>/account"],
        quiet().mount("/", routes![own]),
    )
    .await;
    let response = host.get("/t/n%20l/account/sign-in").dispatch().await;
    let page = response.into_string().await.unwrap();
    assert!(
        page.contains("action=\"/t/n%20l/account/sign-in\""),
        "{page}"
    );
    let response = host.get("/t/a/account").dispatch().await;
    let to = header(&response, "location");
    assert_eq!(to, Some("/t/a/account/sign-in?return_to=/t/a/account"));
    let own = host.get("/t/a/beans").dispatch().await.into_string().await;
    assert_eq!(own.as_deref(), Some("beans"));
    let missing = host.get("/t/a/account/x").dispatch().await;
    assert_eq!(missing.status(), Status::NotFound);
    assert!(header(&missing, "content-security-policy").is_some());
    let page = missing.into_string().await.unwrap();
    assert!(
        page.contains("=\"/t/a/account") && !page.contains("=\"/account"),
        "{page}"
    );
}

#[rocket::async_test]
async fn links_have_what_a_proxy_took_off() {
    let host = Host::stripped("/shop").await;
    let page = host.get("/account/sign-in").dispatch().await;
    let page = page.into_string().await.unwrap();
    assert!(page.contains("action=\"/shop/account/sign-in\""), "{page}");
    assert!(!page.contains("=\"/account"), "{page}");
    let asked = host.get("/account/sessions").dispatch().await;
    let to = header(&asked, "location");
    let sign_in = "/shop/account/sign-in?return_to=/shop/account/sessions";
    assert_eq!(to, Some(sign_in));
    let missing = host.get("/account/none").dispatch().await;
    let missing = missing.into_string().await.unwrap();
    assert!(!missing.contains("=\"/account"), "{missing}");
    // Signed in, with the form and the cookies of those pages.
    let cookies = host.sign_in("max@example.com").await;
    let sessions = host.get_with("/account/sessions", &cookies).await;
    assert_eq!(sessions.status(), Status::Ok);
    let sessions = sessions.into_string().await.unwrap();
    assert!(!sessions.contains("=\"/account"), "{sessions}");
}

#[rocket::async_test]
async fn two_prefixes_serve_the_same_pages() {
    let host = Host::mounted("/account", &["/account", "/de/konto/"], quiet()).await;
    for path in ["/account/sign-in", "/de/konto/sign-in"] {
        let response = host.get(path).dispatch().await;
        assert_eq!(response.status(), Status::Ok, "{path}");
    }
}

#[rocket::async_test]
async fn the_root_is_a_prefix_too() {
    #[get("/beans")]
    fn beans() -> RawText<&'static str> {
        RawText("beans")
    }
    let host = Host::mounted("", &[], quiet().mount("/", routes![beans])).await;
    assert_eq!(host.get("/sign-in").dispatch().await.status(), Status::Ok);
    let own = host.get("/beans").dispatch().await;
    assert_eq!(own.into_string().await.as_deref(), Some("beans"));
    let home = host.get("/").dispatch().await;
    assert_eq!(header(&home, "location"), Some("/sign-in?return_to=/"));
    let missing = host.get("/nothing").dispatch().await;
    assert_eq!(missing.status(), Status::NotFound);
    assert!(header(&missing, "content-security-policy").is_none());
}

#[rocket::async_test]
async fn a_prefix_that_is_none_does_not_launch() {
    let host = Host::mounted("/account", &[], quiet()).await;
    for prefix in ["account", "/a b", "/{tenant}/account", "/<rest..>"] {
        let fairing = widgets_rocket::fairing(host.widgets.clone()).at(prefix);
        let error = quiet().attach(fairing).ignite().await.unwrap_err();
        assert!(
            matches!(error.kind(), ErrorKind::FailedFairings(_)),
            "{prefix}"
        );
    }
}

#[rocket::async_test]
async fn what_is_not_there_reads_404_under_the_prefix() {
    let host = Host::start().await;
    for method in methods() {
        for path in [
            "/account/nothing",
            "/account/nothing/at/all",
            "/account/sessions/1/2/3",
        ] {
            let response = host.ask(method, path).dispatch().await;
            assert_eq!(response.status(), Status::NotFound, "{method} {path}");
            assert!(header(&response, "content-security-policy").is_some());
        }
    }
    let response = host.get("/account/nothing").header(json()).dispatch().await;
    let kind = header(&response, "content-type");
    assert_eq!(kind, Some("application/problem+json"));
}

#[rocket::async_test]
async fn doubled_slashes_and_needless_encoding_lead_nowhere() {
    let host = Host::start().await;
    for path in [
        "/account//sign-in",
        "/account/sign-in//",
        "/account/%73ign-in",
        "/%61ccount/sign-in",
        "//account/sign-in",
    ] {
        let response = host.get(path).dispatch().await;
        assert_eq!(response.status(), Status::NotFound, "{path}");
    }
}

#[rocket::async_test]
async fn a_wrong_method_reads_405_with_what_is_allowed() {
    let host = Host::start().await;
    for method in methods() {
        let response = host.ask(method, "/account/sign-in").dispatch().await;
        if [Method::Get, Method::Head, Method::Post].contains(&method) {
            assert_ne!(response.status(), Status::MethodNotAllowed, "{method}");
        } else {
            assert_eq!(response.status(), Status::MethodNotAllowed, "{method}");
            assert_eq!(header(&response, "allow"), Some("GET, POST, HEAD"));
        }
    }
}

#[rocket::async_test]
async fn head_is_get_without_a_body() {
    let host = Host::start().await;
    let get = host.get("/account/sign-in").dispatch().await;
    let head = host.ask(Method::Head, "/account/sign-in").dispatch().await;
    assert_eq!(head.status(), Status::Ok);
    for name in ["content-type", "content-security-policy", "vary"] {
        assert_eq!(header(&head, name), header(&get, name), "{name}");
    }
    assert_eq!(head.into_bytes().await.unwrap_or_default(), b"");
}
