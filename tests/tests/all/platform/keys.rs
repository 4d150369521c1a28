//! Changing the keys of a running host: everybody goes on, and what was stored is sealed anew.

use std::collections::BTreeSet;

use widgets_core::RotateError;
use widgets_core::clock::Timestamp;
use widgets_core::crypto::Key;
use widgets_core::locale::Locale;
use widgets_core::mail::{DevelopmentMailbox, Mailer as _};

use widgets_tests::harness::factors::{ADD, App, SECOND, SHOW, give, give_recovery, key_on};
use widgets_tests::prelude::*;

over_every_combination! {
    attack_164_key_changes_interrupt_no_one,
    attack_164_resealed_data_outlives_the_old_key,
    attack_164_data_of_a_dropped_key_is_refused,
    attack_164_a_code_works_once_while_it_is_sealed_anew,
    attack_164_a_row_waits_for_the_key_that_sealed_it,
    a_key_with_another_secret_opens_nothing_and_breaks_nothing,
    a_key_with_another_secret_ends_kept_forms_and_steps,
    a_key_with_another_secret_ends_second_factors,
    a_key_with_another_secret_makes_dead_letters,
}

/// The key `one` with another secret than [`ring`] gives it.
fn another_secret() -> Keys {
    let secret: Vec<u8> = (0..32_u8).map(|at| at.wrapping_mul(37) ^ 0x5a).collect();
    Keys::new(Key::new("one", &secret).unwrap(), []).unwrap()
}

/// A restart with another secret under the same identifier.
async fn a_key_with_another_secret_opens_nothing_and_breaks_nothing(host: TestHostBuilder) {
    let SignedOut(host, maren, mut browser) = SignedOut::of(host.keys(ring(&["one"]))).await;
    let (page, mailed) = host.code_to_sign_in(&mut browser, &maren.email).await;
    let restarted = host.beside().keys(another_secret()).start().await;
    browser.origin.clone_from(&restarted.origin);
    must_say(browser.get(&page.path).await, "codes-over-title");
    must_say(browser.get(&mailed.link).await, "codes-over-title");
    let reply = browser
        .post_with_token(&page.path, &[("code", &mailed.code)])
        .await;
    must_say(must_refuse(reply), "codes-over-title");
}

async fn a_key_with_another_secret_ends_kept_forms_and_steps(host: TestHostBuilder) {
    let mut middle = Middle::of(host).await;
    let mut step = middle.host.browser();
    let email = ("email", "lena@nordlicht.example");
    step.fill("/account/sign-in", &[email]).await;
    let restarted = middle.host.beside().vault(&middle.vault);
    let restarted = restarted.keys(another_secret()).start().await;
    for browser in [&mut middle.interrupted, &mut middle.newcomer, &mut step] {
        browser.origin.clone_from(&restarted.origin);
    }
    let asked = must_show(middle.interrupted.get("/account/step-up").await);
    let fields = [("password", PASSWORD)];
    must_accept(middle.interrupted.submit(&asked, "/step-up", &fields).await);
    assert!(middle.vault.put().is_empty(), "nobody can open that form");
    let path = format!("/account{}", code_form(&middle.code_page));
    must_say(middle.newcomer.get(&path).await, "codes-over-title");
    refused(&mut restarted.browser(), &middle.invitation, "").await;
    // The address is typed again.
    must_lead(step.get(PROOF).await, "/account/sign-in");
    let page = must_show(step.get("/account/sign-in").await);
    assert_eq!(page.field_value("email"), "");
}

