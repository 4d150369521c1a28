//! Languages: which one a page speaks, and that it speaks nothing else.

use http::Method;
use scraper::{Html, Node, Selector};
use widgets_core::ui::{Gender, Messages, OrganizationWord};
use widgets_core::{Keys, Widgets};
use widgets_storage::MemoryStores;
use widgets_tests::house::HouseBuilder;
use widgets_tests::people::PASSWORD;
use widgets_tests::{Browser, Reply};

over_every_house! {
    the_browser_says_which_language,
    problems_are_told_in_the_readers_language,
    every_text_is_a_message,
}

const LOCALE: &str = "__Host-wg-locale";

/// Opens a page as a browser does whose settings name these languages.
async fn read(browser: &mut Browser, path: &str, accepted: &str) -> Reply {
    let request = browser
        .request(Method::GET, path)
        .header("accept", "text/html");
    let request = request.header("accept-language", accepted);
    browser.send(path, request).await
}

/// Language, direction and heading of a page.
fn spoken(reply: &Reply) -> (String, String, String) {
    let page = Html::parse_document(&reply.body);
    let attribute = |name| {
        page.root_element()
            .value()
            .attr(name)
            .unwrap_or_default()
            .to_owned()
    };
    let heading = page.select(&Selector::parse("h1").unwrap()).next().unwrap();
    let heading: String = heading.text().collect();
    let spoken = (
        attribute("lang"),
        attribute("dir"),
        heading.replace(['\u{2068}', '\u{2069}'], ""),
    );
    assert_eq!(reply.header("content-language"), spoken.0);
    assert_eq!(reply.header("vary"), "Accept, Accept-Language, Cookie");
    spoken
}

async fn the_browser_says_which_language(house: HouseBuilder) {
    let house = house.start().await;
    let english = ("en".into(), "ltr".into(), "Sign in to Coffee Desk".into());
    let german = ("de".into(), "ltr".into(), "Bei Coffee Desk anmelden".into());
    let arabic = (
        "ar".into(),
        "rtl".into(),
        "تسجيل الدخول إلى Coffee Desk".into(),
    );
    let mut browser = house.browser();
    let path = house.path("/sign-in");
    assert_eq!(spoken(&browser.get(&path).await), english, "without a wish");
    for (accepted, expected) in [
        ("de", &german),
        ("de-AT, en;q=0.5", &german),
        ("en;q=0.5, ar-EG", &arabic),
        ("fr, *;q=0.1", &english),
        ("de;q=0, tlh", &english),
        ("en-XA", &english),
        (";;;,,, \"", &english),
    ] {
        assert_eq!(
            spoken(&read(&mut browser, &path, accepted).await),
            *expected,
            "{accepted}"
        );
    }
    browser.cookies.insert(LOCALE.to_owned(), "ar".to_owned());
    assert_eq!(
        spoken(&read(&mut browser, &path, "de").await),
        arabic,
        "the cookie comes first"
    );
    browser
        .cookies
        .insert(LOCALE.to_owned(), "<script>".to_owned());
    assert_eq!(spoken(&read(&mut browser, &path, "de").await), german);
    let page = read(&mut browser, &path, "de").await;
    let title = page
        .body
        .split("<title>")
        .nth(1)
        .unwrap()
        .split("</title>")
        .next()
        .unwrap();
    assert_eq!(title, "Bei Coffee Desk anmelden · Coffee Desk");
}

async fn problems_are_told_in_the_readers_language(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("Maren").await;
    let mut browser = house.browser();
    browser.cookies.insert(LOCALE.to_owned(), "de".to_owned());
    let reply = house.sign_in(&mut browser, &maren.email, "wrong").await;
    assert_eq!(reply.status, 422);
    assert!(
        reply
            .text()
            .contains("E-Mail-Adresse oder Passwort stimmt nicht."),
        "{}",
        reply.text()
    );
    let reply = browser.get_json("/account/sessions").await;
    assert_eq!(
        (reply.status.as_u16(), reply.header("content-language")),
        (401, "de")
    );
    let problem = reply.json();
    assert_eq!(problem["code"], "not_signed_in");
    assert_eq!(problem["title"], "Bitte melden Sie sich an");
    let long = serde_json::json!({ "email": "x".repeat(2_000), "password": PASSWORD });
    let reply = browser
        .post_json("/account", "/account/sign-in", &long)
        .await;
    assert!(
        reply.body.contains("Höchstens 1024 Zeichen"),
        "{}",
        reply.body
    );
    assert!(
        !reply.body.contains(['\u{2068}', '\u{2069}']),
        "{}",
        reply.body
    );
}

