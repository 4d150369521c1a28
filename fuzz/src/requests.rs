//! Whole requests, as a browser or a program sends them, through the plain service over a store in
//! memory.

use std::fmt::Write as _;
use std::future::Future;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{LazyLock, Mutex};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Method, Request, Response, StatusCode, Uri, header};
use http_body_util::{BodyExt as _, Full};
use tower_service::Service as _;
use url::Url;
use widgets_core::admin::UserToCreate;
use widgets_core::mail::RecordingMailer;
use widgets_core::service::WidgetsService;
use widgets_core::{Keys, Widgets};
use widgets_storage::MemoryStores;

const ORIGIN: &str = "http://localhost:3000";
/// Written as it is, this would be an element.
const ELEMENT: &str = "<fuzz";

/// A host, and somebody signed in there.
struct Stage {
    runtime: tokio::runtime::Runtime,
    widgets: Widgets,
    service: WidgetsService,
    person: Mutex<Person>,
}

/// The cookies of a signed-in browser; these words stand for them in a request.
#[derive(Clone, Default)]
struct Person {
    cookie: String,
    csrf_token: String,
}

const COOKIE: &str = "@cookie";
const CSRF_TOKEN: &str = "@csrf_token";

static STAGE: LazyLock<Stage> = LazyLock::new(Stage::new);

/// The bytes are a request: its first line `POST /account/sign-in?x=y`, its headers line by line, an
/// empty line, the body. The answer keeps the rules of every answer. Says whether it was a request.
pub(crate) fn requests(data: &[u8]) -> bool {
    let Some(request) = read(data, &STAGE.person()) else {
        return false;
    };
    let (method, accept) = (request.method().clone(), request.headers().clone());
    let response = STAGE.send(request);
    keeps_the_rules(&method, &accept, &response);
    let cookies = response.headers().get_all(header::SET_COOKIE);
    if cookies
        .iter()
        .any(|cookie| cookie.as_bytes().starts_with(b"__Host-wg="))
    {
        STAGE.sign_in();
    }
    true
}

fn read(data: &[u8], person: &Person) -> Option<Request<Full<Bytes>>> {
    let end = data.windows(2).position(|two| two == b"\n\n");
    let (head, body) = data.split_at(end.unwrap_or(data.len()));
    let body = body.get(2..).unwrap_or_default();
    let head = std::str::from_utf8(head)
        .ok()?
        .replace(COOKIE, &person.cookie);
    let body = match std::str::from_utf8(body) {
        Ok(text) => text.replace(CSRF_TOKEN, &person.csrf_token).into_bytes(),
        Err(_) => body.to_vec(),
    };
    let mut lines = head.lines();
    let (method, target) = lines.next()?.split_once(' ')?;
    let mut request = Request::builder()
        .method(Method::from_bytes(method.as_bytes()).ok()?)
        .uri(target.parse::<Uri>().ok()?);
    for line in lines {
        let (name, value) = line.split_once(':')?;
        request = request.header(name, value.trim().replace(CSRF_TOKEN, &person.csrf_token));
    }
    request.body(Full::new(body.into())).ok()
}

