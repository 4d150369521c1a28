//! Passwords: what may be set, how one typed is compared, and hashes brought along from other
//! systems.

use widgets_core::crypto::{PasswordFlaw, PasswordPolicy, PasswordRequirement};
use widgets_core::email::Email;
use widgets_core::id::AccountId;
use widgets_core::management::{ManagementError, Secret, UserToCreate};
use widgets_tests::harness::mail::code_form;
use widgets_tests::harness::person::PASSWORD;
use widgets_tests::harness::signing_up;
use widgets_tests::{House, HouseBuilder, Reply};

over_every_house! {
    attack_032_passwords_of_any_kind_count_whole,
    attack_032_what_is_too_long_is_refused_before_it_is_hashed,
    attack_033_the_host_learns_all_that_is_wrong_with_a_password,
    attack_033_no_form_takes_a_password_of_ones_own_words,
    attack_036_no_password_costs_what_an_unknown_address_costs,
    attack_037_imported_hashes_cost_one_hash_and_are_replaced,
    attack_037_no_hash_shows_in_anything_we_say,
    a_long_password_of_bcrypt_counts_whole_once_it_is_replaced,
    letters_may_be_typed_composed_or_not,
    a_hash_of_no_known_kind_creates_nobody,
    the_policy_is_the_hosts,
}

/// [`PASSWORD`] as other systems hash it.
const IMPORTED: [(&str, &str); 6] = [
    (
        "bcrypt",
        "$2b$04$abcdefghijklmnopqrstuuqREtd3VJD2QVZbuFskFSLk6eRIrQoOS",
    ),
    (
        "php",
        "$2y$04$abcdefghijklmnopqrstuuqREtd3VJD2QVZbuFskFSLk6eRIrQoOS",
    ),
    (
        "scrypt",
        "$scrypt$ln=4,r=8,p=1$c2l4dGVlbiBieXRlcyBvZg$mFhnrB4ApM8LGxWZp5n9u8S8vQgjQWJNMTSAsbxEVbw",
    ),
    (
        "pbkdf2",
        "$pbkdf2-sha256$i=1000,l=32$c2l4dGVlbiBieXRlcyBvZg$0lBrYX94ViAtVr3Xt8m+moAsoDBHa7oyseUsmGnllo4",
    ),
    (
        "passlib",
        "$pbkdf2-sha512$1000$c2l4dGVlbiBieXRlcyBvZg$YUUWZrMwOUvY3GCZdQlqhNcV.x2Zxv71W4EZx24aHzQpvfFuAp3BFU2IBL986InD55wb/S0Z3HzT/Q1v4W6XYg",
    ),
    (
        "django",
        "pbkdf2_sha256$1000$seasalt$DrdiWD40lyBuydnjvZiDrdQMx1S1mOA9O0QYex0R6ww=",
    ),
];

/// How the hashes of a house begin.
const OURS: &str = "$argon2id$v=19$m=64,t=1,p=1$";

fn address(name: &str) -> String {
    format!("{name}@nordlicht.example")
}

async fn create(house: &House, name: &str, secret: Secret) -> Result<AccountId, ManagementError> {
    let user = UserToCreate {
        email: address(name),
        verified: true,
        display_name: String::new(),
        secret,
    };
    house.widgets.management("tests").users().create(user).await
}

/// What an attempt to sign in came to: its status, and the work it cost (calls to accounts, to
/// limits, to profiles, and hashes).
async fn attempt(house: &House, name: &str, password: &str) -> (u16, (u64, u64, u64, u64)) {
    let mut browser = house.browser();
    let page = browser.get("/account/sign-in").await;
    let email = address(name);
    let fields = [("email", email.as_str()), ("password", password)];
    let (before, hashes) = (house.counts.all(), computed(house));
    let reply = browser.submit(&page, "/sign-in", &fields).await;
    let after = house.counts.all();
    let work = (
        after.0 - before.0,
        after.1 - before.1,
        after.2 - before.2,
        computed(house) - hashes,
    );
    let status = reply.status.as_u16();
    assert_eq!(house.is_in(&mut browser).await, status == 303);
    (status, work)
}

async fn status(house: &House, name: &str, password: &str) -> u16 {
    attempt(house, name, password).await.0
}

fn computed(house: &House) -> u64 {
    house.widgets.password_hashes().computed()
}

