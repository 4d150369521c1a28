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
use crate::table::mails::{CodeWords, MailKind, MailedCode};
use crate::table::purposes::{Audience, MailedPurpose, OpenedChallenge, Proved, StartProof};

static CODE: MailKind<MailedCode> = MailKind {
    key: "reset",
    write: |mail, code| {
        let (words, name) = (mail.messages.words(), mail.name);
        let own = CodeWords {
            subject: words.mail_reset_subject(name),
            title: words.mail_reset_title(),
            lead: words.mail_reset_lead(name),
            button: words.mail_reset_button(),
            decline: words.mail_reset_decline(),
        };
        mail.code(code, own)
    },
};

/// Replacing a forgotten password.
pub(super) struct Resetting;

impl MailedPurpose for Resetting {
    fn key(&self) -> ChallengePurpose {
        ChallengePurpose::RESET
    }

    fn audience(&self) -> Audience {
        Audience::Account { code: &CODE }
    }

    fn link_title(&self, messages: &Messages) -> String {
        messages.words().codes_link_reset()
    }

    fn button(&self, messages: &Messages) -> String {
        messages.words().codes_act_reset()
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
            Ok(AskForReset { email })
        });
        Some(&AGAIN)
    }

    fn complete(&self) -> &dyn Step<Proved> {
        &Complete
    }
}
