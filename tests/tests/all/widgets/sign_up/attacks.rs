//! Attacks on signing up, each by its number.

use std::collections::BTreeSet;

use widgets_tests::prelude::*;

over_every_combination! {
    attack_017_a_taken_address_gets_the_same_page_for_the_same_work,
    attack_023_a_foreign_sign_up_gives_no_access,
    attack_025_a_sign_up_mails_one_mailbox_or_none,
    attack_027_no_step_of_a_sign_up_is_skipped,
    attack_032_033_weak_passwords_are_refused,
    attack_040_of_many_completions_one_makes_the_account,
    attack_047_of_two_browsers_with_one_address_the_first_wins,
    attack_049_a_name_stays_text_in_pages_and_mails,
    attack_050_sign_ups_fill_no_mailbox,
}

/// The code in the mail to that address that is not `known`.
async fn newest_other(host: &TestHost, email: &str, known: &MailedCode) -> String {
    let mails = host.mails_to(email).await;
    let codes = mails.iter().map(MailedCode::read);
    let mut others = codes.filter(|own| own.link != known.link);
    others.next().unwrap().code
}

async fn attack_017_a_taken_address_gets_the_same_page_for_the_same_work(host: TestHost) {
    host.accounts_in_every_state().await;
    let mut answers = Vec::new();
    for name in STATES {
        let email = address(name);
        let mut browser = host.browser();
        let page = browser.get("/account/sign-up").await;
        let before = host.work();
        let asked = browser.submit(&page, "/sign-up", &typed(&email)).await;
        let work = host.work() - before;
        assert_eq!(work.hashes, 1);
        let shown = browser.follow(asked.clone()).await;
        shown.assert_says("codes-taken");
        let wrong = enter(&mut browser, &shown, "00000000").await;
        host.clock.advance(Duration::from_secs(31));
        let again = browser.submit(&shown, "/resend", &[]).await;
        let id = code_form(&shown);
        let plain = |reply: &Reply| reply.outward(&[&email, &id]);
        answers.push(([&asked, &shown, &wrong, &again].map(plain), work));
        let mails = host.mails_to(&email).await;
        assert_eq!(mails.len(), 2, "{name}: one, and one again");
        for mail in &mails {
            let taken = says(&mail.subject, "mail-taken-subject");
            assert_eq!(taken, name != "unknown", "{}", mail.subject);
            let reveals = mail.text.contains("/account/link/");
            assert_eq!(reveals, name == "unknown", "{}", mail.text);
        }
    }
    let same = answers.windows(2).all(|pair| pair[0] == pair[1]);
    assert!(same, "{answers:#?}");
}

async fn attack_023_a_foreign_sign_up_gives_no_access(host: TestHost) {
    let (mut attacker, mut victim) = (host.browser(), host.browser());
    let (planted, trap) = host.code_to_sign_up(&mut attacker, MAREN).await;
    // The victim opens the attacker's link: nothing happens, and nothing of it is taken over.
    assert_eq!(victim.get(&trap.link).await.count(".wg-widget form"), 0);
    assert!(!has_account(&host, MAREN).await);
    let own = [("email", MAREN), ("password", NEW_PASSWORD)];
    let page = victim.fill_through("/account/sign-up", &own).await;
    host.enter_mailed(&mut victim, &page, MAREN).await;
    assert!(host.is_in(&mut victim).await);
    assert_eq!(name_of(&host, MAREN).await, "");
    // The attacker's own password opens nothing, and neither does what is pending, even with
    // the code that the victim's mailbox got.
    assert!(!host.opens(MAREN, PASSWORD).await);
    must_refuse(enter(&mut attacker, &planted, &trap.code).await);
    assert!(!host.is_in(&mut attacker).await);
    host.clock.advance(Duration::from_secs(31));
    attacker.submit(&planted, "/resend", &[]).await;
    assert!(host.is_in(&mut victim).await);
    assert!(host.opens(MAREN, NEW_PASSWORD).await);
}

