//! The verbs of the widget: pages of a code and of a link, and what goes on from them.

use serde_json::json;

use super::model::{CodeForm, LinkPage, ResendCode, RevokeCode};
use super::{SENT, view};
use crate::context::RequestCtx;
use crate::context::answer::{Answer, Next};
use crate::context::problem::{ErrorPage, Invalid, Problem};
use crate::crypto::{Code, Token};
use crate::flows::mailed_code::{self, Attempt, resend_at};
use crate::http::fields::{FORM, FieldErrors, Fields};
use crate::http::request::Input;
use crate::stores::{EndOutcome, ResendOutcome, SignInMethod};
use crate::table::action::Step as _;
use crate::table::purposes::{
    Again, Audience, OpenedChallenge, Proved, StartProof, over, over_page,
};
use crate::table::{Action, Call};
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
    let purpose = open.purpose;
    check(&ctx, &open, input.body()).map_err(refused)?;
    let code = read_code(&ctx, &input).map_err(refused)?;
    let words = ctx.messages().words();
    let errors = match mailed_code::attempt(&ctx, &open, &code).await? {
        Attempt::Right => {
            let proved = input.with(Proved { open, link: None });
            return purpose.complete.act(ctx.clone(), proved).await;
        }
        Attempt::Wrong { left: 0 } | Attempt::Over => {
            FieldErrors::one("code", words.codes_code_over())
        }
        Attempt::Wrong { left } => {
            FieldErrors::one("code", words.codes_code_wrong(i64::from(left)))
        }
    };
    let refused = refused(errors);
    if purpose.signs_in {
        ctx.observe_sign_in(SignInMethod::EMAIL, Err(&refused));
    }
    Err(refused)
}

/// Whether what the form asks for besides the code is valid.
fn check(ctx: &RequestCtx, open: &OpenedChallenge, fields: &Fields) -> Result<(), FieldErrors> {
    let further = open.purpose.further.as_ref();
    further.map_or(Ok(()), |further| (further.check)(ctx, open, fields))
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
pub(super) async fn resend(ctx: RequestCtx, input: Input<ChallengeId>) -> Result<Answer, Problem> {
    let found = mailed_code::find(&ctx, &input.path).await?;
    let open = found.ok_or_else(|| over(&ctx))?;
    Resend.act(ctx, input.with(open)).await
}

/// Sends the code of a challenge again.
struct Resend;

impl Action for Resend {
    type Ctx = RequestCtx;
    type Path = OpenedChallenge;
    type Command = ResendCode;

    async fn parse(&self, call: &Call<Self>) -> Result<ResendCode, Problem> {
        let ctx = &call.ctx;
        let challenge = &call.input.path.challenge;
        let words = ctx.messages().words();
        let refused = match resend_at(challenge) {
            None => words.codes_resend_over().to_owned(),
            Some(at) if at > ctx.now() => {
                let seconds = wait_seconds(at.since(ctx.now()));
                words.codes_resend_early(i64::try_from(seconds).unwrap_or(i64::MAX))
            }
            Some(_) => {
                let purpose = challenge.purpose.clone();
                return Ok(ResendCode { purpose });
            }
        };
        Err(FieldErrors::one(FORM, refused).into())
    }

    async fn run(&self, call: &Call<Self>, _: &ResendCode) -> Result<Answer, Problem> {
        let (ctx, open) = (&call.ctx, &call.input.path);
        match mailed_code::resend(ctx, open).await? {
            ResendOutcome::Sent => {
                let next = Next::Step(format!("/code/{}", open.challenge.id));
                Ok(Answer::done(json!({}), next).notice(SENT))
            }
            ResendOutcome::Refused => {
                let refused = ctx.messages().words().codes_resend_refused();
                Err(FieldErrors::one(FORM, refused).into())
            }
        }
    }

    async fn form(&self, call: &Call<Self>) -> Result<Option<ErrorPage>, Problem> {
        let shown = CodeForm::of(&call.input.path);
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
        Some((open, _)) => Answer::page(CodeForm::of(&open), |ctx, form| {
            view::address(ctx, form, &form.email, &FieldErrors::default())
        }),
        None => Answer::page(json!({ "works": false }), |ctx, _| over_page(ctx)),
    })
}

