//! The kit runs every check it has.

#[test]
fn no_check_is_left_out_of_the_macro() {
    let list = include_str!("../../src/conformance/list.rs");
    macro_rules! rooms {
        ($($room:literal),+) => {
            [$(($room, include_str!(concat!("../../src/conformance/", $room, ".rs")))),+]
        };
    }
    let rooms = rooms![
        "sessions",
        "credentials",
        "openings",
        "directory",
        "races",
        "challenges",
        "sealed_challenges",
        "redemptions",
        "sign_ups",
        "passwords",
        "impersonations",
        "kept_forms",
        "deleting",
        "sweeping",
        "organizations",
        "owners",
        "profile",
        "limits",
        "outbox",
        "sealed_rows",
        "driver",
        "undoing",
        "migrating"
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
