//! Render target: our own page, or a fragment embedded in a host page. Every URL a view writes is
//! derived from it.

use std::borrow::Cow;
use std::sync::Arc;

use http::Method;
use url::form_urlencoded;

use crate::context::RequestCtx;
use crate::http::query::{RETURN_TO, parts, with_query};
use crate::http::{Request, ReturnPath};

/// Query parameter with the keyset position of a list.
pub(super) const AFTER: &str = "after";

/// Where a widget is rendered.
#[derive(Debug, Clone)]
pub(crate) struct RenderTarget {
    /// The widget of the requested endpoint; `None` on a host page.
    pub(crate) widget: Option<&'static str>,
    /// Prefix of all endpoints' paths, without a trailing slash.
    pub(crate) prefix: String,
    /// Path and query of the page being shown.
    pub(crate) here: String,
    /// The page that forms return to.
    pub(crate) back: Option<ReturnPath>,
    /// Whether the widget is embedded in a host page.
    pub(crate) fragment: bool,
    /// Whether the page is rendered in response to a POST, as when a form is refused.
    acts: bool,
}

/// What the route table says about the requested path.
#[derive(Debug, Clone)]
pub(crate) struct Standing {
    /// Its widget; `None` on a host page.
    pub(crate) widget: Option<&'static str>,
    /// The path, if it can be requested by GET; otherwise that of the nearest page above it, on which its form
    /// was.
    pub(crate) page: Option<String>,
}

impl RenderTarget {
    /// A page below `prefix`, or a host page if there is no widget.
    pub(crate) fn page(prefix: String, standing: Standing, request: &Request) -> Self {
        Self {
            widget: standing.widget,
            here: here(&prefix, standing.page, request),
            prefix,
            back: None,
            fragment: false,
            acts: request.method == Method::POST,
        }
    }

    /// A widget embedded in the current host page.
    pub(crate) fn embed(
        &self,
        widget: &'static str,
        prefix: Option<&str>,
        page: Option<&ReturnPath>,
    ) -> Self {
        let here = page.map(|page| page.as_str().to_owned());
        Self {
            widget: Some(widget),
            prefix: prefix.unwrap_or(&self.prefix).to_owned(),
            here: here.unwrap_or_else(|| self.here.clone()),
            back: page.cloned(),
            fragment: true,
            acts: false,
        }
    }

    /// The response to a form of `widget` that was sent to `path`.
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

    /// Path of the page being shown.
    pub(crate) fn path(&self) -> &str {
        parts(&self.here).0
    }

    /// The page whose query selects the part of a list to show.
    fn listing(&self) -> &str {
        self.host_page().unwrap_or(&self.here)
    }

    /// The host page that the widget belongs to. A form refused there is rendered on our own page,
    /// whose content script moves into the host page, and which leads back there without script.
    /// Its list links therefore point to the host page as well.
    fn host_page(&self) -> Option<&str> {
        if self.fragment {
            Some(&self.here)
        } else {
            self.back_to_host().filter(|_| self.acts)
        }
    }

    /// The page to return to, if it is a host page.
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

/// The page being shown. A response to a POST counts as the page of the same path or, if there is
/// none, as the entry page.
fn here(prefix: &str, page: Option<String>, request: &Request) -> String {
    let reading = request.method == Method::GET || request.method == Method::HEAD;
    match request.query.as_deref().filter(|_| reading) {
        Some(query) => format!("{}?{query}", request.path),
        None => page.unwrap_or_else(|| match prefix {
            "" => "/".to_owned(),
            prefix => prefix.to_owned(),
        }),
    }
}

impl RequestCtx {
    /// Whether the widget is embedded in a host page, which has a title, a background and an `h1`
    /// of its own.
    #[must_use]
    pub fn is_fragment(&self) -> bool {
        self.target().fragment
    }

    /// The current page with one query parameter changed, or removed if `value` is empty: for links
    /// that page, search, filter or sort. Removes `after`, because a changed list starts over, and
    /// keeps the rest.
    ///
    /// In a fragment this is the host page, and the parameter is prefixed with the widget's name.
    /// The action reads the parameter without that prefix in both cases.
    #[must_use]
    pub fn here(&self, key: &str, value: &str) -> String {
        let (key, after) = (self.key(key), self.key(AFTER));
        let value = Some((key.as_str(), value)).filter(|(_, value)| !value.is_empty());
        with_query(self.target().listing(), &[&key, &after], value)
    }

