//! Widgets in pages of the host's own.

use std::time::Duration;

use http::Method;
use maud::html;
use scraper::{Html, Selector};
use serde_json::json;
use widgets_core::form::FieldErrors;
use widgets_core::ui::{Button, Checkbox, CodeInput, CopyField, Field, PasswordField, Select};
use widgets_core::ui::{FORM, Page};
use widgets_core::{Access, Answer, Input, Problem, Row, UserCtx, Visit, Widget};
use widgets_tests::harness::person::PASSWORD;
use widgets_tests::host::pages::{DESK, DOOR, ELSEWHERE, LOUNGE, MISTAKE, ROASTERY};
use widgets_tests::{HouseBuilder, Reply};

over_every_host! {
    a_fragment_is_the_widget_without_a_page_around_it,
    a_form_comes_back_to_the_hosts_page_with_its_notice,
    wrong_input_shows_our_page_which_still_leads_back,
    a_question_leads_back_whatever_is_answered,
    lists_page_on_the_hosts_address_under_the_widgets_name,
    whoever_is_not_signed_in_comes_back_to_the_hosts_page,
    several_fragments_and_extractors_cost_one_session_query,
    nobody_is_led_away_from_the_host,
    a_form_on_a_signed_out_page_gets_the_cookie_it_needs,
    the_guard_decides_about_fragments_too,
    fragments_of_pages_mounted_elsewhere_lead_there,
    fields_of_the_same_name_have_ids_of_their_own,
    a_refused_form_keeps_the_ids_of_the_hosts_page,
    the_profile_fits_into_the_hosts_page,
}

/// The hidden field of that name in the form whose action ends with `action`.
fn hidden(page: &Reply, action: &str, name: &str) -> Option<String> {
    let (_, hidden) = page.form(action);
    hidden
        .into_iter()
        .find(|(own, _)| own == name)
        .map(|(_, value)| value)
}

async fn a_fragment_is_the_widget_without_a_page_around_it(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("Maren").await;
    let mut browser = house.signed_in(&maren).await;
    let desk = browser.get(DESK).await;
    assert_eq!(desk.status, 200, "{}", desk.body);
    assert_eq!(desk.count("#wg-sessions.wg[data-wg-widget=sessions]"), 1);
    assert_eq!(desk.count("#wg-hello[data-wg-widget=hello]"), 1);
    assert!(desk.text().contains("Active now"), "{}", desk.text());
    assert_eq!(
        (desk.count("html"), desk.count("main"), desk.count("nav")),
        (1, 0, 0)
    );
    assert_eq!(
        desk.count("head link[rel=stylesheet][href^='/account/assets/']"),
        2
    );
    assert_eq!(
        desk.count("head script[type=module][src^='/account/assets/']"),
        1
    );
    assert_eq!(desk.header("cache-control"), "no-store");
    let own = browser.get("/account/sessions").await;
    assert_eq!(own.count("main #wg-sessions[data-wg-widget=sessions]"), 1);
    assert_eq!(own.count("#wg-sessions.wg"), 0);
}

async fn a_form_comes_back_to_the_hosts_page_with_its_notice(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("Maren").await;
    let mut browser = house.signed_in(&maren).await;
    let desk = browser.get("/desk?beans=2&notice=sessions.ended").await;
    assert_eq!(
        hidden(&desk, "/hello", "return_to").as_deref(),
        Some("/desk?beans=2")
    );
    let done = browser
        .submit(&desk, "/hello", &[("greeting", "Good morning")])
        .await;
    assert_eq!(done.status, 303, "{}", done.body);
    assert_eq!(
        done.location().unwrap(),
        "/desk?beans=2&notice=hello.greeted"
    );
    let desk = browser.follow(done).await;
    assert_eq!(desk.count("#wg-hello [data-wg-notice]"), 1);
    assert_eq!(desk.count("#wg-sessions [data-wg-notice]"), 0);
    assert!(desk.text().contains("Good morning"));
    let made_up = browser.get("/desk?notice=hello.%3Cb%3E").await;
    assert_eq!(made_up.count("[data-wg-notice]"), 0);
}

