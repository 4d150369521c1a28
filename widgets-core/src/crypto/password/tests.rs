use zeroize::Zeroizing;

use super::*;

const CHEAP: HashParameters = HashParameters {
    memory: 8,
    passes: 1,
    lanes: 1,
};

fn typed(text: &str) -> Zeroizing<String> {
    Zeroizing::new(text.to_owned())
}

#[tokio::test]
async fn a_password_verifies_whole_and_as_typed() {
    let hashes = PasswordHashes::new(CHEAP).unwrap();
    let long = format!(" {}é☕ ", "x".repeat(90));
    let hash = hashes
        .hash(NewPassword::parse(&long).unwrap())
        .await
        .unwrap();
    let verdict = |text: String| {
        let (hashes, hash) = (hashes.clone(), hash.clone());
        async move { hashes.verify(&typed(&text), Some(&hash)).await.unwrap() }
    };
    assert_eq!(verdict(long.clone()).await, Verification::Right);
    assert_eq!(verdict(long.trim().to_owned()).await, Verification::Wrong);
    assert_eq!(verdict(long[..73].to_owned()).await, Verification::Wrong);
}

#[tokio::test]
async fn attack_036_no_hash_means_the_same_work_and_never_a_match() {
    let hashes = PasswordHashes::new(CHEAP).unwrap();
    for text in ["", "anything at all"] {
        let before = hashes.computed();
        assert_eq!(
            hashes.verify(&typed(text), None).await.unwrap(),
            Verification::Wrong
        );
        assert_eq!(hashes.computed(), before + 1);
    }
}

#[tokio::test]
async fn attack_037_the_default_is_strong_and_weaker_hashes_are_noticed() {
    let weak = PasswordHashes::new(CHEAP).unwrap();
    let old = weak
        .hash(NewPassword::parse("a long enough one").unwrap())
        .await
        .unwrap();
    let strong = PasswordHashes::new(HashParameters::default()).unwrap();
    let verdict = strong
        .verify(&typed("a long enough one"), Some(&old))
        .await
        .unwrap();
    assert_eq!(verdict, Verification::RightButWeak);
    let new = strong.strengthen(typed("a long enough one")).await.unwrap();
    assert!(new.as_str().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
    assert_eq!(format!("{new:?}"), "PasswordHash(..)");
    assert!(
        PasswordHash::parse("$argon2id$v=19$m=99999999,t=2,p=1$c2FsdHNhbHQ$AAAAAAAAAAAAAAAAAAAAAA")
            .is_none()
    );
}

#[test]
fn the_length_is_checked_before_anything_else() {
    assert!(matches!(
        NewPassword::parse("short"),
        Err(PasswordRefusal::TooShort { least: 15 })
    ));
    assert!(NewPassword::parse(&"x".repeat(64)).is_ok());
    assert!(matches!(
        NewPassword::parse(&"x".repeat(1_000_000)),
        Err(PasswordRefusal::TooLong { .. })
    ));
}
