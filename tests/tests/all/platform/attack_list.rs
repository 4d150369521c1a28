//! `docs/attacks.md` names every test that bears the number of an attack, and no other.

use std::collections::BTreeSet;

use widgets_tests::harness::repository::{read, repository, sources};

const LIST: &str = include_str!("../../../../docs/attacks.md");

/// The name of a test that `text` begins with: `attack_`, a number of three digits, words.
fn test_name(text: &str) -> Option<&str> {
    let end = text.find(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '_'));
    let name = &text[..end.unwrap_or(text.len())];
    let number = name.strip_prefix("attack_")?.get(..4)?;
    let is_number = number.ends_with('_') && number[..3].bytes().all(|own| own.is_ascii_digit());
    is_number.then_some(name)
}

#[test]
fn every_attack_is_listed_with_its_tests() {
    let mut tests = BTreeSet::new();
    for path in sources(&repository(".")) {
        let source = read(path);
        let functions = source.split("fn ").skip(1);
        tests.extend(functions.filter_map(test_name).map(str::to_owned));
    }
    assert!(tests.len() > 100, "{} tests found", tests.len());
    // Every second piece between backticks is code.
    let code = LIST.split('`').skip(1).step_by(2);
    let listed: BTreeSet<String> = code
        .filter(|piece| !piece.contains('.'))
        .filter_map(|piece| test_name(piece).map(str::to_owned))
        .collect();
    let missing: Vec<_> = tests.difference(&listed).collect();
    assert!(missing.is_empty(), "not in docs/attacks.md: {missing:#?}");
    let unknown: Vec<_> = listed.difference(&tests).collect();
    assert!(unknown.is_empty(), "no such test: {unknown:#?}");
    // A test stands with each number in its name.
    for line in LIST.lines().filter(|line| line.starts_with("- **")) {
        let number = &line[4..7];
        for name in line.split('`').skip(1).step_by(2).filter_map(test_name) {
            assert!(name.contains(&format!("_{number}_")), "{number}: {name}");
        }
    }
}
