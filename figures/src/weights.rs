//! How heavy every page is, and what pages load.

use axum::http::Method;
use widgets_tests::{Browser, Framework, Reply, Storage, TestHost};

/// The widgets of the test's own host.
const HOSTS_WIDGETS: [&str; 2] = ["probe.", "hello."];

/// What a proxy in front is usually set to.
const QUALITY: i32 = 5;

pub(crate) fn weigh() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let shown = runtime.block_on(show());
    println!("| page | bytes | with brotli |");
    println!("|---|---|---|");
    for own in shown {
        println!(
            "| `{}`{} | {} | {} |",
            own.name, own.note, own.plain, own.brotli
        );
    }
}

/// One page or file, weighed.
struct Weight {
    name: String,
    note: &'static str,
    plain: usize,
    brotli: usize,
}

/// Pages in the order of the table.
struct Scale(Vec<Weight>);

impl Scale {
    /// A page, compressed as a proxy would.
    fn page(&mut self, name: &str, reply: &Reply) {
        let body = reply.body.as_bytes();
        let params = brotli::enc::BrotliEncoderParams {
            quality: QUALITY,
            ..Default::default()
        };
        let mut compressed = Vec::new();
        brotli::BrotliCompress(&mut &*body, &mut compressed, &params).unwrap();
        self.put(name, "", body.len(), compressed.len());
    }

    /// A file, as it is sent to a client that reads brotli and to one that does not.
    async fn file(&mut self, name: &str, note: &'static str, path: &str, from: &Browser) {
        let mut sizes = [0, 0];
        for (size, coding) in sizes.iter_mut().zip(["identity", "br"]) {
            let request = from.request(Method::HEAD, path);
            let mut browser = from.clone();
            let reply = browser
                .send(path, request.header("accept-encoding", coding))
                .await;
            assert_eq!(reply.status, 200, "{path}");
            *size = reply.header("content-length").parse().unwrap();
        }
        self.put(name, note, sizes[0], sizes[1]);
    }

    fn put(&mut self, name: &str, note: &'static str, plain: usize, brotli: usize) {
        self.0.push(Weight {
            name: name.to_owned(),
            note,
            plain,
            brotli,
        });
    }
}

async fn show() -> Vec<Weight> {
    let host = TestHost::of(Framework::Axum, Storage::Memory).start().await;
    let mut scale = Scale(Vec::new());
    files(&host, &mut scale).await;
    pages(&host, &mut scale).await;
    scale.0
}

async fn files(host: &TestHost, scale: &mut Scale) {
    let mut browser = host.browser();
    let page = browser.get("/account/sign-in").await;
    for path in page.targets() {
        let (name, note) = if path.contains("/assets/brand/") {
            ("account.brand", ", the theme")
        } else if path.ends_with(".css") {
            ("account.asset", ", the fixed style")
        } else if path.ends_with(".js") {
            ("account.asset", ", the script")
        } else {
            continue;
        };
        scale.file(name, note, &path, &browser).await;
    }
}

/// Every page without a parameter in its path, as a visitor or else a user who just signed in finds it.
/// What leads elsewhere or needs a step before it is left out, and so are the pages of the test's own host.
async fn pages(host: &TestHost, scale: &mut Scale) {
    let ada = host.person("Ada").await;
    host.signed_in(&ada).await;
    let (mut visitor, mut user) = (host.browser(), host.signed_in(&ada).await);
    let mount = host.widgets.mount_path().to_owned();
    for route in host.widgets.routes() {
        for endpoint in route.endpoints() {
            let path = format!("{mount}{}", route.path());
            let of_host = HOSTS_WIDGETS
                .iter()
                .any(|own| endpoint.name().starts_with(own));
            if of_host || *endpoint.method() != Method::GET || path.contains('{') {
                continue;
            }
            for browser in [&mut visitor, &mut user] {
                let reply = browser.get(&path).await;
                if reply.status == 200 {
                    scale.page(endpoint.name(), &reply);
                    break;
                }
            }
        }
    }
}
