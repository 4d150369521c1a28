//! Hashes, those of other systems too: what they cost, and that nobody sees them.

use widgets_core::admin::{ManagementError, Secret, UserToCreate};
use widgets_tests::prelude::*;

use super::{address, attempt, create, status, stored};

over_every_combination! {
    attack_036_no_password_costs_what_an_unknown_address_costs,
    attack_037_imported_hashes_cost_one_hash_and_are_replaced,
    attack_037_no_hash_shows_in_anything_we_say,
    a_long_password_of_bcrypt_counts_whole_once_it_is_replaced,
    a_hash_of_no_known_kind_creates_nobody,
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

/// How the hashes of a host begin.
const OURS: &str = "$argon2id$v=19$m=64,t=1,p=1$";

async fn attack_036_no_password_costs_what_an_unknown_address_costs(host: TestHost) {
    create(&host, "aiko", Secret::None).await.unwrap();
    for password in [" ", "null", PASSWORD, "e\u{301}", IMPORTED[0].1] {
        let known = attempt(&host, "aiko", password).await;
        let unknown = attempt(&host, "nobody", password).await;
        assert_eq!(known, unknown, "{password:?}");
        // Two where what was typed has a second form.
        let hashes = if password == "e\u{301}" { 2 } else { 1 };
        assert_eq!((known.0, known.1.hashes), (422, hashes), "{password:?}");
    }
}

async fn attack_037_imported_hashes_cost_one_hash_and_are_replaced(host: TestHost) {
    for (name, hash) in IMPORTED {
        create(&host, name, Secret::Hash(hash.to_owned()))
            .await
            .unwrap();
        assert_eq!(stored(&host, name).await.0, hash);

        let wrong = attempt(&host, name, "not the password").await;
        assert_eq!((wrong.0, wrong.1.hashes), (422, 1), "{name}");
        assert_eq!(wrong, attempt(&host, "nobody", "not the password").await);
        host.clock.advance(HOUR);
        // A wrong one replaces nothing.
        assert_eq!(stored(&host, name).await.0, hash);

        let (status, work) = attempt(&host, name, PASSWORD).await;
        assert_eq!(
            (status, work.hashes),
            (303, 2),
            "{name}: verified and replaced"
        );
        let (replaced, _) = stored(&host, name).await;
        assert!(replaced.starts_with(OURS), "{name}");

        let wrong = attempt(&host, name, "not the password").await;
        assert_eq!((wrong.0, wrong.1.hashes), (422, 1), "{name}");
        assert_eq!(wrong, attempt(&host, "nobody", "not the password").await);
        let (status, work) = attempt(&host, name, PASSWORD).await;
        assert_eq!((status, work.hashes), (303, 1), "{name}: only verified");
        assert_eq!(stored(&host, name).await.0, replaced, "{name}");
    }
}

async fn attack_037_no_hash_shows_in_anything_we_say(host: TestHost) {
    let (name, hash) = IMPORTED[0];
    let secret = Secret::Hash(hash.to_owned());
    let user = UserToCreate {
        email: address(name),
        verified: true,
        display_name: String::new(),
        secret,
    };
    let mut told = vec![format!("{user:?}")];
    let account = host.users().create(user).await.unwrap();
    let (_, shown) = stored(&host, name).await;
    assert!(shown.contains("Some(PasswordHash(..))"), "{shown}");
    told.push(shown);
    let mut browser = host.browser();
    let reply = host.sign_in(&mut browser, &address(name), PASSWORD).await;
    assert_eq!(reply.status, 303);
    let (replaced, shown) = stored(&host, name).await;
    told.push(shown);
    told.push(format!("{:?}", host.users().find(&address(name)).await));
    told.push(format!("{:?}", host.users().profile(&account).await));
    let again = UserToCreate {
        email: address(name),
        verified: true,
        display_name: String::new(),
        secret: Secret::Hash(replaced.clone()),
    };
    told.push(format!("{:?}", host.users().create(again).await));
    for path in [
        "/account/sessions",
        "/account/profile",
        "/account/csrf-token",
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

async fn a_long_password_of_bcrypt_counts_whole_once_it_is_replaced(host: TestHost) {
    // The hash of the first 72 bytes, which is all that bcrypt reads.
    let hash = "$2b$04$abcdefghijklmnopqrstuuyFVe2MibZZFEd1Av3E8O77tzju.0bXm";
    create(&host, "maren", Secret::Hash(hash.to_owned()))
        .await
        .unwrap();
    let first = "passwort-".repeat(8);
    let whole = format!("{first}and its end");
    assert_eq!(status(&host, "maren", &first[..71]).await, 422);
    assert_eq!(status(&host, "maren", &whole).await, 303);
    assert_eq!(status(&host, "maren", &first).await, 422);
    assert_eq!(
        status(&host, "maren", &format!("{first}another end")).await,
        422
    );
    assert_eq!(status(&host, "maren", &whole).await, 303);
}

async fn a_hash_of_no_known_kind_creates_nobody(host: TestHost) {
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
        let refused = create(&host, "maren", Secret::Hash(hash.to_owned())).await;
        let refused = refused.unwrap_err();
        assert!(matches!(refused, ManagementError::UnknownHash), "{hash}");
        assert!(hash.is_empty() || !format!("{refused} {refused:?}").contains(hash));
    }
    let found = host.users().find(&address("maren")).await;
    assert!(found.unwrap().is_none());
}
