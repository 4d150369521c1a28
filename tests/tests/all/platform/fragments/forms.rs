//! Forms of fragments: where they come back to, and the ids of their fields.

use maud::html;
use scraper::{Html, Selector};
use widgets_core::form::FORM;
use widgets_core::ui::{Button, Page};
use widgets_tests::host::pages::{DESK, ENTRANCE, LOUNGE};
use widgets_tests::prelude::*;

over_every_host! {
    a_form_returns_to_the_host_page_with_its_notice,
    wrong_input_shows_a_page_that_leads_back,
    a_signed_out_form_gets_its_cookie,
    fields_of_the_same_name_have_ids_of_their_own,
    a_refused_form_keeps_the_ids_of_the_hosts_page,
}

async fn a_form_returns_to_the_host_page_with_its_notice(SignedIn(_, _, mut browser): SignedIn) {
    let desk = browser.get("/desk?beans=2").await;
    let return_to = desk.hidden("/hello", "return_to");
    assert_eq!(return_to.as_deref(), Some("/desk?beans=2"));
    let fields = [("greeting", "Good morning")];
    let done = must_accept(browser.submit(&desk, "/hello", &fields).await);
    done.assert_told("/desk?beans=2", "hello.greeted");
    let desk = browser.follow(done).await;
    desk.assert_count("#wg-hello [data-wg-notice]", 1);
    desk.assert_count("#wg-sessions [data-wg-notice]", 0);
    desk.assert_shows("Good morning");
    let again = browser.get("/desk?beans=2").await;
    again.assert_count("[data-wg-notice]", 0);
}

async fn wrong_input_shows_a_page_that_leads_back(SignedIn(_, _, mut browser): SignedIn) {
    let desk = browser.get(DESK).await;
    let refused = must_refuse(browser.submit(&desk, "/hello", &[("greeting", "")]).await);
    refused.assert_count("main #wg-hello input[aria-invalid=true]", 1);
    refused.assert_shows("Write 1 to 80 characters.");
    let fields = [("greeting", "Hello")];
    let done = browser.submit(&refused, "/hello", &fields).await;
    done.assert_told("/desk", "hello.greeted");
    // The same form in the widget's own page stays there.
    let own = browser.get("/account/hello").await;
    assert_eq!(own.hidden("/hello", "return_to"), None);
    let done = browser.submit(&own, "/hello", &fields).await;
    done.assert_told("/account/hello", "hello.greeted");
}

async fn a_signed_out_form_gets_its_cookie(SignedOut(host, maren, mut browser): SignedOut) {
    let entrance = must_show(browser.get("/entrance?from=letter").await);
    assert_eq!(entrance.headers.get_all("set-cookie").iter().count(), 1);
    assert!(browser.cookies.contains_key("__Host-wg-visit"));
    assert_eq!(entrance.header("cache-control"), "no-store");
    let done = browser.submit(&entrance, "/sign-in", &maren.typed()).await;
    done.assert_location("/entrance?from=letter");
    // A person who is signed in is not redirected in circles: the fragment is empty.
    let inside = must_show(browser.get(ENTRANCE).await);
    inside.assert_count("#wg-sign_in", 1);
    inside.assert_count("form", 0);
    assert_eq!(inside.header("set-cookie"), "");
    // A browser that has the cookie is not given another.
    let mut second = host.browser();
    second.get(ENTRANCE).await;
    assert_eq!(second.get(ENTRANCE).await.header("set-cookie"), "");
    must_show(second.head(ENTRANCE).await);
}

/// A form with every kind of field, some named like fields of the profile and of the host's page.
fn badge() -> Widget {
    async fn form(_: UserCtx, _: Input) -> AnswerResult<()> {
        Ok(Answer::page((), |ctx, _| {
            badge_form(ctx, &FieldErrors::default())
        }))
    }
    async fn refuse(_: UserCtx, _: Input) -> AnswerResult<()> {
        let mut errors = FieldErrors::one("display_name", "Say it louder.");
        errors.add("email", "Say where.");
        errors.add("password", "Say it once more.");
        errors.add(FORM, "There is no badge left.");
        Err(Problem::invalid(errors, badge_form))
    }
    Widget::new("badge")
        .get("form", "/badge", Access::user(), form)
        .post("print", "/badge", Access::user(), acting(refuse))
}

