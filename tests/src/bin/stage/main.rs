//! Sets the stage for pictures and walks.
//!
//! `stage <SQLite file or PostgreSQL URL> <origin>` fills a demo's database, with sessions of
//! different ages and devices for Maren, and prints one-time links for Aiko as JSON.
//!
//! `stage letters <SQLite file or PostgreSQL URL> <language>` puts a letter of every kind into a demo's
//! outbox.
//!
//! `stage gallery <address>` serves a host whose own widget shows every element in each of its
//! states, also those that no widget needs yet.
//!
//! `stage addresses` reads email addresses, a JSON string a line, and says of each whether it is accepted.
//!
//! `stage hosts <address> <framework> <store>` serves hosts that let people in differently.

use widgets_tests::prelude::*;
mod gallery;
mod staged_hosts;
mod words;

use widgets_core::clock::{SystemClock, Timestamp};
use widgets_core::crypto::Token;
use widgets_core::id::{DeviceId, RequestId, SessionId};
use widgets_core::stores::{
    Actor, Change, Device, NewSession, OpenSession, Proof, Proofs, RememberDevice, Session,
    SignInMethod, Stamp, Stores,
};
use widgets_tests::harness::outbox;

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// Browsers, when they signed in, and when they were last seen, in seconds before now.
const BROWSERS: [(&str, &str, u64, u64); 4] = [
    (
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like \
         Gecko) Version/26.0 Mobile/15E148 Safari/604.1",
        "203.0.113.24",
        12 * DAY,
        2 * HOUR,
    ),
    (
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0",
        "198.51.100.7",
        3 * DAY,
        DAY + HOUR,
    ),
    (
        "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) \
         SamsungBrowser/29.0 Chrome/136.0.0.0 Mobile Safari/537.36",
        "2001:db8:85a3::8a2e:370:7334",
        5 * HOUR,
        9 * MINUTE,
    ),
    ("", "", 40 * MINUTE, 30 * MINUTE),
];

/// What these browsers are called: browser, system, and whether they are handheld.
const NAMES: [(&str, &str, bool); 4] = [
    ("Safari", "iPhone", true),
    ("Firefox", "Windows", false),
    ("Samsung Internet", "Android", true),
    ("", "", false),
];

#[tokio::main]
async fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["letters", location, language] => letters(location, language).await,
        ["addresses"] => addresses(),
        ["gallery", address] => gallery::serve(address).await,
        ["hosts", address, framework, store] => {
            staged_hosts::serve(address, framework, store).await
        }
        [location, origin] => fill(location, origin).await,
        _ => panic!("what are these? {arguments:?}"),
    }
}

/// Fills the database of a demo.
async fn fill(location: &str, origin: &str) {
    let stores: Stores = storage::open(location).await.into();
    let url = format!("{origin}/account");
    let builder =
        Widgets::builder(url, Keys::development(), stores.clone()).mailer(RecordingMailer::new());
    let management = builder.build().await.unwrap().management("stage");
    let users = management.users();
    let find = async |email| users.find(email).await.unwrap().expect("seeded people");
    let maren = find("maren@nordlicht.example").await;
    let aiko = find("aiko@coffee-desk.example").await;

    for ((user_agent, address, opened, seen), name) in BROWSERS.into_iter().zip(NAMES) {
        let device = known(name, opened);
        open(
            &stores, &maren.id, user_agent, address, opened, seen, device,
        )
        .await;
    }
    let (user_agent, address, ..) = BROWSERS[1];
    for number in 0..20 {
        let opened = 20 * DAY + number;
        let device = known(NAMES[1], opened);
        open(
            &stores,
            &maren.id,
            user_agent,
            address,
            opened,
            2 * DAY,
            device,
        )
        .await;
    }
    let link = users.sign_in_link(&aiko.id, Duration::from_secs(DAY));
    let link = link.await.unwrap();
    let token = Token::mint().unwrap();
    let spent = format!("{origin}/account/sign-in/link/{}", token.reveal());
    println!("{}", json!({ "link": link.reveal(), "spent": spent }));
}

/// Puts a letter of every kind into the outbox of a demo.
async fn letters(location: &str, language: &str) {
    let stores: Stores = storage::open(location).await.into();
    let now = SystemClock.now();
    for says in outbox::every_kind(now) {
        let letter = outbox::letter("maren@nordlicht.example", language, &says);
        outbox::post(&stores, now, &letter).await;
    }
}

/// Says of each address whether it is accepted.
fn addresses() {
    for line in std::io::stdin().lines() {
        let typed: String = serde_json::from_str(&line.unwrap()).unwrap();
        println!("{}", Email::parse(&typed).is_ok());
    }
}

/// A browser of that name that signed in so many seconds ago, and some days before.
fn known((browser, system, handheld): (&str, &str, bool), opened: u64) -> Device {
    let ago = |seconds| SystemClock.now().minus(Duration::from_secs(seconds));
    let (id, token) = (DeviceId::mint(ago(opened)).unwrap(), Token::mint().unwrap());
    Device::new(id, token.hash(), ago(opened + 9 * DAY))
        .last_used_at(ago(opened))
        .expires_at(ago(opened).plus(Duration::from_secs(400 * DAY)))
        .browser(browser.to_owned())
        .system(system.to_owned())
        .handheld(handheld)
}

async fn open(
    stores: &Stores,
    account: &AccountId,
    user_agent: &str,
    address: &str,
    opened: u64,
    seen: u64,
    device: Device,
) {
    let now = SystemClock.now();
    let ago = |seconds| now.minus(Duration::from_secs(seconds));
    let (created_at, last_used_at): (Timestamp, Timestamp) = (ago(opened), ago(seen));
    let session = Session::new(
        SessionId::mint(created_at).unwrap(),
        account.clone(),
        Proofs::one(Proof::new(SignInMethod::PASSWORD, created_at)),
        created_at,
    )
    .last_used_at(last_used_at)
    .idle_until(last_used_at.plus(Duration::from_secs(14 * DAY)))
    .expires_at(created_at.plus(Duration::from_secs(60 * DAY)))
    .persistent(true)
    .address(address.to_owned())
    .user_agent(user_agent.to_owned());
    let accounts = &stores.accounts;
    let found = accounts.find_account(account).await.unwrap().unwrap();
    let session = NewSession::new(session, Token::mint().unwrap().hash());
    let open_session =
        OpenSession::new(session, found.epoch).device(Some(RememberDevice::new(device)));
    let request = RequestId::mint(now).unwrap();
    let stamp = Stamp::new(Actor::Host("stage".to_owned()), now, request);
    let opened = accounts.open_session(open_session, Change::new(stamp));
    opened.await.unwrap();
}
