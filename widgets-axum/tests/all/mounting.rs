//! Every route of the table, wherever it is mounted, and nothing else.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::connect_info::MockConnectInfo;
use axum::http::{Method, StatusCode, header};
use axum::routing::get;
use axum::{Extension, Router};
use widgets_axum::{CurrentUser, mount, mount_at};
use widgets_core::Widgets;
use widgets_core::service::WidgetsService;

use crate::host::{Browser, stripped, widgets};

/// The pages alone, and their widgets.
async fn mounted() -> (Widgets, Router) {
    let widgets = widgets("/account", &Arc::default()).await;
    let router = mount(Router::new(), &widgets);
    (widgets, router)
}

#[tokio::test]
async fn a_page_is_at_the_mount_path_with_and_without_a_slash() {
    let widgets = widgets("/account", &Arc::default()).await;
    let router = mount(Router::new().route("/", get(async || "host")), &widgets);
    let mut browser = Browser::new(&router);
    for path in ["/account/sign-in", "/account/sign-in/"] {
        let reply = browser.get(path).await;
        assert_eq!(reply.status, StatusCode::OK, "{path}");
        let action = "action=\"/account/sign-in\"";
        assert!(reply.text.contains(action), "{}", reply.text);
    }
    for path in ["/account", "/account/"] {
        let reply = browser.get(path).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{path}");
    }
    assert_eq!(browser.get("/").await.text, "host");
}

