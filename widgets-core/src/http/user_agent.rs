//! Names browser and system by the header `User-Agent`.
//!
//! Browsers have frozen most of that header, so a short table suffices. The value is untrusted.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::Serialize;

/// Browser and system, as far as they are known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "Device")]
pub(crate) struct UserAgent {
    pub(crate) browser: Option<Cow<'static, str>>,
    pub(crate) system: Option<Cow<'static, str>>,
    #[serde(skip)]
    pub(crate) handheld: bool,
}

/// Products by precedence, because several browsers also name others.
const BROWSERS: [(&str, &str); 13] = [
    ("Edg", "Edge"),
    ("EdgA", "Edge"),
    ("EdgiOS", "Edge"),
    ("OPR", "Opera"),
    ("Vivaldi", "Vivaldi"),
    ("SamsungBrowser", "Samsung Internet"),
    ("FxiOS", "Firefox"),
    ("Firefox", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
    ("curl", "curl"),
    ("Wget", "Wget"),
];

const SYSTEMS: [(&str, &str, bool); 9] = [
    ("iPhone", "iPhone", true),
    ("iPad", "iPad", true),
    ("Android", "Android", true),
    ("CrOS", "ChromeOS", false),
    ("Windows", "Windows", false),
    ("Macintosh", "macOS", false),
    ("FreeBSD", "FreeBSD", false),
    ("OpenBSD", "OpenBSD", false),
    ("Linux", "Linux", false),
];

impl UserAgent {
    /// Names what a header tells of.
    pub(crate) fn parse(user_agent: &str) -> Self {
        // Products are names with a version after a slash (RFC 9110, section 10.1.5).
        // Bytes, since a list has many rows and searching a text for a character has a price.
        let words = user_agent.as_bytes().split(|byte| *byte == b' ');
        let names = words.filter_map(|word| {
            let slash = word.iter().position(|byte| *byte == b'/')?;
            Some(&word[..slash])
        });
        let known = names.filter_map(|name| {
            let mut all = BROWSERS.iter();
            all.position(|(own, _)| own.as_bytes() == name)
        });
        let browser = known.min().and_then(|at| BROWSERS.get(at));
        let system = system(user_agent);
        Self {
            browser: browser.map(|(_, name)| Cow::Borrowed(*name)),
            system: system.map(|(_, name, _)| Cow::Borrowed(*name)),
            handheld: system.is_some_and(|(_, _, handheld)| *handheld),
        }
    }

    /// The same of names that were stored; empty ones are unknown.
    pub(crate) fn stored(browser: String, system: String, handheld: bool) -> Self {
        let known = |name: String| (!name.is_empty()).then_some(Cow::Owned(name));
        let (browser, system) = (known(browser), known(system));
        Self {
            browser,
            system,
            handheld,
        }
    }
}

/// The first system of the list whose mark stands anywhere. The text is looked through once.
fn system(user_agent: &str) -> Option<&'static (&'static str, &'static str, bool)> {
    let text = user_agent.as_bytes();
    let mut first = SYSTEMS.len();
    for (at, byte) in text.iter().enumerate() {
        // Marks begin with a capital letter, or are of Apple.
        if byte.is_ascii_uppercase() || *byte == b'i' {
            let stands = |(mark, ..): &(&str, _, _)| {
                let mark = mark.as_bytes();
                mark.first() == Some(byte) && text[at..].starts_with(mark)
            };
            first = SYSTEMS[..first].iter().position(stands).unwrap_or(first);
        }
    }
    SYSTEMS.get(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mark_begins_as_it_is_looked_for() {
        for (mark, ..) in SYSTEMS {
            let first = mark.as_bytes()[0];
            assert!(first.is_ascii_uppercase() || first == b'i', "{mark}");
            assert_eq!(system(mark).unwrap().0, mark);
        }
    }

    #[test]
    fn common_browsers_are_told_apart() {
        let cases = [
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like \
                 Gecko) Chrome/156.0.0.0 Safari/537.36",
                (Some("Chrome"), Some("macOS"), false),
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 \
                 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1",
                (Some("Safari"), Some("iPhone"), true),
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0",
                (Some("Firefox"), Some("Windows"), false),
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) \
                 Chrome/156.0.0.0 Safari/537.36 Edg/156.0.0.0",
                (Some("Edge"), Some("Windows"), false),
            ),
            (
                "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) \
                 SamsungBrowser/29.0 Chrome/136.0.0.0 Mobile Safari/537.36",
                (Some("Samsung Internet"), Some("Android"), true),
            ),
            ("curl/8.14.1", (Some("curl"), None, false)),
            (
                "Edg Chrome Firefox/1 Chrome/2/Edg/3",
                (Some("Firefox"), None, false),
            ),
            // In the order of the list, wherever they stand.
            ("Linux Macintosh; xAndroid", (None, Some("Android"), true)),
            ("iPod; WindowsFreeBSD iP", (None, Some("Windows"), false)),
            ("ä linux ios", (None, None, false)),
            ("", (None, None, false)),
        ];
        for (user_agent, (browser, system, handheld)) in cases {
            assert_eq!(
                UserAgent::parse(user_agent),
                UserAgent {
                    browser: browser.map(Cow::Borrowed),
                    system: system.map(Cow::Borrowed),
                    handheld
                }
            );
        }
    }
}
