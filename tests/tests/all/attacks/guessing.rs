//! Passwords and addresses that are guessed, one by one or at once.

use sqlx::postgres::PgPoolOptions;
use tokio::task::JoinSet;
use widgets_core::crypto::HashParameters;
use widgets_tests::prelude::*;

over_every_combination! {
    attack_016_every_address_gets_the_same_answer_for_the_same_work,
    attack_016_a_used_up_limit_tells_nothing_either,
    attack_018_guessing_locks_out_no_owner,
    attack_020_forged_addresses_skip_no_limit,
    attack_022_parallel_guesses_are_counted,
    attack_026_huge_passwords_and_many_sign_ins_block_no_page,
    attack_037_a_weak_hash_is_replaced_at_sign_in,
}

async fn attack_016_every_address_gets_the_same_answer_for_the_same_work(host: TestHost) {
    host.accounts_in_every_state().await;
    let mut answers = Vec::new();
    for name in STATES {
        let email = address(name);
        let mut browser = host.browser();
        // The right password where it must not help, a wrong one where it would.
        let password = match name {
            "known" => "not the password",
            _ => PASSWORD,
        };
        let page = browser.get("/account/sign-in").await;
        let before = host.work();
        let fields = [("email", email.as_str()), ("password", password)];
        let reply = browser.submit(&page, "/sign-in", &fields).await;
        let work = host.work() - before;
        assert_eq!(work.hashes, 1, "{name}");
        answers.push((name, work, reply.outward(&[&email])));
    }
    for (name, work, answer) in &answers {
        assert_eq!(*work, answers[0].1, "{name}");
        assert_eq!(*answer, answers[0].2, "{name}");
    }
}

async fn attack_016_a_used_up_limit_tells_nothing_either(host: TestHost) {
    host.person("known").await;
    let mut answers = Vec::new();
    for email in ["known", "unknown"].map(address) {
        let mut seen = Vec::new();
        // Each spelling is the same address.
        let other = format!(" {} ", email.to_uppercase());
        for typed in [&email, &other].into_iter().cycle().take(7) {
            let mut browser = host.browser();
            let page = browser.get("/account/sign-in").await;
            let fields = [("email", typed.as_str()), ("password", "a wrong guess")];
            let before = host.work();
            let reply = browser.submit(&page, "/sign-in", &fields).await;
            seen.push((reply.outward(&[typed, typed.trim()]), host.work() - before));
        }
        let statuses: Vec<u16> = seen.iter().map(|((status, ..), _)| *status).collect();
        assert_eq!(statuses, [422, 422, 422, 422, 422, 429, 429], "{email}");
        answers.push(seen);
    }
    assert_eq!(answers[0], answers[1]);
}

async fn attack_018_guessing_locks_out_no_owner(SignedIn(host, maren, mut owner): SignedIn) {
    let before = host.hashes();
    let guess = "a guess that is wrong";
    for _ in 0..130 {
        let mut attacker = host.browser();
        host.sign_in(&mut attacker, &maren.email, guess).await;
        host.clock.advance(20 * MINUTE);
    }
    let guesses = host.hashes() - before;
    assert!((60..=100).contains(&guesses), "{guesses} were evaluated");
    let mut attacker = host.browser();
    let refused = host.sign_in(&mut attacker, &maren.email, PASSWORD).await;
    assert_eq!(refused.status, 429, "not even the right one");
    refused.assert_says("too-many-text");
    // The owner's own browser goes its own way. A browser of somebody else that Maren's account
    // does not know goes none.
    let jonas = host.person("Jonas").await;
    let mut other = host.signed_in(&jonas).await;
    for (browser, status) in [(&mut owner, 303), (&mut other, 429)] {
        browser.cookies.remove("__Host-wg");
        let reply = host.sign_in(browser, &maren.email, PASSWORD).await;
        assert_eq!(reply.status, status);
    }
}

async fn attack_020_forged_addresses_skip_no_limit(Visitor(_host, mut browser): Visitor) {
    // One trusted proxy: what stands left of its own entry is the client's invention.
    let real = browser.forwarded.clone().unwrap();
    let mut refused = 0;
    for number in 0..6 {
        browser.forwarded = Some(format!("203.0.113.{number}, {real}"));
        if browser.get("/account/probe/limited").await.status == 429 {
            refused += 1;
        }
    }
    assert_eq!(refused, 3);
    // What cannot be read is an unknown client, and all of those share one limit.
    let mut statuses = Vec::new();
    for odd in ["a", "", "1.2.3.4:x", "unknown", "256.1.1.1"] {
        browser.forwarded = Some(odd.to_owned());
        statuses.push(browser.get("/account/probe/limited").await.status.as_u16());
    }
    assert_eq!(statuses, [200, 200, 200, 429, 429]);
}

