//! The OpenAPI document: who gets it, and that it is of this host. Whether answers are as it says is tried
//! by `tests/run programs`.

use widgets_core::Access;
use widgets_tests::prelude::*;

over_every_combination! {
    the_document_is_served_only_where_the_host_says_so,
    the_document_describes_the_widgets_of_this_host,
}

const PATH: &str = "/account/openapi.json";

async fn the_document_is_served_only_where_the_host_says_so(host: TestHost) {
    host.browser().get_json(PATH).await.assert_status(404);
    let described = host
        .beside()
        .with(|builder| builder.openapi(Access::user()));
    let SignedOut(host, maren, mut browser) = SignedOut::of(described).await;
    browser
        .get_json(PATH)
        .await
        .assert_problem(401, "not_signed_in");
    host.sign_in(&mut browser, &maren.email, PASSWORD).await;
    for reply in [browser.get(PATH).await, browser.get_json(PATH).await] {
        reply.assert_status(200);
        assert_eq!(reply.header("content-type"), "application/json");
        assert_eq!(reply.json()["openapi"], "3.1.1");
    }
}

async fn the_document_describes_the_widgets_of_this_host(host: TestHostBuilder) {
    let host = host.with(|builder| builder.openapi(Access::anyone()));
    let document = host.start().await.browser().get(PATH).await.json();
    assert_eq!(document["servers"][0]["url"], "/account");
    let greet = &document["paths"]["/hello"]["post"];
    assert_eq!(greet["operationId"], "hello.greet");
    assert_eq!(greet["description"], "What to put on the list.");
    let fields = &document["components"]["schemas"]["hello.greet.fields"];
    assert_eq!(fields["required"], json!(["greeting"]));
    let own = document["paths"].get("/openapi.json");
    assert!(own.is_none(), "it does not describe itself");
    let names = document["components"]["schemas"]
        .as_object()
        .unwrap()
        .keys();
    let numbered: Vec<_> = names
        .filter(|name| name.ends_with(|own: char| own.is_numeric()))
        .collect();
    assert!(numbered.is_empty(), "two types have one name: {numbered:?}");
}
