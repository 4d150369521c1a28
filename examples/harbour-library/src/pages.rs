//! The library's own pages.

use minijinja::context;
use rocket::http::Status;
use rocket::response::Redirect;
use rocket::response::content::{RawCss, RawHtml};
use rocket::{Catcher, Request, Responder, Route, State, catch, catchers, get, post, routes};
use widgets_core::widgets::profile;
use widgets_rocket::{CurrentUser, Fragments, OptionalUser, Refused};

use crate::desk::{Desk, Trouble};
use crate::frame::{Page, page};
use crate::sign_in::number;

pub(crate) fn routes() -> Vec<Route> {
    routes![shelf, card, lend, take_back, style]
}

pub(crate) fn catchers() -> Vec<Catcher> {
    catchers![not_found, trouble]
}

/// For everybody.
#[get("/")]
async fn shelf(user: OptionalUser, desk: &State<Desk>) -> Result<RawHtml<String>, Status> {
    let books = desk.books(None).await.map_err(broken)?;
    let reader = match &user.0 {
        Some(user) => Some(user.display_name().await),
        None => None,
    };
    let values = context! { title => "The shelf", books, reader, leave => "/logout" };
    page(Page::Shelf, values)
}

/// For readers; others sign in and come back. A widget is part of it.
#[get("/card")]
async fn card(
    user: CurrentUser,
    desk: &State<Desk>,
    fragments: Fragments,
) -> Result<RawHtml<String>, CardTrouble> {
    let number = number(user.0.account_id())?;
    let books = desk.books(Some(number)).await.map_err(broken)?;
    let names = fragments.show(profile::NAMES_FORM).await?.into_string();
    let values = context! {
        title => "Your card",
        number,
        books,
        names,
        head => fragments.head().into_string(),
        reader => user.0.display_name().await,
        leave => "/logout",
    };
    Ok(page(Page::Card, values)?)
}

/// A handler with fragments fails by their refusal, or by a status of its own.
#[derive(Responder)]
enum CardTrouble {
    Refused(Refused),
    Own(Status),
}

impl From<Refused> for CardTrouble {
    fn from(refused: Refused) -> Self {
        Self::Refused(refused)
    }
}

impl From<Status> for CardTrouble {
    fn from(status: Status) -> Self {
        Self::Own(status)
    }
}

#[post("/books/<book>/lend")]
async fn lend(book: i64, user: CurrentUser, desk: &State<Desk>) -> Result<Redirect, Status> {
    let reader = number(user.0.account_id())?;
    desk.lend(book, reader).await.map_err(broken)?;
    Ok(Redirect::to("/card"))
}

#[post("/books/<book>/back")]
async fn take_back(book: i64, user: CurrentUser, desk: &State<Desk>) -> Result<Redirect, Status> {
    let reader = number(user.0.account_id())?;
    desk.take_back(book, reader).await.map_err(broken)?;
    Ok(Redirect::to("/card"))
}

pub(crate) fn broken(trouble: Trouble) -> Status {
    rocket::error!("{trouble}");
    Status::InternalServerError
}

#[get("/library.css")]
fn style() -> RawCss<&'static str> {
    RawCss(include_str!("../style/library.css"))
}

#[catch(404)]
fn not_found() -> Result<RawHtml<String>, Status> {
    let lead = "This page is on no shelf of ours.";
    page(Page::Trouble, context! { title => "Not found", lead })
}

/// Whatever else goes wrong. The redirect of a reader who is not signed in is not among it.
#[catch(default)]
fn trouble(status: Status, _: &Request<'_>) -> Result<RawHtml<String>, Status> {
    let lead = format!("The desk could not do that ({}).", status.code);
    page(Page::Trouble, context! { title => "Sorry", lead })
}
