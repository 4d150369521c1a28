//! Accounts that the host signs in itself: memberships, sessions and staff.

use widgets_tests::prelude::*;

use widgets_core::ConfigError;
use widgets_core::admin::OrganizationToCreate;
use widgets_core::stores::Impersonation;
use widgets_tests::host::pages::{COUNTER, ROASTERY};

use super::{HostSignIn, HostSignInIdentity, OwnSignIn, Trouble, account};

over_every_combination! {
    accounts_of_the_host_are_members_of_organizations,
    people_without_an_address_have_pages_and_memberships,
    own_sessions_open_nothing_at_such_a_host,
    an_impersonation_by_the_host_is_shown,
}

over_every_host! {
    the_host_is_asked_once_a_request,
}

async fn accounts_of_the_host_are_members_of_organizations(OwnSignIn(host, sign_in): OwnSignIn) {
    let mut maren = sign_in.let_in(&host, "Maren", "one");
    let mut jonas = sign_in.let_in(&host, "Jonas", "two");
    let (maren_id, jonas_id) = (account("Maren"), account("Jonas"));
    let (users, organizations) = (host.users(), host.organizations());
    assert_refused!(organizations.create(nordlicht()), Missing);
    for _ in 0..2 {
        users
            .adopt(&maren_id, address("Maren").as_str())
            .await
            .unwrap();
    }
    assert_refused!(users.adopt(&jonas_id, address("Maren").as_str()), Taken);
    users
        .adopt(&jonas_id, address("Jonas").as_str())
        .await
        .unwrap();
    assert_refused!(users.sign_in_link(&maren_id, MINUTE), HostSignsIn);
    let nordlicht = organizations.create(nordlicht()).await.unwrap();
    let member = "/account/probe/o/nordlicht/member";
    let permitted = "/account/probe/o/nordlicht/permitted";
    assert_eq!(maren.get(member).await.status, 200);
    assert_eq!(maren.get(permitted).await.status, 200);
    assert_eq!(jonas.get(member).await.status, 404);
    must_answer(404, maren.get("/account/probe/o/no-such/member").await);
    let role = Roles::one(Role::MEMBER);
    let added = organizations.add_member(&nordlicht.id, &jonas_id, role);
    added.await.unwrap();
    assert_eq!(jonas.get(member).await.status, 200);
    assert_eq!(jonas.get(permitted).await.status, 403);
    must_show(jonas.post_with_token(member, &[]).await);
    assert_refused!(users.delete(&maren_id), LastOwner);
    assert!(users.delete(&jonas_id).await.unwrap());
    assert_eq!(jonas.get(member).await.status, 404);
}

async fn people_without_an_address_have_pages_and_memberships(OwnSignIn(host, sign_in): OwnSignIn) {
    let mut maren = sign_in.let_in(&host, "Maren", "one");
    let id = account("Maren");
    // Without any name, the account's id is all there is.
    sign_in.change("one", |person| person.email = None);
    let page = must_show(maren.get("/account/profile").await);
    page.assert_shows(id.as_str());
    sign_in.change("one", |person| person.name = "maren_o".to_owned());
    let page = must_show(maren.get("/account/profile").await);
    page.assert_shows("maren_o");
    assert!(!page.body.contains('@') && !page.body.contains(id.as_str()));
    let program = maren.get_json("/account/profile").await;
    assert!(program.json()["email"].is_null(), "{}", program.body);
    let saved = must_accept(maren.save_display_name("Maren O.").await);
    let page = maren.follow(saved).await;
    page.assert_shows("Maren O.");
    assert!(!page.body.contains("maren_o"));
    host.users().adopt(&id, None).await.unwrap();
    host.users().adopt(&id, None).await.unwrap();
    host.organizations().create(nordlicht()).await.unwrap();
    let member = maren.get("/account/probe/o/nordlicht/member").await;
    assert_eq!(member.status, 200);
    assert_refused!(host.users().delete(&id), LastOwner);
}

