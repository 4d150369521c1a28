//! Time zones to choose from, grouped by area.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use schemars::JsonSchema;
use serde::Serialize;

use crate::types::ZoneName;

/// An area with its zones.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Area {
    /// First part of its zones' names, such as `Europe`.
    pub(super) area: &'static str,
    /// The zones in alphabetical order.
    pub(super) zones: Vec<City>,
}

/// A zone within an area.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct City {
    /// IANA name, such as `America/New_York`.
    pub(super) name: &'static ZoneName,
    /// Name within the area, such as `New York`.
    pub(super) place: String,
}

/// All zones. They are the same for everybody, so they are grouped once.
pub(super) fn areas() -> &'static [Area] {
    static AREAS: LazyLock<Vec<Area>> = LazyLock::new(grouped);
    &AREAS
}

fn grouped() -> Vec<Area> {
    let mut areas: BTreeMap<&'static str, Vec<City>> = BTreeMap::new();
    for name in ZoneName::places() {
        if let Some((area, place)) = name.as_str().split_once('/') {
            let place = place.replace('_', " ").replace('/', " / ");
            areas.entry(area).or_default().push(City { name, place });
        }
    }
    areas
        .into_iter()
        .map(|(area, zones)| Area { area, zones })
        .collect()
}
