//! The verbs of the room: read, perform, choose the page.

use serde_json::json;

use crate::flows::mailed_code;
use crate::flows::mailed_code::{Begin, Tried};
use super::model::{CodeForm, LinkPage, Open, ResendCode, RevokeCode, read_challenge, read_token, resend_at};
use super::{finish, view};
use crate::context::answer::{Answer, Next};
use crate::types::clock::wait_seconds;
use crate::crypto::Code;
use crate::context::Visit;
use crate::http::fields::FieldErrors;
use crate::types::id::ChallengeId;
use crate::context::problem::Problem;
use crate::http::request::Input;
use crate::widgets::sign_up;
use crate::stores::{ChallengePurpose, Method, Resending};
use crate::ui::FORM;

pub(super) async fn form(visit: Visit, input: Input) -> Result<Answer, Problem> {
    let id = read_challenge(&input)?;
    Ok(match flows::find(&visit, &id).await? {
        Some(open) => Answer::page(CodeForm::of(&open), |visit, form| {
            view::form(visit, form, &FieldErrors::default())
        }),
        None => Answer::page(json!({ "works": false }), |visit, _| view::over(visit)),
    })
}

/// What else the form asks for is read before a try is spent.
pub(super) async fn confirm(visit: Visit, input: Input) -> Result<Answer, Problem> {
    let id = read_challenge(&input)?;
    let Some(open) = flows::find(&visit, &id).await? else {
        return Err(over(&visit));
    };
    let shown = CodeForm::of(&open);
    let refused = |errors| {
        let shown = shown.clone();
        Problem::invalid(errors, move |visit, errors| {
            view::form(visit, &shown, errors)
        })
    };
    let wish = finish::read(&visit, &open, input.body())
        .await
        .map_err(refused)?;
    let code = read_code(&visit, &input).map_err(refused)?;
    let words = visit.messages().words();
    let errors = match flows::attempt(&visit, &id, &code).await? {
        Tried::Right(open) => return finish::finish(visit, *open, wish).await,
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
    let Some(open) = flows::find(&visit, &id).await? else {
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
        .perform(ResendCode { purpose }, |_| flows::resend(&visit, &open))
        .await?;
    match outcome {
        Resending::Sent => {
            let next = Next::Step(format!("/code/{id}"));
            Ok(Answer::done(json!({}), next).notice("codes.sent"))
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
        None => Answer::page(json!({ "works": false }), |visit, _| view::over(visit)),
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
    finish::accepts(&visit, &open, &email).map_err(refused)?;
    visit.check_captcha(fields).await.map_err(refused)?;
    let begin = Begin {
        about: open.held.about.clone(),
        email,
        return_to: open.held.return_to(&visit),
        replaces: Some(id),
    };
    let begun_again = finish::begin_again(&visit, begin).await;
    match begun_again {
        Ok(path) => Ok(begun(&visit, path)),
        Err(problem) => Err(problem.in_form(refused)),
    }
}

/// The answer to whoever began a challenge: the page of its code.
pub(in crate::widgets) fn begun(visit: &Visit, path: String) -> Answer {
    let data = json!({ "code": visit.href(&path) });
    Answer::done(data, Next::Step(path))
}

/// The challenge, where its address may be corrected: not where it is an account's own.
async fn correctable(visit: &Visit, id: &ChallengeId) -> Result<Option<Open>, Problem> {
    let found = flows::find(visit, id).await?;
    Ok(found.filter(|open| open.challenge.purpose != ChallengePurpose::StepUp))
}

pub(super) async fn link(visit: Visit, input: Input) -> Result<Answer, Problem> {
    let token = read_token(&input)?;
    let Some(open) = flows::find_by_link(&visit, &token).await? else {
        return Ok(Answer::page(LinkPage::Spent, |visit, _| view::over(visit)));
    };
    let purpose = open.challenge.purpose;
    let path = format!("/link/{}", token.reveal());
    if purpose == ChallengePurpose::Invitation {
        return sign_up::invitation(&visit, &open, &path);
    }
    let works = flows::works(&visit, &open);
    if flows::is_here(&visit, &open) {
        if !works {
            return Ok(Answer::page(LinkPage::Spent, |visit, _| view::over(visit)));
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
    let found = flows::find_by_link(&visit, &token).await?;
    let may = |open: &Open| flows::is_here(&visit, open) && flows::works(&visit, open);
    let Some(open) = found.filter(may) else {
        return Err(over(&visit));
    };
    if open.challenge.purpose == ChallengePurpose::Invitation {
        let path = format!("/link/{}", token.reveal());
        return sign_up::accept(visit, open, &path, input.body()).await;
    }
    let shown = CodeForm::of(&open);
    let wish = finish::read(&visit, &open, input.body())
        .await
        .map_err(|errors| {
            let path = format!("/link/{}", token.reveal());
            Problem::invalid(errors, move |visit, errors| {
                view::link(visit, &shown, &path, errors)
            })
        })?;
    finish::finish(visit, open, wish).await
}

pub(super) async fn decline(visit: Visit, input: Input) -> Result<Answer, Problem> {
    let token = read_token(&input)?;
    let works = flows::find_by_link(&visit, &token).await?.is_some();
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
            flows::revoke(visit.clone(), input)
        })
        .await?;
    let path = format!("/link/{}/decline", input.param("token"));
    Ok(Answer::done(json!({}), Next::Step(path)))
}

/// What is said of a code or link that does not work any more.
pub(in crate::widgets) fn over(visit: &Visit) -> Problem {
    let text = visit.messages().words().codes_over_text();
    Problem::invalid(FieldErrors::one(FORM, text), |visit, _| view::over(visit))
}
