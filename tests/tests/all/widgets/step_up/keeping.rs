//! What is kept of a form meanwhile, how long, and for whom.

use widgets_core::{Role, Roles};
use widgets_tests::prelude::*;

use super::{PENDING_FORM, STEP_UP, confirm, send, stale, with_vault};

over_every_combination! {
    passwords_and_other_secrets_are_never_kept,
    invalid_input_is_told_before_a_step_up,
    a_form_that_lacks_its_secret_is_shown_again,
    what_is_kept_is_sealed,
    attack_027_a_pending_form_is_of_one_session_and_one_row,
    attack_027_a_pending_form_is_done_once,
    attack_027_fifty_confirmations_do_the_form_once,
    a_form_is_kept_for_half_an_hour,
    what_was_taken_away_meanwhile_is_not_done,
    whoever_does_not_confirm_finds_what_they_typed,
    attack_078_forged_forms_are_not_kept,
    one_session_keeps_only_so_many_forms,
    the_newest_form_is_the_one_that_waits,
}

async fn passwords_and_other_secrets_are_never_kept(host: TestHostBuilder) {
    let (host, vault) = with_vault(host).await;
    let maren = host.person("Maren").await;
    let mut browser = stale(&host, &maren).await;
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

async fn invalid_input_is_told_before_a_step_up(host: TestHostBuilder) {
    let (host, vault) = with_vault(host).await;
    let maren = host.person("Maren").await;
    let mut browser = stale(&host, &maren).await;
    let page = browser.get("/account/vault").await;
    let told = browser.submit(&page, "/vault", &[("thing", "")]).await;
    assert_eq!(told.status, 422);
    assert_eq!(told.count("#wg-vault #thing[aria-invalid=true]"), 1);
    assert!(!browser.cookies.contains_key(PENDING_FORM));
    assert!(vault.put().is_empty());
}

async fn a_form_that_lacks_its_secret_is_shown_again(host: TestHostBuilder) {
    let (host, vault) = with_vault(host).await;
    let maren = host.person("Maren").await;
    let mut browser = stale(&host, &maren).await;
    let fields = [("thing", "a ring"), ("pin", "1234"), ("needs_pin", "true")];
    let page = browser.fill_through("/account/vault", &fields).await;
    assert_eq!(page.count("form[action$='/step-up'][data-wg-native]"), 1);
    let again = confirm(&mut browser, &page).await;
    assert_eq!(again.status, 422);
    again.assert_shows("Something is missing.");
    again.assert_count("#wg-vault input[name=thing][value='a ring']", 1);
    assert!(vault.put().is_empty() && !browser.cookies.contains_key(PENDING_FORM));
    // The form on that page works, with the session as it is now.
    let fields = [("thing", "a ring"), ("pin", "1234"), ("needs_pin", "true")];
    let done = browser.submit(&again, "/vault", &fields).await;
    done.assert_location("/account/vault?notice=vault.put");
    assert_eq!(vault.put(), ["thing=a ring&pin=1234"]);
}

/// What the stores keep of forms.
async fn stored_forms(host: &TestHost) -> Option<Vec<Vec<u8>>> {
    use sqlx::{Connection as _, PgConnection, SqliteConnection};

    const FORMS: &str = "SELECT sealed FROM wg_accounts_pending_forms \
         UNION ALL SELECT token FROM wg_accounts_pending_forms";
    let location = &host.storage.location;
    match host.kind {
        Storage::Memory => None,
        Storage::Sqlite => {
            let mut file = SqliteConnection::connect(location).await.unwrap();
            let forms = sqlx::query_scalar(FORMS).fetch_all(&mut file).await;
            Some(forms.unwrap())
        }
        Storage::Postgres => {
            let mut database = PgConnection::connect(location).await.unwrap();
            let forms = sqlx::query_scalar(FORMS).fetch_all(&mut database).await;
            Some(forms.unwrap())
        }
    }
}

fn contains(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|own| own == text.as_bytes())
}

