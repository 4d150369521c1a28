//! Where links, forms and files of pages lead.

use widgets_tests::prelude::*;
over_every_combination! {
    every_link_leads_somewhere_and_every_form_is_utf_8,
}

async fn every_link_leads_somewhere_and_every_form_is_utf_8(OnePerson(host, maren): OnePerson) {
    host.signed_in(&maren).await;
    let browser = host.signed_in(&maren).await;
    let (forms, pages) = crawl(browser, "/account").await;
    assert!(pages > 6 && forms > 6, "{forms} forms on {pages} pages");
    let (forms, pages) = crawl(host.browser(), "/account/sign-in").await;
    assert!(pages > 2 && forms > 2, "{forms} forms on {pages} pages");
}

/// Follows every link from there on; how many forms and pages there are.
async fn crawl(mut browser: Browser, from: &str) -> (usize, usize) {
    let (mut forms, mut open) = (0, vec![from.to_owned()]);
    let mut seen = Vec::new();
    while let Some(path) = open.pop() {
        if seen.contains(&path) || !path.starts_with("/account") {
            continue;
        }
        let reply = browser.get(&path).await;
        if reply.status == 405 && browser.post(&path, &[]).await.status == 403 {
            // A form is sent there, and lacks its token.
            continue;
        }
        assert!(
            reply.status.is_success() || reply.status == 303,
            "{path}: {}",
            reply.status
        );
        let own = "<script type=\"module\" src=\"/account/assets/widgets-";
        let rest = reply.body.replacen(own, "", 1);
        for handler in [
            "onclick=",
            "onload=",
            "style=",
            "<style",
            "<script",
            "javascript:",
        ] {
            assert!(!rest.contains(handler), "{path} holds {handler} inline");
        }
        // Whatever the encoding of the page around it is.
        let own = reply.count("form");
        assert_eq!(own, reply.count("form[accept-charset=utf-8]"), "{path}");
        forms += own;
        open.extend(reply.location());
        open.extend(reply.targets());
        seen.push(path);
    }
    (forms, seen.len())
}
