//! Cookies and sessions that somebody planted, copied, kept or guessed.

use std::collections::HashSet;
use widgets_tests::harness::factors::{SECOND, WAITING};
use widgets_tests::prelude::*;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use widgets_core::crypto::{Token, TokenHash};
use widgets_core::id::SessionId;

over_every_combination! {
    attack_001_a_planted_cookie_ends_at_sign_in,
    attack_002_a_database_dump_opens_no_session,
    attack_003_a_replayed_cookie_opens_no_route,
    attack_004_idle_and_absolute_limits_hold,
    attack_006_disabling_ends_sessions_at_once,
    attack_008_other_peoples_sessions_are_missing,
    attack_010_every_cookie_is_bound_to_the_host,
    attack_010_a_similar_cookie_name_opens_no_session,
    safari_stays_signed_in_on_plain_http_of_this_machine,
    attack_012_only_the_cookie_opens_a_session,
    attack_171_planted_cookies_are_replaced_at_sign_in,
    attack_171_steps_that_were_planted_are_not_kept,
    attack_171_ended_browsers_are_forgotten,
}

/// The id, the token and the rest of the session cookie.
fn parts(browser: &Browser) -> [&str; 3] {
    let parts: Vec<&str> = browser.cookies["__Host-wg"].splitn(3, '.').collect();
    parts.try_into().unwrap()
}

/// What a stranger typed or began elsewhere is gone once somebody signs in.
async fn attack_171_steps_that_were_planted_are_not_kept(OnePerson(host, maren): OnePerson) {
    let (mallory, ..) = host.person_with_app("Mallory").await;
    let mut thief = host.browser();
    thief
        .fill("/account/sign-in", &[("email", mallory.email.as_str())])
        .await;
    let typed = thief.cookies[ADDRESS].clone();
    must_lead(
        host.sign_in(&mut thief, &mallory.email, PASSWORD).await,
        SECOND,
    );
    let mut victim = host.browser();
    victim.plant(ADDRESS, typed.clone());
    victim.plant(WAITING, thief.cookies[WAITING].clone());
    must_accept(host.sign_in(&mut victim, &maren.email, PASSWORD).await);
    assert_ne!(victim.cookies.get(ADDRESS), Some(&typed));
    assert_eq!(victim.cookies.get(WAITING), None);
    let out = victim.sign_out().await;
    let page = victim.follow(out).await;
    assert_eq!(page.field_value("email"), maren.email);
    must_lead(victim.get(SECOND).await, "/account/sign-in");
}

async fn attack_001_a_planted_cookie_ends_at_sign_in(OnePerson(host, maren): OnePerson) {
    let mallory = host.person("Mallory").await;
    // An invented cookie, and one that Mallory really holds.
    let invented = format!("ses_planted.{}.a.b", Token::mint().unwrap().reveal());
    let mut own = host.signed_in(&mallory).await;
    for planted in [invented, own.cookies["__Host-wg"].clone()] {
        let mut victim = host.browser();
        victim.plant("__Host-wg", &planted);
        let path = "/account/sign-in?again=1";
        must_accept(victim.fill(path, &maren.typed()).await);
        assert_ne!(victim.cookies["__Host-wg"], planted);
        assert!(host.is_in(&mut victim).await);
        let mut thief = host.browser();
        thief.plant("__Host-wg", planted);
        assert!(!host.is_in(&mut thief).await);
    }
    assert!(!host.is_in(&mut own).await, "it was replaced, so it ended");
    // A token under the id of another session opens neither.
    let mut mixed = host.signed_in(&maren).await;
    let other = host.signed_in(&maren).await;
    let ([id, _, _], [_, token, owner]) = (parts(&mixed), parts(&other));
    mixed.plant("__Host-wg", format!("{id}.{token}.{owner}"));
    assert!(!host.is_in(&mut mixed).await);
}

