//! Attacks on sessions and signing in, each named after its number in the list of attacks.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::Method;
use serde_json::json;
use widgets_core::clock::Clock as _;
use widgets_core::crypto::{HashParameters, Token};
use widgets_core::email::Email;
use widgets_core::hooks::HookRefusal;
use widgets_core::management::{Secret, UserToCreate};
use widgets_core::route::Route;
use widgets_core::sign_in::EmailAndPassword;
use widgets_core::{Role, Visit};
use widgets_tests::counting::Failure;
use widgets_tests::people::PASSWORD;
use widgets_tests::{Browser, House, HouseBuilder, Reply, Storage};

over_every_house! {
    attack_001_a_planted_cookie_is_worth_nothing_after_signing_in,
    attack_002_a_dump_lets_nobody_in,
    attack_003_a_replayed_cookie_is_dead_on_every_route_and_instance,
    attack_004_idle_and_absolute_limits_hold,
    attack_006_a_disabled_person_is_out_at_the_next_request,
    attack_008_other_peoples_sessions_are_missing,
    attack_010_every_cookie_is_bound_to_the_host,
    attack_010_a_cookie_of_a_name_that_only_looks_like_ours_is_nobodys,
    attack_012_a_session_comes_only_by_its_cookie,
    attack_016_every_address_gets_the_same_answer_for_the_same_work,
    attack_016_a_used_up_limit_tells_nothing_either,
    attack_018_guessing_stops_and_the_owner_still_gets_in,
    attack_020_forged_addresses_skip_no_limit,
    attack_022_parallel_guesses_are_counted,
    attack_026_huge_passwords_and_many_sign_ins_harm_nobody,
    attack_030_a_failing_hook_denies,
    attack_030_a_failing_store_denies,
    attack_036_an_account_without_a_password_never_lets_in,
    attack_037_a_weak_hash_is_replaced_at_sign_in,
    attack_077_cross_site_requests_change_nothing,
    attack_078_form_tokens_belong_to_one_session,
    attack_079_actions_take_forms_and_json_only,
    attack_080_every_response_is_protected,
    attack_082_return_paths_stay_here,
    attack_083_no_origin_is_let_in,
    attack_084_line_breaks_split_nothing,
    attack_085_fields_nobody_asked_for_are_ignored,
    attack_162_a_panic_is_a_page_with_an_id,
}

fn session(browser: &Browser) -> &str {
    &browser.cookies["__Host-wg"]
}

/// The id, the token and the rest of the session cookie.
fn parts(browser: &Browser) -> [&str; 3] {
    let parts: Vec<&str> = session(browser).splitn(3, '.').collect();
    parts.try_into().unwrap()
}

async fn attack_001_a_planted_cookie_is_worth_nothing_after_signing_in(house: HouseBuilder) {
    let house = house.start().await;
    let (maren, mallory) = (house.person("Maren").await, house.person("Mallory").await);
    // An invented cookie, and one that Mallory really holds.
    let invented = format!("ses_planted.{}.a.b", Token::mint().unwrap().reveal());
    let mut own = house.signed_in(&mallory).await;
    for planted in [invented, session(&own).to_owned()] {
        let mut victim = house.browser();
        victim
            .cookies
            .insert("__Host-wg".to_owned(), planted.clone());
        let page = victim.get("/account/sign-in?again=1").await;
        let fields = [("email", maren.email.as_str()), ("password", PASSWORD)];
        assert_eq!(victim.submit(&page, "/sign-in", &fields).await.status, 303);
        assert_ne!(session(&victim), planted);
        assert!(house.is_in(&mut victim).await);
        let mut thief = house.browser();
        thief.cookies.insert("__Host-wg".to_owned(), planted);
        assert!(!house.is_in(&mut thief).await);
    }
    assert!(
        !house.is_in(&mut own).await,
        "the session it replaced has ended"
    );
    // A token under another session's id is nobody's.
    let mut mixed = house.signed_in(&maren).await;
    let other = house.signed_in(&maren).await;
    let ([id, _, _], [_, token, owner]) = (parts(&mixed), parts(&other));
    let mix = format!("{id}.{token}.{owner}");
    mixed.cookies.insert("__Host-wg".to_owned(), mix);
    assert!(!house.is_in(&mut mixed).await);
}

/// What the stores keep of every session, link and browser.
async fn stored_tokens(house: &House) -> Option<Vec<Vec<u8>>> {
    use sqlx::{Connection as _, PgConnection, SqliteConnection};

    const TOKENS: &str = "SELECT token FROM wg_accounts_sessions \
         UNION ALL SELECT token FROM wg_accounts_links \
         UNION ALL SELECT token FROM wg_accounts_devices";
    let place = &house.storage.place;
    match house.kind {
        Storage::Memory => None,
        Storage::Sqlite => {
            let mut file = SqliteConnection::connect(place).await.unwrap();
            let tokens = sqlx::query_scalar(TOKENS).fetch_all(&mut file).await;
            Some(tokens.unwrap())
        }
        Storage::Postgres => {
            let mut database = PgConnection::connect(place).await.unwrap();
            let tokens = sqlx::query_scalar(TOKENS).fetch_all(&mut database).await;
            Some(tokens.unwrap())
        }
    }
}

