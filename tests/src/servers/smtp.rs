//! A mail server on this machine that takes mail, or does what a script says instead.

use crate::prelude::*;
use std::collections::VecDeque;
use std::sync::Mutex;

use tokio::io::{AsyncBufReadExt as _, AsyncRead, AsyncWrite, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// The authority that vouches for the server, known to nobody else.
pub const AUTHORITY: &[u8] = include_bytes!("smtp/authority.pem");
const CERTIFICATE: &[u8] = include_bytes!("smtp/server.pem");
const KEY: &[u8] = include_bytes!("smtp/server.key");

/// How the server protects a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protection {
    /// Not at all.
    Nothing,
    /// From the first byte.
    Implicit,
    /// After `STARTTLS`.
    StartTls,
}

/// What the server does with one connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// Takes the mail.
    Take,
    /// Asks to come again later, with 451 to the recipient.
    Busy,
    /// Refuses the recipient for good, with 550, and says its address.
    Refuse,
    /// Refuses the sender, with 550, since it has sent its mails of the day.
    RefuseSender,
    /// Refuses the sender, with 553 and nothing more.
    RefuseSenderName,
    /// Refuses to be sent a text, with 554.
    RefuseData,
    /// Refuses the text it was sent, with 550, since the mails of the day are sent.
    RefuseTextForQuota,
    /// Refuses the text it was sent for good, with 554.
    RefuseText,
    /// Refuses the recipient, with 550, for a reason that is not the recipient.
    RefuseForPolicy,
    /// Refuses the credentials, with 535.
    RefuseCredentials,
    /// Accepts the connection and never says a word.
    Silent,
    /// Closes the connection in the middle of the mail.
    HangUp,
    /// Takes the mail and closes the connection without saying goodbye.
    TakeAndLeave,
}

#[derive(Default)]
struct Kept {
    script: Mutex<VecDeque<Turn>>,
    mails: Mutex<Vec<String>>,
    commands: Mutex<Vec<String>>,
}

/// A running server, gone when this is.
pub struct MailServer {
    /// The port it listens on, at 127.0.0.1.
    pub port: u16,
    kept: Arc<Kept>,
    task: JoinHandle<()>,
}

impl Drop for MailServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl MailServer {
    /// Starts a server that does one turn of the script for each connection, and then takes all.
    pub async fn start(script: impl IntoIterator<Item = Turn>) -> Self {
        Self::protected(Protection::Nothing, script).await
    }

    /// The same, with connections protected by a certificate of [`AUTHORITY`].
    pub async fn protected(protection: Protection, script: impl IntoIterator<Item = Turn>) -> Self {
        let kept = Arc::new(Kept::default());
        kept.script.lock().unwrap().extend(script);
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let (server, mut talks) = (Arc::clone(&kept), tokio::task::JoinSet::new());
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let turn = server.script.lock().unwrap().pop_front();
                let server = Arc::clone(&server);
                talks.spawn(async move {
                    // A client that leaves ends only its own talk.
                    let turn = turn.unwrap_or(Turn::Take);
                    let _ = server.welcome(stream, protection, turn).await;
                });
            }
        });
        Self { port, kept, task }
    }

    /// How a host sends by it.
    pub fn smtp(&self) -> Smtp {
        smtp(self.port).unencrypted()
    }

    /// Every mail it took, as it came.
    pub fn mails(&self) -> Vec<String> {
        self.kept.mails.lock().unwrap().clone()
    }

    /// Everything it was told but for mails.
    pub fn commands(&self) -> Vec<String> {
        self.kept.commands.lock().unwrap().clone()
    }
}

/// How a host sends by whatever is at that port of this machine.
pub fn smtp(port: u16) -> Smtp {
    Smtp::new("127.0.0.1", "accounts@coffee.example")
        .sender_name("Coffee Desk")
        .port(port)
        .timeout(Duration::from_secs(1))
}

/// A port at which nobody listens.
pub async fn dead_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    listener.local_addr().unwrap().port()
}

impl Kept {
    async fn welcome(
        &self,
        stream: TcpStream,
        protection: Protection,
        turn: Turn,
    ) -> std::io::Result<()> {
        if turn == Turn::Silent {
            return std::future::pending().await;
        }
        match protection {
            Protection::Nothing => self.talk(BufReader::new(stream), turn).await,
            Protection::Implicit => {
                let stream = acceptor().accept(stream).await?;
                self.talk(BufReader::new(stream), turn).await
            }
            Protection::StartTls => {
                let mut stream = BufReader::new(stream);
                stream.write_all(b"220 mail.test\r\n").await?;
                self.read_command(&mut stream).await?;
                let offer = b"250-mail.test\r\n250 STARTTLS\r\n";
                stream.write_all(offer).await?;
                if self.read_command(&mut stream).await?.0 != "STARTTLS" {
                    return Ok(());
                }
                stream.write_all(b"220 go on\r\n").await?;
                let stream = acceptor().accept(stream.into_inner()).await?;
                self.converse(BufReader::new(stream), turn).await
            }
        }
    }