/// The hash the store keeps, and how `Debug` shows it and all else that is read for a sign-in.
async fn stored(house: &House, name: &str) -> (String, String) {
    let email = Email::parse(&address(name)).unwrap();
    let accounts = &house.storage.stores.accounts;
    let now = widgets_core::clock::Clock::now(&*house.clock);
    let found = accounts.credentials(email.key(), None, now).await;
    let found = found.unwrap().unwrap();
    let shown = format!("{found:?} {:?}", found.password);
    (found.password.unwrap().as_str().to_owned(), shown)
}

async fn attack_032_passwords_of_any_kind_count_whole(house: HouseBuilder) {
    let house = house.start().await;
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
        create(&house, name, Secret::password(password))
            .await
            .unwrap();
        for other in others {
            assert_eq!(status(&house, name, other).await, 422, "{name}: {other}");
        }
        assert_eq!(status(&house, name, password).await, 303, "{name}");
    }
    for (typed, has) in [
        ("", 0),
        ("fourteen chars", 14),
        ("☕☕☕☕☕☕☕☕☕☕☕☕☕☕", 14),
    ] {
        let refused = create(&house, "short", Secret::password(typed)).await;
        let flaw = PasswordFlaw::TooShort { least: 15, has };
        match refused {
            Err(ManagementError::Password(flaws)) => assert_eq!(flaws, [flaw]),
            other => panic!("{typed}: {other:?}"),
        }
    }
}

async fn attack_032_what_is_too_long_is_refused_before_it_is_hashed(house: HouseBuilder) {
    let house = house.start().await;
    let before = computed(&house);
    for typed in ["x".repeat(1025), "☕".repeat(1025), "x".repeat(1_000_000)] {
        let refused = create(&house, "long", Secret::password(typed)).await;
        assert!(matches!(
            refused,
            Err(ManagementError::Password(flaws)) if flaws == [PasswordFlaw::TooLong { most: 1024 }]
        ));
    }
    create(&house, "maren", Secret::password(PASSWORD))
        .await
        .unwrap();
    assert_eq!(computed(&house), before + 1);
    let (status, (accounts, _, _, hashes)) = attempt(&house, "maren", &"x".repeat(1025)).await;
    assert_eq!((status, accounts, hashes), (422, 0, 0));
    let (status, (_, _, _, hashes)) = attempt(&house, "maren", &"x".repeat(1024)).await;
    assert_eq!((status, hashes), (422, 1));
}

async fn attack_033_the_host_learns_all_that_is_wrong_with_a_password(house: HouseBuilder) {
    let house = house.start().await;
    let users = house.widgets.management("tests");
    let create = async |password: &str| {
        let user = UserToCreate {
            email: "maren@nordlicht.example".to_owned(),
            verified: true,
            display_name: "Maren Okafor".to_owned(),
            secret: Secret::password(password),
        };
        users.users().create(user).await
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
        users
            .users()
            .find("maren@nordlicht.example")
            .await
            .unwrap()
            .is_none()
    );
    create("maren drinks tea in secret").await.unwrap();
    assert_eq!(
        status(&house, "maren", "maren drinks tea in secret").await,
        303
    );
}

async fn attack_033_no_form_takes_a_password_of_ones_own_words(house: HouseBuilder) {
    let house = house.start().await;
    let weak = "maren-nordlicht-maren";
    let refuses = |reply: &Reply, field: &str| {
        assert_eq!(reply.status, 422, "{}: {}", reply.path, reply.text());
        let selector = format!("input[name={field}][aria-invalid]");
        assert_eq!(reply.count(&selector), 1, "{}", reply.body);
    };
    // A change.
    let maren = house.person("maren").await;
    let mut browser = house.signed_in(&maren).await;
    let page = browser.get("/account/security/password").await;
    let fields = [("current_password", PASSWORD), ("new_password", weak)];
    let changed = browser.submit(&page, "/security/password", &fields).await;
    refuses(&changed, "new_password");
    // A reset.
    let mut browser = house.browser();
    let page = house.ask_to_reset(&mut browser, &maren.email).await;
    let code = house.mailed_code(&maren.email).await.code;
    let fields = [("code", code.as_str()), ("new_password", weak)];
    let reset = browser.submit(&page, &code_form(&page), &fields).await;
    refuses(&reset, "new_password");
    assert_eq!(
        status(&house, "maren", PASSWORD).await,
        303,
        "it is the old one"
    );
    // An invitation.
    let invited = "maren.i@nordlicht.example";
    let invite = signing_up::invite(invited);
    let management = house.widgets.management("tests");
    management.users().invite(invite).await.unwrap();
    let link = signing_up::invitation_link(&house, invited).await;
    let mut browser = house.browser();
    let page = browser.get(&link).await;
    let path = link.trim_start_matches("/account");
    let fields = [("display_name", ""), ("password", weak)];
    refuses(&browser.submit(&page, path, &fields).await, "password");
    // A first one.
    create(&house, "bare.maren", Secret::None).await.unwrap();
    let bare = address("bare.maren");
    let mut browser = house.browser();
    let page = house.ask_to_sign_in(&mut browser, &bare).await;
    let code = house.mailed_code(&bare).await.code;
    signing_up::enter(&mut browser, &page, &code).await;
    let page = browser.get("/account/security/password/set").await;
    let fields = [("new_password", weak)];
    let set = browser
        .submit(&page, "/security/password/set", &fields)
        .await;
    refuses(&set, "new_password");
}

