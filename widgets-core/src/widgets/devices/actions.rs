//! The verbs of the widget: pages, and what forgets browsers.

use super::model::{
    Asked, DEVICE, DeviceList, DistrustAllDevices, DistrustDevices, ForgetDevices,
    ForgetOtherDevices, ListFields, SelectedFields,
};
use super::{ALL_DISTRUSTED, DISTRUSTED, FORGOTTEN, OTHERS_FORGOTTEN, flows, view};
use crate::context::UserCtx;
use crate::context::answer::{Answer, AnswerResult, Count, Done};
use crate::context::problem::Problem;
use crate::http::request::Input;
use crate::table::{Action, Call};

pub(super) async fn list(ctx: UserCtx, input: Input<(), ListFields>) -> AnswerResult<DeviceList> {
    let list = flows::list(&ctx, input.fields).await?;
    Ok(Answer::page(list, view::list))
}

pub(super) async fn ask_forget(
    ctx: UserCtx,
    input: Input<(), SelectedFields>,
) -> AnswerResult<Asked> {
    let devices = flows::find(&ctx, &input.fields.device).await?;
    Ok(Answer::page(Asked { devices }, view::ask_forget))
}

/// Forgets the selected browsers.
pub(super) struct Forget;

impl Action for Forget {
    type Ctx = UserCtx;
    type Path = ();
    type Fields = SelectedFields;
    type Command = ForgetDevices;
    type Data = Done;

    async fn parse(&self, call: &Call<Self>) -> Result<ForgetDevices, Problem> {
        let devices = call.ctx.some_selected(DEVICE, &call.input.fields.device)?;
        Ok(ForgetDevices { devices })
    }

    async fn run(&self, call: &Call<Self>, command: &ForgetDevices) -> AnswerResult<Done> {
        flows::forget(&call.ctx, command).await?;
        Ok(Answer::done(Done {}, "/devices").notice(FORGOTTEN))
    }
}

/// Forgets every browser but the one in use.
pub(super) async fn forget_others(ctx: UserCtx, _: ForgetOtherDevices) -> AnswerResult<Count> {
    let count = flows::forget_others(&ctx).await?;
    Ok(Answer::done(Count { count }, "/devices").notice(OTHERS_FORGOTTEN))
}

pub(super) async fn ask_distrust(
    ctx: UserCtx,
    input: Input<(), SelectedFields>,
) -> AnswerResult<Asked> {
    let devices = flows::find_trusted(&ctx, &input.fields.device).await?;
    Ok(Answer::page(Asked { devices }, view::ask_distrust))
}

/// Ends the trust in the selected browsers.
pub(super) struct Distrust;

impl Action for Distrust {
    type Ctx = UserCtx;
    type Path = ();
    type Fields = SelectedFields;
    type Command = DistrustDevices;
    type Data = Done;

    async fn parse(&self, call: &Call<Self>) -> Result<DistrustDevices, Problem> {
        let devices = call.ctx.some_selected(DEVICE, &call.input.fields.device)?;
        Ok(DistrustDevices { devices })
    }

    async fn run(&self, call: &Call<Self>, command: &DistrustDevices) -> AnswerResult<Done> {
        flows::distrust(&call.ctx, command).await?;
        Ok(Answer::done(Done {}, "/devices").notice(DISTRUSTED))
    }
}

/// Ends the trust in every browser.
pub(super) async fn distrust_all(ctx: UserCtx, _: DistrustAllDevices) -> AnswerResult<Count> {
    let count = flows::distrust_all(&ctx).await?;
    Ok(Answer::done(Count { count }, "/devices").notice(ALL_DISTRUSTED))
}
