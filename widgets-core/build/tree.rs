//! Finds and validates the message files in the source tree.
//!
//! Each widget has its messages next to its code (`widgets/<widget>/messages/<language>.ftl`).
//! Shared messages are in `i18n/messages/`, those of mails in `outbox/messages/`. English is the
//! original; every other language must have a file wherever English has one.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use fluent_syntax::ast::Resource;

use super::check::{self, Catalogue};

/// The language that others are translated from.
const ORIGINAL: &str = "en";

/// A message file.
#[derive(Debug)]
pub(crate) struct MessageFile {
    /// Name of its widget; `i18n` or `outbox` for shared messages.
    pub(crate) widget: String,
    pub(crate) language: String,
    pub(crate) path: PathBuf,
}

/// All message files below the sources of the crate, in a fixed order.
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

/// All problems of the message files, each with its file.
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
    // An unparsable file would also seem to be missing.
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
