//! Accounts of the host's: memberships, sessions and staff beside its own sign-in.

use std::sync::Arc;
use widgets_tests::prelude::*;

use widgets_core::admin::{ManagementError, OrganizationToCreate};
use widgets_core::clock::Clock as _;
use widgets_core::stores::Impersonation;
use widgets_core::widgets::sign_in::EmailAndPassword;
use widgets_core::widgets::sign_up::SignUp;
use widgets_core::{ConfigError, Keys, RequestCtx, Role, Roles, Widgets};
use widgets_storage::MemoryStores;
use widgets_tests::host::pages::{COUNTER, ROASTERY};
use widgets_tests::host::probe::GRINDER;

use super::{HostSignIn, HostSignInIdentity, account, address, open};

over_every_combination! {
    accounts_of_the_host_are_members_of_organizations,
    sessions_of_ours_open_nothing_beside_the_hosts,
    staff_of_the_host_in_a_persons_place_are_named,
}

over_every_host! {
    the_host_is_asked_once_a_request,
}

async fn accounts_of_the_host_are_members_of_organizations(host: TestHostBuilder) {
    let (host, sign_in_of_host) = open(host).await;
    let mut maren = sign_in_of_host.let_in(&host, "Maren", "one");
    let mut jonas = sign_in_of_host.let_in(&host, "Jonas", "two");
    let (users, organizations) = (host.users(), host.organizations());
    let owned_by = |owner: &str| OrganizationToCreate {
        name: "Nordlicht".to_owned(),
        slug: "nordlicht".to_owned(),
        entitlements: vec![GRINDER],
        owner: account(owner),
    };
    let unknown = organizations.create(owned_by("Maren")).await;
    assert!(
        matches!(unknown, Err(ManagementError::Missing)),
        "{unknown:?}"
    );
    for _ in 0..2 {
        users
            .adopt(&account("Maren"), &address("Maren"))
            .await
            .unwrap();
    }
    let taken = users.adopt(&account("Jonas"), &address("Maren")).await;
    assert!(matches!(taken, Err(ManagementError::Taken)), "{taken:?}");
    users
        .adopt(&account("Jonas"), &address("Jonas"))
        .await
        .unwrap();
    let (maren_id, minute) = (account("Maren"), MINUTE);
    let link = users.sign_in_link(&maren_id, minute).await;
    assert!(
        matches!(link, Err(ManagementError::HostSignsIn)),
        "{link:?}"
    );
    let nordlicht = organizations.create(owned_by("Maren")).await.unwrap();
    let (member, permitted) = (
        "/account/probe/o/nordlicht/member",
        "/account/probe/o/nordlicht/permitted",
    );
    assert_eq!(maren.get(member).await.status, 200);
    assert_eq!(maren.get(permitted).await.status, 200);
    assert_eq!(jonas.get(member).await.status, 404);
    let reply = maren.get("/account/probe/o/no-such/member").await;
    reply.assert_status(404);
    let role = Roles::one(Role::Member);
    organizations
        .add_member(&nordlicht.id, &account("Jonas"), role)
        .await
        .unwrap();
    assert_eq!(jonas.get(member).await.status, 200);
    assert_eq!(jonas.get(permitted).await.status, 403);
    let token = jonas.csrf_token().await;
    let sent = jonas.post(member, &[("csrf_token", &token)]).await;
    sent.assert_status(200);
    let last = users.delete(&account("Maren")).await;
    assert!(matches!(last, Err(ManagementError::LastOwner)), "{last:?}");
    assert!(users.delete(&account("Jonas")).await.unwrap());
    assert_eq!(jonas.get(member).await.status, 404);
}

async fn sessions_of_ours_open_nothing_beside_the_hosts(before: TestHost) {
    let maren = before.person("Maren").await;
    let mut browser = before.signed_in(&maren).await;
    let token = browser.csrf_token().await;
    let (after, _sign_in_of_host) = open(before.beside()).await;
    browser.origin.clone_from(&after.origin);
    let page = browser.get("/account/profile").await;
    page.assert_location_starts("/login?");
    let ran = after.probe.ran();
    for path in ["/account/probe/user", "/account/probe/anyone"] {
        let sent = browser.post(path, &[("csrf_token", &token)]).await;
        assert!(
            sent.status == 303 || sent.status == 403,
            "{path}: {}",
            sent.status
        );
    }
    assert_eq!(after.probe.ran(), ran);
}

async fn staff_of_the_host_in_a_persons_place_are_named(host: TestHostBuilder) {
    let (host, sign_in_of_host) = open(host).await;
    let mut browser = sign_in_of_host.let_in(&host, "Maren", "one");
    let until = host.clock.now().plus(Duration::from_secs(900));
    sign_in_of_host.change("one", |people, key| {
        people.get_mut(&key).unwrap().impersonation = Some(Impersonation {
            by: "Support".to_owned(),
            reason: "A ticket".to_owned(),
            until,
        });
    });
    let page = browser.get("/account/profile").await;
    assert_eq!(page.status, 200);
    page.assert_count("main form[action='/logout']", 1);
    page.assert_shows("12:15");
}

async fn the_host_is_asked_once_a_request(host: TestHostBuilder) {
    let (host, sign_in_of_host) = open(host).await;
    let maren = account("Maren");
    host.users().adopt(&maren, &address("Maren")).await.unwrap();
    let new = OrganizationToCreate {
        name: "Nordlicht".to_owned(),
        slug: "nordlicht".to_owned(),
        entitlements: vec![],
        owner: maren,
    };
    host.organizations().create(new).await.unwrap();
    let mut browser = sign_in_of_host.let_in(&host, "Maren", "one");
    sign_in_of_host.asked();
    let page = browser.get(COUNTER).await;
    page.assert_status(200);
    page.assert_shows("maren@nordlicht.example");
    for widget in ["#wg-hello", "#wg-profile", "#wg-probe"] {
        assert_eq!(page.count(widget), 1, "{widget}");
    }
    // Two extractors and three fragments.
    assert_eq!(sign_in_of_host.asked(), 1);
    let done = browser.submit(&page, "/hello", &[("greeting", "Hi")]).await;
    done.assert_location(&format!("{COUNTER}?notice=hello.greeted"));
    assert_eq!(sign_in_of_host.asked(), 1);
    let nobody = host.browser().get(COUNTER).await;
    let login = "/login?from=%C3%A4&next=/roasters/nordlicht/counter";
    nobody.assert_location(&login);
    assert_eq!(sign_in_of_host.asked(), 1);
    let style = page.targets().into_iter().find(|own| own.ends_with(".css"));
    browser.get(&style.unwrap()).await;
    assert_eq!(sign_in_of_host.asked(), 0, "files are for anybody");
    *sign_in_of_host.broken.lock().unwrap() = true;
    for path in [COUNTER, ROASTERY] {
        let fault = browser.get(path).await;
        assert_eq!(fault.status, 503, "{path}: {}", fault.body);
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
