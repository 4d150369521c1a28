//! The widgets as a plain `tower` service, for hosts on hyper or another tower stack, and the
//! reading of bodies shared by the adapters.

use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::{Buf as _, BufMut as _, Bytes, BytesMut};
use futures_util::future::BoxFuture;
use http::Response;
use http_body_util::{BodyExt as _, Full};
use tower_service::Service;

use crate::host::Widgets;
use crate::http::{BodyFault, Request};

/// Time limit for receiving a body.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// How many bytes above its limit a body is read and discarded, so that the browser finishes
/// sending and shows the error page. Beyond that, the connection breaks.
pub const OVERFLOW: usize = 4 * 1024 * 1024;

/// Reads a body of at most `limit` bytes, within [`PATIENCE`].
///
/// # Errors
///
/// [`BodyFault`] if it is too large, ends early or takes too long.
pub async fn read_body<B>(body: B, limit: usize) -> Result<Bytes, BodyFault>
where
    B: http_body::Body<Error: Into<Box<dyn std::error::Error + Send + Sync>>>,
{
    if body.is_end_stream() {
        return Ok(Bytes::new());
    }
    tokio::time::timeout(PATIENCE, collect(body, limit))
        .await
        .unwrap_or(Err(BodyFault::Broken))
}

async fn collect<B: http_body::Body>(body: B, limit: usize) -> Result<Bytes, BodyFault> {
    let mut body = std::pin::pin!(body);
    let mut kept = BytesMut::new();
    let mut seen = 0_usize;
    while let Some(frame) = body.frame().await {
        let Ok(mut data) = frame.map_err(|_| BodyFault::Broken)?.into_data() else {
            continue;
        };
        seen = seen.saturating_add(data.remaining());
        if seen > limit.saturating_add(OVERFLOW) {
            return Err(BodyFault::TooLarge);
        }
        if seen <= limit {
            kept.put(&mut data);
        }
    }
    if seen <= limit {
        Ok(kept.freeze())
    } else {
        Err(BodyFault::TooLarge)
    }
}

/// Answers every request below a mount path. Requests must carry the whole path, and the peer's
/// address as [`IpAddr`] or [`SocketAddr`] in their extensions.
#[derive(Debug, Clone)]
pub struct WidgetsService {
    widgets: Widgets,
    router: Arc<matchit::Router<usize>>,
}

impl WidgetsService {
    /// Mounts the widgets at the path of their public URL.
    ///
    /// # Errors
    ///
    /// See [`WidgetsService::at`].
    pub fn new(widgets: Widgets) -> Result<Self, matchit::InsertError> {
        let mount = widgets.mount_path().to_owned();
        Self::at(widgets, &mount)
    }

    /// Mounts the widgets at another prefix, which may contain parameters of the host, as in
    /// `/t/{tenant}/account`.
    ///
    /// # Errors
    ///
    /// If the prefix cannot be routed together with the widgets' paths.
    pub fn at(widgets: Widgets, prefix: &str) -> Result<Self, matchit::InsertError> {
        let prefix = prefix.trim_end_matches('/');
        let mut router = matchit::Router::new();
        for (index, route) in widgets.routes().iter().enumerate() {
            for path in route.paths_below(prefix) {
                router.insert(path, index)?;
            }
        }
        Ok(Self {
            widgets,
            router: Arc::new(router),
        })
    }

    async fn answer<B>(self, request: http::Request<B>) -> Response<Full<Bytes>>
    where
        B: http_body::Body<Error: Into<Box<dyn std::error::Error + Send + Sync>>>,
    {
        let index = self
            .router
            .at(request.uri().path())
            .ok()
            .map(|found| *found.value);
        let route = index.and_then(|index| self.widgets.routes().get(index));
        let (parts, body) = request.into_parts();
        let limit = route.map_or(0, |route| route.body_limit(&parts.method));
        let body = read_body(body, limit).await;
        let peer = parts.extensions.get::<IpAddr>().copied();
        let peer = peer.or_else(|| parts.extensions.get::<SocketAddr>().map(SocketAddr::ip));
        let path = parts.uri.path().to_owned();
        let request = Request::from_parts(parts, path, peer, body);
        self.widgets.handle(route, request).await.map(Full::new)
    }
}

impl<B> Service<http::Request<B>> for WidgetsService
where
    B: http_body::Body<Data: Send, Error: Into<Box<dyn std::error::Error + Send + Sync>>>
        + Send
        + 'static,
{
    type Response = Response<Full<Bytes>>;
    type Error = Infallible;
    type Future = BoxFuture<'static, Result<Self::Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<B>) -> Self::Future {
        let service = self.clone();
        Box::pin(async move { Ok(service.answer(request).await) })
    }
}
