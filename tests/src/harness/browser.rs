//! A browser without JavaScript: keeps cookies, follows links, fills in the forms it sees.

use crate::prelude::*;
use std::collections::BTreeMap;

use reqwest::RequestBuilder;
use reqwest::redirect::Policy;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use url::form_urlencoded;

use crate::harness::app::ACCOUNT;
pub use crate::harness::reply::Reply;

/// The `User-Agent` of a browser that nobody gave another.
pub const CHROME: &str = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 \
     (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";

/// The cookie of a form that waits for its sender.
pub const PENDING_FORM: &str = "__Host-wg-pending";

/// The cookie of the notice that a page is to show.
pub const NOTICE: &str = "__Host-wg-notice";
/// The cookie of the address typed last.
pub const ADDRESS: &str = "__Host-wg-address";

/// One browser with its cookies.
#[derive(Clone)]
pub struct Browser {
    http: reqwest::Client,
    /// Scheme, host and port.
    pub origin: String,
    /// The cookies it keeps.
    pub cookies: BTreeMap<String, String>,
    /// Its `User-Agent`.
    pub agent: String,
    /// An `X-Forwarded-For` it sends, standing in for its address.
    pub forwarded: Option<String>,
}

impl Browser {
    /// A browser that knows nothing yet.
    pub fn new(origin: &str) -> Self {
        let http = reqwest::Client::builder()
            .redirect(Policy::none())
            .no_proxy()
            .build()
            .unwrap();
        Self {
            http,
            origin: origin.to_owned(),
            cookies: BTreeMap::new(),
            agent: CHROME.to_owned(),
            forwarded: None,
        }
    }

    /// A request with this browser's cookies and nothing else.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let mut request = self
            .http
            .request(method, format!("{}{path}", self.origin))
            .header("user-agent", &self.agent);
        if !self.cookies.is_empty() {
            request = request.header("cookie", self.cookie_header());
        }
        match &self.forwarded {
            Some(address) => request.header("x-forwarded-for", address),
            None => request,
        }
    }

    /// Its cookies as it sends them.
    pub fn cookie_header(&self) -> String {
        let cookies = self.cookies.iter();
        let pairs = cookies.map(|(name, value)| format!("{name}={value}"));
        pairs.collect::<Vec<_>>().join("; ")
    }

    /// Sends a request with these headers and nothing that a page would add.
    pub async fn ask<V: AsRef<[u8]>>(
        &mut self,
        method: Method,
        path: &str,
        headers: &[(&str, V)],
        body: impl Into<reqwest::Body>,
    ) -> Reply {
        let mut request = self.request(method, path).body(body);
        for (name, value) in headers {
            request = request.header(*name, value.as_ref());
        }
        self.send(path, request).await
    }

    /// Sends text that no library for HTTP would send, and gives what comes back, if anything does.
    /// `ends` says that nothing more is sent.
    pub async fn send_raw(&self, request: &str, ends: bool) -> String {
        let address = self.origin.strip_prefix("http://").unwrap();
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        if ends {
            stream.shutdown().await.unwrap();
        }
        let mut answer = Vec::new();
        let reading = stream.read_to_end(&mut answer);
        let _ = tokio::time::timeout(Duration::from_secs(10), reading).await;
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// Sends a request and keeps the cookies that come back.
    pub async fn send(&mut self, path: &str, request: RequestBuilder) -> Reply {
        let reply = self.try_to_send(path, request).await;
        reply.unwrap_or_else(|error| panic!("{path}: {error:?}"))
    }

    /// The same where no answer may come.
    ///
    /// # Errors
    ///
    /// When none came, or not all of it.
    pub async fn try_to_send(
        &mut self,
        path: &str,
        request: RequestBuilder,
    ) -> reqwest::Result<Reply> {
        let response = request.send().await?;
        let (status, headers) = (response.status(), response.headers().clone());
        for cookie in headers.get_all("set-cookie") {
            self.keep(cookie.to_str().unwrap());
        }
        let body = response.text().await?;
        Ok(Reply {
            path: path.to_owned(),
            status,
            headers,
            body,
        })
    }

    fn keep(&mut self, cookie: &str) {
        let (pair, attributes) = cookie.split_once(';').unwrap_or((cookie, ""));
        let (name, value) = pair.split_once('=').unwrap();
        if attributes
            .split(';')
            .any(|part| part.trim().eq_ignore_ascii_case("max-age=0"))
        {
            self.cookies.remove(name);
        } else {
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
    }

    /// Opens a page.
    pub async fn get(&mut self, path: &str) -> Reply {
        let request = self
            .request(Method::GET, path)
            .header("accept", "text/html,application/xhtml+xml,*/*;q=0.8")
            .header("sec-fetch-site", "none");
        self.send(path, request).await
    }

    /// Reads JSON.
    pub async fn get_json(&mut self, path: &str) -> Reply {
        let headers = [("accept", "application/json")];
        self.ask(Method::GET, path, &headers, "").await
    }

    /// Asks for the headers of a page alone.
    pub async fn head(&mut self, path: &str) -> Reply {
        let request = self.request(Method::HEAD, path);
        self.send(path, request).await
    }

    /// Posts fields as a form on one of the site's own pages does.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Reply {
        let request = self.posting(path, fields);
        self.send(path, request).await
    }

    fn posting(&self, path: &str, fields: &[(&str, &str)]) -> RequestBuilder {
        self.request(Method::POST, path)
            .header("accept", "text/html,application/xhtml+xml,*/*;q=0.8")
            .header("sec-fetch-site", "same-origin")
            .header("origin", &self.origin)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(encode(fields))
    }

    /// Posts JSON as a program does, with a CSRF token fetched first.
    pub async fn post_json(&mut self, path: &str, body: &Value) -> Reply {
        let token = self.csrf_token().await;
        let body = body.to_string();
        self.send_json(Method::POST, path, &token, &body).await
    }

    /// Sends what should be JSON as a program does, with that CSRF token.
    pub async fn send_json(
        &mut self,
        method: Method,
        path: &str,
        csrf_token: &str,
        body: &str,
    ) -> Reply {
        let headers = [
            ("accept", "application/json"),
            ("content-type", "application/json"),
            ("x-csrf-token", csrf_token),
        ];
        self.ask(method, path, &headers, body.to_owned()).await
    }

    /// Posts fields with a CSRF token fetched first, as a forger would who has the browser.
    pub async fn post_with_token(&mut self, path: &str, fields: &[(&str, &str)]) -> Reply {
        let token = self.csrf_token().await;
        let fields = [&[("csrf_token", token.as_str())], fields].concat();
        self.post(path, &fields).await
    }

    /// The CSRF token of this browser or session, as a program reads it.
    pub async fn csrf_token(&mut self) -> String {
        let reply = self.get_json(&format!("{ACCOUNT}/csrf-token")).await;
        reply.json()["csrf_token"].as_str().unwrap().to_owned()
    }

    /// Keeps a cookie that no reply set.
    pub fn plant(&mut self, name: &str, value: impl Into<String>) {
        self.cookies.insert(name.to_owned(), value.into());
    }

    /// Whether it has a session cookie, which need not be worth anything.
    #[must_use]
    pub fn has_session(&self) -> bool {
        self.cookies.contains_key("__Host-wg")
    }

    /// Whether it has the cookie of a form that waits.
    pub fn has_pending_form(&self) -> bool {
        self.cookies.contains_key(PENDING_FORM)
    }

    /// The id in the session cookie.
    pub fn session_id(&self) -> &str {
        self.cookies["__Host-wg"].split('.').next().unwrap()
    }

    /// Opens the page at `path`, fills in the form that is sent there, and submits it.
    pub async fn fill(&mut self, path: &str, fields: &[(&str, &str)]) -> Reply {
        let page = self.get(path).await;
        page.assert_status(200);
        let action = path.split('?').next().unwrap();
        self.submit(&page, action, fields).await
    }

    /// Submits a form of a page, and follows the reply to the page it leads to.
    pub async fn through(&mut self, page: &Reply, action: &str, fields: &[(&str, &str)]) -> Reply {
        let reply = self.submit(page, action, fields).await;
        self.follow(reply).await
    }

    /// Opens the page at `path`, submits its form, and follows the reply.
    pub async fn fill_through(&mut self, path: &str, fields: &[(&str, &str)]) -> Reply {
        let reply = self.fill(path, fields).await;
        self.follow(reply).await
    }

    /// Saves a display name and no other name.
    pub async fn save_display_name(&mut self, name: &str) -> Reply {
        let others = ["given_name", "middle_name", "family_name"].map(|other| (other, ""));
        let fields = [&others[..], &[("display_name", name)]].concat();
        self.fill("/account/profile/names", &fields).await
    }

    /// Signs out of this session.
    pub async fn sign_out(&mut self) -> Reply {
        self.fill("/account/sign-out", &[]).await
    }

    /// Fills in the form of a page whose action ends with `action`, and submits it.
    pub async fn submit(&mut self, page: &Reply, action: &str, fields: &[(&str, &str)]) -> Reply {
        let (target, request) = self.filled_in(page, action, fields);
        self.send(&target, request).await
    }

    /// The path and the request of that form, filled in.
    pub fn filled_in(
        &self,
        page: &Reply,
        action: &str,
        fields: &[(&str, &str)],
    ) -> (String, RequestBuilder) {
        let (target, hidden) = page.form(action);
        let mut all: Vec<(&str, &str)> = hidden
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        all.extend(fields);
        // The page's policy lets its own site see where a form stood.
        let referer = format!("{}{}", self.origin, page.path);
        let request = self.posting(&target, &all).header("referer", referer);
        (target, request)
    }

    /// Follows redirects until a page comes, which says what they asked it to say: a notice that
    /// no widget there declares would be silently left out.
    pub async fn follow(&mut self, mut reply: Reply) -> Reply {
        let mut told = false;
        for _ in 0..5 {
            let Some(next) = reply.location() else {
                let says = reply.count("[data-wg-notice]") > 0;
                assert!(says || !told, "{} shows no notice", reply.path);
                return reply;
            };
            told = reply.notice().is_some();
            reply = self.get(&next).await;
        }
        panic!("a loop of redirects at {}", reply.path);
    }
}

/// Fields as `application/x-www-form-urlencoded`.
pub fn encode(fields: &[(&str, &str)]) -> String {
    let mut encoded = form_urlencoded::Serializer::new(String::new());
    encoded.extend_pairs(fields).finish()
}
