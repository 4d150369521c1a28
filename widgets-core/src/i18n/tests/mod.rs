//! Tests of the message catalogue in every language.

mod files;
mod hosts;
mod prepared;
mod said;

use super::Messages;
use super::languages::{Languages, LanguagesToBuild, RequestedLanguages};
use crate::types::time_zone::ZoneName;

pub(super) const OURS: [&str; 3] = ["en", "de", "ar"];

pub(super) fn build(decided: LanguagesToBuild) -> Result<Languages, Vec<String>> {
    let mut problems = Vec::new();
    decided.build(&mut problems).ok_or(problems)
}

pub(super) fn in_zone(language: &str, zone: &str) -> Messages {
    let languages = build(LanguagesToBuild::default()).unwrap();
    let zone = ZoneName::parse(zone).unwrap();
    languages.messages(Some(language), Some(&zone), &RequestedLanguages::default())
}

pub(super) fn messages(language: &str) -> Messages {
    in_zone(language, "UTC")
}
