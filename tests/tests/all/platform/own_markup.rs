//! What a host puts around the pages: what its markup may load, what it learns of a request, and which
//! language it chooses.

use maud::html;
use std::io::{self, Write};
use std::sync::Mutex;
use tracing_subscriber::util::SubscriberInitExt as _;
use widgets_core::Request;
use widgets_core::ui::maud::PreEscaped;
use widgets_core::ui::{Frame, Layout, PolicyAdditions};
use widgets_tests::prelude::*;

over_every_combination! {
    a_layout_and_the_host_add_to_the_policy,
    the_host_chooses_the_language,
}

const SCRIPT: &str = "document.documentElement.dataset.scheme = 'dark'";

/// A layout with a font of another origin, an inline script, and whatever stands in `more`.
struct Shop {
    more: &'static str,
}

impl Layout for Shop {
    fn page(&self, frame: &Frame<'_>) -> Markup {
        let name = frame.extensions.get::<String>();
        html! {
            html lang=(frame.language) {
                head {
                    title { (frame.title) }
                    (frame.head)
                    script { (PreEscaped(SCRIPT)) }
                    (PreEscaped(self.more))
                }
                body { @if let Some(name) = name { header { (name) } } (frame.main()) }
            }
        }
    }

    fn policy(&self) -> PolicyAdditions {
        let own = PolicyAdditions::default().inline_script(SCRIPT);
        own.font("https://fonts.example")
    }
}

async fn a_layout_and_the_host_add_to_the_policy(host: TestHostBuilder) {
    let host = host.with(|builder| {
        let everywhere = PolicyAdditions::default().image("https://img.example");
        builder.layout(Shop { more: "" }).policy(everywhere)
    });
    let host = host.start().await;
    let mut browser = host.browser();
    let page = browser.get("/account/sign-in").await;
    let policy = page.header("content-security-policy");
    for allowed in [
        "script-src 'self' 'sha256-",
        "font-src 'self' https://fonts.example;",
        "img-src 'self' data: https://img.example;",
        "style-src 'self';",
    ] {
        assert!(policy.contains(allowed), "{policy}");
    }
    // What is no page loads nothing.
    let document = browser.get_json("/account/sign-in").await;
    assert!(
        !document
            .header("content-security-policy")
            .contains("example")
    );
}

async fn the_host_chooses_the_language(host: TestHostBuilder) {
    let host = host.with(|builder| {
        builder.locale_from(|request| {
            let chosen = request.headers.get("x-shop-language")?;
            assert_ne!(chosen, "broken", "a panic of the host's chooses nothing");
            Some(chosen.to_str().ok()?.to_owned())
        })
    });
    let host = host.start().await;
    let mut browser = host.browser();
    for (chosen, language, switches) in [
        ("de", "de", 0),
        ("xx", "en", 1),
        ("broken", "en", 1),
        ("", "en", 1),
    ] {
        let mut headers = vec![("accept", "text/html")];
        headers.extend(Some(("x-shop-language", chosen)).filter(|own| !own.1.is_empty()));
        let page = browser
            .ask(Method::GET, "/account/sign-in", &headers, "")
            .await;
        assert_eq!(page.header("content-language"), language);
        assert_eq!(page.count(".wg-languages"), switches, "{chosen}");
    }
}

#[tokio::test]
async fn an_addition_that_is_no_origin_is_refused() {
    let stores = widgets_storage::MemoryStores::new();
    let wild = PolicyAdditions::default().font("*");
    let builder = Widgets::builder("http://localhost/account", Keys::development(), stores);
    let builder = builder.mailer(RecordingMailer::new()).policy(wild);
    let problems = builder.build().await.unwrap_err().to_string();
    assert!(
        problems.contains("policy: \"*\" is not an origin"),
        "{problems}"
    );
}

/// What was logged.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The warnings about a page of a host at this address, asked for twice.
async fn told(url: &str, more: &'static str) -> Vec<String> {
    let lines = Lines::default();
    let writer = lines.clone();
    let listening = tracing_subscriber::fmt()
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .finish();
    let _listening = listening.set_default();
    let keys = Keys::parse("1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE").unwrap();
    let widgets = Widgets::builder(url, keys, widgets_storage::MemoryStores::new());
    let widgets = widgets.mailer(RecordingMailer::new()).layout(Shop { more });
    let widgets = widgets.build().await.unwrap();
    for _ in 0..2 {
        let mut request = Request::new(Method::GET, "/account/sign-in".to_owned());
        request.extensions.insert("Maren".to_owned());
        let index = widgets.routes().iter().find(|own| own.path() == "/sign-in");
        let response = widgets.handle(index, request).await;
        assert_eq!(response.status(), 200);
        let body = String::from_utf8(response.body().to_vec()).unwrap();
        assert!(
            body.contains("<header>Maren</header>"),
            "a layout knows what was attached"
        );
    }
    let text = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
    let warnings = text.lines().filter(|line| line.contains("policy blocks"));
    warnings.map(str::to_owned).collect()
}

#[tokio::test]
async fn what_the_policy_blocks_is_told_once_and_in_development_alone() {
    let more = "<style>p{}</style><script src=https://js.example/a.js></script>";
    let warnings = told("http://localhost:3000/account", more).await;
    let [style, script] = &warnings[..] else {
        panic!("{warnings:?}")
    };
    assert!(style.contains("an inline <style> (\"p{}\" ..)") && style.contains("inline_style"));
    assert!(
        script.contains(".script(\"https://js.example\")"),
        "{script}"
    );
    assert_eq!(told("http://localhost:3000/account", "").await, [""; 0]);
    assert_eq!(told("https://shop.example/account", more).await, [""; 0]);
}
