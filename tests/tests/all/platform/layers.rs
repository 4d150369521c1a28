//! The layers of core and of the storage crate: each folder imports only those before it, so there
//! is no import circle between folders. No widget imports another, and no file hides too much.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

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

fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

/// Every Rust file below a folder, without those that `skip` names a part of.
fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.is_dir() && !["target", "node_modules"].contains(&name) {
            sources(&path, found);
        } else if name.ends_with(".rs") {
            found.push(path);
        }
    }
}

/// The text of a file without its comments and without its tests.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let text = text
        .split("#[cfg(test)]\nmod tests")
        .next()
        .unwrap_or_default();
    let lines = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// What stands behind `crate::` in a text, as far as it names modules and at most two of them:
/// `[a, b]` for `crate::a::b::c::D`, and each path of `crate::{a::B, c::D}`.
fn imports(code: &str) -> BTreeSet<Vec<String>> {
    let mut found = BTreeSet::new();
    for rest in code.split("crate::").skip(1) {
        match rest.strip_prefix('{') {
            Some(group) => found.extend(members(group).into_iter().map(modules)),
            None => {
                found.insert(modules(rest));
            }
        }
    }
    found
}

/// The members of a group of imports, up to where it closes.
fn members(group: &str) -> Vec<&str> {
    let mut depth = 0_i32;
    let mut begins = vec![0];
    for (at, letter) in group.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => begins.push(at + 1),
            _ => {}
        }
    }
    begins
        .into_iter()
        .map(|at| group[at..].trim_start())
        .collect()
}

/// The modules that a path begins with.
fn modules(path: &str) -> Vec<String> {
    let word = |part: &str| {
        let end = part.find(|c: char| !c.is_alphanumeric() && c != '_');
        part[..end.unwrap_or(part.len())].to_owned()
    };
    let module = |part: &String| {
        !part.is_empty()
            && part
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
    };
    path.split("::")
        .map(word)
        .take_while(module)
        .take(2)
        .collect()
}

/// Every import of a folder by one that does not come after it.
fn upward(root: &Path, order: &[&str]) -> Vec<String> {
    let place = |name: &str| order.iter().position(|own| *own == name);
    let mut files = Vec::new();
    sources(root, &mut files);
    let mut told = Vec::new();
    for path in files {
        let below = path.strip_prefix(root).unwrap();
        if below
            .iter()
            .any(|part| part == "tests" || part == "tests.rs")
        {
            continue;
        }
        let own = below.iter().next().unwrap().to_str().unwrap();
        let Some(own) = place(own.trim_end_matches(".rs")) else {
            continue;
        };
        for import in imports(&code(&path)) {
            if import
                .first()
                .and_then(|name| place(name))
                .is_some_and(|other| other > own)
            {
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
    let mut others: BTreeSet<String> = fs::read_dir(&root)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    for folder in CORE {
        assert!(others.remove(folder), "{folder} is gone");
    }
    others.remove("lib.rs");
    // No part of a build: what the fuzz targets assert.
    others.remove("fuzz");
    assert_eq!(
        others,
        BTreeSet::new(),
        "a layer without a place in the order"
    );
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
    assert_eq!(
        told,
        [
            "types/id.rs: crate::host",
            "types/id.rs: crate::server::guard"
        ]
    );
}

#[test]
fn no_widget_imports_another() {
    let root = repository("widgets-core/src/widgets");
    let mut files = Vec::new();
    sources(&root, &mut files);
    for path in files {
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
fn no_file_hides_too_much() {
    let mut files = Vec::new();
    sources(&repository("."), &mut files);
    let long = files.iter().filter_map(|path| {
        let lines = fs::read_to_string(path).unwrap().lines().count();
        (lines > LINES).then(|| format!("{} has {lines} lines", path.display()))
    });
    assert_eq!(long.collect::<Vec<_>>(), Vec::<String>::new());
}
