//! Hosts that sign people in themselves.

mod accounts;

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use widgets_tests::prelude::*;

use async_trait::async_trait;
use widgets_core::ReturnPath;
use widgets_core::clock::Clock as _;
use widgets_core::email::Email;
use widgets_core::id::AccountId;
use widgets_core::identity::{HostIdentity, HostPerson, IdentityFault, IdentityRequest, SignOut};

over_every_combination! {
    whoever_the_host_signed_in_is_signed_in,
    nobody_is_led_to_the_hosts_sign_in_and_back,
    a_stale_person_proves_again_and_comes_back,
    an_outage_of_the_host_is_never_nobody,
    attack_078_csrf_tokens_belong_to_one_session_of_the_host,
    a_form_of_a_session_that_ended_leads_to_the_hosts_sign_in,
}

/// The host's own sign-in: who has which value in the cookie `shop`.
#[derive(Default)]
struct HostSignIn {
    people: Mutex<HashMap<String, HostPerson>>,
    asked: AtomicU64,
    broken: Mutex<bool>,
    hangs: Mutex<bool>,
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
        if *self.0.broken.lock().unwrap() {
            return Err(IdentityFault::new("the shop's secret"));
        }
        let hangs = *self.0.hangs.lock().unwrap();
        if hangs {
            std::future::pending::<()>().await;
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
        let now = host.clock.now();
        let person = HostPerson {
            account: account(name),
            email: Email::parse(&address(name)).unwrap(),
            session: session.to_owned(),
            since: now,
            authenticated_at: now,
            impersonation: None,
        };
        self.change(session, |people, key| {
            people.insert(key, person);
        });
        let mut browser = host.browser();
        let cookies = &mut browser.cookies;
        cookies.insert("shop".to_owned(), session.to_owned());
        browser
    }

    fn change(&self, session: &str, change: impl FnOnce(&mut HashMap<String, HostPerson>, String)) {
        change(&mut self.people.lock().unwrap(), session.to_owned());
    }

    fn asked(&self) -> u64 {
        self.asked.swap(0, Ordering::SeqCst)
    }
}

fn account(name: &str) -> AccountId {
    AccountId::parse(format!("user:{name}")).unwrap()
}

fn address(name: &str) -> String {
    format!("{}@nordlicht.example", name.to_lowercase())
}

async fn open(host: TestHostBuilder) -> (TestHost, Arc<HostSignIn>) {
    let sign_in_of_host = Arc::new(HostSignIn::default());
    let identity = HostSignInIdentity(Arc::clone(&sign_in_of_host));
    let host = host.with(|builder| builder.host_identity(identity));
    (host.start().await, sign_in_of_host)
}

async fn whoever_the_host_signed_in_is_signed_in(host: TestHostBuilder) {
    let (host, sign_in_of_host) = open(host).await;
    let mut browser = sign_in_of_host.let_in(&host, "Maren", "one");
    let page = browser.get("/account/profile").await;
    page.assert_status(200);
    page.assert_shows("maren@nordlicht.example");
    let (action, hidden) = page.form("/logout");
    assert_eq!(action, "/logout");
    assert_eq!(hidden, [("of".to_owned(), "one".to_owned())]);
    assert_eq!(page.count("form[action='/logout'][data-wg-native]"), 1);
    // That is a setting.
    assert_eq!(page.count("form[action$='/language']"), 0);
    let fields = [
        ("display_name", "Maren O."),
        ("given_name", ""),
        ("middle_name", ""),
        ("family_name", ""),
    ];
    let saved = browser.fill("/account/profile/names", &fields).await;
    saved.assert_status(303);
    let page = browser.follow(saved).await;
    page.assert_shows("Maren O.");
    // Nothing of ours to keep.
    assert!(page.headers.get("set-cookie").is_none());
    for widget in ["/sign-in", "/sign-out", "/sessions", "/reset"] {
        let answer = browser.get(&host.path(widget)).await;
        answer.assert_status(404);
        assert!(!page.targets().iter().any(|own| own.ends_with(widget)));
    }
    // The change is in their name, and programs do it alike.
    let body = json!({ "language": "de", "time_zone": "" });
    let reply = browser
        .post_json("/account/profile/preferences", &body)
        .await;
    reply.assert_status(200);
    let german = browser.get("/account/profile").await;
    assert_eq!(german.header("content-language"), "de");
}

async fn nobody_is_led_to_the_hosts_sign_in_and_back(host: TestHostBuilder) {
    let (host, sign_in_of_host) = open(host).await;
    let mut browser = host.browser();
    let page = browser.get("/account/profile?x=1").await;
    assert_eq!(page.status, 303);
    let login = "/login?from=%C3%A4&next=/account/profile%3Fx%3D1";
    page.assert_location(&login);
    let program = browser.get_json("/account/profile?x=1").await;
    assert_eq!(program.status, 401);
    let problem = program.json();
    assert_eq!(problem["code"], "not_signed_in");
    assert_eq!(problem["sign_in"], login);
    // Whatever they bring along that the host does not know is nobody.
    sign_in_of_host.let_in(&host, "Maren", "one");
    browser.plant("shop", "two".to_owned());
    assert_eq!(browser.get("/account/profile").await.status, 303);
    let sent = browser.post("/account/profile/names", &[]).await;
    let entrance = "/login?from=%C3%A4&next=/account";
    sent.assert_location(&entrance);
    // Pages for anyone stay what they are.
    let anyone = browser.get("/account/probe/anyone").await;
    assert_eq!(anyone.status, 200);
    assert_eq!(anyone.count("form[action$='/language']"), 1);
}

