use std::collections::VecDeque;
use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use http::header::{CONNECTION, CONTENT_LENGTH, HOST};
use http::{HeaderValue, Method};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use url::Url;

use super::*;

/// A name server that gives these answers, one after the other.
#[derive(Clone, Default)]
struct Answers(Arc<Mutex<VecDeque<Vec<IpAddr>>>>);

#[async_trait]
impl Resolver for Answers {
    async fn resolve(&self, _: &str) -> io::Result<Vec<IpAddr>> {
        let next = self.0.lock().unwrap().pop_front();
        next.ok_or_else(|| io::Error::other("asked once too often"))
    }
}

fn answers<const N: usize>(answers: [&str; N]) -> Answers {
    let read = |own: &str| own.split(' ').map(|one| one.parse().unwrap()).collect();
    Answers(Arc::new(Mutex::new(answers.map(read).into())))
}

/// Where a request to this URL would connect to, without a connection.
async fn judged(client: &GuardedClient, url: &str) -> Result<Vec<String>, String> {
    let Ok(url) = Url::parse(url) else {
        return Err("no URL".to_owned());
    };
    let ready = client.ready().as_ref().unwrap();
    let target = ready.allowed.judge(&url).map_err(|own| own.to_string())?;
    let found = client.addresses(&target).await;
    let found = found.map_err(|failure| failure.to_string())?;
    Ok(found.iter().map(ToString::to_string).collect())
}

/// A server that says this once and counts who comes.
async fn server(says: impl Into<Vec<u8>>) -> (u16, Arc<AtomicUsize>, Arc<Mutex<String>>) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let (came, heard) = (
        Arc::<AtomicUsize>::default(),
        Arc::<Mutex<String>>::default(),
    );
    let (says, counted, hears) = (says.into(), Arc::clone(&came), Arc::clone(&heard));
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            counted.fetch_add(1, Ordering::SeqCst);
            let mut head = vec![0; 4096];
            let read = stream.read(&mut head).await.unwrap_or(0);
            *hears.lock().unwrap() = String::from_utf8_lossy(&head[..read]).into_owned();
            let _ = stream.write_all(&says).await;
        }
    });
    (port, came, heard)
}

async fn get(client: &GuardedClient, url: &str) -> Result<(u16, String), String> {
    let request = OutgoingRequest::new(Method::GET, Url::parse(url).unwrap()).most(100);
    let answer = super::super::call(client, request.within(Duration::from_secs(5))).await;
    let answer = answer.map_err(|failure| failure.to_string())?;
    let body = String::from_utf8_lossy(answer.body()).into_owned();
    Ok((answer.status().as_u16(), body))
}

#[tokio::test]
async fn attack_153_every_spelling_of_a_hidden_address_is_refused() {
    let client = GuardedClient::new().resolver(answers([]));
    for host in [
        "127.0.0.1",
        "127.1",
        "127.0.1",
        "2130706433",
        "0x7f000001",
        "0x7f.0.0.1",
        "0x7F.1",
        "017700000001",
        "0177.0.0.01",
        "0177.0x0.1",
        "127.0.0.1.",
        "%31%32%37.0.0.1",
        "１２７.0.0.1",
        "127。0。0。1",
        "①②⑦.0.0.1",
        "0",
        "0.0.0.0",
        "169.254.169.254",
        "2852039166",
        "0xa9fea9fe",
        "169.16689662",
        "0251.0376.0251.0376",
        "10.0.0.1",
        "192.168.1.1",
        "100.100.100.200",
        "[::1]",
        "[::]",
        "[0:0:0:0:0:0:0:1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[0:0:0:0:0:ffff:a9fe:a9fe]",
        "[::127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[64:ff9b:1::7f00:1]",
        "[2002:7f00:1::]",
        "[2001:0:4136:e378:8000:63bf:80ff:fffe]",
        "[fd00:ec2::254]",
        "[fe80::1]",
    ] {
        let refused = judged(&client, &format!("https://{host}/")).await;
        let refused = refused.unwrap_err();
        assert!(
            refused.contains("no address of the public"),
            "{host}: {refused}"
        );
    }
    // No URL at all: nothing resolves these either.
    for host in [
        "[fe80::1%25eth0]",
        "256.1.1.1",
        "1.2.3.4.5",
        "0x7f000001.",
        "127.0.0.0x1.1",
    ] {
        judged(&client, &format!("https://{host}/"))
            .await
            .unwrap_err();
    }
}

