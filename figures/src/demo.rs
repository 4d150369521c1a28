//! The release build of the demo, over a SQLite file of its own.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;
use widgets_tests::harness::app::listener;

use crate::http::{Connection, Request};

/// Somebody who can sign in, and their password.
pub(crate) type Person = (&'static str, &'static str);

pub(crate) const PEOPLE: [Person; 3] = [
    ("maren@nordlicht.example", "first-crack-at-nine"),
    ("jonas@nordlicht.example", "slow-drip-at-dawn"),
    ("aiko@coffee-desk.example", "beans-on-the-night-train"),
];

pub(crate) const SIGN_IN: &str = "/account/sign-in";

/// A running demo behind one proxy. It ends when this is dropped.
pub(crate) struct Demo {
    pub(crate) address: SocketAddr,
    /// How long it took from its start to the first answer.
    pub(crate) took: Duration,
    process: Child,
}

impl Demo {
    /// Starts it with its data in that folder, and comes back once it has answered.
    pub(crate) fn start(folder: &TempDir) -> Self {
        // The port is given free for it.
        let address = listener().local_addr().unwrap();
        let began = Instant::now();
        let process = Command::new(executable())
            .env_clear()
            .env("ADDRESS", address.to_string())
            .env("COFFEE_DESK_DB", folder.path().join("desk.db"))
            .env("TRUSTED_HOPS", "1")
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        while std::net::TcpStream::connect(address).is_err() {
            assert!(began.elapsed() < Duration::from_secs(60), "no demo came up");
            thread::sleep(Duration::from_millis(1));
        }
        let page = Request::page(SIGN_IN, "");
        assert_eq!(Connection::open(address).exchange(&page), 200);
        Self {
            address,
            took: began.elapsed(),
            process,
        }
    }

    pub(crate) fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What the process holds now, in MB.
    pub(crate) fn memory(&self) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id()));
        let status = status.unwrap();
        let (_, rest) = status.split_once("VmRSS:").unwrap();
        let kilobytes = rest.split_whitespace().next().unwrap();
        kilobytes.parse::<f64>().unwrap() * 1_024.0 / 1e6
    }

    /// A browser in front of the form that signs in.
    pub(crate) fn sign_in_form(&self) -> SignInForm {
        let page = Connection::open(self.address).ask(&Request::page(SIGN_IN, ""));
        let (_, rest) = page
            .body
            .split_once("name=\"csrf_token\" value=\"")
            .unwrap();
        let (token, _) = rest.split_once('"').unwrap();
        SignInForm {
            origin: self.origin(),
            cookie: page.cookies(),
            token: token.to_owned(),
        }
    }

    /// The cookies of somebody who has signed in.
    pub(crate) fn signed_in(&self, person: Person) -> String {
        let request = self.sign_in_form().attempt(person, "10.9.9.9");
        let reply = Connection::open(self.address).ask(&request);
        assert_eq!(reply.status, 303, "{}", reply.body);
        reply.cookies()
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A browser in front of the form that signs in, which may be sent any number of times.
pub(crate) struct SignInForm {
    origin: String,
    cookie: String,
    token: String,
}

impl SignInForm {
    /// An attempt to sign in from that address of a client.
    pub(crate) fn attempt(&self, (email, password): (&str, &str), client: &str) -> Request {
        let fields = [
            ("csrf_token", self.token.as_str()),
            ("email", email),
            ("password", password),
        ];
        Request::form(SIGN_IN, &self.cookie, &self.origin, client, &fields)
    }
}

/// Cargo puts it two folders above this program.
fn executable() -> PathBuf {
    let own = std::env::current_exe().unwrap();
    let folder = own.parent().and_then(Path::parent).unwrap();
    let demo = folder.join("axum-demo");
    assert!(
        demo.exists(),
        "build it first: cargo build --release -p axum-demo"
    );
    demo
}
