//! Where a widget stands: on a page of ours, or as a fragment in a page of the host's. All addresses
//! that a view writes follow from it.

use std::borrow::Cow;
use std::sync::Arc;

use http::Method;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::ctx::Visit;
use crate::request::Request;
use crate::return_path::ReturnPath;
use crate::route::{Route, Row};

/// The key of a query that names a notice.
pub(crate) const NOTICE: &str = "notice";
/// The field of a form, and the key of a query, that name the page to come back to.
pub(crate) const RETURN_TO: &str = "return_to";
/// The key of a query that says behind which row a list goes on.
const AFTER: &str = "after";

/// What may stand unescaped in a value of a query.
const QUERY: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'/');

/// Where a widget stands.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    /// The widget of the row that is asked for; none on a page of the host's own.
    pub(crate) widget: Option<&'static str>,
    /// What stands before the path of each row, without a slash at the end.
    pub(crate) prefix: String,
    /// The page the widget stands on: path and query, without a notice.
    pub(crate) here: String,
    /// The page of the host's that its forms lead back to.
    pub(crate) back: Option<ReturnPath>,
    /// Whether the page is the host's.
    pub(crate) fragment: bool,
    /// Whether the page answers an action, as it does when a form is refused.
    acts: bool,
}

impl Place {
    /// A page of ours below `prefix`, or without a route one of the host's.
    pub(crate) fn page(prefix: String, route: Option<&Route>, request: &Request) -> Self {
        let row = route.and_then(|route| route.row(&request.method));
        Self {
            widget: row.map(Row::widget),
            here: here(&prefix, route, request),
            prefix,
            back: None,
            fragment: false,
            acts: request.method == Method::POST,
        }
    }

    /// The same widget or another in a page of the host's.
    pub(crate) fn embed(&self, row: &Row, prefix: Option<&str>, page: Option<&ReturnPath>) -> Self {
        let page = page.map(|page| page.with_query(&[NOTICE], None));
        let here = page.as_ref().map(|page| page.as_str().to_owned());
        Self {
            widget: Some(row.widget()),
            prefix: prefix.unwrap_or(&self.prefix).to_owned(),
            here: here.unwrap_or_else(|| self.here.clone()),
            back: page,
            fragment: true,
            acts: false,
        }
    }

    /// What a form of that row, sent to `path`, answers with.
    pub(crate) fn acting(row: &Row, prefix: String, path: &str, back: Option<ReturnPath>) -> Self {
        Self {
            widget: Some(row.widget()),
            here: path.to_owned(),
            prefix,
            back,
            fragment: false,
            acts: true,
        }
    }

    /// The path of the page the widget stands on.
    pub(crate) fn path(&self) -> &str {
        parts(&self.here).0
    }

    /// The page whose query says which part of a list is shown.
    fn listing(&self) -> &str {
        self.host_page().unwrap_or(&self.here)
    }

    /// The page of the host's that the widget stands on. A form that is refused there is shown by a
    /// page of ours, which script puts into the host's, and which leads back to it without script:
    /// so its lists go on on the host's page too.
    fn host_page(&self) -> Option<&str> {
        if self.fragment {
            Some(&self.here)
        } else {
            self.back_to_host().filter(|_| self.acts)
        }
    }

    /// The page to come back to, unless it is one of ours.
    fn back_to_host(&self) -> Option<&str> {
        let back = self.back.as_ref()?.as_str();
        let (path, ..) = parts(back);
        let below = path
            .strip_prefix(&self.prefix)
            .filter(|_| !self.prefix.is_empty());
        let ours = below.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        (!ours).then_some(back)
    }
}

/// The page that is asked for. What an action answers is shown where its form stood; one that has no
/// page of its own leads to the entrance.
fn here(prefix: &str, route: Option<&Route>, request: &Request) -> String {
    let reading = request.method == Method::GET || request.method == Method::HEAD;
    match request.query.as_deref().filter(|_| reading) {
        Some(query) => with_query(&format!("{}?{query}", request.path), &[NOTICE], None),
        None if route.is_none_or(|own| own.row(&Method::GET).is_some()) => request.path.clone(),
        None if prefix.is_empty() => "/".to_owned(),
        None => prefix.to_owned(),
    }
}

impl Visit {
    /// Whether the widget is shown in a page of the host's instead of one of ours. Such a page has
    /// a title, a ground and a first heading of its own.
    #[must_use]
    pub fn is_fragment(&self) -> bool {
        self.place().fragment
    }

