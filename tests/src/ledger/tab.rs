//! One browser of a client, which asks the hosts whatever state they are in.

use crate::prelude::*;
use reqwest::RequestBuilder;

use super::{Attempt, Cluster, Fact, Ledger, Told};

/// How often a page is asked for again before its host counts as broken for good.
const PATIENT_TRIES: usize = 300;
const PAUSE: Duration = Duration::from_millis(100);
/// Before something is done again of which nobody knows whether it is done.
const LONG_PAUSE: Duration = Duration::from_millis(600);
/// How often one form is sent. Few enough for the limits of passwords and mails.
pub(super) const TRIES: usize = 5;

/// A browser, and where it writes down what it is told.
pub(super) struct Tab<'a> {
    pub(super) ledger: &'a Ledger,
    pub(super) cluster: &'a Cluster,
    pub(super) email: String,
    pub(super) browser: Browser,
    /// Whether nothing can have ended its session.
    pub(super) signed_in: bool,
}

/// The hosts never came back, or something takes longer than the person waits: they leave.
pub(super) struct Left;

impl Tab<'_> {
    /// Another browser of the same person.
    pub(super) fn another(&self) -> Self {
        Self {
            email: self.email.clone(),
            browser: Browser::new(&self.browser.origin),
            signed_in: false,
            ..*self
        }
    }

    /// Opens a page, as often as it takes.
    pub(super) async fn page(&mut self, path: &str) -> Result<Reply, Left> {
        for _ in 0..PATIENT_TRIES {
            let request = self.browser.request(Method::GET, path);
            let request = request.header("accept", "text/html");
            if let Some(reply) = self.answer(path, request).await {
                if self.signed_in && is_turned_away(&reply) {
                    self.wrong(&format!("{path} turned somebody away who is signed in"));
                }
                return Ok(reply);
            }
            self.move_on(PAUSE).await;
        }
        self.wrong(&format!("{path} never came back"));
        Err(Left)
    }

    /// Submits a form of a page once, from an address of its own, and writes down what came of it.
    pub(super) async fn submit(
        &mut self,
        (fact, value): (Fact, &str),
        (page, action): (&Reply, &str),
        fields: &[(&str, &str)],
    ) -> (Told, Option<Reply>) {
        let from = Ledger::address();
        self.browser.forwarded = Some(from.clone());
        let (path, request) = self.browser.filled_in(page, action, fields);
        let reply = self.answer(&path, request).await;
        let told = reply.as_ref().map_or(Told::Unknown, told);
        self.ledger.note(Attempt {
            fact,
            email: self.email.clone(),
            from,
            value: value.to_owned(),
            told,
        });
        if told == Told::Unknown {
            self.move_on(LONG_PAUSE).await;
        }
        (told, reply)
    }

    /// Submits the same form until it is known what came of it, or often enough.
    pub(super) async fn insist(
        &mut self,
        about: (Fact, &str),
        form: (&Reply, &str),
        fields: &[(&str, &str)],
    ) -> Told {
        for _ in 0..TRIES {
            let (told, _) = self.submit(about, form, fields).await;
            if told != Told::Unknown {
                return told;
            }
        }
        Told::Unknown
    }

    pub(super) fn wrong(&self, what: &str) {
        self.ledger.wrong(format!("{}: {what}", self.email));
    }

    /// Waits a moment, and takes the browser to the next host, as a balancer does.
    async fn move_on(&mut self, pause: Duration) {
        tokio::time::sleep(pause).await;
        let mut origins = self.cluster.origins.iter().cycle();
        origins.find(|own| **own == self.browser.origin);
        self.browser.origin.clone_from(origins.next().unwrap());
    }

    /// What is answered; `None` for an outage, which must look like one.
    async fn answer(&mut self, path: &str, request: RequestBuilder) -> Option<Reply> {
        let request = request.timeout(self.cluster.patience);
        let reply = match self.browser.try_to_send(path, request).await {
            Ok(reply) => reply,
            Err(error) => {
                if error.is_timeout() {
                    self.wrong(&format!("{path} hung: {error}"));
                }
                return None;
            }
        };
        match reply.status.as_u16() {
            503 if reply.count("main") == 1 && reply.body.contains("req_") => None,
            status @ 500.. => {
                self.wrong(&format!("{path} answered {status}: {}", reply.text()));
                None
            }
            _ => Some(reply),
        }
    }
}

/// What an answer to a form tells.
fn told(reply: &Reply) -> Told {
    match reply.status.as_u16() {
        303 if !is_turned_away(reply) => Told::Done,
        status => Told::Refused(status),
    }
}

/// Whether the answer is that of somebody who is not signed in.
fn is_turned_away(reply: &Reply) -> bool {
    let next = reply.location().unwrap_or_default();
    reply.status == 303 && next.starts_with("/account/sign-in?") && next.contains("return_to=")
}