#[tokio::test]
async fn attack_153_names_of_this_machine_other_schemes_and_ports_are_refused() {
    let client = GuardedClient::new().resolver(answers([]));
    for (url, expected) in [
        ("https://localhost/", "this machine"),
        ("https://LOCALHOST./", "this machine"),
        ("https://a.localhost/", "this machine"),
        ("http://service.example/", "not https"),
        ("ftp://service.example/", "not https"),
        ("file:///etc/passwd", "not https"),
        ("data:text/plain,x", "not https"),
        ("https://service.example:80/", "port 80"),
        ("https://service.example:6379/", "port 6379"),
        ("https://service.example:8443/", "port 8443"),
        ("https://service.example@127.0.0.1/", "before its host"),
        ("https://127.0.0.1@service.example/", "before its host"),
        ("https://name:secret@service.example/", "before its host"),
        ("https://:secret@service.example/", "before its host"),
        (
            "https://service.example\\@127.0.0.1/",
            "asked once too often",
        ),
    ] {
        let refused = judged(&client, url).await.unwrap_err();
        assert!(refused.contains(expected), "{url}: {refused}");
    }
}

#[tokio::test]
async fn attack_153_a_name_with_one_hidden_address_is_refused() {
    for answer in [
        "127.0.0.1",
        "1.1.1.1 127.0.0.1",
        "10.0.0.1 1.1.1.1",
        "2606:4700::1111 fd00::1",
        "2606:4700::1111 1.1.1.1 ::ffff:1.1.1.1",
        "1.1.1.1 1.1.1.2 1.1.1.3 1.1.1.4 169.254.169.254",
    ] {
        let client = GuardedClient::new().resolver(answers([answer]));
        let refused = judged(&client, "https://service.example/").await;
        let refused = refused.unwrap_err();
        assert!(refused.contains("no address of the public"), "{answer}");
    }
}

#[tokio::test]
async fn attack_153_a_second_answer_of_the_name_server_changes_nothing() {
    // Judged and connected to are the same addresses: a request asks once.
    let (port, came, _) = server("HTTP/1.1 204 No Content\r\n\r\n").await;
    let url = format!("http://service.example:{port}");
    let once = answers(["127.0.0.1", "127.0.0.2"]);
    let client = GuardedClient::new().allow(&url).resolver(once.clone());
    assert_eq!(get(&client, &url).await.unwrap().0, 204);
    assert_eq!(came.load(Ordering::SeqCst), 1);
    assert_eq!(once.0.lock().unwrap().len(), 1);
    // The next request is judged by what its own name server says.
    let client = GuardedClient::new().resolver(answers(["1.1.1.1", "127.0.0.1"]));
    let first = judged(&client, "https://service.example/").await;
    assert_eq!(first.unwrap(), ["1.1.1.1:443"]);
    judged(&client, "https://service.example/")
        .await
        .unwrap_err();
}

