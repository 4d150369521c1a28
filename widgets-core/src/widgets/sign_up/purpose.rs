//! The widget's purposes for mailed codes: sign-up and invitation.

use super::actions::Complete;
use super::invited;
use super::model::{self, BeginSignUp, SignUpGoal};
use crate::flows::mailed_code::BeginAgain;
use crate::stores::ChallengePurpose;
use crate::table::mails::{
    CodeWords, MailKind, MailedCode, MailedInvitation, MailedTaken, Written, typed,
};
use crate::table::purposes::{Again, Audience, MailedPurpose};
use crate::ui::mail::Block;

static CODE_MAIL: MailKind<MailedCode> = MailKind {
    key: "sign_up",
    write: |mail, code| {
        let (words, name) = (mail.messages.words(), mail.name);
        let own = CodeWords {
            subject: words.mail_sign_up_subject(code.shown(), name),
            title: words.mail_sign_up_title().to_owned(),
            lead: words.mail_sign_up_lead(name),
            button: words.mail_sign_up_button().to_owned(),
            decline: words.mail_sign_up_decline().to_owned(),
        };
        mail.code(code, own)
    },
};

/// Somebody tried to sign up with the address of an existing account.
static TAKEN_MAIL: MailKind<MailedTaken> = MailKind {
    key: "sign_up_taken",
    write: |mail, paths| {
        let (words, name) = (mail.messages.words(), mail.name);
        let (forgot, reset) = (words.mail_taken_reset(), words.mail_reset_button());
        Written {
            subject: words.mail_taken_subject(name),
            title: words.mail_taken_title().to_owned(),
            blocks: vec![
                Block::Text(words.mail_taken_lead(name)),
                mail.button(words.mail_taken_button(), &paths.sign_in),
                mail.link(forgot, reset, &paths.reset),
                Block::Quiet(words.mail_taken_decline().to_owned()),
            ],
        }
    },
};

static INVITATION_MAIL: MailKind<MailedInvitation> = MailKind {
    key: "invitation",
    write: |mail, invited| {
        let (words, name) = (mail.messages.words(), mail.name);
        let lead = match invited.by.as_deref().map(typed) {
            Some(by) if !by.is_empty() => words.mail_invitation_by(by, name),
            _ => words.mail_invitation_lead(name),
        };
        Written {
            subject: words.mail_invitation_subject(name),
            title: words.mail_invitation_title(name),
            blocks: vec![
                Block::Text(lead),
                mail.button(words.mail_invitation_button(), &invited.link),
                Block::Quiet(words.mail_invitation_lasts(mail.left(invited.expires_at))),
                Block::Quiet(words.mail_invitation_decline().to_owned()),
            ],
        }
    },
};

/// Creating an account for the address.
pub(super) static SIGN_UP: MailedPurpose = MailedPurpose {
    key: ChallengePurpose::SIGN_UP,
    audience: Audience::Newcomer {
        code: &CODE_MAIL,
        taken: &TAKEN_MAIL,
    },
    link_title: |messages| messages.words().codes_link_sign_up().to_owned(),
    button: |messages| messages.words().codes_act_sign_up().to_owned(),
    leads_anywhere: false,
    signs_in: true,
    further: None,
    again: Some(Again {
        accepts: model::accepts,
        begin: &AGAIN,
    }),
    complete: &Complete,
};

static AGAIN: BeginAgain<BeginSignUp> = BeginAgain(|begin| {
    let goal: SignUpGoal = begin.goal.read()?;
    let email = begin.email.clone();
    let name = &goal.display_name;
    Ok(BeginSignUp::again(email, name, goal.terms, goal.keep))
});

/// Creating an account on invitation. The link alone is the proof.
pub(super) static INVITATION: MailedPurpose = MailedPurpose {
    key: ChallengePurpose::INVITATION,
    audience: Audience::Invited {
        mail: &INVITATION_MAIL,
        page: invited::invitation,
    },
    link_title: |messages| messages.words().codes_link_sign_up().to_owned(),
    button: |messages| messages.words().codes_act_sign_up().to_owned(),
    leads_anywhere: false,
    signs_in: true,
    further: None,
    again: None,
    complete: &invited::Accept,
};
