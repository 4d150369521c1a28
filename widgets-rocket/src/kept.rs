//! Responses of core on their way through Rocket.
//!
//! A route or a guard keeps core's response in the request; the response fairing sends it. A guard
//! refuses with a status of its own, for which [`catch_refusals`] are registered beside those of the
//! host: Rocket then asks them first, so a catcher of the host never swallows a refusal. They also
//! tell that the request really ended there, rather than in a handler that went on.

use std::fmt;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use rocket::catcher::{self, Catcher, Handler};
use rocket::http::Status;
use rocket::{Build, Request, Response, Rocket};

use crate::convert;

/// The status by which a guard refuses, for Rocket alone: no response has it.
pub(crate) const REFUSED: Status = Status { code: 472 };

/// Core's response, until the response fairing sends it.
#[derive(Clone, Default)]
pub(crate) struct Kept(Arc<Mutex<Option<Answer>>>);

pub(crate) struct Answer {
    pub(crate) response: http::Response<Bytes>,
    /// Whether it is a page of the widgets, rather than a refusal at a route of the host.
    pub(crate) page: bool,
    /// What a host that passes a refusal on under its own status has to send.
    status: Status,
    /// Whether the request ended with it.
    ended: bool,
}

impl Kept {
    pub(crate) fn of<'r>(request: &'r Request<'_>) -> &'r Self {
        request.local_cache(Self::default)
    }

    /// Keeps a page, which ends the request.
    pub(crate) fn end(&self, response: http::Response<Bytes>) {
        let status = convert::status(response.status());
        self.keep(Answer {
            response,
            page: true,
            status,
            ended: true,
        });
    }

    /// Keeps the response to a refusal, unless the host's handler goes on despite it.
    pub(crate) fn refuse(&self, status: Status, response: http::Response<Bytes>) {
        self.keep(Answer {
            response,
            page: false,
            status,
            ended: false,
        });
    }

    fn keep(&self, answer: Answer) {
        if let Ok(mut kept) = self.0.lock() {
            *kept = Some(answer);
        }
    }

    /// What to send, if Rocket's response has this status.
    pub(crate) fn take(&self, status: Status) -> Option<Answer> {
        let kept = self.0.lock().ok()?.take();
        kept.filter(|own| own.ended || own.status == status)
    }

    /// The status of the response that now ends the request.
    fn ended(&self) -> Option<Status> {
        let mut kept = self.0.lock().ok()?;
        let answer = kept.as_mut()?;
        answer.ended = true;
        Some(convert::status(answer.response.status()))
    }
}

impl fmt::Debug for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Kept")
    }
}

/// Registers a catcher for refusals wherever the host has catchers: Rocket takes the one with the
/// longest base, and of those at one base the one for the very status.
pub(crate) fn catch_refusals(mut rocket: Rocket<Build>) -> Rocket<Build> {
    let mut bases: Vec<Vec<String>> = rocket.catchers().map(segments).collect();
    bases.push(Vec::new());
    bases.sort();
    bases.dedup();
    let taken: Vec<Vec<String>> = rocket
        .catchers()
        .filter(|own| own.code == Some(REFUSED.code))
        .map(segments)
        .collect();
    for base in bases.into_iter().filter(|base| !taken.contains(base)) {
        let mut catcher = Catcher::new(REFUSED.code, Refusals);
        catcher.name = Some("widgets".into());
        rocket = rocket.register(format!("/{}", base.join("/")), vec![catcher]);
    }
    rocket
}

fn segments(catcher: &Catcher) -> Vec<String> {
    let path = catcher.base.path();
    path.raw_segments()
        .filter(|part| !part.is_empty())
        .map(|part| part.as_str().to_owned())
        .collect()
}

#[derive(Clone)]
struct Refusals;

#[rocket::async_trait]
impl Handler for Refusals {
    async fn handle<'r>(&self, _: Status, request: &'r Request<'_>) -> catcher::Result<'r> {
        // Without a response of ours, the host made up the status.
        let status = Kept::of(request).ended();
        let status = status.unwrap_or(Status::InternalServerError);
        Ok(Response::build().status(status).finalize())
    }
}
