//! The documents say what the code does: their tables are made from it and compared, the README's
//! integration is short, every example is compiled (as a doctest, see `widgets_tests::documents`),
//! every link leads somewhere.
//!
//! `WIDGETS_WRITE_DOCS=1 cargo test -p widgets-tests --test all readme` writes the tables instead.

use std::fs;
use std::path::Path;

use widgets_core::i18n::Messages;
use widgets_core::mail::RecordingMailer;
use widgets_core::role::RoleCatalogue;
use widgets_core::table::{Route, Who};
use widgets_core::{Entitlement, Permission, Role, Roles, Widgets, events};
use widgets_storage::MemoryStores;
use widgets_tests::documents::COMPILED;
use widgets_tests::harness::repository::{self, repository};

/// How many lines the README may have.
const README_LINES: usize = 200;

fn read(path: &str) -> String {
    repository::read(repository(path))
}

/// A table in Markdown: its titles, ` | ` between them, and its rows.
fn table(titles: &str, rows: impl IntoIterator<Item = String>) -> String {
    let columns = "---|".repeat(titles.split(" | ").count());
    let rows = rows.into_iter().map(|row| format!("\n| {row} |"));
    let rows: String = rows.collect();
    format!("| {titles} |\n|{columns}{rows}")
}

/// Every document there is, by its path in the repository.
fn documents() -> Vec<String> {
    let mut found = Vec::new();
    for folder in ["", "docs/"] {
        for entry in fs::read_dir(repository(folder)).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            if name.ends_with(".md") {
                found.push(format!("{folder}{name}"));
            }
        }
    }
    found
}

/// Compares what stands between `<!-- mark` and `<!-- /mark` in a document with what it must be, or
/// writes it there when asked to.
fn compare(document: &str, mark: &str, expected: &str) {
    let text = read(document);
    let (before, rest) = text.split_once(&format!("<!-- {mark}:")).unwrap();
    let (note, rest) = rest.split_once("-->").unwrap();
    let (stands, after) = rest.split_once(&format!("<!-- /{mark} -->")).unwrap();
    if std::env::var_os("WIDGETS_WRITE_DOCS").is_some() {
        let text = format!("{before}<!-- {mark}:{note}-->\n{expected}\n<!-- /{mark} -->{after}");
        fs::write(repository(document), text).unwrap();
        return;
    }
    assert_eq!(
        stands.trim(),
        expected,
        "{document} is behind the code: run this test with WIDGETS_WRITE_DOCS=1"
    );
}

#[test]
fn every_event_is_documented() {
    let rows = events::ALL.iter().map(|event| {
        let (action, when) = (event.action, event.when);
        format!("`{action}` | {when} | {} | {}", event.subject, event.fields)
    });
    let table = table("action | when | subject | fields", rows).replace("|  |", "| |");
    compare("docs/events.md", "events", &table);
}

/// The bundled widgets as they are by default.
async fn bundled() -> Widgets {
    let keys = widgets_core::Keys::development();
    let widgets = Widgets::builder("http://localhost/account", keys, MemoryStores::new());
    let widgets = widgets.mailer(RecordingMailer::new());
    widgets.build().await.unwrap()
}

#[tokio::test]
async fn the_openapi_document_is_that_of_the_endpoints() {
    let document = serde_json::to_string_pretty(&bundled().await.openapi()).unwrap() + "\n";
    if std::env::var_os("WIDGETS_WRITE_DOCS").is_some() {
        fs::write(repository("docs/openapi.json"), document).unwrap();
        return;
    }
    // Compared as values: whether members are sorted is not for the document to say.
    let parsed = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
    assert!(
        parsed(&read("docs/openapi.json")) == parsed(&document),
        "docs/openapi.json is behind the code: run this test with WIDGETS_WRITE_DOCS=1"
    );
}

#[tokio::test]
async fn every_endpoint_is_documented() {
    let widgets = bundled().await;
    let endpoints = widgets.routes().iter().flat_map(Route::endpoints);
    let rows = endpoints.map(|endpoint| {
        let rule = endpoint.rule();
        let who = match rule.who() {
            Who::Anyone => "anyone",
            Who::User => "signed in",
            Who::Member => "member",
            other => panic!("{other:?} has no word in the documents"),
        };
        let mut also = Vec::new();
        also.extend(rule.permission().map(|own| format!("`{own}`")));
        also.extend(rule.entitlement().map(|own| format!("`{}`", own.as_str())));
        let not_impersonated = rule.is_not_impersonated() && !rule.is_fresh();
        also.extend(not_impersonated.then(|| "not impersonated".to_owned()));
        also.extend(rule.is_fresh().then(|| "fresh".to_owned()));
        also.extend(rule.limit().map(|_| "limit".to_owned()));
        let (name, method, path) = (endpoint.name(), endpoint.method(), endpoint.path());
        let also = also.join(", ");
        format!("`{name}` | {method} | `{path}` | {who} | {also}")
    });
    let table = table("name | method | path | who | also", rows);
    compare("docs/endpoints.md", "endpoints", &table);
}