fn keeps_the_rules(method: &Method, asked: &HeaderMap, response: &Response<Bytes>) {
    let (status, headers) = (response.status(), response.headers());
    assert!(!status.is_server_error(), "{status}");
    assert!(headers.contains_key(header::CONTENT_SECURITY_POLICY));
    assert_eq!(
        headers
            .get(header::X_CONTENT_TYPE_OPTIONS)
            .map(|own| own == "nosniff"),
        Some(true)
    );
    assert_eq!(
        status == StatusCode::METHOD_NOT_ALLOWED,
        headers.contains_key(header::ALLOW)
    );
    if let Some(place) = headers.get(header::LOCATION) {
        let own = Url::parse(ORIGIN).unwrap();
        let target = own.join(place.to_str().unwrap()).unwrap();
        assert_eq!(target.origin(), own.origin(), "{place:?}");
    }
    for cookie in headers.get_all(header::SET_COOKIE) {
        let cookie = cookie.to_str().unwrap();
        assert!(cookie.starts_with("__Host-wg"), "{cookie}");
        assert!(
            cookie.contains("; Secure") && cookie.contains("; HttpOnly"),
            "{cookie}"
        );
    }
    let kind = headers.get(header::CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if method == Method::HEAD {
        assert!(response.body().is_empty());
    } else if kind.starts_with("text/html") {
        let page = std::str::from_utf8(response.body()).unwrap();
        assert!(page.ends_with("</html>"), "a page breaks off");
        assert!(!page.contains(ELEMENT), "what was sent is markup");
    } else if kind.contains("json") {
        assert!(asked.contains_key(header::ACCEPT));
        let json = std::str::from_utf8(response.body()).unwrap();
        let whole = json == "null" || json.starts_with('{') || json.starts_with('[');
        assert!(whole, "{json}");
    }
}

impl Stage {
    fn new() -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build()
            .unwrap();
        let widgets = runtime.block_on(async {
            let url = format!("{ORIGIN}/account");
            let builder = Widgets::builder(url, Keys::development(), MemoryStores::new());
            let widgets = builder
                .mailer(RecordingMailer::new())
                .build()
                .await
                .unwrap();
            let maren = UserToCreate::new("maren@nordlicht.example")
                .verified(true)
                .display_name("Maren");
            widgets
                .management("fuzz")
                .users()
                .create(maren)
                .await
                .unwrap();
            widgets
        });
        let stage = Self {
            runtime,
            service: WidgetsService::new(widgets.clone()).unwrap(),
            widgets,
            person: Mutex::default(),
        };
        stage.sign_in();
        stage
    }

    fn person(&self) -> Person {
        self.person.lock().unwrap().clone()
    }

    /// Each request comes from somewhere else, so that limits do not end it all.
    fn send(&self, mut request: Request<Full<Bytes>>) -> Response<Bytes> {
        static CLIENTS: AtomicU32 = AtomicU32::new(0x0a00_0000);
        let client = Ipv4Addr::from(CLIENTS.fetch_add(1, Ordering::Relaxed));
        request.extensions_mut().insert(IpAddr::V4(client));
        self.wait(async {
            let response = self.service.clone().call(request).await;
            let (parts, body) = response.unwrap().into_parts();
            Response::from_parts(parts, body.collect().await.unwrap().to_bytes())
        })
    }

    fn wait<T>(&self, future: impl Future<Output = T>) -> T {
        self.runtime.block_on(future)
    }

    /// Signs in by a one-time link, and keeps what the browser then holds.
    fn sign_in(&self) {
        let link = self.wait(async {
            let management = self.widgets.management("fuzz");
            let users = management.users();
            let maren = users
                .find("maren@nordlicht.example")
                .await
                .unwrap()
                .unwrap();
            users
                .sign_in_link(&maren.id, Duration::from_secs(60))
                .await
                .unwrap()
        });
        let path = link.reveal().strip_prefix(ORIGIN).unwrap().to_owned();
        let get = |cookie: &str, path: &str| {
            let request = Request::get(path).header(header::COOKIE, cookie);
            self.send(request.body(Full::default()).unwrap())
        };
        let page = get("", &path);
        let request = Request::post(&path)
            .header(header::COOKIE, cookies(&page))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Full::from(format!("csrf_token={}", csrf_token(&page))));
        let cookie = cookies(&self.send(request.unwrap()));
        assert!(cookie.contains("__Host-wg="), "nobody is signed in");
        let csrf_token = csrf_token(&get(&cookie, "/account/profile/names"));
        *self.person.lock().unwrap() = Person { cookie, csrf_token };
    }
}

/// The cookies a response sets, as a browser sends them back.
fn cookies(response: &Response<Bytes>) -> String {
    let mut line = String::new();
    for cookie in response.headers().get_all(header::SET_COOKIE) {
        let pair = cookie.to_str().unwrap().split(';').next().unwrap();
        let _ = write!(line, "{pair}; ");
    }
    line
}

fn csrf_token(page: &Response<Bytes>) -> String {
    let page = std::str::from_utf8(page.body()).unwrap();
    let (_, rest) = page
        .split_once("name=\"csrf_token\" value=\"")
        .unwrap_or_else(|| panic!("no form in {page}"));
    rest.split('"').next().unwrap().to_owned()
}
