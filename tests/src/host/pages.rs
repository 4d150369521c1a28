//! Pages of the host that show widgets, the same in axum and in Rocket.

use axum::Router;
use axum::extract::Path;
use axum::response::{Html, Response};
use axum::routing::get;
use rocket::response::content::RawHtml;
use widgets_axum::{CurrentUser, Fragments, Member, OptionalUser};
use widgets_core::widgets::{devices, profile, security, sessions, sign_in, sign_up};
use widgets_core::{FragmentName, Requirement, UserCtx};
use widgets_rocket as in_rocket;
use widgets_rocket::Refused;

/// For people who are signed in: the sessions and the greetings.
pub const DESK: &str = "/desk";
/// For everybody: signing in.
pub const ENTRANCE: &str = "/entrance";
/// For members of an organization: the probe.
pub const ROASTERY: &str = "/roasters/nordlicht/desk";
/// The sessions of pages that are mounted elsewhere.
pub const ELSEWHERE: &str = "/elsewhere";
/// Forms of two widgets: a name badge, which a scenario adds, and the names.
pub const LOUNGE: &str = "/lounge";
/// For everybody: signing up.
pub const WELCOME: &str = "/welcome";
/// Below it, each endpoint of the security widget that shows something.
pub const VAULT: &str = "/vault";
/// For members of an organization: their address and three widgets, by two extractors.
pub const COUNTER: &str = "/roasters/nordlicht/counter";
/// Below it, the pages of a task of the host.
pub const ONBOARDING: &str = "/onboarding";
/// For everybody: who is signed in.
pub const LOBBY: &str = "/lobby";
/// A page that asks for the fragment of an action, which has none.
pub const MISTAKE: &str = "/mistake";

/// Lets every member in.
pub struct Anybody;

impl Requirement for Anybody {}

const GREETINGS: FragmentName = FragmentName::new("hello.list");
const PROBE: FragmentName = FragmentName::new("probe.member");
const BADGE: FragmentName = FragmentName::new("badge.form");
const ACTION: FragmentName = FragmentName::new("sessions.end");
const ON_COUNTER: [FragmentName; 3] = [GREETINGS, profile::NAMES_FORM, PROBE];
/// The lounge has a field of its own.
const LETTER: &str = "<label for=email>Letter to</label><input id=email>";
/// The mount path of the pages that are mounted elsewhere.
const PREFIX: &str = "/t/one/account";

/// The fragments of either framework.
trait Page {
    type Error;

    /// A page of the host: `before`, and these fragments below it.
    async fn page(&self, before: &str, parts: &[FragmentName]) -> Result<String, Self::Error>;
}

macro_rules! impl_page {
    ($fragments:ty, $error:ty) => {
        impl Page for $fragments {
            type Error = $error;

            async fn page(&self, before: &str, parts: &[FragmentName]) -> Result<String, $error> {
                let mut body = before.to_owned();
                for part in parts {
                    body.push_str(&self.show(*part).await?.into_string());
                }
                let head = self.head().into_string();
                Ok(format!(
                    "<!doctype html><html lang=en><head><title>Desk</title>{head}</head>\
                     <body><h1>Desk</h1>{body}</body></html>"
                ))
            }
        }
    };
}

impl_page!(Fragments, Response);
impl_page!(in_rocket::Fragments, Refused);

/// The form for a password that an address of the vault names.
fn in_vault(endpoint: &str) -> FragmentName {
    match endpoint {
        "show" => security::SHOW,
        "first_password_form" => security::FIRST_PASSWORD_FORM,
        _ => security::PASSWORD_FORM,
    }
}

/// What a page shows that needs nothing but the fragments: its path in axum and in Rocket, the parameters
/// of the path, what stands before the fragments, and these.
macro_rules! plain_pages {
    ($($name:ident $axum:tt $rocket:tt ($($parameter:ident)?) $before:expr, $parts:expr;)+) => {
        fn plain_in_axum() -> Router {
            Router::new()$(.route($axum, get(async |own: Fragments| {
                own.page($before, $parts).await.map(Html)
            })))+
        }

        fn plain_in_rocket() -> Vec<rocket::Route> {
            rocket::routes![$($name),+]
        }

        $(
            #[rocket::get($rocket)]
            async fn $name($($parameter: &str,)? own: in_rocket::Fragments) -> InRocket {
                $(let _ = $parameter;)?
                own.page($before, $parts).await.map(RawHtml)
            }
        )+
    };
}

