//! Browsers that people sign in with, and the list of those that their account knows.

use crate::prelude::*;

/// The list.
pub const LIST: &str = "/account/devices";
/// Where some are forgotten.
pub const FORGET: &str = "/account/devices/forget";
/// Safari on an iPhone.
pub const PHONE: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 \
                     (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1";
/// Firefox on Windows.
pub const FIREFOX: &str =
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0";

/// Signs in with another browser, a second later than before.
pub async fn meet(host: &TestHost, person: &Person, agent: &str) -> Browser {
    host.clock.advance(Duration::from_secs(1));
    let mut browser = host.browser();
    browser.agent = agent.to_owned();
    must_accept(host.sign_in(&mut browser, &person.email, PASSWORD).await);
    browser
}

/// Maren at her desk, who has a phone and another computer.
pub async fn three(host: &TestHost, maren: &Person) -> [Browser; 2] {
    let phone = meet(host, maren, PHONE).await;
    [phone, meet(host, maren, FIREFOX).await]
}

/// A field of each browser that a list shows.
pub async fn listed(browser: &mut Browser, query: &str, field: &str) -> Vec<String> {
    let reply = must_show(browser.get_json(&format!("{LIST}{query}")).await).json();
    let devices = reply["devices"].as_array().unwrap().iter();
    let text = devices.map(|own| own.pointer(field).unwrap().as_str().unwrap());
    text.map(str::to_owned).collect()
}

/// The identifiers of what it shows.
pub async fn ids(browser: &mut Browser) -> Vec<String> {
    listed(browser, "", "/id").await
}
