//! The frame around pages: menu, way home, titles, time zone.

use widgets_tests::prelude::*;

over_every_combination! {
    the_menu_signs_out_and_leads_on,
    the_host_is_one_link_away,
    titles_say_the_name_once_and_errors_first,
    a_missing_page_keeps_the_frame_of_who_is_signed_in,
    a_refusal_keeps_the_frame_of_who_is_signed_in,
    what_may_succeed_later_leads_back_to_where_it_was_tried,
    the_browser_tells_the_time_zone,
    password_fields_can_be_shown_and_are_counted,
    every_password_field_can_be_shown,
    the_browser_wears_the_colours_of_the_page,
    one_or_two_errors_are_told_at_their_fields_alone,
}

const MENU: &str = "details[data-wg-menu]";

async fn the_menu_signs_out_and_leads_on(SignedIn(host, maren, mut browser): SignedIn) {
    let page = browser.get("/account/profile").await;
    page.assert_count(MENU, 1);
    page.assert_shows(&maren.email);
    for path in ["/account/profile", "/account/security"] {
        page.assert_count(&format!("{MENU} a[href='{path}']"), 1);
    }
    page.assert_count(
        &format!("{MENU} form[action='/account/sign-out'] button"),
        1,
    );
    // One click, without a page in between.
    must_accept(browser.submit(&page, "/sign-out", &[]).await);
    assert!(!host.is_in(&mut browser).await);
}

async fn the_host_is_one_link_away(host: TestHostBuilder) {
    let host = host.with(|builder| builder.home("/shop", "The Paper Shop"));
    let SignedIn(host, _, mut browser) = SignedIn::of(host).await;
    let page = browser.get("/account/profile").await;
    page.assert_count("header a.wg-brand[href='/shop']", 1);
    page.assert_count(&format!("{MENU} a[href='/shop']"), 1);
    page.assert_says_with("nav-home", &[("name", "The Paper Shop")]);
    let sign_in = host.browser().get("/account/sign-in").await;
    sign_in.assert_count("main a[href='/shop'][aria-label='The Paper Shop']", 1);
}

async fn titles_say_the_name_once_and_errors_first(Visitor(_, mut browser): Visitor) {
    let title = |page: &Reply| {
        let (_, rest) = page.body.split_once("<title>").unwrap();
        rest.split_once("</title>").unwrap().0.to_owned()
    };
    let page = browser.get("/account/sign-in").await;
    assert_eq!(title(&page), "Sign in to Coffee Desk");
    let refused = browser
        .submit(&page, "/sign-in", &[("email", "maren")])
        .await;
    assert_eq!(
        title(&must_refuse(refused)),
        "Error: Sign in to Coffee Desk"
    );
    let reset = browser.get("/account/reset").await;
    assert_eq!(title(&reset), "Forgot your password? · Coffee Desk");
}

async fn a_missing_page_keeps_the_frame_of_who_is_signed_in(
    SignedIn(host, _, mut browser): SignedIn,
) {
    let missing = must_answer(404, browser.get("/account/sessions/ses_nothing/end").await);
    missing.assert_says("missing-text");
    missing.assert_count(MENU, 1);
    missing.assert_count("nav#wg-navigation", 1);
    // So does an address that no endpoint has.
    let nowhere = must_answer(404, browser.get("/account/nothing").await);
    nowhere.assert_count("nav#wg-navigation", 1);
    let stranger = host.browser().get("/account/nothing").await;
    stranger.assert_count("nav#wg-navigation", 0);
    stranger.assert_says("problem-sign-in");
    assert!(stranger.links_to("/account"));
}

async fn a_refusal_keeps_the_frame_of_who_is_signed_in(OnePerson(host, maren): OnePerson) {
    let organization = host.organization("nordlicht", &maren).await;
    let jonas = host.person("Jonas").await;
    host.member(&organization, &jonas, Role::MEMBER).await;
    let mut browser = host.signed_in(&jonas).await;
    let brews = "/account/probe/o/nordlicht/permitted";
    let refused = must_answer(403, browser.get(brews).await);
    refused.assert_says("forbidden-title");
    refused.assert_count(MENU, 1);
    refused.assert_count("nav#wg-navigation", 1);
    // Script shows it as a page of its own, not in the place of the widget that was in use.
    refused.assert_count("[data-wg-page=apart]", 1);
}