async fn attack_025_a_sign_up_mails_one_mailbox_or_none(Visitor(host, mut browser): Visitor) {
    let long = format!("{}@nordlicht.example", "a".repeat(250));
    for trick in [
        "a@x.example,b@evil.example",
        "a@x.example b@evil.example",
        "a\u{ff20}x.example",
        "\u{fb01}@x.example",
        "a@x.example\r\nBcc: b@evil.example",
        "\"a b\"@x.example",
        "Maren <a@x.example>",
        "a@127.0.0.1",
        long.as_str(),
    ] {
        let reply = fill_in(&mut browser, &typed(trick)).await;
        assert_eq!(reply.status, 422, "{trick:?}");
        reply.assert_invalid("email");
    }
    host.deliver().await;
    assert!(host.mailbox.mails().is_empty());
    // However it is spelled, one mailbox has one account.
    let page = begin(&mut browser, " Maren@NORDLICHT.example ").await;
    host.enter_mailed(&mut browser, &page, "Maren@NORDLICHT.example")
        .await;
    begin(&mut host.browser(), MAREN).await;
    let newest = host.newest_mail("Maren@NORDLICHT.example").await;
    assert!(says(&newest.subject, "mail-taken-subject"));
    assert!(host.mails_to(MAREN).await.is_empty());
}

async fn attack_027_no_step_of_a_sign_up_is_skipped(host: TestHost) {
    let (mut browser, mut thief) = (host.browser(), host.browser());
    let page = begin(&mut browser, MAREN).await;
    let code = host.mailed_code(MAREN).await.code;
    // Another browser, with a token of its own, has neither the page nor the code.
    must_say(thief.get(&page.path).await, "codes-over-title");
    must_refuse(thief.post_with_token(&page.path, &[("code", &code)]).await);
    // Nor does the code of one's own sign-up open another one's.
    let mine = begin(&mut thief, "evil@nordlicht.example").await;
    assert_eq!(enter(&mut thief, &mine, &code).await.status, 422);
    // Nor does a field that claims a step is done.
    let fields = [("done", "true"), ("verified", "true"), ("email", MAREN)];
    must_refuse(browser.submit(&page, &code_form(&page), &fields).await);
    assert!(!has_account(&host, MAREN).await);
    assert_eq!(enter(&mut browser, &page, &code).await.status, 303);
    host.clock.advance(Duration::from_secs(10));
    let twice = enter(&mut browser, &page, &code).await;
    assert_ne!(twice.status, 303, "no step is done twice");
}

async fn attack_032_033_weak_passwords_are_refused(Visitor(host, mut browser): Visitor) {
    for weak in [
        "fourteen chars",
        "maren@nordlicht.example",
        "Coffee Desk Coffee Desk",
        "MarenMarenMaren",
    ] {
        let reply = fill_in(&mut browser, &typed_as("Maren", MAREN, weak)).await;
        assert_eq!(reply.status, 422, "{weak}");
        reply.assert_invalid("password");
    }
    // Long ones count to the last byte, with spaces around them and letters of any script.
    let long = format!(" {}é ", "kettle 🫖 ".repeat(9));
    let fields = [("email", MAREN), ("password", long.as_str())];
    let page = browser.fill_through("/account/sign-up", &fields).await;
    host.enter_mailed(&mut browser, &page, MAREN).await;
    assert!(host.opens(MAREN, &long).await);
    assert!(!host.opens(MAREN, long.trim_end()).await);
}

async fn attack_040_of_many_completions_one_makes_the_account(Visitor(host, mut browser): Visitor) {
    let (page, mailed) = host.code_to_sign_up(&mut browser, MAREN).await;
    let link = browser.get(&mailed.link).await;
    let attempts = (0..50).map(async |number| {
        let mut browser = browser.clone();
        let reply = match number % 10 {
            0 => enter(&mut browser, &page, &mailed.code).await,
            _ => browser.submit(&link, &mailed.link, &[]).await,
        };
        (reply.status == 303).then_some(browser)
    });
    let done: Vec<Browser> = at_once(attempts).await.into_iter().flatten().collect();
    // One session, which the same browser may have been told of once more for each of code and link.
    let sessions: BTreeSet<&str> = done.iter().map(Browser::session_id).collect();
    assert!(sessions.len() == 1 && done.len() <= 3, "{}", done.len());
    assert!(host.is_in(&mut done[0].clone()).await);
    assert!(has_account(&host, MAREN).await);
}

