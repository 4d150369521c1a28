//! The verbs of the widget: pages of a code and of a link, and what goes on from them.

use serde_json::json;

use super::model::{CodeForm, LinkPage, ResendCode, RevokeCode};
use super::{SENT, view};
use crate::context::RequestCtx;
use crate::context::answer::{Answer, Next};
use crate::context::problem::{ErrorPage, Invalid, Problem};
use crate::crypto::{Code, Token};
use crate::flows::mailed_code::{self, Attempt, resend_at};
use crate::http::fields::{FORM, FieldErrors};
use crate::http::request::Input;
use crate::stores::{ResendOutcome, SignInMethod};
use crate::table::purposes::{MailedPurpose, OpenedChallenge, Proved, StartProof, over, over_page};
use crate::table::{Action, Call, Table};
use crate::types::clock::wait_seconds;
use crate::types::id::ChallengeId;

pub(super) async fn form(ctx: RequestCtx, input: Input<ChallengeId>) -> Result<Answer, Problem> {
    Ok(match mailed_code::find(&ctx, &input.path).await? {
        Some(open) => Answer::page(CodeForm::of(&open), |ctx, form| {
            view::form(ctx, form, &FieldErrors::default())
        }),
        None => Answer::page(json!({ "works": false }), |ctx, _| over_page(ctx)),
    })
}

/// Takes the code, and goes on with what it allows. What else the form asks for is checked before a try
/// is spent.
pub(super) async fn confirm(ctx: RequestCtx, input: Input<ChallengeId>) -> Result<Answer, Problem> {
    let Some(open) = mailed_code::find(&ctx, &input.path).await? else {
        return Err(over(&ctx));
    };
    let shown = CodeForm::of(&open);
    let refused = |errors| {
        let shown = shown.clone();
        Problem::invalid(errors, move |ctx, errors| view::form(ctx, &shown, errors))
    };
    let purpose = purpose(&ctx, &open)?;
    purpose.check(&ctx, &open, input.body()).map_err(refused)?;
    let code = read_code(&ctx, &input).map_err(refused)?;
    let words = ctx.messages().words();
    let errors = match mailed_code::attempt(&ctx, &input.path, &code).await? {
        Attempt::Right(open) => {
            let (open, link) = (*open, None);
            let proved = input.with(Proved { open, link });
            return purpose.complete().act(ctx.clone(), proved).await;
        }
        Attempt::Wrong { left: 0 } | Attempt::Over => {
            FieldErrors::one("code", words.codes_code_over())
        }
        Attempt::Wrong { left } => {
            FieldErrors::one("code", words.codes_code_wrong(i64::from(left)))
        }
    };
    let refused = refused(errors);
    if shown.purpose.signs_in() {
        ctx.observe_sign_in(SignInMethod::EMAIL, Err(&refused));
    }
    Err(refused)
}

fn read_code(ctx: &RequestCtx, input: &Input<ChallengeId>) -> Result<Code, FieldErrors> {
    let words = ctx.messages().words();
    let mut form = ctx.read_form(input.body());
    let code = form.read("code", |typed| {
        if typed.trim().is_empty() {
            return Err(words.codes_code_empty().to_owned());
        }
        Code::parse(typed).ok_or_else(|| words.codes_code_malformed().to_owned())
    });
    code.ok_or_else(|| form.into_errors())
}

/// Sends the code again.
pub(super) struct Resend;

impl Action for Resend {
    type Ctx = RequestCtx;
    type Path = ChallengeId;
    type Command = ResendCode;

    async fn parse(&self, call: &Call<Self>) -> Result<ResendCode, Problem> {
        let ctx = &call.ctx;
        let found = mailed_code::find(ctx, &call.input.path).await?;
        let open = found.ok_or_else(|| over(ctx))?;
        let words = ctx.messages().words();
        let refused = match resend_at(&open.challenge) {
            None => Some(words.codes_resend_over().to_owned()),
            Some(at) if at > ctx.now() => {
                let seconds = wait_seconds(at.since(ctx.now()));
                let seconds = i64::try_from(seconds).unwrap_or(i64::MAX);
                Some(words.codes_resend_early(seconds))
            }
            Some(_) => None,
        };
        match refused {
            Some(message) => Err(FieldErrors::one(FORM, message).into()),
            None => Ok(ResendCode {
                purpose: open.challenge.purpose,
                open,
            }),
        }
    }

    async fn run(&self, call: &Call<Self>, command: &ResendCode) -> Result<Answer, Problem> {
        let ctx = &call.ctx;
        match mailed_code::resend(ctx, &command.open).await? {
            ResendOutcome::Sent => {
                let next = Next::Step(format!("/code/{}", call.input.path));
                Ok(Answer::done(json!({}), next).notice(SENT))
            }
            ResendOutcome::Refused => {
                let refused = ctx.messages().words().codes_resend_refused();
                Err(FieldErrors::one(FORM, refused).into())
            }
        }
    }

