//! The host over this driver.

use example_serving::browser::Browser;
use own_driver::TokioPostgres;
use widgets_core::admin::{Secret, UserToCreate};
use widgets_core::mail::RecordingMailer;
use widgets_core::{Keys, Widgets};
use widgets_storage::SqlStores;

use crate::server::Schema;

#[tokio::test(flavor = "multi_thread")]
async fn somebody_signs_in_at_the_host() {
    let schema = Schema::create().await;
    let stores = SqlStores::over(TokioPostgres::new(schema.pool()));
    stores.migrate().await.unwrap();
    let url = "http://localhost/account";
    let builder = Widgets::builder(url, Keys::development(), stores);
    let builder = builder.mailer(RecordingMailer::default());
    let (router, widgets) = own_driver::host(builder).await.unwrap();
    let management = widgets.management("a test");
    let maren = UserToCreate::new("maren@tea.example")
        .verified(true)
        .display_name("Maren")
        .secret(Secret::password("maren likes green tea"));
    management.users().create(maren).await.unwrap();

    let mut browser = Browser::at(router);
    let (form, typed) = (
        "/account/sign-in",
        "email=maren%40tea.example&password=maren+likes+green+tea",
    );
    let entered = browser.fill_in(form, form, typed).await;
    assert_eq!(entered.status, 303, "{}", entered.page);
    let home = browser.get("/").await.page;
    assert!(home.contains("You are Maren."), "{home}");
}
