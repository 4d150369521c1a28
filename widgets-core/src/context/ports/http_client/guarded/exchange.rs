//! One request and its answer over a connection of their own.

use std::pin::pin;

use bytes::{Bytes, BytesMut};
use futures_util::future::{Either, select};
use http::header::{
    ACCEPT_ENCODING, CONNECTION, CONTENT_LENGTH, HOST, HeaderValue, TE, TRAILER, TRANSFER_ENCODING,
    UPGRADE,
};
use http::{HeaderMap, Request, Response};
use http_body::Body as _;
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper::client::conn::http1::{Builder, SendRequest};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use url::{Position, Url};

use super::super::{HttpFailure, OutgoingRequest};

/// The most bytes of an answer's head.
const MOST_HEAD: usize = 64 * 1024;

/// Sends the request and reads the answer. Nothing outlives the future: whoever drops it closes the
/// connection.
pub(super) async fn exchange<S>(
    stream: S,
    request: OutgoingRequest,
) -> Result<Response<Bytes>, HttpFailure>
where
    S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
{
    let opening = Builder::new()
        .max_buf_size(MOST_HEAD)
        .handshake(TokioIo::new(stream))
        .await;
    let (sender, connection) = opening.map_err(HttpFailure::unreachable)?;
    let talking = pin!(talk(sender, request));
    match select(talking, pin!(connection)).await {
        Either::Left((answer, _)) => answer,
        // The server has closed the connection; what it said before is read all the same.
        Either::Right((_, talking)) => talking.await,
    }
}

async fn talk(
    mut sender: SendRequest<Full<Bytes>>,
    request: OutgoingRequest,
) -> Result<Response<Bytes>, HttpFailure> {
    let most = request.most;
    let answer = sender.send_request(written(request)?).await;
    let (head, body) = answer.map_err(HttpFailure::unreachable)?.into_parts();
    Ok(Response::from_parts(head, read(body, most).await?))
}

fn written(request: OutgoingRequest) -> Result<Request<Full<Bytes>>, HttpFailure> {
    let OutgoingRequest {
        method,
        url,
        mut headers,
        body,
        ..
    } = request;
    own_headers(&mut headers, &url)?;
    let mut written = Request::builder()
        .method(method)
        .uri(&url[Position::BeforePath..Position::AfterQuery])
        .body(Full::new(body))
        .map_err(HttpFailure::unreachable)?;
    *written.headers_mut() = headers;
    Ok(written)
}

/// Headers of the connection are those of this client, whatever the request has: a second length or
/// host would let one request be read as two.
fn own_headers(headers: &mut HeaderMap, url: &Url) -> Result<(), HttpFailure> {
    for name in [CONTENT_LENGTH, TE, TRAILER, TRANSFER_ENCODING, UPGRADE] {
        headers.remove(name);
    }
    let host = &url[Position::BeforeHost..Position::AfterPort];
    let host = HeaderValue::from_str(host).map_err(HttpFailure::unreachable)?;
    headers.insert(HOST, host);
    headers.insert(CONNECTION, HeaderValue::from_static("close"));
    headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
    Ok(())
}

async fn read(mut body: Incoming, most: usize) -> Result<Bytes, HttpFailure> {
    let too_large = || HttpFailure::TooLarge { most };
    if body.size_hint().lower() > u64::try_from(most).unwrap_or(u64::MAX) {
        return Err(too_large());
    }
    let mut whole = BytesMut::new();
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame.map_err(HttpFailure::unreachable)?.into_data() else {
            continue;
        };
        if whole.len() + data.len() > most {
            return Err(too_large());
        }
        whole.extend_from_slice(&data);
    }
    Ok(whole.freeze())
}
