//! What is kept of a form meanwhile, how long, and for whom.

use widgets_tests::prelude::*;

use super::{PUT, STEP_UP, Stale, VAULT, confirm, confirm_for, send, stale};

over_every_combination! {
    passwords_and_other_secrets_are_never_kept,
    invalid_input_is_told_before_a_step_up,
    a_form_that_lacks_its_secret_is_shown_again,
    pending_forms_are_sealed,
    attack_027_a_pending_form_belongs_to_one_session,
    attack_027_a_pending_form_is_done_once,
    attack_027_fifty_confirmations_act_once,
    a_form_is_kept_for_half_an_hour,
    a_form_is_not_done_once_its_permission_is_gone,
    an_unconfirmed_form_keeps_its_input,
    attack_078_forged_forms_are_not_kept,
    one_session_keeps_ten_forms,
    only_the_newest_form_waits,
}

async fn passwords_and_other_secrets_are_never_kept(Stale(_host, vault, _, mut browser): Stale) {
    let fields = [
        ("thing", "a ring"),
        ("pin", "canary-1"),
        ("new_password", "canary-2"),
        ("Secret_word", "canary-3"),
        ("one_time_code", "canary-4"),
        ("thing", "a pearl"),
    ];
    let page = browser.fill_through("/account/vault", &fields).await;
    assert!(!page.body.contains("canary"));
    confirm(&mut browser, &page).await;
    assert_eq!(vault.put(), ["thing=a ring&thing=a pearl"]);
}

async fn invalid_input_is_told_before_a_step_up(Stale(_host, vault, _, mut browser): Stale) {
    let told = must_refuse(browser.fill("/account/vault", &[("thing", "")]).await);
    told.assert_count("#wg-vault #thing[aria-invalid=true]", 1);
    assert!(!browser.has_pending_form() && vault.put().is_empty());
}

async fn a_form_that_lacks_its_secret_is_shown_again(Stale(_host, vault, _, mut browser): Stale) {
    let fields = [("thing", "a ring"), ("pin", "1234"), ("needs_pin", "true")];
    let page = browser.fill_through("/account/vault", &fields).await;
    assert_eq!(page.count("form[action$='/step-up'][data-wg-native]"), 1);
    let again = must_refuse(confirm(&mut browser, &page).await);
    again.assert_invalid("thing");
    again.assert_count("#wg-vault input[name=thing][value='a ring']", 1);
    assert!(vault.put().is_empty() && !browser.has_pending_form());
    // The form on that page works, with the session as it is now.
    must_tell(browser.submit(&again, "/vault", &fields).await, VAULT, PUT);
    assert_eq!(vault.put(), ["thing=a ring&pin=1234"]);
}

/// What the stores keep of forms: for each its sealed content and the hash of its token.
async fn stored_forms(host: &TestHost) -> Option<Vec<(Vec<u8>, Vec<u8>)>> {
    let forms = "SELECT sealed, token FROM wg_accounts_pending_forms";
    host.storage.query(forms).await
}

async fn pending_forms_are_sealed(Stale(host, _, maren, mut browser): Stale) {
    send(&mut browser, "canary ring").await;
    let cookie = browser.cookies[PENDING_FORM].clone();
    let (token, endpoint) = cookie.split_once('.').unwrap();
    assert_eq!(endpoint, "vault.put");
    let Some(stored) = stored_forms(&host).await else {
        return;
    };
    let [(sealed, hash)] = &stored[..] else {
        panic!("one form is kept");
    };
    for text in ["canary", "vault", token, maren.account.as_str(), "thing"] {
        for bytes in [sealed, hash] {
            let mut windows = bytes.windows(text.len());
            let clear = windows.any(|own| own == text.as_bytes());
            assert!(!clear, "{text} lies in clear");
        }
    }
    // Another form takes its place, and nothing is left of it once it was done.
    let page = send(&mut browser, "another").await;
    assert_eq!(stored_forms(&host).await.unwrap().len(), 1);
    confirm(&mut browser, &page).await;
    assert!(stored_forms(&host).await.unwrap().is_empty());
}