/// Begins anew with an address that was corrected.
pub(super) async fn address(ctx: RequestCtx, input: Input<ChallengeId>) -> Result<Answer, Problem> {
    let Some((open, again)) = correctable(&ctx, &input.path).await? else {
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
    (again.accepts)(&ctx, &email).map_err(refused)?;
    ctx.check_captcha(fields).await.map_err(refused)?;
    let begin = StartProof {
        goal: open.payload.goal.clone(),
        email,
        return_to: open.payload.return_to(&ctx),
        replaces: Some(input.path.clone()),
    };
    match again.begin.act(ctx.clone(), input.with(begin)).await {
        Err(Problem::Invalid(Invalid { errors, page: None })) => Err(refused(errors)),
        answered => answered,
    }
}

/// The challenge, if its address can be corrected. Not if it is an account's own.
async fn correctable(
    ctx: &RequestCtx,
    id: &ChallengeId,
) -> Result<Option<(OpenedChallenge, &'static Again)>, Problem> {
    let found = mailed_code::find(ctx, id).await?;
    Ok(found.and_then(|open| open.purpose.again.as_ref().map(|again| (open, again))))
}

pub(super) async fn link(ctx: RequestCtx, input: Input<Token>) -> Result<Answer, Problem> {
    let Some(open) = mailed_code::find_by_link(&ctx, &input.path).await? else {
        return Ok(Answer::page(LinkPage::Spent, |ctx, _| over_page(ctx)));
    };
    let path = format!("/link/{}", input.path.reveal());
    let purpose = open.purpose;
    if let Audience::Invited { page, .. } = purpose.audience {
        return page(&ctx, &open, &path);
    }
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

/// Goes on with what the link allows: in the browser that asked for it or, if it is an invitation,
/// in any.
pub(super) async fn open_link(ctx: RequestCtx, input: Input<Token>) -> Result<Answer, Problem> {
    let found = mailed_code::find_by_link(&ctx, &input.path).await?;
    let open = found.filter(|own| mailed_code::works(&ctx, own));
    let open = open.ok_or_else(|| over(&ctx))?;
    let path = format!("/link/{}", input.path.reveal());
    let purpose = open.purpose;
    if !matches!(purpose.audience, Audience::Invited { .. }) {
        if !mailed_code::is_here(&ctx, &open) {
            return Err(over(&ctx));
        }
        let shown = CodeForm::of(&open);
        let link = path.clone();
        let checked = check(&ctx, &open, input.body());
        checked.map_err(|errors| {
            Problem::invalid(errors, move |ctx, errors| {
                view::link(ctx, &shown, &link, errors)
            })
        })?;
    }
    let link = Some(path);
    let proved = input.with(Proved { open, link });
    purpose.complete.act(ctx.clone(), proved).await
}

pub(super) async fn decline(ctx: RequestCtx, input: Input<Token>) -> Result<Answer, Problem> {
    let found = mailed_code::find_by_link(&ctx, &input.path).await?;
    let works = found.is_some();
    let path = decline_path(&input.path);
    Ok(Answer::page(json!({ "works": works }), move |ctx, _| {
        if works {
            view::decline(ctx, &path)
        } else {
            view::declined(ctx)
        }
    }))
}

fn decline_path(link: &Token) -> String {
    format!("/link/{}/decline", link.reveal())
}

/// Ends the challenge of a link that its owner did not ask for. Doing it twice is no error, but runs
/// no hook.
pub(super) async fn revoke(ctx: RequestCtx, input: Input<Token>) -> Result<Answer, Problem> {
    match mailed_code::find_by_link(&ctx, &input.path).await? {
        Some(open) => {
            let declined = Declined(input.path.clone(), open);
            Revoke.act(ctx, input.with(declined)).await
        }
        None => Ok(Answer::done(
            json!({}),
            Next::Step(decline_path(&input.path)),
        )),
    }
}

/// A link that was declined, and its challenge.
struct Declined(Token, OpenedChallenge);

struct Revoke;

impl Action for Revoke {
    type Ctx = RequestCtx;
    type Path = Declined;
    type Command = RevokeCode;

    async fn parse(&self, _: &Call<Self>) -> Result<RevokeCode, Problem> {
        Ok(RevokeCode(()))
    }

    async fn run(&self, call: &Call<Self>, _: &RevokeCode) -> Result<Answer, Problem> {
        let (ctx, Declined(link, open)) = (&call.ctx, &call.input.path);
        match mailed_code::revoke(ctx, link, &open.challenge).await? {
            EndOutcome::Ended => Ok(Answer::done(json!({}), Next::Step(decline_path(link)))),
            // It ended at the same moment. An error, so that no after-hook runs.
            EndOutcome::Missing => Err(over(ctx)),
        }
    }
}
