//! Rules for new passwords.

use crate::crypto::password::{
    NewPassword, PasswordContext, PasswordFlaw, PasswordPolicy, PasswordRequirement,
};
use crate::types::Email;

fn flaws(policy: &PasswordPolicy, context: &PasswordContext<'_>, typed: &str) -> Vec<PasswordFlaw> {
    NewPassword::check(policy, context, typed)
        .err()
        .unwrap_or_default()
}

#[test]
fn attack_032_length_is_all_that_counts_and_it_counts_characters() {
    let short = |has| vec![PasswordFlaw::TooShort { least: 15, has }];
    let long = vec![PasswordFlaw::TooLong { most: 1024 }];
    let policy = PasswordPolicy::default().refuse_common(false);
    let of = |typed: &str| flaws(&policy, &PasswordContext::default(), typed);
    for (typed, expected) in [
        (String::new(), short(0)),
        ("x".repeat(14), short(14)),
        ("x".repeat(15), vec![]),
        ("x".repeat(64), vec![]),
        ("x".repeat(1024), vec![]),
        ("x".repeat(1025), long.clone()),
        ("x".repeat(1_000_000), long.clone()),
        // Length is counted in characters, not bytes.
        ("☕".repeat(14), short(14)),
        ("👩".repeat(15), vec![]),
        ("👩".repeat(1024), vec![]),
        ("👩".repeat(1025), long.clone()),
        // A letter with a combining accent counts as one character.
        ("e\u{301}".repeat(14), short(14)),
        // Spaces count wherever they are.
        (" ".repeat(15), vec![]),
        (format!(" {} ", "x".repeat(13)), vec![]),
        ("all lower case letters".to_owned(), vec![]),
        ("929012093887261550".to_owned(), vec![]),
        ("عندما يغلي الماء".to_owned(), vec![]),
    ] {
        assert_eq!(of(&typed), expected, "{} bytes", typed.len());
    }
}

#[test]
fn a_second_factor_allows_shorter_ones() {
    let policy = PasswordPolicy::default();
    let context = PasswordContext::default().with_second_factor();
    assert_eq!(flaws(&policy, &context, "tamped x"), []);
    let short = PasswordFlaw::TooShort { least: 8, has: 7 };
    assert_eq!(flaws(&policy, &context, "tamped "), [short]);
}

#[test]
fn everything_that_is_wrong_is_said_at_once() {
    use PasswordRequirement::{Capital, Digit, Letter, LowerCase, Symbol};
    let kinds = vec![Letter, LowerCase, Capital, Digit, Symbol];
    let policy = PasswordPolicy::default().requirements(kinds);
    let context = PasswordContext::new("Coffee Desk").current("coffee");
    assert_eq!(
        flaws(&policy, &context, "coffee"),
        [
            PasswordFlaw::TooShort { least: 15, has: 6 },
            PasswordFlaw::Lacks(Capital),
            PasswordFlaw::Lacks(Digit),
            PasswordFlaw::Lacks(Symbol),
            PasswordFlaw::OwnWords,
            PasswordFlaw::Unchanged,
        ]
    );
    assert_eq!(flaws(&policy, &context, "A spoon in 3 seas."), []);
    assert_eq!(flaws(&policy, &context, "Öl, ٣ قطرة, weich"), []);
    assert_eq!(
        flaws(&policy, &context, "- - - - - - - - - -"),
        [Letter, LowerCase, Capital, Digit].map(PasswordFlaw::Lacks)
    );
}

#[test]
fn attack_033_own_words_make_no_password() {
    let email = Email::parse("maren.okafor+desk@nordlicht.example").unwrap();
    let context = PasswordContext::new("Coffee Desk")
        .email(&email)
        .own_text("Maren Ngozi Okafor-Lindström")
        .own_text("Jo");
    let words = vec!["Espressomat".to_owned(), "bar".to_owned()];
    let policy = PasswordPolicy::default().words(words);
    for refused in [
        "maren.okafor+desk@nordlicht.example",
        "MarenOkafor2026!",
        "okafor-maren-okafor",
        "m a r e n o k a f o r",
        "CoffeeDesk-CoffeeDesk",
        "coffeedesk123456",
        "ＮＯＲＤＬＩＣＨＴ-２０２６ab",
        "Lindstro\u{308}m-Lindström",
        "espressomat 1234",
        "maren!!!!!!!!!!!!!!!!",
    ] {
        assert_eq!(
            flaws(&policy, &context, refused),
            [PasswordFlaw::OwnWords],
            "{refused}"
        );
    }
    for fine in [
        "maren drinks tea in secret",
        "a desk is not for coffee, a train is",
        "tiny-slopes-of-nordlicht-fell",
        "maren:#Xq9-v$Kd2&Wz7%tL",
        "jojojojojojojojo",
        "bar bar bar bar bar",
        "okafor and nine words that nobody else would ever put here",
    ] {
        assert_eq!(flaws(&policy, &context, fine), [], "{fine}");
    }
    // Words of other users do not count.
    let stranger = PasswordContext::new("Other");
    let policy = PasswordPolicy::default();
    assert_eq!(flaws(&policy, &stranger, "MarenOkafor2026!"), []);
    let told = format!(
        "{context:?} {:?}",
        flaws(&policy, &context, "MarenOkafor2026!")
    );
    assert_eq!(told, "PasswordContext(..) [OwnWords]");
}

#[test]
fn the_present_password_is_no_new_one() {
    let policy = PasswordPolicy::default();
    let context = PasswordContext::default().current("crème brûlée at midnight");
    let spelled = "cre\u{300}me bru\u{302}le\u{301}e at midnight";
    assert_eq!(flaws(&policy, &context, spelled), [PasswordFlaw::Unchanged]);
    assert_eq!(flaws(&policy, &context, "creme brulee at midnight"), []);
}

#[test]
fn policies_that_contradict_themselves_are_told() {
    let told = |policy: PasswordPolicy| policy.problems().join("\n");
    let usual = PasswordPolicy::default;
    assert_eq!(told(usual()), "");
    for (policy, expected) in [
        (usual().shortest(7), "8 to 64"),
        (usual().shortest(65), "8 to 64"),
        (usual().shortest_with_second_factor(4), "8 to 64"),
        (usual().shortest_with_second_factor(16), "swap them"),
        (usual().longest(63), "64 to 1024"),
        (usual().longest(1025), "64 to 1024"),
        (
            usual().words(vec![String::new(); 1001]),
            "at most 1000 words",
        ),
    ] {
        assert!(told(policy.clone()).contains(expected), "{policy:?}");
    }
}
