//! The layers of core and of the storage crate: each folder imports only those before it, so there
//! is no import circle between folders. No widget imports another, and no file hides too much.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use widgets_tests::harness::repository::{read, repository, sources};

/// The folders of core, each of which may import those before it.
const CORE: [&str; 15] = [
    "types", "crypto", "stores", "http", "i18n", "ui", "context", "table", "outbox", "flows",
    "widgets", "server", "admin", "ops", "host",
];

/// The same of the storage crate, where an entry may be one file.
const STORAGE: [&str; 12] = [
    "driver",
    "engine",
    "schema",
    "stores",
    "accounts",
    "organizations",
    "profile",
    "limits",
    "outbox",
    "mailbox",
    "host",
    "memory",
];

/// More lines than this, and a file is about more than one thing.
const LINES: usize = 400;

/// The text of a file without its comments.
fn code(path: &Path) -> String {
    let text = read(path);
    let is_code = |line: &&str| !line.trim_start().starts_with("//");
    let lines = text.lines().filter(is_code);
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// What stands behind `crate::` in a text, as far as it names modules and at most two of them:
/// `[a, b]` for `crate::a::b::c::D`, and each path of `crate::{a::B, c::D}`.
fn imports(code: &str) -> BTreeSet<Vec<String>> {
    let mut found = BTreeSet::new();
    for rest in code.split("crate::").skip(1) {
        match rest.strip_prefix('{') {
            // What a nested group names besides its first member are no modules of the root.
            Some(group) => {
                let group = group.split(';').next().unwrap();
                found.extend(group.split(',').map(|path| modules(path.trim())));
            }
            None => drop(found.insert(modules(rest))),
        }
    }
    found
}

/// The modules that a path begins with.
fn modules(path: &str) -> Vec<String> {
    let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    let words = path.split("::").map(|part| {
        let end = part.find(|letter| !is_word(letter));
        &part[..end.unwrap_or(part.len())]
    });
    let is_module = |word: &&str| !word.is_empty() && !word.contains(char::is_uppercase);
    words
        .take_while(is_module)
        .take(2)
        .map(str::to_owned)
        .collect()
}

/// Every import of a folder by one that does not come after it.
fn upward(root: &Path, order: &[&str]) -> Vec<String> {
    let place = |name: &str| order.iter().position(|own| *own == name);
    let mut told = Vec::new();
    for path in sources(root) {
        let below = path.strip_prefix(root).unwrap();
        let mut parts = below.iter().map(|part| part.to_str().unwrap());
        let own = parts.next().unwrap().trim_end_matches(".rs");
        let Some(own) = place(own) else {
            continue;
        };
        for import in imports(&code(&path)) {
            let other = import.first().and_then(|name| place(name));
            if other.is_some_and(|other| other > own) {
                told.push(format!("{}: crate::{}", below.display(), import.join("::")));
            }
        }
    }
    told
}

#[test]
fn every_folder_of_core_imports_only_those_before_it() {
    let root = repository("widgets-core/src");
    assert_eq!(upward(&root, &CORE), Vec::<String>::new());
    let folders = fs::read_dir(&root).unwrap();
    let folders = folders.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let folders: BTreeSet<String> = folders.collect();
    let known = CORE.into_iter().chain(["lib.rs"]);
    let known: BTreeSet<String> = known.map(str::to_owned).collect();
    assert_eq!(folders, known, "each layer has a place in the order");
}

#[test]
fn every_folder_of_the_storage_imports_only_those_before_it() {
    let root = repository("widgets-storage/src");
    assert_eq!(upward(&root, &STORAGE), Vec::<String>::new());
}

#[test]
fn an_import_of_a_later_folder_is_found() {
    let code = "use crate::{host::{A, B}, types::id};\nuse crate::server::guard::{self, decide};";
    let folder = std::env::temp_dir().join(format!("widgets-layers-{}", std::process::id()));
    fs::create_dir_all(folder.join("types")).unwrap();
    fs::write(folder.join("types/id.rs"), code).unwrap();
    let told = upward(&folder, &CORE);
    fs::remove_dir_all(&folder).unwrap();
    let expected = [
        "types/id.rs: crate::host",
        "types/id.rs: crate::server::guard",
    ];
    assert_eq!(told, expected);
}

#[test]
fn no_widget_imports_another() {
    let root = repository("widgets-core/src/widgets");
    for path in sources(&root) {
        let below = path.strip_prefix(&root).unwrap();
        let own = below.iter().next().unwrap().to_str().unwrap();
        for import in imports(&code(&path)) {
            let [first, second] = import.as_slice() else {
                continue;
            };
            let foreign = first == "widgets" && second != own && own != "mod.rs";
            assert!(!foreign, "{}: crate::{first}::{second}", below.display());
        }
    }
}

#[test]
fn no_source_file_is_too_long() {
    let files = sources(&repository("."));
    let long = files.iter().filter_map(|path| {
        let lines = read(path).lines().count();
        (lines > LINES).then(|| format!("{} has {lines} lines", path.display()))
    });
    assert_eq!(long.collect::<Vec<_>>(), Vec::<String>::new());
}
