//! The static files. Notes on where they come from:
//!
//! - `app.css` is made from `app.tailwind.css`, which says how.
//! - `htmx.min.js` is htmx 4.0.1, unchanged, under the Zero-Clause BSD licence (`htmx.LICENSE`), which allows any
//!   use without a notice.
//! - `space-grotesk.woff2` is the Latin part of Space Grotesk, semibold, under the SIL Open Font License 1.1
//!   (`space-grotesk.LICENSE`).

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};

pub(crate) async fn file(Path(name): Path<String>) -> Response {
    let (kind, bytes): (_, &[u8]) = match name.as_str() {
        "app.css" => (
            "text/css; charset=utf-8",
            include_bytes!("../assets/app.css"),
        ),
        "htmx.min.js" => (
            "text/javascript; charset=utf-8",
            include_bytes!("../assets/htmx.min.js"),
        ),
        "space-grotesk.woff2" => (
            "font/woff2",
            include_bytes!("../assets/space-grotesk.woff2"),
        ),
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    ([(header::CONTENT_TYPE, kind)], bytes).into_response()
}