async fn attack_002_a_dump_lets_nobody_in(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("Maren").await;
    let mut browser = house.signed_in(&maren).await;
    let users = house.widgets.management("tests");
    let hour = Duration::from_secs(60 * 60);
    let link = users.users().sign_in_link(&maren.account, hour).await;
    let link = link
        .unwrap()
        .reveal()
        .rsplit('/')
        .next()
        .unwrap()
        .to_owned();
    let [id, token, owner] = parts(&browser);
    let device = &browser.cookies["__Host-wg-device"];
    let mut kept: Vec<Vec<u8>> = [token, &link, device]
        .map(|text| Token::parse(text).unwrap().hash().as_bytes().to_vec())
        .into();
    kept.sort();
    if let Some(mut stored) = stored_tokens(&house).await {
        stored.sort();
        assert_eq!(stored, kept, "the hashes and nothing else");
    }
    for bytes in kept {
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        for text in [URL_SAFE_NO_PAD.encode(&bytes), hex] {
            let mut thief = house.browser();
            let planted = format!("{id}.{text}.{owner}");
            thief.cookies.insert("__Host-wg".to_owned(), planted);
            assert!(!house.is_in(&mut thief).await, "{text}");
            let path = format!("/account/sign-in/link/{text}");
            let body = json!({});
            let reply = thief.post_json("/account", &path, &body).await;
            assert!([404, 422].contains(&reply.status.as_u16()), "{text}");
            assert!(!house.is_in(&mut thief).await, "{text}");
        }
    }
    assert!(house.is_in(&mut browser).await);
}

async fn attack_003_a_replayed_cookie_is_dead_on_every_route_and_instance(builder: HouseBuilder) {
    let house = builder.start().await;
    let maren = house.person("Maren").await;
    let mut browser = house.signed_in(&maren).await;
    let stolen = browser.clone();
    let token = browser.form_token("/account").await;
    let page = browser.get("/account/sign-out").await;
    browser.submit(&page, "/sign-out", &[]).await;
    let second = House::of(house.framework, house.kind)
        .beside(&house)
        .start()
        .await;
    for instance in [&house, &second] {
        for row in instance.widgets.routes().iter().flat_map(Route::rows) {
            if row.rule().who() == widgets_core::route::Who::Anyone {
                continue;
            }
            let path = format!(
                "/account{}",
                row.path().replace("{organization}", "nordlicht")
            );
            let mut thief = stolen.clone();
            thief.origin.clone_from(&instance.origin);
            let mut request = thief
                .request(row.method().clone(), &path)
                .header("accept", "application/json");
            if *row.method() == Method::POST {
                // The form token that belongs to the session, stolen with it.
                request = request
                    .header("content-type", "application/json")
                    .header("x-form-token", &token)
                    .body("{}");
            }
            let reply = thief.send(&path, request).await;
            assert_eq!(reply.status, 401, "{row:?}");
            assert_eq!(reply.header("clear-site-data"), "\"cache\"", "{row:?}");
            assert!(!thief.cookies.contains_key("__Host-wg"), "{row:?}");
        }
    }
}

async fn attack_004_idle_and_absolute_limits_hold(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("Maren").await;
    let hours = |hours: u64| Duration::from_secs(hours * 60 * 60);
    let mut idle = house.signed_in(&maren).await;
    house.clock.advance(hours(8));
    assert!(
        !house.is_in(&mut idle).await,
        "nothing has swept it, and it is refused"
    );
    let mut busy = house.signed_in(&maren).await;
    for _ in 0..23 {
        house.clock.advance(hours(1));
        assert!(house.is_in(&mut busy).await, "use keeps it open");
    }
    house.clock.advance(hours(1));
    assert!(
        !house.is_in(&mut busy).await,
        "no use passes the absolute limit"
    );
}

async fn attack_006_a_disabled_person_is_out_at_the_next_request(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("Maren").await;
    let mut browser = house.signed_in(&maren).await;
    let copy = browser.clone();
    let management = house.widgets.management("tests");
    management.users().disable(&maren.account).await.unwrap();
    assert!(!house.is_in(&mut browser).await);
    let refused = house.sign_in(&mut browser, &maren.email, PASSWORD).await;
    assert!(refused.text().contains("Email or password is wrong."));
    let link = management
        .users()
        .sign_in_link(&maren.account, Duration::from_secs(60))
        .await;
    assert!(link.is_err());
    management.users().enable(&maren.account).await.unwrap();
    assert!(
        !house.is_in(&mut copy.clone()).await,
        "enabling revives nothing"
    );
    assert_eq!(
        house
            .sign_in(&mut browser, &maren.email, PASSWORD)
            .await
            .status,
        303
    );
}

async fn attack_008_other_peoples_sessions_are_missing(house: HouseBuilder) {
    let house = house.start().await;
    let (maren, mallory) = (house.person("Maren").await, house.person("Mallory").await);
    let mut victim = house.signed_in(&maren).await;
    let mut attacker = house.signed_in(&mallory).await;
    let id = session(&victim).split_once('.').unwrap().0.to_owned();
    let path = format!("/account/sessions/{id}/end");
    assert_eq!(attacker.get(&path).await.status, 404);
    assert_eq!(
        attacker
            .post_json("/account", &path, &json!({}))
            .await
            .status,
        404
    );
    let others = attacker
        .post_json("/account", "/account/sessions/others/end", &json!({}))
        .await;
    assert_eq!(others.json()["ended"], 0);
    assert!(house.is_in(&mut victim).await);
    let made_up = attacker.get("/account/sessions/ses_made_up/end").await;
    assert_eq!(made_up.status, 404);
}

