//! What `build()` refuses: every contradiction at once, in words that say what to change.

use std::sync::Arc;
use widgets_tests::prelude::*;

use widgets_core::crypto::{HashParameters, PasswordPolicy};
use widgets_core::mail::RecordingMailer;
use widgets_core::ops::Retention;
use widgets_core::table::{Access, Endpoint};
use widgets_core::widgets::sign_in::SignOut;
use widgets_core::{
    Action, Answer, Call, ConfigError, Entitlement, Input, Keys, NoticeKind, OrgCtx, PathParams,
    Permission, Problem, RequestCtx, SessionPolicy, UserCtx, Widget, Widgets, WidgetsBuilder,
};
use widgets_storage::MemoryStores;

/// Keys written as a host writes them: each of these ids, the newest first, with 32 bytes of its
/// own.
fn ring(ids: &[&str]) -> String {
    let letters: String = ('A'..='Z').chain('a'..='y').collect();
    let secret = |id: &str| {
        let skip = usize::from(id.bytes().last().unwrap_or(0)) % 20;
        letters
            .chars()
            .cycle()
            .skip(skip)
            .take(42)
            .collect::<String>()
            + "A"
    };
    let pairs: Vec<String> = ids
        .iter()
        .map(|id| format!("{id}:{}", secret(id)))
        .collect();
    pairs.join(",")
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

#[tokio::test]
async fn attack_164_development_keys_are_refused_in_production() {
    let told = problems(builder("https://example.com/account", Keys::development())).await;
    assert_eq!(told.len(), 1);
    assert!(
        told[0].starts_with("keys:") && told[0].contains("WIDGETS_KEYS"),
        "{told:?}"
    );
    for local in [
        "http://localhost:3000/account",
        "http://127.0.0.1/account",
        "http://[::1]/a",
    ] {
        assert!(
            problems(builder(local, Keys::development()))
                .await
                .is_empty(),
            "{local}"
        );
    }
    let keys = Keys::parse(&ring(&["2026-11"])).unwrap();
    assert!(
        problems(builder("https://example.com/account", keys))
            .await
            .is_empty()
    );
    for bad in [
        "",
        "a",
        "a:",
        "a:AAAA",
        "a:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    ] {
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
        type Command = Brew;

        async fn parse(&self, _: &Call<Self>) -> Result<Brew, Problem> {
            Ok(Brew)
        }

        async fn run(&self, _: &Call<Self>, _: &Brew) -> Result<Answer, Problem> {
            Ok(Answer::done((), "/"))
        }
    }
    let local = || builder("http://localhost/account", Keys::development());
    let lost = local()
        .before(|_: RequestCtx, _: Arc<Brew>| async { Ok(()) })
        .after(|_: RequestCtx, _: Arc<String>| async {})
        .after(|_: RequestCtx, _: Arc<SignOut>| async {});
    let told = problems(lost).await;
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].starts_with("before: ") && told[0].contains("Brew"));
    assert!(told[1].starts_with("after: ") && told[1].contains("String"));
    let coffee = Widget::new("coffee").post("brew", "/brew", Access::user(), Brewing);
    let performed = local()
        .widget(coffee)
        .before(|_: RequestCtx, _: Arc<Brew>| async { Ok(()) });
    assert_eq!(problems(performed).await, [""; 0]);
}

#[tokio::test]
async fn every_contradiction_is_told_at_once() {
    let endpoint = |name, path| {
        Endpoint::get(
            name,
            path,
            Access::member().permission(Permission::new("coffee:brew")),
            |_: OrgCtx, _: Input| async { Ok(Answer::done((), "/")) },
        )
    };
    struct BeanId;
    impl PathParams for BeanId {
        const NAMES: &'static [&'static str] = &["bean"];

        fn read(_: impl Fn(&str) -> String) -> Option<Self> {
            Some(Self)
        }
    }
    let misspelled = Endpoint::get(
        "bean",
        "/beans/{baen}",
        Access::anyone(),
        |_: RequestCtx, _: Input<BeanId>| async { Ok(Answer::done((), "/")) },
    );
    let twice = |name| {
        Endpoint::get(
            name,
            "/sessions",
            Access::anyone(),
            |_: RequestCtx, _: Input| async { Ok(Answer::done((), "/")) },
        )
    };
    let coffee =
        Widget::new("coffee").notice(NoticeKind::new("coffee.two words", |_| String::new()));
    let builder = builder("http://example.com/account?x", Keys::development())
        .name(" ")
        .return_origin("app.example.com")
        .session_policy(SessionPolicy {
            idle: Duration::from_secs(9 * 86_400),
            ..Default::default()
        })
        .permissions([Permission::new("Coffee"), Permission::new("org:mine")])
        .entitlements([Entitlement::new("a b")])
        .widget(
            coffee
                .endpoint(endpoint("brew", "/Brew"))
                .endpoint(endpoint("tea.brew", "/o/x"))
                .endpoint(misspelled),
        )
        .widget(Widget::new("coffee").endpoint(twice("list")));
    let told = problems(builder).await;
    let all = told.join("\n");
    for expected in [
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
    ] {
        assert!(all.contains(expected), "{expected} is not among\n{all}");
    }
}

