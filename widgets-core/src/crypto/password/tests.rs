use zeroize::Zeroizing;

use crate::crypto::password::*;

mod imported;
mod policy;

pub(super) const CHEAP: HashParameters = HashParameters {
    memory: 8,
    passes: 1,
    lanes: 1,
};

pub(super) fn typed(text: &str) -> Zeroizing<String> {
    Zeroizing::new(text.to_owned())
}

pub(super) fn chosen(text: &str) -> NewPassword {
    let context = PasswordContext::default();
    NewPassword::check(&PasswordPolicy::default(), &context, text).unwrap()
}

async fn verdict(
    hashes: &PasswordHashes,
    text: &str,
    stored: Option<&PasswordHash>,
) -> Verification {
    hashes
        .verify(&typed(text), stored, Asker::Known)
        .await
        .unwrap()
}

#[tokio::test]
async fn a_password_verifies_whole_and_as_typed() {
    let hashes = PasswordHashes::new(CHEAP).unwrap();
    let long = format!(" {}é☕ ", "x".repeat(90));
    let hash = hashes.hash(&chosen(&long), Asker::Known).await.unwrap();
    for (text, expected) in [
        (&*long, Verification::Right),
        (long.trim(), Verification::Wrong),
        (&long[..73], Verification::Wrong),
    ] {
        assert_eq!(verdict(&hashes, text, Some(&hash)).await, expected);
    }
}

#[tokio::test]
async fn a_letter_of_two_characters_is_the_same_letter() {
    let hashes = PasswordHashes::new(CHEAP).unwrap();
    let [one, two] = [
        "crème brûlée ☕ deux",
        "cre\u{300}me bru\u{302}le\u{301}e ☕ deux",
    ];
    for spelling in [one, two] {
        let hash = hashes.hash(&chosen(spelling), Asker::Known).await.unwrap();
        for typing in [one, two] {
            let before = hashes.computed();
            let verdict = verdict(&hashes, typing, Some(&hash)).await;
            assert_eq!(verdict, Verification::Right, "{spelling} {typing}");
            // The composed form comes first.
            assert_eq!(hashes.computed(), before + 1);
        }
    }
    // Compatibility characters (NFKC) stay distinct: only NFC is applied.
    let hash = hashes
        .hash(&chosen("2 ﬁngers of espresso"), Asker::Known)
        .await
        .unwrap();
    let verdict = verdict(&hashes, "2 fingers of espresso", Some(&hash)).await;
    assert_eq!(verdict, Verification::Wrong);
}

#[tokio::test]
async fn a_hash_of_another_spelling_verifies_and_is_replaced() {
    let hashes = PasswordHashes::new(CHEAP).unwrap();
    let two = "cre\u{300}me bru\u{302}le\u{301}e ☕ deux";
    let as_typed = hashes
        .hash(&NewPassword(typed(two)), Asker::Known)
        .await
        .unwrap();
    let found = verdict(&hashes, two, Some(&as_typed)).await;
    assert_eq!(found, Verification::RightButWeak);
    let new = hashes.strengthen(typed(two)).await.unwrap();
    let found = verdict(&hashes, "crème brûlée ☕ deux", Some(&new)).await;
    assert_eq!(found, Verification::Right);
    // A wrong password costs the same number of hashes whether or not the account exists.
    for stored in [Some(&as_typed), Some(&new), None] {
        let before = hashes.computed();
        let found = verdict(&hashes, "wrong e\u{301}", stored).await;
        assert_eq!(found, Verification::Wrong);
        assert_eq!(hashes.computed(), before + 2);
    }
}

#[tokio::test]
async fn attack_036_no_hash_means_the_same_work_and_never_a_match() {
    let hashes = PasswordHashes::new(CHEAP).unwrap();
    for text in ["", "anything at all"] {
        let before = hashes.computed();
        assert_eq!(verdict(&hashes, text, None).await, Verification::Wrong);
        assert_eq!(hashes.computed(), before + 1);
    }
}

#[tokio::test]
async fn attack_037_the_default_is_strong_and_weaker_hashes_are_noticed() {
    let weak = PasswordHashes::new(CHEAP).unwrap();
    let old = weak
        .hash(&chosen("a long enough one"), Asker::Known)
        .await
        .unwrap();
    let strong = PasswordHashes::new(HashParameters::default()).unwrap();
    let verdict = verdict(&strong, "a long enough one", Some(&old)).await;
    assert_eq!(verdict, Verification::RightButWeak);
    let new = strong.strengthen(typed("a long enough one")).await.unwrap();
    assert!(new.as_str().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
    let twin = strong.strengthen(typed("a long enough one")).await.unwrap();
    assert_ne!(new, twin, "every hash has a salt of its own");
    assert_eq!(format!("{new:?}"), "PasswordHash(..)");
}
