//! The purposes of its codes: opening a session, completing a sign-in that waits, and renewing a session.

use super::actions::{CompleteWithMailbox, ConfirmWithMailbox, WithMailbox};
use super::model::{AskForCode, SignInGoal};
use crate::flows::mailed_code::BeginAgain;
use crate::stores::ChallengePurpose;
use crate::table::mails::{CodeWords, MailKind, MailedCode};
use crate::table::purposes::{Again, Audience, MailedPurpose};

static SIGN_IN_MAIL: MailKind<MailedCode> = MailKind {
    key: "sign_in",
    write: |mail, code| {
        let (words, name) = (mail.messages.words(), mail.name);
        let own = CodeWords {
            subject: words.mail_sign_in_subject(name),
            title: words.mail_sign_in_title(name),
            lead: words.mail_sign_in_lead().to_owned(),
            button: words.mail_sign_in_button().to_owned(),
            decline: words.mail_sign_in_decline().to_owned(),
        };
        mail.code(code, own)
    },
};

static STEP_UP_MAIL: MailKind<MailedCode> = MailKind {
    key: "step_up",
    write: |mail, code| {
        let (words, name) = (mail.messages.words(), mail.name);
        let own = CodeWords {
            subject: words.mail_step_up_subject(name),
            title: words.mail_step_up_title().to_owned(),
            lead: words.mail_step_up_lead(name),
            button: words.mail_step_up_button().to_owned(),
            decline: words.mail_step_up_decline().to_owned(),
        };
        mail.code(code, own)
    },
};

/// Opening a session.
pub(super) static SIGN_IN: MailedPurpose = MailedPurpose {
    key: ChallengePurpose::SIGN_IN,
    audience: Audience::Account {
        code: &SIGN_IN_MAIL,
    },
    link_title: |messages| messages.words().codes_link_sign_in().to_owned(),
    button: |messages| messages.words().codes_act_sign_in().to_owned(),
    leads_anywhere: false,
    signs_in: true,
    further: None,
    again: Some(Again {
        accepts: |_, _| Ok(()),
        begin: &SIGN_IN_AGAIN,
    }),
    complete: &WithMailbox,
};

static SIGN_IN_AGAIN: BeginAgain<AskForCode> = BeginAgain(|begin| {
    let SignInGoal { keep } = begin.goal.read()?;
    let email = begin.email.clone();
    Ok(AskForCode { email, keep })
});

static SECOND_MAIL: MailKind<MailedCode> = MailKind {
    key: "second_factor",
    write: |mail, code| {
        let (words, name) = (mail.messages.words(), mail.name);
        let own = CodeWords {
            subject: words.mail_second_subject(name),
            title: words.mail_second_title().to_owned(),
            lead: words.mail_second_lead(name),
            button: words.mail_sign_in_button().to_owned(),
            decline: words.mail_second_decline().to_owned(),
        };
        mail.code(code, own)
    },
};

/// Completing a sign-in that waits for a second factor.
pub(super) static SECOND: MailedPurpose = MailedPurpose {
    key: ChallengePurpose::SECOND_FACTOR,
    audience: Audience::Account { code: &SECOND_MAIL },
    link_title: |messages| messages.words().codes_link_sign_in().to_owned(),
    button: |messages| messages.words().codes_act_sign_in().to_owned(),
    leads_anywhere: false,
    signs_in: true,
    further: None,
    again: None,
    complete: &CompleteWithMailbox,
};

/// Renewing a session.
pub(super) static STEP_UP: MailedPurpose = MailedPurpose {
    key: ChallengePurpose::STEP_UP,
    audience: Audience::Account {
        code: &STEP_UP_MAIL,
    },
    link_title: |messages| messages.words().codes_link_step_up().to_owned(),
    button: |messages| messages.words().codes_act_step_up().to_owned(),
    leads_anywhere: true,
    signs_in: false,
    further: None,
    again: None,
    complete: &ConfirmWithMailbox,
};
