//! An HTTP proxy that takes a part off the path of every request before it forwards it.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use reqwest::redirect::Policy;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// A proxy that is running, gone with this value.
pub struct StrippingProxy {
    /// Where it listens.
    pub address: SocketAddr,
    task: JoinHandle<()>,
}

/// Where requests go, and what is taken off their paths.
struct Line {
    http: reqwest::Client,
    target: SocketAddr,
    prefix: &'static str,
}

impl StrippingProxy {
    /// A proxy before that server. What is not below `prefix` is missing.
    ///
    /// # Panics
    ///
    /// When it cannot listen.
    pub async fn before(target: SocketAddr, prefix: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let http = reqwest::Client::builder().redirect(Policy::none()).build();
        let line = Line {
            http: http.unwrap(),
            target,
            prefix,
        };
        let router = Router::new().fallback(forward).with_state(Arc::new(line));
        let task = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { address, task }
    }
}

impl Drop for StrippingProxy {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn forward(State(line): State<Arc<Line>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let whole = parts.uri.path_and_query().map_or("/", |own| own.as_str());
    let rest = whole.strip_prefix(line.prefix);
    let Some(rest) = rest.filter(|rest| rest.starts_with('/')) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let Ok(body) = to_bytes(body, usize::MAX).await else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let mut headers = parts.headers;
    headers.remove(header::CONTENT_LENGTH);
    headers.remove(header::TRANSFER_ENCODING);
    let url = format!("http://{}{rest}", line.target);
    let asked = line.http.request(parts.method, url);
    let Ok(answer) = asked.headers(headers).body(body).send().await else {
        return StatusCode::BAD_GATEWAY.into_response();
    };
    let (status, mut headers) = (answer.status(), answer.headers().clone());
    headers.remove(header::TRANSFER_ENCODING);
    headers.remove(header::CONNECTION);
    let Ok(body) = answer.bytes().await else {
        return StatusCode::BAD_GATEWAY.into_response();
    };
    (status, headers, Body::from(body)).into_response()
}
