//! Mails of instances in processes of their own, handed to the process that counts them: every
//! sending, not only every mail.

use crate::prelude::*;
use axum::Router;
use axum::routing::post;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use widgets_core::clock::Timestamp;
use widgets_core::locale::Locale;

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
    /// Hands every mail on to `recorded`. A mail that its sender did not finish, because it was
    /// killed, does not count.
    pub async fn start(recorded: RecordingMailer) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let take = post(async move |mail: String| recorded.send(&read(&mail)).await.unwrap());
        let router = Router::new().route("/", take);
        let task = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { port, task }
    }
}

fn read(mail: &str) -> Mail {
    type Fields = (String, i64, String, String, String, String, String);
    let (id, at, to, language, subject, text, html): Fields = serde_json::from_str(mail).unwrap();
    let (to, language) = (
        Email::parse(&to).unwrap(),
        Locale::parse(&language).unwrap(),
    );
    Mail::new(
        id,
        Timestamp::from_micros(at),
        to,
        language,
        subject,
        text,
        html,
    )
}

/// Sends to the relay at that port.
pub struct ByRelay(pub u16);

#[async_trait]
impl Mailer for ByRelay {
    async fn send(&self, mail: &Mail) -> Result<(), MailFailure> {
        let (at, language) = (mail.at.as_micros(), mail.language.as_str());
        let (to, subject, text) = (mail.to.as_str(), &mail.subject, &mail.text);
        let fields = json!([mail.id, at, to, language, subject, text, mail.html]).to_string();
        let client = reqwest::Client::builder().no_proxy().build();
        let client = client.map_err(MailFailure::temporary)?;
        let sent = client
            .post(format!("http://127.0.0.1:{}/", self.0))
            .body(fields);
        let sent = sent
            .send()
            .await
            .and_then(reqwest::Response::error_for_status);
        sent.map(drop).map_err(MailFailure::temporary)
    }
}