async fn attack_047_of_two_browsers_with_one_address_the_first_wins(host: TestHost) {
    let (mut desk, mut phone) = (host.browser(), host.browser());
    let (first, desk_code) = host.code_to_sign_up(&mut desk, MAREN).await;
    let second = begin(&mut phone, MAREN).await;
    let phone_code = newest_other(&host, MAREN, &desk_code).await;
    let both = [(desk, first, desk_code.code), (phone, second, phone_code)].into_iter();
    let both = both.map(async |(mut browser, page, code)| {
        let reply = enter(&mut browser, &page, &code).await;
        (browser, reply)
    });
    let mut both = at_once(both).await;
    both.sort_by_key(|(_, reply)| reply.status.as_u16());
    let [(winner, won), (loser, lost)] = &mut both[..] else {
        panic!("two browsers");
    };
    assert_eq!((won.status.as_u16(), lost.status.as_u16()), (303, 422));
    lost.assert_says("sign-up-taken-title");
    assert!(lost.target("login_hint=maren").starts_with("/account/"));
    assert!(host.is_in(winner).await && !host.is_in(loser).await);
}

async fn attack_049_a_name_stays_text_in_pages_and_mails(host: TestHost) {
    let name = "<img src=x onerror=alert(1)> https://evil.example/?a=b";
    let mut browser = host.browser();
    let refused = fill_in(&mut browser, &typed_as(name, MAREN, "short")).await;
    refused.assert_count("img", 0);
    let broken = typed_as("Maren\r\nBcc: evil@evil.example", MAREN, PASSWORD);
    assert_eq!(fill_in(&mut browser, &broken).await.status, 422);
    let fields = typed_as(name, MAREN, PASSWORD);
    let page = browser.fill_through("/account/sign-up", &fields).await;
    let mail = host.newest_mail(MAREN).await;
    for text in [&mail.subject, &mail.text, &mail.html] {
        assert!(!text.contains("evil.example"), "{text}");
    }
    let reply = enter(&mut browser, &page, &MailedCode::read(&mail).code).await;
    assert_eq!(browser.follow(reply).await.count("img"), 0);
    assert_eq!(name_of(&host, MAREN).await, name);

    // The name of the inviter stands in a mail, as text that no mail program makes a link of.
    let to = "jona@nordlicht.example";
    let wish = invite(to)
        .by(Some(name.to_owned()))
        .display_name(name.to_owned());
    host.users().invite(wish).await.unwrap();
    let mail = host.newest_mail(to).await;
    assert!(!mail.subject.contains("img") && !mail.html.contains("<img src=x"));
    assert!(!mail.text.contains("https://evil.example"), "{}", mail.text);
    let link = invitation_link(&host, to).await;
    assert_eq!(host.browser().get(&link).await.count("img"), 0);
}

async fn attack_050_sign_ups_fill_no_mailbox(host: TestHost) {
    let asked = (0..100).map(async |_| fill_in(&mut host.browser(), &typed(MAREN)).await.status);
    let asked = at_once(asked).await;
    let sent = asked.iter().filter(|status| **status == 303).count();
    assert_eq!(sent, 5, "{asked:?}");
    assert!(asked.iter().all(|status| *status == 303 || *status == 429));
    assert_eq!(host.mails_to(MAREN).await.len(), 5);
    // A form of another site, which brings no cookie, sends nothing.
    let other = "jona@nordlicht.example";
    let stranger = host.browser().post("/account/sign-up", &typed(other)).await;
    assert_eq!(stranger.status, 403);
    assert!(host.mails_to(other).await.is_empty());
}
