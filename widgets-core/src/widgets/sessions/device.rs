//! Names browser and system of a session by its `User-Agent`.
//!
//! Browsers have frozen most of that header, so a short table suffices. The value is untrusted.

use schemars::JsonSchema;
use serde::Serialize;

/// Browser and system of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub(super) struct Device {
    pub(super) browser: Option<&'static str>,
    pub(super) system: Option<&'static str>,
    #[serde(skip)]
    pub(super) handheld: bool,
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

impl Device {
    pub(super) fn of(user_agent: &str) -> Self {
        // Products are names with a version after a slash (RFC 9110, section 10.1.5).
        let words = user_agent
            .split(' ')
            .filter_map(|word| word.split_once('/'));
        let known = words.filter_map(|(name, _)| BROWSERS.iter().position(|own| own.0 == name));
        let browser = known.min().and_then(|at| BROWSERS.get(at));
        let system = SYSTEMS.iter().find(|(mark, ..)| user_agent.contains(mark));
        Self {
            browser: browser.map(|(_, name)| *name),
            system: system.map(|(_, name, _)| *name),
            handheld: system.is_some_and(|(_, _, handheld)| *handheld),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
            ("", (None, None, false)),
        ];
        for (user_agent, (browser, system, handheld)) in cases {
            assert_eq!(
                Device::of(user_agent),
                Device {
                    browser,
                    system,
                    handheld
                }
            );
        }
    }
}