/// What stands on these pages and is no message.
const DATA: [&str; 5] = ["Coffee Desk", "CD", "Maren", "M", "Hello"];

async fn every_text_is_a_message(house: HouseBuilder) {
    let house = house.with(|builder| builder.pseudo_locale()).start().await;
    let maren = house.person("Maren").await;
    let mut other = house.signed_in(&maren).await;
    other.get("/account/sessions").await;
    let mut browser = house.browser();
    browser
        .cookies
        .insert(LOCALE.to_owned(), "en-XA".to_owned());
    let mut pages = vec![browser.get("/account/sign-in").await];
    pages.push(house.sign_in(&mut browser, &maren.email, "wrong").await);
    house.sign_in(&mut browser, &maren.email, PASSWORD).await;
    for path in [
        "/sessions",
        "/sessions/others/end",
        "/sign-out",
        "/nothing/here",
        "/sessions?notice=sessions.ended",
    ] {
        pages.push(browser.get(&house.path(path)).await);
    }
    for page in pages {
        assert_eq!(page.header("content-language"), "en-XA", "{}", page.path);
        for text in texts(&page) {
            for part in text.split(" · ") {
                let message = part.starts_with('⟦') && part.ends_with('⟧');
                let address = part.starts_with("10.");
                assert!(
                    message || address || DATA.contains(&part),
                    "{}: {text:?}",
                    page.path
                );
            }
        }
    }
}

/// Every text a reader sees or hears.
fn texts(page: &Reply) -> Vec<String> {
    let document = Html::parse_document(&page.body);
    let mut texts = Vec::new();
    for node in document.tree.root().descendants() {
        match node.value() {
            Node::Text(text) => texts.push(text.to_string()),
            Node::Element(element) => {
                for name in ["aria-label", "placeholder", "alt", "title"] {
                    texts.extend(element.attr(name).map(str::to_owned));
                }
            }
            _ => {}
        }
    }
    let texts = texts
        .iter()
        .map(|text| text.replace(['\u{2068}', '\u{2069}'], "").trim().to_owned());
    texts
        .filter(|text| !text.is_empty() && text != "·" && text != ":")
        .collect()
}

#[tokio::test]
async fn languages_are_checked_when_the_widgets_are_built() {
    let builder = || {
        Widgets::builder(
            "http://localhost/account",
            Keys::development(),
            MemoryStores::new(),
        )
    };
    let french = Messages::source("en")
        .unwrap()
        .replace("= English", "= Français");
    let team = OrganizationWord::new("Team", "Teams").gender(Gender::Neuter);
    let widgets = builder()
        .locale("fr", &french)
        .wording("en", "sign-in-title", "Come in to { $name }")
        .organization_word("de", team)
        .default_locale("fr")
        .default_time_zone("Europe/Paris")
        .build()
        .await
        .unwrap();
    assert_eq!(widgets.messages().language().as_str(), "fr");
    let tags: Vec<String> = widgets.locales().map(|(tag, _)| tag.to_string()).collect();
    assert_eq!(tags, ["ar", "de", "en", "fr"]);
    let refused = builder()
        .locale("fr", french.replace("nav-you = You\n", ""))
        .wording("en", "sign-in-titel", "x")
        .default_time_zone("Paris")
        .build()
        .await
        .unwrap_err()
        .to_string();
    for expected in [
        "locale \"fr\": the message nav-you is missing in \"fr\": translate it",
        "wording: \"sign-in-titel\" in \"en\" is the id of no message",
        "default_time_zone: \"Paris\"",
    ] {
        assert!(
            refused.contains(expected),
            "{expected} is not among\n{refused}"
        );
    }
}
