//! A widget of Coffee Desk's own: the account that tips are paid to. Changing it requires a fresh
//! sign-in; a form sent with a stale one is submitted after the step-up.

mod words;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use maud::html;
use serde::Serialize;
use widgets_core::NoticeKind;
use widgets_core::form::{FieldErrors, ReadFields, Text};
use widgets_core::id::AccountId;
use widgets_core::problem::ErrorPage;
use widgets_core::schemars::{self, JsonSchema};
use widgets_core::ui::{Button, Card, FieldKind, FormShape, Head, Page};
use widgets_core::{
    Access, Action, Answer, AnswerResult, Call, Endpoint, Input, Problem, RequestCtx, UserCtx,
    Widget,
};

use self::words::words;

/// The path of the widget below the account pages.
const PATH: &str = "/tips";

widgets_core::fields! {
    /// Where tips are paid to.
    struct PayoutFields {
        /// Account holder.
        holder: Text,
        /// IBAN, with or without spaces.
        iban: Text,
    }
}

/// The account that a person's tips are paid to; always valid.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema)]
struct Payout {
    holder: String,
    iban: String,
}

/// Everybody's, for as long as the process lives. A host of its own has a table for it.
#[derive(Clone, Default)]
struct Payouts(Arc<Mutex<HashMap<AccountId, Payout>>>);

impl Payouts {
    fn of(&self, account: &AccountId) -> Payout {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.get(account).cloned().unwrap_or_default()
    }

    fn set(&self, account: &AccountId, payout: Payout) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert(account.clone(), payout);
    }
}

const SAVED: NoticeKind =
    NoticeKind::new("tips.saved", |messages| words(messages).saved.to_owned());

/// The widget.
pub(crate) fn widget() -> Widget {
    let payouts = Payouts::default();
    let (reading, writing) = (payouts.clone(), payouts);
    Widget::new("tips")
        .endpoint(
            Endpoint::get("show", PATH, Access::user(), move |ctx, _: Input| {
                show(ctx, reading.clone())
            })
            .navigation(|messages| words(messages).title.to_owned()),
        )
        .post("save", PATH, Access::user().fresh(), Save(writing))
        .notice(SAVED)
}

async fn show(ctx: UserCtx, payouts: Payouts) -> AnswerResult<Payout> {
    // What was typed when a session ended, or was not confirmed, else what is saved.
    let shown = match ctx.pending_form("save").await {
        Some(typed) => typed_in(&PayoutFields::read(&typed)),
        None => payouts.of(ctx.account_id()),
    };
    Ok(Answer::page(shown, |request_ctx, shown| {
        page(request_ctx, shown, &FieldErrors::default())
    }))
}

/// Saves where tips are paid to.
struct Save(Payouts);

impl Action for Save {
    type Ctx = UserCtx;
    type Path = ();
    type Fields = PayoutFields;
    type Command = Payout;
    type Data = Payout;

    async fn parse(&self, call: &Call<Self>) -> Result<Payout, Problem> {
        Ok(parse(&call.ctx, &call.input.fields)?)
    }

    async fn run(&self, call: &Call<Self>, payout: &Payout) -> AnswerResult<Payout> {
        self.0.set(call.ctx.account_id(), payout.clone());
        Ok(Answer::done(payout.clone(), PATH).notice(SAVED))
    }

    async fn form(&self, call: &Call<Self>) -> Result<Option<ErrorPage>, Problem> {
        let typed = typed_in(&call.input.fields);
        Ok(Some(Box::new(move |ctx, errors| page(ctx, &typed, errors))))
    }
}

fn typed_in(fields: &PayoutFields) -> Payout {
    Payout {
        holder: fields.holder.to_string(),
        iban: fields.iban.to_string(),
    }
}

fn parse(ctx: &RequestCtx, fields: &PayoutFields) -> Result<Payout, FieldErrors> {
    let words = words(ctx.messages());
    let mut form = ctx.read_form();
    let holder = form.read(&fields.holder, |typed| match typed.trim() {
        "" => Err(words.holder_empty.to_owned()),
        name => Ok(name.to_owned()),
    });
    let iban = form.read(&fields.iban, |typed| {
        let iban: String = typed.split_whitespace().collect();
        if (15..=34).contains(&iban.len()) && iban.bytes().all(|own| own.is_ascii_alphanumeric()) {
            Ok(iban.to_ascii_uppercase())
        } else {
            Err(words.iban_malformed.to_owned())
        }
    });
    match (holder, iban) {
        (Some(holder), Some(iban)) => Ok(Payout { holder, iban }),
        _ => Err(form.into_errors()),
    }
}

fn page(ctx: &RequestCtx, shown: &Payout, errors: &FieldErrors) -> Page {
    let ui = ctx.elements();
    let words = words(ctx.messages());
    let holder = ctx
        .field("holder", words.holder)
        .kind(FieldKind::Name)
        .value(&shown.holder)
        .errors(errors);
    let iban = ctx
        .field("iban", words.iban)
        .value(&shown.iban)
        .errors(errors);
    let form = ctx
        .form(PATH)
        .shape(FormShape::Body)
        .fields(html! { (ui.field(&holder)) (ui.field(&iban)) })
        .buttons(ui.button(&Button::main(words.save)));
    let body = html! {
        (ui.head(&Head::new(words.title, words.lead).inside(ctx.is_fragment())))
        (ctx.error_summary(errors))
        (ui.card(&Card::of(ui.form(&form))))
    };
    Page::new(words.title, body).refused_if(errors)
}
