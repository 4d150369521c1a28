//! What only shows over a real connection.

use rocket::fairing::AdHoc;
use rocket::tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use rocket::tokio::net::TcpStream;
use rocket::tokio::sync::oneshot;
use rocket::{Config, Shutdown, tokio};

use crate::host::Host;

/// A Rocket on a free port.
struct Served {
    port: u16,
    shutdown: Shutdown,
}

impl Drop for Served {
    fn drop(&mut self) {
        self.shutdown.clone().notify();
    }
}

impl Served {
    async fn start() -> Self {
        let host = Host::start().await;
        let (tell, told) = oneshot::channel();
        let tell = std::sync::Mutex::new(Some(tell));
        let up = AdHoc::on_liftoff("Up", move |rocket| {
            Box::pin(async move {
                let tell = tell.lock().unwrap().take().unwrap();
                tell.send((rocket.config().port, rocket.shutdown()))
                    .unwrap();
            })
        });
        let config = Config {
            port: 0,
            log_level: rocket::config::LogLevel::Off,
            ..Config::debug_default()
        };
        let rocket = rocket::custom(config)
            .attach(widgets_rocket::fairing(host.widgets.clone()))
            .attach(up);
        tokio::spawn(rocket.launch());
        let (port, shutdown) = told.await.unwrap();
        Self { port, shutdown }
    }

    /// Sends a form, and gives the status of what comes back.
    async fn post(&self, headers: &str, body: &[u8]) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).await.unwrap();
        let head = format!(
            "POST /account/sign-in HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\
             Content-Type: application/x-www-form-urlencoded\r\n{headers}\r\n\r\n"
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        stream.write_all(body).await.unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.unwrap();
        let answer = String::from_utf8(answer).unwrap();
        answer.split(' ').nth(1).unwrap_or("nothing").to_owned()
    }
}

#[rocket::async_test]
async fn a_body_that_breaks_off_is_400() {
    let served = Served::start().await;
    for body in ["", "a=b", "a=b&c=d&e=f&g=h&i=j"] {
        let chunk = match body.len() {
            0 => "no length\r\n".to_owned(),
            length => format!("{length:x}\r\n{body}\r\nno length\r\n"),
        };
        let chunked = served.post("Transfer-Encoding: chunked", chunk.as_bytes());
        assert_eq!(chunked.await, "400", "{body:?}");
    }
    // Whole ones are read: there is no cookie to check the CSRF token with.
    for body in ["", "a=b", "a=b&c=d&e=f&g=h&i=j"] {
        let length = format!("Content-Length: {}", body.len());
        assert_eq!(served.post(&length, body.as_bytes()).await, "403");
    }
}

#[rocket::async_test]
async fn an_oversized_body_is_sent_to_its_end_and_answered() {
    let served = Served::start().await;
    let body = vec![b'a'; 3_000_000];
    let length = format!("Content-Length: {}", body.len());
    assert_eq!(served.post(&length, &body).await, "413");
}
