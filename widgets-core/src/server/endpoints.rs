//! The rows that belong to no room: the entrance, the form token for programs, the language of whoever
//! is signed out, the files.

use http::HeaderValue;
use maud::html;
use serde_json::json;

use super::pages::{first_entry, navigation};
use crate::context::answer::{Answer, Next};
use crate::context::problem::Problem;
use crate::context::{UserCtx, Visit};
use crate::http::cookies::SetCookie;
use crate::http::fields::FieldErrors;
use crate::http::query::with_notice;
use crate::http::request::Input;
use crate::i18n::plain;
use crate::table::{Access, Row, Widget};
use crate::ui::{File, LANGUAGE, Page, Theme};

pub(crate) fn rows() -> Vec<Row> {
    let (anyone, anonymous) = (Access::anyone, Access::anonymous);
    let account = Widget::new("account")
        .get("home", "/", Access::user(), home)
        .get("form_token", "/form-token", anyone(), form_token)
        .post("language", "/language", anyone(), language)
        .get("asset", "/assets/{file}", anonymous(), asset)
        .get("brand", "/assets/brand/{file}", anonymous(), brand);
    account.rows().to_vec()
}

/// The entrance leads to the first page of the navigation; programs are told which pages there are.
async fn home(ctx: UserCtx, _: Input) -> Result<Answer, Problem> {
    #[derive(serde::Serialize)]
    struct Entry {
        label: String,
        href: String,
    }
    let entries = navigation(&ctx).groups.into_iter();
    let entries = entries.flat_map(|group| group.entries).map(|own| Entry {
        label: plain(&own.label),
        href: own.href,
    });
    let pages: Vec<Entry> = entries.collect();
    let first = first_entry(&ctx).ok_or(Problem::Missing)?;
    // What is to be said is said there.
    let notice = ctx.state().notice.as_str();
    let first = if notice.is_empty() {
        first
    } else {
        with_notice(&first, notice)
    };
    Ok(Answer::done(json!({ "pages": pages }), Next::Own(first)))
}

/// The form token for programs, which send it in the header `x-form-token`.
async fn form_token(visit: Visit, _: Input) -> Result<Answer, Problem> {
    #[derive(serde::Serialize)]
    struct FormToken {
        form_token: String,
    }
    let token = FormToken {
        form_token: visit.form_token(),
    };
    Ok(Answer::page(token, |visit, token| {
        let body = html! { p { code { (token.form_token) } } };
        Page::door(visit.messages().words().nav_label(), body)
    }))
}

/// Has the browser remember a language, and goes back to the page it was chosen on.
async fn language(visit: Visit, input: Input) -> Result<Answer, Problem> {
    let tag = input.body().get(LANGUAGE);
    let mut offered = visit.app().locales();
    let Some((locale, _)) = offered.find(|(own, _)| own.as_str() == tag) else {
        let unknown = visit.messages().words().language_unknown();
        return Err(FieldErrors::one(LANGUAGE, unknown).into());
    };
    let answer = Answer::done(json!({}), "/");
    Ok(answer.cookies([SetCookie::locale(Some(locale))]))
}

async fn asset(visit: Visit, input: Input) -> Result<Answer, Problem> {
    let file = visit.app().assets().find(input.param("file"));
    file.map(Answer::file).ok_or(Problem::Missing)
}

/// The style of a theme, read from its own address: of this host's theme or any other valid one.
async fn brand(_: Visit, input: Input) -> Result<Answer, Problem> {
    let name = input.param("file").strip_suffix(".css");
    let theme = name.and_then(Theme::from_address).ok_or(Problem::Missing)?;
    Ok(Answer::file(File {
        media_type: HeaderValue::from_static("text/css; charset=utf-8"),
        bytes: theme.style().into(),
        brotli: None,
    }))
}
