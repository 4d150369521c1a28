//! Code of the host's own that panics, wherever it is called: one request fails, with an id and
//! nothing else, and the process goes on.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use widgets_tests::prelude::*;

use async_trait::async_trait;
use widgets_core::captcha::{Captcha, CaptchaFailure};
use widgets_core::email::Email;
use widgets_core::form::Fields;
use widgets_core::identity::{HostIdentity, HostPerson, IdentityFault, IdentityRequest, SignOut};
use widgets_core::mail::{Mail, MailFailure, Mailer, RecordingMailer};
use widgets_core::request::Client;
use widgets_core::ui::{AuthHead, Button, Elements, Frame, Layout, Markup, Notice};
use widgets_core::widgets::security::EmailAndPassword;
use widgets_core::widgets::sign_up::SignUp;
use widgets_core::{
    Access, Answer, Endpoint, Input, RequestCtx, ReturnPath, Widget, WidgetsBuilder,
};
use widgets_tests::host::pages::{DESK, ENTRANCE};

over_every_combination! {
    attack_162_a_panic_of_the_hosts_code_fails_one_request,
    attack_162_a_panic_of_the_hosts_identity_fails_one_request,
    attack_162_a_panic_while_mail_is_sent_is_made_up_for,
    attack_162_what_was_done_stays_done_when_its_page_panics,
}

over_every_host! {
    attack_162_a_panic_behind_a_page_of_the_hosts_fails_one_request,
}

/// The message of the panics, which no answer may contain.
const SECRET: &str = "SELECT secret FROM host";

/// Code of the host's own that panics while it is switched on.
#[derive(Clone, Default)]
struct Panicking(Arc<AtomicBool>);

impl Panicking {
    fn switch(&self, on: bool) {
        self.0.store(on, Ordering::SeqCst);
    }

    fn meet(&self) {
        if self.0.load(Ordering::SeqCst) {
            panic!("{SECRET}");
        }
    }
}

impl Elements for Panicking {
    fn button(&self, button: &Button<'_>) -> Markup {
        self.meet();
        widgets_core::ui::DefaultElements.button(button)
    }

    fn auth_head(&self, head: &AuthHead<'_>) -> Markup {
        self.meet();
        widgets_core::ui::DefaultElements.auth_head(head)
    }

    fn notice(&self, notice: &Notice<'_>) -> Markup {
        self.meet();
        widgets_core::ui::DefaultElements.notice(notice)
    }
}

impl Layout for Panicking {
    fn page(&self, frame: &Frame<'_>) -> Markup {
        self.meet();
        frame.main()
    }
}

#[async_trait]
impl Captcha for Panicking {
    fn field(&self, _: &RequestCtx) -> Markup {
        self.meet();
        Markup::default()
    }

    async fn verify(&self, _: &Fields, _: &Client) -> Result<bool, CaptchaFailure> {
        Ok(true)
    }
}

#[async_trait]
impl HostIdentity for Panicking {
    async fn who(&self, _: &IdentityRequest<'_>) -> Result<Option<HostPerson>, IdentityFault> {
        self.meet();
        Ok(None)
    }

    fn sign_in(&self, return_to: &ReturnPath) -> String {
        self.meet();
        return_to.in_query("/login", "next")
    }

    fn sign_out(&self, _: &IdentityRequest<'_>) -> SignOut {
        self.meet();
        SignOut::Page("/logout".to_owned())
    }
}

/// A mailer that hands mails on to another.
struct Through(Panicking, RecordingMailer);

#[async_trait]
impl Mailer for Through {
    async fn send(&self, mail: &Mail) -> Result<(), MailFailure> {
        self.0.meet();
        self.1.send(mail).await
    }
}

/// A widget whose label in the navigation is computed by the host's own code.
fn labelled(panicking: Panicking) -> Widget {
    let page = Endpoint::get(
        "page",
        "/own",
        Access::anyone(),
        |_: RequestCtx, _: Input| async {
            Ok(Answer::page((), |_, ()| widgets_core::ui::Page::default()))
        },
    );
    let label = move |_: &_| {
        panicking.meet();
        "Own".to_owned()
    };
    Widget::new("own").endpoint(page.navigation(label))
}

