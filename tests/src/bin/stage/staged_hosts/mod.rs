//! Hosts that let people in differently, one for each way of deciding who may sign up, each with an
//! address and stores of its own: what the walk needs beside the demos, which are open to anybody.
//!
//! What a walk asks of their back ends (to invite somebody, to end their sessions) is a widget, so
//! it is there in every framework.

use widgets_tests::prelude::*;
mod back_end;
mod question;

use std::net::{SocketAddr, TcpListener};

use serde_json::Map;
use widgets_core::SecondFactorPolicy;
use widgets_tests::harness::app;
use widgets_tests::harness::app::ACCOUNT;

/// Where the terms of these hosts stand.
const TERMS: &str = "/account/back-end/terms";

/// A host: its name, by which it decides all else, and who may come in.
struct StagedHost {
    name: &'static str,
    sign_up: SignUp,
}

/// Every way to decide who may sign up, and every question that may come with it; and a host whose own style
/// sheet is in no layer.
fn staged_hosts() -> [StagedHost; 7] {
    let terms = || Terms::new("2026-11", TERMS);
    let domains = ["nordlicht.example", "suedwind.example"];
    let staged_host = |name, sign_up| StagedHost { name, sign_up };
    [
        staged_host(
            "open",
            SignUp::open().terms(terms()).address_policy(lasting),
        ),
        staged_host("plain", SignUp::open().without_password()),
        staged_host("domains", SignUp::domains(domains)),
        staged_host("invited", SignUp::invited().terms(terms())),
        staged_host("closed", SignUp::closed()),
        staged_host("unlayered", SignUp::closed()),
        staged_host("tasks", SignUp::closed().terms(terms())),
    ]
}

/// Takes no mailbox that its owner throws away.
fn lasting(email: &widgets_core::email::Email) -> Result<(), String> {
    if email.key().domain() == "throwaway.example" {
        return Err("Use an address that you will keep.".to_owned());
    }
    Ok(())
}

/// Somebody who has to have a second factor.
fn is_careful(account: &widgets_core::stores::Account) -> bool {
    let email = account.email.as_ref();
    email.is_some_and(|email| email.as_str().starts_with("careful"))
}

/// Serves every host at a port of its own, beginning with the one given, and prints their origins.
pub async fn serve(address: &str, framework: &str, storage: &str) {
    let first: SocketAddr = address.parse().unwrap();
    let (storage, framework) = (Storage::named(storage), Framework::named(framework));
    let mut origins = Map::new();
    let mut servers = Vec::new();
    for (staged_host, port) in staged_hosts().into_iter().zip(first.port()..) {
        let listener = TcpListener::bind((first.ip(), port)).unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let fresh = storage.fresh().await;
        origins.insert(staged_host.name.to_owned(), Value::from(origin.clone()));
        let open = origins["open"].as_str().unwrap();
        let widgets = build(staged_host, (&origin, open), &fresh).await;
        let server = app::serve(framework, listener, widgets).await;
        servers.push((server, fresh));
    }
    println!("{}", Value::Object(origins));
    for (server, _storage) in servers {
        server.await.unwrap();
    }
}

/// `open` is the origin of the open host, to which the one without passwords may lead.
async fn build(
    staged_host: StagedHost,
    (origin, open): (&str, &str),
    fresh: &FreshStorage,
) -> Widgets {
    let mails = RecordingMailer::new();
    let url = format!("{origin}{ACCOUNT}");
    let builder = Widgets::builder(url, Keys::development(), fresh.stores.clone())
        .name("Coffee Desk")
        .hash_parameters(CHEAP)
        .trusted_hops(1)
        .pseudo_locale()
        .mailer(mails.clone())
        .sign_up(staged_host.sign_up)
        .widget(back_end::widget(mails));
    let builder: WidgetsBuilder = match staged_host.name {
        "open" => builder.captcha(question::Question),
        "plain" => builder.return_origin(open),
        "unlayered" => builder.unlayered_style(),
        "tasks" => builder.second_factors(SecondFactorPolicy::required_for(is_careful)),
        _ => builder,
    };
    let widgets = builder.build().await.unwrap();
    tokio::spawn(widgets.worker().run());
    widgets
}
