//! What a walk asks of a host's back end, as a widget whose endpoints do it. It is open to anybody
//! who reaches this machine's own address: nothing here is anybody's.

use maud::{Markup, html};
use widgets_core::admin::{InviteUser, UserToCreate};
use widgets_core::form::{Optional, Text};
use widgets_core::stores::ReplaceReason;
use widgets_core::ui::{Head, Page};
use widgets_tests::prelude::*;

use widgets_tests::prelude::HOUR;

use crate::words::Say as _;

widgets_core::fields! {
    /// Whose.
    struct PersonFields {
        /// Email address.
        email: Optional<Text>,
        /// Password of a new account.
        password: Optional<Text>,
    }
}

type Person = Input<(), PersonFields>;

/// The endpoints, and the mails that the host has sent.
pub fn widget(mails: RecordingMailer) -> Widget {
    Widget::new("back_end")
        .endpoint(doing("mails", "/back-end/mails", move |_, input| {
            let to = input.fields.email.to_string();
            let mails = mails.mails();
            async move {
                let own = mails.iter().filter(|mail| mail.to.as_str() == to);
                own.map(|mail| mail.text.as_str())
                    .collect::<Vec<_>>()
                    .into()
            }
        }))
        .endpoint(doing("invite", "/back-end/invite", |ctx, input| {
            invite(ctx, input)
        }))
        .endpoint(doing("create", "/back-end/create", create))
        .endpoint(doing("act_as", "/back-end/act-as", act_as))
        .endpoint(doing("demand", "/back-end/demand", demand))
        .endpoint(doing("end", "/back-end/end-sessions", end_sessions))
        .get(
            "terms",
            "/back-end/terms",
            Access::anyone(),
            async |_: RequestCtx, _: Input| Ok(Answer::page((), |ctx, ()| terms(ctx))),
        )
}

/// An endpoint that does something and says what came of it.
fn doing<F, R>(name: &'static str, path: &'static str, work: F) -> Endpoint
where
    F: Fn(RequestCtx, Person) -> R + Send + Sync + 'static,
    R: Future<Output = Value> + Send + 'static,
{
    Endpoint::get(name, path, Access::anyone(), move |ctx, input| {
        let work = work(ctx, input);
        async move {
            let done: Value = work.await;
            Ok(Answer::page(done, |_, done: &Value| {
                Page::new("Back end", html! { p { (done) } })
            }))
        }
    })
}

/// Invites an address, in words of Jona's.
async fn invite(ctx: RequestCtx, input: Person) -> Value {
    let management = ctx.management("walk");
    let invite = InviteUser::new(input.fields.email.to_string())
        .display_name("Nele Brandt")
        .by(Some("Jona Weber of Nordlicht".to_owned()))
        .language(Some(ctx.messages().language().clone()))
        .lifetime(7 * DAY);
    let id = management.users().invite(invite).await.unwrap();
    json!({ "invitation": id.as_str() })
}

/// Creates an account whose address is proved, with the password given or with none.
async fn create(ctx: RequestCtx, input: Person) -> Value {
    let management = ctx.management("walk");
    let password = &input.fields.password;
    let user = UserToCreate::new(input.fields.email.to_string())
        .verified(true)
        .display_name("Nele Brandt")
        .secret(match password.as_ref() {
            "" => Secret::None,
            password => Secret::password(password),
        });
    let account = management.users().create(user).await.unwrap();
    json!({ "account": account.as_str() })
}

/// A link by which staff impersonate a person.
async fn act_as(ctx: RequestCtx, input: Person) -> Value {
    let management = ctx.management("walk");
    let users = management.users();
    let account = users.find(&input.fields.email).await.unwrap();
    let link = users
        .impersonate(&account.unwrap().id, ticket(HOUR / 2))
        .await;
    json!({ "link": link.unwrap().reveal() })
}

/// Demands that a person replaces the password.
async fn demand(ctx: RequestCtx, input: Person) -> Value {
    let management = ctx.management("walk");
    let users = management.users();
    let account = users.find(&input.fields.email).await.unwrap().unwrap();
    let reason = ReplaceReason::Compromised;
    let demanded = users.require_new_password(&account.id, reason).await;
    json!({ "demanded": demanded.is_ok() })
}

async fn end_sessions(ctx: RequestCtx, input: Person) -> Value {
    let management = ctx.management("walk");
    let users = management.users();
    let account = users.find(&input.fields.email).await.unwrap();
    let ended = users.end_sessions(&account.unwrap().id).await.unwrap();
    json!({ "ended": ended })
}

fn terms(ctx: &RequestCtx) -> Page {
    let title = ctx.say("Terms of Coffee Desk");
    let lead = ctx.say("Be kind to the beans.");
    let body = Markup::from(ctx.elements().head(&Head::new(&title, &lead)));
    Page::new(title, body)
}
