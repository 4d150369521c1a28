//! Hosts that sign people in themselves.

mod accounts;

use std::collections::HashMap;
use std::sync::Mutex;
use widgets_tests::prelude::*;

use widgets_core::ReturnPath;
use widgets_core::identity::{HostIdentity, HostPerson, IdentityFault, IdentityRequest, SignOut};
use widgets_core::stores::Impersonation;

over_every_combination! {
    people_the_host_signed_in_are_signed_in,
    signed_out_visitors_are_sent_to_the_hosts_sign_in,
    a_control_character_in_the_name_of_staff_is_no_outage,
    a_stale_person_proves_again_and_comes_back,
    an_outage_of_the_host_is_not_signed_out,
    attack_078_csrf_tokens_belong_to_one_host_session,
    a_form_of_an_ended_session_leads_to_the_host,
}

/// The host's own sign-in: who has which value in the cookie `shop`.
#[derive(Default)]
struct HostSignIn {
    people: Mutex<HashMap<String, HostPerson>>,
    asked: AtomicU64,
    trouble: Mutex<Option<Trouble>>,
}

#[derive(Clone, Copy)]
enum Trouble {
    Broken,
    Hanging,
}

/// The host's sign-in, as the widgets ask it.
struct HostSignInIdentity(Arc<HostSignIn>);

#[async_trait]
impl HostIdentity for HostSignInIdentity {
    async fn who(
        &self,
        request: &IdentityRequest<'_>,
    ) -> Result<Option<HostPerson>, IdentityFault> {
        self.0.asked.fetch_add(1, Ordering::SeqCst);
        let trouble = *self.0.trouble.lock().unwrap();
        match trouble {
            Some(Trouble::Broken) => return Err(IdentityFault::new("the shop's secret")),
            Some(Trouble::Hanging) => std::future::pending().await,
            None => {}
        }
        let people = self.0.people.lock().unwrap();
        let value = request.cookie("shop").unwrap_or_default();
        Ok(people.get(value).cloned())
    }

    fn sign_in(&self, return_to: &ReturnPath) -> String {
        return_to.in_query("/login?from=ä", "next")
    }

    fn prove_again(&self, return_to: &ReturnPath) -> String {
        return_to.in_query("/prove", "next")
    }

    fn sign_out(&self, request: &IdentityRequest<'_>) -> SignOut {
        let token = request.cookie("shop").unwrap_or_default();
        SignOut::Form {
            action: "/logout".to_owned(),
            fields: vec![("of".to_owned(), token.to_owned())],
        }
    }
}

impl HostSignIn {
    /// Signs somebody in, in a browser of their own, in a session of that name.
    fn let_in(&self, host: &TestHost, name: &str, session: &str) -> Browser {
        let (now, email) = (host.clock.now(), Email::parse(&address(name)).unwrap());
        let person = HostPerson::new(account(name), session, now).email(email);
        let mut people = self.people.lock().unwrap();
        people.insert(session.to_owned(), person);
        let mut browser = host.browser();
        browser.plant("shop", session);
        browser
    }

    /// Changes what the host says of the person in that session.
    fn change(&self, session: &str, change: impl FnOnce(&mut HostPerson)) {
        change(self.people.lock().unwrap().get_mut(session).unwrap());
    }

    fn trouble(&self, trouble: Option<Trouble>) {
        *self.trouble.lock().unwrap() = trouble;
    }

    fn asked(&self) -> u64 {
        self.asked.swap(0, Ordering::SeqCst)
    }
}

fn account(name: &str) -> AccountId {
    AccountId::parse(format!("user:{name}")).unwrap()
}

/// A host that signs people in itself.
struct OwnSignIn(TestHost, Arc<HostSignIn>);

impl Beginning for OwnSignIn {
    async fn of(host: TestHostBuilder) -> Self {
        let sign_in = Arc::new(HostSignIn::default());
        let identity = HostSignInIdentity(Arc::clone(&sign_in));
        let host = host.with(|builder| builder.host_identity(identity));
        Self(host.start().await, sign_in)
    }
}

