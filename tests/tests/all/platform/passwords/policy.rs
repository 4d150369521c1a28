//! Which passwords may be set, and how one typed is compared.

use widgets_core::crypto::PasswordFlaw::{Lacks, OwnWords, TooLong, TooShort, TooWeak};
use widgets_core::crypto::{PasswordPolicy, PasswordRequirement};
use widgets_tests::prelude::*;

use super::{attempt, flaws, set, status};

over_every_combination! {
    attack_032_passwords_of_any_kind_count_whole,
    attack_032_overlong_passwords_are_not_hashed,
    attack_033_the_host_learns_all_that_is_wrong_with_a_password,
    attack_033_no_form_takes_a_password_of_ones_own_words,
    letters_may_be_typed_composed_or_not,
    a_password_is_as_long_on_a_keyboard_that_sends_letters_and_marks_apart,
    the_host_sets_the_password_policy,
    whoever_has_an_outdated_password_is_asked_for_a_new_one,
}

async fn attack_032_passwords_of_any_kind_count_whole(host: TestHost) {
    let long = "a train of ninety characters that goes through the night with coffee for all of its people";
    // No character stands beside one that it follows in a table.
    let rest = (0..1020).map(|own| char::from_u32(0x4e00 + own * 37 % 20_000).unwrap());
    let espresso: String = "☕👩\u{200d}🚀".chars().chain(rest).collect();
    let spaces = "  two before and one after ";
    for (name, password, others) in [
        ("spaces", spaces, vec![spaces.trim()]),
        (
            "plain",
            "onlylowercaseletters",
            vec!["OnlyLowerCaseLetters"],
        ),
        ("digits", "929012093887261550", vec!["92901209388726155"]),
        ("arabic", "عندما يغلي الماء", vec!["عندما يغلي"]),
        ("long", long, vec![&long[..72], &long[..73], &long[..89]]),
        ("most", &espresso, vec![&espresso[..71]]),
    ] {
        set(&host, name, password).await;
        for other in others {
            assert_eq!(status(&host, name, other).await, 422, "{name}: {other}");
        }
        assert_eq!(status(&host, name, password).await, 303, "{name}");
    }
    for (typed, has, weak) in [
        ("", 0, true),
        ("fourteen chars", 14, false),
        (&"☕".repeat(14), 14, true),
    ] {
        let flaws = flaws(&host, "short", typed).await;
        let too_weak = weak.then_some(TooWeak);
        let expected: Vec<_> = [TooShort { least: 15, has }]
            .into_iter()
            .chain(too_weak)
            .collect();
        assert_eq!(flaws, expected, "{typed}");
    }
}

async fn attack_032_overlong_passwords_are_not_hashed(host: TestHost) {
    let before = host.hashes();
    for typed in ["x".repeat(1025), "☕".repeat(1025), "x".repeat(1_000_000)] {
        assert_eq!(flaws(&host, "long", &typed).await, [TooLong { most: 1024 }]);
    }
    set(&host, "maren", PASSWORD).await;
    assert_eq!(host.hashes(), before + 1);
    let (status, work) = attempt(&host, "maren", &"x".repeat(1025)).await;
    assert_eq!((status, work.accounts, work.hashes), (422, 0, 0));
    let (status, work) = attempt(&host, "maren", &"x".repeat(1024)).await;
    assert_eq!((status, work.hashes), (422, 1));
}

async fn a_password_is_as_long_on_a_keyboard_that_sends_letters_and_marks_apart(host: TestHost) {
    let composed = "ệồấữǘṩȱǟ".repeat(128);
    let apart = "e\u{323}\u{302}o\u{302}\u{300}a\u{302}\u{301}u\u{31b}\u{303}u\u{308}\u{301}\
                 s\u{323}\u{307}o\u{307}\u{304}a\u{308}\u{304}";
    let apart = apart.repeat(128);
    set(&host, "maren", &composed).await;
    assert_eq!(attempt(&host, "maren", &apart).await.0, 303);
    set(&host, "jonas", &apart).await;
    assert_eq!(attempt(&host, "jonas", &composed).await.0, 303);
}

async fn attack_033_the_host_learns_all_that_is_wrong_with_a_password(host: TestHost) {
    let create = async |password: &str| {
        let user = user("maren", Secret::password(password)).display_name("Maren Okafor");
        host.users().create(user).await
    };
    for (password, expected) in [
        ("maren", vec![TooShort { least: 15, has: 5 }, OwnWords]),
        ("maren@nordlicht.example", vec![OwnWords]),
        ("Okafor-Maren-2026", vec![OwnWords]),
        ("coffeedesk-coffeedesk", vec![OwnWords]),
    ] {
        let refused = create(password).await.unwrap_err();
        let told = format!("{refused} {refused:?}");
        assert!(!told.contains(password), "{told}");
        match refused {
            ManagementError::Password(flaws) => assert_eq!(flaws, expected, "{password}"),
            other => panic!("{password}: {other:?}"),
        }
    }
    assert!(!has_account(&host, "maren@nordlicht.example").await);
    let password = "maren drinks tea in secret";
    create(password).await.unwrap();
    assert_eq!(status(&host, "maren", password).await, 303);
}

