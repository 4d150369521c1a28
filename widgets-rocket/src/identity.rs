//! Identity of hosts that sign people in themselves, with Rocket's request at hand.
//!
//! Core asks from within its own future and knows no framework, so the question travels: what core
//! calls puts it into a channel that came with the request, and whoever awaits core answers it with
//! Rocket's request.

use std::convert::Infallible;
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::pin::pin;
use std::sync::Arc;
use std::thread;

use futures_util::FutureExt as _;
use futures_util::future::{Either, pending, select};
use rocket::Request;
use rocket::tokio::sync::{OnceCell, mpsc, oneshot};
use widgets_core::ReturnPath;
use widgets_core::identity::{HostIdentity, HostPerson, IdentityFault, IdentityRequest, SignOut};

/// Authentication by the host, as [`HostIdentity`], but told of Rocket's request: private cookies,
/// managed state, guards.
///
/// ```
/// use rocket::Request;
/// use widgets_core::id::AccountId;
/// use widgets_core::identity::{HostPerson, IdentityFault, IdentityRequest, SignOut};
/// use widgets_core::{ReturnPath, WidgetsBuilder};
/// use widgets_rocket::RocketIdentity;
/// # use widgets_core::clock::Timestamp;
/// # struct Session { token: String, reader: AccountId, since: Timestamp }
/// # struct Sessions;
/// # impl Sessions {
/// #     async fn find(&self, _: &str) -> Result<Option<Session>, std::io::Error> { Ok(None) }
/// # }
///
/// struct Readers;
///
/// #[rocket::async_trait]
/// impl RocketIdentity for Readers {
///     async fn who(&self, request: &Request<'_>) -> Result<Option<HostPerson>, IdentityFault> {
///         let sessions = request.rocket().state::<Sessions>();
///         let sessions = sessions.ok_or_else(|| IdentityFault::new("no sessions are managed"))?;
///         // With Rocket's feature `secrets`: `get_private`.
///         let Some(cookie) = request.cookies().get("library") else {
///             return Ok(None);
///         };
///         let session = sessions.find(cookie.value()).await.map_err(IdentityFault::new)?;
///         Ok(session.map(|own| HostPerson::new(own.reader, own.token, own.since)))
///     }
///
///     fn sign_in(&self, return_to: &ReturnPath) -> String {
///         return_to.in_query("/login", "next")
///     }
///
///     fn sign_out(&self, _: &IdentityRequest<'_>) -> SignOut {
///         SignOut::Page("/logout".to_owned())
///     }
/// }
///
/// fn with_readers(builder: WidgetsBuilder) -> WidgetsBuilder {
///     builder.host_identity(widgets_rocket::identity(Readers))
/// }
/// # let _ = with_readers;
/// ```
#[rocket::async_trait]
pub trait RocketIdentity: Send + Sync + 'static {
    /// The signed-in user, if any. Called at most once per request, regardless of the number of
    /// guards and fragments and of the answer: only when somebody asks, and never for static files.
    ///
    /// The answer is trusted: verify signatures and expiry first. Do not call guards of this crate
    /// from here: they would wait for this answer.
    ///
    /// # Errors
    ///
    /// [`IdentityFault`] if it cannot be determined. This, or taking more than 5 seconds, is
    /// answered by status 503: an outage is never "not signed in".
    async fn who(&self, request: &Request<'_>) -> Result<Option<HostPerson>, IdentityFault>;

    /// URL of the sign-in page; see [`HostIdentity::sign_in`].
    fn sign_in(&self, return_to: &ReturnPath) -> String;

    /// URL of the page where a signed-in user authenticates again; see
    /// [`HostIdentity::prove_again`].
    fn prove_again(&self, return_to: &ReturnPath) -> String {
        self.sign_in(return_to)
    }

    /// How users sign out.
    fn sign_out(&self, request: &IdentityRequest<'_>) -> SignOut;
}

/// What [`WidgetsBuilder::host_identity`](widgets_core::WidgetsBuilder::host_identity) takes of a
/// host on Rocket. The widgets then have to be served by this crate.
pub fn identity(own: impl RocketIdentity) -> impl HostIdentity {
    Asking(Arc::new(own))
}

struct Asking(Arc<dyn RocketIdentity>);

#[rocket::async_trait]
impl HostIdentity for Asking {
    async fn who(
        &self,
        request: &IdentityRequest<'_>,
    ) -> Result<Option<HostPerson>, IdentityFault> {
        let Some(Asker(asker)) = request.extensions.get() else {
            return Err(IdentityFault::new(
                "the request did not come through Rocket",
            ));
        };
        let (tell, told) = oneshot::channel();
        let question = Question(Arc::clone(&self.0), tell);
        asker.send(question).map_err(|_| IdentityFault::new(GONE))?;
        match told.await {
            Ok(Ok(answer)) => answer,
            // As if it had been called here.
            Ok(Err(panic)) => resume_unwind(panic),
            Err(_) => Err(IdentityFault::new(GONE)),
        }
    }

    fn sign_in(&self, return_to: &ReturnPath) -> String {
        self.0.sign_in(return_to)
    }

    fn prove_again(&self, return_to: &ReturnPath) -> String {
        self.0.prove_again(return_to)
    }

    fn sign_out(&self, request: &IdentityRequest<'_>) -> SignOut {
        self.0.sign_out(request)
    }
}

const GONE: &str = "the request to Rocket is over";

/// The way from core to whoever has Rocket's request.
#[derive(Clone)]
struct Asker(mpsc::UnboundedSender<Question>);

struct Question(
    Arc<dyn RocketIdentity>,
    oneshot::Sender<thread::Result<Result<Option<HostPerson>, IdentityFault>>>,
);

/// The host's answer, for all that ask during one request; one that failed is not asked for again.
#[derive(Default)]
struct Answer(OnceCell<Result<Option<HostPerson>, IdentityFault>>);

/// Awaits what core does with a request, and answers what it asks meanwhile.
pub(crate) async fn answering<T>(
    request: &Request<'_>,
    mut asked: widgets_core::Request,
    work: impl AsyncFnOnce(widgets_core::Request) -> T,
) -> T {
    let (asker, questions) = mpsc::unbounded_channel();
    asked.extensions.insert(Asker(asker));
    let (work, answers) = (pin!(work(asked)), pin!(answer_all(request, questions)));
    match select(work, answers).await {
        Either::Left((done, _)) => done,
        Either::Right((never, _)) => match never {},
    }
}

async fn answer_all(
    request: &Request<'_>,
    mut questions: mpsc::UnboundedReceiver<Question>,
) -> Infallible {
    let answer = request.local_cache(Answer::default);
    while let Some(Question(identity, tell)) = questions.recv().await {
        let person = answer.0.get_or_init(|| identity.who(request));
        let person = AssertUnwindSafe(person).catch_unwind().await;
        // Whoever asked may have lost patience.
        let _ = tell.send(person.cloned());
    }
    pending().await
}