fn badge_form(ctx: &RequestCtx, errors: &FieldErrors) -> Page {
    let ui = ctx.elements();
    let hint = "As on your coat.";
    let name = ctx
        .field("display_name", "Name on the badge")
        .hint(hint)
        .errors(errors);
    let fields = html! {
        (ctx.error_summary(errors))
        (ui.field(&name.focus_if(true)))
        (ui.field(&ctx.field("email", "Email").errors(errors)))
        (ui.password_field(
            &ctx.current_password("password", "Password").hint(hint).errors(errors)
        ))
        (ui.select(&ctx.select("language", "Language", &[]).hint(hint)))
        (ui.checkbox(&ctx.checkbox("keep", "Keep").hint(hint)))
        (ui.code_input(&ctx.code_input("code", "Code", 6)))
        (ui.copy_field(&ctx.copy_field("copy", "Link", "x")))
    };
    let form = ctx.form("/badge").fields(fields);
    let body = html! {
        (ui.form(&form.buttons(ui.button(&Button::main("Print")))))
        a href=(ctx.here("after", "2")) { "More badges" }
    };
    Page::new("Badge", body)
}

/// Asserts that every id is there once, and that whatever refers to an id finds it in the same
/// widget.
fn assert_ids_hold(page: &Reply) {
    let document = Html::parse_document(&page.body);
    let all = Selector::parse("[id]").unwrap();
    let found = document.select(&all).filter_map(|own| own.value().id());
    let mut ids: Vec<&str> = found.collect();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count, "an id twice: {}", page.body);
    for widget in document.select(&Selector::parse("[data-wg-widget]").unwrap()) {
        let found = widget.select(&all).filter_map(|own| own.value().id());
        let own: Vec<&str> = found.collect();
        for element in widget.select(&Selector::parse("*").unwrap()) {
            let attribute = |name| element.attr(name).unwrap_or_default();
            let lists = ["for", "aria-describedby", "data-wg-copy", "data-wg-show"];
            let lists = lists.map(attribute);
            let named = lists.iter().flat_map(|list| list.split_whitespace());
            for id in named.chain(attribute("href").strip_prefix('#')) {
                assert!(own.contains(&id), "{id} is elsewhere: {}", page.body);
            }
        }
    }
}

async fn fields_of_the_same_name_have_ids_of_their_own(host: TestHostBuilder) {
    let (_host, mut browser) = with_badge(host).await;
    let lounge = must_show(browser.get(LOUNGE).await);
    lounge.assert_count("input[name=display_name]", 2);
    assert_ids_hold(&lounge);
    for id in ["wg-badge-display_name", "wg-profile-display_name"] {
        lounge.assert_count(&format!("#{id}"), 1);
        lounge.assert_count(&format!("label[for={id}]"), 1);
        lounge.assert_count(&format!("#{id}[aria-describedby={id}-hint]"), 1);
    }
    // The host's page decides where the cursor begins.
    lounge.assert_count("[autofocus]", 0);
    let own = browser.get("/account/badge").await;
    own.assert_count("#display_name[autofocus]", 1);
    assert_ids_hold(&own);
}

async fn a_refused_form_keeps_the_ids_of_the_hosts_page(host: TestHostBuilder) {
    let (_host, mut browser) = with_badge(host).await;
    let lounge = browser.get("/lounge?beans=2").await;
    let refused = must_refuse(browser.submit(&lounge, "/badge", &[]).await);
    assert_ids_hold(&refused);
    for selector in [
        "#wg-badge-form-error[role=alert] a[href='#wg-badge-email']",
        "#wg-badge-display_name[autofocus][aria-invalid=true]",
        "#wg-badge-email-error",
    ] {
        refused.assert_count(selector, 1);
    }
    // The script puts the form into the host's page, so its lists go on there.
    let more = "/lounge?beans=2&badge.after=2";
    assert!(refused.links_to(more), "{:?}", refused.targets());
    // The widget's own page has its own ids and addresses,
    let own = browser.get("/account/badge").await;
    let refused = browser.submit(&own, "/badge", &[]).await;
    refused.assert_count("#form-error a[href='#email']", 1);
    let more = "/account/badge?after=2";
    assert!(refused.links_to(more), "{:?}", refused.targets());
    // also where it leads back to the page of another widget.
    let fields = [("return_to", "/account/sessions")];
    let refused = browser.submit(&own, "/badge", &fields).await;
    assert!(refused.links_to(more), "{:?}", refused.targets());
}

/// Maren, signed in to a host with a badge.
pub async fn with_badge(host: TestHostBuilder) -> (TestHost, Browser) {
    let host = host.with(|builder| builder.widget(badge())).start().await;
    let maren = host.person("Maren").await;
    let browser = host.signed_in(&maren).await;
    (host, browser)
}