#[test]
fn every_permission_and_entitlement_is_documented() {
    let catalogue = RoleCatalogue::default();
    let rows = Permission::BUILT_IN.iter().map(|permission| {
        let holds = |role| {
            let granted = catalogue.grants(&Roles::one(role), permission);
            if granted { "yes" } else { "" }
        };
        let [owner, admin, member] = [Role::OWNER, Role::ADMIN, Role::MEMBER].map(holds);
        format!("`{permission}` | {owner} | {admin} | {member}")
    });
    let table = table("permission | owner | admin | member", rows);
    compare("docs/permissions.md", "permissions", &table);
    let names = Entitlement::BUILT_IN.iter();
    let names: Vec<String> = names.map(|own| format!("`{}`", own.as_str())).collect();
    compare("docs/permissions.md", "entitlements", &names.join(", "));
}

/// One message as it stands in a language's file.
#[derive(Default)]
struct Message {
    key: String,
    arguments: Vec<String>,
    lines: Vec<String>,
}

/// The messages of a Fluent file, with the arguments that their comments declare.
fn messages(source: &str) -> Vec<Message> {
    let mut found: Vec<Message> = Vec::new();
    let mut arguments = Vec::new();
    for line in source.lines() {
        if let Some(comment) = line.strip_prefix("# $") {
            let (argument, _) = comment.split_once(' ').unwrap_or((comment, ""));
            arguments.push(format!("`${argument}`"));
        } else if line.starts_with([' ', '}']) {
            let message = found
                .last_mut()
                .expect("a line that goes on has a beginning");
            message.lines.push(line.trim().to_owned());
        } else if let Some((key, text)) = line.split_once(" =") {
            found.push(Message {
                key: key.to_owned(),
                arguments: std::mem::take(&mut arguments),
                lines: vec![text.trim().to_owned()],
            });
        }
    }
    found
}

#[test]
fn every_message_is_documented() {
    let messages = messages(Messages::source("en").unwrap()).into_iter();
    let rows = messages.map(|message| {
        let text = message.lines.join(" ").trim().replace('|', "\\|");
        let arguments = message.arguments.join(", ");
        format!("`{}` | {arguments} | {text}", message.key)
    });
    let table = table("message | arguments | English", rows);
    compare("docs/messages.md", "messages", &table);
}

#[test]
fn every_document_with_an_example_is_compiled() {
    for document in documents() {
        let has_example = read(&document).contains("```rust");
        let is_compiled = COMPILED.contains(&document.as_str());
        assert_eq!(
            has_example, is_compiled,
            "{document}: list it in tests/src/documents.rs if and only if it has a Rust example"
        );
    }
}

/// What a document links to: `[text](target)` and `src="target"`.
fn links(text: &str) -> impl Iterator<Item = &str> {
    let between = |begin, end| {
        let parts = text.split(begin).skip(1);
        parts.filter_map(move |rest: &str| rest.split(end).next())
    };
    between("](", ')').chain(between("src=\"", '"'))
}

/// The anchors of a document's headings, as GitHub makes them.
fn anchors(text: &str) -> Vec<String> {
    let headings = text.lines().filter_map(|line| line.strip_prefix('#'));
    headings
        .map(|heading| {
            let heading = heading.trim_start_matches('#').trim().to_lowercase();
            let kept = heading.chars().filter_map(|letter| match letter {
                ' ' => Some('-'),
                '-' | '_' => Some(letter),
                _ => letter.is_alphanumeric().then_some(letter),
            });
            kept.collect()
        })
        .collect()
}

#[test]
fn every_link_of_a_document_leads_somewhere() {
    for document in documents() {
        let text = read(&document);
        let folder = document.rsplit_once('/').map_or("", |(folder, _)| folder);
        let is_local = |link: &&str| !link.contains("://");
        for link in links(&text).filter(is_local) {
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target = match file {
                "" => document.clone(),
                file => Path::new(folder).join(file).to_string_lossy().into_owned(),
            };
            assert!(repository(&target).exists(), "{document} links to {link}");
            if !anchor.is_empty() {
                let known = anchors(&read(&target));
                assert!(
                    known.iter().any(|own| own == anchor),
                    "{document} links to {link}; there are {known:?}"
                );
            }
        }
    }
}