async fn attack_010_every_cookie_is_bound_to_the_host(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("Maren").await;
    let mut browser = house.browser();
    let page = browser.get("/account/sign-in").await;
    let fields = [
        ("email", maren.email.as_str()),
        ("password", PASSWORD),
        ("keep", "true"),
    ];
    let signed_in = browser.submit(&page, "/sign-in", &fields).await;
    let leave = browser.get("/account/sign-out").await;
    let out = browser.submit(&leave, "/sign-out", &[]).await;
    let mut names = HashSet::new();
    for reply in [page, signed_in, out] {
        for cookie in reply.headers.get_all("set-cookie") {
            let cookie = cookie.to_str().unwrap();
            names.insert(cookie.split('=').next().unwrap().to_owned());
            for part in ["Secure", "HttpOnly", "SameSite=Lax", "Path=/"] {
                assert!(
                    cookie.split("; ").any(|own| own == part),
                    "{cookie} lacks {part}"
                );
            }
            assert!(
                cookie.starts_with("__Host-") && !cookie.contains("Domain"),
                "{cookie}"
            );
            assert!(cookie.len() <= 4096);
        }
    }
    assert_eq!(names.len(), 3, "{names:?}");
}

/// Browsers let any host beside ours set a cookie for ours, unless its name begins with `__Host-`.
async fn attack_010_a_cookie_of_a_name_that_only_looks_like_ours_is_nobodys(house: HouseBuilder) {
    let house = house.start().await;
    let mallory = house.person("Mallory").await;
    let mut own = house.signed_in(&mallory).await;
    let known = own.form_token("/account").await;
    for space in ['\u{85}', '\u{a0}', '\u{2000}', '\u{2028}', '\u{3000}'] {
        let mut victim = house.browser();
        for (name, value) in &own.cookies {
            victim
                .cookies
                .insert(format!("{space}{name}"), value.clone());
        }
        assert!(!house.is_in(&mut victim).await, "{space:?}");
        let fields = [("form_token", known.as_str())];
        let sent = victim.post("/account/language", &fields).await;
        assert_eq!(sent.status, 403, "{space:?}");
        assert!(house.is_in(&mut own).await);
    }
}

async fn attack_012_a_session_comes_only_by_its_cookie(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("Maren").await;
    let mut browser = house.signed_in(&maren).await;
    house.signed_in(&maren).await;
    let value = session(&browser).to_owned();
    let token = parts(&browser)[1].to_owned();
    let mut thief = house.browser();
    let query = format!("/account/sessions?__Host-wg={value}&session={value}&token={token}");
    assert_eq!(thief.get_json(&query).await.status, 401);
    for (name, value) in [
        ("authorization", format!("Bearer {token}")),
        ("x-session", value.clone()),
        ("__host-wg", value.clone()),
        (
            "cookie",
            format!("__Host-Wg={value}; wg={value}; __Secure-wg={value}"),
        ),
    ] {
        let request = thief
            .request(Method::GET, "/account/sessions")
            .header("accept", "application/json")
            .header(name, value);
        assert_eq!(
            thief.send("/account/sessions", request).await.status,
            401,
            "{name}"
        );
    }
    let list = browser.get("/account/sessions").await;
    assert!(
        !list.body.contains(&token),
        "the token stands on no page and in no link"
    );
}

/// What of a reply must not differ between addresses: everything but the echo of what was typed.
fn outward(reply: &Reply, email: &str) -> (u16, Vec<(String, String)>, String) {
    let mut headers: Vec<(String, String)> = reply
        .headers
        .iter()
        .filter(|(name, _)| !["date", "content-length"].contains(&name.as_str()))
        .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
        .collect();
    headers.sort();
    let (_, hidden) = reply.form("/sign-in");
    let token = &hidden
        .iter()
        .find(|(name, _)| name == "form_token")
        .unwrap()
        .1;
    (
        reply.status.as_u16(),
        headers,
        reply
            .body
            .replace(email, "EMAIL")
            .replace(&email.replace('@', "%40"), "EMAIL")
            .replace(token, "TOKEN"),
    )
}

async fn attack_016_every_address_gets_the_same_answer_for_the_same_work(house: HouseBuilder) {
    let house = house.start().await;
    let management = house.widgets.management("tests");
    house.person("known").await;
    let disabled = house.person("disabled").await;
    management.users().disable(&disabled.account).await.unwrap();
    for (name, verified, secret) in [
        ("unverified", false, Secret::password(PASSWORD)),
        ("passwordless", true, Secret::None),
    ] {
        let email = format!("{name}@nordlicht.example");
        let user = UserToCreate {
            email,
            verified,
            display_name: String::new(),
            secret,
        };
        management.users().create(user).await.unwrap();
    }
    let mut answers = Vec::new();
    for name in ["known", "unknown", "disabled", "unverified", "passwordless"] {
        let email = format!("{name}@nordlicht.example");
        let mut browser = house.browser();
        // The right password where it must not help, a wrong one where it would.
        let password = if name == "known" {
            "not the password"
        } else {
            PASSWORD
        };
        let page = browser.get("/account/sign-in").await;
        let before = (
            house.counts.all(),
            house.widgets.password_hashes().computed(),
        );
        let reply = browser
            .submit(
                &page,
                "/sign-in",
                &[("email", &email), ("password", password)],
            )
            .await;
        let after = (
            house.counts.all(),
            house.widgets.password_hashes().computed(),
        );
        let work = (
            after.0.0 - before.0.0,
            after.0.1 - before.0.1,
            after.0.2 - before.0.2,
            after.1 - before.1,
        );
        assert_eq!(
            work,
            (1, 2, 0, 1),
            "{name}: accounts, limits, profiles, hashes"
        );
        answers.push((name, outward(&reply, &email)));
    }
    for (name, answer) in &answers {
        assert_eq!(*answer, answers[0].1, "{name}");
    }
}

