//! The verbs of the widget: pages of a code and of a link, and what goes on from them.

use serde_json::{Map, Value};

use super::model::{AddressFields, CodeFields, CodeForm, LinkPage, ResendCode, RevokeCode, Works};
use super::{SENT, view};
use crate::context::RequestCtx;
use crate::context::answer::{Answer, AnswerResult, Done, Next};
use crate::context::problem::{ErrorPage, Invalid, Problem};
use crate::crypto::{Code, Token};
use crate::flows::handover::OnceGiven;
use crate::flows::mailed_code::{self, Attempt, resend_at};
use crate::flows::prove_password::forget_guesses;
use crate::http::fields::{FORM, FieldErrors, Fields};
use crate::http::request::Input;
use crate::http::typed_fields::Text;
use crate::one_of;
use crate::stores::{EndOutcome, ResendOutcome, SignInMethod};
use crate::table::action::Step as _;
use crate::table::purposes::{
    Again, Audience, CodeSent, OpenedChallenge, Proved, StartProof, over, over_page,
};
use crate::table::{Action, Call};
use crate::types::clock::wait_seconds;
use crate::types::id::ChallengeId;

one_of! {
    /// The form, or that its code is over.
    pub(super) enum FormAnswer { CodeForm, Works }
}

// The page of a link that is the proof by itself is its purpose's, such as an invitation.
one_of! {
    /// What is behind a link.
    pub(super) enum LinkAnswer { LinkPage, Map<String, Value> }
}

pub(super) async fn form(ctx: RequestCtx, input: Input<ChallengeId>) -> AnswerResult<FormAnswer> {
    Ok(match mailed_code::find(&ctx, &input.path).await? {
        Some(open) => Answer::page(CodeForm::of(&ctx, &open), |ctx, form| {
            view::form(ctx, form, &FieldErrors::default())
        })
        .one_of(),
        None => code_over(),
    })
}

fn code_over() -> Answer<FormAnswer> {
    Answer::page(Works { works: false }, |ctx, _| over_page(ctx)).one_of()
}

/// Takes the code, and goes on with what it allows. What else the form asks for is checked before a try
/// is spent.
pub(super) async fn confirm(
    ctx: RequestCtx,
    input: Input<ChallengeId, CodeFields>,
) -> AnswerResult<Value> {
    let given = OnceGiven::of(&ctx, &[input.path.as_str(), &input.fields.code]);
    let Some(open) = mailed_code::find(&ctx, &input.path).await? else {
        return Ok(given.settle(&ctx, Err(over(&ctx))).await?.typed());
    };
    let shown = CodeForm::of(&ctx, &open);
    let refused = |errors| {
        let shown = shown.clone();
        Problem::invalid(errors, move |ctx, errors| view::form(ctx, &shown, errors))
    };
    let purpose = open.purpose;
    let checked = check(&ctx, &open, input.body()).await;
    checked.map_err(refused)?;
    let code = read_code(&ctx, &input.fields.code).map_err(refused)?;
    let words = ctx.messages().words();
    let attempt = mailed_code::attempt(&ctx, &open, &code).await?;
    let spent = matches!(attempt, Attempt::Over);
    let (errors, over) = match attempt {
        Attempt::Right => {
            let proved = input.with(Proved { open, link: None });
            return complete(&ctx, proved, &given).await;
        }
        Attempt::Outdated => (FieldErrors::one("code", words.codes_code_outdated()), false),
        Attempt::Wrong { left: 0 } | Attempt::Over => {
            (FieldErrors::one(FORM, words.codes_code_over()), true)
        }
        Attempt::Wrong { left } => {
            let wrong = words.codes_code_wrong(i64::from(left));
            (FieldErrors::one("code", wrong), false)
        }
    };
    let shown = if over {
        shown.clone().over()
    } else {
        shown.clone()
    };
    let refused = Problem::invalid(errors, move |ctx, errors| view::form(ctx, &shown, errors));
    let outcome = if spent {
        given.settle(&ctx, Err(refused)).await
    } else {
        Err(refused)
    };
    if let Err(refused) = &outcome
        && purpose.signs_in
    {
        ctx.observe_sign_in(SignInMethod::EMAIL, Err(refused));
    }
    Ok(outcome?.typed())
}

