//! Roles of the host's own: what they grant is what the host says, for every page and at once.

use widgets_core::admin::ManagementError;
use widgets_core::id::OrganizationId;
use widgets_core::role::Grants;
use widgets_core::{Permission, Role, Roles, WidgetsBuilder};
use widgets_tests::harness::person::Person;
use widgets_tests::host::probe::BREW;
use widgets_tests::{Browser, TestHost, TestHostBuilder};

over_every_combination! {
    a_role_of_the_hosts_own_grants_what_the_host_says,
    a_host_says_what_built_in_roles_grant,
    a_role_that_is_no_more_grants_nothing,
    nobody_is_given_a_role_that_there_is_not,
}

const PERMITTED: &str = "/account/probe/o/nordlicht/permitted";
const MEMBERS: &str = "/account/probe/o/nordlicht/member";

fn role(word: &str) -> Role {
    Role::parse(word).unwrap()
}

fn with_baristas(builder: WidgetsBuilder) -> WidgetsBuilder {
    builder.role("barista", [BREW]).role("guest", [])
}

async fn organization(host: &TestHost) -> (OrganizationId, Person) {
    let maren = host.person("Maren").await;
    let organization = host.organization("nordlicht", &maren).await;
    (organization, host.person("Jonas").await)
}

async fn set_roles(
    host: &TestHost,
    organization: &OrganizationId,
    person: &Person,
    roles: &[&str],
) -> Result<(), ManagementError> {
    let roles = Roles::several(roles.iter().map(|word| role(word))).unwrap();
    let management = host.widgets.management("tests");
    let organizations = management.organizations();
    let account = &person.account;
    organizations.set_roles(organization, account, roles).await
}

/// Asks for the page and makes the form's post: both are let through or neither.
async fn may_brew(browser: &mut Browser) -> bool {
    let page = browser.get_json(PERMITTED).await;
    let body = serde_json::json!({});
    let post = browser.post_json("/account", PERMITTED, &body).await;
    assert_eq!(page.status, post.status);
    match page.status.as_u16() {
        200 => true,
        403 => {
            assert_eq!(page.json()["code"], "forbidden");
            false
        }
        status => panic!("the page answered {status}"),
    }
}

async fn a_role_of_the_hosts_own_grants_what_the_host_says(host: TestHostBuilder) {
    let host = host.with(with_baristas).start().await;
    let (organization, jonas) = organization(&host).await;
    host.member(&organization, &jonas, role("barista")).await;
    let mut browser = host.signed_in(&jonas).await;
    assert!(may_brew(&mut browser).await);
    assert_eq!(browser.get_json(MEMBERS).await.status, 200);
    for (roles, brews) in [
        (&["guest"][..], false),
        (&["member"], false),
        (&["guest", "barista"], true),
        (&["admin"], true),
    ] {
        let set = set_roles(&host, &organization, &jonas, roles).await;
        set.unwrap();
        assert_eq!(may_brew(&mut browser).await, brews, "{roles:?}");
        assert_eq!(browser.get_json(MEMBERS).await.status, 200, "{roles:?}");
    }
}

async fn a_host_says_what_built_in_roles_grant(host: TestHostBuilder) {
    let host = host.with(|builder| {
        let admins = Grants::all_but([BREW, Permission::DELETE]);
        let members = [Permission::MEMBERS_READ, BREW];
        builder
            .role(Role::ADMIN, admins)
            .role(Role::MEMBER, members)
    });
    let host = host.start().await;
    let (organization, jonas) = organization(&host).await;
    host.member(&organization, &jonas, Role::MEMBER).await;
    let mut browser = host.signed_in(&jonas).await;
    assert!(may_brew(&mut browser).await);
    let set = set_roles(&host, &organization, &jonas, &["admin"]).await;
    set.unwrap();
    assert!(!may_brew(&mut browser).await);
}

async fn a_role_that_is_no_more_grants_nothing(host: TestHostBuilder) {
    let (framework, storage) = (host.framework(), host.storage());
    let before = host.with(with_baristas).start().await;
    let (organization, jonas) = organization(&before).await;
    before.member(&organization, &jonas, role("barista")).await;
    let after = TestHost::of(framework, storage);
    let after = after.beside(&before).start().await;
    let mut browser = after.signed_in(&jonas).await;
    assert!(!may_brew(&mut browser).await);
    assert_eq!(browser.get_json(MEMBERS).await.status, 200);
}

async fn nobody_is_given_a_role_that_there_is_not(host: TestHostBuilder) {
    let host = host.with(with_baristas).start().await;
    let (organization, jonas) = organization(&host).await;
    let management = host.widgets.management("tests");
    let organizations = management.organizations();
    let roles = Roles::several([role("barista"), role("roaster")]).unwrap();
    let account = &jonas.account;
    let added = organizations.add_member(&organization, account, roles);
    let added = added.await;
    assert!(matches!(added, Err(ManagementError::UnknownRole(own)) if own == role("roaster")));
    host.member(&organization, &jonas, role("barista")).await;
    let set = set_roles(&host, &organization, &jonas, &["roaster"]).await;
    assert!(matches!(set, Err(ManagementError::UnknownRole(_))));
    let mut browser = host.signed_in(&jonas).await;
    assert!(may_brew(&mut browser).await, "nothing has changed");
}
