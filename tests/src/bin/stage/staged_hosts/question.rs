//! A captcha of the host's own: a question that a person who drinks coffee can answer.

use crate::words::Say as _;
use widgets_tests::prelude::*;

/// It is asked in a field like any other, so it needs no script.
pub struct Question;

#[async_trait]
impl Captcha for Question {
    fn field(&self, ctx: &RequestCtx) -> Markup {
        let label = ctx.say("What are beans ground in?");
        let hint = ctx.say("A grinder or a kettle?");
        let field = ctx.field("beans", &label).hint(&hint);
        ctx.elements().field(&field).into()
    }

    async fn verify(&self, fields: &Fields, _: &Client) -> Result<bool, CaptchaFailure> {
        let answer = fields.get("beans").trim().to_lowercase();
        Ok(["grinder", "a grinder", "مطحنة"].contains(&answer.as_str()))
    }
}
