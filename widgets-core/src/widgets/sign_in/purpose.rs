//! What mailed codes of this widget are for.

use async_trait::async_trait;

use super::actions;
use super::model::AskForCode;
use crate::context::Visit;
use crate::context::answer::Answer;
use crate::context::problem::Problem;
use crate::flows::mailed_code;
use crate::i18n::Messages;
use crate::stores::ChallengePurpose;
use crate::table::purposes::{About, Begin, MailedPurpose, Open, Wish};

/// A session.
pub(super) struct SigningIn;

#[async_trait]
impl MailedPurpose for SigningIn {
    fn key(&self) -> ChallengePurpose {
        ChallengePurpose::SignIn
    }

    fn link_title(&self, messages: &Messages) -> String {
        messages.words().codes_link_sign_in()
    }

    fn button(&self, messages: &Messages) -> String {
        messages.words().codes_act_sign_in()
    }

    async fn begin_again(&self, visit: &Visit, begin: Begin) -> Result<String, Problem> {
        let About::SignIn { keep } = begin.about else {
            return Err(Problem::Missing);
        };
        let email = begin.email.clone();
        visit
            .perform(AskForCode { email, keep }, |_| {
                mailed_code::begin(visit, begin)
            })
            .await
    }

    async fn complete(&self, visit: Visit, open: Open, _: Wish) -> Result<Answer, Problem> {
        actions::with_mailbox(visit, open).await
    }
}
