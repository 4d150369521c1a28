//! Imported hashes. Those without a named source were made with Python's `hashlib` and the C
//! library's `crypt`.

use super::{CHEAP, typed, verdict};
use crate::crypto::password::{PasswordHash, PasswordHashes, Verification};

const PASSWORD: &str = "correct horse battery";

/// A hash of each kind on a line, and its password behind a space, unless that is empty.
const KINDS: &str = include_str!("imported.txt");

#[tokio::test]
async fn hashes_of_other_systems_verify_and_are_replaced() {
    let hashes = PasswordHashes::new(CHEAP).unwrap();
    for line in KINDS.lines().filter(|line| !line.starts_with('#')) {
        let (text, password) = line.split_once(' ').unwrap_or((line, ""));
        let stored = PasswordHash::parse(text).unwrap_or_else(|| panic!("{text}"));
        assert_eq!(format!("{stored:?}"), "PasswordHash(..)");
        let right = match text.starts_with("$argon2id") {
            true => Verification::Right,
            false => Verification::RightButWeak,
        };
        let wrong = format!("{password}x");
        for (attempt, expected) in [(password, right), (&wrong, Verification::Wrong)] {
            let before = hashes.computed();
            let found = verdict(&hashes, attempt, Some(&stored)).await;
            assert_eq!(found, expected, "{attempt:?} {text}");
            assert_eq!(hashes.computed(), before + 1, "{text}");
        }
    }
}

#[tokio::test]
async fn bcrypt_reads_72_bytes_and_its_replacement_reads_all() {
    let hashes = PasswordHashes::new(CHEAP).unwrap();
    let first = "passwort-".repeat(8);
    let text = "$2b$04$abcdefghijklmnopqrstuuyFVe2MibZZFEd1Av3E8O77tzju.0bXm";
    let stored = PasswordHash::parse(text).unwrap();
    let whole = format!("{first}and its end");
    for (attempt, expected) in [
        (first.clone(), Verification::RightButWeak),
        (whole.clone(), Verification::RightButWeak),
        (format!("{first}another end"), Verification::RightButWeak),
        (first[..71].to_owned(), Verification::Wrong),
    ] {
        let found = verdict(&hashes, &attempt, Some(&stored)).await;
        assert_eq!(found, expected, "{attempt}");
    }
    let new = hashes.strengthen(typed(&whole)).await.unwrap();
    for (attempt, expected) in [
        (whole.clone(), Verification::Right),
        (first.clone(), Verification::Wrong),
        (format!("{first}another end"), Verification::Wrong),
    ] {
        let found = verdict(&hashes, &attempt, Some(&new)).await;
        assert_eq!(found, expected, "{attempt}");
    }
}

#[test]
fn what_costs_too_much_or_is_unknown_is_no_hash() {
    let argon2 = |parameters: &str| {
        format!(
            "$argon2id$v=19${parameters}$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"
        )
    };
    let bcrypt =
        |start: &str| format!("{start}abcdefghijklmnopqrstuuqREtd3VJD2QVZbuFskFSLk6eRIrQoOS");
    let output = "0lBrYX94ViAtVr3Xt8m+moAsoDBHa7oyseUsmGnllo4";
    let phc = |start: &str| format!("{start}$c2l4dGVlbiBieXRlcyBvZg${output}");
    for affordable in [
        argon2("m=262144,t=4,p=1"),
        argon2("m=47104,t=1,p=1"),
        bcrypt("$2b$14$"),
        phc("$scrypt$ln=17,r=8,p=1"),
        phc("$scrypt$ln=14,r=8,p=5"),
        phc("$pbkdf2-sha256$i=2000000"),
        phc("$pbkdf2-sha512$1000000"),
    ] {
        assert!(PasswordHash::parse(&affordable).is_some(), "{affordable}");
    }
    for refused in [
        argon2("m=99999999,t=2,p=1"),
        argon2("m=262145,t=1,p=1"),
        argon2("m=262144,t=5,p=1"),
        argon2("m=19456,t=17,p=1"),
        argon2("m=19456,t=2,p=17"),
        argon2("m=19456,t=2,p=0"),
        argon2("m=19456,t=2"),
        argon2("m=19456,t=2,p=1,keyid=AAAA"),
        argon2("m=19456,t=2,p=1").replace("v=19", "v=20"),
        bcrypt("$2b$15$"),
        bcrypt("$2b$31$"),
        bcrypt("$2b$03$"),
        bcrypt("$2b$00$"),
        bcrypt("$2b$+4$"),
        bcrypt("$2x$04$"),
        bcrypt("$2$04$"),
        format!("{}x", bcrypt("$2b$04$")),
        phc("$scrypt$ln=18,r=8,p=1").replace("r=8", "r=16"),
        phc("$scrypt$ln=63,r=8,p=1"),
        phc("$scrypt$ln=255,r=8,p=1"),
        phc("$scrypt$ln=0,r=8,p=1"),
        phc("$scrypt$ln=1,r=4294967295,p=4294967295"),
        phc("$scrypt$ln=4,r=8,p=17"),
        phc("$scrypt$ln=4,r=8,p=0"),
        phc("$scrypt$ln=4,r=8"),
        phc("$scrypt$v=1$ln=4,r=8,p=1"),
        phc("$pbkdf2-sha256$i=2000001"),
        phc("$pbkdf2-sha512$i=1000001"),
        phc("$pbkdf2-sha256$i=999"),
        phc("$pbkdf2-sha256$i=4294967296"),
        phc("$pbkdf2-sha256$i=1000,l=31"),
        phc("$pbkdf2-sha256$i=1000,l=32,x=1"),
        phc("$pbkdf2-sha256$i=01000"),
        phc("$pbkdf2-sha256$"),
        phc("$pbkdf2-sha256$1000").replace(output, "0lBrYX94Vg"),
        phc("$pbkdf2$1000"),
        phc("$pbkdf2-md5$1000"),
        format!("pbkdf2_sha256$99999999$salt${output}="),
        format!("pbkdf2_sha256$1000$salt${output}"),
        format!("pbkdf2_sha256$1000$${output}="),
        format!("pbkdf2_sha1$1000$salt${output}="),
        "5f4dcc3b5aa765d61d8327deb882cf99".to_owned(),
        "{SSHA}5en6G6MezRroT3XKqkdPOmY/BfQ=".to_owned(),
        "$1$abcdefgh$RjU0aNLFrYgHYVUMp2oBw0".to_owned(),
        "$6$saltsalt$rounds".to_owned(),
        PASSWORD.to_owned(),
        "$".repeat(5),
        format!("$argon2id{}", "$".repeat(100_000)),
        String::new(),
    ] {
        assert!(PasswordHash::parse(&refused).is_none(), "{refused}");
    }
}
