//! The HTTP walk, as a browser without JavaScript.

use std::time::Duration;

use serde_json::json;
use widgets_tests::harness::person::PASSWORD;
use widgets_tests::{Browser, HouseBuilder};

over_every_house! {
    one_browser_signs_the_other_out,
    signing_in_leads_back_to_where_it_interrupted,
    staying_signed_in_is_a_choice,
    signing_out_ends_this_session_or_all,
    a_one_time_link_signs_in_once,
    programs_do_all_of_it_in_json,
    long_lists_are_paged,
    a_wrong_password_shows_the_form_again,
    signing_in_again_renews_the_session,
    a_room_of_the_host_works_like_ours,
    the_back_end_ends_sessions,
    every_link_on_a_page_leads_somewhere,
}

async fn one_browser_signs_the_other_out(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("Maren").await;
    let mut desk = house.signed_in(&maren).await;
    let mut phone = house.browser();
    phone.agent = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 \
                   (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1"
        .to_owned();
    house.clock.advance(Duration::from_secs(5));
    house.sign_in(&mut phone, &maren.email, PASSWORD).await;
    house.clock.advance(Duration::from_secs(3 * 60 * 60));

    let list = desk.get("/account/sessions").await;
    assert_eq!(list.status, 200);
    let text = list.text();
    let (this, other) = (
        text.find("Chrome on macOS").unwrap(),
        text.find("Safari on iPhone").unwrap(),
    );
    assert!(this < other, "the session in use comes first: {text}");
    assert!(
        text.contains("This device") && text.contains("3 hours ago"),
        "{text}"
    );
    assert!(text.contains("Maren"), "the bar names the person: {text}");

    let ask = list
        .targets()
        .into_iter()
        .find(|to| to.contains("/sessions/ses_"))
        .unwrap();
    let question = desk.get(&ask).await;
    assert!(question.text().contains("Sign out Safari on iPhone?"));
    let done = desk.submit(&question, "/end", &[]).await;
    assert_eq!(done.status, 303);
    let list = desk.follow(done).await;
    assert!(list.text().contains("That device is signed out."));
    assert!(!list.text().contains("iPhone"));

    let out = phone.get("/account/sessions").await;
    assert_eq!(out.status, 303);
    assert_eq!(
        out.location().unwrap(),
        "/account/sign-in?return_to=/account/sessions"
    );
    assert!(
        !phone.cookies.contains_key("__Host-wg"),
        "the dead cookie is taken away"
    );
    assert!(house.is_in(&mut desk).await);
}

async fn signing_in_leads_back_to_where_it_interrupted(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("Maren").await;
    let mut browser = house.browser();
    let interrupted = browser.get("/account/sessions?after=x%26y").await;
    let page = browser.follow(interrupted).await;
    assert!(page.text().contains("Sign in to Coffee Desk"));
    let fields = [("email", maren.email.as_str()), ("password", PASSWORD)];
    let reply = browser.submit(&page, "/sign-in", &fields).await;
    assert_eq!(reply.location().unwrap(), "/account/sessions?after=x%26y");
    // Whoever is signed in already goes on at once.
    let again = browser.get("/account/sign-in?return_to=/beans").await;
    assert_eq!(again.location().unwrap(), "/beans");
    // The entrance leads to the first page.
    let home = browser.get("/account").await;
    assert_eq!(home.location().unwrap(), "/account/profile");
}

async fn staying_signed_in_is_a_choice(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("Maren").await;
    let cookie = |reply: &widgets_tests::Reply| {
        let cookies = reply.headers.get_all("set-cookie").iter();
        let mut lines = cookies.map(|line| line.to_str().unwrap().to_owned());
        lines.find(|line| line.starts_with("__Host-wg=")).unwrap()
    };
    let mut browser = house.browser();
    let reply = house.sign_in(&mut browser, &maren.email, PASSWORD).await;
    assert!(
        !cookie(&reply).contains("Max-Age"),
        "it goes with the browser"
    );
    let mut other = house.browser();
    let page = other.get("/account/sign-in").await;
    let fields = [
        ("email", maren.email.as_str()),
        ("password", PASSWORD),
        ("keep", "true"),
    ];
    let reply = other.submit(&page, "/sign-in", &fields).await;
    assert!(
        cookie(&reply).contains("Max-Age=5184000"),
        "{}",
        cookie(&reply)
    );
    house.clock.advance(Duration::from_secs(13 * 24 * 60 * 60));
    assert!(!house.is_in(&mut browser).await);
    assert!(house.is_in(&mut other).await);
}

async fn signing_out_ends_this_session_or_all(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("Maren").await;
    let (mut one, mut two) = (house.signed_in(&maren).await, house.signed_in(&maren).await);
    let copy = one.clone();
    let page = one.get("/account/sign-out").await;
    let out = one.submit(&page, "/sign-out", &[]).await;
    assert_eq!(out.header("clear-site-data"), "\"cache\"");
    assert!(one.follow(out).await.text().contains("You are signed out."));
    assert!(
        !house.is_in(&mut copy.clone()).await,
        "the cookie is worth nothing any more"
    );
    assert!(house.is_in(&mut two).await);

    let mut three = house.signed_in(&maren).await;
    let page = three.get("/account/sign-out").await;
    let out = three
        .submit(&page, "/sign-out", &[("everywhere", "true")])
        .await;
    assert!(
        three
            .follow(out)
            .await
            .text()
            .contains("signed out everywhere")
    );
    assert!(!house.is_in(&mut two).await);
}

async fn a_one_time_link_signs_in_once(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("Maren").await;
    let link = |lifetime| {
        let (house, maren) = (&house, &maren);
        async move {
            let management = house.widgets.management("tests");
            let link = management
                .users()
                .sign_in_link(&maren.account, lifetime)
                .await
                .unwrap();
            link.reveal()
                .strip_prefix(&house.origin)
                .unwrap()
                .to_owned()
        }
    };
    let path = link(Duration::from_secs(600)).await;
    let mut browser = house.browser();
    for _ in 0..2 {
        let page = browser.get(&path).await;
        assert!(
            page.text().contains("Sign in with this link"),
            "looking does not spend it"
        );
    }
    let page = browser.get(&path).await;
    let done = browser.submit(&page, &path, &[]).await;
    assert_eq!(done.status, 303);
    let list = browser.get("/account/sessions").await;
    assert!(list.text().contains("Signed in with a one-time link"));

    let mut thief = house.browser();
    let spent = thief.get(&path).await;
    assert!(spent.text().contains("This link no longer works"));
    let form = thief.get("/account/sign-in").await.form("/sign-in").1;
    let fields: Vec<(&str, &str)> = form.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let refused = thief.post(&path, &fields).await;
    assert_eq!(refused.status, 422);
    assert!(!house.is_in(&mut thief).await);

    let late = link(Duration::from_secs(60)).await;
    house.clock.advance(Duration::from_secs(61));
    assert!(thief.get(&late).await.text().contains("no longer works"));
    let void = link(Duration::from_secs(60)).await;
    let management = house.widgets.management("tests");
    management.users().disable(&maren.account).await.unwrap();
    management.users().enable(&maren.account).await.unwrap();
    assert!(thief.get(&void).await.text().contains("no longer works"));
}

async fn programs_do_all_of_it_in_json(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("Maren").await;
    let mut program = house.browser();
    let refused = program.get_json("/account/sessions").await;
    assert_eq!(refused.status, 401);
    assert_eq!(refused.header("content-type"), "application/problem+json");
    assert_eq!(refused.json()["code"], "not_signed_in");
    assert_eq!(refused.json()["sign_in"], "/account/sign-in");

    let wrong = json!({ "email": maren.email, "password": "wrong" });
    let refused = program
        .post_json("/account", "/account/sign-in", &wrong)
        .await;
    assert_eq!(refused.status, 422);
    assert_eq!(refused.json()["errors"][0]["field"], "form");

    let right = json!({ "email": maren.email, "password": PASSWORD, "keep": true });
    let signed_in = program
        .post_json("/account", "/account/sign-in", &right)
        .await;
    assert_eq!(signed_in.status, 200, "{}", signed_in.body);
    assert_eq!(signed_in.json()["account"], maren.account.as_str());
    let entrance = program.get_json("/account").await.json();
    let profile = json!({ "label": "Profile", "href": "/account/profile" });
    assert_eq!(entrance["pages"][0], profile);

    house.signed_in(&maren).await;
    let list = program.get_json("/account/sessions").await.json();
    let sessions = list["sessions"].as_array().unwrap();
    assert_eq!(sessions.len(), 2);
    assert_eq!(
        (&sessions[0]["current"], &sessions[1]["current"]),
        (&json!(true), &json!(false))
    );
    assert_eq!(sessions[0]["device"]["browser"], "Chrome");
    assert_eq!(sessions[0]["method"], "password");

    let path = format!(
        "/account/sessions/{}/end",
        sessions[1]["id"].as_str().unwrap()
    );
    assert_eq!(
        program
            .post_json("/account", &path, &json!({}))
            .await
            .status,
        200
    );
    let gone = program.post_json("/account", &path, &json!({})).await;
    assert_eq!(
        (gone.status.as_u16(), gone.json()["code"].as_str()),
        (404, Some("missing"))
    );
    let ended = program
        .post_json("/account", "/account/sessions/others/end", &json!({}))
        .await;
    assert_eq!(ended.json()["ended"], 0);
    let out = program
        .post_json("/account", "/account/sign-out", &json!({}))
        .await;
    assert_eq!(out.status, 200);
    assert!(!house.is_in(&mut program).await);
}

async fn long_lists_are_paged(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("Maren").await;
    for _ in 0..25 {
        house.signed_in(&maren).await;
        house.clock.advance(Duration::from_secs(1));
    }
    let mut browser = house.signed_in(&maren).await;
    let ids = |reply: &widgets_tests::Reply| -> Vec<String> {
        let json = reply.json();
        let sessions = json["sessions"].as_array().unwrap();
        sessions
            .iter()
            .map(|session| session["id"].as_str().unwrap().to_owned())
            .collect()
    };
    let first = browser.get_json("/account/sessions").await;
    let next = first.json()["next"].as_str().unwrap().to_owned();
    let second = browser
        .get_json(&format!("/account/sessions?after={next}"))
        .await;
    assert_eq!((ids(&first).len(), ids(&second).len()), (21, 5));
    assert!(second.json()["next"].is_null());
    let mut all = [ids(&first), ids(&second)].concat();
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 26, "every session once");

    let page = browser.get("/account/sessions").await;
    let more = page
        .targets()
        .into_iter()
        .find(|to| to.contains("after="))
        .unwrap();
    let older = browser.get(&more).await;
    assert!(older.text().contains("Back to the newest"));
    assert!(!older.text().contains("This device"));
    // What is not a position shows the first page.
    assert!(
        browser
            .get("/account/sessions?after=zzz")
            .await
            .text()
            .contains("This device")
    );
}