/// Each kind of host code that a request may call: how it is configured, and what calls it.
type Case = (
    &'static str,
    fn(WidgetsBuilder, Panicking) -> WidgetsBuilder,
    Met,
);

enum Met {
    /// On a page for everybody.
    Page(&'static str),
    /// On a page for signed-in people.
    SignedIn(&'static str),
    /// When somebody signs in.
    SigningIn,
    /// When somebody signs up.
    SigningUp,
}

const CASES: [Case; 7] = [
    (
        "elements",
        |own, panicking| own.elements(panicking),
        Met::Page("/sign-in"),
    ),
    (
        "layout",
        |own, panicking| own.layout(panicking),
        Met::Page("/sign-in"),
    ),
    (
        "layout around a page of a user",
        |own, panicking| own.layout(panicking),
        Met::SignedIn("/sessions"),
    ),
    (
        "label",
        |own, panicking| own.widget(labelled(panicking)),
        Met::SignedIn("/sessions"),
    ),
    (
        "captcha",
        |own, panicking| own.captcha(panicking),
        Met::Page("/sign-up"),
    ),
    ("hook", hooked, Met::SigningIn),
    ("address policy", particular, Met::SigningUp),
];

fn hooked(builder: WidgetsBuilder, panicking: Panicking) -> WidgetsBuilder {
    builder.before(move |_: RequestCtx, _: Arc<EmailAndPassword>| {
        let panicking = panicking.clone();
        async move {
            panicking.meet();
            Ok(())
        }
    })
}

fn particular(builder: WidgetsBuilder, panicking: Panicking) -> WidgetsBuilder {
    let policy = move |_: &Email| {
        panicking.meet();
        Ok(())
    };
    builder.sign_up(SignUp::open().address_policy(policy))
}

async fn attack_162_a_panic_of_the_hosts_code_fails_one_request(host: TestHostBuilder) {
    let (framework, storage) = (host.framework(), host.storage());
    for (name, give, met) in CASES {
        let panicking = Panicking::default();
        let own = panicking.clone();
        let host = TestHost::of(framework, storage)
            .with(move |builder| give(builder, own))
            .start()
            .await;
        let maren = host.person("Somebody").await;
        let mut browser = match met {
            Met::SignedIn(_) => host.signed_in(&maren).await,
            _ => host.browser(),
        };
        let form = match met {
            Met::SigningIn => Some(browser.get("/account/sign-in").await),
            Met::SigningUp => Some(browser.get("/account/sign-up").await),
            _ => None,
        };
        let ask = async |browser: &mut Browser| match met {
            Met::Page(path) | Met::SignedIn(path) => browser.get(&host.path(path)).await,
            Met::SigningIn => {
                browser
                    .submit(form.as_ref().unwrap(), "/sign-in", &maren.typed())
                    .await
            }
            Met::SigningUp => {
                browser
                    .submit(form.as_ref().unwrap(), "/sign-up", &typed(MAREN))
                    .await
            }
        };
        panicking.switch(true);
        let failed = ask(&mut browser).await;
        is_a_fault_with_an_id(name, &failed);
        panicking.switch(false);
        let well = ask(&mut browser).await;
        assert!(
            [200, 303].contains(&well.status.as_u16()),
            "{name}: {}",
            well.status
        );
    }
}

/// Asserts that an answer is the generic fault with a request id, without any detail of the panic.
fn is_a_fault_with_an_id(name: &str, reply: &Reply) {
    assert_eq!(reply.status, 500, "{name}: {}", reply.body);
    assert!(reply.body.contains("req_"), "{name}: {}", reply.body);
    for word in ["SELECT", "secret", "panicked", ".rs:"] {
        assert!(!reply.body.contains(word), "{name}: {}", reply.body);
    }
    assert_eq!(reply.header("cache-control"), "no-store", "{name}");
    assert!(
        !reply.header("content-security-policy").is_empty(),
        "{name}"
    );
}

/// A host with an identity of its own that panics.
async fn with_own_identity(host: TestHostBuilder) -> (TestHost, Panicking) {
    let panicking = Panicking::default();
    let own = panicking.clone();
    let host = host.with(move |builder| builder.host_identity(own));
    (host.start().await, panicking)
}

async fn attack_162_a_panic_of_the_hosts_identity_fails_one_request(host: TestHostBuilder) {
    let (host, panicking) = with_own_identity(host).await;
    let mut browser = host.browser();
    panicking.switch(true);
    let page = browser.get("/account/profile").await;
    is_a_fault_with_an_id("a page", &page);
    let json = browser.get_json("/account/profile").await;
    is_a_fault_with_an_id("JSON", &json);
    assert_eq!(json.json()["code"], "fault");
    panicking.switch(false);
    let led = browser.get("/account/profile").await;
    led.assert_location_starts("/login");
}

async fn attack_162_a_panic_behind_a_page_of_the_hosts_fails_one_request(host: TestHostBuilder) {
    let (framework, storage) = (host.framework(), host.storage());
    let (host, panicking) = with_own_identity(host).await;
    let mut browser = host.browser();
    panicking.switch(true);
    is_a_fault_with_an_id("an extractor", &browser.get(DESK).await);
    panicking.switch(false);
    let page = browser.get(DESK).await;
    page.assert_location_starts("/login");

    let own = panicking.clone();
    let host = TestHost::of(framework, storage)
        .with(move |builder| builder.elements(own))
        .start()
        .await;
    let mut browser = host.browser();
    panicking.switch(true);
    is_a_fault_with_an_id("a fragment", &browser.get(ENTRANCE).await);
    panicking.switch(false);
    assert_eq!(browser.get(ENTRANCE).await.status, 200);
}

async fn attack_162_a_panic_while_mail_is_sent_is_made_up_for(host: TestHostBuilder) {
    let panicking = Panicking::default();
    let (mailer, subscriber) = (panicking.clone(), panicking.clone());
    let sent = RecordingMailer::new();
    let through = Through(mailer, sent.clone());
    let host = host.with(move |builder| {
        builder.mailer(through).subscribe(move |_| {
            let panicking = subscriber.clone();
            async move {
                panicking.meet();
                Ok(())
            }
        })
    });
    let host = host.start().await;
    host.person("Jo").await;
    host.deliver().await;
    panicking.switch(true);
    let mut browser = host.browser();
    host.ask_to_sign_in(&mut browser, "jo@nordlicht.example")
        .await;
    host.deliver().await;
    assert!(sent.mails().is_empty());
    panicking.switch(false);
    host.clock.advance(MINUTE);
    host.deliver().await;
    assert_eq!(sent.mails().len(), 1);
}

async fn attack_162_what_was_done_stays_done_when_its_page_panics(host: TestHostBuilder) {
    let panicking = Panicking::default();
    let own = panicking.clone();
    let vault = widgets_tests::host::vault::VaultWidget::default();
    let widget = vault.widget();
    let host = host.with(move |builder| builder.layout(own).widget(widget));
    let host = host.start().await;
    let jo = host.person("Jo").await;
    let mut browser = host.signed_in(&jo).await;
    host.clock.advance(HOUR);
    let form = browser.get("/account/vault").await;
    // The pin is not kept, so the form is shown again once the step-up is done.
    let fields = [("thing", "a ring"), ("pin", "1234"), ("needs_pin", "true")];
    let step_up = browser.through(&form, "/vault", &fields).await;
    panicking.switch(true);
    let fields = [("password", PASSWORD)];
    let failed = browser.submit(&step_up, "/step-up", &fields).await;
    is_a_fault_with_an_id("a form that was kept", &failed);
    panicking.switch(false);
    // The renewed session reached the browser.
    assert!(host.is_in(&mut browser).await);
}
