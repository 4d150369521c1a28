//! Makes the filter from a list of passwords, for `tests/common-passwords`.

use std::collections::BTreeSet;

use super::fuse::{Filter, HEAD, Places, Shape};
use super::{FILTER, folded};

/// Passwords with fewer characters pass no policy.
const SHORTEST: usize = 8;
/// How many of the most common that pass some policy.
const MOST_COMMON: usize = 100_000;
/// All that pass the policy that hosts have who set none.
const USUAL: usize = 15;

/// What the filter is made of, out of a list that begins with the most common password.
fn chosen(list: &str) -> BTreeSet<String> {
    let long = |own: &&str| own.chars().count() >= SHORTEST;
    let common = list.lines().filter(long).take(MOST_COMMON);
    let usual = list.lines().filter(|own| own.chars().count() >= USUAL);
    common
        .chain(usual)
        .map(|own| folded(own).to_string())
        .collect()
}

fn make(texts: &BTreeSet<String>) -> Vec<u8> {
    let count = texts.len() as f64;
    // Sizes that the authors found to work.
    let segment = 2_f64.powf((count.ln() / 3.33_f64.ln() + 2.25).floor()) as u32;
    let spare = (0.875 + 0.25 * 1e6_f64.ln() / count.max(2.0).ln()).max(1.125);
    let segments = ((count * spare / f64::from(segment)).ceil() as u32).max(3) - 2;
    let first = segments * segment;
    let shapes = (0..100).map(|seed| Shape {
        seed,
        segment,
        first,
    });
    let filled = shapes.filter_map(|shape| Some((shape, fill(shape, texts)?)));
    let (shape, table) = filled.into_iter().next().unwrap();
    let head = [shape.seed, shape.segment, shape.first].map(u32::to_le_bytes);
    let table = table.into_iter().flat_map(u16::to_le_bytes);
    head.into_iter().flatten().chain(table).collect()
}

/// Sets aside, one after the other, a text that is the only one left at one of its places. Filled in the
/// reverse order, that place is free to be whatever the text needs. `None` if some cannot be set aside.
fn fill(shape: Shape, texts: &BTreeSet<String>) -> Option<Vec<u16>> {
    let all: Vec<Places> = texts
        .iter()
        .map(|own| shape.places(own.as_bytes()))
        .collect();
    let size = (shape.first + 2 * shape.segment) as usize;
    // At each place, how many texts are left, and all their numbers combined: alone, it is the number.
    let mut left = vec![(0_u32, 0_usize); size];
    for (number, own) in all.iter().enumerate() {
        for at in own.at {
            let place = &mut left[at as usize];
            *place = (place.0 + 1, place.1 ^ number);
        }
    }
    let mut alone: Vec<usize> = (0..size).filter(|at| left[*at].0 == 1).collect();
    let mut aside = Vec::new();
    while let Some(at) = alone.pop() {
        let (1, number) = left[at] else { continue };
        aside.push((at, number));
        for at in all[number].at {
            let place = &mut left[at as usize];
            *place = (place.0 - 1, place.1 ^ number);
            if place.0 == 1 {
                alone.push(at as usize);
            }
        }
    }
    (aside.len() == all.len()).then(|| {
        let mut table = vec![0_u16; size];
        for (at, number) in aside.into_iter().rev() {
            let Places {
                at: places,
                fingerprint,
            } = all[number];
            let others = places.into_iter().filter(|own| *own as usize != at);
            table[at] = others.fold(fingerprint, |own, other| own ^ table[other as usize]);
        }
        table
    })
}

#[test]
fn a_filter_has_what_it_was_made_of() {
    for count in [1, 2, 10, 1000, 20_000] {
        let texts: BTreeSet<String> = (0..count).map(|own| format!("text {own}")).collect();
        let bytes = make(&texts);
        let filter = Filter::read(&bytes).unwrap();
        assert!(
            texts.iter().all(|own| filter.has(own.as_bytes())),
            "{count}"
        );
        let others = (0..count).filter(|own| filter.has(format!("other {own}").as_bytes()));
        assert!(others.count() < 5, "{count}");
        assert!(Filter::read(&bytes[1..]).is_none() && Filter::read(&bytes[..HEAD]).is_none());
    }
    assert!(Filter::read(&[0; 7]).is_none() && Filter::read(&[0; HEAD]).is_none());
}

/// With a list in `WIDGETS_COMMON_PASSWORDS`, writes the filter anew.
#[test]
fn the_filter_is_written_if_a_list_is_given() {
    let Ok(list) = std::env::var("WIDGETS_COMMON_PASSWORDS") else {
        assert!(Filter::read(FILTER).is_some());
        return;
    };
    let texts = chosen(&std::fs::read_to_string(list).unwrap());
    let bytes = make(&texts);
    println!("{} passwords, {} bytes", texts.len(), bytes.len());
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/src/crypto/password/common/filter.bin"
    );
    std::fs::write(path, bytes).unwrap();
}