/// What an attempt answered: its status, its counted work, the names of its headers, its text.
type Attempt = (u16, (u64, u64, u64), Vec<String>, String);

async fn attack_016_a_used_up_limit_tells_nothing_either(house: HouseBuilder) {
    let house = house.start().await;
    house.person("known").await;
    let mut answers = Vec::new();
    for name in ["known", "unknown"] {
        let email = format!("{name}@nordlicht.example");
        let mut seen = Vec::new();
        for number in 0..7 {
            let mut browser = house.browser();
            let page = browser.get("/account/sign-in").await;
            // Each spelling is the same address.
            let typed = if number % 2 == 0 {
                email.clone()
            } else {
                format!(" {} ", email.to_uppercase())
            };
            let fields = [("email", typed.as_str()), ("password", "a wrong guess")];
            let before = house.counts.all();
            let hashes = house.widgets.password_hashes().computed();
            let reply = browser.submit(&page, "/sign-in", &fields).await;
            let after = house.counts.all();
            let work = (
                after.0 - before.0,
                after.1 - before.1,
                house.widgets.password_hashes().computed() - hashes,
            );
            let names: Vec<String> = reply.headers.keys().map(ToString::to_string).collect();
            seen.push((
                reply.status.as_u16(),
                work,
                names,
                reply.text().replace(&typed, ""),
            ));
        }
        let statuses: Vec<u16> = seen.iter().map(|(status, ..)| *status).collect();
        assert_eq!(statuses, [422, 422, 422, 422, 422, 429, 429], "{name}");
        answers.push(seen);
    }
    let pages = |seen: &[Attempt]| {
        // An error page of its own has a request id, which differs.
        let clean = |text: &str| -> String {
            let words = text.split(' ').filter(|word| !word.starts_with("req_"));
            words.collect::<Vec<_>>().join(" ")
        };
        let seen = seen
            .iter()
            .map(|(status, work, names, text)| (*status, *work, names.clone(), clean(text)));
        seen.collect::<Vec<_>>()
    };
    assert_eq!(pages(&answers[0]), pages(&answers[1]));
}

async fn attack_018_guessing_stops_and_the_owner_still_gets_in(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("Maren").await;
    let mut owner = house.signed_in(&maren).await;
    let before = house.widgets.password_hashes().computed();
    for _ in 0..130 {
        let mut attacker = house.browser();
        house
            .sign_in(&mut attacker, &maren.email, "a guess that is wrong")
            .await;
        house.clock.advance(Duration::from_secs(20 * 60));
    }
    let guesses = house.widgets.password_hashes().computed() - before;
    assert!(
        (90..=100).contains(&guesses),
        "{guesses} guesses were evaluated"
    );
    let mut attacker = house.browser();
    let refused = house.sign_in(&mut attacker, &maren.email, PASSWORD).await;
    assert_eq!(refused.status, 429, "not even the right one");
    assert!(refused.text().contains("Please wait"), "{}", refused.text());
    // The owner's own browser goes its own way.
    owner.cookies.remove("__Host-wg");
    assert_eq!(
        house
            .sign_in(&mut owner, &maren.email, PASSWORD)
            .await
            .status,
        303
    );
    // Another browser of somebody who knows nothing of Maren does not.
    let jonas = house.person("Jonas").await;
    let mut other = house.signed_in(&jonas).await;
    other.cookies.remove("__Host-wg");
    assert_eq!(
        house
            .sign_in(&mut other, &maren.email, PASSWORD)
            .await
            .status,
        429
    );
}

async fn attack_020_forged_addresses_skip_no_limit(house: HouseBuilder) {
    // One trusted proxy: what stands left of its own entry is the client's invention.
    let house = house.start().await;
    let mut browser = house.browser();
    let real = browser.forwarded.clone().unwrap();
    let mut refused = 0;
    for number in 0..6 {
        browser.forwarded = Some(format!("203.0.113.{number}, {real}"));
        if browser.get("/account/probe/limited").await.status == 429 {
            refused += 1;
        }
    }
    assert_eq!(refused, 3);
    // What cannot be read falls back to the peer, which all of these share.
    let mut statuses = Vec::new();
    for odd in ["a", "", "1.2.3.4:99", "unknown", "256.1.1.1"] {
        browser.forwarded = Some(odd.to_owned());
        statuses.push(browser.get("/account/probe/limited").await.status.as_u16());
    }
    assert_eq!(statuses, [200, 200, 200, 429, 429]);
}

