//! What `build()` refuses: every contradiction at once, in words that say what to change.

use widgets_tests::prelude::*;

use widgets_core::crypto::{HashParameters, PasswordPolicy};
use widgets_core::ops::Retention;
use widgets_core::stores::SignInMethod;
use widgets_core::widgets::sign_in::SignOut;
use widgets_core::{
    ConfigError, Entitlement, NoticeKind, OrgCtx, PathParams, SessionPolicy, SignInPolicy, Support,
};

/// Keys written as a host writes them: each of these ids, the newest first, with 32 bytes of its
/// own.
fn ring(ids: &[&str]) -> String {
    let letters: String = ('A'..='Z').chain('a'..='y').collect();
    let pair = |id: &&str| {
        let skip = usize::from(id.bytes().last().unwrap_or(0)) % 20;
        let secret: String = letters.chars().cycle().skip(skip).take(42).collect();
        format!("{id}:{secret}A")
    };
    ids.iter().map(pair).collect::<Vec<_>>().join(",")
}

fn builder(url: &str, keys: Keys) -> WidgetsBuilder {
    Widgets::builder(url, keys, MemoryStores::new()).mailer(RecordingMailer::new())
}

async fn problems(builder: WidgetsBuilder) -> Vec<String> {
    match builder.build().await {
        Err(ConfigError::Problems(problems)) => problems,
        Err(error) => panic!("{error}"),
        Ok(_) => Vec::new(),
    }
}

/// A host of this machine, with development keys.
fn local() -> WidgetsBuilder {
    builder("http://localhost/account", Keys::development())
}

async fn assert_fine(builder: WidgetsBuilder) {
    assert_eq!(problems(builder).await, [""; 0]);
}

/// Asserts that these are among the problems that are told.
async fn assert_told(builder: WidgetsBuilder, expected: &[&str]) {
    let all = problems(builder).await.join("\n");
    for expected in expected {
        assert!(all.contains(expected), "{expected} is not among\n{all}");
    }
}

/// Asserts that exactly these problems are told, each by its beginning.
async fn assert_all_told(builder: WidgetsBuilder, expected: &[&str]) {
    let told = problems(builder).await;
    assert_eq!(told.len(), expected.len(), "{told:?}");
    for (told, expected) in told.iter().zip(expected) {
        assert!(told.starts_with(expected), "{told}");
    }
}

#[tokio::test]
async fn attack_164_development_keys_are_refused_in_production() {
    let public = "https://example.com/account";
    let told = problems(builder(public, Keys::development())).await;
    assert!(told.len() == 1 && told[0].starts_with("keys:"), "{told:?}");
    assert!(told[0].contains("WIDGETS_KEYS"), "{told:?}");
    for url in [
        "http://localhost:3000/account",
        "http://127.0.0.1/account",
        "http://[::1]/a",
    ] {
        assert_fine(builder(url, Keys::development())).await;
    }
    let keys = Keys::parse(&ring(&["2026-11"])).unwrap();
    assert_fine(builder(public, keys)).await;
    for bad in ["", "a", "a:", "a:AAAA", &format!("a:{}", "A".repeat(43))] {
        assert!(Keys::parse(bad).is_err(), "{bad}");
    }
}

#[tokio::test]
async fn hooks_that_would_never_run_are_refused() {
    struct Brew;
    struct Brewing;
    impl Action for Brewing {
        type Ctx = UserCtx;
        type Path = ();
        type Fields = ();
        type Command = Brew;
        type Data = ();

        async fn parse(&self, _: &Call<Self>) -> Result<Brew, Problem> {
            Ok(Brew)
        }

        async fn run(&self, _: &Call<Self>, _: &Brew) -> AnswerResult<()> {
            Ok(Answer::done((), "/"))
        }
    }
    let lost = local()
        .before(|_: RequestCtx, _: Arc<Brew>| async { Ok(()) })
        .after(|_: RequestCtx, _: Arc<String>| async {})
        .after(|_: RequestCtx, _: Arc<SignOut>| async {});
    let told = problems(lost).await;
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].starts_with("before: ") && told[0].contains("Brew"));
    assert!(told[1].starts_with("after: ") && told[1].contains("String"));
    let coffee = Widget::new("coffee").post("brew", "/brew", Access::user(), Brewing);
    let performed = local().widget(coffee);
    assert_fine(performed.before(|_: RequestCtx, _: Arc<Brew>| async { Ok(()) })).await;
}