    /// Takes a mail, or not, and says so.
    fn take(&self, mail: String, turn: Turn) -> &'static str {
        match turn {
            Turn::RefuseTextForQuota => "550 5.4.5 the mails of the day are sent\r\n",
            Turn::RefuseText => "554 5.6.0 the text is odd\r\n",
            _ => {
                self.mails.lock().unwrap().push(mail);
                "250 taken\r\n"
            }
        }
    }

    async fn talk<S: AsyncRead + AsyncWrite + Unpin>(
        &self,
        mut stream: BufReader<S>,
        turn: Turn,
    ) -> std::io::Result<()> {
        stream.write_all(b"220 mail.test\r\n").await?;
        self.converse(stream, turn).await
    }

    /// The verb and the whole line.
    async fn read_command<S: AsyncRead + Unpin>(
        &self,
        stream: &mut BufReader<S>,
    ) -> std::io::Result<(String, String)> {
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        let command = line.trim_end().to_owned();
        let verb = command.split(' ').next().unwrap_or_default().to_uppercase();
        self.commands.lock().unwrap().push(command.clone());
        Ok((verb, command))
    }

    /// Everything after the greeting.
    async fn converse<S: AsyncRead + AsyncWrite + Unpin>(
        &self,
        mut stream: BufReader<S>,
        turn: Turn,
    ) -> std::io::Result<()> {
        loop {
            let (verb, command) = self.read_command(&mut stream).await?;
            let reply = match (verb.as_str(), turn) {
                ("EHLO", _) => "250-mail.test\r\n250 AUTH PLAIN\r\n".to_owned(),
                ("AUTH", Turn::RefuseCredentials) => "535 not you\r\n".to_owned(),
                ("AUTH", _) => "235 welcome\r\n".to_owned(),
                ("MAIL", Turn::RefuseSender) => {
                    "550 5.4.5 the mails of the day are sent\r\n".to_owned()
                }
                ("MAIL", Turn::RefuseSenderName) => "553 sorry\r\n".to_owned(),
                ("DATA", Turn::RefuseData) => "554 no\r\n".to_owned(),
                ("RCPT", Turn::RefuseForPolicy) => "550 5.7.1 relaying denied\r\n".to_owned(),
                ("RCPT", Turn::Busy) => "451 come again\r\n".to_owned(),
                ("RCPT", Turn::Refuse) => {
                    let address = command.trim_start_matches("RCPT TO:");
                    format!("550 5.1.1 {address}: no such mailbox\r\n")
                }
                ("DATA", _) => {
                    stream.write_all(b"354 go on\r\n").await?;
                    if turn == Turn::HangUp {
                        stream.read_line(&mut String::new()).await?;
                        return Ok(());
                    }
                    let mail = read_mail(&mut stream).await?;
                    self.take(mail, turn).to_owned()
                }
                ("QUIT", Turn::TakeAndLeave) => return Ok(()),
                ("QUIT", _) => {
                    stream.write_all(b"221 goodbye\r\n").await?;
                    return Ok(());
                }
                _ => "250 fine\r\n".to_owned(),
            };
            stream.write_all(reply.as_bytes()).await?;
        }
    }
}

fn acceptor() -> TlsAcceptor {
    let certificates = CertificateDer::pem_slice_iter(CERTIFICATE).map(Result::unwrap);
    let key = PrivateKeyDer::from_pem_slice(KEY).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(certificates.collect(), key)
        .unwrap();
    TlsAcceptor::from(Arc::new(config))
}

/// Everything up to the line with one dot (RFC 5321, section 4.5.2).
async fn read_mail<S: AsyncRead + Unpin>(stream: &mut BufReader<S>) -> std::io::Result<String> {
    let (mut mail, mut line) = (String::new(), String::new());
    loop {
        line.clear();
        let more = stream.read_line(&mut line).await? > 0;
        if !more || line == ".\r\n" {
            return Ok(mail);
        }
        mail.push_str(line.strip_prefix('.').unwrap_or(&line));
    }
}
