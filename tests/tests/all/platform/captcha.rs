//! A question before mail goes to an address that somebody typed.

use async_trait::async_trait;
use widgets_core::RequestCtx;
use widgets_core::captcha::{Captcha, CaptchaFailure};
use widgets_core::form::Fields;
use widgets_core::request::Client;
use widgets_core::ui::{Markup, PolicyAdditions};
use widgets_tests::prelude::*;

over_every_combination! {
    a_captcha_is_answered_first,
    a_captcha_that_is_out_of_order_lets_nobody_through,
    every_form_that_mails_to_a_typed_address_has_the_captcha,
    a_password_takes_no_captcha,
}

/// A question of the host's own.
struct Question {
    how: Answering,
}

#[derive(Clone, Copy, PartialEq)]
enum Answering {
    Well,
    Failing,
    Panicking,
    Hanging,
}

#[async_trait]
impl Captcha for Question {
    fn field(&self, ctx: &RequestCtx) -> Markup {
        let field = ctx.field("beans", "What are beans ground in?");
        ctx.elements().field(&field)
    }

    fn policy(&self) -> PolicyAdditions {
        PolicyAdditions::default().script("https://challenges.example")
    }

    async fn verify(&self, fields: &Fields, client: &Client) -> Result<bool, CaptchaFailure> {
        assert!(client.address.is_some());
        match self.how {
            Answering::Well => Ok(fields.get("beans") == "a grinder"),
            Answering::Failing => Err(CaptchaFailure::new("no route to the grinder")),
            Answering::Panicking => panic!("the grinder is jammed"),
            Answering::Hanging => std::future::pending().await,
        }
    }
}

async fn a_captcha_is_answered_first(host: TestHostBuilder) {
    let how = Answering::Well;
    let host = host
        .with(move |own| own.captcha(Question { how }))
        .start()
        .await;
    let mut browser = host.browser();
    let page = browser.get("/account/sign-up").await;
    page.assert_shows("What are beans ground in?");
    let policy = page.header("content-security-policy");
    assert!(
        policy.contains("script-src 'self' https://challenges.example;"),
        "{policy}"
    );
    assert_eq!(page.count("form[data-wg-native]"), 1, "its scripts run");
    let elsewhere = browser.get("/account/sign-in/link/x").await;
    assert!(
        !elsewhere
            .header("content-security-policy")
            .contains("challenges")
    );

    let work = host.hashes();
    for answer in ["", "a kettle"] {
        let mut fields = typed(MAREN).to_vec();
        fields.push(("beans", answer));
        let reply = browser.submit(&page, "/sign-up", &fields).await;
        assert_eq!(reply.status, 422);
        reply.assert_says("captcha-wrong");
        assert!(
            reply
                .header("content-security-policy")
                .contains("challenges")
        );
    }
    assert_eq!(host.hashes(), work);
    host.deliver().await;
    assert!(host.mailbox.mails().is_empty());
    let mut fields = typed(MAREN).to_vec();
    fields.push(("beans", "a grinder"));
    let reply = browser.submit(&page, "/sign-up", &fields).await;
    reply.assert_status(303);
    assert_eq!(host.mails_to(MAREN).await.len(), 1);
}

async fn a_captcha_that_is_out_of_order_lets_nobody_through(host: TestHostBuilder) {
    let how = Answering::Failing;
    let host = host
        .with(move |own| own.captcha(Question { how }))
        .start()
        .await;
    for how in [Answering::Failing, Answering::Panicking, Answering::Hanging] {
        let own = host.beside();
        let own = own
            .with(move |own| own.captcha(Question { how }))
            .start()
            .await;
        let reply = fill_in(&mut own.browser(), &typed(MAREN)).await;
        assert_eq!(reply.status, 422);
        reply.assert_says("captcha-failed");
        assert!(!reply.body.contains("grinder<") && !reply.body.contains("jammed"));
    }
    host.deliver().await;
    assert!(host.mailbox.mails().is_empty());
}

/// Sends a form whose answer is missing, then wrong, then right; gives what the last comes to.
async fn answer(browser: &mut Browser, page: &Reply, path: &str, fields: &[(&str, &str)]) -> Reply {
    assert!(
        page.header("content-security-policy")
            .contains("https://challenges.example")
    );
    for answer in ["", "a kettle"] {
        let answered = [fields, &[("beans", answer)]].concat();
        let reply = browser.submit(page, path, &answered).await;
        assert_eq!(reply.status, 422);
        reply.assert_says("captcha-wrong");
        assert_eq!(reply.count("input[name=beans]"), 1, "it is asked again");
        assert_eq!(reply.count("form[data-wg-native]"), 1, "its scripts run");
    }
    let answered = [fields, &[("beans", "a grinder")]].concat();
    let reply = browser.submit(page, path, &answered).await;
    reply.assert_status(303);
    browser.follow(reply).await
}

async fn every_form_that_mails_to_a_typed_address_has_the_captcha(host: TestHostBuilder) {
    let how = Answering::Well;
    let host = host.with(move |own| own.captcha(Question { how }));
    let host = host.start().await;
    let maren = host.person("Maren").await;
    let email = maren.email.as_str();
    let mut browser = host.browser();
    let form = browser.get("/account/reset").await;
    answer(&mut browser, &form, "/reset", &[("email", email)]).await;
    assert_eq!(host.mails_to(email).await.len(), 1);

    let form = browser.get("/account/sign-in").await;
    let fields = [("email", email)];
    let proof = browser.submit(&form, "/sign-in", &fields).await;
    assert_eq!(proof.count("form[data-wg-native]"), 1, "it leads to one");
    let fields = [("email", email), ("keep", "true"), ("way", "ask")];
    let asked = browser.submit(&proof, "/sign-in", &fields).await;
    assert_eq!(asked.count("input[type=password]"), 0);
    assert_eq!(host.mails_to(email).await.len(), 1, "only asked so far");
    assert_eq!(asked.count("input[name=keep][value=true]"), 1);
    let fields = [("email", "mraen@nordlicht.example")];
    let page = answer(&mut browser, &asked, "/sign-in", &fields).await;

    let path = format!("{}/address", code_form(&page));
    let form = browser.get(&format!("/account{path}")).await;
    let page = answer(&mut browser, &form, &path, &[("email", email)]).await;
    let mailed = host.mailed_code(email).await;
    enter(&mut browser, &page, &mailed.code).await;
    assert!(host.is_in(&mut browser).await);
}

async fn a_password_takes_no_captcha(host: TestHostBuilder) {
    let how = Answering::Failing;
    let host = host.with(move |own| own.captcha(Question { how }));
    let host = host.start().await;
    let maren = host.person("Maren").await;
    let mut browser = host.browser();
    host.sign_in(&mut browser, &maren.email, PASSWORD).await;
    assert!(host.is_in(&mut browser).await);
}
