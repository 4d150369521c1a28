//! What a host attaches to a request.

use rocket::fairing::AdHoc;
use rocket::local::asynchronous::Client;
use widgets_core::mail::RecordingMailer;
use widgets_core::{Keys, Widgets};
use widgets_storage::MemoryStores;

use crate::host::{header, quiet};

#[derive(Clone)]
struct Language(&'static str);

#[rocket::async_test]
async fn what_a_fairing_attached_chooses_the_language() {
    let url = "http://localhost:8000/account";
    let widgets = Widgets::builder(url, Keys::development(), MemoryStores::new())
        .mailer(RecordingMailer::new())
        .locale_from(|request| Some(request.extensions.get::<Language>()?.0.to_owned()));
    let widgets = widgets.build().await.unwrap();
    let german = AdHoc::on_request("language", |request, _| {
        Box::pin(async move { widgets_rocket::attach(request, Language("de")) })
    });
    let rocket = quiet().attach(german);
    let rocket = rocket.attach(widgets_rocket::fairing(widgets));
    let client = Client::untracked(rocket).await.unwrap();
    let response = client.get("/account/sign-in").dispatch().await;
    assert_eq!(header(&response, "content-language"), Some("de"));
}
