//! A browser for the tests of the examples: it keeps cookies and fills in forms.

#![allow(
    clippy::missing_panics_doc,
    clippy::panic,
    clippy::unwrap_used,
    reason = "helpers of tests fail like tests"
)]

use std::collections::BTreeMap;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, header};
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;

/// A browser at a host.
#[derive(Debug)]
pub struct Browser {
    router: Router,
    cookies: BTreeMap<String, String>,
}

/// What came back.
#[derive(Debug)]
pub struct Reply {
    /// The status code.
    pub status: u16,
    /// Where it leads; empty if nowhere.
    pub location: String,
    /// The body.
    pub page: String,
}

impl Reply {
    /// The CSRF token of the first form on the page.
    #[must_use]
    pub fn csrf_token(&self) -> &str {
        let form = self.page.split_once("name=\"csrf_token\" value=\"");
        let (_, token) = form.unwrap_or_else(|| panic!("no form: {}", self.page));
        token.split_once('"').unwrap().0
    }
}

impl Browser {
    /// A browser without cookies.
    #[must_use]
    pub fn at(router: Router) -> Self {
        let cookies = BTreeMap::new();
        Self { router, cookies }
    }

    /// Opens a page.
    pub async fn get(&mut self, path: &str) -> Reply {
        self.ask("GET", path, String::new()).await
    }

    /// Sends a form.
    pub async fn post(&mut self, path: &str, fields: &str) -> Reply {
        self.ask("POST", path, fields.to_owned()).await
    }

    /// Opens the page at `path` and sends its form to `action`, filled in.
    pub async fn fill_in(&mut self, path: &str, action: &str, fields: &str) -> Reply {
        let form = self.get(path).await;
        let body = format!("csrf_token={}&{fields}", form.csrf_token());
        self.post(action, &body).await
    }

    async fn ask(&mut self, method: &str, path: &str, body: String) -> Reply {
        let cookies = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"));
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::COOKIE, cookies.collect::<Vec<_>>().join("; "))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        for line in parts.headers.get_all(header::SET_COOKIE) {
            let pair = line.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        let location = parts.headers.get(header::LOCATION);
        let location = location.map_or("", |value| value.to_str().unwrap());
        let bytes = body.collect().await.unwrap().to_bytes();
        Reply {
            status: parts.status.as_u16(),
            location: location.to_owned(),
            page: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }
}