async fn a_wrong_password_shows_the_form_again(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("Maren").await;
    let mut browser = house.browser();
    let reply = house
        .sign_in(&mut browser, &maren.email, "not the password")
        .await;
    assert_eq!(reply.status, 422);
    assert!(reply.text().contains("Email or password is wrong."));
    assert!(
        reply.body.contains(&maren.email),
        "the address stands there again"
    );
    assert!(
        !reply.body.contains("not the password"),
        "the password does not"
    );
    assert_eq!(reply.count("[role=alert]"), 1);

    let reply = house.sign_in(&mut browser, &maren.email, "").await;
    assert_eq!(reply.count("input[type=password][aria-invalid=true]"), 1);
    assert!(reply.text().contains("Enter your password."));
    let reply = house.sign_in(&mut browser, "maren@nordlicht", "").await;
    assert_eq!(reply.count("input[name=email][aria-invalid=true]"), 1);
    assert!(reply.text().contains("It should be like name@example.com."));
    let right = [("email", maren.email.as_str()), ("password", PASSWORD)];
    assert_eq!(browser.submit(&reply, "/sign-in", &right).await.status, 303);
}

async fn signing_in_again_renews_the_session(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("Maren").await;
    let mut browser = house.signed_in(&maren).await;
    assert_eq!(browser.get("/account/probe/fresh").await.status, 200);
    house.clock.advance(Duration::from_secs(11 * 60));
    assert_eq!(
        browser.get_json("/account/probe/fresh").await.json()["code"],
        "stale"
    );
    let page = browser
        .get("/account/sign-in?again=1&return_to=/account/probe/fresh")
        .await;
    assert!(page.text().contains("Please confirm that it is you."));
    let before = browser.clone();
    let fields = [("email", maren.email.as_str()), ("password", PASSWORD)];
    let done = browser.submit(&page, "/sign-in", &fields).await;
    assert_eq!(done.location().unwrap(), "/account/probe/fresh");
    assert_eq!(browser.get("/account/probe/fresh").await.status, 200);
    let id = |browser: &Browser| {
        browser.cookies["__Host-wg"]
            .split_once('.')
            .unwrap()
            .0
            .to_owned()
    };
    assert_eq!(id(&browser), id(&before), "the session stays");
    assert!(
        !house.is_in(&mut before.clone()).await,
        "its old token does not"
    );
    let list = browser.get_json("/account/sessions").await;
    assert_eq!(list.json()["sessions"].as_array().unwrap().len(), 1);
}

