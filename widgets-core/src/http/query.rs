//! Queries of addresses, changed one key at a time: every other byte stays as it was sent.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// The key of a query that names a notice.
pub(crate) const NOTICE: &str = "notice";
/// The field of a form, and the key of a query, that name the page to come back to.
pub(crate) const RETURN_TO: &str = "return_to";
/// What may stand unescaped in a value of a query.
const QUERY: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'/');

/// The address with a notice to show there.
pub(crate) fn with_notice(address: &str, key: &str) -> String {
    with_query(address, &[NOTICE], Some((NOTICE, key)))
}

/// The address with keys taken out of its query and one put in.
pub(crate) fn with_query(address: &str, without: &[&str], value: Option<(&str, &str)>) -> String {
    let (path, query, hash) = parts(address);
    let kept = query.split('&').filter(|pair| {
        let key = pair.split('=').next().unwrap_or_default();
        !pair.is_empty() && !without.contains(&decode(key).as_ref())
    });
    let mut pairs: Vec<String> = kept.map(str::to_owned).collect();
    if let Some((key, value)) = value {
        pairs.push(format!("{key}={}", utf8_percent_encode(value, QUERY)));
    }
    let mark = if pairs.is_empty() { "" } else { "?" };
    format!("{path}{mark}{}{hash}", pairs.join("&"))
}

/// Path, query without its mark, and fragment with its mark.
pub(crate) fn parts(address: &str) -> (&str, &str, &str) {
    let (address, hash) = address.split_at(address.find('#').unwrap_or(address.len()));
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    (path, query, hash)
}

/// One part of a query; what is not UTF-8 is no key of ours.
pub(crate) fn decode(text: &str) -> Cow<'_, str> {
    let spaced = text.replace('+', " ");
    Cow::Owned(percent_decode_str(&spaced).decode_utf8_lossy().into_owned())
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
        assert_eq!(
            with_notice("/x?notice=old.one#top", "new.one"),
            "/x?notice=new.one#top"
        );
    }
}
