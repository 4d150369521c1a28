//! Matches request paths against the paths of the route table.

use percent_encoding::percent_decode_str;

use crate::crypto::Token;
use crate::types::{AuthenticatorId, ChallengeId, Malformed, PasskeyId, SessionId};

/// The path parameter that holds an organization's slug in member endpoints, as in
/// `/o/{organization}/members`.
pub const ORGANIZATION: &str = "organization";

/// The name of a parameter segment such as `{organization}`; `None` for a literal segment.
pub(crate) fn parameter(part: &str) -> Option<&str> {
    part.strip_prefix('{')?.strip_suffix('}')
}

/// Typed parameters of an endpoint's path. `build()` refuses an endpoint whose path does not contain
/// exactly these names (besides `{organization}` for members), so a misspelled name is found at start.
///
/// ```
/// use widgets_core::PathParams;
///
/// struct OrderId(u64);
///
/// impl PathParams for OrderId {
///     const NAMES: &'static [&'static str] = &["order"];
///
///     fn read(value: impl Fn(&str) -> String) -> Option<Self> {
///         value("order").parse().ok().map(Self)
///     }
/// }
/// ```
pub trait PathParams: Sized + Send + Sync + 'static {
    /// The names of the parameters.
    const NAMES: &'static [&'static str];

    /// Parses them; `value` returns the percent-decoded text of a name. `None` answers 404.
    fn read(value: impl Fn(&str) -> String) -> Option<Self>;
}

/// A path without parameters.
impl PathParams for () {
    const NAMES: &'static [&'static str] = &[];

    fn read(_: impl Fn(&str) -> String) -> Option<Self> {
        Some(())
    }
}

impl PathParams for SessionId {
    const NAMES: &'static [&'static str] = &["session"];

    fn read(value: impl Fn(&str) -> String) -> Option<Self> {
        Self::parse(value("session")).ok()
    }
}

impl PathParams for AuthenticatorId {
    const NAMES: &'static [&'static str] = &["authenticator"];

    fn read(value: impl Fn(&str) -> String) -> Option<Self> {
        Self::parse(value("authenticator")).ok()
    }
}

impl PathParams for PasskeyId {
    const NAMES: &'static [&'static str] = &["passkey"];

    fn read(value: impl Fn(&str) -> String) -> Option<Self> {
        Self::parse(value("passkey")).ok()
    }
}

impl PathParams for ChallengeId {
    const NAMES: &'static [&'static str] = &["challenge"];

    fn read(value: impl Fn(&str) -> String) -> Option<Self> {
        Self::parse(value("challenge")).ok()
    }
}

/// The token of a link.
impl PathParams for Token {
    const NAMES: &'static [&'static str] = &["token"];

    fn read(value: impl Fn(&str) -> String) -> Option<Self> {
        Self::parse(&value("token"))
    }
}

/// A matched path: the mount prefix and the parameters.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Matched {
    /// What precedes the endpoint's own path, without a trailing slash.
    pub(crate) prefix: String,
    pub(crate) params: Vec<(&'static str, String)>,
}

impl Matched {
    /// Matches `pattern` against the end of `path`; `None` if it does not match. A trailing slash
    /// is ignored.
    ///
    /// # Errors
    ///
    /// [`Malformed`] if a parameter is not UTF-8 or contains a control character.
    pub(crate) fn read(pattern: &'static str, path: &str) -> Result<Option<Self>, Malformed> {
        let path = path.strip_suffix('/').unwrap_or(path);
        let own: Vec<&'static str> = pattern.split('/').filter(|part| !part.is_empty()).collect();
        let parts: Vec<&str> = path.split('/').skip(1).collect();
        let Some(before) = parts.len().checked_sub(own.len()) else {
            return Ok(None);
        };
        if parts[..before].iter().any(|part| leads_away(part)) {
            return Ok(None);
        }
        let mut params = Vec::new();
        for (own, part) in own.iter().zip(&parts[before..]) {
            match parameter(own) {
                // Routers differ in whether a parameter may be empty. Here it may not.
                Some(_) if part.is_empty() => return Ok(None),
                Some(name) => params.push((name, decode(part)?)),
                None if own == part => {}
                None => return Ok(None),
            }
        }
        let prefix = parts[..before].iter().flat_map(|part| ["/", part]);
        let prefix = prefix.collect();
        Ok(Some(Self { prefix, params }))
    }
}

/// Whether a prefix of a request may stand at the start of links and redirects.
pub(crate) fn is_safe_prefix(prefix: &str) -> bool {
    !prefix.split('/').skip(1).any(leads_away)
}

/// Whether a segment may lead to another host, if links and redirects start with it. Browsers read `//` and
/// `/\` as the start of a host, and drop tabs and line breaks first: an open redirect.
fn leads_away(segment: &str) -> bool {
    segment.is_empty() || segment.contains(|c: char| c == '\\' || c.is_control())
}

/// Percent-decodes a path segment.
fn decode(part: &str) -> Result<String, Malformed> {
    let text = percent_decode_str(part)
        .decode_utf8()
        .map_err(|_| Malformed::NotUtf8)?;
    if text.chars().any(char::is_control) {
        return Err(Malformed::ControlCharacter);
    }
    Ok(text.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_gives_its_prefix_and_parameters() {
        let read = |pattern, path| Matched::read(pattern, path).unwrap();
        let members = "/o/{organization}/members";
        let matched = read(members, "/t/a/account/o/nord%20l/members/").unwrap();
        assert_eq!(matched.prefix, "/t/a/account");
        assert_eq!(matched.params, [("organization", "nord l".to_owned())]);
        assert_eq!(read("/", "/account").unwrap().prefix, "/account");
        assert_eq!(read("/", "/account/").unwrap().prefix, "/account");
        assert_eq!(read("/sessions", "/sessions").unwrap().prefix, "");
        assert_eq!(read("/sessions", "/account/other"), None);
        assert_eq!(read("/{x}/end", "/a//end"), None);
        for elsewhere in [
            "//e.example/sessions",
            "/\\e.example/sessions",
            "//sessions",
        ] {
            assert_eq!(read("/sessions", elsewhere), None);
        }
        assert!(Matched::read("/{x}", "/a/%ff").is_err());
        assert!(Matched::read("/{x}", "/a/%00").is_err());
    }
}
