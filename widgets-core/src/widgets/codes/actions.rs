//! The verbs of the room: read, perform, choose the page.

use serde_json::json;

use super::model::{CodeForm, LinkPage, ResendCode, RevokeCode, read_challenge, read_token};
use super::{SENT, view};
use crate::context::Visit;
use crate::context::answer::{Answer, Next};
use crate::context::problem::Problem;
use crate::crypto::Code;
use crate::flows::mailed_code::{self, Tried, resend_at};
use crate::http::fields::{FORM, FieldErrors};
use crate::http::request::Input;
use crate::stores::{Method, Resending};
use crate::table::Table;
use crate::table::purposes::{Begin, MailedPurpose, Open, Wish, begun, over, over_page};
use crate::types::clock::wait_seconds;
use crate::types::id::ChallengeId;

pub(super) async fn form(visit: Visit, input: Input) -> Result<Answer, Problem> {
    let id = read_challenge(&input)?;
    Ok(match mailed_code::find(&visit, &id).await? {
        Some(open) => Answer::page(CodeForm::of(&open), |visit, form| {
            view::form(visit, form, &FieldErrors::default())
        }),
        None => Answer::page(json!({ "works": false }), |visit, _| over_page(visit)),
    })
}

/// What else the form asks for is read before a try is spent.
pub(super) async fn confirm(visit: Visit, input: Input) -> Result<Answer, Problem> {
    let id = read_challenge(&input)?;
    let Some(open) = mailed_code::find(&visit, &id).await? else {
        return Err(over(&visit));
    };
    let shown = CodeForm::of(&open);
    let refused = |errors| {
        let shown = shown.clone();
        Problem::invalid(errors, move |visit, errors| {
            view::form(visit, &shown, errors)
        })
    };
    let wish = purpose(&visit, &open)?
        .read(&visit, &open, input.body())
        .map_err(refused)?;
    let code = read_code(&visit, &input).map_err(refused)?;
    let words = visit.messages().words();
    let errors = match mailed_code::attempt(&visit, &id, &code).await? {
        Tried::Right(open) => return complete(visit, *open, wish).await,
        Tried::Wrong { left: 0 } | Tried::Over => FieldErrors::one("code", words.codes_code_over()),
        Tried::Wrong { left } => FieldErrors::one("code", words.codes_code_wrong(i64::from(left))),
    };
    let refused = Err(refused(errors));
    if shown.purpose.signs_in() {
        visit.observe_sign_in(Method::Email, &refused);
    }
    refused
}

fn read_code(visit: &Visit, input: &Input) -> Result<Code, FieldErrors> {
    let words = visit.messages().words();
    let mut form = visit.read_form(input.body());
    let code = form.read("code", |typed| {
        if typed.trim().is_empty() {
            return Err(words.codes_code_empty());
        }
        Code::parse(typed).ok_or_else(|| words.codes_code_malformed())
    });
    code.ok_or_else(|| form.into_errors())
}

pub(super) async fn resend(visit: Visit, input: Input) -> Result<Answer, Problem> {
    let id = read_challenge(&input)?;
    let Some(open) = mailed_code::find(&visit, &id).await? else {
        return Err(over(&visit));
    };
    let words = visit.messages().words();
    let refused = |message| {
        let shown = CodeForm::of(&open);
        Problem::invalid(FieldErrors::one(FORM, message), move |visit, errors| {
            view::form(visit, &shown, errors)
        })
    };
    match resend_at(&open.challenge) {
        None => return Err(refused(words.codes_resend_over())),
        Some(at) if at > visit.now() => {
            let seconds = wait_seconds(at.since(visit.now()));
            let seconds = i64::try_from(seconds).unwrap_or(i64::MAX);
            return Err(refused(words.codes_resend_early(seconds)));
        }
        Some(_) => {}
    }
    let purpose = open.challenge.purpose;
    let outcome = visit
        .perform(ResendCode { purpose }, |_| {
            mailed_code::resend(&visit, &open)
        })
        .await?;
    match outcome {
        Resending::Sent => {
            let next = Next::Step(format!("/code/{id}"));
            Ok(Answer::done(json!({}), next).notice(SENT))
        }
        Resending::Refused => Err(refused(words.codes_resend_refused())),
    }
}

pub(super) async fn address_form(visit: Visit, input: Input) -> Result<Answer, Problem> {
    let id = read_challenge(&input)?;
    Ok(match correctable(&visit, &id).await? {
        Some(open) => Answer::page(CodeForm::of(&open), |visit, form| {
            view::address(visit, form, &form.email, &FieldErrors::default())
        }),
        None => Answer::page(json!({ "works": false }), |visit, _| over_page(visit)),
    })
}

