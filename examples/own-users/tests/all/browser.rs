//! A browser at the shop.

use std::collections::BTreeMap;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, header};
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;

pub(crate) struct Browser {
    router: Router,
    cookies: BTreeMap<String, String>,
}

/// What came back.
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) location: String,
    pub(crate) page: String,
}

impl Browser {
    pub(crate) fn at(router: Router) -> Self {
        let cookies = BTreeMap::new();
        Self { router, cookies }
    }

    pub(crate) async fn get(&mut self, path: &str) -> Reply {
        self.ask("GET", path, String::new()).await
    }

    /// Opens the page at `path` and sends its form to `action`, filled in.
    pub(crate) async fn fill_in(&mut self, path: &str, action: &str, fields: &str) -> Reply {
        let form = self.get(path).await;
        let (_, token) = form
            .page
            .split_once("name=\"csrf_token\" value=\"")
            .unwrap_or_else(|| panic!("no form at {path}: {}", form.page));
        let (token, _) = token.split_once('"').unwrap();
        let body = format!("csrf_token={token}&{fields}");
        self.ask("POST", action, body).await
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
