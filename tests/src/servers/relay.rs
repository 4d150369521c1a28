//! Mails of instances in processes of their own, handed to the process that counts them: every
//! sending, not only every mail.

use async_trait::async_trait;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};
use widgets_core::clock::Timestamp;
use widgets_core::email::Email;
use widgets_core::locale::Locale;
use widgets_core::mail::{Mail, MailFailure, Mailer, RecordingMailer};

/// Takes mails at a port of this machine.
pub struct Relay {
    /// The port.
    pub port: u16,
    task: JoinHandle<()>,
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Relay {
    /// Hands every mail on to `recorded`.
    pub async fn start(recorded: RecordingMailer) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let task = tokio::spawn(async move {
            let mut talks = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                let recorded = recorded.clone();
                talks.spawn(take(stream, recorded));
            }
        });
        Self { port, task }
    }
}

/// Takes the mail of one connection. A mail that its sender did not finish, because it was killed,
/// does not count.
async fn take(stream: TcpStream, recorded: RecordingMailer) -> Option<()> {
    let mut stream = BufReader::new(stream);
    let mut line = String::new();
    stream.read_line(&mut line).await.ok()?;
    let mail = read(&serde_json::from_str(line.strip_suffix('\n')?).ok()?)?;
    recorded.send(&mail).await.ok()?;
    stream.write_all(b"taken\n").await.ok()
}

fn read(mail: &Value) -> Option<Mail> {
    let text = |name: &str| mail[name].as_str().map(str::to_owned);
    Some(Mail::new(
        text("id")?,
        Timestamp::from_micros(mail["at"].as_i64()?),
        Email::parse(&text("to")?).ok()?,
        Locale::parse(&text("language")?)?,
        text("subject")?,
        text("text")?,
        text("html")?,
    ))
}

/// Sends to the relay at that port.
pub struct ByRelay(pub u16);

#[async_trait]
impl Mailer for ByRelay {
    async fn send(&self, mail: &Mail) -> Result<(), MailFailure> {
        let line = json!({
            "id": mail.id,
            "at": mail.at.as_micros(),
            "to": mail.to.as_str(),
            "language": mail.language.as_str(),
            "subject": mail.subject,
            "text": mail.text,
            "html": mail.html,
        });
        let answer = hand_over(self.0, format!("{line}\n")).await;
        match answer.map_err(MailFailure::temporary)?.as_str() {
            "taken\n" => Ok(()),
            _ => Err(MailFailure::temporary("it was not taken")),
        }
    }
}

async fn hand_over(port: u16, line: String) -> std::io::Result<String> {
    let mut stream = BufReader::new(TcpStream::connect(("127.0.0.1", port)).await?);
    stream.write_all(line.as_bytes()).await?;
    let mut answer = String::new();
    stream.read_line(&mut answer).await?;
    Ok(answer)
}
