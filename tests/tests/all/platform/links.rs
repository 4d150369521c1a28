//! Where links, forms and files of pages lead.

use widgets_tests::prelude::*;
over_every_combination! {
    every_link_on_a_page_leads_somewhere,
}

async fn every_link_on_a_page_leads_somewhere(OnePerson(host, maren): OnePerson) {
    host.signed_in(&maren).await;
    let mut browser = host.signed_in(&maren).await;
    let mut open = vec!["/account".to_owned()];
    let mut seen = Vec::new();
    while let Some(path) = open.pop() {
        if seen.contains(&path) || !path.starts_with("/account") {
            continue;
        }
        let reply = browser.get(&path).await;
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
        open.extend(reply.location());
        open.extend(reply.targets());
        seen.push(path);
    }
    assert!(seen.len() > 6, "{seen:?}");
}
