//! Edits single query parameters of a URL and leaves all other bytes as received.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use url::form_urlencoded;

/// The form field and query parameter with the page to return to.
pub(crate) const RETURN_TO: &str = "return_to";
/// Characters to escape in a query value.
const QUERY: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'/');

/// The URL without the parameters `without`, and with `value` added.
pub(crate) fn with_query(address: &str, without: &[&str], value: Option<(&str, &str)>) -> String {
    let (path, query, hash) = parts(address);
    let kept = query.split('&').filter(|pair| {
        // What is not UTF-8 is replaced, so it never equals a known key.
        let mut read = form_urlencoded::parse(pair.as_bytes());
        read.next()
            .is_some_and(|(key, _)| !without.contains(&key.as_ref()))
    });
    let mut pairs: Vec<String> = kept.map(str::to_owned).collect();
    if let Some((key, value)) = value {
        pairs.push(format!("{key}={}", utf8_percent_encode(value, QUERY)));
    }
    let mark = if pairs.is_empty() { "" } else { "?" };
    format!("{path}{mark}{}{hash}", pairs.join("&"))
}

/// Path, query without `?`, and fragment with `#`.
pub(crate) fn parts(address: &str) -> (&str, &str, &str) {
    let (address, hash) = address.split_at(address.find('#').unwrap_or(address.len()));
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    (path, query, hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_key_is_exchanged_and_all_else_stays() {
        let with = |address, without: &[&str], value| with_query(address, without, value);
        assert_eq!(with("/x", &[], None), "/x");
        assert_eq!(with("/x?a=1&b=%ff#end", &["a"], None), "/x?b=%ff#end");
        assert_eq!(with("/x?a=1", &["a"], None), "/x");
        assert_eq!(
            with("/x?q=%E4&%61=1#top", &["a"], Some(("a", "2 &=#ä"))),
            "/x?q=%E4&a=2%20%26%3D%23%C3%A4#top"
        );
    }
}