plain_pages! {
    entrance "/entrance" "/entrance" () "", &[sign_in::FORM];
    roastery "/roasters/{organization}/desk" "/roasters/<organization>/desk" (organization) "", &[PROBE];
    lounge "/lounge" "/lounge" () LETTER, &[BADGE, profile::NAMES_FORM];
    welcome "/welcome" "/welcome" () "", &[sign_up::FORM];
    shelf "/shelf" "/shelf" () "", &[devices::LIST];
    mistake "/mistake" "/mistake" () "", &[ACTION];
}

type InAxum = Result<Html<String>, Response>;

/// The pages as axum's routes.
pub fn in_axum() -> Router {
    plain_in_axum()
        .route(DESK, get(desk))
        .route("/onboarding/{step}", get(onboarding))
        .route(LOBBY, get(lobby))
        .route(ELSEWHERE, get(elsewhere))
        .route("/vault/{endpoint}", get(vault))
        .route("/roasters/{organization}/counter", get(counter))
}

async fn desk(CurrentUser(user): CurrentUser, own: Fragments) -> InAxum {
    let who = format!("<p>{}</p>", user.email().unwrap());
    own.page(&who, &[sessions::LIST, GREETINGS]).await.map(Html)
}

async fn onboarding(CurrentUser(user): CurrentUser, own: Fragments) -> InAxum {
    let who = user.email().unwrap().as_str();
    own.page(who, &[profile::NAMES_FORM]).await.map(Html)
}

async fn lobby(OptionalUser(user): OptionalUser) -> String {
    here(user)
}

fn here(user: Option<UserCtx>) -> String {
    user.map_or("nobody".to_owned(), |user| {
        user.email().unwrap().to_string()
    })
}

async fn elsewhere(own: Fragments) -> InAxum {
    let own = own.at(PREFIX);
    own.page("", &[sessions::LIST]).await.map(Html)
}

async fn vault(Path(endpoint): Path<String>, own: Fragments) -> InAxum {
    own.page("", &[in_vault(&endpoint)]).await.map(Html)
}

async fn counter(CurrentUser(user): CurrentUser, _: Member<Anybody>, own: Fragments) -> InAxum {
    let who = user.email().unwrap().as_str();
    own.page(who, &ON_COUNTER).await.map(Html)
}

type InRocket = Result<RawHtml<String>, Refused>;

/// The pages as Rocket's routes.
pub fn in_rocket() -> Vec<rocket::Route> {
    let others = rocket::routes![
        rocket_desk,
        rocket_elsewhere,
        rocket_vault,
        rocket_counter,
        rocket_onboarding,
        rocket_lobby
    ];
    [plain_in_rocket(), others].concat()
}

#[rocket::get("/desk")]
async fn rocket_desk(user: in_rocket::CurrentUser, own: in_rocket::Fragments) -> InRocket {
    let who = format!("<p>{}</p>", user.0.email().unwrap());
    let parts = [sessions::LIST, GREETINGS];
    own.page(&who, &parts).await.map(RawHtml)
}

#[rocket::get("/onboarding/<step>")]
async fn rocket_onboarding(
    step: &str,
    user: in_rocket::CurrentUser,
    own: in_rocket::Fragments,
) -> InRocket {
    let _ = step;
    let who = user.0.email().unwrap().as_str();
    let parts = [profile::NAMES_FORM];
    own.page(who, &parts).await.map(RawHtml)
}

#[rocket::get("/lobby")]
fn rocket_lobby(user: in_rocket::OptionalUser) -> String {
    here(user.0)
}

#[rocket::get("/elsewhere")]
async fn rocket_elsewhere(own: in_rocket::Fragments) -> InRocket {
    let own = own.at(PREFIX);
    own.page("", &[sessions::LIST]).await.map(RawHtml)
}

#[rocket::get("/vault/<endpoint>")]
async fn rocket_vault(endpoint: &str, own: in_rocket::Fragments) -> InRocket {
    own.page("", &[in_vault(endpoint)]).await.map(RawHtml)
}

#[rocket::get("/roasters/<organization>/counter")]
async fn rocket_counter(
    organization: &str,
    user: in_rocket::CurrentUser,
    member: in_rocket::Member<Anybody>,
    own: in_rocket::Fragments,
) -> InRocket {
    let _ = (organization, member);
    let who = user.0.email().unwrap().as_str();
    own.page(who, &ON_COUNTER).await.map(RawHtml)
}