async fn a_stale_person_proves_again_and_comes_back(host: TestHostBuilder) {
    let (host, sign_in_of_host) = open(host).await;
    let mut browser = sign_in_of_host.let_in(&host, "Maren", "one");
    assert_eq!(browser.get("/account/probe/fresh").await.status, 200);
    host.clock.advance(Duration::from_secs(601));
    let ran = host.probe.ran();
    let stale = browser.get("/account/probe/fresh").await;
    let prove = "/prove?next=/account/probe/fresh";
    assert_eq!(
        (stale.status.as_u16(), stale.location().as_deref()),
        (303, Some(prove))
    );
    let program = browser.get_json("/account/probe/fresh").await;
    program.assert_problem(401, "stale");
    assert!(program.body.contains(prove), "{}", program.body);
    let token = browser.csrf_token().await;
    let sent = browser
        .post("/account/probe/fresh", &[("csrf_token", &token)])
        .await;
    sent.assert_location_starts("/prove?next=");
    assert_eq!(host.probe.ran(), ran, "nothing was done");
    assert_eq!(browser.get("/account/profile").await.status, 200);
    // The host asked them, and sends them back.
    let now = host.clock.now();
    sign_in_of_host.change("one", |people, key| {
        people.get_mut(&key).unwrap().authenticated_at = now;
    });
    assert_eq!(browser.get("/account/probe/fresh").await.status, 200);
    let sent = browser
        .post("/account/probe/fresh", &[("csrf_token", &token)])
        .await;
    assert_eq!(sent.status, 200, "the session is the same: {}", sent.body);
}

async fn an_outage_of_the_host_is_never_nobody(host: TestHostBuilder) {
    let (host, sign_in_of_host) = open(host).await;
    let mut browser = sign_in_of_host.let_in(&host, "Maren", "one");
    let page = browser.get("/account/profile").await;
    let token = browser.csrf_token().await;
    let ran = host.probe.ran();
    *sign_in_of_host.broken.lock().unwrap() = true;
    for path in ["/account", "/account/profile", "/account/probe/anyone"] {
        let reply = browser.get(path).await;
        assert_eq!(reply.status, 503, "{path}: {}", reply.body);
        assert!(!reply.body.contains("the shop's secret"));
        assert!(reply.headers.get("retry-after").is_some());
    }
    for path in ["/account/probe/user", "/account/probe/anyone"] {
        let sent = browser.post(path, &[("csrf_token", &token)]).await;
        assert_eq!(sent.status, 503, "{path}");
    }
    assert_eq!(browser.get_json("/account/profile").await.status, 503);
    assert_eq!(host.probe.ran(), ran, "nothing was done");
    let style = page.targets().into_iter().find(|own| own.ends_with(".css"));
    assert_eq!(browser.get(&style.unwrap()).await.status, 200);
    *sign_in_of_host.broken.lock().unwrap() = false;
    assert_eq!(browser.get("/account/profile").await.status, 200);
    // Whoever does not answer at all is out of order too.
    *sign_in_of_host.hangs.lock().unwrap() = true;
    assert_eq!(browser.get("/account/profile").await.status, 503);
    *sign_in_of_host.hangs.lock().unwrap() = false;
    assert_eq!(browser.get("/account/profile").await.status, 200);
}

async fn attack_078_csrf_tokens_belong_to_one_session_of_the_host(host: TestHostBuilder) {
    let (host, sign_in_of_host) = open(host).await;
    let ctx = host.browser().csrf_token().await;
    let mut victim = sign_in_of_host.let_in(&host, "Maren", "one");
    let own = victim.csrf_token().await;
    let mut tokens = vec![ctx, String::new(), format!("{own}x")];
    for (name, session) in [("Mallory", "two"), ("Maren", "three")] {
        let mut other = sign_in_of_host.let_in(&host, name, session);
        tokens.push(other.csrf_token().await);
    }
    let ran = host.probe.ran();
    for token in tokens {
        let sent = victim
            .post("/account/probe/user", &[("csrf_token", &token)])
            .await;
        assert_eq!(sent.status, 403, "{token}");
    }
    // A token of this very browser from before signing in does not act either.
    let mut browser = host.browser();
    let before = browser.csrf_token().await;
    browser.plant("shop", "one".to_owned());
    let sent = browser
        .post("/account/probe/user", &[("csrf_token", &before)])
        .await;
    assert_eq!(sent.status, 403);
    // A session of that text, but of another account, is another session.
    sign_in_of_host.let_in(&host, "Mallory", "one");
    let sent = victim
        .post("/account/probe/user", &[("csrf_token", &own)])
        .await;
    assert_eq!(sent.status, 403);
    assert_eq!(host.probe.ran(), ran);
    sign_in_of_host.let_in(&host, "Maren", "one");
    let sent = victim
        .post("/account/probe/user", &[("csrf_token", &own)])
        .await;
    sent.assert_status(200);
    let elsewhere = victim
        .request(http::Method::POST, "/account/probe/user")
        .header("sec-fetch-site", "cross-site")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(format!("csrf_token={own}"));
    let refused = victim.send("/account/probe/user", elsewhere).await;
    assert_eq!(refused.status, 403);
}

async fn a_form_of_a_session_that_ended_leads_to_the_hosts_sign_in(host: TestHostBuilder) {
    let (host, sign_in_of_host) = open(host).await;
    let mut browser = sign_in_of_host.let_in(&host, "Maren", "one");
    let token = browser.csrf_token().await;
    sign_in_of_host.change("one", |people, key| {
        people.remove(&key);
    });
    let ran = host.probe.ran();
    let sent = browser
        .post("/account/probe/user", &[("csrf_token", &token)])
        .await;
    sent.assert_location_starts("/login?");
    assert_eq!(host.probe.ran(), ran);
}