async fn a_room_of_the_host_works_like_ours(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("Maren").await;
    assert_eq!(house.browser().get("/account/hello").await.status, 303);
    let mut browser = house.signed_in(&maren).await;
    let page = browser.get("/account/hello").await;
    assert!(page.text().contains("What people said here."));
    assert!(
        page.targets().contains(&"/account/sessions".to_owned()),
        "it has the navigation"
    );
    let wrong = browser.submit(&page, "/hello", &[("greeting", " ")]).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.text().contains("Write 1 to 80 characters."));
    let done = browser
        .submit(&wrong, "/hello", &[("greeting", "Moin <b>")])
        .await;
    let page = browser.follow(done).await;
    assert!(page.text().contains("Your greeting is on the list."));
    assert!(page.body.contains("Moin &lt;b&gt;"));
    assert_eq!(
        browser.get_json("/account/hello").await.json()[0],
        "Moin <b>"
    );
}

async fn the_back_end_ends_sessions(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("Maren").await;
    let mut browser = house.signed_in(&maren).await;
    let management = house.widgets.management("support desk");
    assert_eq!(
        management
            .users()
            .end_sessions(&maren.account)
            .await
            .unwrap(),
        1
    );
    assert!(!house.is_in(&mut browser).await);
    let found = management
        .users()
        .find(&maren.email)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(found.id, maren.account);
}

async fn every_link_on_a_page_leads_somewhere(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("Maren").await;
    house.signed_in(&maren).await;
    let mut browser = house.signed_in(&maren).await;
    let mut open = vec!["/account".to_owned()];
    let mut seen = Vec::new();
    while let Some(path) = open.pop() {
        if seen.contains(&path) || !path.starts_with("/account") {
            continue;
        }
        let reply = browser.get(&path).await;
        assert!(
            reply.status.is_success() || reply.status == 303,
            "{path}: {}",
            reply.status
        );
        let own = "<script type=\"module\" src=\"/account/assets/widgets-";
        let rest = reply.body.replacen(own, "", 1);
        for handler in [
            "onclick=",
            "onload=",
            "style=",
            "<style",
            "<script",
            "javascript:",
        ] {
            assert!(!rest.contains(handler), "{path} holds {handler} inline");
        }
        open.extend(reply.location());
        open.extend(reply.targets());
        seen.push(path);
    }
    assert!(seen.len() > 6, "{seen:?}");
}