async fn own_sessions_open_nothing_at_such_a_host(SignedIn(before, _, mut browser): SignedIn) {
    let token = [("csrf_token", &*browser.csrf_token().await)];
    let OwnSignIn(after, _) = OwnSignIn::of(before.beside()).await;
    browser.origin.clone_from(&after.origin);
    let page = browser.get("/account/profile").await;
    page.assert_location_starts("/login?");
    let ran = after.probe.ran();
    for path in ["/account/probe/user", "/account/probe/anyone"] {
        let status = browser.post(path, &token).await.status.as_u16();
        assert!([303, 403].contains(&status), "{path}: {status}");
    }
    assert_eq!(after.probe.ran(), ran);
}

async fn an_impersonation_by_the_host_is_shown(OwnSignIn(host, sign_in): OwnSignIn) {
    let mut browser = sign_in.let_in(&host, "Maren", "one");
    let until = host.clock.now().plus(15 * MINUTE);
    let staff = Impersonation::new("Support".to_owned(), "A ticket".to_owned(), until);
    sign_in.change("one", |person| person.impersonation = Some(staff));
    let page = must_show(browser.get("/account/profile").await);
    page.assert_count("main form[action='/logout']", 1);
    page.assert_shows("12:15");
}

async fn the_host_is_asked_once_a_request(OwnSignIn(host, sign_in): OwnSignIn) {
    let maren = account("Maren");
    host.users()
        .adopt(&maren, address("Maren").as_str())
        .await
        .unwrap();
    host.organizations().create(nordlicht()).await.unwrap();
    let mut browser = sign_in.let_in(&host, "Maren", "one");
    sign_in.asked();
    let page = must_show(browser.get(COUNTER).await);
    page.assert_shows("maren@nordlicht.example");
    for widget in ["#wg-hello", "#wg-profile", "#wg-probe"] {
        assert_eq!(page.count(widget), 1, "{widget}");
    }
    // Two extractors and three fragments.
    assert_eq!(sign_in.asked(), 1);
    let done = browser.submit(&page, "/hello", &[("greeting", "Hi")]).await;
    done.assert_told(COUNTER, "hello.greeted");
    assert_eq!(sign_in.asked(), 1);
    let nobody = host.browser().get(COUNTER).await;
    nobody.assert_location("/login?from=%C3%A4&next=/roasters/nordlicht/counter");
    assert_eq!(sign_in.asked(), 1);
    browser.get(&page.target(".css")).await;
    assert_eq!(sign_in.asked(), 0, "files are for anybody");
    sign_in.trouble(Some(Trouble::Broken));
    for path in [COUNTER, ROASTERY] {
        must_answer(503, browser.get(path).await);
    }
}

#[tokio::test]
async fn a_host_that_signs_people_in_needs_no_mailer_and_contradictions_are_told() {
    let identity = || HostSignInIdentity(Arc::new(HostSignIn::default()));
    let builder = || {
        let stores = MemoryStores::new();
        Widgets::builder("http://localhost/account", Keys::development(), stores)
    };
    let widgets = builder().host_identity(identity()).build().await.unwrap();
    let endpoints = widgets.routes().iter().flat_map(|route| route.endpoints());
    let mut own_widgets: Vec<&str> = endpoints.map(|endpoint| endpoint.widget()).collect();
    own_widgets.sort_unstable();
    own_widgets.dedup();
    // Widgets that sign nobody in.
    assert_eq!(own_widgets, ["account", "profile"]);
    let both = builder().host_identity(identity()).signed_out_to("/bye");
    let both = both.sign_up(SignUp::invited());
    let both = both.before(|_: RequestCtx, _: Arc<EmailAndPassword>| async { Ok(()) });
    match both.build().await {
        Err(ConfigError::Problems(told)) => {
            let begins = ["signed_out_to:", "sign_up:", "before:"];
            assert_eq!(told.len(), begins.len(), "{told:?}");
            for (told, begin) in told.iter().zip(begins) {
                assert!(told.starts_with(begin), "{told}");
            }
            assert!(told[2].contains("would never run"), "{told:?}");
        }
        other => panic!("{other:?}"),
    }
}

/// Maren's organization.
fn nordlicht() -> OrganizationToCreate {
    OrganizationToCreate::new("Nordlicht", "nordlicht", account("Maren"))
        .entitlements(vec![GRINDER])
}
