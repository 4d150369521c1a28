//! The Big List of Naughty Strings: texts that have broken other software, through every text field.

use std::collections::BTreeMap;

use naughty_strings::BLNS;
use url::form_urlencoded::byte_serialize;
use widgets_core::SessionPolicy;
use widgets_tests::harness::factors::ADD;
use widgets_tests::prelude::*;

over_every_combination! {
    no_text_is_a_fault_in_any_field,
    no_control_character_is_a_fault_in_any_request,
    names_come_back_as_they_were_typed_and_never_as_markup,
    what_was_refused_comes_back_as_it_was_typed_and_never_as_markup,
    names_of_apps_and_searches_come_back_and_are_never_markup,
}

/// The endpoints that read text: where each is asked, and the names of its text fields.
fn endpoints_with_text(host: &TestHost) -> Vec<(String, Vec<String>)> {
    let document = host.widgets.openapi();
    let paths = document["paths"].as_object().unwrap();
    let posts = paths
        .iter()
        .filter_map(|(path, operations)| Some((path, operations.get("post")?)));
    let read = posts.map(|(path, post)| {
        let id = post["operationId"].as_str().unwrap();
        let fields = &document["components"]["schemas"][format!("{id}.fields")]["properties"];
        let fields = fields.as_object().into_iter().flatten();
        let text = fields.filter(|(_, field)| field["type"] != "boolean");
        let text: Vec<String> = text.map(|(name, _)| name.clone()).collect();
        let asked = path.split('/').map(|part| match part {
            "{challenge}" => CHALLENGE,
            other if other.starts_with('{') => "x",
            other => other,
        });
        (host.path(&asked.collect::<Vec<_>>().join("/")), text)
    });
    read.filter(|(_, fields)| !fields.is_empty()).collect()
}

const SECOND: Duration = Duration::from_secs(1);

/// A field is tried with every so many of the texts, since each is a request.
const SHARE: usize = 64;

/// Stands in a path for a code that was asked for.
const CHALLENGE: &str = "CHALLENGE";

/// What stands in another field than the one that is tried, if anything does.
fn valid(field: &str, number: usize) -> Option<String> {
    let text = match field {
        "email" => return Some(format!("person{number}@nordlicht.example")),
        "current_password" => PASSWORD,
        "password" | "new_password" => NEW_PASSWORD,
        "code" => "12345678",
        "language" => "en",
        "time_zone" => "Europe/Berlin",
        "way" => "email",
        "return_to" => "/desk",
        name if name.ends_with("name") || name == "greeting" => "Maren",
        _ => return None,
    };
    Some(text.to_owned())
}

/// Each field alone, so that none hides behind another one that is refused first; by turns as a form and
/// as JSON. A field gets a share of the texts, the next field those after them.
async fn no_text_is_a_fault_in_any_field(host: TestHostBuilder) {
    let long = 60 * DAY;
    let policy = SessionPolicy::default()
        .idle(long)
        .absolute(long)
        .fresh(long);
    let host = host.with(move |builder| builder.session_policy(policy));
    let Visitor(host, mut visitor) = Visitor::of(host).await;
    let endpoints = endpoints_with_text(&host);
    assert!(endpoints.len() > 8, "{endpoints:?}");
    let (mut begin_at, mut tried) = (0, 0);
    for (path, fields) in &endpoints {
        for (number, field) in fields.iter().enumerate() {
            let strangers = ["/sign-in", "/sign-up", "/reset", "/code", "/link"];
            let open = strangers
                .iter()
                .any(|own| path.starts_with(&host.path(own)));
            begin_at = (begin_at + 1) % SHARE;
            // Nobody has changed the password of this one yet.
            let person = host.person(&format!("Somebody{tried}")).await;
            let mut own = host.signed_in(&person).await;
            let begun = begin(&mut visitor, &address(&format!("new{tried}"))).await;
            let challenge = code_form(&begun);
            let path = &path.replace(CHALLENGE, challenge.rsplit('/').next().unwrap());
            let asking = if open { &mut visitor } else { &mut own };
            let token = asking.csrf_token().await;
            for (turn, naughty) in BLNS.iter().skip(begin_at).step_by(SHARE).enumerate() {
                tried += 1;
                // What is counted against limits is not what is tried here.
                asking.forwarded = Some(format!("2001:{tried:x}::1"));
                let is_short = path.starts_with("/account/code/");
                host.clock.advance(if is_short { SECOND } else { HOUR });
                let others = fields.iter().filter(|own| *own != field);
                let others = others.filter_map(|own| Some((own.as_str(), valid(own, tried)?)));
                let others: Vec<(&str, String)> = others.collect();
                let mut all: Vec<(&str, &str)> =
                    others.iter().map(|(name, text)| (*name, &**text)).collect();
                all.push((field, naughty));
                let reply = if (turn + number) % 2 == 0 {
                    all.push(("csrf_token", &token));
                    asking.post(path, &all).await
                } else {
                    let body = all.iter().copied().collect::<Value>().to_string();
                    asking.send_json(Method::POST, path, &token, &body).await
                };
                let status = reply.status;
                assert!(
                    !status.is_server_error() && status != 429,
                    "{path} {field}: {naughty:?}: {status}"
                );
            }
        }
    }
    assert!(tried > 400, "only {tried} were tried");
}

