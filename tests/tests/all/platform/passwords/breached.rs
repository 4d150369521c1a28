//! Passwords that are common or have leaked, and a service that knows the latter.

use widgets_core::crypto::PasswordFlaw::{Breached, OwnWords, TooShort, TooWeak};
use widgets_core::crypto::{PasswordPolicy, PasswordStrength};
use widgets_tests::prelude::*;
use widgets_tests::servers::ranges::{BREACHED, RangeService, Ranges};

use super::{flaws, set, status};

over_every_combination! {
    attack_033_common_and_weak_passwords_are_refused,
    attack_033_no_form_takes_a_breached_password,
    attack_034_only_five_digits_of_a_hash_are_told,
    attack_034_trouble_of_the_service_keeps_nobody_out,
    the_host_decides_about_common_and_weak_passwords,
}

async fn asking(host: TestHostBuilder, log: &Log) -> (TestHost, RangeService) {
    let service = RangeService::start().await;
    let (asking, log) = (service.asking(), log.clone());
    let host = host.with(move |builder| asking(log.events(builder)));
    (host.start().await, service)
}

async fn attack_033_common_and_weak_passwords_are_refused(host: TestHost) {
    for (password, expected) in [
        ("1qaz2wsx3edc4rfv", vec![Breached]),
        ("1QAZ2wsx3EDC4rfv", vec![Breached]),
        ("password", vec![TooShort { least: 15, has: 8 }, Breached]),
        ("abcabcabcabcabc", vec![TooWeak]),
        ("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", vec![TooWeak]),
        ("abcabc", vec![TooShort { least: 15, has: 6 }, TooWeak]),
        ("maren", vec![TooShort { least: 15, has: 5 }, OwnWords]),
    ] {
        assert_eq!(
            flaws(&host, "maren", password).await,
            expected,
            "{password}"
        );
    }
    let mut browser = host.browser();
    for (language, word) in [
        ("en", "attackers"),
        ("de", "Angreifer"),
        ("ar", "المهاجمون"),
    ] {
        browser.plant("__Host-wg-locale", language);
        let page = browser.get("/account/sign-up").await;
        let fields = [
            ("email", MAREN),
            ("display_name", "Maren"),
            ("password", "password"),
        ];
        let refused = browser.submit(&page, "/sign-up", &fields).await;
        refused.assert_invalid("password");
        assert!(refused.body.contains(word), "{language}: {}", refused.body);
    }
}

async fn attack_033_no_form_takes_a_breached_password(host: TestHostBuilder) {
    let (host, service) = asking(host, &Log::default()).await;
    assert_eq!(flaws(&host, "maren", BREACHED).await, [Breached]);
    let maren = host.person("maren").await;
    let mut browser = host.signed_in(&maren).await;
    service.requests();
    let fields = [("current_password", PASSWORD), ("new_password", BREACHED)];
    let changed = browser.fill("/account/security/password", &fields).await;
    changed.assert_invalid("new_password");
    assert_eq!(service.requests().len(), 1, "it is asked once");
    let mut browser = host.browser();
    let (page, mailed) = host.code_to_reset(&mut browser, &maren.email).await;
    let reset = enter_reset(&mut browser, &page, &mailed.code, BREACHED).await;
    reset.assert_invalid("new_password");
    assert_eq!(status(&host, "maren", PASSWORD).await, 303);
    let invited = "maren.i@nordlicht.example";
    host.users().invite(invite(invited)).await.unwrap();
    let link = invitation_link(&host, invited).await;
    let mut browser = host.browser();
    let page = browser.get(&link).await;
    let fields = [("display_name", ""), ("password", BREACHED)];
    let accepted = browser.submit(&page, &link, &fields).await;
    accepted.assert_invalid("password");
    let bare = host.bare("bare").await;
    let mut browser = host.signed_in_by_code(&bare.email).await;
    let path = "/account/security/password/set";
    let set = browser.fill(path, &[("new_password", BREACHED)]).await;
    set.assert_invalid("new_password");
    let mut browser = host.browser();
    let page = browser.get("/account/sign-up").await;
    let fields = [
        ("email", MAREN),
        ("display_name", ""),
        ("password", BREACHED),
    ];
    let begun = browser.submit(&page, "/sign-up", &fields).await;
    begun.assert_invalid("password");
}

async fn attack_034_only_five_digits_of_a_hash_are_told(host: TestHostBuilder) {
    let (host, service) = asking(host, &Log::default()).await;
    set(&host, "maren", PASSWORD).await;
    let requests = service.requests();
    assert_eq!(requests.len(), 1);
    let (line, headers) = requests[0].split_once('{').unwrap();
    let digits = line.strip_prefix("GET /range/").unwrap().trim_end();
    assert_eq!(digits.len(), 5, "{line}");
    assert!(digits.bytes().all(|own| own.is_ascii_hexdigit()));
    assert!(headers.contains(r#""add-padding": "true""#), "{headers}");
    for name in ["cookie", "referer", "authorization"] {
        assert!(!headers.contains(name), "{headers}");
    }
    // Signing in asks for nothing.
    assert_eq!(status(&host, "maren", PASSWORD).await, 303);
    // Nor is a password looked up that is refused as common already.
    assert_eq!(flaws(&host, "jonas", "1qaz2wsx3edc4rfv").await, [Breached]);
    assert!(service.requests().is_empty());
}

async fn attack_034_trouble_of_the_service_keeps_nobody_out(host: TestHostBuilder) {
    let log = Log::default();
    let (host, service) = asking(host, &log).await;
    let maren = host.person("maren").await;
    let mut browser = host.signed_in(&maren).await;
    let mut current = PASSWORD.to_owned();
    for (number, (how, reason)) in [
        (Ranges::Failing, "500"),
        (Ranges::Nonsense, "no list of hashes"),
        (Ranges::Elsewhere, "302"),
        (Ranges::Endless, "more than"),
        (Ranges::Hanging, "no answer within"),
    ]
    .into_iter()
    .enumerate()
    {
        service.answers(how);
        host.deliver().await;
        log.take();
        let new = format!("{BREACHED} number {number}");
        let fields = [("current_password", &*current), ("new_password", &*new)];
        must_accept(browser.fill("/account/security/password", &fields).await);
        host.deliver().await;
        let heard = log.take().join("\n");
        assert!(heard.contains("password.unchecked"), "{how:?}: {heard}");
        assert!(heard.contains(reason), "{how:?}: {heard}");
        assert!(!heard.contains(BREACHED), "{how:?}: {heard}");
        current = new;
    }
    assert_eq!(status(&host, "maren", &current).await, 303);
    service.answers(Ranges::Well);
    assert_eq!(flaws(&host, "jonas", BREACHED).await, [Breached]);
}

async fn the_host_decides_about_common_and_weak_passwords(host: TestHostBuilder) {
    let policy = PasswordPolicy::default().refuse_common(false);
    let policy = policy.least_strength(PasswordStrength::VeryWeak);
    let host = host.with(|builder| builder.password_policy(policy));
    let host = host.start().await;
    for (name, password) in [("maren", "1qaz2wsx3edc4rfv"), ("jonas", "abcabcabcabcabc")] {
        set(&host, name, password).await;
        assert_eq!(status(&host, name, password).await, 303, "{password}");
    }
}
