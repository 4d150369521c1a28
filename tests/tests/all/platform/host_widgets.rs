//! A widget of the host's own.

use widgets_tests::TestHostBuilder;

over_every_combination! {
    a_widget_of_the_host_works_like_ours,
}

async fn a_widget_of_the_host_works_like_ours(host: TestHostBuilder) {
    let host = host.start().await;
    let maren = host.person("Maren").await;
    assert_eq!(host.browser().get("/account/hello").await.status, 303);
    let mut browser = host.signed_in(&maren).await;
    let page = browser.get("/account/hello").await;
    assert!(page.text().contains("What people said here."));
    assert!(
        page.targets().contains(&"/account/sessions".to_owned()),
        "it has the navigation"
    );
    let wrong = browser.submit(&page, "/hello", &[("greeting", " ")]).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.text().contains("Write 1 to 80 characters."));
    let done = browser
        .submit(&wrong, "/hello", &[("greeting", "Moin <b>")])
        .await;
    let page = browser.follow(done).await;
    assert!(page.text().contains("Your greeting is on the list."));
    assert!(page.body.contains("Moin &lt;b&gt;"));
    assert_eq!(
        browser.get_json("/account/hello").await.json()[0],
        "Moin <b>"
    );
}
