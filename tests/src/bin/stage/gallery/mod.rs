//! Every element in each of its states, as the host's own widget in English, Arabic and the
//! pseudo-locale: what the walk looks at before a widget needs it.

mod actions;
mod forms;
mod lists;
mod notices;

use std::net::TcpListener;

use widgets_core::admin::{OrganizationToCreate, Secret, UserToCreate};
use widgets_core::mail::RecordingMailer;
use widgets_core::ui::Page;
use widgets_core::{
    Access, Answer, Endpoint, Input, Keys, NoticeKind, RequestCtx, Widget, Widgets,
};
use widgets_storage::MemoryStores;
use widgets_tests::harness::app::{ACCOUNT, CHEAP};
use widgets_tests::host::acting::acting;

use crate::words::Say as _;

pub(super) const SAVED: NoticeKind = NoticeKind::new("gallery.saved", |own| {
    own.say("Your email is changed.", "تم تغيير بريدك الإلكتروني.")
});

/// Serves the gallery, and prints its origin once it is up.
pub async fn serve(address: &str) {
    let listener = TcpListener::bind(address).unwrap();
    listener.set_nonblocking(true).unwrap();
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
    let server = widgets_tests::harness::app::axum(listener, widgets);
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

fn widget() -> Widget {
    Widget::new("gallery")
        .endpoint(
            shown("actions", "/gallery/actions", actions::page)
                .navigation(|own| own.say("Actions", "الإجراءات")),
        )
        .endpoint(
            shown("notices", "/gallery/notices", notices::page)
                .navigation(|own| own.say("Notices", "الإشعارات")),
        )
        .endpoint(
            shown("lists", "/gallery/lists", lists::page)
                .navigation(|own| own.say("Lists", "القوائم")),
        )
        .endpoint(shown("empty", "/gallery/empty", lists::empty))
        .endpoint(
            shown("forms", "/gallery/forms", forms::empty)
                .navigation(|own| own.say("Forms", "النماذج")),
        )
        .post(
            "save",
            "/gallery/forms",
            Access::user(),
            acting(forms::save),
        )
        .endpoint(shown("question", "/gallery/question", notices::question))
        .endpoint(shown("narrow", "/gallery/narrow", forms::entrance))
        .endpoint(
            Endpoint::get(
                "table",
                "/o/{organization}/table",
                Access::member(),
                async |_, _: Input| Ok(Answer::page((), |ctx, ()| lists::table(ctx))),
            )
            .navigation(|own| own.say("Members", "الأعضاء")),
        )
        .notice(SAVED)
}

/// An endpoint that shows a page which needs nothing but who asks.
fn shown(name: &'static str, path: &'static str, page: fn(&RequestCtx) -> Page) -> Endpoint {
    Endpoint::get(name, path, Access::user(), move |_, _: Input| async move {
        Ok(Answer::page((), move |ctx, ()| page(ctx)))
    })
}
