//! Sends mail by SMTP (RFC 5321).
//!
//! Each mail uses a connection of its own. Reusing one would require knowing that it is between two
//! mails, and a cancelled send leaves it in an unknown state.

mod message;
mod settings;

use std::sync::OnceLock;
use std::time::Duration;

use async_trait::async_trait;
use lettre::Message;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{self, Data, Rcpt};
use lettre::transport::smtp::extension::{ClientId, Extension, MailParameter};
use lettre::transport::smtp::{self, SMTP_PORT, SUBMISSION_PORT, SUBMISSIONS_PORT};
use message::Sender;
use url::Url;

use crate::context::ports::mailer::{Mail, MailFailure, Mailer};
use crate::types::setters::setters;

/// An SMTP server and a sender address.
///
/// ```
/// use widgets_core::mail::Smtp;
///
/// let smtp = Smtp::new("smtp.example.com", "accounts@coffee.example")
///     .sender_name("Coffee Desk")
///     .credentials("coffee-desk", "from the environment")
///     .reply_to("help@coffee.example");
/// # let _ = smtp;
/// ```
///
/// [`WidgetsBuilder::build`](crate::WidgetsBuilder::build) reports invalid settings. Replies of
/// 4xx, connection failures, rejected credentials and whatever concerns the sender or the server count
/// as temporary failures, a 5xx reply about the recipient or the message as permanent.
#[derive(derive_more::Debug)]
#[debug("Smtp({}:{}, {security:?}, ..)", self.address().0, self.address().1)]
#[must_use]
pub struct Smtp {
    server: String,
    port: Option<u16>,
    security: Security,
    credentials: Option<Credentials>,
    sender: String,
    sender_name: Option<String>,
    reply_to: Option<String>,
    timeout: Duration,
    authority: Option<Vec<u8>>,
    ready: OnceLock<Result<Ready, Vec<String>>>,
}

/// Transport security.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Security {
    /// TLS from the first byte (RFC 8314, section 3.3).
    Implicit,
    /// TLS after `STARTTLS`, required (RFC 3207).
    StartTls,
    /// No TLS, for loopback servers only.
    Nothing,
    /// No TLS, for any server.
    NothingAnywhere,
}

/// Validated settings.
struct Ready {
    tls: Option<TlsParameters>,
    sender: Sender,
    /// Name in `EHLO`: the domain of the sender address.
    hello: ClientId,
}

impl Smtp {
    /// Longer than most servers take, and shorter than the worker's deadline.
    const TIMEOUT: Duration = Duration::from_secs(20);
    /// How long to wait for the reply to `QUIT`.
    const GOODBYE: Duration = Duration::from_secs(1);

    /// A server by host name or IP address, and the sender address. Defaults to implicit TLS on
    /// port 465.
    pub fn new(server: impl Into<String>, sender: impl Into<String>) -> Self {
        Self {
            server: server.into(),
            port: None,
            security: Security::Implicit,
            credentials: None,
            sender: sender.into(),
            sender_name: None,
            reply_to: None,
            timeout: Self::TIMEOUT,
            authority: None,
            ready: OnceLock::new(),
        }
    }

    /// Uses `STARTTLS` on port 587. A server without it receives neither mail nor credentials.
    pub fn starttls(mut self) -> Self {
        self.security = Security::StartTls;
        self
    }

    /// Uses no TLS, on port 25. For a relay on the same machine; other servers are refused.
    pub fn unencrypted(mut self) -> Self {
        self.security = Security::Nothing;
        self
    }

    /// Uses no TLS, wherever the server is. Anyone on the network path can read and change every
    /// mail, including codes and links. Only for networks that are protected otherwise.
    pub fn unencrypted_anywhere(mut self) -> Self {
        self.security = Security::NothingAnywhere;
        self
    }

    /// Credentials for the server.
    pub fn credentials(mut self, user: impl Into<String>, password: impl Into<String>) -> Self {
        self.credentials = Some(Credentials::new(user.into(), password.into()));
        self
    }

    setters! {
        /// Overrides the default port.
        port: u16 => Some(port);
        /// Display name of the sender.
        sender_name: impl Into<String> => Some(sender_name.into());
        /// `Reply-To` address. Without one, replies go to the sender.
        reply_to: impl Into<String> => Some(reply_to.into());
        /// Time limit for one mail, including the connection: 1 to 25 seconds. Defaults to 20.
        timeout: Duration;
        /// Trusts this CA certificate (PEM) in addition to the system's.
        authority: impl Into<Vec<u8>> => Some(authority.into());
    }