async fn attack_002_a_database_dump_opens_no_session(SignedIn(host, maren, mut browser): SignedIn) {
    const TOKENS: &str = "SELECT token FROM wg_accounts_sessions \
         UNION ALL SELECT token FROM wg_accounts_links \
         UNION ALL SELECT token FROM wg_accounts_devices";
    let link = host.sign_in_link(&maren, HOUR).await;
    let (_, link) = link.rsplit_once('/').unwrap();
    let [id, token, owner] = parts(&browser);
    let device = &browser.cookies["__Host-wg-device"];
    let hash = |text| Token::parse(text).unwrap().hash().as_bytes().to_vec();
    let mut kept: Vec<Vec<u8>> = [token, link, device].map(hash).into();
    kept.sort();
    if let Some(stored) = host.storage.query::<(Vec<u8>,)>(TOKENS).await {
        let mut stored: Vec<_> = stored.into_iter().map(|(token,)| token).collect();
        stored.sort();
        assert_eq!(stored, kept, "the hashes and nothing else");
    }
    for bytes in kept {
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        for text in [URL_SAFE_NO_PAD.encode(&bytes), hex] {
            let mut thief = host.browser();
            thief.plant("__Host-wg", format!("{id}.{text}.{owner}"));
            assert!(!host.is_in(&mut thief).await, "{text}");
            let path = format!("/account/sign-in/link/{text}");
            let reply = thief.post_json(&path, &json!({})).await;
            assert!([404, 422].contains(&reply.status.as_u16()), "{text}");
            assert!(!host.is_in(&mut thief).await, "{text}");
        }
    }
    assert!(host.is_in(&mut browser).await);
}

async fn attack_003_a_replayed_cookie_opens_no_route(SignedIn(host, _, mut browser): SignedIn) {
    let stolen = browser.clone();
    let token = browser.csrf_token().await;
    browser.sign_out().await;
    let second = host.beside().start().await;
    for instance in [&host, &second] {
        let endpoints = instance.endpoints().into_iter();
        for endpoint in endpoints.filter(|own| own.rule().who() != Who::Anyone) {
            let path = endpoint.path().replace("{organization}", "nordlicht");
            let (method, path) = (endpoint.method().clone(), host.path(&path));
            let mut thief = stolen.clone();
            thief.origin.clone_from(&instance.origin);
            // The CSRF token that belongs to the session is stolen with it.
            let reply = thief.send_json(method, &path, &token, "{}").await;
            assert_eq!(reply.status, 401, "{endpoint:?}");
            assert!(!thief.has_session(), "{endpoint:?}");
        }
    }
}

async fn attack_004_idle_and_absolute_limits_hold(OnePerson(host, maren): OnePerson) {
    let hours = |hours: u64| Duration::from_secs(hours * 60 * 60);
    let mut idle = host.signed_in(&maren).await;
    host.clock.advance(hours(8));
    // Nothing has swept it, and it is refused.
    assert!(!host.is_in(&mut idle).await);
    let mut busy = host.signed_in(&maren).await;
    for _ in 0..23 {
        host.clock.advance(hours(1));
        assert!(host.is_in(&mut busy).await, "use keeps it open");
        use_is_noted(&host, &maren, &busy).await;
    }
    host.clock.advance(hours(1));
    // No use passes the absolute limit.
    assert!(!host.is_in(&mut busy).await);
}