#[tokio::test]
async fn nothing_is_at_other_paths_below_the_mount_path() {
    let widgets = widgets("/account", &Arc::default()).await;
    let own = Router::new().route("/account/billing", get(async || "billing"));
    let router = mount(own, &widgets);
    let mut browser = Browser::new(&router);
    for path in [
        "/account/none",
        "/account/sessions/x/y/z",
        "/account/sign-in/link",
    ] {
        let reply = browser.get(path).await;
        assert_eq!(reply.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(reply.header(header::CACHE_CONTROL), "no-store", "{path}");
    }
    assert_eq!(browser.get("/account/billing").await.text, "billing");
    // What is not below the mount path is the host's.
    let reply = browser.get("/accounts").await;
    assert_eq!((reply.status.as_u16(), reply.text.as_str()), (404, ""));
    let mut program = Browser::new(&router).reads_json();
    assert_eq!(program.get("/account/none").await.json()["code"], "missing");
}

#[tokio::test]
async fn words_in_a_path_beat_parameters() {
    let (widgets, router) = mounted().await;
    let mut browser = Browser::new(&router).signed_in(&widgets, "owner").await;
    let others = browser.get("/account/sessions/others/end").await;
    assert_eq!(others.status, StatusCode::OK);
    let action = "action=\"/account/sessions/others/end\"";
    assert!(others.text.contains(action), "{}", others.text);
    let unknown = browser.get("/account/sessions/unknown/end").await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn links_keep_the_prefix_a_request_came_by() {
    let widgets = widgets("/account", &Arc::default()).await;
    let nested = Router::new().nest("/t/{tenant}", mount_at(Router::new(), "/account", &widgets));
    let whole = mount_at(Router::new(), "/t/{tenant}/account", &widgets);
    for router in [nested, whole] {
        let mut browser = Browser::new(&router)
            .signed_in_at(&widgets, "/t/a%20b/account")
            .await;
        for path in ["/t/a%20b/account/sessions", "/t/a%20b/account/sessions/"] {
            let reply = browser.get(path).await;
            assert_eq!(reply.status, StatusCode::OK, "{path}");
            let link = "action=\"/t/a%20b/account/sign-out\"";
            assert!(reply.text.contains(link), "{}", reply.text);
        }
        let reply = browser.get("/t/a%20b/account").await;
        assert_eq!(reply.header(header::LOCATION), "/t/a%20b/account/profile");
        // A page that is not there leads on below the mount it was asked under.
        for missing in ["/t/a%20b/account/none", "/t/a%20b/account/none/x"] {
            let reply = browser.get(missing).await;
            assert_eq!(reply.status, StatusCode::NOT_FOUND);
            assert!(!reply.text.contains("=\"/account"), "{}", reply.text);
            assert!(reply.text.contains("=\"/t/a%20b/account"), "{}", reply.text);
        }
        let mut nobody = Browser::new(&router);
        let reply = nobody.get("/t/c/account/sessions?after=1").await;
        assert_eq!(
            reply.header(header::LOCATION),
            "/t/c/account/sign-in?return_to=/t/c/account/sessions%3Fafter%3D1"
        );
    }
}

#[tokio::test]
async fn links_have_what_a_proxy_took_off() {
    let widgets = stripped("/shop", "/shop/account").await.unwrap();
    assert_eq!(widgets.mount_path(), "/account");
    let orders = get(async |user: CurrentUser| user.0.email().unwrap().to_string());
    let router = mount(Router::new().route("/orders", orders), &widgets);
    let mut browser = Browser::new(&router);
    let form = browser.get("/account/sign-in").await;
    assert!(
        form.text.contains("action=\"/shop/account/sign-in\""),
        "{}",
        form.text
    );
    assert!(!form.text.contains("=\"/account"), "{}", form.text);
    let sign_in = "/shop/account/sign-in?return_to=";
    for (path, back) in [
        ("/account/sessions", "/shop/account/sessions"),
        ("/orders", "/shop/orders"),
    ] {
        let reply = browser.get(path).await;
        assert_eq!(reply.header(header::LOCATION), format!("{sign_in}{back}"));
    }
    let missing = browser.get("/account/none").await;
    assert!(!missing.text.contains("=\"/account"), "{}", missing.text);
}

#[tokio::test]
async fn what_a_proxy_takes_off_begins_the_path_of_the_public_url() {
    for prefix in ["/store", "shop", "/shop/", "/sho", "/shop/account/x"] {
        let refused = stripped(prefix, "/shop/account").await;
        let told = refused.unwrap_err().to_string();
        assert!(told.contains("stripped_prefix"), "{prefix}: {told}");
    }
}

#[tokio::test]
async fn a_parameter_of_the_prefix_may_be_named_like_one_of_ours() {
    let widgets = widgets("/account", &Arc::default()).await;
    let router = mount_at(Router::new(), "/t/{word}/account", &widgets);
    let mut browser = Browser::new(&router).reads_json();
    let reply = browser
        .post("/t/a/account/boom/b", "/t/a/account", "{}".to_owned())
        .await;
    assert_eq!(reply.text, "\"b\"");
}

#[tokio::test]
async fn attack_082_a_prefix_never_leads_to_another_host() {
    let widgets = widgets("/account", &Arc::default()).await;
    let one = mount_at(Router::new(), "/{tenant}/account", &widgets);
    let two = mount_at(Router::new(), "/{region}/{tenant}/account", &widgets);
    let reply = Browser::new(&one).get("/a/account/sessions").await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER);
    let tricks = [
        (&one, "/\\e.example/account/sessions"),
        (&one, "//account/sessions"),
        (&two, "//e.example/account/sessions"),
        (&two, "/\\/e.example/account/sessions"),
    ];
    for (router, path) in tricks {
        let reply = Browser::new(router).get(path).await;
        assert_eq!(reply.status, StatusCode::NOT_FOUND, "{path}");
        assert!(!reply.text.contains("e.example"), "{}", reply.text);
    }
}

#[tokio::test]
async fn axum_and_cores_own_matcher_agree() {
    let widgets = widgets("/account", &Arc::default()).await;
    let mounted = mount(Router::new(), &widgets);
    let service = WidgetsService::new(widgets.clone()).unwrap();
    let own = Router::new().fallback_service(service);
    let mut paths: Vec<String> = vec![
        "//",
        "/x",
        "/sign-in//",
        "//sign-in",
        "/sign%2din",
        "/sign-in/link/%2F",
        "/Sign-in",
        "/sessions/others/end/x",
        "/sessions//end",
        "/sign-in/link//",
        "/sessions/./end",
        "/boom/%ff",
        "/boom/%00",
    ]
    .into_iter()
    .map(|path| format!("/account{path}"))
    .collect();
    for route in widgets.routes() {
        for filled in ["others", "%C3%A4", "a.b"] {
            let parts = route.path().split('/').skip(1);
            let parts = parts.map(|part| if part.starts_with('{') { filled } else { part });
            let path = format!("/account/{}", parts.collect::<Vec<_>>().join("/"));
            paths.push(path.trim_end_matches('/').to_owned());
            paths.push(format!("{}/", path.trim_end_matches('/')));
        }
    }
    // Each request is of a client in a network of its own, so that no limit decides.
    let mut networks = (1_u32..).map(|network| SocketAddr::from(((network << 8).to_be_bytes(), 1)));
    for path in paths {
        for method in [Method::GET, Method::HEAD, Method::POST, Method::PUT] {
            let peer = networks.next().unwrap();
            let ask = async |router: &Router| {
                let router = router.clone().layer(Extension(peer));
                let router = router.layer(MockConnectInfo(peer));
                let mut program = Browser::new(&router).reads_json();
                program.ask(method.clone(), &path).await
            };
            let (ours, axums) = (ask(&own).await, ask(&mounted).await);
            assert_eq!(axums.status, ours.status, "{method} {path}");
            for name in [header::ALLOW, header::LOCATION, header::CONTENT_TYPE] {
                assert_eq!(axums.header(&name), ours.header(&name), "{method} {path}");
            }
        }
    }
}

#[tokio::test]
async fn at_the_root_unknown_paths_stay_the_hosts() {
    let widgets = widgets("", &Arc::default()).await;
    let own = Router::new().route("/orders", get(async |_: CurrentUser| "orders"));
    let router = mount(own.fallback(async || "host"), &widgets);
    let mut browser = Browser::new(&router);
    assert_eq!(browser.get("/sign-in").await.status, StatusCode::OK);
    assert_eq!(browser.get("/sign-in/").await.status, StatusCode::OK);
    assert_eq!(browser.get("/none").await.text, "host");
    let reply = browser.get("/").await;
    assert_eq!(reply.header(header::LOCATION), "/sign-in?return_to=/");
    let reply = browser.get("/orders").await;
    assert_eq!(reply.header(header::LOCATION), "/sign-in?return_to=/orders");
}

#[tokio::test]
async fn a_wrong_or_unknown_method_hears_which_ones_there_are() {
    let (_, router) = mounted().await;
    let mut browser = Browser::new(&router);
    let methods = ["PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "BREW", "get"];
    for method in methods {
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        let reply = browser.ask(method.clone(), "/account/sign-in").await;
        assert_eq!(reply.status, StatusCode::METHOD_NOT_ALLOWED, "{method}");
        assert_eq!(reply.header(header::ALLOW), "GET, POST, HEAD", "{method}");
        let reply = browser.ask(method.clone(), "/account/none").await;
        assert_eq!(reply.status, StatusCode::NOT_FOUND, "{method}");
    }
    let reply = browser.ask(Method::POST, "/account/sessions").await;
    assert_eq!(reply.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(reply.header(header::ALLOW), "GET, HEAD");
}

#[tokio::test]
async fn head_answers_like_get_without_the_body() {
    let (_, router) = mounted().await;
    for path in [
        "/account/sign-in",
        "/account/none",
        "/account/sessions",
        "/account/boom",
    ] {
        let get = Browser::new(&router).get(path).await;
        let head = Browser::new(&router).ask(Method::HEAD, path).await;
        assert_eq!(head.status, get.status, "{path}");
        assert_eq!(head.text, "", "{path}");
        let length = get.text.len().to_string();
        assert_eq!(head.header(header::CONTENT_LENGTH), length, "{path}");
        assert_eq!(get.header(header::CONTENT_LENGTH), length, "{path}");
        assert_eq!(
            head.header(header::CONTENT_TYPE),
            get.header(header::CONTENT_TYPE),
            "{path}"
        );
    }
}

#[tokio::test]
async fn attack_165_a_body_is_read_only_as_far_as_its_row_accepts() {
    let (_, router) = mounted().await;
    let mut browser = Browser::new(&router).reads_json();
    let body = |length: usize| format!("{{\"a\":\"{}\"}}", "x".repeat(length - 8));
    let echo = "/account/boom/word";
    let reply = browser.post(echo, "/account", body(1000)).await;
    assert_eq!((reply.status.as_u16(), &*reply.text), (200, "\"word\""));
    let reply = browser.post(echo, "/account", body(1001)).await;
    reply.assert(413, "too_large");
    // A path that takes no body reads none of it.
    let reply = browser
        .post("/account/sessions", "/account", body(5_000_000))
        .await;
    assert_eq!(reply.status, StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn limits_tell_clients_apart_by_the_peers_address() {
    let (_, router) = mounted().await;
    let from = |peer: [u8; 4]| {
        let peer = SocketAddr::from((peer, 1));
        Browser::new(&router.clone().layer(MockConnectInfo(peer))).reads_json()
    };
    let path = "/account/sign-in/link/none";
    let mut noisy = from([198, 51, 100, 1]);
    let mut last = StatusCode::OK;
    for _ in 0..31 {
        last = noisy.post(path, "/account", "{}".to_owned()).await.status;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
    let other = from([198, 51, 100, 2])
        .post(path, "/account", "{}".to_owned())
        .await;
    assert_eq!(other.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_layer_lets_extractors_work_outside_a_nested_router() {
    let widgets = widgets("/account", &Arc::default()).await;
    let account = mount_at(Router::new(), "/account", &widgets);
    let router = Router::new()
        .route("/orders", get(async |_: CurrentUser| "orders"))
        .nest("/t/{tenant}", account);
    let unlayered = Browser::new(&router).get("/orders").await;
    assert_eq!(unlayered.status, StatusCode::INTERNAL_SERVER_ERROR);
    let router = router.layer(Extension(widgets.clone()));
    let layered = Browser::new(&router).get("/orders").await;
    assert_eq!(layered.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn what_a_layer_attached_chooses_the_language() {
    #[derive(Clone)]
    struct Language(&'static str);

    let url = "http://localhost:3000/account";
    let stores = widgets_storage::MemoryStores::new();
    let widgets = Widgets::builder(url, widgets_core::Keys::development(), stores)
        .mailer(widgets_core::mail::RecordingMailer::new())
        .locale_from(|request| Some(request.extensions.get::<Language>()?.0.to_owned()));
    let widgets = widgets.build().await.unwrap();
    let router = mount(Router::new(), &widgets).layer(Extension(Language("de")));
    let page = Browser::new(&router).get("/account/sign-in").await;
    assert_eq!(page.header("content-language"), "de");
}
