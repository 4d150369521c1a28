//! Languages: which one a page speaks, and that it speaks nothing else.

use scraper::{Html, Node, Selector};
use widgets_core::i18n::Messages;
use widgets_tests::prelude::*;

over_every_combination! {
    the_browser_settings_choose_the_language,
    problems_are_told_in_the_readers_language,
    every_text_is_a_message,
    signed_out_visitors_choose_a_language,
    a_language_change_keeps_the_return_path,
    the_setting_speaks_on_after_signing_out,
    a_language_that_is_not_offered_is_refused,
}

const LOCALE: &str = "__Host-wg-locale";

/// Opens a page as a browser does whose settings name these languages.
async fn read(browser: &mut Browser, path: &str, accepted: &str) -> Reply {
    let headers = [("accept", "text/html"), ("accept-language", accepted)];
    browser.ask(Method::GET, path, &headers, "").await
}

/// Language, direction and heading of a page.
fn spoken(reply: &Reply) -> [String; 3] {
    let page = Html::parse_document(&reply.body);
    let root = page.root_element();
    let attribute = |name| root.attr(name).unwrap_or_default().to_owned();
    let heading = page.select(&Selector::parse("h1").unwrap()).next().unwrap();
    let heading: String = heading.text().collect();
    let heading = heading.replace(['\u{2068}', '\u{2069}'], "");
    assert_eq!(reply.header("content-language"), attribute("lang"));
    assert_eq!(reply.header("vary"), "Accept, Accept-Language, Cookie");
    [attribute("lang"), attribute("dir"), heading]
}

async fn the_browser_settings_choose_the_language(Visitor(host, mut browser): Visitor) {
    let english = ["en", "ltr", "Sign in to Coffee Desk"];
    let german = ["de", "ltr", "Bei Coffee Desk anmelden"];
    let arabic = ["ar", "rtl", "تسجيل الدخول إلى Coffee Desk"];
    let path = host.path("/sign-in");
    assert_eq!(spoken(&browser.get(&path).await), english, "without a wish");
    for (accepted, expected) in [
        ("de", german),
        ("de-AT, en;q=0.5", german),
        ("en;q=0.5, ar-EG", arabic),
        ("fr, *;q=0.1", english),
        ("de;q=0, tlh", english),
        ("en-XA", english),
        (";;;,,, \"", english),
    ] {
        let page = read(&mut browser, &path, accepted).await;
        assert_eq!(spoken(&page), expected, "{accepted}");
    }
    // A cookie comes first, if it names a language.
    for (cookie, expected) in [("ar", arabic), ("<script>", german)] {
        browser.plant(LOCALE, cookie);
        let page = read(&mut browser, &path, "de").await;
        assert_eq!(spoken(&page), expected);
    }
    let page = read(&mut browser, &path, "de").await;
    let title = "<title>Bei Coffee Desk anmelden</title>";
    assert!(page.body.contains(title), "{}", page.body);
}

async fn problems_are_told_in_the_readers_language(SignedOut(host, maren, mut browser): SignedOut) {
    browser.plant(LOCALE, "de");
    let reply = must_refuse(host.sign_in(&mut browser, &maren.email, "wrong").await);
    reply.assert_shows("E-Mail-Adresse oder Passwort ist falsch.");
    let reply = browser.get_json("/account/sessions").await;
    reply.assert_problem(401, "not_signed_in");
    assert_eq!(reply.header("content-language"), "de");
    assert_eq!(reply.json()["title"], "Bitte melden Sie sich an");
    // What is said is what is counted: characters, not bytes.
    for (length, too_long) in [(1_024, false), (1_025, true)] {
        let typed = json!({ "email": maren.email, "password": "ä".repeat(length) });
        let reply = must_refuse(browser.post_json("/account/sign-in", &typed).await);
        let said = reply.body.contains("Höchstens 1024 Zeichen");
        assert_eq!(said, too_long, "{}", reply.body);
    }
    let long = json!({ "email": "x".repeat(2_000), "password": PASSWORD });
    let reply = browser.post_json("/account/sign-in", &long).await;
    let marks = ['\u{2068}', '\u{2069}'];
    assert!(!reply.body.contains(marks), "{}", reply.body);
}

