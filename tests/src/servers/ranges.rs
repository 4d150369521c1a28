//! A service that knows breached passwords, and answers ranges of their hashes.

use crate::prelude::*;
use std::sync::Mutex;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use widgets_core::client::GuardedClient;

/// A password that the service knows, and no list of common ones: its SHA-1 is in two parts below.
pub const BREACHED: &str = "two violins in the attic";

/// Where the service is asked for it.
const RANGE: &str = "/range/15A15";
const REST: &str = "F5B793D25B4DA99B930B3F1CB6105D2AD52";

/// How the service answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ranges {
    /// As it should.
    Well,
    /// With a status of 500.
    Failing,
    /// With a page, as networks do that ask to sign in first.
    Nonsense,
    /// With a redirect.
    Elsewhere,
    /// With more than any range has.
    Endless,
    /// Not at all.
    Hanging,
}

/// A running service, gone when this is.
pub struct RangeService {
    port: u16,
    kept: Arc<Kept>,
    task: JoinHandle<()>,
}

struct Kept {
    how: Mutex<Ranges>,
    requests: Mutex<Vec<String>>,
}

impl Drop for RangeService {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl RangeService {
    /// Starts one that answers well.
    pub async fn start() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let kept = Arc::new(Kept {
            how: Mutex::new(Ranges::Well),
            requests: Mutex::default(),
        });
        let router = Router::new().fallback(answer).with_state(Arc::clone(&kept));
        let task = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { port, kept, task }
    }

    /// Lets a host ask it.
    pub fn asking(&self) -> impl FnOnce(WidgetsBuilder) -> WidgetsBuilder + use<> {
        let origin = format!("http://127.0.0.1:{}", self.port);
        move |builder| {
            builder
                .http_client(GuardedClient::new().allow(&origin))
                .breached_passwords(format!("{origin}/range/"))
        }
    }

    /// Answers like this from now on.
    pub fn answers(&self, how: Ranges) {
        *self.kept.how.lock().unwrap() = how;
    }

    /// Takes out what it was asked: the first line of each request, and its headers.
    pub fn requests(&self) -> Vec<String> {
        std::mem::take(&mut *self.kept.requests.lock().unwrap())
    }
}

async fn answer(State(kept): State<Arc<Kept>>, request: Request) -> Response {
    let asked = format!(
        "{} {} {:?}",
        request.method(),
        request.uri(),
        request.headers()
    );
    kept.requests.lock().unwrap().push(asked);
    let how = *kept.how.lock().unwrap();
    let padding = "0018A45C4D1DEF81644B54AB7F969B88D65:0\r\n";
    match how {
        Ranges::Well => format!("{padding}{}:3\r\n", rest_of(request.uri().path())).into_response(),
        Ranges::Failing => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        Ranges::Nonsense => "<!doctype html><title>Sign in to the network</title>".into_response(),
        Ranges::Elsewhere => (StatusCode::FOUND, [("location", "/range/00000")]).into_response(),
        Ranges::Endless => padding.repeat(20_000).into_response(),
        Ranges::Hanging => std::future::pending().await,
    }
}

/// The rest of the known password's hash in its own range, and of another one in all others.
fn rest_of(path: &str) -> &'static str {
    match path {
        RANGE => REST,
        _ => "00D4F6E8FA6EECAD2A3AA415EEC418D38EC",
    }
}
