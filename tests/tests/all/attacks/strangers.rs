//! What a stranger does with somebody else's address neither stops its owner nor tells anything.

use widgets_tests::prelude::*;

over_every_combination! {
    attack_169_a_strangers_reset_ends_no_other,
    attack_169_a_code_page_stays_whatever_happens_to_the_account,
    attack_169_a_declined_code_looks_like_any_other,
    attack_169_a_finished_reset_lets_its_owner_in,
    attack_169_a_mailed_code_clears_wrong_guesses,
    attack_169_a_one_time_link_clears_wrong_guesses,
    codes_to_sign_in_live_side_by_side,
    attack_173_a_typed_address_is_no_text_of_a_mail,
    a_reset_of_another_account_leaves_this_session,
    a_code_of_an_earlier_mail_is_told_and_costs_no_try,
    mails_speak_the_language_of_their_reader,
    refused_proofs_are_recorded_and_bounded,
    every_refused_proof_is_recorded,
}

async fn attack_169_a_strangers_reset_ends_no_other(SignedOut(host, maren, mut own): SignedOut) {
    let mut other = host.browser();
    let (page, mailed) = host.code_to_reset(&mut own, &maren.email).await;
    let (elsewhere, by_link) = host.code_to_reset(&mut other, &maren.email).await;
    let mut stranger = host.browser();
    let waiting = host.ask_to_reset(&mut stranger, &maren.email).await;
    // Link and code of both that were begun before still work.
    assert_eq!(
        other
            .get(&by_link.link)
            .await
            .count("input[name=new_password]"),
        1
    );
    must_accept(enter_reset(&mut own, &page, &mailed.code, NEW_PASSWORD).await);
    // One that is redeemed voids the others.
    must_refuse(enter_reset(&mut other, &elsewhere, &by_link.code, PASSWORD).await);
    assert!(other.get(&by_link.link).await.says("codes-over-title"));
    assert_eq!(
        stranger.get(&waiting.path).await.count("input[name=code]"),
        1
    );
    assert!(host.opens(&maren.email, NEW_PASSWORD).await);
}

/// What a stranger sees of a page that takes a code: the page, a wrong code, and one more mail.
async fn seen(host: &TestHost, stranger: &mut Browser, page: &Reply, email: &str) -> Vec<Outward> {
    let id = code_form(page);
    let shown = stranger.get(&page.path).await;
    let wrong = enter_reset(stranger, &shown, "0000 0000", NEW_PASSWORD).await;
    host.clock.advance(Duration::from_secs(31));
    let again = stranger.submit(&shown, "/resend", &[]).await;
    let all = [&shown, &wrong, &again];
    all.map(|reply| reply.outward(&[email, &id])).into()
}

async fn attack_169_a_code_page_stays_whatever_happens_to_the_account(host: TestHost) {
    let all = ["changed", "reset", "disabled", "ended", "deleted"];
    for (number, happens) in all.into_iter().enumerate() {
        let maren = host.person(&format!("Maren{number}")).await;
        let nobody = address(&format!("nobody{number}"));
        let mut answers = Vec::new();
        for email in [&maren.email, &nobody] {
            let (mut first, mut second) = (host.browser(), host.browser());
            let resetting = host.ask_to_reset(&mut first, email).await;
            let signing_in = host.ask_to_sign_in(&mut second, email).await;
            if *email == maren.email {
                befalls(&host, &maren, happens).await;
            }
            let mut own = seen(&host, &mut first, &resetting, email).await;
            own.extend(seen(&host, &mut second, &signing_in, email).await);
            answers.push(own);
        }
        assert_eq!(answers[0], answers[1], "{happens}");
    }
}

/// Something happens to an account that makes void what was begun for it.
async fn befalls(host: &TestHost, person: &Person, what: &str) {
    match what {
        "changed" => {
            let mut owner = host.signed_in(person).await;
            let fields = [
                ("current_password", PASSWORD),
                ("new_password", NEW_PASSWORD),
            ];
            must_accept(owner.fill("/account/security/password", &fields).await);
        }
        "reset" => {
            // In a known browser, whose mails are not counted with those of strangers.
            let mut owner = host.signed_in(person).await;
            host.deliver().await;
            let (page, mailed) = host.code_to_reset(&mut owner, &person.email).await;
            must_accept(enter_reset(&mut owner, &page, &mailed.code, NEW_PASSWORD).await);
        }
        "ended" => {
            host.users().end_everybodys_sessions().await.unwrap();
        }
        "disabled" => {
            host.users().disable(&person.account).await.unwrap();
        }
        _ => {
            host.users().delete(&person.account).await.unwrap();
        }
    }
}

