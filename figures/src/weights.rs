//! How heavy every page is, and what pages load.

use std::time::Duration;

use axum::http::Method;
use widgets_core::admin::UserToCreate;
use widgets_core::table::{Endpoint, Route};
use widgets_core::{Keys, Widgets};
use widgets_storage::MemoryStores;
use widgets_tests::harness::signing_up;
use widgets_tests::{Browser, Framework, Reply, Storage, TestHost};

/// What a proxy in front is usually set to.
const QUALITY: i32 = 5;

pub(crate) fn weigh() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let (names, shown) = runtime.block_on(async { (names().await, show().await) });
    let known: Vec<&str> = shown.iter().map(|own| own.name).collect();
    for name in &names {
        assert!(known.contains(&name.as_str()), "nobody weighed {name}");
    }
    println!("| page | bytes | with brotli |");
    println!("|---|---|---|");
    for own in shown {
        println!(
            "| `{}`{} | {} | {} |",
            own.name, own.note, own.plain, own.brotli
        );
    }
}

/// Every endpoint for GET that the library brings.
async fn names() -> Vec<String> {
    let url = "http://localhost/account";
    let widgets = Widgets::builder(url, Keys::development(), MemoryStores::new())
        .mailer(widgets_core::mail::RecordingMailer::new())
        .build()
        .await
        .unwrap();
    let endpoints = widgets.routes().iter().flat_map(Route::endpoints);
    let endpoints = endpoints.filter(|endpoint| *endpoint.method() == Method::GET);
    endpoints.map(Endpoint::name).map(str::to_owned).collect()
}

/// One page or file, weighed.
struct Weight {
    name: &'static str,
    note: &'static str,
    plain: usize,
    brotli: usize,
}

/// Pages in the order of the table.
struct Scale(Vec<Weight>);

impl Scale {
    /// A page, compressed as a proxy would.
    fn page(&mut self, name: &'static str, reply: &Reply) {
        assert_eq!(reply.status, 200, "{name}: {}", reply.body);
        self.answer(name, "", reply);
    }

    fn answer(&mut self, name: &'static str, note: &'static str, reply: &Reply) {
        let body = reply.body.as_bytes();
        let params = brotli::enc::BrotliEncoderParams {
            quality: QUALITY,
            ..Default::default()
        };
        let mut compressed = Vec::new();
        brotli::BrotliCompress(&mut &*body, &mut compressed, &params).unwrap();
        self.put(name, note, body.len(), compressed.len());
    }

    /// A file, as it is sent to a client that reads brotli and to one that does not.
    async fn file(&mut self, name: &'static str, note: &'static str, path: &str, from: &Browser) {
        let mut sizes = [0, 0];
        for (size, coding) in sizes.iter_mut().zip(["identity", "br"]) {
            let request = from.request(Method::HEAD, path);
            let mut browser = from.clone();
            let reply = browser
                .send(path, request.header("accept-encoding", coding))
                .await;
            assert_eq!(reply.status, 200, "{path}");
            *size = reply.header("content-length").parse().unwrap();
        }
        self.put(name, note, sizes[0], sizes[1]);
    }

    fn put(&mut self, name: &'static str, note: &'static str, plain: usize, brotli: usize) {
        self.0.push(Weight {
            name,
            note,
            plain,
            brotli,
        });
    }
}

async fn show() -> Vec<Weight> {
    let host = TestHost::of(Framework::Axum, Storage::Memory).start().await;
    let mut scale = Scale(Vec::new());
    files(&host, &mut scale).await;
    narrow_pages(&host, &mut scale).await;
    codes(&host, &mut scale).await;
    widgets(&host, &mut scale).await;
    first_password(&host, &mut scale).await;
    scale.0
}

async fn files(host: &TestHost, scale: &mut Scale) {
    let mut browser = host.browser();
    let page = browser.get("/account/sign-in").await;
    for path in page.targets() {
        let (name, note) = if path.contains("/assets/brand/") {
            ("account.brand", ", the theme")
        } else if path.ends_with(".css") {
            ("account.asset", ", the fixed style")
        } else if path.ends_with(".js") {
            ("account.asset", ", the script")
        } else {
            continue;
        };
        scale.file(name, note, &path, &browser).await;
    }
}

/// The pages in front of the widgets.
async fn narrow_pages(host: &TestHost, scale: &mut Scale) {
    let mut browser = host.browser();
    for (name, path) in [
        ("sign_in.form", "/account/sign-in"),
        ("sign_up.form", "/account/sign-up"),
        ("reset.form", "/account/reset"),
    ] {
        scale.page(name, &browser.get(path).await);
    }
    let token = browser.get_json("/account/csrf-token").await;
    scale.page("account.csrf_token", &token);
}

/// What a mailed code takes, and its links.
async fn codes(host: &TestHost, scale: &mut Scale) {
    let mut browser = host.browser();
    let form = signing_up::begin(&mut browser, signing_up::MAREN).await;
    scale.page("codes.form", &form);
    let path = form.path.split('?').next().unwrap();
    scale.page(
        "codes.address_form",
        &browser.get(&format!("{path}/address")).await,
    );
    let mailed = host.mailed_code(signing_up::MAREN).await;
    scale.page("codes.link", &browser.get(&mailed.link).await);
    scale.page("codes.decline", &browser.get(&mailed.decline).await);
}

/// The widgets of somebody with a session besides this one.
async fn widgets(host: &TestHost, scale: &mut Scale) {
    let ada = host.person("Ada").await;
    host.signed_in(&ada).await;
    let mut browser = host.signed_in(&ada).await;
    // After a recent sign-in no step-up is required.
    host.clock.advance(Duration::from_secs(60 * 60));
    scale.answer(
        "account.home",
        ", which leads on",
        &browser.get("/account").await,
    );
    for (name, path) in [
        ("sign_in.leave", "/account/sign-out"),
        ("step_up.form", "/account/step-up"),
        ("profile.show", "/account/profile"),
        ("profile.names_form", "/account/profile/names"),
        ("profile.preferences_form", "/account/profile/preferences"),
        ("security.show", "/account/security"),
        ("security.password_form", "/account/security/password"),
        ("sessions.ask_end_others", "/account/sessions/others/end"),
    ] {
        scale.page(name, &browser.get(path).await);
    }
    let list = browser.get("/account/sessions").await;
    scale.page("sessions.list", &list);
    let mut targets = list.targets().into_iter();
    let end = targets.find(|to| to.contains("/sessions/ses_")).unwrap();
    scale.page("sessions.ask_end", &browser.get(&end).await);
}

/// What somebody sees who comes by a one-time link and has no password yet.
async fn first_password(host: &TestHost, scale: &mut Scale) {
    let management = host.widgets.management("figures");
    let users = management.users();
    let jonas = UserToCreate::new("jonas@nordlicht.example")
        .verified(true)
        .display_name("Jonas");
    let account = users.create(jonas).await.unwrap();
    let hour = Duration::from_secs(60 * 60);
    let link = users.sign_in_link(&account, hour).await.unwrap();
    let link = link.reveal().replace(&host.origin, "");
    let mut browser = host.browser();
    let page = browser.get(&link).await;
    scale.page("sign_in.link", &page);
    let path = link.trim_start_matches("/account");
    let reply = browser.submit(&page, path, &[]).await;
    assert_eq!(reply.status, 303, "{}", reply.text());
    let form = browser.get("/account/security/password/set").await;
    scale.page("security.first_password_form", &form);
}
