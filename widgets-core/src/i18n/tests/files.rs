//! The message files, and the mistakes that validation finds.

use std::fs;
use std::path::{Path, PathBuf};

use super::build;
use crate::i18n::languages::{LanguagesToBuild, RequestedLanguages};
use crate::i18n::tree;

/// A copy of the message files, one of them changed.
fn copied(name: &str, file: &str, change: impl Fn(String) -> String) -> PathBuf {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let copy = std::env::temp_dir().join(format!("widgets-{}-{name}", std::process::id()));
    for own in tree::files(&src).unwrap() {
        let below = own.path.strip_prefix(&src).unwrap();
        let text = fs::read_to_string(&own.path).unwrap();
        let text = if below == Path::new(file) {
            change(text)
        } else {
            text
        };
        let to = copy.join(below);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::write(to, text).unwrap();
    }
    copy
}

fn found(name: &str, file: &str, change: impl Fn(String) -> String) -> String {
    let copy = copied(name, file, change);
    let problems = tree::problems(&copy).unwrap();
    fs::remove_dir_all(&copy).unwrap();
    problems
        .join("\n")
        .replace(&format!("{}/", copy.display()), "")
}

#[test]
fn a_message_that_one_language_lacks_does_not_build() {
    let file = "widgets/sign_in/messages/de.ftl";
    let without = |text: String| -> String {
        let lines = text
            .lines()
            .filter(|line| !line.starts_with("sign-in-lead ="));
        lines.flat_map(|line| [line, "\n"]).collect()
    };
    assert_eq!(
        found("lacking", file, without),
        "widgets/sign_in/messages/de.ftl: the message sign-in-lead is missing in \"de\": translate it"
    );
    assert_eq!(found("complete", file, |text| text), "");
}

#[test]
fn every_mistake_in_a_message_file_is_named_with_its_file() {
    let file = "i18n/messages/ar.ftl";
    for (name, change, expected) in [
        (
            "more",
            "\nno-such = x\n",
            "there is no message no-such to translate",
        ),
        ("twice", "\nnav-you = x\n", "nav-you is there twice"),
        ("broken", "\nnav-you\n", "line "),
        (
            "loop",
            "\n-a = { -b }\n-b = { -a }\n",
            "the term -a says itself",
        ),
        (
            "after",
            "\n-a = { -organization } { $case }\n",
            "uses a variable after another term",
        ),
    ] {
        let problems = found(name, file, |text| text + change);
        let file_named = problems
            .lines()
            .all(|line| line.starts_with("i18n/messages/ar.ftl: "));
        assert!(
            file_named && problems.contains(expected),
            "{name}: {problems}"
        );
    }
    for (name, from, to, expected) in [
        (
            "variable",
            "{ $wait }",
            "{ $weight }",
            "too-many-text uses { $weight }, which it is not given; it is given { $wait }",
        ),
        (
            "plural",
            "    [two] يومين\n",
            "",
            "wait-days lacks the plural forms two of \"ar\"",
        ),
        (
            "term",
            "{ -organization(",
            "{ -company(",
            "says the term -company, which is not defined",
        ),
        (
            "function",
            "{ $wait }",
            "{ DATETIME($wait) }",
            "calls DATETIME(), but there is only NUMBER()",
        ),
        (
            "message",
            "{ $wait }",
            "{ nav-you }",
            "refers to the message nav-you",
        ),
    ] {
        let problems = found(name, file, |text| text.replace(from, to));
        assert!(problems.contains(expected), "{name}: {problems}");
    }
}

#[test]
fn every_message_can_be_said_with_every_number() {
    let languages = build(LanguagesToBuild {
        pseudo: true,
        ..Default::default()
    })
    .unwrap();
    for language in ["en", "de", "ar", "en-XA"] {
        let messages = languages.messages(Some(language), None, &RequestedLanguages::default());
        assert_eq!(messages.language().as_str(), language);
        for number in (0..=12).chain([99, 100, 101, 111, 1_000_000]) {
            assert_eq!(
                messages.words().rehearse(number, "x"),
                [""; 0],
                "{language} {number}"
            );
        }
    }
}

#[test]
fn no_message_says_the_word_itself() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for file in tree::files(&src).unwrap() {
        let text = fs::read_to_string(&file.path).unwrap();
        let mut in_term = false;
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if !line.starts_with([' ', '}']) {
                in_term = line.starts_with('-');
            }
            let said = line
                .split_once('=')
                .map_or(line, |(_, said)| said)
                .to_lowercase();
            let said = said.replace("-organization", "");
            let names = ["organization", "organisation", "مؤسس"]
                .iter()
                .any(|word| said.contains(word));
            assert!(
                in_term || !names,
                "{}: say {{ -organization }}: {line}",
                file.path.display()
            );
        }
    }
}
