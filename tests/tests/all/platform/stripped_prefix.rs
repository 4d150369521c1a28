//! Behind a proxy that takes a part off the path: whatever the browser is led to stands below that part.

use widgets_tests::host::pages::DESK;
use widgets_tests::prelude::*;

over_every_combination! {
    behind_a_proxy_that_takes_off_a_prefix_every_way_works,
}

const PREFIX: &str = "/shop";

/// A host behind such a proxy. Its pages are asked for as the browser sees them.
struct Behind(TestHost, Person, Browser);

impl Beginning for Behind {
    async fn of(host: TestHostBuilder) -> Self {
        let SignedOut(host, maren, browser) = SignedOut::of(host.behind(PREFIX)).await;
        Self(host, maren, browser)
    }
}

/// The page, of which every link, form and file is of this site and below the prefix.
fn below(page: Reply) -> Reply {
    let page = must_show(page);
    for target in page.targets() {
        let own = !target.starts_with('/') || target.starts_with("/shop/");
        assert!(own, "{} leads to {target}", page.path);
    }
    page
}

async fn behind_a_proxy_that_takes_off_a_prefix_every_way_works(
    Behind(host, maren, mut browser): Behind,
) {
    // A redirect to sign in, and back.
    let refused = browser.get("/shop/account/profile?a=1").await;
    refused.assert_location("/shop/account/sign-in?return_to=/shop/account/profile%3Fa%3D1");
    let page = below(browser.follow(refused).await);
    for kind in [".css", ".js"] {
        must_show(browser.get(&page.target(kind)).await);
    }
    let reply = browser.submit(&page, "/sign-in", &maren.typed()).await;
    reply.assert_location("/shop/account/profile?a=1");
    below(browser.follow(reply).await);

    // A form, a question, a page that is not there, and a page of the host.
    let names = ["given_name", "middle_name", "family_name", "display_name"];
    let names = names.map(|name| (name, "Maren"));
    let path = "/shop/account/profile/names";
    below(browser.fill_through(path, &names).await).assert_shows("Maren");
    let missing = must_answer(404, browser.get("/shop/account/nothing").await);
    let inside = |target: &String| !target.starts_with('/') || target.starts_with("/shop/");
    assert!(
        missing.targets().iter().all(inside),
        "{:?}",
        missing.targets()
    );
    let desk = below(browser.get(&format!("{PREFIX}{DESK}")).await);
    for kind in [".css", ".js"] {
        must_show(browser.get(&desk.target(kind)).await);
    }
    let out = browser.fill("/shop/account/sign-out", &[]).await;
    out.assert_location_starts("/shop/account/sign-in");

    // A code and the link of its mail.
    let fields = [("email", maren.email.as_str()), ("way", "email")];
    below(browser.fill_through("/shop/account/sign-in", &fields).await);
    let mail = host.newest_mail(&maren.email).await;
    let start = format!("{}/shop/account/", host.origin);
    let mut links = mail
        .text
        .split_whitespace()
        .filter(|own| own.contains("://"));
    assert!(
        links.clone().all(|link| link.starts_with(&start)),
        "{}",
        mail.text
    );
    let link = links.find(|link| link.contains("/link/")).unwrap();
    let reply = follow_link(&mut browser, link.strip_prefix(&host.origin).unwrap()).await;
    assert!(reply.opens_session(), "{}", reply.text());
    below(browser.follow(reply).await);

    // A link that the back end made, in another browser.
    let link = host
        .users()
        .sign_in_link(&maren.account, HOUR)
        .await
        .unwrap();
    let link = link.reveal().strip_prefix(&host.origin).unwrap().to_owned();
    let reply = follow_link(&mut host.browser(), &link).await;
    assert!(reply.opens_session(), "{}", reply.text());
}