/// What stands on these pages and is no message.
const DATA: [&str; 9] = [
    "Coffee Desk",
    "CD",
    "Maren",
    "maren@nordlicht.example",
    "M",
    "Hello",
    "English",
    "Deutsch",
    "العربية",
];

async fn every_text_is_a_message(host: TestHostBuilder) {
    let host = host.with(|builder| builder.pseudo_locale());
    let SignedIn(host, maren, mut other) = SignedIn::of(host).await;
    other.get("/account/sessions").await;
    let mut browser = host.browser();
    browser.plant(LOCALE, "en-XA");
    let mut pages = vec![browser.get("/account/sign-in").await];
    pages.push(host.sign_in(&mut browser, &maren.email, "wrong").await);
    host.sign_in(&mut browser, &maren.email, PASSWORD).await;
    for path in [
        "/sessions",
        "/sessions/others/end",
        "/sign-out",
        "/nothing/here",
    ] {
        pages.push(browser.get(&host.path(path)).await);
    }
    browser.plant(NOTICE, "sessions.ended~%2Faccount%2Fsessions");
    let told = browser.get(&host.path("/sessions")).await;
    told.assert_count("[data-wg-notice]", 1);
    pages.push(told);
    for page in pages {
        assert_eq!(page.header("content-language"), "en-XA", "{}", page.path);
        for part in texts(&page).iter().flat_map(|text| text.split(" · ")) {
            let is_message = part.starts_with('⟦') && part.ends_with('⟧');
            let is_data = part.starts_with("10.") || DATA.contains(&part);
            assert!(is_message || is_data, "{}: {part:?}", page.path);
        }
    }
}

/// Presses the button of a language below a page.
async fn choose(browser: &mut Browser, page: &Reply, language: &str) -> Reply {
    let button = format!("footer button[name=language][value={language}]");
    page.assert_count(&button, 1);
    let fields = [("language", language)];
    browser.submit(page, "/language", &fields).await
}

async fn signed_out_visitors_choose_a_language(Visitor(host, mut browser): Visitor) {
    let path = "/account/sign-in?again=1&return_to=/desk%3Fbeans%3D2";
    let page = browser.get(path).await;
    assert_eq!(page.count("footer button[name=language]"), 3);
    assert_eq!(page.count("footer button[value=en][aria-current=true]"), 1);
    assert_eq!(page.count("footer button[aria-current]"), 1);
    let chosen = must_accept(choose(&mut browser, &page, "ar").await);
    chosen.assert_location(path);
    let cookie = chosen.header("set-cookie").to_owned();
    let mut parts: Vec<&str> = cookie.split("; ").collect();
    parts.sort_unstable();
    // 400 days, the longest that browsers keep a cookie.
    let expected = "HttpOnly; Max-Age=34560000; Path=/; SameSite=Lax; Secure; __Host-wg-locale=ar";
    assert_eq!(parts.join("; "), expected);
    let page = browser.follow(chosen).await;
    assert_eq!(spoken(&page)[0], "ar");
    page.assert_count("footer [lang=ar] button[value=ar][aria-current=true]", 1);
    // It holds on every page from now on, whatever the browser's settings say.
    let missing = read(&mut browser, "/account/nothing", "de").await;
    assert_eq!(missing.header("content-language"), "ar");
    let chosen = choose(&mut browser, &missing, "de").await;
    chosen.assert_location("/account/nothing");
    // A person who is signed in has a setting instead.
    let maren = host.person("Maren").await;
    let page = host.signed_in(&maren).await.get("/account/sessions").await;
    assert_eq!(page.count("button[name=language]"), 0);
}

async fn a_language_change_keeps_the_return_path(SignedOut(_, maren, mut browser): SignedOut) {
    let wrong = [("email", maren.email.as_str()), ("password", "wrong")];
    let path = "/account/sign-in?return_to=/desk";
    let refused = must_refuse(browser.fill(path, &wrong).await);
    let chosen = must_lead(choose(&mut browser, &refused, "de").await, path);
    let page = browser.follow(chosen).await;
    assert_eq!(spoken(&page)[0], "de");
    let done = browser.submit(&page, "/sign-in", &maren.typed()).await;
    done.assert_location("/desk");
}

