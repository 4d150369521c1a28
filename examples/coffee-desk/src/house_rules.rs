//! A task of Coffee Desk's own: whoever is new agrees to the house rules before going on. Its page is a
//! widget; a page of the host would do as well.

use std::collections::HashSet;
use std::sync::{LazyLock, Mutex, PoisonError};

use maud::html;
use widgets_core::form::{Optional, Text};
use widgets_core::i18n::Messages;
use widgets_core::id::AccountId;
use widgets_core::ui::{Button, Card, FormShape, Page};
use widgets_core::{
    Access, Action, Answer, AnswerResult, Call, Done, Input, Next, Problem, RequestCtx, Task,
    UserCtx, Widget,
};

use super::{ACCOUNT, is_new};

/// The path below the account pages.
const PATH: &str = "/house-rules";

/// Who has agreed, for as long as the process lives. A host of its own has a table for it, and remembers in
/// memory who has.
static AGREED: LazyLock<Mutex<HashSet<AccountId>>> = LazyLock::new(Mutex::default);

/// The task: its name, its title, its page, and whether it is due.
pub(crate) fn task() -> Task {
    let page = format!("{ACCOUNT}{PATH}");
    let title = |messages: &Messages| words(messages).title.to_owned();
    Task::new("house_rules", title, page, |user| async move {
        Ok(is_due(&user))
    })
    .reaching(["house_rules.show", "house_rules.agree"])
}

fn is_due(user: &UserCtx) -> bool {
    let agreed = AGREED.lock().unwrap_or_else(PoisonError::into_inner);
    is_new(&user.admission().account) && !agreed.contains(user.account_id())
}

widgets_core::fields! {
    /// Where the page leads once it is done.
    struct AgreeFields {
        /// Page to return to.
        return_to: Optional<Text>,
    }
}

/// The widget with the page of the task.
pub(crate) fn widget() -> Widget {
    Widget::new("house_rules")
        .get("show", PATH, Access::user(), show)
        .post("agree", PATH, Access::user(), Agree)
}

struct Words {
    title: &'static str,
    lead: &'static str,
    rules: &'static str,
    agree: &'static str,
}

const ENGLISH: Words = Words {
    title: "House rules",
    lead: "Two things that everybody at Coffee Desk agrees to.",
    rules: "Beans are weighed, not guessed. Whoever empties the pot makes the next one.",
    agree: "I agree",
};

const GERMAN: Words = Words {
    title: "Hausregeln",
    lead: "Zwei Dinge, denen bei Coffee Desk alle zustimmen.",
    rules: "Bohnen werden gewogen, nicht geschätzt. Wer die Kanne leert, kocht die nächste.",
    agree: "Ich stimme zu",
};

const ARABIC: Words = Words {
    title: "قواعد المكان",
    lead: "أمران يوافق عليهما الجميع في Coffee Desk.",
    rules: "تُوزن حبوب القهوة ولا تُقدَّر. ومن يُفرغ الإبريق يُعدّ التالي.",
    agree: "أوافق",
};

fn words(messages: &Messages) -> &'static Words {
    match messages.language().as_str() {
        "de" => &GERMAN,
        "ar" => &ARABIC,
        _ => &ENGLISH,
    }
}

async fn show(_: UserCtx, _: Input) -> AnswerResult<Done> {
    Ok(Answer::page(Done {}, |ctx, _| page(ctx)))
}

fn page(ctx: &RequestCtx) -> Page {
    let (ui, words) = (ctx.elements(), words(ctx.messages()));
    let form = ctx
        .form(PATH)
        .shape(FormShape::Box)
        .fields(html! { p { (words.rules) } })
        .buttons(ui.button(&Button::main(words.agree).wide()));
    let body = html! {
        (ctx.auth_head(words.title, Some(words.lead)))
        (ui.card(&Card::of(ui.form(&form))))
    };
    Page::narrow(words.title, body)
}

/// Agrees to the house rules.
struct Agree;

/// What hooks are chosen by.
struct AgreeToRules;

impl Action for Agree {
    type Ctx = UserCtx;
    type Path = ();
    type Fields = AgreeFields;
    type Command = AgreeToRules;
    type Data = Done;

    async fn parse(&self, _: &Call<Self>) -> Result<AgreeToRules, Problem> {
        Ok(AgreeToRules)
    }

    async fn run(&self, call: &Call<Self>, _: &AgreeToRules) -> AnswerResult<Done> {
        let account = call.ctx.account_id().clone();
        AGREED
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(account);
        let back = call.ctx.return_path(&call.input.fields.return_to);
        let next = back.map_or_else(|| Next::from("/"), Next::Return);
        Ok(Answer::done(Done {}, next))
    }
}