    /// The current page without these query parameters, and from the first page of its list.
    #[must_use]
    pub(crate) fn here_without(&self, keys: &[&str]) -> String {
        let own: Vec<String> = keys
            .iter()
            .chain(&[AFTER])
            .map(|key| self.key(key))
            .collect();
        let own: Vec<&str> = own.iter().map(String::as_str).collect();
        with_query(self.target().listing(), &own, None)
    }

    /// Path of the page with the list, for a form whose fields become its query.
    pub(crate) fn listing_path(&self) -> &str {
        parts(self.target().listing()).0
    }

    /// Hidden fields of a form that asks for another page, to come back to the list as it is.
    pub(crate) fn returning(&self) -> Vec<(String, String)> {
        vec![(RETURN_TO.to_owned(), self.target().listing().to_owned())]
    }

    /// URL of a page that asks what to do with a row of a list, and returns to the list as it is.
    #[must_use]
    pub fn ask_link(&self, path: &str, name: &str, value: &str) -> String {
        let address = with_query(&self.href(path), &[], Some((name, value)));
        with_query(&address, &[], Some((RETURN_TO, self.target().listing())))
    }

    /// Name of a query parameter on the current page, such as the field of a search form.
    #[must_use]
    pub fn key(&self, key: &str) -> String {
        match (self.target().host_page(), self.target().widget) {
            (Some(_), Some(widget)) => format!("{widget}.{key}"),
            _ => key.to_owned(),
        }
    }

    /// Hidden fields for a search form with the fields `keys`, to keep the other query parameters.
    #[must_use]
    pub fn kept_keys(&self, keys: &[&str]) -> Vec<(String, String)> {
        let own = keys.iter().chain(&[AFTER]).map(|key| self.key(key));
        let own: Vec<String> = own.collect();
        let (_, query, _) = parts(self.target().listing());
        let pairs = form_urlencoded::parse(query.as_bytes()).into_owned();
        pairs.filter(|(key, _)| !own.contains(key)).collect()
    }

    /// URL of another of our pages that returns to the current one, such as a confirmation or the
    /// next step of a flow.
    #[must_use]
    pub fn link(&self, path: &str) -> String {
        let address = self.href(path);
        match &self.target().back {
            Some(page) => with_query(&address, &[RETURN_TO], Some((RETURN_TO, page.as_str()))),
            None => address,
        }
    }

    /// The page the user came from, or else one of our own: for links that cancel.
    #[must_use]
    pub fn back(&self, path: &str) -> String {
        match &self.target().back {
            Some(page) => page.as_str().to_owned(),
            None => self.href(path),
        }
    }

    /// URL of the current page including the page it returns to, for forms in the frame around it.
    pub(crate) fn this_page(&self) -> String {
        let back = self.target().back.as_ref();
        let back = back.map(|page| (RETURN_TO, page.as_str()));
        with_query(&self.target().here, &[RETURN_TO], back)
    }

    /// Whether the widget is in a host page, or may be moved into one by script (a refused form or
    /// a confirmation). Not while signed out: a sign-in leads to the page it interrupted instead.
    pub(crate) fn in_host(&self) -> bool {
        let target = self.target();
        let asks = || self.user().is_some() && target.back_to_host().is_some();
        target.host_page().is_some() || asks()
    }

    /// Changes the render target.
    pub(crate) fn at(&self, target: RenderTarget) -> Self {
        let mut ctx = self.clone();
        ctx.set_target(Arc::new(target));
        ctx
    }

    /// Makes forms return to `page`.
    pub(crate) fn leading_back(&self, page: &ReturnPath) -> Self {
        let mut target = self.target().clone();
        target.back = Some(page.clone());
        self.at(target)
    }
}

impl RequestCtx {
    /// Completes a name or key: one without a dot belongs to the current widget.
    pub(crate) fn whole_key<'a>(&self, key: &'a str) -> Cow<'a, str> {
        match self.target().widget.filter(|_| !key.contains('.')) {
            Some(widget) => Cow::Owned(format!("{widget}.{key}")),
            None => Cow::Borrowed(key),
        }
    }
}
