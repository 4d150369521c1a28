//! A question before mail goes to an address that somebody typed.

use widgets_core::ui::PolicyAdditions;
use widgets_tests::prelude::*;

over_every_combination! {
    a_captcha_is_answered_first,
    a_failing_captcha_refuses_the_form,
    every_form_that_mails_to_a_typed_address_has_the_captcha,
    a_password_takes_no_captcha,
}

/// A host with a captcha of its own, which answers like this.
fn asking(host: TestHostBuilder, how: Answering) -> TestHostBuilder {
    host.with(move |own| own.captcha(Question(how)))
}

struct Question(Answering);

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
        ctx.elements().field(&field).into()
    }

    fn policy(&self) -> PolicyAdditions {
        PolicyAdditions::default().script("https://challenges.example")
    }

    async fn verify(&self, fields: &Fields, client: &Client) -> Result<bool, CaptchaFailure> {
        assert!(client.address.is_some());
        match self.0 {
            Answering::Well => Ok(fields.get("beans") == "a grinder"),
            Answering::Failing => Err(CaptchaFailure::new("no route to the grinder")),
            Answering::Panicking => panic!("the grinder is jammed"),
            Answering::Hanging => std::future::pending().await,
        }
    }
}

async fn a_captcha_is_answered_first(host: TestHostBuilder) {
    let host = asking(host, Answering::Well);
    let Visitor(host, mut browser) = Visitor::of(host).await;
    let page = browser.get("/account/sign-up").await;
    assert_eq!(page.count("input[name=beans]"), 1);
    let elsewhere = browser.get("/account/sign-in/link/x").await;
    assert!(!allows_captcha(&elsewhere));

    let hashes = host.hashes();
    for wrong in ["", "a kettle"] {
        let fields = [&typed(MAREN)[..], &[("beans", wrong)]].concat();
        must_refuse(browser.submit(&page, "/sign-up", &fields).await);
    }
    assert_eq!(host.hashes(), hashes, "no password was hashed");
    host.deliver().await;
    assert!(host.mailbox.mails().is_empty());
    answer(&mut browser, &page, "/sign-up", &typed(MAREN)).await;
    assert_eq!(host.mails_to(MAREN).await.len(), 1);
}

async fn a_failing_captcha_refuses_the_form(host: TestHost) {
    for how in [Answering::Failing, Answering::Panicking, Answering::Hanging] {
        let own = asking(host.beside(), how).start().await;
        let reply = must_refuse(fill_in(&mut own.browser(), &typed(MAREN)).await);
        reply.assert_says("captcha-failed");
        assert!(!reply.body.contains("grinder") && !reply.body.contains("jammed"));
        own.deliver().await;
        assert!(own.mailbox.mails().is_empty());
    }
}

/// Sends a form whose answer is missing, then wrong, then right. Gives the page that follows.
async fn answer(browser: &mut Browser, page: &Reply, path: &str, fields: &[(&str, &str)]) -> Reply {
    assert!(allows_captcha(page));
    assert_eq!(page.count("form[data-wg-native]"), 1, "its scripts run");
    for answer in ["", "a kettle"] {
        let answered = [fields, &[("beans", answer)]].concat();
        let reply = must_refuse(browser.submit(page, path, &answered).await);
        reply.assert_says("captcha-wrong");
        assert!(allows_captcha(&reply));
        assert_eq!(reply.count("input[name=beans]"), 1, "it is asked again");
        assert_eq!(reply.count("form[data-wg-native]"), 1, "its scripts run");
    }
    let answered = [fields, &[("beans", "a grinder")]].concat();
    let reply = must_accept(browser.submit(page, path, &answered).await);
    browser.follow(reply).await
}

async fn every_form_that_mails_to_a_typed_address_has_the_captcha(host: TestHostBuilder) {
    let host = asking(host, Answering::Well);
    let SignedOut(host, maren, mut browser) = SignedOut::of(host).await;
    let email = maren.email.as_str();
    let form = browser.get("/account/reset").await;
    answer(&mut browser, &form, "/reset", &[("email", email)]).await;
    assert_eq!(host.mails_to(email).await.len(), 1);

    let form = browser.get("/account/sign-in").await;
    let proof = browser
        .through(&form, "/sign-in", &[("email", email)])
        .await;
    assert_eq!(proof.count("form[data-wg-native]"), 1, "it leads to one");
    // So does a forgotten password.
    proof.assert_count("form[action$='/reset']", 0);
    proof.target("/account/reset?login_hint=");
    let fields = [("email", email), ("keep", "true"), ("way", "ask")];
    let asked = browser.through(&proof, PROOF, &fields).await;
    assert_eq!(asked.count("input[type=password]"), 0);
    assert_eq!(host.mails_to(email).await.len(), 1, "only asked so far");
    assert_eq!(asked.count("input[name=keep][value=true]"), 1);
    let fields = [("email", "mraen@nordlicht.example")];
    let page = answer(&mut browser, &asked, "/sign-in/code", &fields).await;

    let path = format!("{}/address", code_form(&page));
    let form = browser.get(&format!("/account{path}")).await;
    let page = answer(&mut browser, &form, &path, &[("email", email)]).await;
    host.enter_mailed(&mut browser, &page, email).await;
    assert!(host.is_in(&mut browser).await);
}

async fn a_password_takes_no_captcha(host: TestHostBuilder) {
    let host = asking(host, Answering::Failing);
    let SignedIn(host, _, mut browser) = SignedIn::of(host).await;
    assert!(host.is_in(&mut browser).await);
}

/// Whether the page allows the scripts of the captcha.
fn allows_captcha(page: &Reply) -> bool {
    let policy = page.header("content-security-policy");
    policy.contains("script-src 'self' https://challenges.example;")
}