async fn attack_169_a_declined_code_looks_like_any_other(
    SignedOut(host, maren, mut own): SignedOut,
) {
    let (page, mailed) = host.code_to_sign_in(&mut own, &maren.email).await;
    let mut reader = host.browser();
    let decline = reader.get(&mailed.decline).await;
    reader.submit(&decline, &mailed.decline, &[]).await;
    let before = host.mails_to(&maren.email).await.len();
    let declined = seen(&host, &mut own, &page, &maren.email).await;
    let (nobody, mut other) = (address("nobody"), host.browser());
    let others = host.ask_to_sign_in(&mut other, &nobody).await;
    assert_eq!(declined, seen(&host, &mut other, &others, &nobody).await);
    assert_eq!(
        host.mails_to(&maren.email).await.len(),
        before,
        "nothing more is mailed"
    );
    // Not even the right code helps.
    let page = own.get(&page.path).await;
    must_refuse(enter(&mut own, &page, &mailed.code).await);
    assert!(!host.is_in(&mut own).await);
}

async fn attack_169_a_finished_reset_lets_its_owner_in(SignedIn(host, maren, mut own): SignedIn) {
    own.sign_out().await;
    let mut stranger = host.browser();
    for _ in 0..5 {
        must_refuse(
            host.sign_in(&mut stranger, &maren.email, "a wrong guess")
                .await,
        );
    }
    for _ in 0..4 {
        host.ask_to_reset(&mut stranger, &maren.email).await;
    }
    host.deliver().await;
    let (page, mailed) = host.code_to_reset(&mut own, &maren.email).await;
    must_accept(enter_reset(&mut own, &page, &mailed.code, NEW_PASSWORD).await);
    host.ask_to_sign_in(&mut own, &maren.email).await;
    host.ask_to_reset(&mut own, &maren.email).await;
    must_accept(host.sign_in(&mut own, &maren.email, NEW_PASSWORD).await);
    // Also in a browser that was never here: the guesses were at a password that is gone.
    must_accept(
        host.sign_in(&mut host.browser(), &maren.email, NEW_PASSWORD)
            .await,
    );
}

async fn attack_169_a_mailed_code_clears_wrong_guesses(OnePerson(host, maren): OnePerson) {
    let mut stranger = host.browser();
    for _ in 0..5 {
        must_refuse(
            host.sign_in(&mut stranger, &maren.email, "a wrong guess")
                .await,
        );
    }
    must_answer(
        429,
        host.sign_in(&mut host.browser(), &maren.email, PASSWORD)
            .await,
    );
    host.signed_in_by_code(&maren.email).await;
    must_accept(
        host.sign_in(&mut host.browser(), &maren.email, PASSWORD)
            .await,
    );
}

async fn attack_169_a_one_time_link_clears_wrong_guesses(OnePerson(host, maren): OnePerson) {
    let mut stranger = host.browser();
    for _ in 0..5 {
        must_refuse(
            host.sign_in(&mut stranger, &maren.email, "a wrong guess")
                .await,
        );
    }
    let mut other = host.browser();
    must_answer(429, host.sign_in(&mut other, &maren.email, PASSWORD).await);
    let link = host.sign_in_link(&maren, HOUR).await;
    must_accept(follow_link(&mut host.browser(), &link).await);
    must_accept(host.sign_in(&mut other, &maren.email, PASSWORD).await);
}

async fn codes_to_sign_in_live_side_by_side(OnePerson(host, maren): OnePerson) {
    let (mut first, mut second) = (host.browser(), host.browser());
    let (page, mailed) = host.code_to_sign_in(&mut first, &maren.email).await;
    let (elsewhere, later) = host.code_to_sign_in(&mut second, &maren.email).await;
    must_accept(enter(&mut first, &page, &mailed.code).await);
    must_accept(enter(&mut second, &elsewhere, &later.code).await);
}

async fn attack_173_a_typed_address_is_no_text_of_a_mail(Visitor(host, mut browser): Visitor) {
    let bait = "victim+win-www.evil.example/prize@nordlicht.example";
    begin(&mut browser, bait).await;
    let mail = host.newest_mail(bait).await;
    for text in [&mail.subject, &mail.text, &mail.html] {
        assert!(!text.contains("evil") && !text.contains("prize"), "{text}");
    }
    // Its reader still sees whom it is for.
    assert!(mail.text.contains("v…@"), "{}", mail.text);
}

async fn a_reset_of_another_account_leaves_this_session(SignedIn(host, _, mut own): SignedIn) {
    let jonas = host.person("Jonas").await;
    let (page, mailed) = host.code_to_reset(&mut own, &jonas.email).await;
    must_accept(enter_reset(&mut own, &page, &mailed.code, NEW_PASSWORD).await);
    assert!(own.has_session() && host.is_in(&mut own).await);
}

