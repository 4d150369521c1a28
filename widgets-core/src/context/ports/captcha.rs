//! Captchas: a challenge before mail is sent to an address that a visitor typed.
//!
//! The port allows a vendor's service or a question of the host's own. It appears in forms that
//! mail an arbitrary address, to slow down abuse of other people's mailboxes. Rate limits apply
//! even without a captcha.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use async_trait::async_trait;
use futures_util::FutureExt as _;
use maud::Markup;

use crate::context::RequestCtx;
use crate::http::fields::FORM;
use crate::http::{Client, FieldErrors, Fields, PolicyAdditions};
use crate::types::fault::wrapped_errors;
use crate::ui::Form;

/// Time limit for the verification.
const PATIENCE: Duration = Duration::from_secs(5);

/// A captcha.
#[async_trait]
pub trait Captcha: Send + Sync + 'static {
    /// The challenge in the form, in the reader's language: a field, or a vendor's element and
    /// script. Built from [`RequestCtx::elements`], it matches the rest of the form. Visitors
    /// without JavaScript can only answer a plain question.
    fn field(&self, ctx: &RequestCtx) -> Markup;

    /// Additional origins that pages with the captcha may load from. For a fragment, the host
    /// page's own policy must allow the same.
    fn policy(&self) -> PolicyAdditions {
        PolicyAdditions::default()
    }

    /// Whether the form contains a correct answer. `client` is the sender.
    ///
    /// Fails closed: an error, a panic or more than 5 seconds refuse the form with a message that
    /// says so.
    ///
    /// # Errors
    ///
    /// [`CaptchaFailure`] if verification was impossible. It is logged.
    async fn verify(&self, fields: &Fields, client: &Client) -> Result<bool, CaptchaFailure>;
}

wrapped_errors! {
    /// The answer could not be verified. The cause is the error's source.
    CaptchaFailure = "the captcha could not be checked: {0}";
}

impl RequestCtx {
    /// The challenge for a form that mails an arbitrary address; empty if the host has no captcha.
    pub(crate) fn captcha_field(&self) -> Markup {
        let captcha = self.app().captcha();
        captcha.map_or_else(Markup::default, |own| own.field(self))
    }

    /// Marks a form that contains the captcha or leads to it as native, because a vendor's script
    /// does not run in content inserted by script.
    pub(crate) fn with_captcha<'a>(&self, form: Form<'a>) -> Form<'a> {
        Form {
            native: form.native || self.app().captcha().is_some(),
            ..form
        }
    }

    /// Additional origins for a page with the captcha.
    pub(crate) fn captcha_policy(&self) -> PolicyAdditions {
        let captcha = self.app().captcha();
        captcha.map_or_else(PolicyAdditions::default, |own| own.policy())
    }

    /// Verifies the answer. Call it after all other fields are valid, because many vendors accept
    /// an answer only once.
    ///
    /// # Errors
    ///
    /// The message to show above the form.
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
                    Err(_) => "it timed out".to_owned(),
                };
                tracing::error!(request = %self.request_id(), error = told, "a captcha failed");
                words.captcha_failed()
            }
        };
        Err(FieldErrors::one(FORM, message))
    }
}