/// Control characters. PostgreSQL keeps no text with the first one.
const CONTROLS: [char; 5] = ['\0', '\u{1}', '\u{1b}', '\u{7f}', '\u{85}'];

/// An operation of the OpenAPI document: its method, where it is asked with `text` for every parameter
/// of the path, and the names of its fields, but for those of checkboxes.
fn operations(host: &TestHost, text: &str) -> Vec<(Method, String, Vec<String>)> {
    let document = host.widgets.openapi();
    let text: String = byte_serialize(text.as_bytes()).collect();
    let mut operations = Vec::new();
    for (path, known) in document["paths"].as_object().unwrap() {
        let parts = path.split('/');
        let parts = parts.map(|part| {
            if part.starts_with('{') {
                text.as_str()
            } else {
                part
            }
        });
        let path = host.path(&parts.collect::<Vec<_>>().join("/"));
        let id = known["post"]["operationId"].as_str().unwrap_or_default();
        let fields = &document["components"]["schemas"][format!("{id}.fields")]["properties"];
        let fields = fields.as_object().into_iter().flatten();
        let fields = fields.filter(|(_, field)| field["type"] != "boolean");
        let fields: Vec<String> = fields.map(|(name, _)| name.clone()).collect();
        if !fields.is_empty() || path.contains(&text) {
            operations.push((Method::POST, path.clone(), fields));
        }
        let query = known["get"]["parameters"].as_array().into_iter().flatten();
        let query = query.map(|own| own["name"].as_str().unwrap().to_owned());
        operations.push((Method::GET, path, query.collect()));
    }
    operations.retain(|(_, path, _)| !path.contains("panic"));
    operations
}

async fn no_control_character_is_a_fault_in_any_request(SignedIn(host, _, mut browser): SignedIn) {
    let mut visitor = host.browser();
    for asking in [&mut browser, &mut visitor] {
        let token = asking.csrf_token().await;
        for control in CONTROLS {
            let text = format!("a{control}b");
            let operations = operations(&host, &text);
            assert!(operations.len() > 20, "{operations:?}");
            for (method, path, names) in operations {
                let fields: Vec<_> = names.iter().map(|own| (own.as_str(), &*text)).collect();
                let replies = if method == Method::POST {
                    let body: Value = fields.iter().copied().collect();
                    let sent = [("csrf_token", token.as_str())];
                    let as_form = asking.post(&path, &[&sent[..], &fields].concat()).await;
                    let body = body.to_string();
                    let as_json = asking.send_json(method, &path, &token, &body).await;
                    vec![as_form, as_json]
                } else {
                    vec![asking.get(&format!("{path}?{}", encode(&fields))).await]
                };
                for reply in replies {
                    let status = reply.status;
                    assert!(
                        !status.is_server_error(),
                        "{path} {names:?} {control:?}: {status}"
                    );
                }
            }
            // What was counted against limits is not what is tried here.
            host.clock.advance(HOUR);
        }
    }
}