/// Waits until the use of a session is noted, for which no page waits.
async fn use_is_noted(host: &TestHost, person: &Person, browser: &Browser) {
    let (accounts, now) = (&host.storage.stores.accounts, host.clock.now());
    let session = SessionId::parse(browser.session_id()).unwrap();
    for _ in 0..1_000 {
        let found = accounts.find_session(&person.account, &session, now).await;
        if found.unwrap().unwrap().last_used_at == now {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("the use of a session is not noted");
}

async fn attack_006_disabling_ends_sessions_at_once(SignedIn(host, maren, mut browser): SignedIn) {
    let mut copy = browser.clone();
    host.users().disable(&maren.account).await.unwrap();
    assert!(!host.is_in(&mut browser).await);
    let refused = host.sign_in(&mut browser, &maren.email, PASSWORD).await;
    refused.assert_says("sign-in-wrong");
    let link = host.users().sign_in_link(&maren.account, MINUTE).await;
    assert!(link.is_err());
    host.users().enable(&maren.account).await.unwrap();
    assert!(!host.is_in(&mut copy).await, "enabling revives nothing");
    assert!(host.opens(&maren.email, PASSWORD).await);
}

async fn attack_008_other_peoples_sessions_are_missing(SignedIn(host, _, mut victim): SignedIn) {
    let mallory = host.person("Mallory").await;
    let mut attacker = host.signed_in(&mallory).await;
    for id in [victim.session_id(), "ses_made_up"] {
        let path = format!("/account/sessions/{id}/end");
        assert_eq!(attacker.get(&path).await.status, 404);
        must_answer(404, attacker.post_json(&path, &json!({})).await);
    }
    let others = "/account/sessions/others/end";
    let ended = attacker.post_json(others, &json!({})).await;
    assert_eq!(ended.json()["count"], 0);
    assert!(host.is_in(&mut victim).await);
}

async fn attack_010_every_cookie_is_bound_to_the_host(SignedOut(_, maren, mut browser): SignedOut) {
    let page = browser.get("/account/sign-in").await;
    let fields = [&maren.typed()[..], &[("keep", "true")]].concat();
    let signed_in = browser.submit(&page, "/sign-in", &fields).await;
    let out = browser.sign_out().await;
    let mut names = HashSet::new();
    for reply in [page, signed_in, out] {
        for cookie in reply.headers.get_all("set-cookie") {
            let cookie = cookie.to_str().unwrap();
            names.insert(cookie.split('=').next().unwrap().to_owned());
            let parts: Vec<&str> = cookie.split("; ").collect();
            for part in ["Secure", "HttpOnly", "SameSite=Lax", "Path=/"] {
                assert!(parts.contains(&part), "{cookie} lacks {part}");
            }
            assert!(cookie.starts_with("__Host-"), "{cookie}");
            assert!(!cookie.contains("Domain"), "{cookie}");
            assert!(cookie.len() <= 4096);
        }
    }
    assert_eq!(names.len(), 5, "{names:?}");
}

/// Safari keeps no secure cookie there, so it is given others; a browser of another name is not.
async fn safari_stays_signed_in_on_plain_http_of_this_machine(
    SignedOut(host, maren, mut browser): SignedOut,
) {
    browser.agent = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 \
                     (KHTML, like Gecko) Version/26.0 Safari/605.1.15"
        .to_owned();
    let page = browser.get("/account/sign-in").await;
    let fields = [&maren.typed()[..], &[("keep", "true")]].concat();
    let signed_in = browser.submit(&page, "/sign-in", &fields).await;
    assert!(host.is_in(&mut browser).await);
    let saved = browser.save_display_name("Captain").await;
    let profile = browser.follow(saved.clone()).await;
    profile.assert_count("[data-wg-notice]", 1);
    let out = browser.sign_out().await;
    assert!(!host.is_in(&mut browser).await);
    let mut seen = 0;
    for reply in [page, signed_in, saved, out] {
        for cookie in reply.headers.get_all("set-cookie") {
            let cookie = cookie.to_str().unwrap();
            assert!(cookie.starts_with("wg"), "{cookie}");
            assert!(
                cookie.contains("; HttpOnly") && !cookie.contains("Secure"),
                "{cookie}"
            );
            seen += 1;
        }
    }
    assert!(seen > 5, "{seen}");
}

/// Browsers let any host of the same site set a cookie, unless its name begins with `__Host-`.
async fn attack_010_a_similar_cookie_name_opens_no_session(host: TestHost) {
    let mallory = host.person("Mallory").await;
    let mut own = host.signed_in(&mallory).await;
    let known = own.csrf_token().await;
    for space in ['\u{85}', '\u{a0}', '\u{2000}', '\u{2028}', '\u{3000}'] {
        let mut victim = host.browser();
        for (name, value) in &own.cookies {
            victim.plant(&format!("{space}{name}"), value);
        }
        assert!(!host.is_in(&mut victim).await, "{space:?}");
        let fields = [("csrf_token", known.as_str())];
        let sent = victim.post("/account/language", &fields).await;
        assert_eq!(sent.status, 403, "{space:?}");
        assert!(host.is_in(&mut own).await);
    }
}

async fn attack_012_only_the_cookie_opens_a_session(SignedIn(host, maren, mut browser): SignedIn) {
    host.signed_in(&maren).await;
    let value = browser.cookies["__Host-wg"].clone();
    let token = parts(&browser)[1].to_owned();
    let mut thief = host.browser();
    let query = format!("/account/sessions?__Host-wg={value}&session={value}&token={token}");
    assert_eq!(thief.get_json(&query).await.status, 401);
    let cookies = format!("__Host-Wg={value}; wg={value}; __Secure-wg={value}");
    for (name, value) in [
        ("authorization", format!("Bearer {token}")),
        ("x-session", value.clone()),
        ("__host-wg", value.clone()),
        ("cookie", cookies),
    ] {
        let headers = [("accept", "application/json"), (name, &value)];
        let reply = thief
            .ask(Method::GET, "/account/sessions", &headers, "")
            .await;
        assert_eq!(reply.status, 401, "{name}");
    }
    // The token stands on no page and in no link.
    assert!(!browser.get("/account/sessions").await.body.contains(&token));
}

fn device(browser: &Browser) -> TokenHash {
    Token::parse(&browser.cookies["__Host-wg-device"])
        .unwrap()
        .hash()
}

async fn is_known(host: &TestHost, browser: &Browser) -> bool {
    let accounts = &host.storage.stores.accounts;
    let device = device(browser);
    let known = accounts.knows_device(&device, host.clock.now());
    known.await.unwrap()
}

async fn attack_171_planted_cookies_are_replaced_at_sign_in(OnePerson(host, maren): OnePerson) {
    let mallory = host.person("Mallory").await;
    let mut thief = host.signed_in(&mallory).await;
    thief.sign_out().await;
    thief.get("/account/sign-in").await;
    let mut victim = host.browser();
    for name in ["__Host-wg-device", "__Host-wg-visit"] {
        victim.plant(name, thief.cookies[name].clone());
    }
    must_accept(host.sign_in(&mut victim, &maren.email, PASSWORD).await);
    for name in ["__Host-wg-device", "__Host-wg-visit"] {
        assert_ne!(victim.cookies[name], thief.cookies[name], "{name}");
    }
    // The planted token gives no share of Maren's: her account does not know it.
    for _ in 0..5 {
        must_refuse(
            host.sign_in(&mut thief, &maren.email, "a wrong guess")
                .await,
        );
    }
    must_answer(
        429,
        host.sign_in(&mut thief, &maren.email, "a wrong guess")
            .await,
    );
    let visit = victim.cookies["__Host-wg-visit"].clone();
    victim.sign_out().await;
    assert_ne!(victim.cookies["__Host-wg-visit"], visit);
    // Whoever signs out here comes back as a browser that is known.
    assert!(is_known(&host, &victim).await);
    must_accept(host.sign_in(&mut victim, &maren.email, PASSWORD).await);
}

/// What a stranger typed or began elsewhere is gone once somebody signs in.
async fn attack_171_ended_browsers_are_forgotten(OnePerson(host, maren): OnePerson) {
    let mut own = host.signed_in(&maren).await;
    let (one, two) = (host.signed_in(&maren).await, host.signed_in(&maren).await);
    let path = format!("/account/sessions/{}/end", one.session_id());
    must_accept(own.fill(&path, &[]).await);
    assert!(!is_known(&host, &one).await && is_known(&host, &two).await);
    must_accept(own.fill("/account/sessions/others/end", &[]).await);
    assert!(!is_known(&host, &two).await && is_known(&host, &own).await);
    let three = host.signed_in(&maren).await;
    own.fill("/account/sign-out", &[("everywhere", "true")])
        .await;
    assert!(!is_known(&host, &three).await && !is_known(&host, &own).await);
}