async fn a_key_with_another_secret_ends_second_factors(host: TestHostBuilder) {
    let host = host.keys(ring(&["one"])).start().await;
    let (lena, mut own, app) = host.person_with_app("Lena").await;
    let recovery = host.recovery_codes(&mut own).await;
    let adding = must_show(own.get(ADD).await);
    let restarted = host.beside().keys(another_secret()).start().await;
    own.origin.clone_from(&restarted.origin);
    // Codes that were kept to be shown again, and an app that was being added.
    for path in [SHOW, "/account/security"] {
        let page = own.get(path).await;
        assert!(page.status.as_u16() < 500, "{path}: {}", page.text());
    }
    let code = App::new(&key_on(&adding)).code(&host);
    let (_, hidden) = adding.form(ADD);
    let mut fields = vec![("name", "New"), ("code", code.as_str())];
    let csrf = own.csrf_token().await;
    fields.extend(hidden.iter().map(|(name, value)| match name.as_str() {
        "csrf_token" => ("csrf_token", csrf.as_str()),
        name => (name, value.as_str()),
    }));
    must_refuse(own.post(ADD, &fields).await);
    // Neither the app that was added nor a recovery code helps any more.
    let mut browser = restarted.browser();
    let first = restarted.sign_in(&mut browser, &lena.email, PASSWORD).await;
    must_lead(first, SECOND);
    must_refuse(give(&mut browser, &app.code(&host)).await);
    must_refuse(give_recovery(&mut browser, &recovery[0]).await);
    assert!(!restarted.is_in(&mut browser).await);
}

async fn a_key_with_another_secret_makes_dead_letters(host: TestHostBuilder) {
    let OnePerson(host, maren) = OnePerson::of(host.keys(ring(&["one"]))).await;
    // No worker takes the mail before the restart.
    host.counts.fail(Some(("claim", Failure::Outage)));
    host.ask_to_sign_in(&mut host.browser(), &maren.email).await;
    let restarted = host.beside().keys(another_secret()).start().await;
    for _ in 0..40 {
        restarted.deliver().await;
        let dead = restarted.management.dead_letters(None).await.unwrap();
        if let [dead] = &dead[..] {
            assert!(!dead.error.contains('@'), "{}", dead.error);
            return assert!(restarted.mailbox.mails().is_empty());
        }
        assert!(dead.is_empty(), "{dead:?}");
        host.clock.advance(6 * HOUR);
    }
    panic!("it comes again for ever");
}

const JONA: &str = "jona@nordlicht.example";

/// A ring of keys with these identifiers, each with a secret of its own.
fn ring(ids: &[&str]) -> Keys {
    let key = |id: &&str| {
        let bytes = id.bytes().cycle().zip(0..32);
        let secret: Vec<u8> = bytes.map(|(byte, at)| byte ^ at).collect();
        Key::new(*id, &secret).unwrap()
    };
    Keys::new(key(&ids[0]), ids[1..].iter().map(key)).unwrap()
}

/// People in the middle of something.
struct Middle {
    host: TestHost,
    vault: VaultWidget,
    /// Signed in long ago, with a form that waits for a confirmation.
    interrupted: Browser,
    confirmation: Reply,
    /// Signed in, with a form open.
    typing: Browser,
    form: Reply,
    /// Without an account, where the code of a sign-up is typed.
    newcomer: Browser,
    code_page: Reply,
    mailed: MailedCode,
    invitation: String,
}

impl Middle {
    async fn of(host: TestHostBuilder) -> Self {
        let WithVault(host, vault) = WithVault::of(host.keys(ring(&["one"]))).await;
        let person = host.person("Lena").await;
        let mut interrupted = host.signed_in(&person).await;
        host.clock.advance(11 * MINUTE);
        let ring = [("thing", "a ring")];
        let confirmation = interrupted.fill_through("/account/vault", &ring).await;
        let mut typing = host.signed_in(&person).await;
        let form = typing.get("/account/hello").await;
        let mut newcomer = host.browser();
        let (code_page, mailed) = host.code_to_sign_up(&mut newcomer, MAREN).await;
        host.users().invite(invite(JONA)).await.unwrap();
        let invitation = invitation_link(&host, JONA).await;
        Self {
            host,
            vault,
            interrupted,
            confirmation,
            typing,
            form,
            newcomer,
            code_page,
            mailed,
            invitation,
        }
    }

    async fn greet(&mut self) -> u16 {
        let fields = [("greeting", "Moin")];
        let sent = self.typing.submit(&self.form, "/hello", &fields).await;
        sent.status.as_u16()
    }

    async fn confirm(&mut self) -> Reply {
        let fields = [("password", PASSWORD)];
        let page = &self.confirmation;
        self.interrupted.submit(page, "/step-up", &fields).await
    }

