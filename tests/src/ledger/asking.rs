//! Asking a host, whatever state it is in.

use std::time::Duration;

use http::Method;
use reqwest::RequestBuilder;

use super::{Attempt, Cluster, Fact, Ledger, Told};
use crate::harness::browser::{Browser, Reply};

/// How often something is asked again before its host counts as broken for good.
const TRIES: usize = 300;
const PAUSE: Duration = Duration::from_millis(100);
/// Before something is done again of which nobody knows whether it is done.
const LONG_PAUSE: Duration = Duration::from_millis(600);

/// Somebody who asks, in one browser, and writes down what they are told.
pub(super) struct Asker<'a> {
    pub(super) ledger: &'a Ledger,
    pub(super) cluster: &'a Cluster,
    pub(super) email: &'a str,
}

impl Asker<'_> {
    /// Opens a page, as often as it takes. `None` when the host never answered.
    pub(super) async fn page(&self, browser: &mut Browser, path: &str) -> Option<Reply> {
        for _ in 0..TRIES {
            let request = browser
                .request(Method::GET, path)
                .header("accept", "text/html");
            if let Some(reply) = self.answer(browser, path, request).await {
                return Some(reply);
            }
            self.move_on(browser, PAUSE).await;
        }
        self.ledger
            .wrong(format!("{}: {path} never came back", self.email));
        None
    }

    /// Submits a form of a page once, from an address of its own, and writes down what came of it.
    pub(super) async fn submit(
        &self,
        browser: &mut Browser,
        (page, action): (&Reply, &str),
        fields: &[(&str, &str)],
        (fact, value): (Fact, &str),
    ) -> (Told, Option<Reply>) {
        let from = Ledger::address();
        browser.forwarded = Some(from.clone());
        let (path, request) = browser.filled_in(page, action, fields);
        let reply = self.answer(browser, &path, request).await;
        let told = reply.as_ref().map_or(Told::Unknown, told);
        self.ledger.note(Attempt {
            fact,
            email: self.email.to_owned(),
            from,
            value: value.to_owned(),
            told,
        });
        if told == Told::Unknown {
            self.move_on(browser, LONG_PAUSE).await;
        }
        (told, reply)
    }

    /// Waits a moment, and takes the browser to the next host, as a balancer does.
    async fn move_on(&self, browser: &mut Browser, pause: Duration) {
        tokio::time::sleep(pause).await;
        let origins = &self.cluster.origins;
        let at = origins.iter().position(|own| *own == browser.origin);
        browser
            .origin
            .clone_from(&origins[at.map_or(0, |at| (at + 1) % origins.len())]);
    }

    /// What is answered; `None` for an outage, which must look like one.
    async fn answer(
        &self,
        browser: &mut Browser,
        path: &str,
        request: RequestBuilder,
    ) -> Option<Reply> {
        let request = request.timeout(self.cluster.patience);
        let reply = match browser.try_to_send(path, request).await {
            Ok(reply) => reply,
            Err(error) => {
                if error.is_timeout() {
                    self.ledger.wrong(format!("{path} hung: {error}"));
                }
                return None;
            }
        };
        match reply.status.as_u16() {
            503 if reply.count("main") == 1 && reply.body.contains("req_") => None,
            500.. => {
                let shown = reply.text();
                let status = reply.status;
                self.ledger
                    .wrong(format!("{path} answered {status}: {shown}"));
                None
            }
            _ => Some(reply),
        }
    }
}

/// What an answer to a form tells.
fn told(reply: &Reply) -> Told {
    match reply.status.as_u16() {
        303 if is_turned_away(reply) => Told::Refused(303),
        303 => Told::Done,
        status => Told::Refused(status),
    }
}

/// Whether the answer is that of somebody who is not signed in.
pub(super) fn is_turned_away(reply: &Reply) -> bool {
    let next = reply.location().unwrap_or_default();
    reply.status == 303 && next.starts_with("/account/sign-in?") && next.contains("return_to=")
}