    async fn form(&self, call: &Call<Self>) -> Result<Option<ErrorPage>, Problem> {
        let ctx = &call.ctx;
        let found = mailed_code::find(ctx, &call.input.path).await?;
        let shown = CodeForm::of(&found.ok_or_else(|| over(ctx))?);
        Ok(Some(Box::new(move |ctx, errors| {
            view::form(ctx, &shown, errors)
        })))
    }
}

pub(super) async fn address_form(
    ctx: RequestCtx,
    input: Input<ChallengeId>,
) -> Result<Answer, Problem> {
    Ok(match correctable(&ctx, &input.path).await? {
        Some(open) => Answer::page(CodeForm::of(&open), |ctx, form| {
            view::address(ctx, form, &form.email, &FieldErrors::default())
        }),
        None => Answer::page(json!({ "works": false }), |ctx, _| over_page(ctx)),
    })
}

/// Begins anew with an address that was corrected.
pub(super) async fn address(ctx: RequestCtx, input: Input<ChallengeId>) -> Result<Answer, Problem> {
    let Some(open) = correctable(&ctx, &input.path).await? else {
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
        replaces: Some(input.path.clone()),
    };
    let again = purpose.begin_again().ok_or(Problem::Missing)?;
    match again.act(ctx.clone(), input.with(begin)).await {
        Err(Problem::Invalid(Invalid { errors, page: None })) => Err(refused(errors)),
        answered => answered,
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

/// The challenge, if its address can be corrected. Not if it is an account's own.
async fn correctable(
    ctx: &RequestCtx,
    id: &ChallengeId,
) -> Result<Option<OpenedChallenge>, Problem> {
    let found = mailed_code::find(ctx, id).await?;
    let may =
        |open: &OpenedChallenge| purpose(ctx, open).is_ok_and(|own| own.begin_again().is_some());
    Ok(found.filter(may))
}

pub(super) async fn link(ctx: RequestCtx, input: Input<Token>) -> Result<Answer, Problem> {
    let Some(open) = mailed_code::find_by_link(&ctx, &input.path).await? else {
        return Ok(Answer::page(LinkPage::Spent, |ctx, _| over_page(ctx)));
    };
    let path = format!("/link/{}", input.path.reveal());
    let for_what = purpose(&ctx, &open)?;
    if for_what.link_is_proof() {
        return for_what.link(&ctx, &open, &path);
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

/// Goes on with what the link allows, in the browser that asked for it.
pub(super) async fn open_link(ctx: RequestCtx, input: Input<Token>) -> Result<Answer, Problem> {
    let found = mailed_code::find_by_link(&ctx, &input.path).await?;
    let may =
        |open: &OpenedChallenge| mailed_code::is_here(&ctx, open) && mailed_code::works(&ctx, open);
    let Some(open) = found.filter(may) else {
        return Err(over(&ctx));
    };
    let path = format!("/link/{}", input.path.reveal());
    let purpose = purpose(&ctx, &open)?;
    if !purpose.link_is_proof() {
        let shown = CodeForm::of(&open);
        let link = path.clone();
        let checked = purpose.check(&ctx, &open, input.body());
        checked.map_err(|errors| {
            Problem::invalid(errors, move |ctx, errors| {
                view::link(ctx, &shown, &link, errors)
            })
        })?;
    }
    let link = Some(path);
    let proved = input.with(Proved { open, link });
    purpose.complete().act(ctx.clone(), proved).await
}

pub(super) async fn decline(ctx: RequestCtx, input: Input<Token>) -> Result<Answer, Problem> {
    let found = mailed_code::find_by_link(&ctx, &input.path).await?;
    let works = found.is_some();
    let path = format!("/link/{}/decline", input.path.reveal());
    Ok(Answer::page(json!({ "works": works }), move |ctx, _| {
        if works {
            view::decline(ctx, &path)
        } else {
            view::declined(ctx)
        }
    }))
}

/// Ends the challenge of a link that its owner did not ask for. Doing it twice is no error.
pub(super) struct Revoke;

impl Action for Revoke {
    type Ctx = RequestCtx;
    type Path = Token;
    type Command = RevokeCode;

    async fn parse(&self, _: &Call<Self>) -> Result<RevokeCode, Problem> {
        Ok(RevokeCode(()))
    }

    async fn run(&self, call: &Call<Self>, _: &RevokeCode) -> Result<Answer, Problem> {
        mailed_code::revoke(&call.ctx, &call.input.path).await?;
        let path = format!("/link/{}/decline", call.input.path.reveal());
        Ok(Answer::done(json!({}), Next::Step(path)))
    }
}