async fn wrong_input_shows_our_page_which_still_leads_back(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("Maren").await;
    let mut browser = house.signed_in(&maren).await;
    let desk = browser.get(DESK).await;
    let refused = browser.submit(&desk, "/hello", &[("greeting", "")]).await;
    assert_eq!(refused.status, 422);
    assert_eq!(
        refused.count("main #wg-hello input[aria-invalid=true]"),
        1,
        "{}",
        refused.body
    );
    assert!(refused.text().contains("Write 1 to 80 characters."));
    let done = browser
        .submit(&refused, "/hello", &[("greeting", "Hello")])
        .await;
    assert_eq!(done.location().unwrap(), "/desk?notice=hello.greeted");
    // On our own page the same form stays there.
    let own = browser.get("/account/hello").await;
    assert_eq!(hidden(&own, "/hello", "return_to"), None);
    let done = browser
        .submit(&own, "/hello", &[("greeting", "Hello")])
        .await;
    assert_eq!(
        done.location().unwrap(),
        "/account/hello?notice=hello.greeted"
    );
}

async fn a_question_leads_back_whatever_is_answered(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("Maren").await;
    let mut other = house.signed_in(&maren).await;
    let mut browser = house.signed_in(&maren).await;
    let desk = browser.get("/desk?beans=2").await;
    let asking = "/account/sessions/others/end?return_to=/desk%3Fbeans%3D2";
    assert!(
        desk.targets().contains(&asking.to_owned()),
        "{:?}",
        desk.targets()
    );
    let question = browser.get(asking).await;
    assert_eq!(
        question.count("main a[href='/desk?beans=2']"),
        1,
        "{}",
        question.body
    );
    let done = browser.submit(&question, "/sessions/others/end", &[]).await;
    assert_eq!(
        done.location().unwrap(),
        "/desk?beans=2&notice=sessions.others_ended"
    );
    assert!(!house.is_in(&mut other).await);
    // Ending the session in use leads out, since the host's page is not theirs any more.
    let list = browser.get_json("/account/sessions").await.json();
    let own = list["sessions"][0]["id"].as_str().unwrap();
    let question = browser
        .get(&format!("/account/sessions/{own}/end?return_to=/desk"))
        .await;
    let out = browser.submit(&question, "/end", &[]).await;
    assert_eq!(
        out.location().unwrap(),
        "/account/sign-in?notice=sign_in.signed_out"
    );
}

async fn lists_page_on_the_hosts_address_under_the_widgets_name(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("Maren").await;
    for _ in 0..45 {
        house.signed_in(&maren).await;
        house.clock.advance(Duration::from_secs(1));
    }
    let mut browser = house.signed_in(&maren).await;
    let next = |page: &Reply| {
        let targets = page.targets();
        targets
            .into_iter()
            .find(|target| target.contains("sessions.after="))
    };
    let first = browser.get("/desk?after=mine&hello.after=x").await;
    let second = next(&first).unwrap_or_else(|| panic!("{:?}", first.targets()));
    assert!(
        second.starts_with("/desk?after=mine&hello.after=x&sessions.after="),
        "{second}"
    );
    let second = browser.get(&second).await;
    assert_ne!(first.count("#wg-sessions li"), 0);
    assert!(second.count("#wg-sessions li") > 1, "{}", second.body);
    let back = "/desk?after=mine&hello.after=x".to_owned();
    assert!(second.targets().contains(&back), "{:?}", second.targets());
    // What is done there comes back to the same page of the list.
    let return_to = hidden(&second, "/hello", "return_to").unwrap();
    assert!(return_to.contains("sessions.after="), "{return_to}");
    // The page of ours reads the plain key and leaves the other alone.
    let own = browser.get("/account/sessions?sessions.after=x&q=1").await;
    let more = own
        .targets()
        .into_iter()
        .find(|target| target.contains("&after="))
        .unwrap();
    assert!(
        more.starts_with("/account/sessions?sessions.after=x&q=1&after="),
        "{more}"
    );
}

