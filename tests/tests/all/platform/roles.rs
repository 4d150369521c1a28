//! Roles that a host defines: what they grant is what the host says, on every page and at once.

use widgets_core::id::OrganizationId;
use widgets_core::role::Grants;
use widgets_tests::prelude::*;

over_every_combination! {
    a_role_of_the_host_grants_its_permissions,
    a_host_says_what_built_in_roles_grant,
    a_removed_role_grants_nothing,
    unknown_roles_cannot_be_given,
}

const PERMITTED: &str = "/account/probe/o/nordlicht/permitted";
const MEMBERS: &str = "/account/probe/o/nordlicht/member";

fn role(word: &str) -> Role {
    Role::parse(word).unwrap()
}

/// A host with roles of its own, an organization, and somebody who is no member of it yet.
struct Baristas(TestHost, OrganizationId, Person);

impl Beginning for Baristas {
    async fn of(host: TestHostBuilder) -> Self {
        let host = host.with(|own| own.role("barista", [BREW]).role("guest", []));
        let OnePerson(host, maren) = OnePerson::of(host).await;
        let organization = host.organization("nordlicht", &maren).await;
        let jonas = host.person("Jonas").await;
        Self(host, organization, jonas)
    }
}

async fn set_roles(
    host: &TestHost,
    organization: &OrganizationId,
    person: &Person,
    roles: &[&str],
) -> Result<(), ManagementError> {
    let roles = Roles::several(roles.iter().map(|word| role(word))).unwrap();
    let organizations = host.organizations();
    let set = organizations.set_roles(organization, &person.account, roles);
    set.await
}

/// Asks for the page and makes the form's post: both are let through or neither.
async fn may_brew(browser: &mut Browser) -> bool {
    let page = browser.get_json(PERMITTED).await;
    let post = browser.post_json(PERMITTED, &json!({})).await;
    assert_eq!(page.status, post.status);
    if page.status != 200 {
        page.assert_problem(403, "forbidden");
    }
    page.status == 200
}

async fn a_role_of_the_host_grants_its_permissions(Baristas(host, organization, jonas): Baristas) {
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
    let OnePerson(host, maren) = OnePerson::of(host).await;
    let organization = host.organization("nordlicht", &maren).await;
    let jonas = host.person("Jonas").await;
    host.member(&organization, &jonas, Role::MEMBER).await;
    let mut browser = host.signed_in(&jonas).await;
    assert!(may_brew(&mut browser).await);
    let set = set_roles(&host, &organization, &jonas, &["admin"]).await;
    set.unwrap();
    assert!(!may_brew(&mut browser).await);
}

async fn a_removed_role_grants_nothing(Baristas(before, organization, jonas): Baristas) {
    before.member(&organization, &jonas, role("barista")).await;
    let after = before.beside().start().await;
    let mut browser = after.signed_in(&jonas).await;
    assert!(!may_brew(&mut browser).await);
    assert_eq!(browser.get_json(MEMBERS).await.status, 200);
}

async fn unknown_roles_cannot_be_given(Baristas(host, organization, jonas): Baristas) {
    let roles = Roles::several([role("barista"), role("roaster")]).unwrap();
    let organizations = host.organizations();
    let added = organizations.add_member(&organization, &jonas.account, roles);
    let added = added.await;
    assert!(matches!(added, Err(ManagementError::UnknownRole(own)) if own == role("roaster")));
    host.member(&organization, &jonas, role("barista")).await;
    assert_refused!(
        set_roles(&host, &organization, &jonas, &["roaster"]),
        UnknownRole(_)
    );
    let mut browser = host.signed_in(&jonas).await;
    assert!(may_brew(&mut browser).await, "nothing has changed");
}
