//! The HTTP client: the one way by which the widgets call services of others.
//!
//! What they call may be named by a person, such as the address of a picture, or by a service that answers
//! with further addresses. Whoever fetches these from inside a network reaches what the person cannot
//! (server-side request forgery). So all calls go through this port. Its implementation here is
//! `GuardedClient`, behind the feature `client`; a host with a proxy for outgoing requests brings its own.

#[cfg(feature = "client")]
mod guarded;

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use futures_util::FutureExt as _;
use http::{HeaderMap, Method, Response};
use url::Url;

#[cfg(feature = "client")]
pub use guarded::{GuardedClient, Resolver};

use crate::context::AppState;
use crate::types::records::records;

records! {
    /// A request to a service. `Debug` prints its method and origin alone, since paths, headers and bodies
    /// hold secrets.
    #[derive(Clone, derive_more::Debug)]
    #[debug("OutgoingRequest({method} {})", url.origin().ascii_serialization())]
    pub struct OutgoingRequest {
        /// Method.
        pub method: Method,
        /// Where it goes, over `https`.
        pub url: Url,
        /// Headers, without those of the connection: `Host`, `Content-Length` and the like.
        pub headers: HeaderMap = HeaderMap::new(),
        /// Body.
        pub body: Bytes as impl Into<Bytes> = Bytes::new() => body.into(),
        /// The most bytes that the answer's body may have.
        pub most: usize = 1 << 20,
        /// How long all of it may take, from resolving the name to the last byte of the answer.
        pub within: Duration = Duration::from_secs(10),
    }
}

/// Calls services over HTTP.
#[async_trait]
pub trait HttpClient: Send + Sync + 'static {
    /// Sends a request and returns the answer, whatever its status. Redirects are not followed: an answer
    /// that has one is returned like any other.
    ///
    /// An implementation connects to no address within the host's own networks unless the host allows
    /// it. It need not watch [`OutgoingRequest::within`], which is enforced for all, but should stop
    /// reading at [`OutgoingRequest::most`].
    ///
    /// # Errors
    ///
    /// [`HttpFailure`] if there is no answer, or none that may be used.
    async fn send(&self, request: OutgoingRequest) -> Result<Response<Bytes>, HttpFailure>;

    /// Reasons why it cannot work, each as a sentence telling the host what to change. Called once by
    /// `build()` if anything needs it.
    fn problems(&self) -> Vec<String> {
        Vec::new()
    }
}

/// Why a service gave no answer that may be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum HttpFailure {
    /// The request was not sent, since it leads where the host allows none.
    #[error("the request was refused: {0}")]
    Refused(String),
    /// The service cannot be reached, or does not speak HTTP.
    #[error("the service cannot be reached: {0}")]
    Unreachable(String),
    /// The answer's body is larger than the request allows.
    #[error("the answer has more than {most} bytes")]
    TooLarge {
        /// The most bytes it might have.
        most: usize,
    },
    /// The answer was not there in time.
    #[error("there was no answer within {0:?}")]
    TooSlow(Duration),
    /// The client panicked.
    #[error("the HTTP client panicked")]
    Panicked,
    /// The host has no client.
    #[error("there is no HTTP client")]
    NoClient,
}

/// The client of hosts that bring none.
#[cfg(feature = "client")]
pub(crate) fn usual_client() -> Option<Box<dyn HttpClient>> {
    Some(Box::new(GuardedClient::new()))
}

#[cfg(not(feature = "client"))]
pub(crate) fn usual_client() -> Option<Box<dyn HttpClient>> {
    None
}

impl AppState {
    /// Calls a service through the host's client, within the limits of the request.
    ///
    /// # Errors
    ///
    /// As [`HttpClient::send`].
    pub(crate) async fn call(
        &self,
        request: OutgoingRequest,
    ) -> Result<Response<Bytes>, HttpFailure> {
        let client = self.http_client().ok_or(HttpFailure::NoClient)?;
        call(client, request).await
    }
}

async fn call(
    client: &dyn HttpClient,
    request: OutgoingRequest,
) -> Result<Response<Bytes>, HttpFailure> {
    let (most, within) = (request.most, request.within);
    let sending = AssertUnwindSafe(async { client.send(request).await }).catch_unwind();
    let sent = tokio::time::timeout(within, sending).await;
    let answer = sent.map_err(|_| HttpFailure::TooSlow(within))?;
    let answer = answer.map_err(|_| HttpFailure::Panicked)??;
    if answer.body().len() > most {
        return Err(HttpFailure::TooLarge { most });
    }
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A client of a host that does this.
    enum Client {
        Answers(usize),
        Hangs,
        Panics,
    }

    #[async_trait]
    impl HttpClient for Client {
        async fn send(&self, _: OutgoingRequest) -> Result<Response<Bytes>, HttpFailure> {
            match self {
                Self::Answers(bytes) => Ok(Response::new(vec![b'x'; *bytes].into())),
                Self::Hangs => std::future::pending().await,
                Self::Panics => panic!("as planned"),
            }
        }
    }

    #[tokio::test(start_paused = true)]
    async fn the_limits_of_a_request_hold_for_every_client() {
        let url = Url::parse("https://service.example/secret?token=secret").unwrap();
        let request = OutgoingRequest::new(Method::GET, url).most(10);
        assert_eq!(
            format!("{request:?}"),
            "OutgoingRequest(GET https://service.example)"
        );
        let told = async |client: Client| match call(&client, request.clone()).await {
            Ok(answer) => answer.body().len().to_string(),
            Err(failure) => failure.to_string(),
        };
        assert_eq!(told(Client::Answers(10)).await, "10");
        let large = told(Client::Answers(11)).await;
        assert_eq!(large, "the answer has more than 10 bytes");
        let hung = told(Client::Hangs).await;
        assert_eq!(hung, "there was no answer within 10s");
        assert_eq!(told(Client::Panics).await, "the HTTP client panicked");
    }
}
