//! What the back end of a host does with people: acting in their place, deleting them, ending all
//! sessions.

mod directory;
mod impersonation;

use widgets_core::stores::Profile;
use widgets_tests::prelude::*;

const LIMIT: Duration = Duration::from_secs(30 * 60);

over_every_combination! {
    a_user_is_imported_under_an_identifier_of_the_host,
    what_the_host_calls_itself_is_kept_as_a_line,
    the_last_owner_is_not_deleted,
    a_deletion_is_finished_after_an_outage,
    attack_006_deleting_ends_sessions_at_once,
    attack_009_one_call_ends_everybodys_sessions,
}

async fn a_user_is_imported_under_an_identifier_of_the_host(host: TestHost) {
    let named = |name: &str, email: &str| {
        user(email, Secret::password(PASSWORD)).display_name(name.to_owned())
    };
    let maren = Person {
        account: AccountId::parse("1042").unwrap(),
        email: MAREN.to_owned(),
    };
    let users = host.users();
    let created = users.create_as(&maren.account, named("Maren", "maren"));
    created.await.unwrap();
    let mut browser = host.signed_in(&maren).await;
    browser.get("/account/profile").await.assert_shows("Maren");
    let known = users.find(&maren.email).await.unwrap().unwrap();
    assert_eq!(known.id, maren.account);
    // Neither the identifier nor the address is given away again, and no name is either.
    let jo = AccountId::parse("1043").unwrap();
    for (id, user) in [
        (&maren.account, named("Jo", "jo")),
        (&jo, named("Maren", "maren")),
    ] {
        assert_refused!(users.create_as(id, user), Taken);
    }
    assert_eq!(users.profile(&jo).await.unwrap(), Profile::default());
    let named = users.profile(&maren.account).await.unwrap();
    assert_eq!(named.names.display_name.as_str(), "Maren");
}

async fn what_the_host_calls_itself_is_kept_as_a_line(OnePerson(host, maren): OnePerson) {
    let management = host.widgets.management("back\0 office\n");
    management.users().disable(&maren.account).await.unwrap();
    management.users().enable(&maren.account).await.unwrap();
    let actors = host
        .storage
        .query::<(String,)>("SELECT actor FROM wg_audit_events");
    if let Some(actors) = actors.await {
        assert!(actors.contains(&("back office".to_owned(),)), "{actors:?}");
    }
}

async fn the_last_owner_is_not_deleted(host: TestHost) {
    let (maren, jo) = (host.person("Maren").await, host.person("Jo").await);
    let organization = host.organization("nordlicht", &maren).await;
    let users = host.users();
    let mut browser = host.signed_in(&maren).await;
    assert_refused!(users.delete(&maren.account), LastOwner);
    assert!(host.is_in(&mut browser).await, "nothing has changed");
    let profile = users.profile(&maren.account).await.unwrap();
    assert_eq!(profile.names.called(), "Maren");
    host.member(&organization, &jo, Role::OWNER).await;
    assert!(users.delete(&maren.account).await.unwrap());
    assert_refused!(users.delete(&jo.account), LastOwner);
}

async fn a_deletion_is_finished_after_an_outage(OnePerson(host, maren): OnePerson) {
    let users = host.users();
    host.counts.fail(Some(("delete_profile", Failure::Outage)));
    assert_refused!(users.delete(&maren.account), Store(_));
    host.counts.fail(None);
    assert!(users.find(&maren.email).await.unwrap().is_none());
    let left = users.profile(&maren.account).await.unwrap();
    assert_eq!(left.names.called(), "Maren");
    for _ in 0..2 {
        assert!(!users.delete(&maren.account).await.unwrap());
        let left = users.profile(&maren.account).await.unwrap();
        assert_eq!(left, Profile::default());
    }
}

async fn attack_006_deleting_ends_sessions_at_once(host: TestHost) {
    let (maren, jo) = (host.person("Maren").await, host.person("Jo").await);
    let organization = host.organization("nordlicht", &jo).await;
    host.member(&organization, &maren, Role::MEMBER).await;
    let mut browser = host.signed_in(&maren).await;
    let mut staff = host.acting_as(&maren, LIMIT).await;
    let links = [
        host.impersonation_link(&maren, LIMIT).await,
        host.sign_in_link(&maren, HOUR).await,
    ];
    assert!(host.users().delete(&maren.account).await.unwrap());
    assert!(!host.is_in(&mut browser).await);
    assert!(!host.is_in(&mut staff).await);
    let refused = host.sign_in(&mut browser, &maren.email, PASSWORD).await;
    refused.assert_says("sign-in-wrong");
    for link in links {
        must_say(host.browser().get(&link).await, "sign-in-link-spent-title");
    }
    assert_refused!(host.users().sign_in_link(&maren.account, HOUR), Missing);
    // The address is free, and the next person who has it inherits nothing.
    let next = host.person("Maren").await;
    assert_ne!(next.account, maren.account);
    let mut browser = host.signed_in(&next).await;
    must_answer(404, browser.get("/account/probe/o/nordlicht/member").await);
    let left = host.users().profile(&maren.account).await.unwrap();
    assert_eq!(left, Profile::default());
}

async fn attack_009_one_call_ends_everybodys_sessions(host: TestHost) {
    let second = host.beside().start().await;
    let (maren, jo) = (host.person("Maren").await, host.person("Jo").await);
    let mut browsers = [
        host.signed_in(&maren).await,
        host.signed_in(&jo).await,
        second.signed_in(&jo).await,
        second.acting_as(&maren, LIMIT).await,
    ];
    let link = host.sign_in_link(&jo, HOUR).await;
    host.users().end_everybodys_sessions().await.unwrap();
    for browser in &mut browsers {
        assert!(!second.is_in(browser).await);
    }
    must_say(host.browser().get(&link).await, "sign-in-link-spent-title");
    let mut browser = host.signed_in(&jo).await;
    assert!(second.is_in(&mut browser).await, "people sign in again");
    host.users().end_everybodys_sessions().await.unwrap();
    assert!(!host.is_in(&mut browser).await);
}