async fn people_the_host_signed_in_are_signed_in(OwnSignIn(host, sign_in): OwnSignIn) {
    let mut browser = sign_in.let_in(&host, "Maren", "one");
    let page = must_show(browser.get("/account/profile").await);
    page.assert_shows("maren@nordlicht.example");
    let (action, hidden) = page.form("/logout");
    assert_eq!(action, "/logout");
    assert_eq!(hidden, [("of".to_owned(), "one".to_owned())]);
    assert_eq!(page.count("form[action='/logout'][data-wg-native]"), 1);
    // The language is a setting of the person, so no page offers it.
    assert_eq!(page.count("form[action$='/language']"), 0);
    let saved = must_accept(browser.save_display_name("Maren O.").await);
    let page = browser.follow(saved).await;
    page.assert_shows("Maren O.");
    // The widgets set no cookie beside the host's, once the notice was shown.
    let page = browser.get("/account/profile").await;
    assert!(page.headers.get("set-cookie").is_none());
    for widget in ["/sign-in", "/sign-out", "/sessions", "/reset"] {
        must_answer(404, browser.get(&host.path(widget)).await);
        assert!(!page.targets().iter().any(|own| own.ends_with(widget)));
    }
    // The change is in their name, and programs do it alike.
    let body = json!({ "language": "de", "time_zone": "" });
    let path = "/account/profile/preferences";
    must_show(browser.post_json(path, &body).await);
    let german = browser.get("/account/profile").await;
    assert_eq!(german.header("content-language"), "de");
}

async fn signed_out_visitors_are_sent_to_the_hosts_sign_in(OwnSignIn(host, sign_in): OwnSignIn) {
    let mut browser = host.browser();
    let page = must_accept(browser.get("/account/profile?x=1").await);
    let login = "/login?from=%C3%A4&next=/account/profile%3Fx%3D1";
    page.assert_location(login);
    let program = browser.get_json("/account/profile?x=1").await;
    program.assert_problem(401, "not_signed_in");
    assert_eq!(program.json()["sign_in"], login);
    // A session that the host does not know belongs to no account.
    sign_in.let_in(&host, "Maren", "one");
    browser.plant("shop", "two");
    assert_eq!(browser.get("/account/profile").await.status, 303);
    let sent = browser.post("/account/profile/names", &[]).await;
    sent.assert_location("/login?from=%C3%A4&next=/account");
    // Pages for anyone stay what they are.
    let anyone = must_show(browser.get("/account/probe/anyone").await);
    assert_eq!(anyone.count("form[action$='/language']"), 1);
}

async fn a_control_character_in_the_name_of_staff_is_no_outage(
    OwnSignIn(host, sign_in): OwnSignIn,
) {
    let mut browser = sign_in.let_in(&host, "Maren", "one");
    let until = host.clock.now().plus(HOUR);
    let by = Impersonation::new("To\0ve".to_owned(), "a \0question".to_owned(), until);
    sign_in.change("one", |person| person.impersonation = Some(by));
    must_accept(browser.save_display_name("Maren O.").await);
    let actors = host
        .storage
        .query::<(String,)>("SELECT actor FROM wg_audit_events");
    if let Some(actors) = actors.await {
        assert!(actors.contains(&("Tove".to_owned(),)), "{actors:?}");
    }
}

async fn a_stale_person_proves_again_and_comes_back(OwnSignIn(host, sign_in): OwnSignIn) {
    let mut browser = sign_in.let_in(&host, "Maren", "one");
    assert_eq!(browser.get("/account/probe/fresh").await.status, 200);
    host.clock.advance(Duration::from_secs(601));
    let ran = host.probe.ran();
    let stale = browser.get("/account/probe/fresh").await;
    let prove = "/prove?next=/account/probe/fresh";
    stale.assert_location(prove);
    let program = browser.get_json("/account/probe/fresh").await;
    program.assert_problem(401, "stale");
    assert!(program.body.contains(prove), "{}", program.body);
    let path = "/account/probe/fresh";
    let token = [("csrf_token", &*browser.csrf_token().await)];
    let sent = browser.post(path, &token).await;
    sent.assert_location_starts("/prove?next=");
    assert_eq!(host.probe.ran(), ran, "nothing was done");
    assert_eq!(browser.get("/account/profile").await.status, 200);
    // The host asked them, and sends them back.
    let now = host.clock.now();
    sign_in.change("one", |person| person.proved_at = now);
    assert_eq!(browser.get("/account/probe/fresh").await.status, 200);
    let sent = browser.post(path, &token).await;
    assert_eq!(sent.status, 200, "the session is the same: {}", sent.body);
}

