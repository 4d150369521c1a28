//! Code of the host's own that panics, wherever it is called: one request fails, with an id and
//! nothing else, and the process goes on.

use std::sync::atomic::AtomicBool;
use widgets_tests::prelude::*;

use widgets_core::ReturnPath;
use widgets_core::identity::{HostIdentity, HostPerson, IdentityFault, IdentityRequest, SignOut};
use widgets_core::ui::{AuthHead, Buffer, Button, Elements, Frame, Layout, Notice};
use widgets_tests::host::pages::{DESK, ENTRANCE};

over_every_combination! {
    attack_162_a_panic_of_the_hosts_code_fails_one_request,
    attack_162_a_panic_of_the_hosts_identity_fails_one_request,
    attack_162_a_panic_while_mail_is_sent_is_made_up_for,
    attack_162_a_panicking_page_undoes_nothing,
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
    /// Panics while something is done.
    async fn during<T>(&self, work: impl Future<Output = T>) -> T {
        self.0.store(true, Ordering::SeqCst);
        let done = work.await;
        self.0.store(false, Ordering::SeqCst);
        done
    }

    fn meet(&self) {
        if self.0.load(Ordering::SeqCst) {
            panic!("{SECRET}");
        }
    }
}

/// A host with code of its own that panics.
async fn with_panicking(
    host: TestHostBuilder,
    give: impl FnOnce(WidgetsBuilder, Panicking) -> WidgetsBuilder + Send + 'static,
) -> (TestHost, Panicking) {
    let panicking = Panicking::default();
    let own = panicking.clone();
    let host = host.with(move |builder| give(builder, own));
    (host.start().await, panicking)
}

impl Elements for Panicking {
    fn button(&self, button: &Button<'_>, out: &mut Buffer<'_>) {
        self.meet();
        widgets_core::ui::DefaultElements.button(button, out);
    }

    fn auth_head(&self, head: &AuthHead<'_>, out: &mut Buffer<'_>) {
        self.meet();
        widgets_core::ui::DefaultElements.auth_head(head, out);
    }

    fn notice(&self, notice: &Notice<'_>, out: &mut Buffer<'_>) {
        self.meet();
        widgets_core::ui::DefaultElements.notice(notice, out);
    }
}

impl Layout for Panicking {
    fn page(&self, frame: &Frame<'_>) -> Markup {
        self.meet();
        frame.main().into()
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

/// Each kind of host code that a request may call: how it is configured, the page where it is
/// called, and who calls it there.
type Case = (
    &'static str,
    fn(WidgetsBuilder, Panicking) -> WidgetsBuilder,
    &'static str,
    Caller,
);

#[derive(Clone, Copy, PartialEq)]
enum Caller {
    /// Everybody who opens the page.
    Anybody,
    /// Somebody who is signed in.
    SignedIn,
    /// Somebody who sends its form.
    Sender,
}

const CASES: [Case; 7] = [
    (
        "elements",
        WidgetsBuilder::elements,
        "/sign-in",
        Caller::Anybody,
    ),
    (
        "layout",
        WidgetsBuilder::layout,
        "/sign-in",
        Caller::Anybody,
    ),
    (
        "layout around a page of a user",
        WidgetsBuilder::layout,
        "/sessions",
        Caller::SignedIn,
    ),
    (
        "label",
        |own, panicking| own.widget(labelled(panicking)),
        "/sessions",
        Caller::SignedIn,
    ),
    (
        "captcha",
        WidgetsBuilder::captcha,
        "/sign-up",
        Caller::Anybody,
    ),
    ("hook", hooked, "/sign-in", Caller::Sender),
    ("address policy", particular, "/sign-up", Caller::Sender),
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
    for (name, give, path, caller) in CASES {
        let (host, panicking) = with_panicking(TestHost::of(framework, storage), give).await;
        let person = host.person("Somebody").await;
        let mut browser = match caller {
            Caller::SignedIn => host.signed_in(&person).await,
            _ => host.browser(),
        };
        let form = browser.get(&host.path(path)).await;
        let ask = async |browser: &mut Browser| match caller {
            Caller::Sender => browser.submit(&form, path, &person.typed()).await,
            _ => browser.get(&host.path(path)).await,
        };
        let failed = panicking.during(ask(&mut browser)).await;
        is_a_fault_with_an_id(name, &failed);
        let well = ask(&mut browser).await.status.as_u16();
        assert!([200, 303].contains(&well), "{name}: {well}");
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

async fn attack_162_a_panic_of_the_hosts_identity_fails_one_request(host: TestHostBuilder) {
    let (host, panicking) = with_panicking(host, WidgetsBuilder::host_identity).await;
    let mut browser = host.browser();
    let profile = "/account/profile";
    let page = panicking.during(browser.get(profile)).await;
    is_a_fault_with_an_id("a page", &page);
    let json = panicking.during(browser.get_json(profile)).await;
    is_a_fault_with_an_id("JSON", &json);
    assert_eq!(json.json()["code"], "fault");
    browser.get(profile).await.assert_location_starts("/login");
}

async fn attack_162_a_panic_behind_a_page_of_the_hosts_fails_one_request(host: TestHostBuilder) {
    let plain = TestHost::of(host.framework(), host.storage());
    let (host, panicking) = with_panicking(host, WidgetsBuilder::host_identity).await;
    let mut browser = host.browser();
    let failed = panicking.during(browser.get(DESK)).await;
    is_a_fault_with_an_id("an extractor", &failed);
    browser.get(DESK).await.assert_location_starts("/login");

    let (host, panicking) = with_panicking(plain, WidgetsBuilder::elements).await;
    let mut browser = host.browser();
    let failed = panicking.during(browser.get(ENTRANCE)).await;
    is_a_fault_with_an_id("a fragment", &failed);
    must_show(browser.get(ENTRANCE).await);
}

async fn attack_162_a_panic_while_mail_is_sent_is_made_up_for(host: TestHostBuilder) {
    let sent = RecordingMailer::new();
    let recorded = sent.clone();
    let give = move |builder: WidgetsBuilder, panicking: Panicking| {
        let mailer = Through(panicking.clone(), recorded);
        builder.mailer(mailer).subscribe(move |_| {
            let panicking = panicking.clone();
            async move {
                panicking.meet();
                Ok(())
            }
        })
    };
    let (host, panicking) = with_panicking(host, give).await;
    let jo = host.person("Jo").await;
    host.deliver().await;
    let asked = async {
        host.ask_to_sign_in(&mut host.browser(), &jo.email).await;
        host.deliver().await;
    };
    panicking.during(asked).await;
    assert!(sent.mails().is_empty());
    host.clock.advance(MINUTE);
    host.deliver().await;
    assert_eq!(sent.mails().len(), 1);
}

async fn attack_162_a_panicking_page_undoes_nothing(host: TestHostBuilder) {
    let host = host.vault(&VaultWidget::default());
    let (host, panicking) = with_panicking(host, WidgetsBuilder::layout).await;
    let jo = host.person("Jo").await;
    let mut browser = host.signed_in(&jo).await;
    host.clock.advance(HOUR);
    // The pin is not kept, so the form is shown again once the step-up is done.
    let fields = [("thing", "a ring"), ("pin", "1234"), ("needs_pin", "true")];
    let step_up = browser.fill_through("/account/vault", &fields).await;
    let confirming = browser.submit(&step_up, "/step-up", &[("password", PASSWORD)]);
    let failed = panicking.during(confirming).await;
    is_a_fault_with_an_id("a form that was kept", &failed);
    // The renewed session reached the browser.
    assert!(host.is_in(&mut browser).await);
}
