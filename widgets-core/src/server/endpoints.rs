//! Endpoints outside of widgets: entry page, CSRF token, language of signed-out visitors, static
//! files.

use http::HeaderValue;
use maud::html;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::pages::{first_entry, navigation};
use super::redirect::LEAVE;
use crate::context::{Answer, AnswerResult, Done, Next, Problem, RequestCtx, UserCtx};
use crate::fields;
use crate::http::{FieldErrors, Input, PathParams, ReturnPath, SetCookie, Text};
use crate::i18n::plain;
use crate::table::{Access, Action, Call, Endpoint, Widget};
use crate::types::Locale;
use crate::ui::{Card, File, LinkButton, Page, Theme, Weight};

pub(crate) fn endpoints() -> Vec<Endpoint> {
    let (anyone, anonymous) = (Access::anyone, Access::anonymous);
    let account = Widget::new("account")
        .get("home", "/", Access::user(), home)
        .get("csrf_token", "/csrf-token", anyone(), csrf_token)
        .get("leave", LEAVE, anyone(), leave)
        .post("language", "/language", anyone(), ChooseLanguage)
        .get("asset", "/assets/{file}", anonymous(), asset)
        .get("brand", "/assets/brand/{file}", anonymous(), brand)
        .during_tasks();
    account.endpoints().to_vec()
}

/// The pages that the signed-in user may open, in the order of the navigation.
#[derive(Serialize, JsonSchema)]
struct Pages {
    pages: Vec<Entry>,
}

/// A page of the navigation.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "OwnPage")]
struct Entry {
    label: String,
    href: String,
}

/// Redirects to the first page of the navigation. JSON clients receive the list of pages.
async fn home(ctx: UserCtx, _: Input) -> AnswerResult<Pages> {
    let entries = navigation(&ctx).groups.into_iter();
    let entries = entries.flat_map(|group| group.entries).map(|own| Entry {
        label: plain(&own.label),
        href: own.href,
    });
    let pages: Vec<Entry> = entries.collect();
    let first = first_entry(&ctx).ok_or(Problem::Missing)?;
    Ok(Answer::done(Pages { pages }, Next::Own(first)))
}

/// The CSRF token for JSON clients, which send it in the header `x-csrf-token`.
#[derive(Serialize, JsonSchema)]
struct CsrfToken {
    csrf_token: String,
}

async fn csrf_token(ctx: RequestCtx, _: Input) -> AnswerResult<CsrfToken> {
    let token = CsrfToken {
        csrf_token: ctx.csrf_token(),
    };
    Ok(Answer::page(token, |ctx, token| {
        let body = html! { p { code { (token.csrf_token) } } };
        Page::narrow(ctx.messages().words().nav_label(), body)
    }))
}

fields! {
    /// Where to go on.
    struct LeaveQuery {
        /// A page of this site or of an allowed origin.
        return_to: Text,
    }
}

/// Leads to an allowed origin, which the answer to a form cannot: the policy of pages forbids it.
async fn leave(ctx: RequestCtx, input: Input<(), LeaveQuery>) -> AnswerResult<Done> {
    let place = ctx.return_path(&input.fields.return_to);
    let place = place.ok_or(Problem::Missing)?;
    if place.as_str().starts_with('/') {
        return Ok(Answer::done(Done {}, Next::Return(place)));
    }
    Ok(Answer::page(Done {}, move |ctx, _| leave_page(ctx, &place)))
}

fn leave_page(ctx: &RequestCtx, place: &ReturnPath) -> Page {
    let words = ctx.messages().words();
    let ui = ctx.elements();
    let (title, address) = (words.leave_title(), place.as_str());
    let link = LinkButton::new(words.leave_link(), address, Weight::Main).wide();
    let card = html! { p { (address) } (ui.link_button(&link)) };
    let body = html! { (ctx.auth_head(title, None)) (ui.card(&Card::roomy(card))) };
    Page::narrow(title, body).leading_to(address)
}

fields! {
    /// The language of pages for somebody who is signed out.
    struct LanguageFields {
        /// Language tag, one of those the pages are available in.
        language: Text,
    }
}

/// A language that the pages are available in. Private, so no hook sees it.
struct ChosenLanguage(Locale);

/// Stores the chosen language in a cookie and returns to the page the form was on.
struct ChooseLanguage;

impl Action for ChooseLanguage {
    type Ctx = RequestCtx;
    type Path = ();
    type Fields = LanguageFields;
    type Command = ChosenLanguage;
    type Data = Done;

    async fn parse(&self, call: &Call<Self>) -> Result<ChosenLanguage, Problem> {
        let ctx = &call.ctx;
        let tag = &call.input.fields.language;
        let mut offered = ctx.app().locales();
        let chosen = offered.find(|(own, _)| own.as_str() == &**tag);
        let chosen = chosen.map(|(locale, _)| ChosenLanguage(locale.clone()));
        chosen.ok_or_else(|| {
            let unknown = ctx.messages().words().language_unknown();
            FieldErrors::one(tag, unknown).into()
        })
    }

    async fn run(&self, _: &Call<Self>, chosen: &ChosenLanguage) -> AnswerResult<Done> {
        let answer = Answer::done(Done {}, "/");
        Ok(answer.cookies([SetCookie::locale(Some(&chosen.0))]))
    }
}

/// The name of a file.
struct FileName(String);

impl PathParams for FileName {
    const NAMES: &'static [&'static str] = &["file"];

    fn read(value: impl Fn(&str) -> String) -> Option<Self> {
        Some(Self(value("file")))
    }
}

async fn asset(ctx: RequestCtx, input: Input<FileName>) -> AnswerResult<Value> {
    let file = ctx.app().assets().find(&input.path.0);
    file.map(Answer::file).ok_or(Problem::Missing)
}

/// The style sheet of any valid theme, decoded from its URL.
async fn brand(_: RequestCtx, input: Input<FileName>) -> AnswerResult<Value> {
    let name = input.path.0.strip_suffix(".css");
    let theme = name.and_then(Theme::from_address).ok_or(Problem::Missing)?;
    Ok(Answer::file(File {
        media_type: HeaderValue::from_static("text/css; charset=utf-8"),
        bytes: theme.style().into(),
        brotli: None,
    }))
}