/// Goes on with what the proof allows, and keeps the answer for a moment. Guesses at its address count no
/// longer: its owner is here.
async fn complete(
    ctx: &RequestCtx,
    proved: Input<Proved>,
    given: &OnceGiven,
) -> AnswerResult<Value> {
    let purpose = proved.path.open.purpose;
    let email = proved.path.open.challenge.email.key().clone();
    let done = purpose.complete.act(ctx.clone(), proved).await;
    if done.is_ok() {
        forget_guesses(ctx, &email).await;
    }
    Ok(given.settle(ctx, done).await?.typed())
}

/// Whether what the form asks for besides the code is valid.
async fn check(
    ctx: &RequestCtx,
    open: &OpenedChallenge,
    fields: &Fields,
) -> Result<(), FieldErrors> {
    match &open.purpose.further {
        Some(further) => (further.check)(ctx, open, fields).await,
        None => Ok(()),
    }
}

fn read_code(ctx: &RequestCtx, code: &Text) -> Result<Code, FieldErrors> {
    let words = ctx.messages().words();
    let mut form = ctx.read_form();
    let code = form.read(code, |typed| {
        if typed.trim().is_empty() {
            return Err(words.codes_code_empty().to_owned());
        }
        Code::parse(typed).ok_or_else(|| words.codes_code_malformed().to_owned())
    });
    code.ok_or_else(|| form.into_errors())
}

/// Sends the code again.
pub(super) async fn resend(ctx: RequestCtx, input: Input<ChallengeId>) -> AnswerResult<Done> {
    let found = mailed_code::find(&ctx, &input.path).await?;
    let open = found.ok_or_else(|| over(&ctx))?;
    Ok(Resend.act(ctx, input.with(open)).await?.typed())
}

/// Sends the code of a challenge again.
struct Resend;

impl Action for Resend {
    type Ctx = RequestCtx;
    type Path = OpenedChallenge;
    type Fields = ();
    type Command = ResendCode;
    type Data = Done;

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

    async fn run(&self, call: &Call<Self>, _: &ResendCode) -> AnswerResult<Done> {
        let (ctx, open) = (&call.ctx, &call.input.path);
        match mailed_code::resend(ctx, open).await? {
            ResendOutcome::Sent => {
                let next = Next::Step(format!("/code/{}", open.challenge.id));
                Ok(Answer::done(Done {}, next).notice(SENT))
            }
            ResendOutcome::Refused => {
                let refused = ctx.messages().words().codes_resend_refused();
                Err(FieldErrors::one(FORM, refused).into())
            }
        }
    }

    async fn form(&self, call: &Call<Self>) -> Result<Option<ErrorPage>, Problem> {
        let shown = CodeForm::of(&call.ctx, &call.input.path).telling_wait();
        Ok(Some(Box::new(move |ctx, errors| {
            view::form(ctx, &shown, errors)
        })))
    }
}

pub(super) async fn address_form(
    ctx: RequestCtx,
    input: Input<ChallengeId>,
) -> AnswerResult<FormAnswer> {
    Ok(match correctable(&ctx, &input.path).await? {
        Some((open, _)) => Answer::page(CodeForm::of(&ctx, &open), |ctx, form| {
            view::address(ctx, form, &form.email, &FieldErrors::default())
        })
        .one_of(),
        None => code_over(),
    })
}

