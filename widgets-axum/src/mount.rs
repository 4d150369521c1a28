//! From core's route table to axum's routes.

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
/// Every path below the mount path that is nobody else's answers that there is nothing here; routes
/// of the host's own there stay what they are. The host's own handlers use the extractors behind
/// [`layer`].
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

/// The pages of the widgets at another prefix, which may hold parameters of the host's own:
/// `/t/{tenant}/account`. An empty one puts them at the root, where unknown paths stay the host's.
///
/// To nest them, give them the last part of the prefix, since axum's nesting does not answer a slash
/// at the end of its own path:
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
/// As [`Router::route`], when the prefix is not a path.
pub fn router_at<S>(prefix: &str, widgets: &Widgets) -> Router<S>
where
    S: Clone + Send + Sync + 'static,
{
    let prefix = prefix.trim_end_matches('/');
    let mut router = Router::new();
    for (index, route) in widgets.routes().iter().enumerate() {
        for path in route.paths_below(prefix) {
            router = router.route(&path, endpoint(widgets, Some(index)));
        }
    }
    if !prefix.is_empty() {
        let rest = format!("{prefix}/{{*widgets_rest}}");
        router = router.route(&rest, endpoint(widgets, None));
    }
    router
}

/// Both at once: [`layer`] around the handlers that are in `router` by then, and the pages beside them.
/// So it comes last.
///
/// # Panics
///
/// As [`Router::merge`], when the host already answers one of the paths.
pub fn mount<S>(router: Router<S>, widgets: &Widgets) -> Router<S>
where
    S: Clone + Send + Sync + 'static,
{
    mount_at(router, widgets.mount_path(), widgets)
}

/// The same at another prefix: see [`router_at`].
///
/// # Panics
///
/// As [`mount`], and when the prefix is not a path.
pub fn mount_at<S>(router: Router<S>, prefix: &str, widgets: &Widgets) -> Router<S>
where
    S: Clone + Send + Sync + 'static,
{
    // Around the host's handlers alone, so that our own do not pay for them.
    router
        .layer(layer(widgets))
        .merge(router_at(prefix, widgets))
}

/// Answers every method, so that core says which ones a path has.
fn endpoint<S>(widgets: &Widgets, route: Option<usize>) -> MethodRouter<S>
where
    S: Clone + Send + Sync + 'static,
{
    let widgets = widgets.clone();
    any(move |request: Request| async move { answer(&widgets, route, request).await })
}

async fn answer(widgets: &Widgets, route: Option<usize>, request: Request) -> Response {
    let route = route.and_then(|index| widgets.routes().get(index));
    let (parts, body) = request.into_parts();
    let limit = route.map_or(0, |route| route.body_limit(&parts.method));
    let body = read_body(body, limit).await;
    let request = convert(parts, body).await;
    widgets.handle(route, request).await.map(Body::from)
}

/// A request as core sees it. The whole path counts, also inside a nested router.
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
