//! The layer that extractors and fragments require.

use std::convert::Infallible;
use std::sync::{Arc, Mutex};

use axum::extract::{Request, State};
use axum::http::{HeaderMap, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use axum::routing::Route;
use tower_layer::Layer;
use tower_service::Service;
use widgets_core::{RequestCtx, Widgets};

/// A layer for the host's handlers that use extractors or fragments; add it with
/// [`Router::layer`](axum::Router::layer).
#[must_use]
pub fn layer(
    widgets: &Widgets,
) -> impl Layer<
    Route,
    Service: Service<Request, Response = Response, Error = Infallible, Future: Send + 'static>
                 + Clone
                 + Send
                 + Sync
                 + 'static,
> + Clone
+ Send
+ Sync
+ 'static {
    from_fn_with_state(widgets.clone(), around)
}

async fn around(State(widgets): State<Widgets>, mut request: Request, next: Next) -> Response {
    let showing = Showing::default();
    request.extensions_mut().insert(showing.clone());
    request.extensions_mut().insert(widgets);
    let mut response = next.run(request).await;
    add(response.headers_mut(), &showing.headers());
    response
}

/// The request context whose fragments a response contains.
#[derive(Clone, Default)]
pub(crate) struct Showing(Arc<Mutex<Option<RequestCtx>>>);

impl Showing {
    pub(crate) fn keep(&self, ctx: &RequestCtx) {
        if let Ok(mut own) = self.0.lock() {
            *own = Some(ctx.clone());
        }
    }

    fn headers(&self) -> HeaderMap {
        let own = self.0.lock().ok().and_then(|mut own| own.take());
        own.map(|ctx| ctx.host_headers()).unwrap_or_default()
    }
}

/// Adds the headers that fragments need to a response.
fn add(headers: &mut HeaderMap, needed: &HeaderMap) {
    for (name, value) in needed {
        let cookie = name == header::SET_COOKIE;
        let said = headers
            .get_all(name)
            .iter()
            .any(|own| !cookie || own == value);
        if !said {
            headers.append(name, value.clone());
        }
    }
}
