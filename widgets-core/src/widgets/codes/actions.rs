//! Actions: parse input, run the flow, choose the response.

use serde_json::json;

use super::model::{CodeForm, LinkPage, ResendCode, RevokeCode, read_challenge, read_token};
use super::{SENT, view};
use crate::context::RequestCtx;
use crate::context::answer::{Answer, Next};
use crate::context::problem::Problem;
use crate::crypto::Code;
use crate::flows::mailed_code::{self, Attempt, resend_at};
use crate::http::fields::{FORM, FieldErrors};
use crate::http::request::Input;
use crate::stores::{ResendOutcome, SignInMethod};
use crate::table::Table;
use crate::table::purposes::{
    MailedPurpose, OpenedChallenge, StartProof, Wish, begun, over, over_page,
};
use crate::types::clock::wait_seconds;
use crate::types::id::ChallengeId;

pub(super) async fn form(ctx: RequestCtx, input: Input) -> Result<Answer, Problem> {
    let id = read_challenge(&input)?;
    Ok(match mailed_code::find(&ctx, &id).await? {
        Some(open) => Answer::page(CodeForm::of(&open), |ctx, form| {
            view::form(ctx, form, &FieldErrors::default())
        }),
        None => Answer::page(json!({ "works": false }), |ctx, _| over_page(ctx)),
    })
}

/// Further fields are parsed before an attempt is counted.
pub(super) async fn confirm(ctx: RequestCtx, input: Input) -> Result<Answer, Problem> {
    let id = read_challenge(&input)?;
    let Some(open) = mailed_code::find(&ctx, &id).await? else {
        return Err(over(&ctx));
    };
    let shown = CodeForm::of(&open);
    let refused = |errors| {
        let shown = shown.clone();
        Problem::invalid(errors, move |ctx, errors| view::form(ctx, &shown, errors))
    };
    let wish = purpose(&ctx, &open)?
        .read(&ctx, &open, input.body())
        .map_err(refused)?;
    let code = read_code(&ctx, &input).map_err(refused)?;
    let words = ctx.messages().words();
    let errors = match mailed_code::attempt(&ctx, &id, &code).await? {
        Attempt::Right(open) => return complete(ctx, *open, wish).await,
        Attempt::Wrong { left: 0 } | Attempt::Over => {
            FieldErrors::one("code", words.codes_code_over())
        }
        Attempt::Wrong { left } => {
            FieldErrors::one("code", words.codes_code_wrong(i64::from(left)))
        }
    };
    let refused = Err(refused(errors));
    if shown.purpose.signs_in() {
        ctx.observe_sign_in(SignInMethod::EMAIL, &refused);
    }
    refused
}

fn read_code(ctx: &RequestCtx, input: &Input) -> Result<Code, FieldErrors> {
    let words = ctx.messages().words();
    let mut form = ctx.read_form(input.body());
    let code = form.read("code", |typed| {
        if typed.trim().is_empty() {
            return Err(words.codes_code_empty());
        }
        Code::parse(typed).ok_or_else(|| words.codes_code_malformed())
    });
    code.ok_or_else(|| form.into_errors())
}

pub(super) async fn resend(ctx: RequestCtx, input: Input) -> Result<Answer, Problem> {
    let id = read_challenge(&input)?;
    let Some(open) = mailed_code::find(&ctx, &id).await? else {
        return Err(over(&ctx));
    };
    let words = ctx.messages().words();
    let refused = |message| {
        let shown = CodeForm::of(&open);
        Problem::invalid(FieldErrors::one(FORM, message), move |ctx, errors| {
            view::form(ctx, &shown, errors)
        })
    };
    match resend_at(&open.challenge) {
        None => return Err(refused(words.codes_resend_over())),
        Some(at) if at > ctx.now() => {
            let seconds = wait_seconds(at.since(ctx.now()));
            let seconds = i64::try_from(seconds).unwrap_or(i64::MAX);
            return Err(refused(words.codes_resend_early(seconds)));
        }
        Some(_) => {}
    }
    let purpose = open.challenge.purpose;
    let outcome = ctx
        .perform(ResendCode { purpose }, |_| mailed_code::resend(&ctx, &open))
        .await?;
    match outcome {
        ResendOutcome::Sent => {
            let next = Next::Step(format!("/code/{id}"));
            Ok(Answer::done(json!({}), next).notice(SENT))
        }
        ResendOutcome::Refused => Err(refused(words.codes_resend_refused())),
    }
}

pub(super) async fn address_form(ctx: RequestCtx, input: Input) -> Result<Answer, Problem> {
    let id = read_challenge(&input)?;
    Ok(match correctable(&ctx, &id).await? {
        Some(open) => Answer::page(CodeForm::of(&open), |ctx, form| {
            view::address(ctx, form, &form.email, &FieldErrors::default())
        }),
        None => Answer::page(json!({ "works": false }), |ctx, _| over_page(ctx)),
    })
}

