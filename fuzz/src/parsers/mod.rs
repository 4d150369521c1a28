//! Properties of everything that parses untrusted bytes.
//!
//! Each function takes arbitrary bytes and asserts. The fuzz targets call them with generated
//! bytes; the test below with the seeds, so that past findings are checked everywhere. A module of
//! core in its tests and in fuzzing, since it reaches what is not public.

#![allow(clippy::missing_panics_doc)]

mod arriving;
mod secrets;
mod shown;
mod typed;

pub use arriving::{cookies, fields, headers, paths, return_paths};
pub use secrets::{codes, hashes, keys, tokens};
pub use shown::{messages, themes};
pub use typed::{emails, names, ranges};

/// Whether a text can be a header value: it has no line break.
fn is_one_line(text: &str) -> bool {
    !text.contains(['\r', '\n', '\0'])
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    type Target = fn(&[u8]);

    const TARGETS: [(&str, Target); 14] = [
        ("codes", super::codes),
        ("cookies", super::cookies),
        ("emails", super::emails),
        ("fields", super::fields),
        ("hashes", super::hashes),
        ("headers", super::headers),
        ("keys", super::keys),
        ("messages", super::messages),
        ("names", super::names),
        ("paths", super::paths),
        ("ranges", super::ranges),
        ("return_paths", super::return_paths),
        ("themes", super::themes),
        ("tokens", super::tokens),
    ];

    fn seeds(target: &str) -> Vec<(PathBuf, Vec<u8>)> {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../fuzz/seeds");
        let files = std::fs::read_dir(folder.join(target)).unwrap();
        let paths = files.map(|file| file.unwrap().path());
        let seeds: Vec<_> = paths
            .map(|path| (path.clone(), std::fs::read(path).unwrap()))
            .collect();
        assert!(!seeds.is_empty(), "{target} has no seeds");
        seeds
    }

    #[test]
    fn what_was_found_by_fuzzing_stays_mended() {
        for (name, target) in TARGETS {
            for (path, seed) in seeds(name) {
                println!("{}", path.display());
                target(&seed);
            }
        }
    }

    /// A little fuzzing for machines without a fuzzer: every seed truncated, and with one byte
    /// changed, at up to 64 positions.
    #[test]
    fn seeds_that_are_cut_or_changed_break_nothing() {
        for (name, target) in TARGETS {
            for (path, seed) in seeds(name) {
                println!("{}", path.display());
                for at in (0..seed.len()).step_by(seed.len() / 64 + 1) {
                    target(&seed[..at]);
                    let mut changed = seed.clone();
                    for byte in [0, b'/', b'\\', b'\r', b'"', b';', 0xff] {
                        changed[at] = byte;
                        target(&changed);
                    }
                }
            }
        }
    }
}
