//! The mailbox on axum.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderName, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use coffee_desk::mailbox::{self, POLICY};
use widgets_axum::OptionalUser;
use widgets_core::mail::{DevelopmentMailbox, Mail};

/// Its three pages.
pub(crate) fn router(mailbox: DevelopmentMailbox) -> Router {
    Router::new()
        .route(mailbox::MAILBOX, get(list))
        .route("/mailbox/{mail}", get(text))
        .route("/mailbox/{mail}/html", get(html))
        .with_state(mailbox)
}

async fn list(
    State(mailbox): State<DevelopmentMailbox>,
    OptionalUser(user): OptionalUser,
) -> Response {
    match mailbox.mails().await {
        Ok(mails) => page(mailbox::list(&mails, user.as_ref()).into_string()),
        Err(_) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

async fn text(
    State(mailbox): State<DevelopmentMailbox>,
    OptionalUser(user): OptionalUser,
    Path(id): Path<String>,
) -> Response {
    show(&mailbox, &id, |mail| {
        page(mailbox::mail(&mail, user.as_ref()).into_string())
    })
    .await
}

/// The mail as a mail program shows it, apart from Coffee Desk.
async fn html(State(mailbox): State<DevelopmentMailbox>, Path(id): Path<String>) -> Response {
    let apart = |mail: Mail| {
        let policy = [(header::CONTENT_SECURITY_POLICY, POLICY)];
        (policy, page(mail.html)).into_response()
    };
    show(&mailbox, &id, apart).await
}

async fn show(
    mailbox: &DevelopmentMailbox,
    id: &str,
    page: impl FnOnce(Mail) -> Response,
) -> Response {
    match mailbox.find(id).await {
        Ok(Some(mail)) => page(mail),
        Ok(None) => {
            let missing = Html(mailbox::missing().into_string());
            (StatusCode::NOT_FOUND, missing).into_response()
        }
        Err(_) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

/// A mail may hold a code, so nothing keeps a copy, and its address goes nowhere.
fn page(html: String) -> Response {
    const HEADERS: [(HeaderName, &str); 2] = [
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "no-referrer"),
    ];
    (HEADERS, Html(html)).into_response()
}
