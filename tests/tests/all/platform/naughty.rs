//! The Big List of Naughty Strings: texts that have broken other software, through every text field.

use naughty_strings::BLNS;
use url::form_urlencoded::byte_serialize;
use widgets_tests::prelude::*;

over_every_combination! {
    no_text_is_a_fault_in_any_field,
    no_control_character_is_a_fault_in_any_request,
    names_come_back_as_they_were_typed_and_never_as_markup,
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
        let asked: Vec<&str> = path
            .split('/')
            .map(|part| if part.starts_with('{') { "x" } else { part })
            .collect();
        (host.path(&asked.join("/")), text)
    });
    read.filter(|(_, fields)| !fields.is_empty()).collect()
}

async fn no_text_is_a_fault_in_any_field(SignedIn(host, _, mut browser): SignedIn) {
    let endpoints = endpoints_with_text(&host);
    assert!(endpoints.len() > 8, "{endpoints:?}");
    let mut visitor = host.browser();
    for asking in [&mut browser, &mut visitor] {
        let token = asking.csrf_token().await;
        for (path, fields) in &endpoints {
            for naughty in BLNS {
                let fields = fields.iter().map(|name| (name.clone(), json!(naughty)));
                let body = Value::Object(fields.collect()).to_string();
                let reply = asking.send_json(Method::POST, path, &token, &body).await;
                let status = reply.status;
                assert!(!status.is_server_error(), "{path}: {naughty:?}: {status}");
            }
            // What was counted against limits is not what is tried here.
            host.clock.advance(HOUR);
        }
    }
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
