//! What the environment says. Without any of it Coffee Desk runs on this machine, on the port that
//! the example says, with a SQLite file in the working directory.
//!
//! | Variable | Meaning | Default |
//! |---|---|---|
//! | `ADDRESS` | the address to listen on | `127.0.0.1` and the example's port |
//! | `PUBLIC_URL` | where people reach the account pages | `http://<ADDRESS>/account`; without `ADDRESS` it says `localhost`, since passkeys are for names alone |
//! | `COFFEE_DESK_DB` | the SQLite file | `coffee-desk.db` |
//! | `DATABASE_URL` | a PostgreSQL database, instead of the file | |
//! | `WIDGETS_KEYS` | the keys that sign and seal | fixed keys for trials on localhost |
//! | `TRUSTED_HOPS` | how many proxies stand in front | `0` |
//! | `COFFEE_DESK_FRESH` | for how many seconds nobody is asked again who they are | `60` |
//! | `COFFEE_DESK_PSEUDO_LOCALE` | set: pages can be asked for in `en-XA`, for pictures | |

use std::env::{self, VarError};
use std::fmt;
use std::net::SocketAddr;
use std::time::Duration;

use widgets_core::Keys;
use widgets_core::crypto::KeyError;
use widgets_storage::SqlStores;

use crate::{ACCOUNT, OpenError};

/// Where an example listens and where people reach it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerUrls {
    /// The address to listen on.
    pub address: SocketAddr,
    /// Where people reach the account pages.
    pub public_url: String,
}

impl ServerUrls {
    /// Reads `ADDRESS` and `PUBLIC_URL`; without the first it is this machine and `port`.
    ///
    /// # Errors
    ///
    /// [`SettingError`] when one of them cannot be read.
    pub fn from_env(port: u16) -> Result<Self, SettingError> {
        Self::read(port, setting("ADDRESS")?, setting("PUBLIC_URL")?)
    }

    fn read(
        port: u16,
        address: Option<String>,
        public_url: Option<String>,
    ) -> Result<Self, SettingError> {
        // Passkeys are for names alone.
        let by_name = address.is_none().then(|| format!("localhost:{port}"));
        let address = address.unwrap_or_else(|| format!("127.0.0.1:{port}"));
        let address: SocketAddr = address.parse().map_err(|_| SettingError {
            name: "ADDRESS",
            expected: "an address and a port, such as 127.0.0.1:3000",
        })?;
        let host = by_name.unwrap_or_else(|| address.to_string());
        let public_url = public_url.unwrap_or_else(|| format!("http://{host}{ACCOUNT}"));
        Ok(Self {
            address,
            public_url,
        })
    }

    /// Where people reach Coffee Desk's own pages.
    #[must_use]
    pub fn origin(&self) -> &str {
        self.public_url
            .strip_suffix(ACCOUNT)
            .unwrap_or(&self.public_url)
    }
}

/// What an example is started for, by its one argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    /// Nothing is said: serve.
    Serve,
    /// `reseal`: seal anew what older keys have sealed, and end.
    Reseal,
}

impl Command {
    /// Reads the arguments.
    ///
    /// # Errors
    ///
    /// [`SettingError`] when they say something else.
    pub fn from_args() -> Result<Self, SettingError> {
        let arguments: Vec<_> = env::args().skip(1).collect();
        Self::read(&arguments)
    }

    fn read(arguments: &[String]) -> Result<Self, SettingError> {
        match arguments {
            [] => Ok(Self::Serve),
            [one] if one == "reseal" => Ok(Self::Reseal),
            _ => Err(SettingError {
                name: "the argument",
                expected: "reseal, or left out to serve",
            }),
        }
    }
}

/// A setting that cannot be read.
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[error("{name} must be {expected}")]
pub struct SettingError {
    name: &'static str,
    expected: &'static str,
}

/// The sentence itself, since that is what `main` prints of an error.
impl fmt::Debug for SettingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The keys in `WIDGETS_KEYS`, or those for trials.
pub(crate) fn keys() -> Result<Keys, OpenError> {
    let parse = |line: String| -> Result<Keys, KeyError> { Keys::parse(&line) };
    Ok(setting("WIDGETS_KEYS")?
        .map(parse)
        .transpose()?
        .unwrap_or_else(Keys::development))
}

/// How many proxies stand in front.
pub(crate) fn trusted_hops() -> Result<Option<usize>, SettingError> {
    let hops = setting("TRUSTED_HOPS")?.map(|hops| hops.parse());
    hops.transpose().map_err(|_| SettingError {
        name: "TRUSTED_HOPS",
        expected: "a small number, such as 1",
    })
}

/// How long a sign-in counts as fresh. One minute by default, so that a visitor of the demo sees a
/// step-up.
pub(crate) fn fresh() -> Result<Duration, SettingError> {
    let seconds = setting("COFFEE_DESK_FRESH")?.map_or(Ok(60), |seconds| seconds.parse());
    seconds.map(Duration::from_secs).map_err(|_| SettingError {
        name: "COFFEE_DESK_FRESH",
        expected: "a number of seconds, such as 60",
    })
}

/// Whether pages can be asked for in the language of tests and pictures.
pub(crate) fn pseudo_locale() -> Result<bool, SettingError> {
    Ok(setting("COFFEE_DESK_PSEUDO_LOCALE")?.is_some())
}

/// The PostgreSQL database in `DATABASE_URL`, or a SQLite file.
pub(crate) async fn stores() -> Result<SqlStores, OpenError> {
    if let Some(url) = setting("DATABASE_URL")? {
        return Ok(SqlStores::postgres_url(&url).await?);
    }
    let file = setting("COFFEE_DESK_DB")?.unwrap_or_else(|| "coffee-desk.db".to_owned());
    Ok(SqlStores::sqlite_file(file).await?)
}

/// An environment variable; an empty one counts as absent.
fn setting(name: &'static str) -> Result<Option<String>, SettingError> {
    match env::var(name) {
        Ok(text) => Ok(Some(text).filter(|text| !text.is_empty())),
        Err(VarError::NotPresent) => Ok(None),
        Err(VarError::NotUnicode(_)) => Err(SettingError {
            name,
            expected: "text in UTF-8",
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_one_command() {
        let read = |words: &[&str]| {
            let words: Vec<_> = words.iter().map(|word| (*word).to_owned()).collect();
            Command::read(&words)
        };
        assert_eq!(read(&[]), Ok(Command::Serve));
        assert_eq!(read(&["reseal"]), Ok(Command::Reseal));
        for wrong in [&["serve"][..], &["reseal", "now"]] {
            let told = read(wrong).unwrap_err().to_string();
            assert_eq!(told, "the argument must be reseal, or left out to serve");
        }
    }

    #[test]
    fn the_public_url_follows_the_address() {
        let urls = ServerUrls::read(3000, None, None).unwrap();
        assert_eq!(urls.public_url, "http://localhost:3000/account");
        assert_eq!(urls.origin(), "http://localhost:3000");
        let urls = ServerUrls::read(3000, Some("[::1]:80".to_owned()), None).unwrap();
        assert_eq!(urls.public_url, "http://[::1]:80/account");
        let elsewhere = Some("https://coffee.example/account".to_owned());
        let urls = ServerUrls::read(3000, None, elsewhere).unwrap();
        assert_eq!(urls.origin(), "https://coffee.example");
        let error = ServerUrls::read(3000, Some("nowhere".to_owned()), None).unwrap_err();
        assert!(error.to_string().starts_with("ADDRESS must be an address"));
    }
}
