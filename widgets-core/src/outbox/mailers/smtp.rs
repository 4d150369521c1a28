//! Sending by a mail server (RFC 5321).
//!
//! Each mail has a connection of its own. A connection kept for the next mail would have to be known
//! to stand between two mails, and a sending that was given up half-way leaves it anywhere.

mod message;
mod settings;

use std::fmt;
use std::sync::OnceLock;
use std::time::Duration;

use async_trait::async_trait;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::{self, SMTP_PORT, SUBMISSION_PORT, SUBMISSIONS_PORT};
use message::Sender;
use url::Url;

use crate::context::ports::mailer::{Mail, MailFailure, Mailer};

/// A mail server, and the address mail comes from.
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
/// What is wrong with it is told by [`WidgetsBuilder::build`](crate::WidgetsBuilder::build). A reply
/// of 4xx, a connection that fails and a server that asks for other credentials count as temporary;
/// a reply of 5xx to the mail itself as permanent.
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

/// What protects a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Security {
    /// TLS from the first byte (RFC 8314, section 3.3).
    Implicit,
    /// TLS after `STARTTLS`, or no mail at all (RFC 3207).
    StartTls,
    /// Nothing, to a server on this machine.
    Nothing,
    /// Nothing, to any server.
    NothingAnywhere,
}

/// The settings, read.
struct Ready {
    tls: Option<TlsParameters>,
    sender: Sender,
    /// What we call ourselves: the domain mail comes from.
    hello: ClientId,
}

impl Smtp {
    /// Longer than most servers take, and shorter than the worker waits.
    const TIMEOUT: Duration = Duration::from_secs(20);
    /// How long to wait for a server to say goodbye.
    const GOODBYE: Duration = Duration::from_secs(1);

    /// A server by its name or address, and the address mail comes from. By itself the connection
    /// is protected from its first byte, on port 465.
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

    /// Protects the connection by `STARTTLS`, on port 587. A server that does not offer it gets no
    /// mail and no credentials.
    pub fn starttls(mut self) -> Self {
        self.security = Security::StartTls;
        self
    }

    /// Protects nothing, on port 25: for a server on this machine, which passes mail on.
    pub fn unencrypted(mut self) -> Self {
        self.security = Security::Nothing;
        self
    }

    /// Protects nothing, wherever the server is: whoever is on the way reads and changes every mail,
    /// codes and links included. Only for a network that somebody else protects.
    pub fn unencrypted_anywhere(mut self) -> Self {
        self.security = Security::NothingAnywhere;
        self
    }

    /// Another port than the usual one.
    pub fn port(mut self, port: u16) -> Self {
        self.port = Some(port);
        self
    }

    /// How we sign in to the server.
    pub fn credentials(mut self, user: impl Into<String>, password: impl Into<String>) -> Self {
        self.credentials = Some(Credentials::new(user.into(), password.into()));
        self
    }

    /// The name beside the sender's address.
    pub fn sender_name(mut self, name: impl Into<String>) -> Self {
        self.sender_name = Some(name.into());
        self
    }

    /// Where replies go, when not to the sender.
    pub fn reply_to(mut self, address: impl Into<String>) -> Self {
        self.reply_to = Some(address.into());
        self
    }

    /// How long handing over one mail may take, connecting included: 1 to 25 seconds, or 20 when
    /// this is not said.
    pub const fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Trusts the authority with this certificate (PEM) besides those the system trusts.
    pub fn authority(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.authority = Some(pem.into());
        self
    }

    fn address(&self) -> (&str, u16) {
        let usual = match self.security {
            Security::Implicit => SUBMISSIONS_PORT,
            Security::StartTls => SUBMISSION_PORT,
            Security::Nothing | Security::NothingAnywhere => SMTP_PORT,
        };
        (&self.server, self.port.unwrap_or(usual))
    }

    /// A connection on which a mail can be sent.
    async fn connect(&self, ready: &Ready) -> Result<AsyncSmtpConnection, smtp::Error> {
        let (timeout, hello) = (Some(self.timeout), &ready.hello);
        let from_the_start = ready
            .tls
            .clone()
            .filter(|_| self.security == Security::Implicit);
        let mut connection = AsyncSmtpConnection::connect_tokio1(
            self.address(),
            timeout,
            hello,
            from_the_start,
            None,
        )
        .await?;
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
        // Whatever goes wrong up to here is not about this mail.
        let connection = self.connect(ready).await;
        let mut connection = connection.map_err(MailFailure::temporary)?;
        let envelope = message.envelope();
        match connection.send(envelope, &message.formatted()).await {
            Ok(_) => Ok(connection),
            Err(error) if is_about_the_mail(&error) => Err(MailFailure::permanent(error)),
            Err(error) => Err(MailFailure::temporary(error)),
        }
    }
}

/// Whether a reply refuses this mail for good: a 5xx that does not ask for other credentials
/// (RFC 4954, section 6), or letters in the address that the server cannot take.
fn is_about_the_mail(error: &smtp::Error) -> bool {
    const CREDENTIALS: [u16; 4] = [530, 534, 535, 538];
    let code = error.status().map(u16::from);
    let credentials = code.is_some_and(|code| CREDENTIALS.contains(&code));
    (error.is_permanent() && !credentials) || error.is_client()
}

#[async_trait]
impl Mailer for Smtp {
    async fn send(&self, mail: &Mail) -> Result<(), MailFailure> {
        let handing_over = tokio::time::timeout(self.timeout, self.hand_over(mail));
        let Ok(sent) = handing_over.await else {
            let told = format!("the mail server took more than {:?}", self.timeout);
            return Err(MailFailure::temporary(told));
        };
        // The server has the mail, so what comes of the goodbye does not matter.
        let _ = tokio::time::timeout(Self::GOODBYE, sent?.quit()).await;
        Ok(())
    }

    fn problems(&self, _: &Url) -> Vec<String> {
        self.ready().as_ref().err().cloned().unwrap_or_default()
    }
}

impl fmt::Debug for Smtp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (server, port) = self.address();
        write!(f, "Smtp({server}:{port}, {:?}, ..)", self.security)
    }
}

#[cfg(test)]
mod tests;
