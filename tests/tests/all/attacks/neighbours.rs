//! Limits that somebody else uses up: behind the same address, in many networks, by one account.

use tokio::sync::Notify;
use widgets_core::crypto::HashParameters;
use widgets_core::stores::{LimitKey, LimitOutcome, LimitRequest, Quota};
use widgets_tests::prelude::*;

over_every_combination! {
    attack_168_a_network_of_many_networks_has_one_quota,
    attack_168_each_wider_network_has_a_quota,
    attack_168_resets_and_new_addresses_have_a_share,
    attack_168_hashing_stays_available_to_known_browsers,
    attack_168_a_crowd_of_one_network_delays_no_other_stranger,
    attack_170_a_neighbour_uses_up_nothing_of_known_browsers,
    attack_174_every_post_has_a_limit,
    attack_174_a_save_that_changes_nothing_writes_nothing,
    attack_174_mail_waits_for_no_subscriber,
}

async fn attack_168_a_network_of_many_networks_has_one_quota(host: TestHost) {
    // Each mail is asked for from another /64 of one /56, which has the share of four.
    let ask = async |network: u32, number: u32| {
        let mut browser = host.browser();
        browser.forwarded = Some(format!("2001:db8:7:{network:x}::1"));
        let address = format!("person{number}@nordlicht.example");
        browser
            .fill("/account/reset", &[("email", &address)])
            .await
            .status
    };
    for number in 0..80 {
        assert_eq!(ask(number, number).await, 303, "{number}");
    }
    assert_eq!(ask(80, 80).await, 429);
    assert_eq!(ask(0x100, 81).await, 303, "the next /56");
}

