//! The seeds of the fuzz target that sends whole requests, on machines that have no fuzzer. Those of
//! the parsers are in core.

#[path = "../../../../fuzz/src/requests.rs"]
mod requests;

#[test]
fn requests_that_were_found_by_fuzzing_are_answered() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../fuzz/seeds/requests");
    let mut answered = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let seed = std::fs::read(&path).unwrap();
        println!("{}", path.display());
        assert!(requests::requests(&seed), "it is no request");
        for at in (0..seed.len()).step_by(7) {
            requests::requests(&seed[..at]);
        }
        answered += 1;
    }
    assert!(answered > 0, "there are no seeds");
}
