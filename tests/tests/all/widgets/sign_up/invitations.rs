//! Invitations by the host.

use widgets_tests::prelude::*;

over_every_combination! {
    an_invitation_is_accepted_in_any_browser,
    an_invitation_is_sent_again_and_revoked,
    invalid_invitations_are_refused,
    attack_040_an_invitation_is_accepted_once,
}

async fn an_invitation_is_accepted_in_any_browser(host: TestHostBuilder) {
    let terms = Terms::new("2026-11", "/terms");
    let host = host.sign_up(SignUp::invited().terms(terms)).start().await;
    host.users().invite(invite(MAREN)).await.unwrap();
    let by = [("by", "Jona of Nordlicht")];
    let link = invitation_link(&host, MAREN).await;
    let mail = host.newest_mail(MAREN).await.text;
    assert!(mail.contains(by[0].1), "{mail}");
    let mut browser = host.browser();
    let page = browser.get(&link).await;
    page.assert_says_with("sign-up-invitation-by", &by);
    page.assert_count("input[name=display_name][value='Maren Okafor']", 1);
    assert_eq!(page.count(&format!("input[readonly][value='{MAREN}']")), 1);
    let refused = must_refuse(browser.submit(&page, &link, &[("password", "short")]).await);
    refused.assert_count("[aria-invalid]", 2);
    assert!(!has_account(&host, MAREN).await);
    // Whatever a form says, the account is for the mailbox that got the link.
    let evil = "evil@nordlicht.example";
    let fields = [&typed_as("Mo", evil, PASSWORD)[..], &[("terms", "true")]].concat();
    must_say(browser.through(&page, &link, &fields).await, "sign-up-done");
    assert!(host.is_in(&mut browser).await);
    assert!(!has_account(&host, evil).await);
    assert_eq!(name_of(&host, MAREN).await, "Mo");
    assert!(host.opens(MAREN, PASSWORD).await);
    must_say(host.browser().get(&link).await, "codes-over-title");
}

async fn an_invitation_is_sent_again_and_revoked(host: TestHost) {
    let users = host.users();
    let id = users.invite(invite(MAREN)).await.unwrap();
    let link = invitation_link(&host, MAREN).await;
    // The identifier of an invitation opens nothing.
    assert!(!link.contains(id.as_str()));
    host.clock.advance(3 * DAY);
    users.resend_invitation(&id, None).await.unwrap();
    assert_eq!(host.mails_to(MAREN).await.len(), 2);
    assert_eq!(invitation_link(&host, MAREN).await, link);
    // No browser reaches it by that identifier.
    let code = host.browser().get(&format!("/account/code/{id}")).await;
    code.assert_says("codes-over-title");
    users.revoke_invitation(&id).await.unwrap();
    let missing = |done| matches!(done, Err(ManagementError::Missing));
    assert!(missing(users.revoke_invitation(&id).await));
    assert!(missing(users.resend_invitation(&id, None).await));
    must_say(host.browser().get(&link).await, "codes-over-title");

    let id = users.invite(invite(MAREN)).await.unwrap();
    let link = invitation_link(&host, MAREN).await;
    let mut browser = host.browser();
    let page = browser.get(&link).await;
    host.clock.advance(7 * DAY);
    assert!(missing(users.resend_invitation(&id, None).await));
    let fields = [("display_name", ""), ("password", PASSWORD)];
    must_refuse(browser.submit(&page, &link, &fields).await);
    assert!(!has_account(&host, MAREN).await);
}

async fn invalid_invitations_are_refused(OnePerson(host, maren): OnePerson) {
    let users = host.users();
    let taken = users.invite(invite(&maren.email)).await;
    assert!(matches!(taken, Err(ManagementError::Taken)));
    let other = "jona@nordlicht.example";
    for lifetime in [Duration::ZERO, DAY / 2, 31 * DAY] {
        let wish = invite(other).lifetime(lifetime);
        assert_refused!(users.invite(wish), InvitationLifetime);
    }
    assert_refused!(users.invite(invite("jona")), Email(_));
    let by = Some("Jona\r\nBcc: evil@example.com".to_owned());
    let wish = invite(other).by(by);
    assert_refused!(users.invite(wish), PersonName(_));
    host.deliver().await;
    assert!(host.mailbox.mails().is_empty());
    // An invited person who got an account in the meantime is told so.
    users.invite(invite(other)).await.unwrap();
    host.person("jona").await;
    let link = invitation_link(&host, other).await;
    must_refuse(accept(&mut host.browser(), &link).await).assert_says("sign-up-taken-title");
}

async fn attack_040_an_invitation_is_accepted_once(host: TestHost) {
    host.users().invite(invite(MAREN)).await.unwrap();
    let link = invitation_link(&host, MAREN).await;
    let mut open = Vec::new();
    for _ in 0..20 {
        let mut browser = host.browser();
        let page = browser.get(&link).await;
        open.push((browser, page));
    }
    let attempts = open
        .into_iter()
        .map(async |(mut browser, page)| accept_on(&mut browser, &page, &link).await.status == 303);
    let done = at_once(attempts).await;
    assert_eq!(done.iter().filter(|done| **done).count(), 1);
}
