//! The purposes of its codes: opening a session, and renewing one.

use serde::{Deserialize, Serialize};

use super::actions::{ConfirmWithMailbox, WithMailbox};
use super::model::AskForCode;
use crate::flows::mailed_code::BeginAgain;
use crate::i18n::Messages;
use crate::stores::ChallengePurpose;
use crate::table::action::Step;
use crate::table::mails::{CodeWords, MailKind, MailedCode};
use crate::table::purposes::{Audience, MailedPurpose, Proved, StartProof};

/// What proving the mailbox allows when signing in.
#[derive(Serialize, Deserialize)]
pub(super) struct SignInGoal {
    pub(super) keep: bool,
}

static SIGN_IN: MailKind<MailedCode> = MailKind {
    key: "sign_in",
    write: |mail, code| {
        let (words, name) = (mail.messages.words(), mail.name);
        let own = CodeWords {
            subject: words.mail_sign_in_subject(name),
            title: words.mail_sign_in_title(name),
            lead: words.mail_sign_in_lead(),
            button: words.mail_sign_in_button(),
            decline: words.mail_sign_in_decline(),
        };
        mail.code(code, own)
    },
};

static STEP_UP: MailKind<MailedCode> = MailKind {
    key: "step_up",
    write: |mail, code| {
        let (words, name) = (mail.messages.words(), mail.name);
        let own = CodeWords {
            subject: words.mail_step_up_subject(name),
            title: words.mail_step_up_title(),
            lead: words.mail_step_up_lead(name),
            button: words.mail_step_up_button(),
            decline: words.mail_step_up_decline(),
        };
        mail.code(code, own)
    },
};

/// Opening a session.
pub(super) struct SigningIn;

impl MailedPurpose for SigningIn {
    fn key(&self) -> ChallengePurpose {
        ChallengePurpose::SIGN_IN
    }

    fn audience(&self) -> Audience {
        Audience::Account { code: &SIGN_IN }
    }

    fn signs_in(&self) -> bool {
        true
    }

    fn link_title(&self, messages: &Messages) -> String {
        messages.words().codes_link_sign_in()
    }

    fn button(&self, messages: &Messages) -> String {
        messages.words().codes_act_sign_in()
    }

    fn begin_again(&self) -> Option<&dyn Step<StartProof>> {
        const AGAIN: BeginAgain<AskForCode> = BeginAgain(|begin| {
            let SignInGoal { keep } = begin.goal.read()?;
            let email = begin.email.clone();
            Ok(AskForCode { email, keep })
        });
        Some(&AGAIN)
    }

    fn complete(&self) -> &dyn Step<Proved> {
        &WithMailbox
    }
}

/// Renewing a session.
pub(super) struct SteppingUp;

impl MailedPurpose for SteppingUp {
    fn key(&self) -> ChallengePurpose {
        ChallengePurpose::STEP_UP
    }

    fn audience(&self) -> Audience {
        Audience::Account { code: &STEP_UP }
    }

    fn link_title(&self, messages: &Messages) -> String {
        messages.words().codes_link_step_up()
    }

    fn button(&self, messages: &Messages) -> String {
        messages.words().codes_act_step_up()
    }

    fn leads_anywhere(&self) -> bool {
        true
    }

    fn complete(&self) -> &dyn Step<Proved> {
        &ConfirmWithMailbox
    }
}
