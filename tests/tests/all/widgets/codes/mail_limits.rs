//! How many codes are mailed, to whom.

use widgets_core::stores::{LimitKey, LimitOutcome, LimitRequest, Quota};
use widgets_tests::prelude::*;

over_every_combination! {
    attack_050_mails_are_limited,
    attack_050_spellings_of_one_mailbox_share_a_limit,
    attack_050_known_browsers_keep_their_limit,
}

async fn attack_050_mails_are_limited(SignedIn(host, maren, mut own): SignedIn) {
    own.sign_out().await;
    // A hundred at once from as many clients: the address is what is counted.
    let asked = (0..100).map(async |number| {
        let path = ["/account/sign-in", "/account/reset"][number % 2];
        let fields = [("email", maren.email.as_str()), ("way", "email")];
        host.browser().fill(path, &fields).await.status
    });
    let asked = at_once(asked).await;
    let sent = asked.iter().filter(|status| **status == 303).count();
    assert_eq!(sent, 5, "{asked:?}");
    assert!(asked.iter().all(|status| *status == 303 || *status == 429));
    host.deliver().await;
    assert_eq!(host.mailbox.mails().len(), 5);
    // The owner's own browser has a quota of its own.
    host.ask_to_sign_in(&mut own, &maren.email).await;
    // One client cannot go through all addresses either.
    let mut client = host.browser();
    let mut refused = 0;
    for number in 0..30 {
        let address = format!("person{number}@nordlicht.example");
        let reply = client.fill("/account/reset", &[("email", &address)]).await;
        refused += usize::from(reply.status == 429);
    }
    assert_eq!(refused, 10);
    // Nor does a form of another site, or one without cookies, send anything.
    let before = host.mails_to(&maren.email).await.len();
    let fields = [("email", maren.email.as_str())];
    must_answer(403, host.browser().post("/account/reset", &fields).await);
    assert_eq!(host.mails_to(&maren.email).await.len(), before);
}

async fn attack_050_spellings_of_one_mailbox_share_a_limit(host: TestHost) {
    let spellings = [
        "maren",
        "m.aren",
        "ma.ren",
        "mar.en",
        "mare.n",
        "m.a.ren",
        "maren+shop",
        "m.aren+b",
    ];
    let mut sent = 0;
    for spelling in spellings {
        let address = format!("{spelling}@gmail.com");
        let reply = host
            .browser()
            .fill("/account/reset", &[("email", &address)])
            .await;
        sent += usize::from(reply.status == 303);
    }
    assert_eq!(sent, 5);
}

async fn attack_050_known_browsers_keep_their_limit(SignedIn(host, maren, mut own): SignedIn) {
    own.sign_out().await;
    // As many mails as all strangers together may ask for, at once.
    let limits = &host.storage.stores.limits;
    for share in ["codes.everybody", "codes.first_today", "codes.resets"] {
        let quota = Quota::new(1, Duration::from_secs(100_000));
        let request = LimitRequest::new(LimitKey::new(share, ""), quota);
        let taken = limits.consume(&[request], Some(host.clock.now())).await;
        assert_eq!(taken.unwrap(), LimitOutcome::Allowed);
    }
    for asking in ["/sign-in", "/reset", "/sign-up"] {
        let email = ("email", "nobody@nordlicht.example");
        let fields = [email, ("way", "email"), ("password", PASSWORD)];
        let reply = host.browser().fill(&host.path(asking), &fields).await;
        assert_eq!(reply.status, 429, "{asking}: {}", reply.text());
    }
    host.ask_to_sign_in(&mut own, &maren.email).await;
    assert_eq!(host.mails_to(&maren.email).await.len(), 1);
    assert_eq!(host.mailbox.mails().len(), 1);
}
