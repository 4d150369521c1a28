//! The kit runs every check it has.

#[test]
fn no_check_is_left_out_of_the_macro() {
    let list = include_str!("../../src/conformance/list.rs");
    let rooms = [
        (
            "sessions",
            include_str!("../../src/conformance/sessions.rs"),
        ),
        (
            "credentials",
            include_str!("../../src/conformance/credentials.rs"),
        ),
        (
            "directory",
            include_str!("../../src/conformance/directory.rs"),
        ),
        ("races", include_str!("../../src/conformance/races.rs")),
        (
            "organizations",
            include_str!("../../src/conformance/organizations.rs"),
        ),
        ("profile", include_str!("../../src/conformance/profile.rs")),
        ("limits", include_str!("../../src/conformance/limits.rs")),
        ("outbox", include_str!("../../src/conformance/outbox.rs")),
        ("driver", include_str!("../../src/conformance/driver.rs")),
    ];
    for (room, source) in rooms {
        let (_, listed) = list.split_once(&format!(" {room} {{\n")).unwrap();
        let (listed, _) = listed.split_once('}').unwrap();
        let listed: Vec<&str> = listed.split(',').map(str::trim).collect();
        let checks = source.split("\npub async fn ").skip(1);
        for check in checks.filter_map(|rest| rest.split_once('(')) {
            assert!(
                listed.contains(&check.0),
                "{room}::{} is in no list",
                check.0
            );
        }
    }
}
