//! How long it takes from the start of the process to its first answer.

use std::time::Duration;

use crate::demo::Demo;

/// Later starts; the median of them counts.
const STARTS: usize = 9;

pub(crate) fn measure() {
    let folder = tempfile::tempdir().unwrap();
    let first = Demo::start(&folder).took;
    let mut later: Vec<Duration> = (0..STARTS).map(|_| Demo::start(&folder).took).collect();
    later.sort();
    println!("| start | until the first answer |");
    println!("|---|---|");
    println!(
        "| first, which makes the tables and hashes three passwords | {} ms |",
        first.as_millis()
    );
    println!(
        "| second and later | {} ms |",
        later[STARTS / 2].as_millis()
    );
}