#[tokio::test]
async fn every_contradiction_is_told_at_once() {
    struct BeanId;
    impl PathParams for BeanId {
        const NAMES: &'static [&'static str] = &["bean"];

        fn read(_: impl Fn(&str) -> String) -> Option<Self> {
            Some(Self)
        }
    }
    let of_members = || Access::member().permission(Permission::new("coffee:brew"));
    let done = |_: OrgCtx, _: Input| async { Ok(Answer::done((), "/")) };
    let list = |_: RequestCtx, _: Input| async { Ok(Answer::done((), "/")) };
    let bean = |_: RequestCtx, _: Input<BeanId>| async { Ok(Answer::done((), "/")) };
    let words = NoticeKind::new("coffee.two words", |_| String::new());
    let coffee = Widget::new("coffee")
        .notice(words)
        .get("brew", "/Brew", of_members(), done)
        .get("tea.brew", "/o/x", of_members(), done)
        .get("bean", "/beans/{baen}", Access::anyone(), bean);
    let twice = Widget::new("coffee").get("list", "/sessions", Access::anyone(), list);
    let builder = builder("http://example.com/account?x", Keys::development())
        .name(" ")
        .return_origin("app.example.com")
        .session_policy(SessionPolicy::default().idle(9 * DAY))
        .permissions([Permission::new("Coffee"), Permission::new("org:mine")])
        .entitlements([Entitlement::new("a b")])
        .widget(coffee)
        .widget(twice);
    let expected = [
        "public_url:",
        "name:",
        "session_policy:",
        "permission \"Coffee\"",
        "permission org:mine",
        "entitlement \"a b\"",
        "the path \"/Brew\"",
        "its path must hold {organization}",
        "\"coffee.bean\" reads the parameters [\"bean\"], and its path \"/beans/{baen}\" holds [\"baen\"]",
        "\"coffee.tea.brew\" must be named coffee.<word>",
        "\"coffee.two words\" must be named coffee.<word>",
        "two widgets are named \"coffee\"",
        "two endpoints answer one method of /sessions",
        "asks for the permission coffee:brew: declare it",
    ];
    assert_told(builder, &expected).await;
}