async fn attack_027_a_pending_form_belongs_to_one_session(WithVault(host, vault): WithVault) {
    let (maren, mallory) = (host.person("Maren").await, host.person("Mallory").await);
    let mut other = host.signed_in(&maren).await;
    let mut stranger = host.signed_in(&mallory).await;
    let mut browser = stale(&host, &maren).await;
    let page = send(&mut browser, "a ring").await;
    let cookie = browser.cookies[PENDING_FORM].clone();
    // Another session of the same account, and another account, with the cookie.
    for thief in [&mut other, &mut stranger] {
        thief.plant(PENDING_FORM, &cookie);
        let asking = thief.get(STEP_UP).await;
        assert!(!asking.says("step-up-lead-waiting"));
        must_lead(confirm_for(thief, &asking, "vault.put").await, "/account");
        assert!(vault.put().is_empty());
    }
    // The right session, with the name of another endpoint.
    let mut bent = browser.clone();
    for endpoint in ["probe.do_fresh", "hello.greet", "vault.form", "no.such", ""] {
        bent.plant(PENDING_FORM, cookie.replace("vault.put", endpoint));
        let asking = bent.get(STEP_UP).await;
        assert!(!asking.says("step-up-lead-waiting"), "{endpoint}");
    }
    let before = host.probe.ran();
    let mut bent = browser.clone();
    bent.plant(PENDING_FORM, cookie.replace("vault.put", "probe.do_fresh"));
    confirm_for(&mut bent, &page, "probe.do_fresh").await;
    assert!(vault.put().is_empty() && host.probe.ran() == before);
}

async fn attack_027_a_pending_form_is_done_once(Stale(host, vault, _, mut browser): Stale) {
    let page = send(&mut browser, "a ring").await;
    let mut copy = browser.clone();
    let cookie = browser.cookies[PENDING_FORM].clone();
    confirm(&mut browser, &page).await;
    assert_eq!(vault.put(), ["thing=a ring"]);
    // The same request again, and the cookie put back into the session that goes on.
    host.clock.advance(Duration::from_secs(10));
    let replayed = confirm(&mut copy, &page).await;
    replayed.assert_location_starts("/account/sign-in");
    browser.plant(PENDING_FORM, cookie);
    host.clock.advance(11 * MINUTE);
    let asking = browser.get(STEP_UP).await;
    let done = confirm_for(&mut browser, &asking, "vault.put").await;
    done.assert_location("/account");
    assert_eq!(vault.put(), ["thing=a ring"]);
}

async fn attack_027_fifty_confirmations_act_once(Stale(host, vault, _, mut browser): Stale) {
    let page = send(&mut browser, "a ring").await;
    let attempts = (0..50).map(async |at: u32| {
        let mut copy = browser.clone();
        // The limit per client is not what lets one through.
        copy.forwarded = Some(format!("10.200.0.{at}"));
        (confirm(&mut copy, &page).await, copy)
    });
    let (mut done, mut still_in) = (0, 0);
    for (reply, mut copy) in at_once(attempts).await {
        let to = reply.location().unwrap_or_default();
        done += u32::from(reply.notice().as_deref() == Some("vault.put"));
        let known = to.starts_with("/account") || reply.status == 429;
        assert!(known, "{} {}", reply.status, reply.body);
        still_in += u32::from(host.is_in(&mut copy).await);
    }
    assert_eq!(vault.put(), ["thing=a ring"]);
    assert_eq!(done, 1);
    // The one that confirmed, and one that the replaced token led on.
    assert!((1..=2).contains(&still_in), "{still_in}");
}

async fn a_form_is_kept_for_half_an_hour(Stale(host, vault, maren, mut browser): Stale) {
    let page = send(&mut browser, "a ring").await;
    let mut late = stale(&host, &maren).await;
    let late_page = send(&mut late, "a pearl").await;
    host.clock.advance(Duration::from_secs(19 * 60 - 1));
    confirm(&mut browser, &page).await;
    assert_eq!(vault.put(), ["thing=a ring"], "a second is left");
    host.clock.advance(Duration::from_secs(11 * 60 + 1));
    let done = must_lead(confirm(&mut late, &late_page).await, "/account/vault");
    assert_eq!(vault.put(), ["thing=a ring"]);
    let shown = late.follow(done).await;
    assert_eq!(shown.count("input[name=thing][value='a pearl']"), 0);
    assert!(!late.has_pending_form());
}

