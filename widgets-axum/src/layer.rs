//! The layer that extractors and fragments require.

use std::convert::Infallible;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

use axum::extract::Request;
use axum::http::{HeaderMap, header};
use axum::response::Response;
use futures_util::future::BoxFuture;
use tower_layer::Layer;
use tower_service::Service;
use widgets_core::{RequestCtx, Widgets};

/// A layer for the host's handlers that use extractors or fragments; add it with
/// [`Router::layer`](axum::Router::layer).
#[must_use]
pub fn layer(widgets: &Widgets) -> WidgetsLayer {
    WidgetsLayer {
        widgets: widgets.clone(),
    }
}

/// Made by [`layer`].
#[derive(Debug, Clone)]
pub struct WidgetsLayer {
    widgets: Widgets,
}

impl<S> Layer<S> for WidgetsLayer {
    type Service = WidgetsAround<S>;

    fn layer(&self, inner: S) -> WidgetsAround<S> {
        WidgetsAround {
            widgets: self.widgets.clone(),
            inner,
        }
    }
}

/// A service wrapped by [`WidgetsLayer`].
#[derive(Debug, Clone)]
pub struct WidgetsAround<S> {
    widgets: Widgets,
    inner: S,
}

impl<S> Service<Request> for WidgetsAround<S>
where
    S: Service<Request, Response = Response, Error = Infallible>,
    S::Future: Send + 'static,
{
    type Response = Response;
    type Error = Infallible;
    type Future = BoxFuture<'static, Result<Response, Infallible>>;

    fn poll_ready(&mut self, ctx: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.inner.poll_ready(ctx)
    }

    fn call(&mut self, mut request: Request) -> Self::Future {
        let showing = Showing::default();
        request.extensions_mut().insert(showing.clone());
        request.extensions_mut().insert(self.widgets.clone());
        let answering = self.inner.call(request);
        Box::pin(async move {
            let mut response = answering.await?;
            add(response.headers_mut(), &showing.headers());
            Ok(response)
        })
    }
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
