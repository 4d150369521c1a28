//! The time zones there are to choose from, area by area.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::types::time_zone::ZoneName;

/// A part of the world and the zones in it.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Area {
    /// What the names of its zones begin with, such as `Europe`.
    pub(super) area: &'static str,
    /// The zones in alphabetical order.
    pub(super) zones: Vec<City>,
}

/// A zone of an area.
#[derive(Debug, Clone, Serialize)]
pub(super) struct City {
    /// The zone's whole name, such as `America/New_York`.
    pub(super) name: ZoneName,
    /// What it is called in its area, such as `New York`.
    pub(super) place: String,
}

/// Every area, in alphabetical order.
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