async fn what_is_kept_is_sealed(host: TestHostBuilder) {
    let (host, _) = with_vault(host).await;
    let maren = host.person("Maren").await;
    let mut browser = stale(&host, &maren).await;
    send(&mut browser, "canary ring").await;
    let cookie = browser.cookies[PENDING_FORM].clone();
    let (token, row) = cookie.split_once('.').unwrap();
    assert_eq!(row, "vault.put");
    let Some(stored) = stored_forms(&host).await else {
        return;
    };
    assert_eq!(stored.len(), 2);
    for bytes in &stored {
        for text in ["canary", "vault", token, maren.account.as_str(), "thing"] {
            assert!(!contains(bytes, text), "{text} lies in clear");
        }
    }
    // Another form takes its place, and nothing is left of it once it was done.
    let page = send(&mut browser, "another").await;
    assert_eq!(stored_forms(&host).await.unwrap().len(), 2);
    confirm(&mut browser, &page).await;
    assert!(stored_forms(&host).await.unwrap().is_empty());
}

async fn attack_027_a_pending_form_is_of_one_session_and_one_row(host: TestHostBuilder) {
    let (host, vault) = with_vault(host).await;
    let (maren, mallory) = (host.person("Maren").await, host.person("Mallory").await);
    let mut other = host.signed_in(&maren).await;
    let mut stranger = host.signed_in(&mallory).await;
    let mut browser = stale(&host, &maren).await;
    let page = send(&mut browser, "a ring").await;
    let cookie = browser.cookies[PENDING_FORM].clone();
    // Another session of the same account, and another account, with the cookie.
    for thief in [&mut other, &mut stranger] {
        thief.plant(PENDING_FORM, cookie.clone());
        let asking = thief.get(STEP_UP).await;
        assert!(!asking.says("step-up-lead-waiting"));
        let done = thief
            .submit(
                &asking,
                "/step-up",
                &[("password", PASSWORD), ("waiting", "vault.put")],
            )
            .await;
        done.assert_location("/account");
        assert!(vault.put().is_empty());
    }
    // The right session, with the name of another row.
    for row in ["probe.do_fresh", "hello.greet", "vault.form", "no.such", ""] {
        let mut bent = browser.clone();
        let bend = cookie.replace("vault.put", row);
        bent.plant(PENDING_FORM, bend);
        let asking = bent.get(STEP_UP).await;
        assert!(!asking.says("step-up-lead-waiting"), "{row}");
    }
    let before = host.probe.ran();
    let mut bent = browser.clone();
    let bend = cookie.replace("vault.put", "probe.do_fresh");
    bent.plant(PENDING_FORM, bend);
    let fields = [("password", PASSWORD), ("waiting", "probe.do_fresh")];
    bent.submit(&page, "/step-up", &fields).await;
    assert!(vault.put().is_empty() && host.probe.ran() == before);
}

async fn attack_027_a_pending_form_is_done_once(host: TestHostBuilder) {
    let (host, vault) = with_vault(host).await;
    let maren = host.person("Maren").await;
    let mut browser = stale(&host, &maren).await;
    let page = send(&mut browser, "a ring").await;
    let copy = browser.clone();
    confirm(&mut browser, &page).await;
    assert_eq!(vault.put(), ["thing=a ring"]);
    // The same request again, and the cookie put back into the session that goes on.
    let replayed = confirm(&mut copy.clone(), &page).await;
    replayed.assert_location_starts("/account/sign-in");
    let cookie = copy.cookies[PENDING_FORM].clone();
    browser.plant(PENDING_FORM, cookie);
    host.clock.advance(11 * MINUTE);
    let asking = browser.get(STEP_UP).await;
    let fields = [("password", PASSWORD), ("waiting", "vault.put")];
    let done = browser.submit(&asking, "/step-up", &fields).await;
    done.assert_location("/account");
    assert_eq!(vault.put(), ["thing=a ring"]);
}