/// The parts of a widget with a list: lines of the list of sessions before actions were types and writes
/// were plans, in whole files and without the methods that have nothing to do with the list; and the files
/// of the list of known browsers.
const PRICE: [(&str, usize, usize, &[&str]); 7] = [
    (
        "contract",
        203,
        102,
        &["widgets-core/src/stores/devices.rs"],
    ),
    (
        "portable SQL",
        268,
        164,
        &["widgets-storage/src/accounts/devices.rs"],
    ),
    (
        "memory",
        163,
        105,
        &["widgets-storage/src/memory/devices.rs"],
    ),
    (
        "kit",
        381,
        199,
        &["widgets-storage/conformance/src/model/calls/devices.rs"],
    ),
    (
        "the widget in Rust",
        583,
        583,
        &[
            "widgets-core/src/widgets/devices/mod.rs",
            "widgets-core/src/widgets/devices/model.rs",
            "widgets-core/src/widgets/devices/flows.rs",
            "widgets-core/src/widgets/devices/actions.rs",
            "widgets-core/src/widgets/devices/view.rs",
        ],
    ),
    (
        "three languages",
        103,
        103,
        &[
            "widgets-core/src/widgets/devices/messages/en.ftl",
            "widgets-core/src/widgets/devices/messages/de.ftl",
            "widgets-core/src/widgets/devices/messages/ar.ftl",
        ],
    ),
    (
        "tests of its own",
        120,
        120,
        &["tests/tests/all/widgets/devices.rs"],
    ),
];

/// How many methods of the stores it has.
const METHODS: usize = 6;
/// How many lines a method of the stores may take in the contract, SQL, memory and kit.
const METHOD_LINES: usize = 120;

#[test]
fn the_price_of_a_widget_is_counted() {
    let watched = read("widgets-storage/conformance/src/watch.rs");
    let (_, watched) = watched
        .split_once("    DeviceStore of AccountStore")
        .unwrap();
    let watched = watched.split("\n    }\n").next().unwrap().lines().count() + 1;
    let count =
        |files: &[&str]| -> usize { files.iter().map(|file| read(file).lines().count()).sum() };
    let mut sums = [0; 3];
    let mut of_stores = 0;
    let mut rows = Vec::new();
    for (number, (part, whole, alone, files)) in PRICE.into_iter().enumerate() {
        let own = count(files) + if part == "kit" { watched } else { 0 };
        of_stores += if number < 4 { own } else { 0 };
        sums = [sums[0] + whole, sums[1] + alone, sums[2] + own];
        rows.push(format!("{part} | {whole} | {alone} | {own}"));
    }
    let [whole, alone, own] = sums;
    rows.push(format!(
        "**together** | **{whole}** | **{alone}** | **{own}**"
    ));
    let titles = "part | sessions before | sessions before, list alone | devices";
    let each = of_stores / METHODS;
    let stores = format!("A method of the stores takes {each} lines in the first four parts.");
    let expected = format!("{}\n\n{stores}", table(titles, rows));
    compare("docs/adding-a-widget.md", "price", &expected);
    assert!(each <= METHOD_LINES, "{each} lines a method");
}

#[test]
fn the_readme_is_short() {
    let lines = read("README.md").lines().count();
    assert!(lines <= README_LINES, "the README has {lines} lines");
}

/// The host's own app, before it has account pages.
const AXUM_BEFORE: &str = r#"
use axum::{Router, routing::get};
async fn orders(CurrentUser(user): CurrentUser) -> String {
    format!("Orders of {}", user.display_name().await)
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
async fn orders(user: CurrentUser) -> String {
    format!("Orders of {}", user.0.display_name().await)
}
#[rocket::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    rocket::build().mount("/", routes![orders]).launch().await?;
    Ok(())
}
"#;

#[test]
fn ten_lines_put_the_pages_into_a_host() {
    let readme = read("README.md");
    for (begin, before) in [
        ("use std::net::SocketAddr;", AXUM_BEFORE),
        ("#[macro_use] extern crate rocket;", ROCKET_BEFORE),
    ] {
        let at = readme.find(begin).unwrap();
        let snippet = readme[at..].split("```").next().unwrap();
        let own: Vec<&str> = before.lines().map(str::trim).collect();
        let lines = snippet
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty());
        let added: Vec<&str> = lines.filter(|line| !own.contains(line)).collect();
        assert!(added.len() <= 10, "{} lines: {added:#?}", added.len());
    }
}
