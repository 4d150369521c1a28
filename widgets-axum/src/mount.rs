//! Mounts the route table as axum routes.

use std::net::{IpAddr, SocketAddr};

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, FromRequestParts as _, OriginalUri, Request};
use axum::http::request::Parts;
use axum::response::Response;
use axum::routing::{MethodRouter, any};
use bytes::Bytes;
use widgets_core::Widgets;
use widgets_core::request::BodyFault;
use widgets_core::service::read_body;

use crate::layer::layer;

/// The pages of the widgets at the path of their public URL, as a router to merge into the host's.
///
/// Other paths below the mount path are answered by 404, except for routes of the host. The host's
/// handlers need [`layer`] to use extractors.
///
/// ```
/// # use axum::{Router, routing::get};
/// # fn merged(widgets: &widgets_core::Widgets) -> Router {
/// Router::new()
///     .route("/orders", get(|user: widgets_axum::CurrentUser| async move { "Your orders" }))
///     .layer(widgets_axum::layer(widgets))
///     .merge(widgets_axum::router(widgets))
/// # }
/// ```
pub fn router<S>(widgets: &Widgets) -> Router<S>
where
    S: Clone + Send + Sync + 'static,
{
    router_at(widgets.mount_path(), widgets)
}

/// The pages of the widgets at another prefix, which may contain parameters of the host:
/// `/t/{tenant}/account`. With an empty prefix, unknown paths remain the host's.
///
/// To nest them, pass only the last part of the prefix, because axum's nesting does not match a
/// trailing slash on its own path:
///
/// ```
/// # use axum::Router;
/// # fn nested(host: Router, widgets: &widgets_core::Widgets) -> Router {
/// host.layer(widgets_axum::layer(widgets))
///     .nest("/t/{tenant}", widgets_axum::router_at("/account", widgets))
/// # }
/// ```
///
/// # Panics
///
/// As [`Router::route`], if the prefix is not a path.
pub fn router_at<S>(prefix: &str, widgets: &Widgets) -> Router<S>
where
    S: Clone + Send + Sync + 'static,
{
    let prefix = prefix.trim_end_matches('/');
    let mut router = Router::new();
    for (index, route) in widgets.routes().iter().enumerate() {
        for path in route.paths_below(prefix) {
            router = router.route(&path, endpoint(widgets, Some(index), prefix));
        }
    }
    if !prefix.is_empty() {
        let rest = format!("{prefix}/{{*widgets_rest}}");
        router = router.route(&rest, endpoint(widgets, None, prefix));
    }
    router
}

/// Adds [`layer`] to the handlers already in `router`, then merges the pages. Call it last.
///
/// # Panics
///
/// As [`Router::merge`], if the host already has a route with one of the paths.
pub fn mount<S>(router: Router<S>, widgets: &Widgets) -> Router<S>
where
    S: Clone + Send + Sync + 'static,
{
    mount_at(router, widgets.mount_path(), widgets)
}

/// Like [`mount`], at another prefix: see [`router_at`].
///
/// # Panics
///
/// As [`mount`], and if the prefix is not a path.
pub fn mount_at<S>(router: Router<S>, prefix: &str, widgets: &Widgets) -> Router<S>
where
    S: Clone + Send + Sync + 'static,
{
    // The layer is for the host's handlers only; the pages do not need it.
    router
        .layer(layer(widgets))
        .merge(router_at(prefix, widgets))
}

/// Accepts all methods, so that core answers 405 for wrong ones.
fn endpoint<S>(widgets: &Widgets, route: Option<usize>, prefix: &str) -> MethodRouter<S>
where
    S: Clone + Send + Sync + 'static,
{
    let widgets = widgets.clone();
    let parts = prefix.matches('/').count();
    any(move |request: Request| async move { answer(&widgets, route, parts, request).await })
}

/// `prefix` is how many segments the mounted prefix has.
async fn answer(
    widgets: &Widgets,
    route: Option<usize>,
    prefix: usize,
    request: Request,
) -> Response {
    let route = route.and_then(|index| widgets.routes().get(index));
    let (parts, body) = request.into_parts();
    let limit = route.map_or(0, |route| route.body_limit(&parts.method));
    let body = read_body(body, limit).await;
    let inner = parts.uri.path().to_owned();
    let mut request = convert(parts, body).await;
    request.prefix = Some(mounted_at(&request.path, &inner, prefix));
    widgets.handle(route, request).await.map(Body::from)
}

/// The prefix of a path: what a nested router took off, and so many segments of the rest.
fn mounted_at(whole: &str, inner: &str, segments: usize) -> String {
    let outer = whole.strip_suffix(inner).unwrap_or_default();
    let ends = inner.match_indices('/').map(|(at, _)| at).nth(segments);
    let own = ends.and_then(|end| inner.get(..end)).unwrap_or(inner);
    [outer, own].concat()
}

/// Converts a request for core. Uses the whole path, also within a nested router.
pub(crate) async fn convert(
    mut parts: Parts,
    body: Result<Bytes, BodyFault>,
) -> widgets_core::Request {
    let Ok(OriginalUri(whole)) = OriginalUri::from_request_parts(&mut parts, &()).await;
    let peer = peer(&mut parts).await;
    widgets_core::Request::from_parts(parts, whole.path().to_owned(), peer, body)
}

async fn peer(parts: &mut Parts) -> Option<IpAddr> {
    let peer = ConnectInfo::<SocketAddr>::from_request_parts(parts, &()).await;
    peer.ok().map(|ConnectInfo(peer)| peer.ip())
}
