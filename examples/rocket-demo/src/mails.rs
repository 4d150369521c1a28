//! The mailbox on Rocket.

use coffee_desk::mailbox::{self, POLICY};
use rocket::http::{Header, Status};
use rocket::response::content::RawHtml;
use rocket::{Responder, Route, State, get, routes};
use widgets_core::mail::{DevelopmentMailbox, Mail};
use widgets_rocket::OptionalUser;

/// Its three pages.
pub(crate) fn routes() -> Vec<Route> {
    routes![list, text, html]
}

// Rocket's attributes want the paths written out; they are below `mailbox::MAILBOX`.
#[get("/mailbox")]
async fn list(mailbox: &State<DevelopmentMailbox>, user: OptionalUser) -> Result<Page, Status> {
    let mails = mailbox.mails().await;
    let mails = mails.map_err(|_| Status::ServiceUnavailable)?;
    Ok(Page::new(
        mailbox::list(&mails, user.0.as_ref()).into_string(),
    ))
}

#[get("/mailbox/<mail>")]
async fn text(
    mail: &str,
    mailbox: &State<DevelopmentMailbox>,
    user: OptionalUser,
) -> Result<Page, Refused> {
    let mail = find(mail, mailbox).await?;
    Ok(Page::new(
        mailbox::mail(&mail, user.0.as_ref()).into_string(),
    ))
}

/// The mail as a mail program shows it, apart from Coffee Desk.
#[get("/mailbox/<mail>/html")]
async fn html(mail: &str, mailbox: &State<DevelopmentMailbox>) -> Result<Apart, Refused> {
    let mail = find(mail, mailbox).await?;
    Ok(Apart {
        page: Page::new(mail.html),
        policy: Header::new("content-security-policy", POLICY),
    })
}

async fn find(id: &str, mailbox: &DevelopmentMailbox) -> Result<Mail, Refused> {
    match mailbox.find(id).await {
        Ok(Some(mail)) => Ok(mail),
        Ok(None) => Err(Refused::Missing(RawHtml(mailbox::missing().into_string()))),
        Err(_) => Err(Refused::Outage(())),
    }
}

/// A mail may hold a code, so nothing keeps a copy, and its address goes nowhere.
#[derive(Responder)]
struct Page {
    html: RawHtml<String>,
    caching: Header<'static>,
    referrer: Header<'static>,
}

impl Page {
    fn new(html: String) -> Self {
        Self {
            html: RawHtml(html),
            caching: Header::new("cache-control", "no-store"),
            referrer: Header::new("referrer-policy", "no-referrer"),
        }
    }
}

#[derive(Responder)]
struct Apart {
    page: Page,
    policy: Header<'static>,
}

#[derive(Responder)]
enum Refused {
    #[response(status = 404)]
    Missing(RawHtml<String>),
    #[response(status = 503)]
    Outage(()),
}
