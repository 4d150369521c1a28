//! Finds the message files in a source tree and holds them to the rules.
//!
//! Each widget keeps its messages beside its code (`widgets/<widget>/messages/<language>.ftl`), the words
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
    /// The widget it belongs to, or `ui`, or `mail`.
    pub(crate) widget: String,
    pub(crate) language: String,
    pub(crate) path: PathBuf,
}

/// Every message file below the sources of the crate, in a fixed order.
pub(crate) fn files(src: &Path) -> io::Result<Vec<MessageFile>> {
    let mut widgets = ["i18n", "outbox"]
        .map(|shared| (shared.to_owned(), src.join(shared)))
        .to_vec();
    for widget in fs::read_dir(src.join("widgets"))? {
        let widget = widget?;
        widgets.push((
            widget.file_name().to_string_lossy().into_owned(),
            widget.path(),
        ));
    }
    widgets.sort();
    let mut files = Vec::new();
    for (widget, folder) in widgets {
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
                    widget: widget.clone(),
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
        let widgets = parsed.entry(&file.language).or_default();
        match check::parse(&fs::read_to_string(&file.path)?) {
            Ok(text) => {
                widgets.insert(&file.widget, (&file.path, text));
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
    for (language, widgets) in &parsed {
        let terms = Catalogue::of(widgets.values().map(|(_, text)| text));
        for (widget, (path, original)) in &originals {
            let translated = path.with_file_name(format!("{language}.ftl"));
            let Some((_, translation)) = widgets.get(widget) else {
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
        for (widget, (path, _)) in widgets
            .iter()
            .filter(|(widget, _)| !originals.contains_key(*widget))
        {
            let path = path.display();
            problems.push(format!(
                "{path}: the widget {widget} has no {ORIGINAL}.ftl to translate"
            ));
        }
    }
    Ok(problems)
}