async fn a_form_is_not_done_once_its_permission_is_gone(Stale(host, vault, maren, mut own): Stale) {
    let organization = host.organization("nordlicht", &maren).await;
    let aiko = host.person("Aiko").await;
    host.member(&organization, &aiko, Role::ADMIN).await;
    let mut browser = stale(&host, &aiko).await;
    let ring = [("thing", "a ring")];
    let asking = browser
        .fill_through("/account/vault/o/nordlicht", &ring)
        .await;
    let roles = Roles::one(Role::MEMBER);
    let organizations = host.organizations();
    let set = organizations.set_roles(&organization, &aiko.account, roles);
    set.await.unwrap();
    must_answer(403, confirm(&mut browser, &asking).await).assert_says("forbidden-title");
    assert!(vault.put().is_empty() && !browser.has_pending_form());
    assert!(host.is_in(&mut browser).await, "the session was renewed");
    // A disabled account does not even get that far.
    let page = send(&mut own, "a ring").await;
    host.users().disable(&maren.account).await.unwrap();
    let refused = confirm(&mut own, &page).await;
    refused.assert_location_starts("/account/sign-in");
    assert!(vault.put().is_empty());
}

async fn an_unconfirmed_form_keeps_its_input(Stale(_host, vault, _, mut browser): Stale) {
    let page = send(&mut browser, "a ring").await;
    assert!(page.links_to("/account/vault"), "not now");
    let shown = browser.get("/account/vault").await;
    assert_eq!(shown.count("input[name=thing][value='a ring']"), 1);
    shown.assert_says("pending-unconfirmed");
    assert!(!shown.says("pending-ended"));
    assert!(vault.put().is_empty());
}

async fn attack_078_forged_forms_are_not_kept(Stale(host, vault, _, mut browser): Stale) {
    let mallory = host.person("Mallory").await;
    let foreign = host.signed_in(&mallory).await.csrf_token().await;
    let mut visitor = host.browser();
    let signed_out = visitor.csrf_token().await;
    let page = visitor.get("/account/sign-in").await;
    let on_a_form = page.hidden("/sign-in", "csrf_token").unwrap();
    for (token, in_this_browser) in [
        ("", false),
        (&foreign, false),
        (&signed_out, false),
        // A form of the signed-out page, in this very browser.
        (&on_a_form, true),
    ] {
        if in_this_browser {
            browser.cookies.extend(visitor.cookies.clone());
        }
        let fields = [("csrf_token", token), ("thing", "a ring")];
        must_answer(403, browser.post("/account/vault", &fields).await);
        assert!(!browser.has_pending_form() && vault.put().is_empty());
    }
}

async fn one_session_keeps_ten_forms(Stale(host, vault, maren, mut browser): Stale) {
    for _ in 0..10 {
        browser.cookies.remove(PENDING_FORM);
        send(&mut browser, "a ring").await;
        assert!(browser.has_pending_form());
    }
    browser.cookies.remove(PENDING_FORM);
    let page = send(&mut browser, "a ring").await;
    assert!(!browser.has_pending_form(), "one more is not kept");
    if let Some(stored) = stored_forms(&host).await {
        assert_eq!(stored.len(), 10);
    }
    must_lead(confirm(&mut browser, &page).await, "/account/vault");
    assert!(vault.put().is_empty());
    // Nor is one that is larger than a form has to be.
    let mut browser = stale(&host, &maren).await;
    send(&mut browser, &"x".repeat(40_000)).await;
    assert!(!browser.has_pending_form());
}

async fn only_the_newest_form_waits(Stale(host, vault, maren, mut browser): Stale) {
    host.organization("nordlicht", &maren).await;
    let first = send(&mut browser, "a ring").await;
    let path = "/account/vault/o/nordlicht";
    let second = browser.fill_through(path, &[("thing", "a pearl")]).await;
    // The tab that asked for the first does not do the second.
    must_lead(confirm(&mut browser, &first).await, "/account/vault");
    assert!(vault.put().is_empty());
    let done = confirm(&mut browser, &second).await;
    done.assert_told(path, "vault.put");
    assert_eq!(vault.put(), ["thing=a pearl"]);
}