async fn attack_022_parallel_guesses_are_counted(house: HouseBuilder) {
    let house = Arc::new(house.start().await);
    let maren = house.person("Maren").await;
    let mut guesses = Vec::new();
    for _ in 0..50 {
        let mut browser = house.browser();
        let page = browser.get("/account/sign-in").await;
        let email = maren.email.clone();
        guesses.push(tokio::spawn(async move {
            let fields = [
                ("email", email.as_str()),
                ("password", "a guess that is wrong"),
            ];
            browser
                .submit(&page, "/sign-in", &fields)
                .await
                .status
                .as_u16()
        }));
    }
    let mut statuses = Vec::new();
    for guess in guesses {
        statuses.push(guess.await.unwrap());
    }
    let count = |status| statuses.iter().filter(|own| **own == status).count();
    assert_eq!((count(422), count(429)), (5, 45), "{statuses:?}");
    assert_eq!(
        house.widgets.password_hashes().computed(),
        1 + 5,
        "one to create the account"
    );
}

async fn attack_026_huge_passwords_and_many_sign_ins_harm_nobody(house: HouseBuilder) {
    let house = Arc::new(house.start().await);
    let maren = house.person("Maren").await;
    let mut browser = house.browser();
    let before = house.widgets.password_hashes().computed();
    let huge = house
        .sign_in(&mut browser, &maren.email, &"x".repeat(1_000_000))
        .await;
    assert_eq!(huge.status, 413);
    let long = house
        .sign_in(&mut browser, &maren.email, &"x".repeat(4_097))
        .await;
    assert_eq!(long.status, 422);
    assert_eq!(
        house.widgets.password_hashes().computed(),
        before,
        "nothing was hashed"
    );

    let mut signed_in = house.signed_in(&maren).await;
    let mut attempts = Vec::new();
    for number in 0..300 {
        let mut browser = house.browser();
        let page = browser.get("/account/sign-in").await;
        attempts.push(tokio::spawn(async move {
            let email = format!("somebody{number}@nordlicht.example");
            let fields = [
                ("email", email.as_str()),
                ("password", "a guess that is wrong"),
            ];
            browser
                .submit(&page, "/sign-in", &fields)
                .await
                .status
                .as_u16()
        }));
    }
    assert!(house.is_in(&mut signed_in).await, "pages go on meanwhile");
    for attempt in attempts {
        assert_eq!(attempt.await.unwrap(), 422);
    }
}

async fn attack_030_a_failing_hook_denies(house: HouseBuilder) {
    let house = house
        .with(|builder| {
            builder.before(|_: Visit, input: Arc<EmailAndPassword>| async move {
                match input.email().as_str().split('@').next().unwrap() {
                    "refused" => Err(HookRefusal::new("Your account is under review.")),
                    "field" => Err(HookRefusal::at("email", "Use your work address.")),
                    "panics" => panic!("a hook's secret"),
                    _ => Ok(()),
                }
            })
        })
        .start()
        .await;
    let cases = [
        ("refused", 403, "Your account is under review."),
        ("field", 422, "Use your work address."),
        ("panics", 500, "Something went wrong on our side"),
    ];
    for (name, status, text) in cases {
        let person = house.person(name).await;
        let mut browser = house.browser();
        let reply = house.sign_in(&mut browser, &person.email, PASSWORD).await;
        assert_eq!(reply.status, status, "{name}");
        assert!(reply.text().contains(text), "{name}: {}", reply.text());
        assert!(!reply.body.contains("secret"));
        assert!(!house.is_in(&mut browser).await);
    }
    let fine = house.person("fine").await;
    house.signed_in(&fine).await;
}

async fn attack_030_a_failing_store_denies(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("Maren").await;
    for (failure, status) in [(Failure::Outage, 503), (Failure::Panic, 500)] {
        for call in ["credentials", "take", "open_session", "clear"] {
            let mut browser = house.browser();
            let page = browser.get("/account/sign-in").await;
            let fields = [("email", maren.email.as_str()), ("password", PASSWORD)];
            house.counts.fail(Some((call, failure)));
            let reply = browser.submit(&page, "/sign-in", &fields).await;
            house.counts.fail(None);
            assert_eq!(reply.status, status, "{call} {failure:?}");
            assert!(!reply.body.contains("secret"), "{call} {failure:?}");
            assert!(
                !browser.cookies.contains_key("__Host-wg"),
                "{call} {failure:?}"
            );
        }
        // Somebody who is signed in is let through by nothing either, and stays signed in.
        let mut browser = house.signed_in(&maren).await;
        house.counts.fail(Some(("admit", failure)));
        let reply = browser.get("/account/probe/user").await;
        house.counts.fail(None);
        assert_eq!(reply.status, status, "{failure:?}");
        assert_eq!(house.probe.ran(), 0);
        assert!(house.is_in(&mut browser).await, "{failure:?}");
    }
}

async fn attack_036_an_account_without_a_password_never_lets_in(house: HouseBuilder) {
    let house = house.start().await;
    let user = UserToCreate {
        email: "aiko@nordlicht.example".to_owned(),
        verified: true,
        display_name: String::new(),
        secret: Secret::None,
    };
    house
        .widgets
        .management("tests")
        .users()
        .create(user)
        .await
        .unwrap();
    for password in [
        "",
        " ",
        "null",
        "undefined",
        "*",
        "!",
        "$argon2id$v=19$m=64,t=1,p=1$AAAA$AAAA",
    ] {
        let mut browser = house.browser();
        let reply = house
            .sign_in(&mut browser, "aiko@nordlicht.example", password)
            .await;
        assert!([422, 429].contains(&reply.status.as_u16()), "{password:?}");
        assert!(!house.is_in(&mut browser).await);
    }
}

