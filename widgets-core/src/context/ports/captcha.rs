//! Captchas: a question before a mail is sent to an address that somebody typed.
//!
//! What asks is a port: a service of a vendor, or a question of the host's own. It stands in the
//! forms that send mail to whatever address is typed, so it slows down whoever would fill other
//! people's mailboxes. Limits hold without one.

use std::error::Error;
use std::panic::AssertUnwindSafe;
use std::time::Duration;

use async_trait::async_trait;
use futures_util::FutureExt as _;
use maud::Markup;

use crate::context::RequestCtx;
use crate::http::csp::PolicyAdditions;
use crate::http::fields::{FORM, FieldErrors, Fields};
use crate::http::request::Client;
use crate::ui::Form;

/// How long an answer may take to be checked.
const PATIENCE: Duration = Duration::from_secs(5);

/// What asks.
#[async_trait]
pub trait Captcha: Send + Sync + 'static {
    /// What stands in the form, in the reader's language: a field, or the element and the script
    /// of a vendor. Made of [`RequestCtx::elements`] it looks like the rest of the form. Without
    /// JavaScript only a question of one's own can be answered.
    fn field(&self, ctx: &RequestCtx) -> Markup;

    /// What the pages that show it may load besides what is our own. A fragment in a page of the
    /// host's needs the same of that page's policy.
    fn policy(&self) -> PolicyAdditions {
        PolicyAdditions::default()
    }

    /// Whether the form holds a right answer. `client` is who sent it, as far as is known.
    ///
    /// A failure, a panic and an answer later than 5 seconds all refuse the form, with words that
    /// say so: what protects mailboxes does not give way when it is out of order.
    ///
    /// # Errors
    ///
    /// [`CaptchaFailure`] when it could not be found out. It is traced.
    async fn verify(&self, fields: &Fields, client: &Client) -> Result<bool, CaptchaFailure>;
}

/// It could not be found out whether the answer was right. The error that says why is its source.
#[derive(Debug, thiserror::Error)]
#[error("the captcha could not be checked: {source}")]
pub struct CaptchaFailure {
    source: Box<dyn Error + Send + Sync>,
}

impl CaptchaFailure {
    /// Wraps what went wrong: an error, or a text that says so.
    pub fn new(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        let source = source.into();
        Self { source }
    }
}

impl RequestCtx {
    /// What stands in a form that sends mail to whatever address is typed; nothing where the host
    /// set no captcha.
    pub(crate) fn captcha_field(&self) -> Markup {
        let captcha = self.app().captcha();
        captcha.map_or_else(Markup::default, |own| own.field(self))
    }

    /// The form with that field in it, or one that leads to it: sent by the browser itself, since
    /// a vendor's script does not run in what our script puts into a page.
    pub(crate) fn with_captcha<'a>(&self, form: Form<'a>) -> Form<'a> {
        Form {
            native: form.native || self.app().captcha().is_some(),
            ..form
        }
    }

    /// What a page with that field may load besides what is our own.
    pub(crate) fn captcha_policy(&self) -> PolicyAdditions {
        let captcha = self.app().captcha();
        captcha.map_or_else(PolicyAdditions::default, |own| own.policy())
    }

    /// Checks the answer, once everything else that was typed is valid, since many answers count
    /// once.
    ///
    /// # Errors
    ///
    /// What to say above the form.
    pub(crate) async fn check_captcha(&self, fields: &Fields) -> Result<(), FieldErrors> {
        let Some(captcha) = self.app().captcha() else {
            return Ok(());
        };
        let checking = AssertUnwindSafe(async { captcha.verify(fields, self.client()).await });
        let checked = tokio::time::timeout(PATIENCE, checking.catch_unwind()).await;
        let words = self.messages().words();
        let message = match checked {
            Ok(Ok(Ok(true))) => return Ok(()),
            Ok(Ok(Ok(false))) => words.captcha_wrong(),
            failed => {
                let told = match failed {
                    Ok(Ok(Err(failure))) => failure.to_string(),
                    Ok(_) => "it panicked".to_owned(),
                    Err(_) => "it took too long".to_owned(),
                };
                tracing::error!(request = %self.request_id(), error = told, "a captcha failed");
                words.captcha_failed()
            }
        };
        Err(FieldErrors::one(FORM, message))
    }
}
