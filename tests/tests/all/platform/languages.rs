//! Languages: which one a page speaks, and that it speaks nothing else.

use http::Method;
use scraper::{Html, Node, Selector};
use widgets_core::i18n::Messages;
use widgets_core::{Keys, Widgets};
use widgets_storage::MemoryStores;
use widgets_tests::prelude::*;

over_every_combination! {
    the_browser_says_which_language,
    problems_are_told_in_the_readers_language,
    every_text_is_a_message,
    whoever_is_signed_out_chooses_a_language,
    a_refused_sign_in_still_leads_back_after_a_change_of_language,
    the_setting_speaks_on_after_signing_out,
    a_language_that_is_not_offered_is_refused,
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

async fn the_browser_says_which_language(host: TestHost) {
    let english = ("en".into(), "ltr".into(), "Sign in to Coffee Desk".into());
    let german = ("de".into(), "ltr".into(), "Bei Coffee Desk anmelden".into());
    let arabic = (
        "ar".into(),
        "rtl".into(),
        "تسجيل الدخول إلى Coffee Desk".into(),
    );
    let mut browser = host.browser();
    let path = host.path("/sign-in");
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
    browser.plant(LOCALE, "ar".to_owned());
    // The cookie comes first.
    assert_eq!(spoken(&read(&mut browser, &path, "de").await), arabic);
    browser.plant(LOCALE, "<script>".to_owned());
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

async fn problems_are_told_in_the_readers_language(SignedOut(host, maren, mut browser): SignedOut) {
    browser.plant(LOCALE, "de".to_owned());
    let reply = host.sign_in(&mut browser, &maren.email, "wrong").await;
    assert_eq!(reply.status, 422);
    reply.assert_shows("E-Mail-Adresse oder Passwort stimmt nicht.");
    let reply = browser.get_json("/account/sessions").await;
    assert_eq!(
        (reply.status.as_u16(), reply.header("content-language")),
        (401, "de")
    );
    let problem = reply.json();
    assert_eq!(problem["code"], "not_signed_in");
    assert_eq!(problem["title"], "Bitte melden Sie sich an");
    // What is said is what is counted: characters, not bytes.
    for (password, too_long) in [("ä".repeat(1_024), false), ("ä".repeat(1_025), true)] {
        let typed = serde_json::json!({ "email": maren.email, "password": password });
        let reply = browser.post_json("/account/sign-in", &typed).await;
        assert_eq!(reply.status, 422);
        let said = reply.body.contains("Höchstens 1024 Zeichen");
        assert_eq!(said, too_long, "{}", reply.body);
    }
    let long = serde_json::json!({ "email": "x".repeat(2_000), "password": PASSWORD });
    let reply = browser.post_json("/account/sign-in", &long).await;
    assert!(
        !reply.body.contains(['\u{2068}', '\u{2069}']),
        "{}",
        reply.body
    );
}

/// What stands on these pages and is no message.
const DATA: [&str; 8] = [
    "Coffee Desk",
    "CD",
    "Maren",
    "M",
    "Hello",
    "English",
    "Deutsch",
    "العربية",
];

async fn every_text_is_a_message(host: TestHostBuilder) {
    let host = host.with(|builder| builder.pseudo_locale()).start().await;
    let maren = host.person("Maren").await;
    let mut other = host.signed_in(&maren).await;
    other.get("/account/sessions").await;
    let mut browser = host.browser();
    browser.plant(LOCALE, "en-XA".to_owned());
    let mut pages = vec![browser.get("/account/sign-in").await];
    pages.push(host.sign_in(&mut browser, &maren.email, "wrong").await);
    host.sign_in(&mut browser, &maren.email, PASSWORD).await;
    for path in [
        "/sessions",
        "/sessions/others/end",
        "/sign-out",
        "/nothing/here",
        "/sessions?notice=sessions.ended",
    ] {
        pages.push(browser.get(&host.path(path)).await);
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

/// Presses the button of a language below a page.
async fn choose(browser: &mut Browser, page: &Reply, language: &str) -> Reply {
    let button = format!("footer button[name=language][value={language}]");
    page.assert_count(&button, 1);
    browser
        .submit(page, "/language", &[("language", language)])
        .await
}

async fn whoever_is_signed_out_chooses_a_language(Visitor(host, mut browser): Visitor) {
    let path = "/account/sign-in?again=1&return_to=/desk%3Fbeans%3D2";
    let page = browser
        .get(&format!("{path}&notice=sign_in.signed_out"))
        .await;
    assert_eq!(page.count("footer button[name=language]"), 3);
    assert_eq!(page.count("footer button[value=en][aria-current=true]"), 1);
    assert_eq!(page.count("footer button[aria-current]"), 1);
    let chosen = choose(&mut browser, &page, "ar").await;
    chosen.assert_status(303);
    chosen.assert_location(&path);
    let cookie = chosen.header("set-cookie").to_owned();
    let mut parts: Vec<&str> = cookie.split("; ").collect();
    assert_eq!(parts.remove(0), "__Host-wg-locale=ar");
    parts.sort_unstable();
    // 400 days, the longest that browsers keep a cookie.
    let expected = [
        "HttpOnly",
        "Max-Age=34560000",
        "Path=/",
        "SameSite=Lax",
        "Secure",
    ];
    assert_eq!(parts, expected);
    let page = browser.follow(chosen).await;
    assert_eq!(spoken(&page).0, "ar");
    page.assert_count("footer [lang=ar] button[value=ar][aria-current=true]", 1);
    // It holds on every page from now on, whatever the browser's settings say.
    let missing = read(&mut browser, "/account/nothing", "de").await;
    assert_eq!(missing.header("content-language"), "ar");
    let chosen = choose(&mut browser, &missing, "de").await;
    chosen.assert_location("/account/nothing");
    // Whoever is signed in has a setting instead.
    let maren = host.person("Maren").await;
    let page = host.signed_in(&maren).await.get("/account/sessions").await;
    assert_eq!(page.count("button[name=language]"), 0);
}

async fn a_refused_sign_in_still_leads_back_after_a_change_of_language(
    SignedOut(_, maren, mut browser): SignedOut,
) {
    let page = browser.get("/account/sign-in?return_to=/desk").await;
    let wrong = [("email", maren.email.as_str()), ("password", "wrong")];
    let refused = browser.submit(&page, "/sign-in", &wrong).await;
    assert_eq!(refused.status, 422);
    let chosen = choose(&mut browser, &refused, "de").await;
    let back = "/account/sign-in?return_to=/desk";
    chosen.assert_location(&back);
    let page = browser.follow(chosen).await;
    assert_eq!(spoken(&page).0, "de");
    let right = [("email", maren.email.as_str()), ("password", PASSWORD)];
    let done = browser.submit(&page, "/sign-in", &right).await;
    done.assert_location("/desk");
}

async fn the_setting_speaks_on_after_signing_out(SignedIn(_, _, mut browser): SignedIn) {
    for (language, cookie) in [("de", Some("de")), ("", None), ("ar", Some("ar"))] {
        let fields = [("language", language), ("time_zone", "")];
        let saved = browser.fill("/account/profile/preferences", &fields).await;
        saved.assert_status(303);
        let kept = browser.cookies.get(LOCALE).map(String::as_str);
        assert_eq!(kept, cookie, "automatic takes the cookie away");
    }
    // What is refused changes nothing.
    let fields = [("language", "de"), ("time_zone", "Nowhere")];
    let refused = browser.fill("/account/profile/preferences", &fields).await;
    assert_eq!(
        (refused.status.as_u16(), refused.header("set-cookie")),
        (422, "")
    );
    browser.sign_out().await;
    let page = read(&mut browser, "/account/sign-in", "de").await;
    assert_eq!(spoken(&page).0, "ar");
}

async fn a_language_that_is_not_offered_is_refused(host: TestHostBuilder) {
    let host = host.with(|builder| builder.pseudo_locale()).start().await;
    let mut browser = host.browser();
    let page = browser.get("/account/sign-in?return_to=/desk").await;
    for language in ["tlh", "", "en-XA", "de; Domain=evil.example"] {
        let refused = browser
            .submit(&page, "/language", &[("language", language)])
            .await;
        assert_eq!(refused.status, 422, "{language}");
        assert!(!browser.cookies.contains_key(LOCALE), "{language}");
        // Nothing is shown at that address, so the next choice leads to the entrance.
        let chosen = choose(&mut browser, &refused, "de").await;
        browser.cookies.remove(LOCALE);
        chosen.assert_location_starts("/account?");
    }
    for elsewhere in ["https://evil.example/", "//evil.example"] {
        let (target, hidden) = page.form("/language");
        let token = hidden.iter().find(|(name, _)| name == "csrf_token");
        let (name, token) = token.unwrap();
        let fields = [
            (name.as_str(), token.as_str()),
            ("language", "de"),
            ("return_to", elsewhere),
        ];
        let chosen = browser.post(&target, &fields).await;
        chosen.assert_location("/account");
    }
    let unbidden = browser
        .post("/account/language", &[("language", "de")])
        .await;
    assert_eq!(unbidden.status, 403, "without a CSRF token");
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
        .mailer(widgets_core::mail::RecordingMailer::new())
    };
    let french = Messages::source("en")
        .unwrap()
        .replace("= English", "= Français");
    // German as it is, with another gender.
    let german = Messages::source("de").unwrap();
    let (_, term) = german.split_once("\n-organization = ").unwrap();
    let (term, _) = term.split_once(".gender").unwrap();
    let widgets = builder()
        .locale("fr", &french)
        .wording("en", "sign-in-title", "Come in to { $name }")
        .wording("de", "-organization", format!("{term}.gender = neuter"))
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
        .wording("en", "-organization", "team")
        .default_time_zone("Paris")
        .build()
        .await
        .unwrap_err()
        .to_string();
    for expected in [
        "locale \"fr\": the message nav-you is missing in \"fr\": translate it",
        "wording: \"sign-in-titel\" in \"en\" is the id of no message",
        "wording: \"-organization\" in \"en\" lacks the text for case: article, number: one",
        "default_time_zone: \"Paris\"",
    ] {
        assert!(
            refused.contains(expected),
            "{expected} is not among\n{refused}"
        );
    }
}
