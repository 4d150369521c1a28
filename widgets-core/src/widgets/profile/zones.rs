//! Time zones to choose from, grouped by area.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use crate::types::time_zone::ZoneName;

/// An area with its zones.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct Area {
    /// First part of its zones' names, such as `Europe`.
    pub(super) area: &'static str,
    /// The zones in alphabetical order.
    pub(super) zones: Vec<City>,
}

/// A zone within an area.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct City {
    /// IANA name, such as `America/New_York`.
    pub(super) name: ZoneName,
    /// Name within the area, such as `New York`.
    pub(super) place: String,
}

pub(super) fn areas() -> Vec<Area> {
    let mut areas: BTreeMap<&'static str, Vec<City>> = BTreeMap::new();
    for name in ZoneName::places() {
        if let Some((area, place)) = name.as_str().split_once('/') {
            let place = place.replace('_', " ").replace('/', " / ");
            areas.entry(area).or_default().push(City {
                name: name.clone(),
                place,
            });
        }
    }
    areas
        .into_iter()
        .map(|(area, zones)| Area { area, zones })
        .collect()
}
