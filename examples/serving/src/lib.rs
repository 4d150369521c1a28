//! What the small examples do alike: they serve on this machine, say where, and tell in a sentence
//! why they cannot. In an app of your own it is the end of `main`, as the README shows it.

pub mod browser;

use std::error::Error;
use std::net::SocketAddr;
use std::process::ExitCode;

use axum::Router;
use tokio::net::TcpListener;

/// Why an example does not run.
pub type Trouble = Box<dyn Error + Send + Sync>;

/// Where the examples listen.
pub const ADDRESS: &str = "127.0.0.1:3000";

/// Serves the host that an example opens at [`ADDRESS`]: see [`run_at`].
pub async fn run(greeting: &str, host: impl Future<Output = Result<Router, Trouble>>) -> ExitCode {
    run_at(ADDRESS, greeting, host).await
}

/// Serves the host that an example opens, until it is ended. Once it listens, `greeting` says where
/// to begin and where mails are.
#[allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "for the user who started it"
)]
pub async fn run_at(
    address: &str,
    greeting: &str,
    host: impl Future<Output = Result<Router, Trouble>>,
) -> ExitCode {
    let ready = async { Ok::<_, Trouble>((host.await?, listen(address).await?)) };
    let served = match ready.await {
        Ok((router, listener)) => {
            println!("{greeting}");
            let service = router.into_make_service_with_connect_info::<SocketAddr>();
            axum::serve(listener, service).await.map_err(Trouble::from)
        }
        Err(trouble) => Err(trouble),
    };
    match served {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            eprintln!("{}", in_words(&*trouble));
            ExitCode::FAILURE
        }
    }
}

/// The error with all that led to it, each said once.
fn in_words(error: &(dyn Error + 'static)) -> String {
    let mut words = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let own = error.to_string();
        if !words.contains(&own) {
            words.push_str(": ");
            words.push_str(&own);
        }
        cause = error.source();
    }
    words
}

async fn listen(address: &str) -> Result<TcpListener, Trouble> {
    let listener = TcpListener::bind(address).await;
    listener.map_err(|error| format!("nothing can listen at {address}: {error}").into())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[tokio::test]
    async fn a_port_that_is_taken_is_told_in_a_sentence() {
        let taken = listen("127.0.0.1:0").await.unwrap();
        let address = taken.local_addr().unwrap().to_string();
        let told = listen(&address).await.unwrap_err().to_string();
        assert!(
            told.starts_with(&format!("nothing can listen at {address}: ")),
            "{told}"
        );
    }

    #[test]
    fn a_cause_is_told_once() {
        let (inner, kind) = (std::io::Error::other("refused"), std::io::ErrorKind::Other);
        assert_eq!(in_words(&std::io::Error::new(kind, inner)), "refused");
    }

    #[tokio::test]
    async fn a_host_that_does_not_open_is_no_success() {
        let closed = async { Err(Trouble::from("the database is away")) };
        assert_eq!(run("never said", closed).await, ExitCode::FAILURE);
    }
}