/// Begins anew with an address that was corrected.
pub(super) async fn address(
    ctx: RequestCtx,
    input: Input<ChallengeId, AddressFields>,
) -> AnswerResult<CodeSent> {
    let Some((open, again)) = correctable(&ctx, &input.path).await? else {
        return Err(over(&ctx));
    };
    let email = &input.fields.email;
    let refused = |errors| {
        let shown = CodeForm::of(&ctx, &open);
        let typed = email.cut(254);
        Problem::invalid(errors, move |ctx, errors| {
            view::address(ctx, &shown, &typed, errors)
        })
    };
    let mut form = ctx.read_form();
    let email = form.read(email, |typed| ctx.read_email(typed));
    let email = email.ok_or_else(|| refused(form.into_errors()))?;
    (again.accepts)(&ctx, &email).map_err(refused)?;
    ctx.check_captcha(input.body()).await.map_err(refused)?;
    let begin = StartProof {
        goal: open.payload.goal.clone(),
        email,
        return_to: open.payload.return_to(&ctx),
        replaces: Some(input.path.clone()),
    };
    match again.begin.act(ctx.clone(), input.with(begin)).await {
        Err(Problem::Invalid(Invalid { errors, page: None })) => Err(refused(errors)),
        answered => Ok(answered?.typed()),
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

pub(super) async fn link(ctx: RequestCtx, input: Input<Token>) -> AnswerResult<LinkAnswer> {
    let spent = || Answer::page(LinkPage::Spent, |ctx, _| over_page(ctx)).one_of();
    let Some(open) = mailed_code::find_by_link(&ctx, &input.path).await? else {
        return Ok(spent());
    };
    let path = format!("/link/{}", input.path.reveal());
    let purpose = open.purpose;
    if let Audience::Invited { page, .. } = purpose.audience {
        return Ok(page(&ctx, &open, &path)?.typed());
    }
    let works = mailed_code::works(&ctx, &open);
    if mailed_code::is_here(&ctx, &open) {
        if !works {
            return Ok(spent());
        }
        let shown = CodeForm::of(&ctx, &open);
        let answer = Answer::page(LinkPage::Here { purpose }, move |ctx, _| {
            view::link(ctx, &shown, &path, &FieldErrors::default())
        });
        return Ok(answer.one_of());
    }
    let code = open.payload.code().filter(|_| works);
    let page = LinkPage::Elsewhere {
        purpose,
        code: code.map(|code| code.grouped().to_string()),
    };
    Ok(Answer::page(page, view::elsewhere).one_of())
}

/// Goes on with what the link allows: in the browser that asked for it or, if it is an invitation,
/// in any.
pub(super) async fn open_link(ctx: RequestCtx, input: Input<Token>) -> AnswerResult<Value> {
    let given = OnceGiven::of(&ctx, &[input.path.reveal()]);
    let found = mailed_code::find_by_link(&ctx, &input.path).await?;
    let Some(open) = found.filter(|own| mailed_code::works(&ctx, own)) else {
        return Ok(given.settle(&ctx, Err(over(&ctx))).await?.typed());
    };
    let path = format!("/link/{}", input.path.reveal());
    let purpose = open.purpose;
    if !matches!(purpose.audience, Audience::Invited { .. }) {
        if !mailed_code::is_here(&ctx, &open) {
            return Err(over(&ctx));
        }
        let shown = CodeForm::of(&ctx, &open);
        let link = path.clone();
        let checked = check(&ctx, &open, input.body()).await;
        checked.map_err(|errors| {
            Problem::invalid(errors, move |ctx, errors| {
                view::link(ctx, &shown, &link, errors)
            })
        })?;
    }
    let link = Some(path);
    let proved = input.with(Proved { open, link });
    complete(&ctx, proved, &given).await
}

pub(super) async fn decline(ctx: RequestCtx, input: Input<Token>) -> AnswerResult<Works> {
    let found = mailed_code::find_by_link(&ctx, &input.path).await?;
    let works = found.is_some();
    let path = decline_path(&input.path);
    Ok(Answer::page(Works { works }, move |ctx, _| {
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
pub(super) async fn revoke(ctx: RequestCtx, input: Input<Token>) -> AnswerResult<Done> {
    match mailed_code::find_by_link(&ctx, &input.path).await? {
        Some(open) => {
            let declined = Declined(input.path.clone(), open);
            Ok(Revoke.act(ctx, input.with(declined)).await?.typed())
        }
        None => Ok(Answer::done(Done {}, Next::Step(decline_path(&input.path)))),
    }
}

/// A link that was declined, and its challenge.
struct Declined(Token, OpenedChallenge);

struct Revoke;

impl Action for Revoke {
    type Ctx = RequestCtx;
    type Path = Declined;
    type Fields = ();
    type Command = RevokeCode;
    type Data = Done;

    async fn parse(&self, _: &Call<Self>) -> Result<RevokeCode, Problem> {
        Ok(RevokeCode(()))
    }

    async fn run(&self, call: &Call<Self>, _: &RevokeCode) -> AnswerResult<Done> {
        let (ctx, Declined(link, open)) = (&call.ctx, &call.input.path);
        match mailed_code::revoke(ctx, link, &open.challenge).await? {
            EndOutcome::Ended => Ok(Answer::done(Done {}, Next::Step(decline_path(link)))),
            // It ended at the same moment. An error, so that no after-hook runs.
            EndOutcome::Missing => Err(over(ctx)),
        }
    }
}