async fn what_may_succeed_later_leads_back_to_where_it_was_tried(Visitor(_, mut browser): Visitor) {
    let limited = "/account/probe/limited";
    for _ in 0..3 {
        must_answer(200, browser.get(limited).await);
    }
    for (status, address) in [(429, limited), (500, "/account/probe/panic")] {
        let refused = must_answer(status, browser.get(address).await);
        refused.assert_says("problem-again");
        assert!(refused.links_to(address), "{address}");
    }
}

async fn the_browser_tells_the_time_zone(SignedIn(_, _, mut browser): SignedIn) {
    let profile = browser.get("/account/profile").await;
    profile.assert_says_with("profile-zone-unset", &[("zone", "UTC")]);
    browser.plant("__Host-wg-zone", "Europe/Berlin");
    let profile = browser.get("/account/profile").await;
    let automatic = [("zone", "Automatic (Europe/Berlin)"), ("time", "13:00")];
    profile.assert_says_with("profile-zone-now", &automatic);
    // What is no zone is no report.
    for nothing in ["Mars/Jezero", "<script>", ""] {
        browser.plant("__Host-wg-zone", nothing);
        let profile = browser.get("/account/profile").await;
        profile.assert_says_with("profile-zone-unset", &[("zone", "UTC")]);
    }
}

async fn password_fields_can_be_shown_and_are_counted(Visitor(_, mut browser): Visitor) {
    let form = browser.get("/account/sign-up").await;
    let field = "input#password[type=password][autocomplete=new-password]";
    form.assert_count(
        &format!("{field}[minlength='15'][passwordrules='minlength: 15;']"),
        1,
    );
    // Without script there is no button that does nothing.
    let button = "button[type=button][data-wg-show=password][aria-pressed=false][hidden]";
    form.assert_count(&format!("{button}[aria-label='Show password']"), 1);
    form.assert_count("[data-wg-count='15'][aria-hidden=true][hidden]", 1);
}

/// Beside each field that takes a password, wherever one is typed.
async fn every_password_field_can_be_shown(SignedIn(host, maren, mut browser): SignedIn) {
    let mut visitor = host.browser();
    let address = [("email", maren.email.as_str())];
    let sign_in = visitor.fill_through("/account/sign-in", &address).await;
    let reset = host.ask_to_reset(&mut visitor, &maren.email).await;
    let sign_up = visitor.get("/account/sign-up").await;
    let change = browser.get("/account/security/password").await;
    host.clock.advance(11 * MINUTE);
    let stale = browser.get("/account/probe/fresh").await;
    let step_up = browser.follow(stale).await;
    for (page, names) in [
        (&sign_in, &["password"][..]),
        (&sign_up, &["password"]),
        (&reset, &["new_password"]),
        (&change, &["current_password", "new_password"]),
        (&step_up, &["password"]),
    ] {
        for name in names {
            page.assert_count(&format!("input[type=password]#{name}"), 1);
            page.assert_count(&format!("button[data-wg-show={name}]"), 1);
        }
        page.assert_count("button[data-wg-show]", names.len());
    }
}

async fn the_browser_wears_the_colours_of_the_page(Visitor(_, mut browser): Visitor) {
    let page = browser.get("/account/sign-in").await;
    page.assert_count("meta[name=theme-color]", 2);
    for scheme in ["light", "dark"] {
        let media = format!("[media='(prefers-color-scheme: {scheme})']");
        page.assert_count(&format!("meta[name=theme-color][content^='#']{media}"), 1);
    }
}

async fn one_or_two_errors_are_told_at_their_fields_alone(Visitor(_, mut browser): Visitor) {
    let form = browser.get("/account/sign-up").await;
    let typed = [("email", "nele"), ("password", "short")];
    let refused = must_refuse(browser.submit(&form, "/sign-up", &typed).await);
    refused.assert_count("[role=alert]", 0);
    refused.assert_count("input#email[aria-invalid=true][autofocus]", 1);
    // The error stands in the place of the hint.
    refused.assert_count("input#password[aria-describedby=password-error]", 1);
    refused.assert_count("#password-hint", 0);
    let long = "x".repeat(200);
    let three = [
        ("display_name", long.as_str()),
        ("email", "nele"),
        ("password", "short"),
    ];
    let refused = must_refuse(browser.submit(&form, "/sign-up", &three).await);
    refused.assert_count("[role=alert] li", 3);
}
