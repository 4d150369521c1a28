//! Lists: their state in the address, in pages, in JSON and in fragments. The list of known browsers
//! stands for all of them.

use widgets_tests::harness::devices::{FIREFOX, FORGET, LIST, PHONE, ids, listed, meet, three};
use widgets_tests::prelude::*;

over_every_combination! {
    search_filter_and_order_stand_in_the_address,
    what_is_asked_for_stays_in_the_page,
    pages_repeat_and_lose_nothing_while_others_come,
}

over_every_host! {
    a_fragment_keeps_its_state_at_the_address_of_the_host_page,
}

async fn search_filter_and_order_stand_in_the_address(SignedIn(host, maren, mut desk): SignedIn) {
    let [mut phone, _] = three(&host, &maren).await;
    // The phone was used last, and became known in between.
    phone.sign_out().await;
    host.clock.advance(Duration::from_secs(1));
    must_accept(host.sign_in(&mut phone, &maren.email, PASSWORD).await);
    for (query, expected) in [
        ("", "Safari Firefox Chrome"),
        ("?sort=-last_used", "Chrome Firefox Safari"),
        ("?sort=created", "Firefox Safari Chrome"),
        ("?sort=-created", "Chrome Safari Firefox"),
        ("?q=FIRE", "Firefox"),
        ("?q=mac", "Chrome"),
        ("?kind=handheld", "Safari"),
        ("?kind=computer&sort=-created", "Chrome Firefox"),
        ("?q=s&kind=computer", ""),
        ("?q=fire&kind=computer", "Firefox"),
        ("?q=%25", ""),
        ("?q=ox", ""),
        // What cannot be read is not there.
        (
            "?q=+&sort=name&kind=toaster&after=zzz",
            "Safari Firefox Chrome",
        ),
    ] {
        let found = listed(&mut desk, query, "/device/browser").await.join(" ");
        assert_eq!(found, expected, "{query}");
    }
}

async fn what_is_asked_for_stays_in_the_page(SignedIn(host, maren, mut desk): SignedIn) {
    three(&host, &maren).await;
    let asked = "/account/devices?x=1&q=fire&kind=computer&sort=created";
    let page = desk.get(asked).await;
    for (selector, count) in [
        (
            "form[role=search][action='/account/devices'] input[name=q][value=fire]",
            1,
        ),
        (
            "[role=search] select[name=kind][aria-label] option[value=computer][selected]",
            1,
        ),
        // The rest of the address is kept by the form.
        ("[role=search] input[type=hidden][name=x][value='1']", 1),
        (
            "[role=search] input[type=hidden][name=sort][value=created]",
            1,
        ),
        ("[role=search] input[type=hidden]", 2),
        ("th[aria-sort]", 1),
        ("th[aria-sort=descending] a[href$='&sort=-created']", 1),
        ("th a[href$='&sort=last_used']", 1),
        ("tbody tr", 1),
    ] {
        page.assert_count(selector, count);
    }
    assert!(page.links_to("/account/devices?x=1&sort=created"), "clear");
    // Nothing found, and the way back.
    let none = must_say(desk.get("/account/devices?q=zzz").await, "list-none-found");
    none.assert_count("tbody", 0);
    none.assert_count("input[name=q][value=zzz]", 1);
    assert!(none.links_to("/account/devices"), "{:?}", none.targets());
    // A page that is no longer there.
    let id = &ids(&mut desk).await[0];
    let text = base64::Engine::encode(
        &base64::engine::general_purpose::URL_SAFE_NO_PAD,
        format!("0\0{id}"),
    );
    let over = desk.get(&format!("{LIST}?after={text}")).await;
    over.assert_says("list-none-here");
    assert!(over.links_to("/account/devices"));
}

async fn pages_repeat_and_lose_nothing_while_others_come(OnePerson(host, maren): OnePerson) {
    for _ in 0..24 {
        meet(&host, &maren, FIREFOX).await;
    }
    let mut browser = meet(&host, &maren, PHONE).await;
    let first = must_show(browser.get(LIST).await);
    first.assert_count("tbody tr", 20);
    let json = browser.get_json(LIST).await.json();
    let before = ids(&mut browser).await;
    // Others come, and one of the page before is forgotten.
    meet(&host, &maren, FIREFOX).await;
    let gone = json!({ "device": [before[19]] });
    must_show(browser.post_json(FORGET, &gone).await);
    let query = format!("?after={}", json["next"].as_str().unwrap());
    let second = listed(&mut browser, &query, "/id").await;
    assert_eq!(second.len(), 5);
    assert!(second.iter().all(|own| !before.contains(own)), "{second:?}");
    let page = browser.get(&first.target("after=")).await;
    page.assert_count("tbody tr", 5);
    page.assert_says("list-first");
    assert!(!page.says("list-next"));
    // An order or a search begins at the first page again.
    assert!(page.links_to("/account/devices?sort=created"));
    page.assert_count("[role=search] [name=after]", 0);
}

async fn a_fragment_keeps_its_state_at_the_address_of_the_host_page(
    SignedIn(host, maren, mut desk): SignedIn,
) {
    three(&host, &maren).await;
    let page = must_show(desk.get("/shelf?q=mine&devices.q=fire").await);
    for (selector, count) in [
        (
            "#wg-devices [role=search][action='/shelf'] input[name='devices.q'][value=fire]",
            1,
        ),
        (
            "#wg-devices [role=search] input[type=hidden][name=q][value=mine]",
            1,
        ),
        ("#wg-devices select[name='devices.kind']", 1),
        (
            "#wg-devices th a[href='/shelf?q=mine&devices.q=fire&devices.sort=created']",
            1,
        ),
        ("#wg-devices tbody tr", 1),
    ] {
        page.assert_count(selector, count);
    }
    assert!(page.links_to("/shelf?q=mine"), "clear");
    let question = desk.get(&page.target("?device=dev_")).await;
    let done = desk.submit(&question, "/devices/forget", &[]).await;
    done.assert_told("/shelf?q=mine&devices.q=fire", "devices.forgotten");
    let none = desk.follow(done).await;
    none.assert_says("list-none-found");
}
