//! The shop's own sign-in, as it was before the account pages came: its customers, its sessions in
//! its own cookie, its own pages. Nothing here knows of the widgets.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use axum::extract::{Form, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse as _, Redirect, Response};
use axum::routing::{get, post};
use axum::{Router, http::HeaderValue};
use maud::html;
use serde::Deserialize;

use crate::page;

/// The cookie that holds a session's token.
pub const COOKIE: &str = "paper_shop";

/// Somebody who buys paper.
#[derive(Debug)]
pub struct Customer {
    /// Their number.
    pub number: &'static str,
    /// Their address.
    pub email: &'static str,
    password: &'static str,
}

/// Everybody who does. A real shop has them in its database, with hashes of their passwords.
pub const CUSTOMERS: [Customer; 2] = [
    Customer {
        number: "customer-1",
        email: "maren@paper.example",
        password: "maren likes laid paper",
    },
    Customer {
        number: "customer-2",
        email: "jonas@paper.example",
        password: "jonas likes wove paper",
    },
];

/// One signed-in browser.
#[derive(Debug, Clone, Copy)]
pub struct SignedIn {
    /// Who it is.
    pub customer: &'static Customer,
    /// When they gave their password.
    pub since: SystemTime,
}

/// Who is signed in, by the token in their cookie.
#[derive(Debug, Clone, Default)]
pub struct OwnSignIn(Arc<Mutex<HashMap<String, SignedIn>>>);

impl OwnSignIn {
    /// Who holds that token.
    #[must_use]
    pub fn find(&self, token: &str) -> Option<SignedIn> {
        let sessions = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        sessions.get(token).copied()
    }

    fn open(&self, customer: &'static Customer) -> Result<String, getrandom::Error> {
        let mut random = [0; 32];
        getrandom::fill(&mut random)?;
        let token: String = random.iter().map(|byte| format!("{byte:02x}")).collect();
        let since = SystemTime::now();
        let mut sessions = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        sessions.insert(token.clone(), SignedIn { customer, since });
        Ok(token)
    }

    fn close(&self, token: &str) {
        let mut sessions = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        sessions.remove(token);
    }
}

/// The pages for signing in and out.
pub fn routes(own_sign_in: OwnSignIn) -> Router {
    Router::new()
        .route("/login", get(show).post(enter))
        .route("/logout", post(leave))
        .with_state(own_sign_in)
}

#[derive(Deserialize)]
struct Next {
    #[serde(default)]
    next: String,
}

/// Asks for the password, also somebody who is signed in: that is how they prove again who they are.
async fn show(Query(Next { next }): Query<Next>) -> Html<String> {
    Html(form(&next, None))
}

#[derive(Deserialize)]
struct Entry {
    next: String,
    email: String,
    password: String,
}

async fn enter(
    State(own_sign_in): State<OwnSignIn>,
    headers: HeaderMap,
    Form(entry): Form<Entry>,
) -> Response {
    let known = |own: &&Customer| own.email == entry.email && own.password == entry.password;
    let Some(customer) = CUSTOMERS.iter().find(known) else {
        let wrong = "That is not a customer's address with its password.";
        let page = Html(form(&entry.next, Some(wrong)));
        return (StatusCode::UNPROCESSABLE_ENTITY, page).into_response();
    };
    own_sign_in.close(cookie(&headers).unwrap_or_default());
    match own_sign_in.open(customer) {
        Ok(token) => with_cookie(&own_page(&entry.next), &token, ""),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

async fn leave(State(own_sign_in): State<OwnSignIn>, headers: HeaderMap) -> Response {
    own_sign_in.close(cookie(&headers).unwrap_or_default());
    with_cookie("/", "", "; Max-Age=0")
}

/// Where to go on: only to pages of the shop.
fn own_page(next: &str) -> String {
    let path = next.starts_with('/') && !next.starts_with("//") && !next.contains('\\');
    if path { next } else { "/" }.to_owned()
}

fn cookie(headers: &HeaderMap) -> Option<&str> {
    let pairs = headers.get(header::COOKIE)?.to_str().ok()?.split(';');
    let mut pairs = pairs.filter_map(|pair| pair.trim().split_once('='));
    pairs.find_map(|(name, value)| (name == COOKIE).then_some(value))
}

fn with_cookie(next: &str, token: &str, more: &str) -> Response {
    let mut response = Redirect::to(next).into_response();
    let line = format!("{COOKIE}={token}; Path=/; HttpOnly; SameSite=Lax{more}");
    if let Ok(line) = HeaderValue::try_from(line) {
        response.headers_mut().insert(header::SET_COOKIE, line);
    }
    response
}

fn form(next: &str, wrong: Option<&str>) -> String {
    let body = html! {
        h1 { "Sign in" }
        @if let Some(wrong) = wrong { p role="alert" { (wrong) } }
        form method="post" action="/login" {
            input type="hidden" name="next" value=(next);
            p { label { "Address " input name="email" type="email" autocomplete="username" required; } }
            p {
                label {
                    "Password "
                    input name="password" type="password" autocomplete="current-password" required;
                }
            }
            button { "Sign in" }
        }
    };
    page("Sign in", &html! {}, &body).into_string()
}