async fn attack_037_a_weak_hash_is_replaced_at_sign_in(house: HouseBuilder) {
    let house = house.start().await;
    // An older system hashed with less memory.
    let older = House::of(house.framework, house.kind)
        .beside(&house)
        .with(|builder| {
            builder.hash_parameters(HashParameters {
                memory: 16,
                passes: 1,
                lanes: 1,
            })
        });
    let old = older.start().await.person("old").await;
    let mut hashes = Vec::new();
    for _ in 0..2 {
        let before = house.widgets.password_hashes().computed();
        let mut browser = house.browser();
        let reply = house.sign_in(&mut browser, &old.email, PASSWORD).await;
        assert_eq!(reply.status, 303, "{}", reply.text());
        hashes.push(house.widgets.password_hashes().computed() - before);
    }
    assert_eq!(hashes, [2, 1], "verified and replaced, then only verified");
    let email = Email::parse(&old.email).unwrap();
    let accounts = &house.storage.stores.accounts;
    let now = house.clock.now();
    let credentials = accounts.credentials(email.key(), None, now).await.unwrap();
    let kept = credentials.and_then(|own| own.password).unwrap();
    let least = "$argon2id$v=19$m=64,t=1,p=1$";
    assert!(kept.as_str().starts_with(least), "the stronger one is kept");
}

/// Every action of the table, with a path that exists.
fn actions(house: &House) -> Vec<String> {
    let rows = house.widgets.routes().iter().flat_map(Route::rows);
    rows.filter(|row| *row.method() == Method::POST && !row.name().contains("panic"))
        .map(|row| {
            let path = row.path().replace("{organization}", "nordlicht");
            format!(
                "/account{}",
                path.replace("{session}", "ses_x").replace("{token}", "x")
            )
        })
        .collect()
}

async fn attack_077_cross_site_requests_change_nothing(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("Maren").await;
    house.organization("nordlicht", &maren).await;
    let mut browser = house.signed_in(&maren).await;
    let token = browser.form_token("/account").await;
    let body = format!("form_token={token}");
    let form = "application/x-www-form-urlencoded";
    let foreign: &[&[(&str, &str)]] = &[
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site")],
        &[
            ("sec-fetch-site", "cross-site"),
            ("origin", "https://evil.example"),
        ],
        &[("origin", "https://evil.example")],
        &[("origin", "null")],
        &[("origin", "http://127.0.0.1")],
        &[("origin", "")],
    ];
    for path in actions(&house) {
        for headers in foreign {
            // Even with a stolen form token.
            let mut request = browser
                .request(Method::POST, &path)
                .header("content-type", form)
                .body(body.clone());
            for (name, value) in *headers {
                request = request.header(*name, *value);
            }
            let reply = browser.send(&path, request).await;
            assert_eq!(reply.status, 403, "{path} {headers:?}");
        }
        for (kind, body) in [
            ("text/plain", format!("{{\"form_token\":\"{token}\"}}")),
            (
                "multipart/form-data; boundary=x",
                format!("--x\r\n\r\n{token}\r\n--x--"),
            ),
        ] {
            let request = browser
                .request(Method::POST, &path)
                .header("content-type", kind)
                .body(body);
            assert_eq!(
                browser.send(&path, request).await.status,
                415,
                "{path} {kind}"
            );
        }
        // A top-level GET with the token in the query does nothing either.
        let get = browser.get(&format!("{path}?{body}")).await;
        assert!(
            [200, 303, 404, 405].contains(&get.status.as_u16()),
            "{path}: {}",
            get.status
        );
    }
    assert!(house.is_in(&mut browser).await, "nothing signed out");
    let list = browser.get_json("/account/sessions").await;
    assert_eq!(
        list.json()["sessions"].as_array().unwrap().len(),
        1,
        "nobody signed in"
    );
    let without = browser
        .request(Method::POST, "/account/sign-out")
        .header("content-type", form);
    assert_eq!(browser.send("/account/sign-out", without).await.status, 403);
}

async fn attack_078_form_tokens_belong_to_one_session(house: HouseBuilder) {
    let house = house.start().await;
    let (maren, mallory) = (house.person("Maren").await, house.person("Mallory").await);
    let mut victim = house.browser();
    let visit = victim.form_token("/account").await;
    let page = victim.get("/account/sign-in").await;
    let fields = [("email", maren.email.as_str()), ("password", PASSWORD)];
    victim.submit(&page, "/sign-in", &fields).await;
    let own = victim.form_token("/account").await;
    let mut attacker = house.signed_in(&mallory).await;
    let other = attacker.form_token("/account").await;
    let mut second = house.signed_in(&maren).await;
    let twin = second.form_token("/account").await;
    let (key, tag) = own.split_once('.').unwrap();
    let wrong = [
        other,
        twin,
        visit,
        String::new(),
        key.to_owned(),
        format!("{key}."),
        format!("none.{tag}"),
        format!("{key}.{}", &tag[1..]),
        format!("{own}x"),
    ];
    for token in wrong {
        let reply = victim
            .post("/account/sign-out", &[("form_token", &token)])
            .await;
        assert_eq!(reply.status, 403, "{token}");
    }
    assert!(house.is_in(&mut victim).await);
    // After signing out the token is stale, also in the browser it was made for.
    let copy = victim.clone();
    assert_eq!(
        victim
            .post("/account/sign-out", &[("form_token", &own)])
            .await
            .status,
        303
    );
    let stale = victim
        .post("/account/probe/user", &[("form_token", &own)])
        .await;
    assert_eq!(stale.status, 403);
    let stale = copy
        .clone()
        .post("/account/probe/user", &[("form_token", &own)])
        .await;
    assert!(stale.location().unwrap().starts_with("/account/sign-in"));
    assert_eq!(house.probe.ran(), 0);
    // No cookies at all: say so instead of looping.
    let mut cookieless = house.browser();
    let reply = cookieless
        .post("/account/sign-in", &[("form_token", &own)])
        .await;
    assert_eq!(reply.status, 403);
    assert!(
        reply
            .text()
            .contains("Your browser did not keep our cookie")
    );
}