async fn attack_036_no_password_costs_what_an_unknown_address_costs(house: HouseBuilder) {
    let house = house.start().await;
    create(&house, "aiko", Secret::None).await.unwrap();
    for password in [" ", "null", PASSWORD, "e\u{301}", IMPORTED[0].1] {
        let known = attempt(&house, "aiko", password).await;
        let unknown = attempt(&house, "nobody", password).await;
        assert_eq!(known, unknown, "{password:?}");
        // Two where what was typed has a second form.
        let hashes = if password == "e\u{301}" { 2 } else { 1 };
        assert_eq!(known, (422, (1, 2, 0, hashes)), "{password:?}");
    }
}

async fn attack_037_imported_hashes_cost_one_hash_and_are_replaced(house: HouseBuilder) {
    let house = house.start().await;
    for (name, hash) in IMPORTED {
        create(&house, name, Secret::Hash(hash.to_owned()))
            .await
            .unwrap();
        assert_eq!(stored(&house, name).await.0, hash);

        let wrong = attempt(&house, name, "not the password").await;
        assert_eq!(wrong, (422, (1, 2, 0, 1)), "{name}");
        assert_eq!(wrong, attempt(&house, "nobody", "not the password").await);
        house.clock.advance(std::time::Duration::from_secs(60 * 60));
        assert_eq!(
            stored(&house, name).await.0,
            hash,
            "a wrong one replaces nothing"
        );

        let (status, (_, _, _, hashes)) = attempt(&house, name, PASSWORD).await;
        assert_eq!((status, hashes), (303, 2), "{name}: verified and replaced");
        let (replaced, _) = stored(&house, name).await;
        assert!(replaced.starts_with(OURS), "{name}");

        let wrong = attempt(&house, name, "not the password").await;
        assert_eq!(wrong, (422, (1, 2, 0, 1)), "{name}");
        let (status, (_, _, _, hashes)) = attempt(&house, name, PASSWORD).await;
        assert_eq!((status, hashes), (303, 1), "{name}: only verified");
        assert_eq!(stored(&house, name).await.0, replaced, "{name}");
    }
}

async fn attack_037_no_hash_shows_in_anything_we_say(house: HouseBuilder) {
    let house = house.start().await;
    let (name, hash) = IMPORTED[0];
    let secret = Secret::Hash(hash.to_owned());
    let user = UserToCreate {
        email: address(name),
        verified: true,
        display_name: String::new(),
        secret,
    };
    let mut told = vec![format!("{user:?}")];
    let users = house.widgets.management("tests");
    let account = users.users().create(user).await.unwrap();
    let (_, shown) = stored(&house, name).await;
    assert!(shown.contains("Some(PasswordHash(..))"), "{shown}");
    told.push(shown);
    let mut browser = house.browser();
    let reply = house.sign_in(&mut browser, &address(name), PASSWORD).await;
    assert_eq!(reply.status, 303);
    let (replaced, shown) = stored(&house, name).await;
    told.push(shown);
    told.push(format!("{:?}", users.users().find(&address(name)).await));
    told.push(format!("{:?}", users.users().profile(&account).await));
    let again = UserToCreate {
        email: address(name),
        verified: true,
        display_name: String::new(),
        secret: Secret::Hash(replaced.clone()),
    };
    told.push(format!("{:?}", users.users().create(again).await));
    for path in [
        "/account/sessions",
        "/account/profile",
        "/account/form-token",
    ] {
        told.push(browser.get(path).await.body);
        told.push(browser.get_json(path).await.body);
    }
    let outputs = [hash, &replaced].map(|hash| hash.rsplit('$').next().unwrap());
    for told in told {
        for output in outputs {
            assert!(!told.contains(output), "{told}");
        }
        assert!(
            !told.contains("$2b$") && !told.contains("argon2id"),
            "{told}"
        );
    }
}

