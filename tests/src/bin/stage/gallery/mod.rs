//! Every element in each of its states, as the host's own widget in English, Arabic and the
//! pseudo-locale: what the walk looks at before a widget needs it.

use widgets_tests::prelude::*;
mod actions;
mod forms;
mod lists;
mod notices;
mod problems;

use std::net::TcpListener;

use widgets_core::NoticeKind;
use widgets_core::admin::{OrganizationToCreate, UserToCreate};
use widgets_core::ui::Page;
use widgets_tests::harness::app::{ACCOUNT, serve as serve_widgets};

use crate::words::Say as _;

pub(super) const SAVED: NoticeKind =
    NoticeKind::new("gallery.saved", |own| own.say("Your email is changed."));

/// Serves the gallery, and prints its origin once it is up.
pub async fn serve(address: &str) {
    let listener = TcpListener::bind(address).unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    let url = format!("{origin}{ACCOUNT}");
    let builder = Widgets::builder(url, Keys::development(), MemoryStores::new())
        .name("Coffee Desk")
        .hash_parameters(CHEAP)
        .trusted_hops(1)
        .mailer(RecordingMailer::new())
        .pseudo_locale()
        .widget(widget());
    let widgets = builder.build().await.unwrap();
    open(&widgets).await;
    let server = serve_widgets(Framework::Axum, listener, widgets).await;
    println!("{origin}");
    server.await.unwrap();
}

/// Maren, who owns an organization, so that the navigation has two groups.
async fn open(widgets: &Widgets) {
    let management = widgets.management("gallery");
    let maren = UserToCreate::new("maren@nordlicht.example")
        .verified(true)
        .display_name("Maren Okafor")
        .secret(Secret::password("first-crack-at-nine"));
    let owner = management.users().create(maren).await.unwrap();
    let nordlicht = OrganizationToCreate::new("Nordlicht Roasters", "nordlicht", owner);
    management.organizations().create(nordlicht).await.unwrap();
}

/// What makes a page that needs nothing but who asks.
type View = fn(&RequestCtx) -> Page;

fn widget() -> Widget {
    let table = async |_, input: Input<(), lists::MemberFields>| {
        let asked = input.fields;
        Ok(Answer::page((), move |ctx, ()| lists::table(ctx, &asked)))
    };
    let members = Endpoint::get("table", "/o/{organization}/table", Access::member(), table);
    let mut widget = Widget::new("gallery")
        .post(
            "save",
            "/gallery/forms",
            Access::user(),
            acting(forms::save),
        )
        .endpoint(members.navigation(|own| own.say("Members")))
        .endpoint(shown("empty", "/gallery/empty", lists::empty))
        .endpoint(shown("question", "/gallery/question", notices::question))
        .endpoint(shown("narrow", "/gallery/narrow", forms::entrance))
        .notice(SAVED);
    let listed: [(_, _, _, View); 4] = [
        ("actions", "/gallery/actions", "Actions", actions::page),
        ("notices", "/gallery/notices", "Notices", notices::page),
        ("lists", "/gallery/lists", "Lists", lists::page),
        ("forms", "/gallery/forms", "Forms", forms::empty),
    ];
    for (name, path, label, page) in listed {
        let endpoint = shown(name, path, page).navigation(move |own| own.say(label));
        widget = widget.endpoint(endpoint);
    }
    let problems = problems::endpoints().into_iter();
    problems.fold(widget, Widget::endpoint)
}

/// An endpoint that shows a page which needs nothing but who asks.
fn shown(name: &'static str, path: &'static str, page: View) -> Endpoint {
    Endpoint::get(name, path, Access::user(), move |_, _: Input| async move {
        Ok(Answer::page((), move |ctx, ()| page(ctx)))
    })
}
