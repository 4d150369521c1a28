//! What htmx says of its requests: it puts answers into parts of a page, so a page to sign in at must not
//! be one.

use http::HeaderMap;

/// Whether the answer becomes a part of the page that the browser is on. A page restored from history is
/// no part, and `HX-Redirect` is not read for it by every version.
pub(crate) fn asks_for_a_part(headers: &HeaderMap) -> bool {
    says(headers, "hx-request") && !says(headers, "hx-history-restore-request")
}

/// URL of the page that the browser is on, unless the request is for another page as a whole
/// (`hx-boost`). Anybody can send it.
pub(crate) fn page_around(headers: &HeaderMap) -> Option<&str> {
    let within = asks_for_a_part(headers) && !says(headers, "hx-boosted");
    let page = headers.get("hx-current-url").filter(|_| within)?;
    page.to_str().ok()
}

fn says(headers: &HeaderMap, name: &str) -> bool {
    headers.get(name).is_some_and(|value| value == "true")
}