async fn the_setting_speaks_on_after_signing_out(SignedIn(_, _, mut browser): SignedIn) {
    for (language, cookie) in [("de", Some("de")), ("", None), ("ar", Some("ar"))] {
        let fields = [("language", language), ("time_zone", "")];
        must_accept(browser.fill("/account/profile/preferences", &fields).await);
        let kept = browser.cookies.get(LOCALE).map(String::as_str);
        assert_eq!(kept, cookie, "automatic takes the cookie away");
    }
    // What is refused changes nothing.
    let fields = [("language", "de"), ("time_zone", "Nowhere")];
    let refused = must_refuse(browser.fill("/account/profile/preferences", &fields).await);
    assert_eq!(refused.header("set-cookie"), "");
    browser.sign_out().await;
    let page = read(&mut browser, "/account/sign-in", "de").await;
    assert_eq!(spoken(&page)[0], "ar");
}

async fn a_language_that_is_not_offered_is_refused(host: TestHostBuilder) {
    let host = host.with(|builder| builder.pseudo_locale());
    let Visitor(_host, mut browser) = Visitor::of(host).await;
    let page = browser.get("/account/sign-in?return_to=/desk").await;
    for language in ["tlh", "", "en-XA", "de; Domain=evil.example"] {
        let fields = [("language", language)];
        let refused = browser.submit(&page, "/language", &fields).await;
        assert_eq!(refused.status, 422, "{language}");
        assert!(!browser.cookies.contains_key(LOCALE), "{language}");
        // Nothing is shown at that address, so the next choice leads to the entrance.
        let chosen = choose(&mut browser, &refused, "de").await;
        browser.cookies.remove(LOCALE);
        chosen.assert_location_starts("/account?");
    }
    for elsewhere in ["https://evil.example/", "//evil.example"] {
        let fields = [("language", "de"), ("return_to", elsewhere)];
        let path = "/account/language";
        must_lead(browser.post_with_token(path, &fields).await, "/account");
    }
    let fields = [("language", "de")];
    let unbidden = browser.post("/account/language", &fields).await;
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
    for text in &mut texts {
        *text = text.replace(['\u{2068}', '\u{2069}'], "").trim().to_owned();
    }
    texts.retain(|text| !["", "·", ":"].contains(&text.as_str()));
    texts
}

#[tokio::test]
async fn languages_are_checked_when_the_widgets_are_built() {
    let builder = || {
        let (url, stores) = ("http://localhost/account", MemoryStores::new());
        let builder = Widgets::builder(url, Keys::development(), stores);
        builder.mailer(RecordingMailer::new())
    };
    let english = Messages::source("en").unwrap();
    let french = english.replace("= English", "= Français");
    // German as it is, with another gender.
    let german = Messages::source("de").unwrap();
    let (_, term) = german.split_once("\n-organization = ").unwrap();
    let (term, _) = term.split_once(".gender").unwrap();
    let widgets = builder()
        .locale("fr", &french)
        .wording("en", "sign-in-title", "Come in to { $name }")
        .wording("de", "-organization", format!("{term}.gender = neuter"))
        .default_locale("fr")
        .default_time_zone("Europe/Paris");
    let widgets = widgets.build().await.unwrap();
    assert_eq!(widgets.messages().language().as_str(), "fr");
    let tags: Vec<String> = widgets.locales().map(|(tag, _)| tag.to_string()).collect();
    assert_eq!(tags, ["ar", "de", "en", "fr"]);
    let refused = builder()
        .locale("fr", french.replace("nav-you = You\n", ""))
        .wording("en", "sign-in-titel", "x")
        .wording("en", "-organization", "team")
        .default_time_zone("Paris");
    let refused = refused.build().await.unwrap_err().to_string();
    for expected in [
        "locale \"fr\": the message nav-you is missing in \"fr\": translate it",
        "wording: \"sign-in-titel\" in \"en\" is the id of no message",
        "wording: \"-organization\" in \"en\" lacks the text for case: article, number: one",
        "default_time_zone: \"Paris\"",
    ] {
        assert!(refused.contains(expected), "{expected}:\n{refused}");
    }
}
