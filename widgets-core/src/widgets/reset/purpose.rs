//! The widget's purpose for mailed codes.

use super::actions::Complete;
use super::model::{AskForReset, ResetFields, read_password};
use super::view;
use crate::flows::mailed_code::BeginAgain;
use crate::http::typed_fields::ReadFields as _;
use crate::stores::ChallengePurpose;
use crate::table::mails::{CodeWords, MailKind, MailedCode};
use crate::table::purposes::{Again, Audience, Further, MailedPurpose};

static CODE: MailKind<MailedCode> = MailKind {
    key: "reset",
    write: |mail, code| {
        let (words, name) = (mail.messages.words(), mail.name);
        let own = CodeWords {
            subject: words.mail_reset_subject(code.shown(), name),
            title: words.mail_reset_title().to_owned(),
            lead: words.mail_reset_lead(name),
            button: words.mail_reset_button().to_owned(),
            decline: words.mail_reset_decline().to_owned(),
        };
        mail.code(code, own)
    },
};

/// Replacing a forgotten password.
pub(super) static RESET: MailedPurpose = MailedPurpose {
    key: ChallengePurpose::RESET,
    audience: Audience::Account { code: &CODE },
    link_title: |messages| messages.words().codes_link_reset().to_owned(),
    button: |messages| messages.words().codes_act_reset().to_owned(),
    leads_anywhere: false,
    signs_in: false,
    further: Some(Further {
        show: view::password_field,
        check: |ctx, open, fields| {
            Box::pin(async move {
                let fields = ResetFields::read(fields);
                let read = read_password(ctx, &open.challenge.email, &fields);
                read.await.map(drop)
            })
        },
    }),
    again: Some(Again {
        accepts: |_, _| Ok(()),
        begin: &AGAIN,
    }),
    complete: &Complete,
};

static AGAIN: BeginAgain<AskForReset> = BeginAgain(|begin| {
    let email = begin.email.clone();
    Ok(AskForReset { email })
});
