//! The verb of the widget.

use maud::html;

use super::model::{MeasureFields, MeasurePassword, Measured};
use crate::context::{Answer, AnswerResult, Problem, RequestCtx, UserCtx};
use crate::crypto::{NewPassword, PasswordContext, PasswordFlaw, PasswordStrength};
use crate::stores::Profile;
use crate::table::{Action, Call};
use crate::ui::Page;

/// Measures a password.
pub(super) struct Measure;

impl Action for Measure {
    type Ctx = RequestCtx;
    type Path = ();
    type Fields = MeasureFields;
    type Command = MeasurePassword;
    type Data = Measured;

    async fn parse(&self, call: &Call<Self>) -> Result<MeasurePassword, Problem> {
        Ok(MeasurePassword::parse(&call.ctx, &call.input.fields)?)
    }

    async fn run(&self, call: &Call<Self>, command: &MeasurePassword) -> AnswerResult<Measured> {
        let ctx = &call.ctx;
        let own = match UserCtx::new(ctx.clone()) {
            Some(user) => Some(user.profile_if_any().await),
            None => None,
        };
        let strength = measure(ctx, own.as_deref(), command).await;
        let measured = Measured::of(ctx, strength);
        Ok(Answer::page(measured, |ctx, measured| {
            let title = ctx.messages().words().strength_title();
            Page::narrow(
                title,
                html! { (ctx.auth_head(title, Some(&measured.label))) },
            )
        }))
    }
}

/// What is common or made of one's own words is very weak, whatever it looks like.
async fn measure(
    ctx: &RequestCtx,
    profile: Option<&Profile>,
    command: &MeasurePassword,
) -> Option<PasswordStrength> {
    let app = ctx.app();
    let beside = command.beside.iter().map(String::as_str);
    let address = ctx.user().map(|own| own.account.address());
    let name = profile.map(|own| own.names.display_name.as_str());
    let texts = beside
        .chain(address)
        .chain(name)
        .filter(|own| !own.is_empty());
    let context = PasswordContext::new(app.name());
    let context = texts.fold(context, PasswordContext::own_text);
    let checked = NewPassword::check(app.password_policy(), &context, &command.password);
    let flaws = checked.err().unwrap_or_default();
    let known = [PasswordFlaw::Breached, PasswordFlaw::OwnWords];
    if flaws.iter().any(|own| known.contains(own)) {
        return Some(PasswordStrength::VeryWeak);
    }
    app.password_strength(&context, &command.password).await
}