async fn an_outage_of_the_host_is_not_signed_out(OwnSignIn(host, sign_in): OwnSignIn) {
    let mut browser = sign_in.let_in(&host, "Maren", "one");
    let page = browser.get("/account/profile").await;
    let token = browser.csrf_token().await;
    let ran = host.probe.ran();
    sign_in.trouble(Some(Trouble::Broken));
    sign_in.asked();
    for path in ["/account", "/account/profile", "/account/probe/anyone"] {
        let reply = browser.get(path).await;
        assert_eq!(reply.status, 503, "{path}: {}", reply.body);
        assert_eq!(sign_in.asked(), 1, "asked once, whatever the answer");
        assert!(!reply.body.contains("the shop's secret"));
        assert!(reply.headers.get("retry-after").is_some());
    }
    for path in ["/account/probe/user", "/account/probe/anyone"] {
        let sent = browser.post(path, &[("csrf_token", &token)]).await;
        assert_eq!(sent.status, 503, "{path}");
    }
    assert_eq!(browser.get_json("/account/profile").await.status, 503);
    assert_eq!(host.probe.ran(), ran, "nothing was done");
    assert_eq!(browser.get(&page.target(".css")).await.status, 200);
    sign_in.trouble(None);
    assert_eq!(browser.get("/account/profile").await.status, 200);
    // A host that does not answer at all is out of order too.
    sign_in.trouble(Some(Trouble::Hanging));
    assert_eq!(browser.get("/account/profile").await.status, 503);
    sign_in.trouble(None);
    assert_eq!(browser.get("/account/profile").await.status, 200);
}

async fn attack_078_csrf_tokens_belong_to_one_host_session(OwnSignIn(host, sign_in): OwnSignIn) {
    const PATH: &str = "/account/probe/user";
    let signed_out = host.browser().csrf_token().await;
    let mut victim = sign_in.let_in(&host, "Maren", "one");
    let own = victim.csrf_token().await;
    let mut tokens = vec![signed_out, String::new(), format!("{own}x")];
    for (name, session) in [("Mallory", "two"), ("Maren", "three")] {
        let mut other = sign_in.let_in(&host, name, session);
        tokens.push(other.csrf_token().await);
    }
    let ran = host.probe.ran();
    for token in &tokens {
        let sent = victim.post(PATH, &[("csrf_token", token)]).await;
        assert_eq!(sent.status, 403, "{token}");
    }
    // A token of this very browser from before signing in does not act either.
    let mut browser = host.browser();
    let before = browser.csrf_token().await;
    browser.plant("shop", "one");
    must_answer(403, browser.post(PATH, &[("csrf_token", &before)]).await);
    // A session of that text, but of another account, is another session.
    sign_in.let_in(&host, "Mallory", "one");
    let fields = [("csrf_token", own.as_str())];
    assert_eq!(victim.post(PATH, &fields).await.status, 403);
    assert_eq!(host.probe.ran(), ran);
    sign_in.let_in(&host, "Maren", "one");
    must_show(victim.post(PATH, &fields).await);
    let headers = [
        ("sec-fetch-site", "cross-site"),
        ("content-type", "application/x-www-form-urlencoded"),
    ];
    let body = format!("csrf_token={own}");
    must_answer(403, victim.ask(Method::POST, PATH, &headers, body).await);
}

async fn a_form_of_an_ended_session_leads_to_the_host(OwnSignIn(host, sign_in): OwnSignIn) {
    let mut browser = sign_in.let_in(&host, "Maren", "one");
    let token = [("csrf_token", &*browser.csrf_token().await)];
    sign_in.people.lock().unwrap().remove("one");
    let ran = host.probe.ran();
    let sent = browser.post("/account/probe/user", &token).await;
    sent.assert_location_starts("/login?");
    assert_eq!(host.probe.ran(), ran);
}
