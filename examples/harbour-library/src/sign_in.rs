//! The library's own sign-in, and what the account pages ask of it.

use rocket::form::{Form, FromForm};
use rocket::http::{Cookie, CookieJar, SameSite, Status};
use rocket::request::Request;
use rocket::response::Redirect;
use rocket::response::content::RawHtml;
use rocket::{Responder, Route, State, get, post, routes};
use widgets_core::ReturnPath;
use widgets_core::id::AccountId;
use widgets_core::identity::{HostPerson, IdentityFault, IdentityRequest, SignOut};
use widgets_rocket::RocketIdentity;

use crate::desk::{Desk, READERS, Trouble};
use crate::frame::{Page, page};
use crate::pages::broken;

/// The private cookie that holds the token of a signed-in browser.
pub const COOKIE: &str = "harbour_reader";

/// Who the account pages take for signed in.
pub(crate) struct Readers;

#[rocket::async_trait]
impl RocketIdentity for Readers {
    async fn who(&self, request: &Request<'_>) -> Result<Option<HostPerson>, IdentityFault> {
        let Some(token) = token(request.cookies()) else {
            return Ok(None);
        };
        let desk = request.rocket().state::<Desk>();
        let desk = desk.ok_or_else(|| IdentityFault::new("there is no desk"))?;
        let found = desk.find(token.clone()).await;
        let Some(reader) = found.map_err(IdentityFault::new)? else {
            return Ok(None);
        };
        let account = account(reader.number).map_err(IdentityFault::new)?;
        let person = HostPerson::new(account, token, reader.since);
        Ok(Some(person.proved_at(reader.proved).name(reader.name)))
    }

    fn sign_in(&self, return_to: &ReturnPath) -> String {
        return_to.in_query("/login", "next")
    }

    fn sign_out(&self, _: &IdentityRequest<'_>) -> SignOut {
        SignOut::Form {
            action: "/logout".to_owned(),
            fields: Vec::new(),
        }
    }
}

fn account(number: i64) -> Result<AccountId, Trouble> {
    Ok(AccountId::parse(format!("reader-{number}"))?)
}

/// The number on the card of the account.
pub(crate) fn number(account: &AccountId) -> Result<i64, Status> {
    let number = account.as_str().strip_prefix("reader-");
    let number = number.and_then(|number| number.parse().ok());
    number.ok_or(Status::InternalServerError)
}

fn token(cookies: &CookieJar<'_>) -> Option<String> {
    cookies
        .get_private(COOKIE)
        .map(|own| own.value().to_owned())
}

pub(crate) fn routes() -> Vec<Route> {
    routes![show, enter, leave]
}

/// Asks for the password, also somebody who is signed in: that is how they prove again who they are.
#[get("/login?<next>")]
fn show(next: Option<&str>) -> Result<RawHtml<String>, Status> {
    form(next.unwrap_or_default(), "", false)
}

#[derive(FromForm)]
struct Entry {
    next: String,
    name: String,
    password: String,
}

/// Why nobody was signed in.
#[derive(Responder)]
enum NotSignedIn {
    /// The form again, since name and password do not belong together.
    #[response(status = 422)]
    Wrong(RawHtml<String>),
    Broken(Status),
}

impl From<Status> for NotSignedIn {
    fn from(status: Status) -> Self {
        Self::Broken(status)
    }
}

#[post("/login", data = "<entry>")]
async fn enter(
    entry: Form<Entry>,
    desk: &State<Desk>,
    cookies: &CookieJar<'_>,
) -> Result<Redirect, NotSignedIn> {
    let Entry {
        next,
        name,
        password,
    } = entry.into_inner();
    let known = desk.check(name.clone(), password).await.map_err(broken)?;
    let Some(reader) = known else {
        return Err(NotSignedIn::Wrong(form(&next, &name, true)?));
    };
    let token = desk.sign_in(reader, token(cookies)).await.map_err(broken)?;
    // `Lax` also keeps other sites from posting the library's forms in a reader's name.
    cookies.add_private(Cookie::build((COOKIE, token)).same_site(SameSite::Lax));
    Ok(Redirect::to(own_page(next)))
}

#[post("/logout")]
async fn leave(desk: &State<Desk>, cookies: &CookieJar<'_>) -> Result<Redirect, Status> {
    if let Some(token) = token(cookies) {
        desk.sign_out(token).await.map_err(broken)?;
    }
    cookies.remove_private(COOKIE);
    Ok(Redirect::to("/"))
}

/// Where to go on: only to pages of the library.
fn own_page(next: String) -> String {
    // Browsers read a backslash as a slash, and leave out tabs and line breaks.
    let strange = |letter: char| letter == '\\' || letter.is_ascii_control();
    let own = next.starts_with('/') && !next.starts_with("//") && !next.contains(strange);
    if own { next } else { "/".to_owned() }
}

fn form(next: &str, name: &str, wrong: bool) -> Result<RawHtml<String>, Status> {
    page(
        Page::Login,
        minijinja::context! { title => "Sign in", next, name, wrong, example => READERS[0] },
    )
}
