//! Finds the message files in a source tree and holds them to the rules.
//!
//! Each room keeps its messages beside its code (`rooms/<room>/messages/<language>.ftl`), the words
//! that all share are in `ui/messages/<language>.ftl`, those of mails in `mail/messages/`. English is
//! the original; every other language that has a file anywhere has one wherever English does.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use fluent_syntax::ast::Resource;

use super::check::{self, Catalogue};

/// The language the others are translated from.
const ORIGINAL: &str = "en";

/// One message file.
#[derive(Debug)]
pub(crate) struct MessageFile {
    /// The room it belongs to, or `ui`, or `mail`.
    pub(crate) room: String,
    pub(crate) language: String,
    pub(crate) path: PathBuf,
}

/// Every message file below the sources of the crate, in a fixed order.
pub(crate) fn files(src: &Path) -> io::Result<Vec<MessageFile>> {
    let mut rooms = ["i18n", "outbox"]
        .map(|shared| (shared.to_owned(), src.join(shared)))
        .to_vec();
    for room in fs::read_dir(src.join("widgets"))? {
        let room = room?;
        rooms.push((room.file_name().to_string_lossy().into_owned(), room.path()));
    }
    rooms.sort();
    let mut files = Vec::new();
    for (room, folder) in rooms {
        let messages = folder.join("messages");
        if !messages.is_dir() {
            continue;
        }
        for file in fs::read_dir(messages)? {
            let path = file?.path();
            if path.extension().is_some_and(|kind| kind == "ftl") {
                let language = path
                    .file_stem()
                    .unwrap_or_default()
                    .to_string_lossy()
                    .into_owned();
                files.push(MessageFile {
                    room: room.clone(),
                    language,
                    path,
                });
            }
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

/// Everything that is wrong with the message files, each with the file it is wrong in.
pub(crate) fn problems(src: &Path) -> io::Result<Vec<String>> {
    let files = files(src)?;
    let mut problems = Vec::new();
    let mut parsed: BTreeMap<&str, BTreeMap<&str, (&Path, Resource<String>)>> = BTreeMap::new();
    for file in &files {
        let rooms = parsed.entry(&file.language).or_default();
        match check::parse(&fs::read_to_string(&file.path)?) {
            Ok(text) => {
                rooms.insert(&file.room, (&file.path, text));
            }
            Err(told) => {
                problems.extend(
                    told.iter()
                        .map(|told| format!("{}: {told}", file.path.display())),
                );
            }
        }
    }
    // What cannot be read would seem to be missing.
    if !problems.is_empty() {
        return Ok(problems);
    }
    let originals = parsed.get(ORIGINAL).cloned().unwrap_or_default();
    for (language, rooms) in &parsed {
        let terms = Catalogue::of(rooms.values().map(|(_, text)| text));
        for (room, (path, original)) in &originals {
            let translated = path.with_file_name(format!("{language}.ftl"));
            let Some((_, translation)) = rooms.get(room) else {
                let (missing, path) = (translated.display(), path.display());
                problems.push(format!("{missing}: this file is missing: translate {path}"));
                continue;
            };
            let (original, translation) = (Catalogue::of([original]), Catalogue::of([translation]));
            let told = check::problems(language, &terms, &original, &translation);
            problems.extend(
                told.iter()
                    .map(|told| format!("{}: {told}", translated.display())),
            );
        }
        for (room, (path, _)) in rooms
            .iter()
            .filter(|(room, _)| !originals.contains_key(*room))
        {
            let path = path.display();
            problems.push(format!(
                "{path}: the room {room} has no {ORIGINAL}.ftl to translate"
            ));
        }
    }
    Ok(problems)
}