async fn a_code_of_an_earlier_mail_is_told_and_costs_no_try(
    SignedOut(host, maren, mut browser): SignedOut,
) {
    let (page, old) = host.code_to_sign_in(&mut browser, &maren.email).await;
    let first = host.newest_mail(&maren.email).await;
    assert!(first.subject.contains(&old.code), "{}", first.subject);
    host.clock.advance(Duration::from_secs(31));
    browser.submit(&page, "/resend", &[]).await;
    let new = host.mailed_code(&maren.email).await;
    let second = host.newest_mail(&maren.email).await;
    assert_ne!(first.subject, second.subject);
    for _ in 0..6 {
        let reply = must_refuse(enter(&mut browser, &page, &old.code).await);
        reply.assert_says("codes-code-outdated");
    }
    must_accept(enter(&mut browser, &page, &new.code).await);
}

async fn mails_speak_the_language_of_their_reader(Visitor(host, mut own): Visitor) {
    own.plant("__Host-wg-locale", "de");
    let (page, mailed) = host.code_to_sign_up(&mut own, MAREN).await;
    must_accept(enter(&mut own, &page, &mailed.code).await);
    // Whoever asks reads Arabic; the account was made in German.
    let mut thief = host.browser();
    thief.plant("__Host-wg-locale", "ar");
    let language = async |host: &TestHost| host.newest_mail(MAREN).await.language.to_string();
    host.ask_to_reset(&mut thief, MAREN).await;
    assert_eq!(language(&host).await, "de");
    let fields = [("language", "en"), ("time_zone", "")];
    must_accept(own.fill("/account/profile/preferences", &fields).await);
    host.ask_to_sign_in(&mut thief, MAREN).await;
    assert_eq!(language(&host).await, "en");
    // A stolen session that changes the password tells the owner in the owner's language.
    let (page, mailed) = host.code_to_reset(&mut thief, MAREN).await;
    must_accept(enter_reset(&mut thief, &page, &mailed.code, NEW_PASSWORD).await);
    assert_eq!(language(&host).await, "en");
    let mut stolen = host.browser();
    stolen.plant("__Host-wg-locale", "ar");
    must_accept(host.sign_in(&mut stolen, MAREN, NEW_PASSWORD).await);
    let fields = [
        ("current_password", NEW_PASSWORD),
        ("new_password", PASSWORD),
    ];
    must_accept(stolen.fill("/account/security/password", &fields).await);
    assert_eq!(language(&host).await, "en");
    // So does the mail that an address already has an account.
    begin(&mut thief, MAREN).await;
    assert_eq!(language(&host).await, "en");
    // A new address hears the language of whoever typed it.
    host.code_to_sign_up(&mut thief, "new@nordlicht.example")
        .await;
    assert_eq!(
        host.newest_mail("new@nordlicht.example")
            .await
            .language
            .to_string(),
        "ar"
    );
}

async fn refused_proofs_are_recorded_and_bounded(OnePerson(host, maren): OnePerson) {
    for email in [&maren.email, &address("nobody")] {
        for _ in 0..30 {
            host.sign_in(&mut host.browser(), email, "a wrong guess")
                .await;
            host.clock.advance(MINUTE);
        }
    }
    let count = async |account: &'static str| {
        let rows = host.storage.query::<(String,)>(account).await;
        rows.map(|rows| rows.len())
    };
    let own = count(
        "SELECT details FROM wg_audit_events WHERE action = 'session.refused' AND account_id IS NOT NULL",
    );
    let others = count(
        "SELECT details FROM wg_audit_events WHERE action = 'session.refused' AND account_id IS NULL",
    );
    if let (Some(own), Some(others)) = (own.await, others.await) {
        assert_eq!(own, others);
        assert!((5..=11).contains(&own), "{own} events");
    }
}

async fn every_refused_proof_is_recorded(SignedIn(host, maren, mut own): SignedIn) {
    const REFUSED: &str = "SELECT details FROM wg_audit_events WHERE action = 'session.refused'";
    let count = async || {
        let rows = host.storage.query::<(String,)>(REFUSED).await;
        rows.map(|rows| rows.len())
    };
    let mut asking = host.browser();
    let (page, mailed) = host.code_to_sign_in(&mut asking, &maren.email).await;
    must_refuse(enter(&mut asking, &page, mailed.wrong()).await);
    let Some(after_code) = count().await else {
        return;
    };
    assert_eq!(after_code, 1);
    let fields = [
        ("current_password", "a wrong guess"),
        ("new_password", NEW_PASSWORD),
    ];
    must_refuse(own.fill("/account/security/password", &fields).await);
    assert_eq!(count().await, Some(2));
    host.clock.advance(11 * MINUTE);
    let stale = own.get("/account/probe/fresh").await;
    let page = own.follow(stale).await;
    must_refuse(
        own.submit(&page, "/step-up", &[("password", "a wrong guess")])
            .await,
    );
    assert_eq!(count().await, Some(3));
}