#[tokio::test]
async fn attack_153_no_redirect_is_followed() {
    let (hidden, reached, _) = server("HTTP/1.1 200 OK\r\n\r\n").await;
    let moved = format!(
        "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:{hidden}/\r\nContent-Length: 0\r\n\r\n"
    );
    let (port, ..) = server(moved).await;
    let url = format!("http://127.0.0.1:{port}");
    let client = GuardedClient::new().allow(&url);
    assert_eq!(get(&client, &url).await.unwrap().0, 302);
    assert_eq!(reached.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn an_allowed_origin_allows_no_other() {
    let (port, came, _) = server("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi").await;
    let origin = format!("http://127.0.0.1:{port}");
    let client = GuardedClient::new().allow(&origin).resolver(answers([]));
    let reached = get(&client, &format!("{origin}/path")).await;
    assert_eq!(reached.unwrap(), (200, "hi".to_owned()));
    for url in [
        format!("https://127.0.0.1:{port}/"),
        format!("http://127.0.0.2:{port}/"),
        format!("http://127.0.0.1:{}/", port - 1),
        format!("http://localhost:{port}/"),
        format!("http://name@127.0.0.1:{port}/"),
        "http://127.0.0.1/".to_owned(),
    ] {
        get(&client, &url).await.unwrap_err();
    }
    assert_eq!(came.load(Ordering::SeqCst), 1);
    for origin in [
        "127.0.0.1:80",
        "https://a.example/path",
        "ftp://a.example",
        "https://a@b.example",
    ] {
        let problems = GuardedClient::new().allow(origin).problems();
        assert!(problems.join("").contains("not an origin"), "{origin}");
    }
    let problems = GuardedClient::new().authority("nonsense").problems();
    assert!(problems.join("").contains("cannot be read"));
}

#[tokio::test]
async fn an_answer_that_is_too_large_is_not_read_to_its_end() {
    let large = "x".repeat(101);
    let chunked = format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n65\r\n{large}\r\n");
    for says in [
        "HTTP/1.1 200 OK\r\nContent-Length: 101\r\n\r\n".to_owned(),
        format!("{chunked}0\r\n\r\n"),
        format!("HTTP/1.1 200 OK\r\n\r\n{large}"),
    ] {
        let (port, ..) = server(says.clone()).await;
        let url = format!("http://127.0.0.1:{port}");
        let failure = get(&GuardedClient::new().allow(&url), &url).await;
        assert_eq!(
            failure.unwrap_err(),
            "the answer has more than 100 bytes",
            "{says}"
        );
    }
    let fits = format!("HTTP/1.1 200 OK\r\n\r\n{}", &large[1..]);
    let (port, ..) = server(fits).await;
    let url = format!("http://127.0.0.1:{port}");
    let answer = get(&GuardedClient::new().allow(&url), &url).await;
    assert_eq!(answer.unwrap().1.len(), 100);
}

#[tokio::test]
async fn nonsense_and_broken_answers_are_failures() {
    let endless = format!("HTTP/1.1 200 OK\r\nX: {}\r\n\r\n", "x".repeat(300_000));
    for says in [
        "",
        "nonsense\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhi",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nhi!",
        &endless,
    ] {
        let (port, ..) = server(says).await;
        let url = format!("http://127.0.0.1:{port}");
        let failure = get(&GuardedClient::new().allow(&url), &url).await;
        let failure = failure.unwrap_err();
        assert!(
            failure.contains("cannot be reached"),
            "{says:.60}: {failure}"
        );
    }
}

#[tokio::test]
async fn a_request_says_host_and_length_once() {
    let (port, _, heard) = server("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n").await;
    let origin = format!("http://127.0.0.1:{port}");
    let client = GuardedClient::new().allow(&origin);
    let url = Url::parse(&format!("{origin}/a%20b?c=d#e")).unwrap();
    let mut request = OutgoingRequest::new(Method::POST, url).body("body");
    for name in [HOST, CONTENT_LENGTH, CONNECTION] {
        request
            .headers
            .append(name.clone(), HeaderValue::from_static("1"));
        request.headers.append(name, HeaderValue::from_static("2"));
    }
    client.send(request).await.unwrap();
    let heard = heard.lock().unwrap().to_ascii_lowercase();
    assert!(heard.starts_with("post /a%20b?c=d http/1.1\r\n"), "{heard}");
    for line in [
        &*format!("host: 127.0.0.1:{port}"),
        "content-length: 4",
        "connection: close",
    ] {
        let name = line.split(' ').next().unwrap();
        assert_eq!(heard.matches(name).count(), 1, "{heard}");
        assert!(heard.contains(&format!("\r\n{line}\r\n")), "{heard}");
    }
}