pub(super) async fn address(ctx: RequestCtx, input: Input) -> Result<Answer, Problem> {
    let id = read_challenge(&input)?;
    let Some(open) = correctable(&ctx, &id).await? else {
        return Err(over(&ctx));
    };
    let fields = input.body();
    let refused = |errors| {
        let shown = CodeForm::of(&open);
        let typed: String = fields.get("email").chars().take(254).collect();
        Problem::invalid(errors, move |ctx, errors| {
            view::address(ctx, &shown, &typed, errors)
        })
    };
    let mut form = ctx.read_form(fields);
    let email = form.read("email", |typed| ctx.read_email(typed));
    let email = email.ok_or_else(|| refused(form.into_errors()))?;
    let purpose = purpose(&ctx, &open)?;
    purpose.accepts(&ctx, &email).map_err(refused)?;
    ctx.check_captcha(fields).await.map_err(refused)?;
    let begin = StartProof {
        goal: open.payload.goal.clone(),
        email,
        return_to: open.payload.return_to(&ctx),
        replaces: Some(id),
    };
    let begun_again = purpose.begin_again(&ctx, begin).await;
    match begun_again {
        Ok(path) => Ok(begun(&ctx, path)),
        Err(problem) => Err(problem.in_form(refused)),
    }
}

/// The purpose of a challenge.
fn purpose<'a>(
    ctx: &'a RequestCtx,
    open: &OpenedChallenge,
) -> Result<&'a dyn MailedPurpose, Problem> {
    let purpose = Table::of(ctx.app()).purpose(open.challenge.purpose);
    purpose.ok_or(Problem::Missing)
}

async fn complete(ctx: RequestCtx, open: OpenedChallenge, wish: Wish) -> Result<Answer, Problem> {
    let own = ctx.clone();
    purpose(&own, &open)?.complete(ctx, open, wish).await
}

/// The challenge, if its address can be corrected. Not if it is an account's own.
async fn correctable(
    ctx: &RequestCtx,
    id: &ChallengeId,
) -> Result<Option<OpenedChallenge>, Problem> {
    let found = mailed_code::find(ctx, id).await?;
    let may = |open: &OpenedChallenge| purpose(ctx, open).is_ok_and(|own| own.is_correctable());
    Ok(found.filter(may))
}

pub(super) async fn link(ctx: RequestCtx, input: Input) -> Result<Answer, Problem> {
    let token = read_token(&input)?;
    let Some(open) = mailed_code::find_by_link(&ctx, &token).await? else {
        return Ok(Answer::page(LinkPage::Spent, |ctx, _| over_page(ctx)));
    };
    let path = format!("/link/{}", token.reveal());
    let for_what = purpose(&ctx, &open)?;
    if for_what.link_is_proof() {
        return for_what.link(&ctx, &open, &path).await;
    }
    let purpose = open.challenge.purpose;
    let works = mailed_code::works(&ctx, &open);
    if mailed_code::is_here(&ctx, &open) {
        if !works {
            return Ok(Answer::page(LinkPage::Spent, |ctx, _| over_page(ctx)));
        }
        let shown = CodeForm::of(&open);
        return Ok(Answer::page(LinkPage::Here { purpose }, move |ctx, _| {
            view::link(ctx, &shown, &path, &FieldErrors::default())
        }));
    }
    let code = open.payload.code().filter(|_| works);
    let page = LinkPage::Elsewhere {
        purpose,
        code: code.map(|code| code.grouped().to_string()),
    };
    Ok(Answer::page(page, view::elsewhere))
}

pub(super) async fn open_link(ctx: RequestCtx, input: Input) -> Result<Answer, Problem> {
    let token = read_token(&input)?;
    let found = mailed_code::find_by_link(&ctx, &token).await?;
    let may =
        |open: &OpenedChallenge| mailed_code::is_here(&ctx, open) && mailed_code::works(&ctx, open);
    let Some(open) = found.filter(may) else {
        return Err(over(&ctx));
    };
    let path = format!("/link/{}", token.reveal());
    if purpose(&ctx, &open)?.link_is_proof() {
        let own = ctx.clone();
        return purpose(&own, &open)?
            .accept(ctx, open, &path, input.body())
            .await;
    }
    let shown = CodeForm::of(&open);
    let wish = purpose(&ctx, &open)?.read(&ctx, &open, input.body());
    let wish = wish.map_err(|errors| {
        Problem::invalid(errors, move |ctx, errors| {
            view::link(ctx, &shown, &path, errors)
        })
    })?;
    complete(ctx, open, wish).await
}

pub(super) async fn decline(ctx: RequestCtx, input: Input) -> Result<Answer, Problem> {
    let token = read_token(&input)?;
    let works = mailed_code::find_by_link(&ctx, &token).await?.is_some();
    let path = format!("/link/{}/decline", token.reveal());
    Ok(Answer::page(json!({ "works": works }), move |ctx, _| {
        if works {
            view::decline(ctx, &path)
        } else {
            view::declined(ctx)
        }
    }))
}

/// Idempotent: a code that no longer works need not be revoked.
pub(super) async fn revoke(ctx: RequestCtx, input: Input) -> Result<Answer, Problem> {
    let token = read_token(&input)?;
    ctx.perform(RevokeCode { token }, |input| {
        let ctx = &ctx;
        async move { mailed_code::revoke(ctx, &input.token).await }
    })
    .await?;
    let path = format!("/link/{}/decline", input.param("token"));
    Ok(Answer::done(json!({}), Next::Step(path)))
}