async fn whoever_is_not_signed_in_comes_back_to_the_hosts_page(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("Maren").await;
    let mut browser = house.browser();
    for (path, escaped) in [
        ("/elsewhere?a=1&b=2", "/elsewhere%3Fa%3D1%26b%3D2"),
        (DESK, DESK),
    ] {
        let refused = browser.get(path).await;
        assert_eq!(refused.status, 303, "{}", refused.body);
        let sign_in = format!("/account/sign-in?return_to={escaped}");
        assert_eq!(refused.location().unwrap(), sign_in);
    }
    let page = browser.get("/account/sign-in?return_to=/desk").await;
    let fields = [("email", maren.email.as_str()), ("password", PASSWORD)];
    let wrong = [("email", maren.email.as_str()), ("password", "not this")];
    let page = browser.submit(&page, "/sign-in", &wrong).await;
    let done = browser.submit(&page, "/sign-in", &fields).await;
    assert_eq!(done.location().unwrap(), DESK);
    let program = house.browser().get_json(DESK).await;
    assert_eq!(program.status, 401);
    assert_eq!(program.header("content-type"), "application/problem+json");
}

async fn several_fragments_and_extractors_cost_one_session_query(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("Maren").await;
    let mut browser = house.signed_in(&maren).await;
    // Late enough that the use of the session is noted too.
    house.clock.advance(Duration::from_secs(120));
    let (before, ..) = house.counts.all();
    assert_eq!(browser.get(DESK).await.status, 200);
    let (after, ..) = house.counts.all();
    // Who it is, that the session is in use, and the list itself.
    assert_eq!(after - before, 3);
}

async fn nobody_is_led_away_from_the_host(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("Maren").await;
    let mut browser = house.signed_in(&maren).await;
    for elsewhere in [
        "https://evil.example/",
        "//evil.example/x",
        "/\\evil.example",
        "javascript:x",
    ] {
        let page = browser.get("/account/hello").await;
        let fields = [("greeting", "Hello"), ("return_to", elsewhere)];
        let done = browser.submit(&page, "/hello", &fields).await;
        assert_eq!(
            done.location().unwrap(),
            "/account/hello?notice=hello.greeted"
        );
        let query: String = elsewhere
            .bytes()
            .map(|byte| format!("%{byte:02X}"))
            .collect();
        let path = format!("/account/sessions/others/end?return_to={query}");
        let question = browser.get(&path).await;
        assert!(!question.body.contains("evil.example"), "{}", question.body);
        assert_eq!(hidden(&question, "/others/end", "return_to"), None);
    }
}

async fn a_form_on_a_signed_out_page_gets_the_cookie_it_needs(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("Maren").await;
    let mut browser = house.browser();
    let door = browser.get("/door?from=letter").await;
    assert_eq!(door.status, 200);
    assert_eq!(door.headers.get_all("set-cookie").iter().count(), 1);
    assert!(browser.cookies.contains_key("__Host-wg-visit"));
    assert_eq!(door.header("cache-control"), "no-store");
    let fields = [("email", maren.email.as_str()), ("password", PASSWORD)];
    let done = browser.submit(&door, "/sign-in", &fields).await;
    assert_eq!(
        done.location().as_deref(),
        Some("/door?from=letter"),
        "{}",
        done.body
    );
    // Whoever is signed in is not sent round in circles: there is nothing to show.
    let inside = browser.get(DOOR).await;
    assert_eq!(inside.status, 200);
    assert_eq!((inside.count("#wg-sign_in"), inside.count("form")), (1, 0));
    assert_eq!(inside.header("set-cookie"), "");
    // A browser that has the cookie is not given another.
    let mut second = house.browser();
    second.get(DOOR).await;
    assert_eq!(second.get(DOOR).await.header("set-cookie"), "");
    let head = second.request(Method::HEAD, DOOR);
    assert_eq!(second.send(DOOR, head).await.status, 200);
}

