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

use crate::fragments::extractors;

/// Mounts the widgets at the path of their public URL.
///
/// It comes last: the extractors work in the handlers that are in `router` by then. Every path
/// below the mount path that is nobody else's answers that there is nothing here; routes of the
/// host's own there stay what they are.
///
/// # Panics
///
/// As [`Router::route`], when the host already answers one of the paths.
pub fn mount<S>(router: Router<S>, widgets: &Widgets) -> Router<S>
where
    S: Clone + Send + Sync + 'static,
{
    mount_at(router, widgets.mount_path(), widgets)
}

/// Mounts the widgets at another prefix, which may hold parameters of the host's own:
/// `/t/{tenant}/account`. An empty one mounts them at the root, where unknown paths stay the
/// host's.
///
/// To nest them, give the inner router the last part of the prefix, since axum's nesting does not
/// answer a slash at the end of its own path:
///
/// ```
/// # use axum::Router;
/// # fn nested(host: Router, widgets: &widgets_core::Widgets) -> Router {
/// let account = widgets_axum::mount_at(Router::new(), "/account", widgets);
/// widgets_axum::extractors(host.nest("/t/{tenant}", account), widgets)
/// # }
/// ```
///
/// [`extractors`] lets them work outside the nested router too.
///
/// # Panics
///
/// As [`Router::route`], when the prefix is not a path or the host already answers one of the
/// paths.
pub fn mount_at<S>(router: Router<S>, prefix: &str, widgets: &Widgets) -> Router<S>
where
    S: Clone + Send + Sync + 'static,
{
    let prefix = prefix.trim_end_matches('/');
    // Around the host's handlers alone, so that our own do not pay for them.
    let mut router = extractors(router, widgets);
    for (index, route) in widgets.routes().iter().enumerate() {
        for path in route.paths_below(prefix) {
            router = router.route(&path, endpoint(widgets, Some(index)));
        }
    }
    if !prefix.is_empty() {
        router = router.route(
            &format!("{prefix}/{{*widgets_rest}}"),
            endpoint(widgets, None),
        );
    }
    router
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