async fn attack_079_actions_take_forms_and_json_only(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("Maren").await;
    let mut browser = house.signed_in(&maren).await;
    let token = browser.form_token("/account").await;
    for kind in [
        "text/plain",
        "application/xml",
        "application/json5",
        "text/json",
        "",
        "*/*",
    ] {
        let request = browser
            .request(Method::POST, "/account/probe/user")
            .header("content-type", kind)
            .header("x-form-token", &token)
            .body("{}");
        let reply = browser.send("/account/probe/user", request).await;
        assert_eq!(reply.status, 415, "{kind}");
    }
    let request = browser
        .request(Method::POST, "/account/probe/user")
        .header("x-form-token", &token);
    assert_eq!(
        browser.send("/account/probe/user", request).await.status,
        415
    );
    assert_eq!(house.probe.ran(), 0);
    for method in ["PUT", "DELETE", "PATCH", "OPTIONS"] {
        let request = browser.request(method.parse().unwrap(), "/account/probe/user");
        let reply = browser.send("/account/probe/user", request).await;
        assert_eq!(
            (reply.status.as_u16(), reply.header("allow")),
            (405, "GET, POST, HEAD")
        );
    }
}

async fn attack_080_every_response_is_protected(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("Maren").await;
    let mut browser = house.signed_in(&maren).await;
    let page = browser.get("/account/sessions").await;
    let style = page
        .targets()
        .into_iter()
        .find(|to| to.contains(".css"))
        .unwrap();
    let mut replies = vec![page, browser.get(&style).await];
    for path in [
        "/account",
        "/account/sessions/x/end",
        "/account/nothing/here",
        "/account/assets/none.css",
        "/account/probe/panic",
        "/account/probe/panic-view",
        "/account/form-token",
    ] {
        replies.push(browser.get(path).await);
        replies.push(browser.get_json(path).await);
    }
    replies.push(browser.post("/account/sign-in", &[]).await);
    replies.push(browser.post("/account/probe/user", &[]).await);
    let request = browser.request(Method::PUT, "/account/sessions");
    replies.push(browser.send("/account/sessions", request).await);
    for reply in replies {
        let policy = reply.header("content-security-policy");
        assert_eq!(
            policy,
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
             connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; \
             require-trusted-types-for 'script'; trusted-types 'none'",
            "{}",
            reply.path
        );
        assert_eq!(reply.header("x-content-type-options"), "nosniff");
        assert_eq!(reply.header("referrer-policy"), "same-origin");
        assert_eq!(reply.header("cross-origin-opener-policy"), "same-origin");
        let stored = reply.header("cache-control");
        let vary = reply.header("vary");
        if reply.path == style {
            assert_eq!(vary, "Accept-Encoding");
            assert_eq!(stored, "public, max-age=31536000, immutable");
            assert_eq!(reply.status, 200);
        } else {
            assert_eq!(vary, "Accept, Accept-Language, Cookie", "{}", reply.path);
            assert_eq!(stored, "no-store", "{}", reply.path);
        }
        assert!(!reply.headers.contains_key("strict-transport-security"));
    }
}

async fn attack_082_return_paths_stay_here(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("Maren").await;
    let tricks = [
        "//evil.example",
        "/\\evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        "/\t/evil.example",
        "/\r\nX: y",
        "https://evil.example/",
        "\\\\evil.example",
        "///evil",
        "/..//evil.example",
        "http://127.0.0.1:1/",
        "evil.example",
    ];
    let mut signed_in = house.signed_in(&maren).await;
    for trick in tricks {
        let query = widgets_tests::browser::encode(&[("return_to", trick)]);
        let page = house
            .browser()
            .get(&format!("/account/sign-in?{query}"))
            .await;
        let (_, hidden) = page.form("/sign-in");
        assert!(hidden.iter().all(|(name, _)| name != "return_to"));
        let (_, hidden) = page.form("/language");
        let here = ("return_to".to_owned(), house.path("/sign-in"));
        assert!(hidden.contains(&here), "{trick:?}: {hidden:?}");
        let gone = signed_in.get(&format!("/account/sign-in?{query}")).await;
        assert_eq!(gone.location().unwrap(), "/account", "{trick:?}");
        let mut browser = house.browser();
        let page = browser.get("/account/sign-in").await;
        let fields = [
            ("email", maren.email.as_str()),
            ("password", PASSWORD),
            ("return_to", trick),
        ];
        let reply = browser.submit(&page, "/sign-in", &fields).await;
        assert_eq!(reply.location().unwrap(), "/account", "{trick:?}");
    }
}

