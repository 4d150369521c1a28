//! A TCP proxy between a host and what it stands on, with weather.

use std::net::SocketAddr;
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
    task: JoinHandle<()>,
}

impl Proxy {
    /// A proxy before that address, such as `127.0.0.1:5432`, with clear weather.
    pub async fn before(target: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (weather, forecast) = watch::channel(Weather::Clear);
        let task = tokio::spawn(serve(listener, address, target.to_owned(), forecast));
        Self {
            address,
            weather,
            task,
        }
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

async fn serve(
    listener: TcpListener,
    address: SocketAddr,
    target: String,
    mut forecast: Receiver<Weather>,
) {
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
                connections.spawn(connect(client, target.clone(), forecast.clone()));
            },
            Some(_) = connections.join_next() => {}
        }
    }
}

async fn connect(client: TcpStream, target: String, forecast: Receiver<Weather>) {
    if *forecast.borrow() == Weather::Reset {
        let _ = client.set_zero_linger();
        return;
    }
    let Ok(server) = TcpStream::connect(&target).await else {
        return;
    };
    let (from_client, to_client) = client.into_split();
    let (from_server, to_server) = server.into_split();
    // Whichever way ends first ends the other.
    tokio::select! {
        () = pump(from_client, to_server, forecast.clone(), false) => {}
        () = pump(from_server, to_client, forecast, true) => {}
    }
}

/// Carries bytes one way, as the weather has it.
async fn pump(
    mut from: OwnedReadHalf,
    mut to: OwnedWriteHalf,
    mut forecast: Receiver<Weather>,
    answers: bool,
) {
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