async fn a_long_password_of_bcrypt_counts_whole_once_it_is_replaced(house: HouseBuilder) {
    let house = house.start().await;
    // The hash of the first 72 bytes, which is all that bcrypt reads.
    let hash = "$2b$04$abcdefghijklmnopqrstuuyFVe2MibZZFEd1Av3E8O77tzju.0bXm";
    create(&house, "maren", Secret::Hash(hash.to_owned()))
        .await
        .unwrap();
    let first = "passwort-".repeat(8);
    let whole = format!("{first}and its end");
    assert_eq!(status(&house, "maren", &first[..71]).await, 422);
    assert_eq!(status(&house, "maren", &whole).await, 303);
    assert_eq!(status(&house, "maren", &first).await, 422);
    assert_eq!(
        status(&house, "maren", &format!("{first}another end")).await,
        422
    );
    assert_eq!(status(&house, "maren", &whole).await, 303);
}

async fn letters_may_be_typed_composed_or_not(house: HouseBuilder) {
    let house = house.start().await;
    let [one, two] = [
        "crème brûlée at midnight",
        "cre\u{300}me bru\u{302}le\u{301}e at midnight",
    ];
    for (name, set) in [("composed", one), ("apart", two)] {
        create(&house, name, Secret::password(set)).await.unwrap();
        for typed in [one, two] {
            let (status, (_, _, _, hashes)) = attempt(&house, name, typed).await;
            assert_eq!((status, hashes), (303, 1), "{name}: {typed}");
        }
        assert_eq!(status(&house, name, "creme brulee at midnight").await, 422);
    }
}

async fn a_hash_of_no_known_kind_creates_nobody(house: HouseBuilder) {
    let house = house.start().await;
    for hash in [
        "",
        PASSWORD,
        "5f4dcc3b5aa765d61d8327deb882cf99",
        "{SSHA}5en6G6MezRroT3XKqkdPOmY/BfQ=",
        "$2x$04$abcdefghijklmnopqrstuuqREtd3VJD2QVZbuFskFSLk6eRIrQoOS",
        // These would take minutes, or the machine.
        "$2b$31$abcdefghijklmnopqrstuuqREtd3VJD2QVZbuFskFSLk6eRIrQoOS",
        "$scrypt$ln=24,r=8,p=1$c2l4dGVlbiBieXRlcyBvZg$mFhnrB4ApM8LGxWZp5n9u8S8vQgjQWJNMTSAsbxEVbw",
        "pbkdf2_sha256$4000000000$seasalt$DrdiWD40lyBuydnjvZiDrdQMx1S1mOA9O0QYex0R6ww=",
        "$argon2id$v=19$m=4194304,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
    ] {
        let refused = create(&house, "maren", Secret::Hash(hash.to_owned())).await;
        let refused = refused.unwrap_err();
        assert!(matches!(refused, ManagementError::UnknownHash), "{hash}");
        assert!(hash.is_empty() || !format!("{refused} {refused:?}").contains(hash));
    }
    let found = house.widgets.management("tests");
    let found = found.users().find(&address("maren")).await;
    assert!(found.unwrap().is_none());
}

async fn the_policy_is_the_hosts(house: HouseBuilder) {
    let policy = PasswordPolicy {
        shortest: 20,
        longest: 64,
        requirements: vec![PasswordRequirement::Digit],
        words: vec!["Espressomat".to_owned()],
        ..PasswordPolicy::default()
    };
    let house = house
        .with(|builder| builder.password_policy(policy))
        .start()
        .await;
    assert_eq!(house.widgets.password_policy().shortest, 20);
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
        match create(&house, "maren", Secret::password(password)).await {
            Err(ManagementError::Password(flaws)) => assert_eq!(flaws, expected, "{password}"),
            other => panic!("{password}: {other:?}"),
        }
    }
    let password = "three spoons in 3 seas";
    create(&house, "maren", Secret::password(password))
        .await
        .unwrap();
    assert_eq!(status(&house, "maren", password).await, 303);
}