    /// The newcomer types their code into `page`, and the invited person accepts.
    async fn both_get_their_account(&mut self, page: &Reply) {
        must_accept(enter(&mut self.newcomer, page, &self.mailed.code).await);
        must_accept(accept(&mut self.host.browser(), &self.invitation).await);
        for email in [MAREN, JONA] {
            assert!(has_account(&self.host, email).await);
        }
    }

    async fn nobody_is_signed_out(&mut self) {
        assert!(self.host.is_in(&mut self.typing).await);
        assert!(self.host.is_in(&mut self.interrupted).await);
    }
}

async fn attack_164_key_changes_interrupt_no_one(host: TestHostBuilder) {
    let mut middle = Middle::of(host).await;
    for ids in [&["one", "two"], &["two", "one"]] {
        middle.host.widgets.rotate(&ring(ids)).unwrap();
    }
    assert_eq!(middle.greet().await, 303);
    must_tell(middle.confirm().await, "/account/vault", "vault.put");
    assert_eq!(middle.vault.put(), ["thing=a ring"]);
    let page = middle.code_page.clone();
    middle.both_get_their_account(&page).await;
    middle.nobody_is_signed_out().await;
}

async fn attack_164_resealed_data_outlives_the_old_key(host: TestHostBuilder) {
    let mut middle = Middle::of(host).await;
    let widgets = middle.host.widgets.clone();
    widgets.rotate(&ring(&["two", "one"])).unwrap();
    let first = widgets.reseal().await.unwrap().challenges;
    assert_eq!((first.resealed, first.current), (2, 0), "{first}");
    let again = widgets.reseal().await.unwrap();
    let (challenges, outbox) = (again.challenges, again.outbox);
    assert_eq!((challenges.resealed, challenges.current), (0, 2));
    assert_eq!((outbox.resealed, outbox.unreadable), (0, 0));
    widgets.rotate(&ring(&["two"])).unwrap();
    assert_eq!(middle.greet().await, 403, "a form of the old key");
    middle.form = middle.typing.get("/account/hello").await;
    assert_eq!(middle.greet().await, 303, "the same page, loaded again");
    let page = middle.newcomer.get(&middle.code_page.path).await;
    middle.both_get_their_account(&page).await;
    middle.nobody_is_signed_out().await;
}

async fn attack_164_data_of_a_dropped_key_is_refused(host: TestHostBuilder) {
    let mut middle = Middle::of(host).await;
    let widgets = middle.host.widgets.clone();
    widgets.rotate(&ring(&["two"])).unwrap();
    let count = widgets.reseal().await.unwrap().challenges;
    assert_eq!((count.resealed, count.unreadable), (0, 2), "{count}");
    assert_eq!(middle.greet().await, 403);
    assert_eq!(middle.confirm().await.status, 403);
    let asked = must_show(middle.interrupted.get("/account/step-up").await);
    let fields = [("password", PASSWORD)];
    must_accept(middle.interrupted.submit(&asked, "/step-up", &fields).await);
    assert!(middle.vault.put().is_empty(), "nobody can open that form");
    // With a CSRF token of the new key it is the codes themselves that are refused.
    let path = format!("/account{}", code_form(&middle.code_page));
    refused(&mut middle.newcomer, &path, &middle.mailed.code).await;
    refused(&mut middle.host.browser(), &middle.invitation, "").await;
    for email in [MAREN, JONA] {
        assert!(!has_account(&middle.host, email).await);
    }
    middle.nobody_is_signed_out().await;
    let page = begin(&mut middle.host.browser(), "new@nordlicht.example").await;
    assert_eq!(page.status, 200, "others begin as ever");
}

/// Looks at the page, sends its form, and finds that neither is a fault of the host's.
async fn refused(browser: &mut Browser, path: &str, code: &str) {
    let page = browser.get(path).await;
    assert!(page.status.as_u16() < 500, "{path}: {}", page.text());
    let code = ("code", code);
    let fields = [code, ("display_name", "Maren"), ("password", PASSWORD)];
    let sent = browser.post_with_token(path, &fields).await;
    assert!(sent.status.as_u16() < 500, "{path}: {}", sent.text());
}