async fn attack_027_fifty_confirmations_do_the_form_once(host: TestHostBuilder) {
    let (host, vault) = with_vault(host).await;
    let maren = host.person("Maren").await;
    let mut browser = stale(&host, &maren).await;
    let page = send(&mut browser, "a ring").await;
    let attempts = (0..50).map(|at: u32| {
        let (mut copy, page) = (browser.clone(), page.clone());
        // The limit per client is not what lets one through.
        copy.forwarded = Some(format!("10.200.0.{at}"));
        tokio::spawn(async move { (confirm(&mut copy, &page).await, copy) })
    });
    let mut done = 0;
    let mut still_in = 0;
    for attempt in attempts.collect::<Vec<_>>() {
        let (reply, mut copy) = attempt.await.unwrap();
        let to = reply.location().unwrap_or_default();
        done += u32::from(to.ends_with("notice=vault.put"));
        let known = to.starts_with("/account") || reply.status == 429;
        assert!(known, "{} {}", reply.status, reply.body);
        still_in += u32::from(host.is_in(&mut copy).await);
    }
    assert_eq!(vault.put(), ["thing=a ring"]);
    assert_eq!((done, still_in), (1, 1));
}

async fn a_form_is_kept_for_half_an_hour(host: TestHostBuilder) {
    let (host, vault) = with_vault(host).await;
    let maren = host.person("Maren").await;
    let mut browser = stale(&host, &maren).await;
    let page = send(&mut browser, "a ring").await;
    let mut late = stale(&host, &maren).await;
    let late_page = send(&mut late, "a pearl").await;
    host.clock.advance(Duration::from_secs(19 * 60 - 1));
    confirm(&mut browser, &page).await;
    assert_eq!(vault.put(), ["thing=a ring"], "a second is left");
    host.clock.advance(Duration::from_secs(11 * 60 + 1));
    let done = confirm(&mut late, &late_page).await;
    done.assert_location("/account/vault");
    assert_eq!(vault.put(), ["thing=a ring"]);
    let shown = late.follow(done).await;
    assert_eq!(shown.count("input[name=thing][value='a pearl']"), 0);
    assert!(!late.cookies.contains_key(PENDING_FORM));
}

async fn what_was_taken_away_meanwhile_is_not_done(host: TestHostBuilder) {
    let (host, vault) = with_vault(host).await;
    let maren = host.person("Maren").await;
    let organization = host.organization("nordlicht", &maren).await;
    let aiko = host.person("Aiko").await;
    host.member(&organization, &aiko, Role::ADMIN).await;
    let mut browser = stale(&host, &aiko).await;
    let path = "/account/vault/o/nordlicht";
    let page = browser.get(path).await;
    let fields = [("thing", "a ring")];
    let asking = browser.through(&page, "/vault/o/nordlicht", &fields).await;
    let plain = Roles::one(Role::Member);
    let organizations = host.organizations();
    organizations
        .set_roles(&organization, &aiko.account, plain)
        .await
        .unwrap();
    let refused = confirm(&mut browser, &asking).await;
    assert_eq!(refused.status, 403);
    refused.assert_says("forbidden-title");
    assert!(vault.put().is_empty() && !browser.cookies.contains_key(PENDING_FORM));
    assert!(host.is_in(&mut browser).await, "the session was renewed");
    // A disabled account does not even get that far.
    let mut browser = stale(&host, &maren).await;
    let page = send(&mut browser, "a ring").await;
    host.users().disable(&maren.account).await.unwrap();
    let refused = confirm(&mut browser, &page).await;
    refused.assert_location_starts("/account/sign-in");
    assert!(vault.put().is_empty());
}