async fn names_come_back_as_they_were_typed_and_never_as_markup(
    SignedIn(host, _, mut browser): SignedIn,
) {
    const NAMES: &str = "/account/profile/names";
    let fields =
        |name| ["given_name", "middle_name", "family_name", "display_name"].map(|own| (own, name));
    browser.fill(NAMES, &fields("plain")).await;
    let plain = browser.get(NAMES).await.count("main *");
    let mut saved = 0;
    for naughty in BLNS {
        host.clock.advance(MINUTE);
        let reply = browser.fill(NAMES, &fields(naughty)).await;
        let Ok(name) = Name::parse(naughty) else {
            must_refuse(reply);
            continue;
        };
        must_accept(reply);
        saved += 1;
        let profile = browser.get_json("/account/profile").await.json();
        let form = browser.get(NAMES).await;
        for (field, _) in fields("") {
            assert_eq!(profile[field], name.as_str(), "{naughty:?}");
            let shown = form.value(field).unwrap_or_default();
            assert_eq!(shown, name.as_str(), "{naughty:?}");
        }
        assert_eq!(
            form.count("main *"),
            plain,
            "{naughty:?} adds or removes elements"
        );
    }
    assert!(saved > 400, "only {saved} of them are names");
}

/// The characters that markup is made of.
fn printed(text: &str) -> String {
    text.chars().filter(char::is_ascii_graphic).collect()
}

/// Sees that a text came back in its field. Pages with equally many errors have equally many elements, and
/// so have those of a search that finds nothing.
#[derive(Default)]
struct ComesBack(BTreeMap<(String, usize, bool), usize>);

impl ComesBack {
    fn see(&mut self, page: &Reply, field: &str, typed: &str) {
        let shown = page.value(field).unwrap_or_default();
        // The end of a long text is cut off.
        let is_cut = shown.chars().count() >= 90;
        let (shown, typed) = (printed(&shown), printed(typed));
        let comes_back = shown == typed || is_cut && typed.starts_with(&shown);
        assert!(comes_back, "{} {field}: {shown:?}, {typed:?}", page.path);
        let errors = page.count("[aria-invalid=true]");
        let elements = page.count("main *");
        let shape = (field.to_owned(), errors, page.says("list-none-found"));
        let like = self.0.entry(shape).or_insert(elements);
        assert_eq!(*like, elements, "{} {field}: {typed:?}", page.path);
    }
}

async fn what_was_refused_comes_back_as_it_was_typed_and_never_as_markup(
    Visitor(host, mut visitor): Visitor,
) {
    let short = ("password", "short");
    for (path, action, field, others) in [
        (
            "/sign-up",
            "/sign-up",
            "display_name",
            &[("email", "nele"), short][..],
        ),
        ("/sign-up", "/sign-up", "email", &[short]),
        ("/sign-in", "/sign-in", "email", &[]),
        ("/reset", "/reset", "email", &[]),
    ] {
        let form = visitor.get(&host.path(path)).await;
        let mut seen = ComesBack::default();
        for naughty in BLNS {
            host.clock.advance(MINUTE);
            let fields = [&[(field, *naughty)], others].concat();
            let reply = visitor.submit(&form, action, &fields).await;
            if reply.status == 422 {
                seen.see(&reply, field, naughty);
            }
        }
        assert!(!seen.0.is_empty());
    }
}

async fn names_of_apps_and_searches_come_back_and_are_never_markup(
    SignedIn(host, _, mut browser): SignedIn,
) {
    let form = browser.get(ADD).await;
    let (mut refused, mut found) = (ComesBack::default(), ComesBack::default());
    for naughty in BLNS {
        host.clock.advance(Duration::from_secs(1));
        let query = encode(&[("q", naughty)]);
        let list = browser.get(&format!("/account/devices?{query}")).await;
        found.see(&must_show(list), "q", naughty);
        let fields = [("name", *naughty), ("code", "x")];
        let reply = browser.submit(&form, ADD, &fields).await;
        if reply.status == 422 {
            refused.see(&reply, "name", naughty);
        }
    }
    assert!(!refused.0.is_empty());
}
