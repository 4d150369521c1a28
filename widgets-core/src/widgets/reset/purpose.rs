//! The widget's purpose for mailed codes.

use maud::Markup;

use super::actions::Complete;
use super::model::{AskForReset, read_password};
use super::view;
use crate::context::RequestCtx;
use crate::flows::mailed_code::BeginAgain;
use crate::http::fields::{FieldErrors, Fields};
use crate::i18n::Messages;
use crate::stores::ChallengePurpose;
use crate::table::action::Step;
use crate::table::purposes::{MailedPurpose, OpenedChallenge, Proved, StartProof};

/// Replacing a forgotten password.
pub(super) struct Resetting;

impl MailedPurpose for Resetting {
    fn key(&self) -> ChallengePurpose {
        ChallengePurpose::Reset
    }

    fn link_title(&self, messages: &Messages) -> String {
        messages.words().codes_link_reset().to_owned()
    }

    fn button(&self, messages: &Messages) -> String {
        messages.words().codes_act_reset().to_owned()
    }

    fn further(&self, ctx: &RequestCtx, email: &str, errors: &FieldErrors) -> Markup {
        view::password_field(ctx, email, errors)
    }

    fn check(
        &self,
        ctx: &RequestCtx,
        open: &OpenedChallenge,
        fields: &Fields,
    ) -> Result<(), FieldErrors> {
        read_password(ctx, &open.challenge.email, fields).map(drop)
    }

    fn begin_again(&self) -> Option<&dyn Step<StartProof>> {
        const AGAIN: BeginAgain<AskForReset> = BeginAgain(|begin| {
            let email = begin.email.clone();
            Some(AskForReset { email })
        });
        Some(&AGAIN)
    }

    fn complete(&self) -> &dyn Step<Proved> {
        &Complete
    }
}