async fn the_guard_decides_about_fragments_too(house: HouseBuilder) {
    let house = house.start().await;
    let (maren, stranger) = (house.person("Maren").await, house.person("Stranger").await);
    house.organization("nordlicht", &maren).await;
    let member = house.signed_in(&maren).await.get(ROASTERY).await;
    assert_eq!(
        (member.status.as_u16(), member.count("#wg-probe")),
        (200, 1),
        "{}",
        member.body
    );
    let before = house.probe.ran();
    let refused = house.signed_in(&stranger).await.get(ROASTERY).await;
    assert_eq!(refused.status, 404);
    assert!(
        refused.text().contains("Page not found"),
        "{}",
        refused.text()
    );
    assert_eq!(house.browser().get(ROASTERY).await.status, 303);
    assert_eq!(house.probe.ran(), before);
    // A row that acts is not shown, whoever asks.
    let mistake = house.signed_in(&maren).await.get(MISTAKE).await;
    assert_eq!(mistake.status, 500);
}

async fn fragments_of_pages_mounted_elsewhere_lead_there(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("Maren").await;
    house.signed_in(&maren).await;
    let mut browser = house.signed_in(&maren).await;
    let page = browser.get(ELSEWHERE).await;
    let targets = page.targets();
    let ours = targets.iter().filter(|target| target.contains("/account/"));
    let (there, elsewhere): (Vec<_>, Vec<_>) =
        ours.partition(|target| target.starts_with("/t/one/account/"));
    assert!(there.len() > 3 && elsewhere.is_empty(), "{elsewhere:?}");
}

/// A form with every kind of field, some named like fields of the profile and of the host's page.
fn badge() -> Widget {
    async fn form(_: UserCtx, _: Input) -> Result<Answer, Problem> {
        Ok(Answer::page(json!({}), |visit, _| {
            badge_form(visit, &FieldErrors::default())
        }))
    }
    async fn refuse(_: UserCtx, _: Input) -> Result<Answer, Problem> {
        let mut errors = FieldErrors::one("display_name", "Say it louder.");
        errors.add("email", "Say where.");
        errors.add(FORM, "There is no badge left.");
        Err(Problem::invalid(errors, badge_form))
    }
    let rows = [
        Row::get("badge.form", "/badge", Access::user(), form),
        Row::post("badge.print", "/badge", Access::user(), refuse),
    ];
    Widget::new("badge", rows)
}

fn badge_form(visit: &Visit, errors: &FieldErrors) -> Page {
    let ui = visit.elements();
    let hint = "As on your coat.";
    let name = Field::new("display_name", "Name on the badge")
        .hint(hint)
        .errors(errors);
    let fields = html! {
        (visit.error_summary(errors))
        (ui.field(&name.focus_if(true)))
        (ui.field(&Field::new("email", "Email").errors(errors)))
        (ui.password_field(&PasswordField::current("password", "Password").hint(hint)))
        (ui.select(&Select::new("language", "Language", &[]).hint(hint)))
        (ui.checkbox(&Checkbox { name: "keep", label: "Keep", hint: Some(hint), ..Checkbox::default() }))
        (ui.code_input(&CodeInput { name: "code", label: "Code", digits: 6, ..CodeInput::default() }))
        (ui.copy_field(&CopyField { id: "copy", label: "Link", value: "x", ..CopyField::default() }))
    };
    let form = visit.form("/badge").fields(fields);
    let body = html! {
        (ui.form(&form.buttons(ui.button(&Button::main("Print")))))
        a href=(visit.here("after", "2")) { "More badges" }
    };
    Page::new("Badge", body)
}

/// Every id is there once, and everything that names one names one that is there, in the same
/// widget.
fn assert_ids_hold(page: &Reply) {
    let document = Html::parse_document(&page.body);
    let all = Selector::parse("[id]").unwrap();
    let mut ids: Vec<&str> = document
        .select(&all)
        .filter_map(|own| own.value().id())
        .collect();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count, "an id twice: {}", page.body);
    for widget in document.select(&Selector::parse("[data-wg-widget]").unwrap()) {
        let own: Vec<&str> = widget
            .select(&all)
            .filter_map(|own| own.value().id())
            .collect();
        for element in widget.select(&Selector::parse("*").unwrap()) {
            let attribute = |name| element.attr(name).unwrap_or_default();
            let lists = ["for", "aria-describedby", "data-wg-copy"].map(attribute);
            let named = lists.iter().flat_map(|list| list.split_whitespace());
            let anchor = attribute("href").strip_prefix('#');
            for id in named.chain(anchor) {
                assert!(
                    own.contains(&id),
                    "{id} is not in its widget: {}",
                    page.body
                );
            }
        }
    }
}