async fn attack_164_a_code_works_once_while_it_is_sealed_anew(host: TestHostBuilder) {
    let middle = Middle::of(host).await;
    let widgets = middle.host.widgets.clone();
    widgets.rotate(&ring(&["two", "one"])).unwrap();
    let attempts = (0..12).map(async |number| {
        if number % 3 == 0 {
            widgets.reseal().await.unwrap();
            return None;
        }
        let (mut browser, page) = (middle.newcomer.clone(), &middle.code_page);
        let reply = enter(&mut browser, page, &middle.mailed.code).await;
        assert!(reply.status.as_u16() < 500, "{}", reply.text());
        let session = reply.set_cookie("__Host-wg").map(str::to_owned);
        session.filter(|_| reply.opens_session())
    });
    let done = at_once(attempts).await;
    // One answer, which the same browser may have been given once more.
    let sessions: BTreeSet<String> = done.into_iter().flatten().collect();
    assert_eq!(sessions.len(), 1);
    let count = widgets.reseal().await.unwrap().challenges;
    // The invitation is left.
    assert_eq!((count.resealed, count.current), (0, 1), "{count}");
    assert!(has_account(&middle.host, MAREN).await);
}

async fn attack_164_a_row_waits_for_the_key_that_sealed_it(host: TestHostBuilder) {
    let host = host.keys(ring(&["one"])).start().await;
    // An instance that has the development key already posted this.
    host.post(MAREN).await;
    assert!(host.mails_to(MAREN).await.is_empty());
    assert!(host.management.dead_letters(None).await.unwrap().is_empty());
    host.widgets.rotate(&Keys::development()).unwrap();
    host.clock.advance(5 * MINUTE);
    assert_eq!(host.mails_to(MAREN).await.len(), 1);
    // A key that never comes ends with a dead letter.
    host.widgets.rotate(&ring(&["two"])).unwrap();
    host.post_nothing().await;
    let mut rounds = 0;
    while host.management.dead_letters(None).await.unwrap().is_empty() {
        rounds += 1;
        assert!(rounds < 40, "it comes again for ever");
        host.deliver().await;
        host.clock.advance(6 * HOUR);
    }
    assert!(rounds > 1, "it was given up at once");
}

async fn widgets(url: &str, keys: Keys) -> Widgets {
    let builder = Widgets::builder(url, keys, MemoryStores::new());
    let builder = builder.mailer(RecordingMailer::new());
    builder.build().await.unwrap()
}

#[tokio::test]
async fn attack_164_a_running_host_refuses_keys_that_would_harm_it() {
    let widgets = widgets("https://coffee.example/account", ring(&["one"])).await;
    let refused = widgets.rotate(&Keys::development());
    assert_eq!(refused, Err(RotateError::Development));
    let other = Key::new("one", b"another secret of thirty-two bytes").unwrap();
    let reused = Keys::new(other, []).unwrap();
    let refused = Err(RotateError::AnotherSecret("one".to_owned()));
    assert_eq!(widgets.rotate(&reused), refused);
    assert_eq!(widgets.rotate(&ring(&["two", "one"])), Ok(()));
}

#[tokio::test]
async fn mails_in_the_mailbox_are_sealed_anew() {
    let keys = ring(&["one"]);
    let mailbox = DevelopmentMailbox::new(MemoryStores::new(), keys.clone());
    let widgets = widgets("http://localhost:3000/account", keys).await;
    let mail = Mail::new(
        "out_1@localhost".to_owned(),
        Timestamp::from_micros(1),
        Email::parse(MAREN).unwrap(),
        Locale::parse("en").unwrap(),
        "Hello".to_owned(),
        "A code".to_owned(),
        String::new(),
    );
    mailbox.send(&mail).await.unwrap();
    widgets.rotate(&ring(&["two", "one"])).unwrap();
    assert_eq!(mailbox.reseal().await.unwrap().resealed, 1);
    let again = mailbox.reseal().await.unwrap();
    assert_eq!((again.resealed, again.current), (0, 1));
    widgets.rotate(&ring(&["two"])).unwrap();
    assert_eq!(mailbox.mails().await.unwrap()[0].text, "A code");
}