async fn attack_022_parallel_guesses_are_counted(OnePerson(host, maren): OnePerson) {
    let guesses = guess_at_once(&host, (0..50).map(|_| maren.email.clone())).await;
    let statuses = guesses.join_all().await;
    let count = |status| statuses.iter().filter(|own| **own == status).count();
    assert_eq!((count(422), count(429)), (5, 45), "{statuses:?}");
    assert_eq!(host.work().hashes, 1 + 5, "one to create the account");
}

/// Wrong passwords for these addresses, each from a browser of its own, all sent at the same time
/// once every browser has the form. Their statuses come.
async fn guess_at_once(host: &TestHost, emails: impl Iterator<Item = String>) -> JoinSet<u16> {
    let mut ready = Vec::new();
    for email in emails {
        let mut browser = host.browser();
        let page = browser.get("/account/sign-in").await;
        ready.push(async move {
            let fields = [("email", &*email), ("password", "a guess that is wrong")];
            let reply = browser.submit(&page, "/sign-in", &fields).await;
            reply.status.as_u16()
        });
    }
    ready.into_iter().collect()
}

/// How many sign in at once.
const CROWD: u64 = 300;

/// Puts stores under a host that wait for the database as long as it takes, so that a slow machine is no
/// outage.
async fn patient(host: TestHostBuilder) -> TestHostBuilder {
    let storage = Arc::new(host.storage().fresh().await);
    let location = storage.location.as_str();
    let stores = match host.storage() {
        Storage::Memory => return host,
        Storage::Sqlite => SqlStores::sqlite_file(location).await.unwrap(),
        Storage::Postgres => {
            let pool = PgPoolOptions::new().acquire_timeout(HOUR);
            SqlStores::postgres(pool.connect(location).await.unwrap())
        }
    };
    let stores = stores.with_deadline(HOUR);
    host.over(&storage).wrapping(move |_| stores.into())
}

async fn attack_026_huge_passwords_and_many_sign_ins_block_no_page(host: TestHostBuilder) {
    // A hash takes long enough here that all but a few of the crowd have to wait for theirs. The clock
    // stands still, so nobody waits too long, however slow the machine is.
    let host = host.with(|builder| {
        builder.hash_parameters(HashParameters {
            memory: 8 * 1024,
            passes: 1,
            lanes: 1,
        })
    });
    let host = patient(host).await.start().await;
    let maren = host.person("Maren").await;
    let mut browser = host.browser();
    let before = host.work().hashes;
    for (length, status) in [(1_000_000, 413), (4_097, 422)] {
        let huge = "x".repeat(length);
        let refused = host.sign_in(&mut browser, &maren.email, &huge).await;
        assert_eq!(refused.status, status);
    }
    assert_eq!(host.work().hashes, before, "nothing was hashed");

    let mut signed_in = host.signed_in(&maren).await;
    let begun = host.work().hashes;
    let emails = (0..CROWD).map(|number| format!("somebody{number}@nordlicht.example"));
    let guesses = tokio::spawn(guess_at_once(&host, emails).await.join_all());
    let mut pages = 0;
    while !guesses.is_finished() {
        let before = host.work().hashes - begun;
        assert!(host.is_in(&mut signed_in).await, "pages go on meanwhile");
        // Counted in hashes, since time depends on the machine.
        let meanwhile = host.work().hashes - begun - before;
        assert!(
            meanwhile < CROWD / 2,
            "a page waited for {meanwhile} hashes of others"
        );
        pages += 1;
    }
    assert!(pages > 2, "{pages} pages were answered meanwhile");
    let statuses = guesses.await.unwrap();
    assert!(statuses.iter().all(|own| *own == 422), "{statuses:?}");
}

async fn attack_037_a_weak_hash_is_replaced_at_sign_in(host: TestHost) {
    // An older system hashed with less memory.
    let older = host.beside().with(|builder| {
        builder.hash_parameters(HashParameters {
            memory: 16,
            passes: 1,
            lanes: 1,
        })
    });
    let old = older.start().await.person("old").await;
    let mut hashes = Vec::new();
    for _ in 0..2 {
        let before = host.hashes();
        let mut browser = host.browser();
        must_accept(host.sign_in(&mut browser, &old.email, PASSWORD).await);
        hashes.push(host.hashes() - before);
    }
    assert_eq!(hashes, [2, 1], "verified and replaced, then only verified");
    let email = Email::parse(&old.email).unwrap();
    let accounts = &host.storage.stores.accounts;
    let now = host.clock.now();
    let credentials = accounts.credentials(email.key(), None, now).await.unwrap();
    let kept = credentials.and_then(|own| own.password).unwrap();
    let least = "$argon2id$v=19$m=64,t=1,p=1$";
    assert!(kept.as_str().starts_with(least), "the stronger one is kept");
}
