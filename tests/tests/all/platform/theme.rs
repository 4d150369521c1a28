//! What pages load: how large it is, how it is stored, and which themes are served.

use widgets_core::ui::{Colour, Theme};
use widgets_tests::prelude::*;

over_every_combination! {
    style_is_small_and_kept_forever,
    a_theme_is_served_from_its_address_alone,
}

/// All style of a page may have this many bytes as served.
const MOST: usize = 12 * 1024;

async fn style_is_small_and_kept_forever(Visitor(_, mut browser): Visitor) {
    let styles: Vec<String> = browser.get("/account/sign-in").await.targets();
    let styles = styles.iter().filter(|to| to.contains(".css"));
    let (mut bytes, mut compressed) = (0, 0);
    for style in styles {
        let plain = browser.get(style).await;
        let small = ask(&mut browser, style, "gzip, br;q=0.9").await;
        for reply in [&plain, &small] {
            assert_eq!(reply.status, 200, "{style}");
            assert_eq!(reply.header("vary"), "Accept-Encoding");
            assert_eq!(reply.header("content-type"), "text/css; charset=utf-8");
            assert_eq!(
                reply.header("cache-control"),
                "public, max-age=31536000, immutable"
            );
        }
        assert_eq!(plain.header("content-encoding"), "");
        compressed += usize::from(small.header("content-encoding") == "br");
        bytes += small.header("content-length").parse::<usize>().unwrap();
        let refused = ask(&mut browser, style, "br;q=0, gzip").await;
        assert_eq!(refused.header("content-encoding"), "", "{style}");
    }
    assert_eq!(compressed, 1, "the fixed sheet is compressed");
    assert!(bytes <= MOST, "all style has {bytes} bytes");
}

async fn ask(browser: &mut Browser, path: &str, encodings: &str) -> Reply {
    let headers = [("accept-encoding", encodings)];
    browser.ask(Method::HEAD, path, &headers, "").await
}

/// Every instance serves every theme that could have been built, and no other.
async fn a_theme_is_served_from_its_address_alone(host: TestHostBuilder) {
    let green = Theme::default().accent(Colour::rgb(0x00_5a_30));
    let other = host.with(|builder| builder.theme(green)).start().await;
    let page = other.browser().get("/account/sign-in").await;
    let mut targets = page.targets().into_iter();
    let path = targets.find(|to| to.contains("/assets/brand/")).unwrap();

    let plain = TestHost::of(other.framework, other.kind).start().await;
    let mut browser = plain.browser();
    let reply = must_show(browser.get(&path).await);
    assert!(reply.body.contains("light-dark(#005a30,"), "{}", reply.body);
    for path in ["", "x.css", "AQAI.css", &path[path.len() - 40..]] {
        let reply = browser.get(&format!("/account/assets/brand/{path}")).await;
        assert_eq!(reply.status, 404, "{path}");
    }
}
