//! The README says what the code does: its tables are compared, its snippets are short. That they
//! compile is checked as doc tests of this crate.

use widgets_core::mail::RecordingMailer;
use widgets_core::route::{Route, Who};
use widgets_core::{Entitlement, Permission, Role, Widgets};
use widgets_storage::MemoryStores;

const README: &str = include_str!("../../../../README.md");

/// What stands between two marks.
fn between(mark: &str) -> &'static str {
    let (_, rest) = README.split_once(&format!("<!-- {mark}")).unwrap();
    let (_, rest) = rest.split_once("-->").unwrap();
    rest.split_once(&format!("<!-- /{}", mark.split(':').next().unwrap()))
        .unwrap()
        .0
        .trim()
}

#[tokio::test]
async fn the_readme_lists_every_route() {
    let keys = widgets_core::Keys::development();
    let widgets = Widgets::builder("http://localhost/account", keys, MemoryStores::new());
    let widgets = widgets.mailer(RecordingMailer::new());
    let widgets = widgets.build().await.unwrap();
    let mut table = "| name | method | path | who | also |\n|---|---|---|---|---|".to_owned();
    for row in widgets.routes().iter().flat_map(Route::rows) {
        let rule = row.rule();
        let who = match rule.who() {
            Who::Anyone => "anyone",
            Who::User => "signed in",
            Who::Member => "member",
        };
        let mut also = Vec::new();
        also.extend(rule.permission().map(|own| format!("`{own}`")));
        also.extend(rule.entitlement().map(|own| format!("`{}`", own.as_str())));
        let in_person = rule.is_in_person() && !rule.is_fresh();
        also.extend(in_person.then(|| "in person".to_owned()));
        also.extend(rule.is_fresh().then(|| "fresh".to_owned()));
        also.extend(rule.limit().map(|_| "limit".to_owned()));
        let (name, method, path) = (row.name(), row.method(), row.path());
        table.push_str(&format!(
            "\n| `{name}` | {method} | `{path}` | {who} | {} |",
            also.join(", ")
        ));
    }
    assert_eq!(
        between("routes:"),
        table,
        "put this into the README:\n{table}"
    );
}

#[test]
fn the_readme_lists_every_permission() {
    let mut table = "| permission | owner | admin | member |\n|---|---|---|---|".to_owned();
    for permission in Permission::BUILT_IN {
        let holds = |role: Role| if role.grants(permission) { "yes" } else { "" };
        let [owner, admin, member] = Role::BUILT_IN.map(holds);
        table.push_str(&format!(
            "\n| `{permission}` | {owner} | {admin} | {member} |"
        ));
    }
    assert_eq!(
        between("permissions:"),
        table,
        "put this into the README:\n{table}"
    );
    let names: Vec<String> = Entitlement::BUILT_IN
        .iter()
        .map(|own| format!("`{}`", own.as_str()))
        .collect();
    let list = names.join(", ");
    assert_eq!(
        between("entitlements"),
        list,
        "put this into the README:\n{list}"
    );
}

/// The host's own app, before it has account pages.
const AXUM_BEFORE: &str = r#"
use axum::{Router, routing::get};
async fn orders(user: CurrentUser) -> String {
    format!("Orders of {}", user.admission().account.email)
}
#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let router = Router::new().route("/orders", get(orders));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    Ok(())
}
"#;

const ROCKET_BEFORE: &str = r#"
#[macro_use] extern crate rocket;
#[get("/orders")]
fn orders(user: CurrentUser) -> String {
    format!("Orders of {}", user.admission().account.email)
}
#[rocket::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let rocket = rocket::build().mount("/", routes![orders]);
    rocket.launch().await?;
    Ok(())
}
"#;

#[test]
fn ten_lines_put_the_pages_into_a_host() {
    for (begin, before) in [
        ("use std::net::SocketAddr;", AXUM_BEFORE),
        ("#[macro_use] extern crate rocket;", ROCKET_BEFORE),
    ] {
        let at = README.find(begin).unwrap();
        let snippet = README[at..].split("```").next().unwrap();
        let own: Vec<&str> = before.lines().map(str::trim).collect();
        let lines = snippet
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty());
        let added: Vec<&str> = lines.filter(|line| !own.contains(line)).collect();
        assert!(added.len() <= 10, "{} lines: {added:#?}", added.len());
    }
}
