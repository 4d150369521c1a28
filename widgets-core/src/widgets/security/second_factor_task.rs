//! The task of whoever has to have a second factor and has none: a page with the ways to set one up.

use maud::html;
use schemars::JsonSchema;
use serde::Serialize;

use crate::context::{Answer, AnswerResult, Done, RequestCtx, UserCtx};
use crate::fields;
use crate::flows::open_session::next;
use crate::http::{Input, Optional, Text};
use crate::i18n::{Messages, plain};
use crate::one_of;
use crate::stores::SecondFactors;
use crate::table::{Access, Table, Task, Widget};
use crate::ui::{Card, LinkButton, Page, Weight};

/// Name of the task, for the endpoints that set up a second factor.
pub(super) const NAME: &str = "second_factor";
/// Its place among the tasks.
const PLACE: u8 = 20;
/// Path of the page.
const PATH: &str = "/security/second-factor";

/// Registers the page and the task.
pub(super) fn register(widget: Widget) -> Widget {
    let own = Access::user().not_impersonated().within_task(NAME);
    let title = |messages: &Messages| messages.words().second_task_title().to_owned();
    widget
        .get("second_factor_task", PATH, own, show)
        .task(Task::own((NAME, PLACE), title, PATH, is_due))
}

fn is_due(user: &UserCtx) -> bool {
    let own = user.admission();
    !own.protection.has_second_factor && user.app().second_factors().requires(&own.account)
}

fields! {
    /// Where the page leads in the end.
    struct ShowQuery {
        /// Page to return to.
        return_to: Optional<Text>,
    }
}

/// The ways to set up a second factor.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "SecondFactorTask")]
struct Ways {
    ways: Vec<Way>,
}

/// A way to set up a second factor.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "SecondFactorWay")]
struct Way {
    label: String,
    href: String,
}

one_of! {
    /// The ways to set up a second factor, or that none is needed.
    enum ShowAnswer { Ways, Done }
}

/// The page. Leads on if the account has a second factor, or needs none.
async fn show(ctx: UserCtx, input: Input<(), ShowQuery>) -> AnswerResult<ShowAnswer> {
    if !is_due(&ctx) {
        return Ok(Answer::done(Done {}, next(&ctx, &input.fields.return_to)).one_of());
    }
    let none = SecondFactors::default();
    let proofs = Table::of(ctx.app()).proofs();
    let seconds = proofs.filter_map(|proof| {
        let second = proof.second.as_ref().filter(|own| own.is_demanded)?;
        Some((second, proof.section?))
    });
    let ways = seconds.filter_map(|(second, section)| {
        let (_, path) = section(&ctx, &none).add?;
        let label = plain(&(second.label)(ctx.messages()));
        Some(Way {
            label,
            href: ctx.link(path),
        })
    });
    let ways = ways.collect();
    Ok(Answer::page(Ways { ways }, view).one_of())
}

fn view(ctx: &RequestCtx, shown: &Ways) -> Page {
    let (ui, words) = (ctx.elements(), ctx.messages().words());
    let title = words.second_task_title();
    let lead = words.second_task_lead(ctx.app().name());
    let card = html! {
        p { (words.second_task_text()) }
        @for (at, way) in shown.ways.iter().enumerate() {
            @let weight = if at == 0 { Weight::Main } else { Weight::Outlined };
            (ui.link_button(&LinkButton::new(&way.label, &way.href, weight).wide()))
        }
    };
    let body = html! { (ctx.auth_head(title, Some(&lead))) (ui.card(&Card::roomy(card))) };
    Page::narrow(title, body)
}
