//! A widget of the host's own.

use widgets_tests::prelude::*;
over_every_combination! {
    a_widget_of_the_host_works_like_a_bundled_one,
}

async fn a_widget_of_the_host_works_like_a_bundled_one(OnePerson(host, maren): OnePerson) {
    assert_eq!(host.browser().get("/account/hello").await.status, 303);
    let mut browser = host.signed_in(&maren).await;
    let page = browser.get("/account/hello").await;
    page.assert_shows("What people said here.");
    // It has the navigation.
    assert!(page.links_to("/account/sessions"));
    let wrong = must_refuse(browser.submit(&page, "/hello", &[("greeting", " ")]).await);
    wrong.assert_shows("Write 1 to 80 characters.");
    let page = browser
        .through(&wrong, "/hello", &[("greeting", "Moin <b>")])
        .await;
    page.assert_shows("Your greeting is on the list.");
    assert!(page.body.contains("Moin &lt;b&gt;"));
    assert_eq!(
        browser.get_json("/account/hello").await.json()[0],
        "Moin <b>"
    );
}
