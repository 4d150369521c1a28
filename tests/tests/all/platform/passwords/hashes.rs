//! Hashes, those of other systems too: what they cost, and that nobody sees them.

use widgets_tests::prelude::*;

use super::{attempt, create, status, stored};

over_every_combination! {
    attack_036_passwordless_accounts_cost_the_same_work,
    attack_037_imported_hashes_cost_one_hash_and_are_replaced,
    attack_037_no_hash_is_ever_shown,
    a_long_bcrypt_password_counts_whole_once_rehashed,
    a_hash_of_unknown_kind_creates_no_account,
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
const ARGON2: &str = "$argon2id$v=19$m=64,t=1,p=1$";

/// What a missing password may be taken for.
const NO_PASSWORD: [&str; 11] = [
    "",
    " ",
    "null",
    "undefined",
    "*",
    "!",
    PASSWORD,
    "e\u{301}",
    IMPORTED[0].1,
    "$argon2id$v=19$m=64,t=1,p=1$AAAA$AAAA",
    "$argon2id$v=19$m=64,t=1,p=1$c2l4dGVlbiBieXRlcyBvZg$CBbO5RNkVXqkn8yEEVKHBu4ymXS4NB8yjRFYv6JHfHA",
];

async fn attack_036_passwordless_accounts_cost_the_same_work(host: TestHost) {
    host.bare("aiko").await;
    for password in NO_PASSWORD {
        let known = attempt(&host, "aiko", password).await;
        let unknown = attempt(&host, "nobody", password).await;
        assert_eq!(known, unknown, "{password:?}");
        let hashes = match password {
            "" => 0,
            // The typed text has a second form.
            "e\u{301}" => 2,
            _ => 1,
        };
        assert_eq!((known.0, known.1.hashes), (422, hashes), "{password:?}");
        // Later, so that no limit refuses instead.
        host.clock.advance(HOUR);
    }
}

async fn attack_037_imported_hashes_cost_one_hash_and_are_replaced(host: TestHost) {
    let refuses = async |name: &str| {
        let wrong = attempt(&host, name, "not the password").await;
        assert_eq!((wrong.0, wrong.1.hashes), (422, 1), "{name}");
        assert_eq!(wrong, attempt(&host, "nobody", "not the password").await);
        host.clock.advance(HOUR);
    };
    let accepts = async |name: &str, hashes: u64| {
        let (status, work) = attempt(&host, name, PASSWORD).await;
        assert_eq!((status, work.hashes), (303, hashes), "{name}");
    };
    for (name, hash) in IMPORTED {
        let imported = Secret::Hash(hash.to_owned());
        host.create(user(name, imported)).await;
        assert_eq!(stored(&host, name).await.0, hash);
        refuses(name).await;
        // A wrong password replaces nothing.
        assert_eq!(stored(&host, name).await.0, hash);
        // The right one is verified, and then hashed anew.
        accepts(name, 2).await;
        let (replaced, _) = stored(&host, name).await;
        assert!(replaced.starts_with(ARGON2), "{name}");
        refuses(name).await;
        accepts(name, 1).await;
        assert_eq!(stored(&host, name).await.0, replaced, "{name}");
    }
}

async fn attack_037_no_hash_is_ever_shown(host: TestHost) {
    let (name, hash) = IMPORTED[0];
    let imported = user(name, Secret::Hash(hash.to_owned()));
    let mut told = vec![format!("{imported:?}")];
    let account = host.create(imported).await.account;
    let (_, shown) = stored(&host, name).await;
    assert!(shown.contains("Some(PasswordHash(..))"), "{shown}");
    told.push(shown);
    let mut browser = host.browser();
    must_accept(host.sign_in(&mut browser, &address(name), PASSWORD).await);
    let (replaced, shown) = stored(&host, name).await;
    told.push(shown);
    told.push(format!("{:?}", host.users().find(&address(name)).await));
    told.push(format!("{:?}", host.users().profile(&account).await));
    let again = create(&host, name, Secret::Hash(replaced.clone())).await;
    told.push(format!("{again:?}"));
    for page in ["sessions", "profile", "csrf-token"] {
        let path = format!("/account/{page}");
        told.push(browser.get(&path).await.body);
        told.push(browser.get_json(&path).await.body);
    }
    let outputs = [hash, &replaced].map(|hash| hash.rsplit('$').next().unwrap());
    for told in told {
        for secret in outputs.into_iter().chain(["$2b$", "argon2id"]) {
            assert!(!told.contains(secret), "{told}");
        }
    }
}

async fn a_long_bcrypt_password_counts_whole_once_rehashed(host: TestHost) {
    // The hash of the first 72 bytes, which is all that bcrypt reads.
    let hash = "$2b$04$abcdefghijklmnopqrstuuyFVe2MibZZFEd1Av3E8O77tzju.0bXm";
    let imported = Secret::Hash(hash.to_owned());
    host.create(user("maren", imported)).await;
    let first = "passwort-".repeat(8);
    let whole = format!("{first}and its end");
    for (typed, expected) in [
        (&first[..71], 422),
        (&whole, 303),
        (&first, 422),
        (&format!("{first}another end"), 422),
        (&whole, 303),
    ] {
        assert_eq!(status(&host, "maren", typed).await, expected, "{typed}");
    }
}

async fn a_hash_of_unknown_kind_creates_no_account(host: TestHost) {
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
