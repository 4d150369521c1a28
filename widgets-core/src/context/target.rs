//! Where a widget stands: on a page of ours, or as a fragment in a page of the host's. All addresses
//! that a view writes follow from it.

use std::borrow::Cow;
use std::sync::Arc;

use http::Method;

use crate::context::RequestCtx;
use crate::http::query::{NOTICE, RETURN_TO, decode, parts, with_query};
use crate::http::request::Request;
use crate::http::return_path::ReturnPath;

/// The key of a query that says behind which row a list goes on.
const AFTER: &str = "after";

/// Where a widget stands.
#[derive(Debug, Clone)]
pub(crate) struct RenderTarget {
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

/// What the route table says of the page that is asked for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Standing {
    /// The widget whose page or action it is; none on a page of the host's own.
    pub(crate) widget: Option<&'static str>,
    /// Whether its path shows a page, besides what it does.
    pub(crate) is_page: bool,
}

impl RenderTarget {
    /// A page of ours below `prefix`, or without a widget one of the host's.
    pub(crate) fn page(prefix: String, standing: Standing, request: &Request) -> Self {
        Self {
            widget: standing.widget,
            here: here(&prefix, standing.is_page, request),
            prefix,
            back: None,
            fragment: false,
            acts: request.method == Method::POST,
        }
    }

    /// The same widget or another in a page of the host's.
    pub(crate) fn embed(
        &self,
        widget: &'static str,
        prefix: Option<&str>,
        page: Option<&ReturnPath>,
    ) -> Self {
        let page = page.map(|page| page.with_query(&[NOTICE], None));
        let here = page.as_ref().map(|page| page.as_str().to_owned());
        Self {
            widget: Some(widget),
            prefix: prefix.unwrap_or(&self.prefix).to_owned(),
            here: here.unwrap_or_else(|| self.here.clone()),
            back: page,
            fragment: true,
            acts: false,
        }
    }

    /// What a form of that widget, sent to `path`, answers with.
    pub(crate) fn acting(
        widget: &'static str,
        prefix: String,
        path: &str,
        back: Option<ReturnPath>,
    ) -> Self {
        Self {
            widget: Some(widget),
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
fn here(prefix: &str, is_page: bool, request: &Request) -> String {
    let reading = request.method == Method::GET || request.method == Method::HEAD;
    match request.query.as_deref().filter(|_| reading) {
        Some(query) => with_query(&format!("{}?{query}", request.path), &[NOTICE], None),
        None if is_page => request.path.clone(),
        None if prefix.is_empty() => "/".to_owned(),
        None => prefix.to_owned(),
    }
}

impl RequestCtx {
    /// Whether the widget is shown in a page of the host's instead of one of ours. Such a page has
    /// a title, a ground and a first heading of its own.
    #[must_use]
    pub fn is_fragment(&self) -> bool {
        self.target().fragment
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
        with_query(self.target().listing(), &[&key, &after], value)
    }

    /// The name of a key in the query of the page being shown: the field of a form that searches.
    #[must_use]
    pub fn key(&self, key: &str) -> String {
        match (self.target().host_page(), self.target().widget) {
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
        let (_, query, _) = parts(self.target().listing());
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
        match &self.target().back {
            Some(page) => with_query(&address, &[RETURN_TO], Some((RETURN_TO, page.as_str()))),
            None => address,
        }
    }

    /// The page somebody came from to this one, or else a path of ours: for links that leave
    /// things as they are.
    #[must_use]
    pub fn back(&self, path: &str) -> String {
        match &self.target().back {
            Some(page) => page.as_str().to_owned(),
            None => self.href(path),
        }
    }

    /// The page being shown, for what is done around it: it comes back as it was, and still leads
    /// back to where it led, if that is an allowed place.
    pub(crate) fn this_page(&self) -> String {
        let back = self.target().back.as_ref();
        let back = back.map(|page| (RETURN_TO, page.as_str()));
        with_query(&self.target().here, &[RETURN_TO], back)
    }

    /// Whether the widget stands in a page of the host's, or may be put into one by script: a form
    /// that was refused, a question. Signing in leads to whatever it interrupted instead.
    pub(crate) fn in_host(&self) -> bool {
        let target = self.target();
        let asks = || self.user().is_some() && target.back_to_host().is_some();
        target.host_page().is_some() || asks()
    }

    /// Whether a form may lead to another origin, where script cannot follow.
    pub(crate) fn leads_out(&self) -> bool {
        let out = self.app().signed_out_to();
        let out = out.filter(|_| self.target().widget == Some("sign_in"));
        let mut pages = self.target().back.iter().chain(out);
        pages.any(|page| !page.as_str().starts_with('/'))
    }

    /// The same request context for another render target.
    pub(crate) fn at(&self, target: RenderTarget) -> Self {
        let mut ctx = self.clone();
        ctx.set_target(Arc::new(target));
        ctx
    }

    /// The same request context, whose forms lead back to `page`.
    pub(crate) fn leading_back(&self, page: &ReturnPath) -> Self {
        let mut target = self.target().clone();
        target.back = Some(page.with_query(&[NOTICE], None));
        self.at(target)
    }
}

impl RequestCtx {
    /// The whole of a name or key: one without a dot is of the widget that is asked for.
    pub(crate) fn whole_key<'a>(&self, key: &'a str) -> Cow<'a, str> {
        match self.target().widget.filter(|_| !key.contains('.')) {
            Some(widget) => Cow::Owned(format!("{widget}.{key}")),
            None => Cow::Borrowed(key),
        }
    }
}
