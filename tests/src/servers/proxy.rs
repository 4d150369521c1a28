//! A TCP proxy between a host and what it stands on, with weather.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch::{self, Receiver};
use tokio::task::{JoinHandle, JoinSet};

/// What the network does to all connections, old and new.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weather {
    /// Everything goes through.
    Clear,
    /// Everything goes through, each piece this much later.
    Slow(Duration),
    /// Connections are accepted, and whatever is sent is swallowed, both ways.
    Blackhole,
    /// Connections are reset, as soon as they are made.
    Reset,
    /// Nobody listens, and what was connected is cut.
    Refused,
    /// The next answer on each connection ends in the middle, and the connection with it.
    Truncated,
}

/// A proxy that is running.
pub struct Proxy {
    /// Where it listens.
    pub address: SocketAddr,
    weather: watch::Sender<Weather>,
    asked: Arc<AtomicU64>,
    task: JoinHandle<()>,
}

impl Proxy {
    /// A proxy before that address, such as `127.0.0.1:5432`, with clear weather.
    pub async fn before(target: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (weather, forecast) = watch::channel(Weather::Clear);
        let asked = Arc::default();
        let line = Line {
            target: target.to_owned(),
            forecast,
            asked: Arc::clone(&asked),
        };
        let task = tokio::spawn(serve(listener, address, line));
        Self {
            address,
            weather,
            asked,
            task,
        }
    }

    /// A proxy before the server of a database, and the URL of the database there.
    pub async fn before_database(url: &str) -> (Self, String) {
        let (server, name) = url.rsplit_once('/').unwrap();
        let (user, address) = server.rsplit_once('@').unwrap();
        let proxy = Self::before(address).await;
        let url = format!("{user}@{}/{name}", proxy.address);
        (proxy, url)
    }

    /// How often something was sent to the target so far. A client that waits for each answer makes so
    /// many round trips.
    pub fn round_trips(&self) -> u64 {
        self.asked.load(Ordering::Relaxed)
    }

    /// From now on the weather is this.
    pub fn turn(&self, weather: Weather) {
        self.weather.send_replace(weather);
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// What all connections share.
#[derive(Clone)]
struct Line {
    target: String,
    forecast: Receiver<Weather>,
    asked: Arc<AtomicU64>,
}

async fn serve(listener: TcpListener, address: SocketAddr, line: Line) {
    let mut forecast = line.forecast.clone();
    let (mut listener, mut connections) = (Some(listener), JoinSet::new());
    loop {
        let weather = *forecast.borrow_and_update();
        match weather {
            Weather::Refused => listener = None,
            _ if listener.is_none() => listener = Some(TcpListener::bind(address).await.unwrap()),
            _ => {}
        }
        let accepting = async {
            match &listener {
                Some(open) => open.accept().await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            changed = forecast.changed() => if changed.is_err() { return },
            accepted = accepting => if let Ok((client, _)) = accepted {
                connections.spawn(connect(client, line.clone()));
            },
            Some(_) = connections.join_next() => {}
        }
    }
}

async fn connect(client: TcpStream, line: Line) {
    if *line.forecast.borrow() == Weather::Reset {
        let _ = client.set_zero_linger();
        return;
    }
    let Ok(server) = TcpStream::connect(&line.target).await else {
        return;
    };
    let (from_client, to_client) = client.into_split();
    let (from_server, to_server) = server.into_split();
    // Whichever way ends first ends the other.
    tokio::select! {
        () = pump(from_client, to_server, &line, false) => {}
        () = pump(from_server, to_client, &line, true) => {}
    }
}

/// Carries bytes one way, as the weather has it.
async fn pump(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, line: &Line, answers: bool) {
    let mut forecast = line.forecast.clone();
    let mut piece = vec![0; 16 * 1024];
    loop {
        let weather = *forecast.borrow_and_update();
        match weather {
            Weather::Reset => {
                let _ = from.as_ref().set_zero_linger();
                let _ = to.as_ref().set_zero_linger();
                return;
            }
            Weather::Refused => return,
            _ => {}
        }
        let read = tokio::select! {
            changed = forecast.changed() => match changed {
                Ok(()) => continue,
                Err(_) => return,
            },
            read = from.read(&mut piece) => read,
        };
        let Ok(length @ 1..) = read else { return };
        if !answers {
            line.asked.fetch_add(1, Ordering::Relaxed);
        }
        let weather = *forecast.borrow();
        match weather {
            Weather::Blackhole => continue,
            Weather::Slow(pause) => tokio::time::sleep(pause).await,
            Weather::Truncated if answers => {
                let _ = to.write_all(&piece[..length / 2]).await;
                return;
            }
            _ => {}
        }
        if to.write_all(&piece[..length]).await.is_err() {
            return;
        }
    }
}
