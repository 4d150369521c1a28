//! Which passwords may be set, and how one typed is compared.

use widgets_core::admin::{ManagementError, Secret, UserToCreate};
use widgets_core::crypto::{PasswordFlaw, PasswordPolicy, PasswordRequirement};
use widgets_tests::prelude::*;

use super::{address, attempt, computed, create, status};

over_every_combination! {
    attack_032_passwords_of_any_kind_count_whole,
    attack_032_what_is_too_long_is_refused_before_it_is_hashed,
    attack_033_the_host_learns_all_that_is_wrong_with_a_password,
    attack_033_no_form_takes_a_password_of_ones_own_words,
    letters_may_be_typed_composed_or_not,
    the_policy_is_the_hosts,
}

async fn attack_032_passwords_of_any_kind_count_whole(host: TestHost) {
    let long = "a train of ninety characters that goes through the night with coffee for all of its people";
    let espresso = "☕👩\u{200d}🚀".repeat(256);
    for (name, password, others) in [
        (
            "spaces",
            "  two before and one after ",
            vec!["two before and one after"],
        ),
        (
            "plain",
            "onlylowercaseletters",
            vec!["OnlyLowerCaseLetters"],
        ),
        ("digits", "929012093887261550", vec!["92901209388726155"]),
        ("arabic", "عندما يغلي الماء", vec!["عندما يغلي"]),
        ("long", long, vec![&long[..72], &long[..73], &long[..89]]),
        ("most", &espresso, vec![&espresso[..70]]),
    ] {
        create(&host, name, Secret::password(password))
            .await
            .unwrap();
        for other in others {
            assert_eq!(status(&host, name, other).await, 422, "{name}: {other}");
        }
        assert_eq!(status(&host, name, password).await, 303, "{name}");
    }
    for (typed, has) in [
        ("", 0),
        ("fourteen chars", 14),
        ("☕☕☕☕☕☕☕☕☕☕☕☕☕☕", 14),
    ] {
        let refused = create(&host, "short", Secret::password(typed)).await;
        let flaw = PasswordFlaw::TooShort { least: 15, has };
        match refused {
            Err(ManagementError::Password(flaws)) => assert_eq!(flaws, [flaw]),
            other => panic!("{typed}: {other:?}"),
        }
    }
}

async fn attack_032_what_is_too_long_is_refused_before_it_is_hashed(host: TestHost) {
    let before = computed(&host);
    for typed in ["x".repeat(1025), "☕".repeat(1025), "x".repeat(1_000_000)] {
        let refused = create(&host, "long", Secret::password(typed)).await;
        assert!(matches!(
            refused,
            Err(ManagementError::Password(flaws)) if flaws == [PasswordFlaw::TooLong { most: 1024 }]
        ));
    }
    create(&host, "maren", Secret::password(PASSWORD))
        .await
        .unwrap();
    assert_eq!(computed(&host), before + 1);
    let (status, work) = attempt(&host, "maren", &"x".repeat(1025)).await;
    assert_eq!((status, work.accounts, work.hashes), (422, 0, 0));
    let (status, work) = attempt(&host, "maren", &"x".repeat(1024)).await;
    assert_eq!((status, work.hashes), (422, 1));
}

async fn attack_033_the_host_learns_all_that_is_wrong_with_a_password(host: TestHost) {
    let create = async |password: &str| {
        let user = UserToCreate {
            email: "maren@nordlicht.example".to_owned(),
            verified: true,
            display_name: "Maren Okafor".to_owned(),
            secret: Secret::password(password),
        };
        host.users().create(user).await
    };
    let own = PasswordFlaw::OwnWords;
    for (password, expected) in [
        (
            "maren",
            vec![PasswordFlaw::TooShort { least: 15, has: 5 }, own],
        ),
        ("maren@nordlicht.example", vec![own]),
        ("Okafor-Maren-2026", vec![own]),
        ("coffeedesk-coffeedesk", vec![own]),
    ] {
        let refused = create(password).await.unwrap_err();
        let told = format!("{refused} {refused:?}");
        assert!(!told.contains(password), "{told}");
        assert!(told.starts_with("the password is refused: it "), "{told}");
        match refused {
            ManagementError::Password(flaws) => assert_eq!(flaws, expected, "{password}"),
            other => panic!("{password}: {other:?}"),
        }
    }
    assert!(
        host.users()
            .find("maren@nordlicht.example")
            .await
            .unwrap()
            .is_none()
    );
    create("maren drinks tea in secret").await.unwrap();
    assert_eq!(
        status(&host, "maren", "maren drinks tea in secret").await,
        303
    );
}