/// A quota of three: 16 times as much for a /48 of IPv6, 8 times for a /24 of IPv4.
async fn attack_168_each_wider_network_has_a_quota(host: TestHost) {
    let v6 = |number: u32| format!("2001:db8:{:x}:{:x}00::1", 7 + number / 48, number % 48);
    let v4 = |number: u32| format!("192.0.{}.{}", 2 + number / 24, number % 24);
    type Addresses<'a> = &'a (dyn Fn(u32) -> String + Sync);
    let both: [(Addresses<'_>, u32, &str); 2] =
        [(&v6, 48, "2001:db8:7:1::1"), (&v4, 24, "192.0.2.99")];
    for (address, all, one_more) in both {
        let ask = async |address: String| {
            let mut browser = host.browser();
            browser.forwarded = Some(address);
            browser.get("/account/probe/limited").await.status
        };
        for number in 0..all {
            assert_eq!(ask(address(number)).await, 200, "{}", address(number));
        }
        assert_eq!(ask(one_more.to_owned()).await, 429);
        assert_eq!(ask(address(all)).await, 200, "the next network");
    }
}

/// Uses up a limit of all unknown browsers together.
async fn use_up(host: &TestHost, purpose: &str) {
    let quota = Quota::new(2, Duration::from_secs(100_000));
    let request = LimitRequest::new(LimitKey::new(purpose, ""), quota);
    let limits = &host.storage.stores.limits;
    let taken = limits.consume(&[request], Some(host.clock.now())).await;
    assert_eq!(taken.unwrap(), LimitOutcome::Allowed);
}

async fn attack_168_resets_and_new_addresses_have_a_share(OnePerson(host, maren): OnePerson) {
    let ask = async |email: &str, form: &str| {
        let fields = [("email", email), ("way", "email")];
        let path = host.path(form);
        host.browser().fill(&path, &fields).await.status.as_u16()
    };
    assert_eq!(ask(&maren.email, "/sign-in").await, 303);
    use_up(&host, "codes.everybody").await;
    assert_eq!(ask(&maren.email, "/sign-in").await, 429, "mailed today");
    assert_eq!(
        ask("jonas@nordlicht.example", "/sign-in").await,
        303,
        "not mailed today"
    );
    assert_eq!(ask(&maren.email, "/reset").await, 303);
    use_up(&host, "codes.first_today").await;
    for _ in 0..2 {
        // Being refused uses up nothing of an address.
        assert_eq!(ask("ada@nordlicht.example", "/sign-in").await, 429);
    }
    assert_eq!(ask(&maren.email, "/reset").await, 303);
    use_up(&host, "codes.resets").await;
    assert_eq!(ask(&maren.email, "/reset").await, 429);
}

/// So many guess at once, each from a /64 of its own in one /48. They are being answered.
async fn crowd(host: &TestHost) -> tokio::task::JoinSet<()> {
    let (begun, mut crowd) = (host.hashes(), tokio::task::JoinSet::new());
    for number in 0..CROWD {
        let mut browser = host.browser();
        browser.forwarded = Some(format!("2001:db8:8:{number:x}::1"));
        let page = browser.get("/account/sign-in").await;
        crowd.spawn(async move {
            let email = format!("somebody{number}@nordlicht.example");
            let fields = [("email", &*email), ("password", "a guess that is wrong")];
            browser.submit(&page, "/sign-in", &fields).await;
        });
    }
    while host.hashes() == begun {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    crowd
}

const CROWD: u64 = 100;

/// A host on which a hash takes long enough to wait for.
fn slow(host: TestHostBuilder) -> TestHostBuilder {
    host.with(|builder| {
        builder.hash_parameters(HashParameters {
            memory: 32 * 1024,
            passes: 1,
            lanes: 1,
        })
    })
}

/// Signs in, and waits for few hashes of the crowd.
async fn is_in_soon(host: &TestHost, maren: &Person, browser: &mut Browser) {
    let form = browser.get("/account/sign-in").await;
    let begun = host.hashes();
    let crowd = crowd(host).await;
    must_accept(browser.submit(&form, "/sign-in", &maren.typed()).await);
    let before = host.hashes() - begun;
    assert!(before < CROWD / 2, "{before} hashes of {CROWD} came before");
    crowd.join_all().await;
}

async fn attack_168_hashing_stays_available_to_known_browsers(host: TestHostBuilder) {
    let SignedIn(host, maren, mut own) = SignedIn::of(slow(host)).await;
    own.sign_out().await;
    is_in_soon(&host, &maren, &mut own).await;
}

async fn attack_168_a_crowd_of_one_network_delays_no_other_stranger(host: TestHostBuilder) {
    let SignedOut(host, maren, mut browser) = SignedOut::of(slow(host)).await;
    is_in_soon(&host, &maren, &mut browser).await;
}

async fn attack_170_a_neighbour_uses_up_nothing_of_known_browsers(
    SignedIn(host, maren, mut own): SignedIn,
) {
    own.sign_out().await;
    let office = own.forwarded.clone();
    let mut refused = 0;
    for number in 0..40 {
        let mut neighbour = host.browser();
        neighbour.forwarded.clone_from(&office);
        let email = format!("somebody{number}@nordlicht.example");
        let guess = host.sign_in(&mut neighbour, &email, "a wrong guess").await;
        refused += usize::from(guess.status == 429);
    }
    // The owner's own sign-in was one of the thirty.
    assert_eq!(refused, 11);
    for number in 0..21 {
        let mut neighbour = host.browser();
        neighbour.forwarded.clone_from(&office);
        let email = format!("other{number}@nordlicht.example");
        neighbour.fill("/account/reset", &[("email", &email)]).await;
    }
    host.ask_to_reset(&mut own, &maren.email).await;
    host.ask_to_sign_in(&mut own, &maren.email).await;
    must_accept(host.sign_in(&mut own, &maren.email, PASSWORD).await);
    // Known browsers have a limit too.
    own.sign_out().await;
    let mut refused = 0;
    for number in 0..40 {
        let email = format!("another{number}@nordlicht.example");
        let guess = host.sign_in(&mut own, &email, "a wrong guess").await;
        refused += usize::from(guess.status == 429);
    }
    assert!((5..=20).contains(&refused), "{refused} were refused");
}

/// `limits_hold_per_client` asks each of them until it refuses.
async fn attack_174_every_post_has_a_limit(host: TestHost) {
    for endpoint in host.endpoints() {
        let is_post = *endpoint.method() == Method::POST;
        assert!(
            !is_post || endpoint.rule().limit().is_some(),
            "{endpoint:?}"
        );
    }
}

async fn attack_174_a_save_that_changes_nothing_writes_nothing(
    SignedIn(host, _, mut own): SignedIn,
) {
    const EVENTS: &str = "SELECT action FROM wg_audit_events WHERE action LIKE 'profile.%'";
    let events = async || {
        host.storage
            .query::<(String,)>(EVENTS)
            .await
            .map(|all| all.len())
    };
    must_accept(own.save_display_name("Maren O.").await);
    let preferences = [("language", "de"), ("time_zone", "Europe/Berlin")];
    must_accept(own.fill("/account/profile/preferences", &preferences).await);
    let before = events().await;
    for _ in 0..5 {
        must_accept(own.save_display_name("Maren O.").await);
        must_accept(own.fill("/account/profile/preferences", &preferences).await);
    }
    assert_eq!(events().await, before);
    must_accept(own.save_display_name("Maren Okafor").await);
    assert_eq!(events().await, before.map(|count| count + 1));
}

async fn attack_174_mail_waits_for_no_subscriber(host: TestHostBuilder) {
    // A subscriber that never finishes, and many events for it.
    let stuck = Arc::new(Notify::new());
    let host = host.with(move |builder| {
        builder.subscribe(move |_| {
            let stuck = Arc::clone(&stuck);
            async move {
                stuck.notified().await;
                Ok(())
            }
        })
    });
    let SignedIn(host, maren, mut own) = SignedIn::of(host).await;
    for number in 0..20 {
        must_accept(own.save_display_name(&format!("Maren {number}")).await);
    }
    host.ask_to_sign_in(&mut host.browser(), &maren.email).await;
    let working = tokio::spawn(host.widgets.worker().run());
    for _ in 0..1_000 {
        if !host.mailbox.mails().is_empty() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    working.abort();
    assert_eq!(
        host.mailbox.mails().len(),
        1,
        "it came while every event waits"
    );
}