async fn attack_033_no_form_takes_a_password_of_ones_own_words(host: TestHost) {
    let weak = "maren-nordlicht-maren";
    let maren = host.person("maren").await;
    let mut browser = host.signed_in(&maren).await;
    let fields = [("current_password", PASSWORD), ("new_password", weak)];
    let changed = browser.fill("/account/security/password", &fields).await;
    changed.assert_invalid("new_password");
    let mut browser = host.browser();
    let (page, mailed) = host.code_to_reset(&mut browser, &maren.email).await;
    let reset = enter_reset(&mut browser, &page, &mailed.code, weak).await;
    reset.assert_invalid("new_password");
    assert_eq!(status(&host, "maren", PASSWORD).await, 303);
    let invited = "maren.i@nordlicht.example";
    host.users().invite(invite(invited)).await.unwrap();
    let link = invitation_link(&host, invited).await;
    let mut browser = host.browser();
    let page = browser.get(&link).await;
    let fields = [("display_name", ""), ("password", weak)];
    let accepted = browser.submit(&page, &link, &fields).await;
    accepted.assert_invalid("password");
    // The first password of an account without one.
    let bare = host.bare("bare.maren").await;
    let mut browser = host.signed_in_by_code(&bare.email).await;
    let path = "/account/security/password/set";
    let set = browser.fill(path, &[("new_password", weak)]).await;
    set.assert_invalid("new_password");
}

async fn letters_may_be_typed_composed_or_not(host: TestHost) {
    let [one, two] = [
        "crème brûlée at midnight",
        "cre\u{300}me bru\u{302}le\u{301}e at midnight",
    ];
    for (name, password) in [("composed", one), ("apart", two)] {
        set(&host, name, password).await;
        for typed in [one, two] {
            let (status, work) = attempt(&host, name, typed).await;
            assert_eq!((status, work.hashes), (303, 1), "{name}: {typed}");
        }
        assert_eq!(status(&host, name, "creme brulee at midnight").await, 422);
    }
}

async fn the_host_sets_the_password_policy(host: TestHostBuilder) {
    let policy = PasswordPolicy::default()
        .shortest(20)
        .longest(64)
        .requirements(vec![PasswordRequirement::Digit])
        .words(vec!["Espressomat".to_owned()]);
    let host = host.with(|builder| builder.password_policy(policy));
    let host = host.start().await;
    assert_eq!(host.widgets.password_policy().shortest, 20);
    let digit = Lacks(PasswordRequirement::Digit);
    let short = TooShort { least: 20, has: 11 };
    for (password, expected) in [
        ("espressomat", vec![short, digit, OwnWords]),
        ("Espressomat 1234 Espressomat", vec![OwnWords]),
        (
            &"no digits at all ".repeat(4),
            vec![TooLong { most: 64 }, digit],
        ),
    ] {
        assert_eq!(
            flaws(&host, "maren", password).await,
            expected,
            "{password}"
        );
    }
    let password = "three spoons in 3 seas";
    set(&host, "maren", password).await;
    assert_eq!(status(&host, "maren", password).await, 303);
}

async fn whoever_has_an_outdated_password_is_asked_for_a_new_one(host: TestHostBuilder) {
    let policy = PasswordPolicy::default().shortest(40);
    let asking = policy.clone().ask_to_replace(true);
    let quiet = host
        .with(|builder| builder.password_policy(policy))
        .start()
        .await;
    let host = quiet
        .beside()
        .with(|builder| builder.password_policy(asking));
    let host = host.start().await;
    let hash = "$2b$04$abcdefghijklmnopqrstuuqREtd3VJD2QVZbuFskFSLk6eRIrQoOS".to_owned();
    let maren = quiet.create(user("maren", Secret::Hash(hash))).await;
    let body = json!({ "email": maren.email, "password": PASSWORD });
    let silent = quiet.browser().post_json("/account/sign-in", &body).await;
    assert_eq!(silent.json().get("task"), None, "nobody is asked");
    let told = host.browser().post_json("/account/sign-in", &body).await;
    assert_eq!(told.json()["task"], "new_password");

    let mut browser = host.browser();
    let page = browser.get("/account/sign-in?return_to=/desk").await;
    let page = browser
        .through(&page, "/sign-in", &[("email", &*maren.email)])
        .await;
    let fields = [("email", &*maren.email), ("password", PASSWORD)];
    let led = browser.submit(&page, PROOF, &fields).await;
    let change = "/account/security/password";
    assert!(led.location().unwrap().starts_with(change), "{led:?}");
    let form = must_say(browser.follow(led).await, "security-outdated");
    assert!(form.links_to("/desk"), "one may go on without it");
    assert!(host.is_in(&mut browser).await);
    let new = "a new password of forty characters and more";
    let fields = [("current_password", PASSWORD), ("new_password", new)];
    let saved = must_accept(browser.submit(&form, change, &fields).await);
    assert_eq!(saved.location().unwrap().split('?').next(), Some("/desk"));

    let body = json!({ "email": maren.email, "password": new });
    let told = host.browser().post_json("/account/sign-in", &body).await;
    assert_eq!(told.json().get("task"), None, "done");
}