async fn attack_083_no_origin_is_let_in(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("Maren").await;
    let mut browser = house.signed_in(&maren).await;
    for origin in ["https://evil.example", "null", "http://localhost"] {
        for method in [Method::GET, Method::OPTIONS] {
            let request = browser
                .request(method, "/account/sessions")
                .header("origin", origin)
                .header("access-control-request-method", "POST");
            let reply = browser.send("/account/sessions", request).await;
            let names = reply.headers.keys().map(|name| name.as_str());
            assert_eq!(
                names
                    .filter(|name| name.starts_with("access-control"))
                    .count(),
                0
            );
        }
    }
}

async fn attack_084_line_breaks_split_nothing(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("Maren").await;
    let mut browser = house.browser();
    let page = browser.get("/account/sign-in").await;
    let broken = "x\r\nSet-Cookie: evil=1\r\n\r\n<h1>";
    let fields = [
        ("email", broken),
        ("password", broken),
        ("return_to", broken),
        ("keep", broken),
    ];
    let reply = browser.submit(&page, "/sign-in", &fields).await;
    assert_eq!(reply.status, 422);
    assert!(reply.body.contains("&lt;h1&gt;"), "what was typed is text");
    unsplit(&browser, &reply);
    let mut signed_in = house.signed_in(&maren).await;
    for (path, status, signed_in_status) in [
        (
            "/account/sessions?after=%0d%0aSet-Cookie:%20evil=1",
            303,
            200,
        ),
        ("/account/sign-in?notice=%0d%0aX:%20y", 200, 303),
        (
            "/account/sign-in?return_to=/%0d%0aSet-Cookie:%20evil=1",
            200,
            303,
        ),
        ("/account/sessions/%0d%0aX:y/end", 400, 400),
        ("/account/o/%0d%0aX:y", 404, 404),
    ] {
        for (browser, status) in [(&mut browser, status), (&mut signed_in, signed_in_status)] {
            let reply = browser.get(path).await;
            assert_eq!(reply.status, status, "{path}");
            unsplit(browser, &reply);
        }
    }
}

/// Nothing of what was sent to it became a header of the answer.
fn unsplit(browser: &Browser, reply: &Reply) {
    assert!(!browser.cookies.contains_key("evil"), "{}", reply.path);
    assert!(!reply.headers.contains_key("x"), "{}", reply.path);
    // Where it has to say the path again, the break stays the escape it was.
    let again = reply.location().unwrap_or_default();
    let asked = again.contains("evil") || again.contains("X:") || again.contains("X%3A");
    assert!(
        !asked || again.contains("%250d%250a"),
        "{}: {again}",
        reply.path
    );
}

async fn attack_085_fields_nobody_asked_for_are_ignored(house: HouseBuilder) {
    let house = house.start().await;
    let (maren, mallory) = (house.person("Maren").await, house.person("Mallory").await);
    house.organization("nordlicht", &maren).await;
    let extra = json!({
        "email": mallory.email, "password": PASSWORD, "id": maren.account.as_str(),
        "account": maren.account.as_str(), "user": maren.account.as_str(), "role": "owner",
        "org_id": "nordlicht", "email_verified": true, "status": "active", "epoch": 99,
        "expires_at": "2999-01-01T00:00:00Z", "method": "passkey", "session": "ses_mine",
    });
    let mut browser = house.browser();
    let reply = browser
        .post_json("/account", "/account/sign-in", &extra)
        .await;
    assert_eq!(reply.json()["account"], mallory.account.as_str());
    assert_ne!(reply.json()["session"], "ses_mine");
    let refused = browser
        .post_json("/account", "/account/probe/o/nordlicht/member", &extra)
        .await;
    assert_eq!(refused.status, 404, "no body makes anyone a member");
    let mut victim = house.signed_in(&maren).await;
    let end = json!({ "account": maren.account.as_str(), "user": maren.account.as_str() });
    browser
        .post_json("/account", "/account/sessions/others/end", &end)
        .await;
    assert!(
        house.is_in(&mut victim).await,
        "the actor comes only from the session"
    );
    let management = house.widgets.management("tests");
    let organization = management
        .organizations()
        .find("nordlicht")
        .await
        .unwrap()
        .unwrap();
    house.member(&organization.id, &mallory, Role::Member).await;
    let refused = browser
        .post_json("/account", "/account/probe/o/nordlicht/permitted", &extra)
        .await;
    assert_eq!(refused.json()["code"], "forbidden");
}

async fn attack_162_a_panic_is_a_page_with_an_id(house: HouseBuilder) {
    let house = house.start().await;
    let mut browser = house.browser();
    for path in ["/account/probe/panic", "/account/probe/panic-view"] {
        let reply = browser.get(path).await;
        assert_eq!(reply.status, 500, "{path}");
        assert!(
            !reply.body.contains("SELECT") && !reply.body.contains("panicked"),
            "{path}"
        );
    }
    let page = browser.get("/account/probe/panic").await;
    assert!(
        page.text().contains("tell support this number: req_"),
        "{}",
        page.text()
    );
    let json = browser.get_json("/account/probe/panic").await;
    assert!(
        json.json()["instance"]
            .as_str()
            .unwrap()
            .starts_with("req_")
    );
    let token = browser.form_token("/account").await;
    let reply = browser
        .post("/account/probe/panic", &[("form_token", &token)])
        .await;
    assert_eq!(reply.status, 500);
    assert_eq!(
        browser.get("/account/sign-in").await.status,
        200,
        "the process lives"
    );
}