pub(super) async fn address(visit: Visit, input: Input) -> Result<Answer, Problem> {
    let id = read_challenge(&input)?;
    let Some(open) = correctable(&visit, &id).await? else {
        return Err(over(&visit));
    };
    let fields = input.body();
    let refused = |errors| {
        let shown = CodeForm::of(&open);
        let typed: String = fields.get("email").chars().take(254).collect();
        Problem::invalid(errors, move |visit, errors| {
            view::address(visit, &shown, &typed, errors)
        })
    };
    let mut form = visit.read_form(fields);
    let email = form.read("email", |typed| visit.read_email(typed));
    let email = email.ok_or_else(|| refused(form.into_errors()))?;
    let purpose = purpose(&visit, &open)?;
    purpose.accepts(&visit, &email).map_err(refused)?;
    visit.check_captcha(fields).await.map_err(refused)?;
    let begin = Begin {
        about: open.held.about.clone(),
        email,
        return_to: open.held.return_to(&visit),
        replaces: Some(id),
    };
    let begun_again = purpose.begin_again(&visit, begin).await;
    match begun_again {
        Ok(path) => Ok(begun(&visit, path)),
        Err(problem) => Err(problem.in_form(refused)),
    }
}

/// What the code is for, as the widget it belongs to knows it.
fn purpose<'a>(visit: &'a Visit, open: &Open) -> Result<&'a dyn MailedPurpose, Problem> {
    let purpose = Table::of(visit.app()).purpose(open.challenge.purpose);
    purpose.ok_or(Problem::Missing)
}

async fn complete(visit: Visit, open: Open, wish: Wish) -> Result<Answer, Problem> {
    let own = visit.clone();
    purpose(&own, &open)?.complete(visit, open, wish).await
}

/// The challenge, where its address may be corrected: not where it is an account's own.
async fn correctable(visit: &Visit, id: &ChallengeId) -> Result<Option<Open>, Problem> {
    let found = mailed_code::find(visit, id).await?;
    let may = |open: &Open| purpose(visit, open).is_ok_and(|own| own.is_correctable());
    Ok(found.filter(may))
}

pub(super) async fn link(visit: Visit, input: Input) -> Result<Answer, Problem> {
    let token = read_token(&input)?;
    let Some(open) = mailed_code::find_by_link(&visit, &token).await? else {
        return Ok(Answer::page(LinkPage::Spent, |visit, _| over_page(visit)));
    };
    let path = format!("/link/{}", token.reveal());
    let for_what = purpose(&visit, &open)?;
    if for_what.link_is_proof() {
        return for_what.link(&visit, &open, &path).await;
    }
    let purpose = open.challenge.purpose;
    let works = mailed_code::works(&visit, &open);
    if mailed_code::is_here(&visit, &open) {
        if !works {
            return Ok(Answer::page(LinkPage::Spent, |visit, _| over_page(visit)));
        }
        let shown = CodeForm::of(&open);
        return Ok(Answer::page(LinkPage::Here { purpose }, move |visit, _| {
            view::link(visit, &shown, &path, &FieldErrors::default())
        }));
    }
    let code = open.held.code().filter(|_| works);
    let page = LinkPage::Elsewhere {
        purpose,
        code: code.map(|code| code.grouped().to_string()),
    };
    Ok(Answer::page(page, |visit, page| {
        view::elsewhere(visit, page)
    }))
}

pub(super) async fn open_link(visit: Visit, input: Input) -> Result<Answer, Problem> {
    let token = read_token(&input)?;
    let found = mailed_code::find_by_link(&visit, &token).await?;
    let may = |open: &Open| mailed_code::is_here(&visit, open) && mailed_code::works(&visit, open);
    let Some(open) = found.filter(may) else {
        return Err(over(&visit));
    };
    let path = format!("/link/{}", token.reveal());
    if purpose(&visit, &open)?.link_is_proof() {
        let own = visit.clone();
        return purpose(&own, &open)?
            .accept(visit, open, &path, input.body())
            .await;
    }
    let shown = CodeForm::of(&open);
    let wish = purpose(&visit, &open)?.read(&visit, &open, input.body());
    let wish = wish.map_err(|errors| {
        Problem::invalid(errors, move |visit, errors| {
            view::link(visit, &shown, &path, errors)
        })
    })?;
    complete(visit, open, wish).await
}

pub(super) async fn decline(visit: Visit, input: Input) -> Result<Answer, Problem> {
    let token = read_token(&input)?;
    let works = mailed_code::find_by_link(&visit, &token).await?.is_some();
    let path = format!("/link/{}/decline", token.reveal());
    Ok(Answer::page(json!({ "works": works }), move |visit, _| {
        if works {
            view::decline(visit, &path)
        } else {
            view::declined(visit)
        }
    }))
}

/// Done twice it is done: what does not work any more needs no revoking.
pub(super) async fn revoke(visit: Visit, input: Input) -> Result<Answer, Problem> {
    let token = read_token(&input)?;
    visit
        .perform(RevokeCode { token }, |input| {
            let visit = &visit;
            async move { mailed_code::revoke(visit, &input.token).await }
        })
        .await?;
    let path = format!("/link/{}/decline", input.param("token"));
    Ok(Answer::done(json!({}), Next::Step(path)))
}
