//! What guides list by hand is what the code has.

use widgets_tests::harness::repository;
use widgets_tests::prelude::*;

fn read(path: &str) -> String {
    repository::read(repository::repository(path))
}

/// The texts that stand between `start` and `end`.
fn between<'a>(text: &'a str, start: &str, end: char) -> BTreeSet<&'a str> {
    let after = text.split(start).skip(1);
    after
        .filter_map(|rest| Some(rest.split_once(end)?.0))
        .collect()
}

#[test]
fn every_command_of_the_bundled_widgets_is_in_the_guide_of_hooks() {
    // Core compares this table with its widgets.
    let code = read("widgets-core/src/widgets/mod.rs");
    let rows = code.lines().filter(|line| line.starts_with("//! | [`"));
    let commands: BTreeSet<&str> = rows.flat_map(|row| between(row, "::", ')')).collect();
    assert!(commands.len() > 10, "{commands:?}");
    let guide = read("docs/hooks.md");
    let lines = guide.lines();
    let lists = lines.filter(|line| line.starts_with("use widgets_core::widgets::"));
    let lists = lists.flat_map(|line| between(line, "{", '}'));
    let listed: BTreeSet<&str> = lists.flat_map(|list| list.split(", ")).collect();
    assert_eq!(listed, commands);
}

#[test]
fn every_cookie_is_in_the_table_of_cookies() {
    let code = read("widgets-core/src/http/cookies.rs");
    let code = code.lines().filter(|line| line.contains("const "));
    let cookies: BTreeSet<&str> = code
        .flat_map(|line| between(line, "= \"__Host-", '"'))
        .collect();
    let design = read("docs/design.md");
    let rows = design.lines().filter(|line| line.starts_with("| `__Host-"));
    let listed: BTreeSet<&str> = rows.flat_map(|row| between(row, "__Host-", '`')).collect();
    let named: BTreeSet<&str> = cookies.into_iter().filter(|own| !own.is_empty()).collect();
    assert_eq!(listed, named);
}