async fn attack_033_no_form_takes_a_password_of_ones_own_words(host: TestHost) {
    let weak = "maren-nordlicht-maren";
    let refuses = |reply: &Reply, field: &str| {
        assert_eq!(reply.status, 422, "{}: {}", reply.path, reply.text());
        let selector = format!("input[name={field}][aria-invalid]");
        reply.assert_count(&selector, 1);
    };
    // A change.
    let maren = host.person("maren").await;
    let mut browser = host.signed_in(&maren).await;
    let fields = [("current_password", PASSWORD), ("new_password", weak)];
    let changed = browser.fill("/account/security/password", &fields).await;
    refuses(&changed, "new_password");
    // A reset.
    let mut browser = host.browser();
    let page = host.ask_to_reset(&mut browser, &maren.email).await;
    let code = host.mailed_code(&maren.email).await.code;
    let reset = enter_reset(&mut browser, &page, &code, weak).await;
    refuses(&reset, "new_password");
    // It is the old one.
    assert_eq!(status(&host, "maren", PASSWORD).await, 303);
    // An invitation.
    let invited = "maren.i@nordlicht.example";
    host.users().invite(invite(invited)).await.unwrap();
    let link = invitation_link(&host, invited).await;
    let mut browser = host.browser();
    let page = browser.get(&link).await;
    let fields = [("display_name", ""), ("password", weak)];
    refuses(&browser.submit(&page, &link, &fields).await, "password");
    // A first one.
    create(&host, "bare.maren", Secret::None).await.unwrap();
    let bare = address("bare.maren");
    let mut browser = host.browser();
    let page = host.ask_to_sign_in(&mut browser, &bare).await;
    let code = host.mailed_code(&bare).await.code;
    enter(&mut browser, &page, &code).await;
    let fields = [("new_password", weak)];
    let set = browser
        .fill("/account/security/password/set", &fields)
        .await;
    refuses(&set, "new_password");
}

async fn letters_may_be_typed_composed_or_not(host: TestHost) {
    let [one, two] = [
        "crème brûlée at midnight",
        "cre\u{300}me bru\u{302}le\u{301}e at midnight",
    ];
    for (name, set) in [("composed", one), ("apart", two)] {
        create(&host, name, Secret::password(set)).await.unwrap();
        for typed in [one, two] {
            let (status, work) = attempt(&host, name, typed).await;
            assert_eq!((status, work.hashes), (303, 1), "{name}: {typed}");
        }
        assert_eq!(status(&host, name, "creme brulee at midnight").await, 422);
    }
}

async fn the_policy_is_the_hosts(host: TestHostBuilder) {
    let policy = PasswordPolicy {
        shortest: 20,
        longest: 64,
        requirements: vec![PasswordRequirement::Digit],
        words: vec!["Espressomat".to_owned()],
        ..PasswordPolicy::default()
    };
    let host = host
        .with(|builder| builder.password_policy(policy))
        .start()
        .await;
    assert_eq!(host.widgets.password_policy().shortest, 20);
    let digit = PasswordFlaw::Lacks(PasswordRequirement::Digit);
    for (password, expected) in [
        (
            "espressomat",
            vec![
                PasswordFlaw::TooShort { least: 20, has: 11 },
                digit,
                PasswordFlaw::OwnWords,
            ],
        ),
        ("Espressomat 1234 Espressomat", vec![PasswordFlaw::OwnWords]),
        (
            &"no digits at all ".repeat(4)[..],
            vec![PasswordFlaw::TooLong { most: 64 }, digit],
        ),
    ] {
        match create(&host, "maren", Secret::password(password)).await {
            Err(ManagementError::Password(flaws)) => assert_eq!(flaws, expected, "{password}"),
            other => panic!("{password}: {other:?}"),
        }
    }
    let password = "three spoons in 3 seas";
    create(&host, "maren", Secret::password(password))
        .await
        .unwrap();
    assert_eq!(status(&host, "maren", password).await, 303);
}