    /// The page being shown, with another value of one key in its query, or without the key where
    /// the value is empty: for links that page, search, filter or sort. A list that is changed
    /// begins again, so every other key stays but `after`.
    ///
    /// In a fragment the page is the host's, and the key carries the widget's name. Either way the
    /// action reads the key as it is written here.
    #[must_use]
    pub fn here(&self, key: &str, value: &str) -> String {
        let (key, after) = (self.key(key), self.key(AFTER));
        let value = Some((key.as_str(), value)).filter(|(_, value)| !value.is_empty());
        with_query(self.place().listing(), &[&key, &after], value)
    }

    /// The name of a key in the query of the page being shown: the field of a form that searches.
    #[must_use]
    pub fn key(&self, key: &str) -> String {
        match (self.place().host_page(), self.place().widget) {
            (Some(_), Some(widget)) => format!("{widget}.{key}"),
            _ => key.to_owned(),
        }
    }

    /// What a form that searches, whose own fields are `keys`, carries along as hidden fields, so
    /// that the rest of the query stays.
    #[must_use]
    pub fn kept_keys(&self, keys: &[&str]) -> Vec<(String, String)> {
        let own: Vec<String> = keys
            .iter()
            .chain(&[AFTER])
            .map(|key| self.key(key))
            .collect();
        let (_, query, _) = parts(self.place().listing());
        let pairs = query.split('&').filter(|pair| !pair.is_empty());
        let pairs = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
        let pairs =
            pairs.map(|(key, value)| (decode(key).into_owned(), decode(value).into_owned()));
        pairs.filter(|(key, _)| !own.contains(key)).collect()
    }

    /// The address of another page of ours from which people come back to the page they are on
    /// now: the page that asks before something is done, or the next step of something longer.
    #[must_use]
    pub fn link(&self, path: &str) -> String {
        let address = self.href(path);
        match &self.place().back {
            Some(page) => with_query(&address, &[RETURN_TO], Some((RETURN_TO, page.as_str()))),
            None => address,
        }
    }

    /// The page somebody came from to this one, or else a path of ours: for links that leave
    /// things as they are.
    #[must_use]
    pub fn back(&self, path: &str) -> String {
        match &self.place().back {
            Some(page) => page.as_str().to_owned(),
            None => self.href(path),
        }
    }

    /// The page being shown, for what is done around it: it comes back as it was, and still leads
    /// back to where it led, if that is an allowed place.
    pub(crate) fn this_page(&self) -> String {
        let back = self.place().back.as_ref();
        let back = back.map(|page| (RETURN_TO, page.as_str()));
        with_query(&self.place().here, &[RETURN_TO], back)
    }

    /// Whether the widget stands in a page of the host's, or may be put into one by script: a form
    /// that was refused, a question. Signing in leads to whatever it interrupted instead.
    pub(crate) fn in_host(&self) -> bool {
        let place = self.place();
        let asks = || self.user().is_some() && place.back_to_host().is_some();
        place.host_page().is_some() || asks()
    }

    /// Whether a form may lead to another origin, where script cannot follow.
    pub(crate) fn leads_out(&self) -> bool {
        let out = self.widgets().signed_out_to();
        let out = out.filter(|_| self.place().widget == Some("sign_in"));
        let mut pages = self.place().back.iter().chain(out);
        pages.any(|page| !page.as_str().starts_with('/'))
    }

    /// The same visit at another place.
    pub(crate) fn at(&self, place: Place) -> Self {
        let mut visit = self.clone();
        visit.set_place(Arc::new(place));
        visit
    }

    /// The same visit, whose forms lead back to `page`.
    pub(crate) fn leading_back(&self, page: &ReturnPath) -> Self {
        let mut place = self.place().clone();
        place.back = Some(page.with_query(&[NOTICE], None));
        self.at(place)
    }
}

impl ReturnPath {
    /// The same place with keys taken out of its query and one put in.
    fn with_query(&self, without: &[&str], value: Option<(&str, &str)>) -> Self {
        self.rewritten(with_query(self.as_str(), without, value))
    }
}

impl Visit {
    /// The whole of a name or key: one without a dot is of the widget that is asked for.
    pub(crate) fn whole_key<'a>(&self, key: &'a str) -> Cow<'a, str> {
        match self.place().widget.filter(|_| !key.contains('.')) {
            Some(widget) => Cow::Owned(format!("{widget}.{key}")),
            None => Cow::Borrowed(key),
        }
    }
}

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
fn parts(address: &str) -> (&str, &str, &str) {
    let (address, hash) = address.split_at(address.find('#').unwrap_or(address.len()));
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    (path, query, hash)
}

/// One part of a query; what is not UTF-8 is no key of ours.
fn decode(text: &str) -> Cow<'_, str> {
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