async fn whoever_does_not_confirm_finds_what_they_typed(host: TestHostBuilder) {
    let (host, vault) = with_vault(host).await;
    let maren = host.person("Maren").await;
    let mut browser = stale(&host, &maren).await;
    let page = send(&mut browser, "a ring").await;
    // Not now.
    assert!(page.links_to("/account/vault"));
    let shown = browser.get("/account/vault").await;
    assert_eq!(shown.count("input[name=thing][value='a ring']"), 1);
    shown.assert_says("pending-unconfirmed");
    assert!(!shown.says("pending-ended"));
    assert!(vault.put().is_empty());
}

async fn attack_078_forged_forms_are_not_kept(host: TestHostBuilder) {
    let (host, vault) = with_vault(host).await;
    let (maren, mallory) = (host.person("Maren").await, host.person("Mallory").await);
    let mut own = host.signed_in(&mallory).await;
    let foreign = own.csrf_token().await;
    let signed_out = host.browser().csrf_token().await;
    let mut browser = stale(&host, &maren).await;
    for token in ["", foreign.as_str(), signed_out.as_str()] {
        let fields = [("csrf_token", token), ("thing", "a ring")];
        let refused = browser.post("/account/vault", &fields).await;
        assert_eq!(refused.status, 403);
        assert!(!browser.cookies.contains_key(PENDING_FORM));
    }
    // A form of the signed-out page, in this very browser.
    let mut visitor = host.browser();
    let page = visitor.get("/account/sign-in").await;
    let (_, hidden) = page.form("/sign-in");
    browser.cookies.extend(visitor.cookies.clone());
    let token = &hidden
        .iter()
        .find(|(name, _)| name == "csrf_token")
        .unwrap()
        .1;
    let fields = [("csrf_token", token.as_str()), ("thing", "a ring")];
    let refused = browser.post("/account/vault", &fields).await;
    assert_eq!(refused.status, 403);
    assert!(!browser.cookies.contains_key(PENDING_FORM) && vault.put().is_empty());
}

async fn one_session_keeps_only_so_many_forms(host: TestHostBuilder) {
    let (host, vault) = with_vault(host).await;
    let maren = host.person("Maren").await;
    let mut browser = stale(&host, &maren).await;
    for _ in 0..10 {
        browser.cookies.remove(PENDING_FORM);
        send(&mut browser, "a ring").await;
        assert!(browser.cookies.contains_key(PENDING_FORM));
    }
    browser.cookies.remove(PENDING_FORM);
    let page = send(&mut browser, "a ring").await;
    // One more is not kept.
    assert!(!browser.cookies.contains_key(PENDING_FORM));
    if let Some(stored) = stored_forms(&host).await {
        assert_eq!(stored.len(), 20);
    }
    let done = confirm(&mut browser, &page).await;
    done.assert_location("/account/vault");
    assert!(vault.put().is_empty());
    // Nor is one that is larger than a form has to be.
    let mut browser = stale(&host, &maren).await;
    let huge = "x".repeat(40_000);
    send(&mut browser, &huge).await;
    assert!(!browser.cookies.contains_key(PENDING_FORM));
}

async fn the_newest_form_is_the_one_that_waits(host: TestHostBuilder) {
    let (host, vault) = with_vault(host).await;
    let maren = host.person("Maren").await;
    host.organization("nordlicht", &maren).await;
    let mut browser = stale(&host, &maren).await;
    let first = send(&mut browser, "a ring").await;
    let fields = [("thing", "a pearl")];
    let asked = browser.fill("/account/vault/o/nordlicht", &fields).await;
    let second = browser.follow(asked).await;
    // The tab that asked for the first does not do the second.
    let done = confirm(&mut browser, &first).await;
    done.assert_location("/account/vault");
    assert!(vault.put().is_empty());
    let done = confirm(&mut browser, &second).await;
    let to = "/account/vault/o/nordlicht?notice=vault.put";
    done.assert_location(&to);
    assert_eq!(vault.put(), ["thing=a pearl"]);
}