#[tokio::test]
async fn what_hangs_on_the_public_url_is_checked_against_it() {
    let keys = || Keys::parse(&ring(&["a"])).unwrap();
    let weak = HashParameters {
        memory: 64,
        passes: 1,
        lanes: 1,
    };
    let told = problems(
        builder("http://example.com/account", keys())
            .hash_parameters(weak)
            .strict_transport(MINUTE)
            .return_origin("app.example.com")
            .signed_out_to("//evil.example"),
    )
    .await
    .join("\n");
    for expected in [
        "public_url: browsers keep secure cookies only with https",
        "hash_parameters:",
        "strict_transport:",
        "return_origin:",
        "signed_out_to:",
    ] {
        assert!(told.contains(expected), "{expected} is not among\n{told}");
    }
    let fine = builder("https://example.com/account", keys())
        .strict_transport(Duration::from_secs(31_536_000))
        .return_origin("https://app.example.com")
        .signed_out_to("https://app.example.com/bye");
    assert!(problems(fine).await.is_empty());
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
    let token = browser.csrf_token().await;
    let mut statuses = Vec::new();
    for host in [&both, &new] {
        browser.origin.clone_from(&host.origin);
        let fields = [("csrf_token", token.as_str())];
        statuses.push(
            browser
                .post("/account/probe/user", &fields)
                .await
                .status
                .as_u16(),
        );
    }
    assert_eq!(statuses, [200, 403]);
    // Sessions do not hang on the keys.
    assert!(new.is_in(&mut browser).await);
}

#[tokio::test]
async fn what_is_asked_of_passwords_can_be_met() {
    let loopback = || builder("http://localhost:3000/account", Keys::development());
    let policy = PasswordPolicy {
        shortest: 4,
        longest: 20,
        ..PasswordPolicy::default()
    };
    let costly = HashParameters {
        memory: 4 * 1024 * 1024,
        ..HashParameters::RECOMMENDED
    };
    let told = problems(loopback().password_policy(policy).hash_parameters(costly)).await;
    let told = told.join("\n");
    for expected in [
        "password_policy: the shortest password has 8 to 64 characters",
        "password_policy: the longest password has 64 to 1024 characters",
        "hash_parameters: argon2 takes at least 8 KiB a lane",
    ] {
        assert!(told.contains(expected), "{expected} is not among\n{told}");
    }
    // What argon2 cannot do at all.
    let impossible = HashParameters {
        memory: 8,
        passes: 1,
        lanes: 4,
    };
    let told = problems(loopback().hash_parameters(impossible)).await;
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(
        problems(loopback().password_policy(PasswordPolicy::default()))
            .await
            .is_empty()
    );
}

#[tokio::test]
async fn a_retention_that_cannot_be_meant_is_refused() {
    let url = "http://localhost/account";
    let with = |retention| builder(url, Keys::development()).retention(retention);
    assert_eq!(problems(with(Retention::default())).await, [""; 0]);
    let forever = Retention {
        audit_events: None,
        ..Retention::default()
    };
    assert_eq!(problems(with(forever)).await, [""; 0]);
    let short = Retention {
        audit_events: Some(Duration::from_secs(23 * 60 * 60)),
        finished_outbox_rows: MINUTE,
        dead_letters: Duration::ZERO,
    };
    let told = problems(with(short)).await;
    for (line, field) in ["audit_events", "finished_outbox_rows", "dead_letters"]
        .into_iter()
        .enumerate()
    {
        assert!(
            told[line].starts_with(&format!("retention: {field}")),
            "{told:?}"
        );
    }
    assert_eq!(told.len(), 3);
}

#[tokio::test]
async fn roles_that_cannot_be_meant_are_refused() {
    const BREW: Permission = Permission::new("coffee:brew");
    let host = || builder("http://localhost/account", Keys::development()).permissions([BREW]);
    let fine = host().role("barista", [BREW]).role("admin", [BREW]);
    assert_eq!(problems(fine).await, [""; 0]);
    let told = problems(
        host()
            .role("Head barista", [BREW])
            .role("barista", [BREW])
            .role("barista", [])
            .role("owner", [BREW])
            .role("taster", [Permission::new("tea:taste")]),
    )
    .await;
    let expected = [
        "role \"Head barista\" must be",
        "role barista is given twice",
        "role owner holds every permission",
        "role \"taster\" names the permission tea:taste",
    ];
    assert_eq!(told.len(), expected.len(), "{told:?}");
    for (told, expected) in told.iter().zip(expected) {
        assert!(told.starts_with(expected), "{told}");
    }
}