async fn fields_of_the_same_name_have_ids_of_their_own(house: HouseBuilder) {
    let house = house.with(|builder| builder.widget(badge())).start().await;
    let maren = house.person("Maren").await;
    let mut browser = house.signed_in(&maren).await;
    let lounge = browser.get(LOUNGE).await;
    assert_eq!(lounge.status, 200, "{}", lounge.body);
    assert_eq!(lounge.count("input[name=display_name]"), 2);
    assert_ids_hold(&lounge);
    for id in ["wg-badge-display_name", "wg-profile-display_name"] {
        assert_eq!(lounge.count(&format!("#{id}")), 1);
        assert_eq!(lounge.count(&format!("label[for={id}]")), 1);
        let described = format!("#{id}[aria-describedby={id}-hint]");
        assert_eq!(lounge.count(&described), 1, "{}", lounge.body);
    }
    // Where the cursor begins is for the page around them to say.
    assert_eq!(lounge.count("[autofocus]"), 0);
    let own = browser.get("/account/badge").await;
    assert_eq!(own.count("#display_name[autofocus]"), 1, "{}", own.body);
    assert_ids_hold(&own);
}

async fn a_refused_form_keeps_the_ids_of_the_hosts_page(house: HouseBuilder) {
    let house = house.with(|builder| builder.widget(badge())).start().await;
    let maren = house.person("Maren").await;
    let mut browser = house.signed_in(&maren).await;
    let lounge = browser.get("/lounge?beans=2").await;
    let refused = browser.submit(&lounge, "/badge", &[]).await;
    assert_eq!(refused.status, 422, "{}", refused.body);
    assert_ids_hold(&refused);
    for selector in [
        "#wg-badge-form-error[role=alert] a[href='#wg-badge-email']",
        "#wg-badge-display_name[autofocus][aria-invalid=true]",
        "#wg-badge-email-error",
    ] {
        assert_eq!(refused.count(selector), 1, "{selector}: {}", refused.body);
    }
    // Script puts the form into the host's page, where its lists go on.
    let more = "/lounge?beans=2&badge.after=2".to_owned();
    assert!(refused.targets().contains(&more), "{:?}", refused.targets());
    // On a page of ours both stay as they are there.
    let own = browser.get("/account/badge").await;
    let refused = browser.submit(&own, "/badge", &[]).await;
    assert_eq!(refused.count("#form-error a[href='#email']"), 1);
    let more = "/account/badge?after=2".to_owned();
    assert!(refused.targets().contains(&more), "{:?}", refused.targets());
    // Also where the page to come back to is another of ours.
    let fields = [("return_to", "/account/sessions")];
    let refused = browser.submit(&own, "/badge", &fields).await;
    assert!(refused.targets().contains(&more), "{:?}", refused.targets());
}

async fn the_profile_fits_into_the_hosts_page(house: HouseBuilder) {
    let house = house.with(|builder| builder.widget(badge())).start().await;
    let maren = house.person("Maren").await;
    let mut browser = house.signed_in(&maren).await;
    let lounge = browser.get(LOUNGE).await;
    assert_eq!(lounge.count("h1"), 1, "the page's own");
    assert_eq!(lounge.count("#wg-profile h2"), 1);
    let long = "x".repeat(300);
    let names = |given| {
        [
            ("given_name", given),
            ("middle_name", ""),
            ("family_name", ""),
            ("display_name", ""),
        ]
    };
    let refused = browser
        .submit(&lounge, "/profile/names", &names(&long))
        .await;
    assert_eq!(refused.status, 422, "{}", refused.body);
    assert_eq!(
        refused.count("#wg-profile-given_name[aria-invalid=true]"),
        1
    );
    let done = browser
        .submit(&refused, "/profile/names", &names("Maren"))
        .await;
    assert_eq!(
        done.location().as_deref(),
        Some("/lounge?notice=profile.names_saved"),
        "{}",
        done.body
    );
}
