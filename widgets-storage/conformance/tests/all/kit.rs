//! The kit runs every check it has.

use std::fs;
use std::path::Path;

const SOURCE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
const LIST: &str = "list.rs";

#[test]
fn no_check_is_left_out_of_the_macro() {
    let list = fs::read_to_string(Path::new(SOURCE).join(LIST)).unwrap();
    assert_every_check_is_in(&list, Path::new(SOURCE));
}

/// Goes through a folder and those in it. A file, or the folder of a `mod.rs`, is named as its part
/// of the list.
fn assert_every_check_is_in(list: &str, folder: &Path) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            assert_every_check_is_in(list, &path);
            continue;
        }
        let part = if path.ends_with("mod.rs") {
            folder
        } else {
            &path
        };
        let part = part.file_stem().unwrap().to_str().unwrap();
        let source = fs::read_to_string(&path).unwrap();
        let checks = source.split("\npub async fn ").skip(1);
        let checks = checks.filter(|_| !path.ends_with("model/comparing.rs"));
        for (check, _) in checks.filter_map(|rest| rest.split_once('(')) {
            let listed = list.split_once(&format!(" {part} {{\n"));
            let (listed, _) = listed.expect(part).1.split_once('}').unwrap();
            let mut listed = listed.split(',').map(str::trim);
            assert!(
                listed.any(|own| own == check),
                "{part}::{check} is in no list"
            );
        }
    }
}
