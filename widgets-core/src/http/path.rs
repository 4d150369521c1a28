//! Paths of requests, laid over the paths of the route table.

use percent_encoding::percent_decode_str;

use crate::types::fault::Malformed;

/// The parameter that names an organization, by its slug, in the path of a row for members:
/// `/o/{organization}/members`.
pub const ORGANIZATION: &str = "organization";

/// The name of the parameter that a part of a row's path is, if it is one.
pub(crate) fn parameter(part: &str) -> Option<&str> {
    part.strip_prefix('{')?.strip_suffix('}')
}

/// A request's path split along a row's path: the prefix in front, and the parameters.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Matched {
    /// What stands before the row's own path, without a slash at the end.
    pub(crate) prefix: String,
    pub(crate) params: Vec<(&'static str, String)>,
}

impl Matched {
    /// Lays `pattern` over the end of `path`; `None` when it does not fit there. A slash at the
    /// end of the path makes no difference.
    ///
    /// # Errors
    ///
    /// [`Malformed`] when a parameter is not UTF-8 or holds a control character.
    pub(crate) fn read(pattern: &'static str, path: &str) -> Result<Option<Self>, Malformed> {
        let path = path.strip_suffix('/').unwrap_or(path);
        let own: Vec<&'static str> = pattern.split('/').filter(|part| !part.is_empty()).collect();
        let parts: Vec<&str> = path.split('/').skip(1).collect();
        let Some(before) = parts.len().checked_sub(own.len()) else {
            return Ok(None);
        };
        // Links and redirects begin with the prefix; browsers read `//` and `/\` as a host, and
        // leave out tabs and line breaks before they do.
        if parts[..before]
            .iter()
            .any(|part| part.is_empty() || part.contains(|c: char| c == '\\' || c.is_control()))
        {
            return Ok(None);
        }
        let mut params = Vec::new();
        for (own, part) in own.iter().zip(&parts[before..]) {
            match parameter(own) {
                // Routers differ in whether nothing is a parameter's value; here it is not.
                Some(_) if part.is_empty() => return Ok(None),
                Some(name) => params.push((name, decode(part)?)),
                None if own == part => {}
                None => return Ok(None),
            }
        }
        let prefix = parts[..before]
            .iter()
            .flat_map(|part| ["/", part])
            .collect();
        Ok(Some(Self { prefix, params }))
    }
}

/// A percent-decoded path segment.
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
        let matched = read(
            "/o/{organization}/members",
            "/t/a/account/o/nord%20l/members/",
        )
        .unwrap();
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