    fn address(&self) -> (&str, u16) {
        let usual = match self.security {
            Security::Implicit => SUBMISSIONS_PORT,
            Security::StartTls => SUBMISSION_PORT,
            Security::Nothing | Security::NothingAnywhere => SMTP_PORT,
        };
        (&self.server, self.port.unwrap_or(usual))
    }

    /// Opens an authenticated connection.
    async fn connect(&self, ready: &Ready) -> Result<AsyncSmtpConnection, smtp::Error> {
        let (timeout, hello) = (Some(self.timeout), &ready.hello);
        let implicit = self.security == Security::Implicit;
        let tls = ready.tls.clone().filter(|_| implicit);
        let connection =
            AsyncSmtpConnection::connect_tokio1(self.address(), timeout, hello, tls, None);
        let mut connection = connection.await?;
        if let (Security::StartTls, Some(tls)) = (self.security, &ready.tls) {
            connection.starttls(tls.clone(), hello).await?;
        }
        if let Some(credentials) = &self.credentials {
            connection.auth(DEFAULT_MECHANISMS, credentials).await?;
        }
        Ok(connection)
    }

    async fn hand_over(&self, mail: &Mail) -> Result<AsyncSmtpConnection, MailFailure> {
        let told = || MailFailure::temporary("the settings of the mail server are wrong");
        let ready = self.ready().as_ref().map_err(|_| told())?;
        let message = ready.sender.message(mail)?;
        // Failures to connect do not depend on the mail, so they are temporary.
        let connection = self.connect(ready).await;
        let mut connection = connection.map_err(MailFailure::temporary)?;
        transmit(&mut connection, &message).await?;
        Ok(connection)
    }
}

/// Sends a message. A server speaks of the mail or its recipient only from `RCPT` on; what it replies
/// to `MAIL` and `DATA` is about the sender or itself, such as a quota for the day.
async fn transmit(
    connection: &mut AsyncSmtpConnection,
    message: &Message,
) -> Result<(), MailFailure> {
    let envelope = message.envelope();
    let mut addresses = envelope.to().iter().chain(envelope.from());
    let mut parameters = Vec::new();
    if addresses.any(|address| !AsRef::<str>::as_ref(address).is_ascii()) {
        if !connection
            .server_info()
            .supports_feature(Extension::SmtpUtfEight)
        {
            let told = "the mail server takes no addresses of this script (RFC 6531)";
            return Err(MailFailure::permanent(told));
        }
        parameters.push(MailParameter::SmtpUtfEight);
    }
    let from = commands::Mail::new(envelope.from().cloned(), parameters);
    let said = connection.command(from).await;
    said.map_err(MailFailure::temporary)?;
    for to in envelope.to() {
        let said = connection.command(Rcpt::new(to.clone(), Vec::new())).await;
        said.map_err(failure)?;
    }
    let said = connection.command(Data).await;
    said.map_err(MailFailure::temporary)?;
    let said = connection.message(&message.formatted()).await;
    said.map(drop).map_err(failure)
}

fn failure(error: smtp::Error) -> MailFailure {
    if is_about_the_mail(&error) {
        MailFailure::permanent(error)
    } else {
        MailFailure::temporary(error)
    }
}

/// Whether a 5xx reply is about the recipient or the message. Those about credentials (RFC 4954,
/// section 6) are not, nor those whose enhanced status code (RFC 3463, section 3) names the sender's
/// address, the mail system, the network, the protocol or a policy.
fn is_about_the_mail(error: &smtp::Error) -> bool {
    const CREDENTIALS: [u16; 4] = [530, 534, 535, 538];
    const SENDER: [&str; 2] = ["1.7", "1.8"];
    let code = error.status().map(u16::from);
    let credentials = code.is_some_and(|code| CREDENTIALS.contains(&code));
    let text = std::error::Error::source(error).map(ToString::to_string);
    let text = text.as_deref().unwrap_or_default();
    let detail = text
        .split(' ')
        .next()
        .and_then(|word| word.strip_prefix("5."));
    let about = detail
        .is_none_or(|detail| detail.starts_with(['1', '2', '6']) && !SENDER.contains(&detail));
    error.is_permanent() && !credentials && about
}

#[async_trait]
impl Mailer for Smtp {
    async fn send(&self, mail: &Mail) -> Result<(), MailFailure> {
        let handing_over = tokio::time::timeout(self.timeout, self.hand_over(mail));
        let Ok(sent) = handing_over.await else {
            let told = format!("the mail server took more than {:?}", self.timeout);
            return Err(MailFailure::temporary(told));
        };
        // The server has accepted the mail, so a failing `QUIT` does not matter.
        let _ = tokio::time::timeout(Self::GOODBYE, sent?.quit()).await;
        Ok(())
    }

    fn problems(&self, _: &Url) -> Vec<String> {
        self.ready().as_ref().err().cloned().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests;