#[tokio::test]
async fn settings_are_checked_against_the_public_url() {
    let keys = || Keys::parse(&ring(&["a"])).unwrap();
    let contradictory = builder("http://example.com/account", keys())
        .hash_parameters(CHEAP)
        .strict_transport(MINUTE)
        .return_origin("app.example.com")
        .signed_out_to("//evil.example");
    let expected = [
        "public_url: browsers keep secure cookies only with https",
        "hash_parameters:",
        "strict_transport:",
        "return_origin:",
        "signed_out_to:",
    ];
    assert_told(contradictory, &expected).await;
    let fine = builder("https://example.com/account", keys())
        .strict_transport(365 * DAY)
        .return_origin("https://app.example.com")
        .signed_out_to("https://app.example.com/bye");
    assert_fine(fine).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_164_csrf_tokens_outlive_a_key_change_and_end_with_their_key() {
    let keys = |ids: &[&str]| Keys::parse(&ring(ids)).unwrap();
    let old = TestHost::of(Framework::Axum, Storage::Memory);
    let old = old.keys(keys(&["one"])).start().await;
    let both = old.beside().keys(keys(&["two", "one"])).start().await;
    let new = old.beside().keys(keys(&["two"])).start().await;
    let maren = old.person("Maren").await;
    let mut browser = old.signed_in(&maren).await;
    let token = [("csrf_token", &*browser.csrf_token().await)];
    for (host, status) in [(&both, 200), (&new, 403)] {
        browser.origin.clone_from(&host.origin);
        let sent = browser.post("/account/probe/user", &token).await;
        sent.assert_status(status);
    }
    // Sessions do not depend on the keys.
    assert!(new.is_in(&mut browser).await);
}

#[tokio::test]
async fn password_settings_are_checked() {
    let policy = PasswordPolicy::default().shortest(4).longest(20);
    let costly = HashParameters {
        memory: 4 * 1024 * 1024,
        ..HashParameters::RECOMMENDED
    };
    let expected = [
        "password_policy: the shortest password has 8 to 64 characters",
        "password_policy: the longest password has 64 to 1024 characters",
        "hash_parameters: argon2 takes at least 8 KiB a lane",
    ];
    let weak = local().password_policy(policy).hash_parameters(costly);
    assert_told(weak, &expected).await;
    // What argon2 cannot do at all.
    let impossible = HashParameters {
        memory: 8,
        passes: 1,
        lanes: 4,
    };
    let told = problems(local().hash_parameters(impossible)).await;
    assert_eq!(told.len(), 1, "{told:?}");
    assert_fine(local().password_policy(PasswordPolicy::default())).await;
}

#[tokio::test]
async fn a_retention_that_cannot_be_meant_is_refused() {
    let (default, forever) = (
        Retention::default(),
        Retention::default().audit_events(None),
    );
    for fine in [default, forever] {
        assert_fine(local().retention(fine)).await;
    }
    let short = Retention::default()
        .audit_events(Some(Duration::from_secs(23 * 60 * 60)))
        .finished_outbox_rows(MINUTE)
        .dead_letters(Duration::ZERO);
    let expected = [
        "retention: audit_events",
        "retention: finished_outbox_rows",
        "retention: dead_letters",
    ];
    assert_all_told(local().retention(short), &expected).await;
}

#[tokio::test]
async fn roles_that_cannot_be_meant_are_refused() {
    let host = || local().permissions([BREW]);
    assert_fine(host().role("barista", [BREW]).role("admin", [BREW])).await;
    let wrong = host()
        .role("Head barista", [BREW])
        .role("barista", [BREW])
        .role("barista", [])
        .role("owner", [BREW])
        .role("taster", [Permission::new("tea:taste")]);
    let expected = [
        "role \"Head barista\" must be",
        "role barista is given twice",
        "role owner holds every permission",
        "role \"taster\" names the permission tea:taste",
    ];
    assert_all_told(wrong, &expected).await;
}

#[tokio::test]
async fn a_policy_that_signs_nobody_in_is_refused() {
    use SignInMethod as By;
    let policy = SignInPolicy::default;
    let none: [By; 0] = [];
    for (policy, told) in [
        (
            policy().first(none.clone()),
            "sign_in_policy: nobody could sign in",
        ),
        (
            policy().second(none.clone()),
            "sign_in_policy: nobody who has a second factor",
        ),
        (
            policy().second([By::RECOVERY_CODE, By::EMAIL]),
            "sign_in_policy: recovery codes and mailed codes stand in",
        ),
        (
            policy()
                .first([By::EMAIL])
                .second([By::AUTHENTICATOR, By::EMAIL]),
            "sign_in_policy: a mailed code never counts beside a mailed code",
        ),
        (
            policy().first([By::AUTHENTICATOR]),
            "sign_in_policy: no proof named authenticator opens",
        ),
        (
            policy().second([By::AUTHENTICATOR, By::PASSWORD]),
            "sign_in_policy: no proof named password is a second factor",
        ),
        (
            policy().trust_days(91),
            "sign_in_policy: browsers are trusted for 90 days at most",
        ),
        (
            policy().reset_delay(DAY * 31),
            "sign_in_policy: a reset of second factors waits",
        ),
        (
            policy().support(Support::new(" ")),
            "support: each text has",
        ),
        (
            policy().support(Support::new("a").in_language("tlh", "b")),
            "support: \"tlh\" is no",
        ),
        (
            policy().support(Support::new("a").link("//evil.example")),
            "support: \"//evil",
        ),
        (
            policy().support(Support::new("a").link("javascript:alert(1)")),
            "support: \"java",
        ),
    ] {
        assert_all_told(local().sign_in_policy(policy), &[told]).await;
    }
    let fine = policy()
        .first([By::PASSWORD])
        .second([By::AUTHENTICATOR, By::RECOVERY_CODE])
        .support(
            Support::new("Ask us.")
                .in_language("de", "Fragen Sie uns.")
                .link("/help"),
        );
    assert_fine(local().sign_in_policy(fine)).await;
}
