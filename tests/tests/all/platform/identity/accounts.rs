//! Accounts that the host signs in itself: memberships, sessions and staff.

use std::sync::Arc;
use widgets_tests::prelude::*;

use widgets_core::admin::{ManagementError, OrganizationToCreate};
use widgets_core::clock::Clock as _;
use widgets_core::stores::Impersonation;
use widgets_core::widgets::security::EmailAndPassword;
use widgets_core::widgets::sign_up::SignUp;
use widgets_core::{ConfigError, Keys, RequestCtx, Role, Roles, Widgets};
use widgets_storage::MemoryStores;
use widgets_tests::host::pages::{COUNTER, ROASTERY};
use widgets_tests::host::probe::GRINDER;

use super::{HostSignIn, HostSignInIdentity, OwnSignIn, account, address};

over_every_combination! {
    accounts_of_the_host_are_members_of_organizations,
    sessions_of_ours_open_nothing_beside_the_hosts,
    staff_of_the_host_in_a_persons_place_are_named,
}

over_every_host! {
    the_host_is_asked_once_a_request,
}

async fn accounts_of_the_host_are_members_of_organizations(OwnSignIn(host, sign_in): OwnSignIn) {
    let mut maren = sign_in.let_in(&host, "Maren", "one");
    let mut jonas = sign_in.let_in(&host, "Jonas", "two");
    let (maren_id, jonas_id) = (account("Maren"), account("Jonas"));
    let (users, organizations) = (host.users(), host.organizations());
    let unknown = organizations.create(nordlicht()).await;
    assert!(matches!(unknown, Err(ManagementError::Missing)));
    for _ in 0..2 {
        let adopted = users.adopt(&maren_id, &address("Maren")).await;
        adopted.unwrap();
    }
    let taken = users.adopt(&jonas_id, &address("Maren")).await;
    assert!(matches!(taken, Err(ManagementError::Taken)), "{taken:?}");
    let adopted = users.adopt(&jonas_id, &address("Jonas")).await;
    adopted.unwrap();
    let link = users.sign_in_link(&maren_id, MINUTE).await;
    assert!(matches!(link, Err(ManagementError::HostSignsIn)));
    let nordlicht = organizations.create(nordlicht()).await.unwrap();
    let member = "/account/probe/o/nordlicht/member";
    let permitted = "/account/probe/o/nordlicht/permitted";
    assert_eq!(maren.get(member).await.status, 200);
    assert_eq!(maren.get(permitted).await.status, 200);
    assert_eq!(jonas.get(member).await.status, 404);
    let other = maren.get("/account/probe/o/no-such/member").await;
    other.assert_status(404);
    let role = Roles::one(Role::MEMBER);
    let added = organizations.add_member(&nordlicht.id, &jonas_id, role);
    added.await.unwrap();
    assert_eq!(jonas.get(member).await.status, 200);
    assert_eq!(jonas.get(permitted).await.status, 403);
    let sent = jonas.post_with_token(member, &[]).await;
    sent.assert_status(200);
    let last = users.delete(&maren_id).await;
    assert!(matches!(last, Err(ManagementError::LastOwner)), "{last:?}");
    assert!(users.delete(&jonas_id).await.unwrap());
    assert_eq!(jonas.get(member).await.status, 404);
}

async fn sessions_of_ours_open_nothing_beside_the_hosts(
    SignedIn(before, _, mut browser): SignedIn,
) {
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

async fn staff_of_the_host_in_a_persons_place_are_named(OwnSignIn(host, sign_in): OwnSignIn) {
    let mut browser = sign_in.let_in(&host, "Maren", "one");
    let until = host.clock.now().plus(Duration::from_secs(900));
    sign_in.change("one", |people, key| {
        people.get_mut(&key).unwrap().impersonation = Some(Impersonation::new(
            "Support".to_owned(),
            "A ticket".to_owned(),
            until,
        ));
    });
    let page = browser.get("/account/profile").await;
    assert_eq!(page.status, 200);
    page.assert_count("main form[action='/logout']", 1);
    page.assert_shows("12:15");
}

async fn the_host_is_asked_once_a_request(OwnSignIn(host, sign_in): OwnSignIn) {
    let maren = account("Maren");
    host.users().adopt(&maren, &address("Maren")).await.unwrap();
    host.organizations().create(nordlicht()).await.unwrap();
    let mut browser = sign_in.let_in(&host, "Maren", "one");
    sign_in.asked();
    let page = browser.get(COUNTER).await;
    page.assert_status(200);
    page.assert_shows("maren@nordlicht.example");
    for widget in ["#wg-hello", "#wg-profile", "#wg-probe"] {
        assert_eq!(page.count(widget), 1, "{widget}");
    }
    // Two extractors and three fragments.
    assert_eq!(sign_in.asked(), 1);
    let done = browser.submit(&page, "/hello", &[("greeting", "Hi")]).await;
    done.assert_location(&format!("{COUNTER}?notice=hello.greeted"));
    assert_eq!(sign_in.asked(), 1);
    let nobody = host.browser().get(COUNTER).await;
    nobody.assert_location("/login?from=%C3%A4&next=/roasters/nordlicht/counter");
    assert_eq!(sign_in.asked(), 1);
    browser.get(&page.target(".css")).await;
    assert_eq!(sign_in.asked(), 0, "files are for anybody");
    *sign_in.broken.lock().unwrap() = true;
    for path in [COUNTER, ROASTERY] {
        let fault = browser.get(path).await;
        fault.assert_status(503);
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
            assert_eq!(told.len(), 3, "{told:?}");
            assert!(told[0].starts_with("signed_out_to:"), "{told:?}");
            assert!(told[1].starts_with("sign_up:"), "{told:?}");
            let never = "would never run";
            assert!(
                told[2].starts_with("before:") && told[2].contains(never),
                "{told:?}"
            );
        }
        other => panic!("{other:?}"),
    }
}

/// Maren's organization.
fn nordlicht() -> OrganizationToCreate {
    OrganizationToCreate::new("Nordlicht", "nordlicht", account("Maren"))
        .entitlements(vec![GRINDER])
}
