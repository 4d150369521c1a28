//! Whose mailbox a purpose proves, and by which mail.

use super::{MailPlan, OpenedChallenge};
use crate::context::{AnyAnswer, Problem, RequestCtx};
use crate::stores::{AccountStatus, Credentials, Epoch};
use crate::table::mails::{AnyMail, MailKind, MailedCode, MailedInvitation, MailedTaken};
use crate::types::AccountId;

/// Whose mailbox a purpose proves.
#[derive(Clone, Copy)]
pub(crate) enum Audience {
    /// That of an active account. To other addresses nothing is sent, at the same cost (against
    /// account enumeration).
    Account { code: &'static MailKind<MailedCode> },
    /// That of somebody without an account.
    Newcomer {
        code: &'static MailKind<MailedCode>,
        /// Sent to the owner of an account instead. Contains nothing that grants access.
        taken: &'static MailKind<MailedTaken>,
    },
    /// That of somebody whom the host's back end invites. There is no code: the link alone is the
    /// proof, in any browser.
    Invited {
        mail: &'static MailKind<MailedInvitation>,
        page: InvitationPage,
    },
}

/// Renders the page behind the link of an invitation, whose path is given.
pub(crate) type InvitationPage =
    fn(&RequestCtx, &OpenedChallenge, &str) -> Result<AnyAnswer, Problem>;

impl Audience {
    /// The account of a challenge for an address, and which mail to send. Disabled accounts count as
    /// absent.
    pub(crate) fn whose(
        self,
        credentials: Option<&Credentials>,
    ) -> (Option<(AccountId, Epoch)>, MailPlan) {
        let active = credentials.filter(|own| own.status == AccountStatus::Active);
        match (self, active) {
            (Self::Account { .. }, Some(own)) => {
                (Some((own.account.clone(), own.epoch)), MailPlan::Code)
            }
            (Self::Account { .. }, None) => (None, MailPlan::Nothing),
            (Self::Newcomer { .. } | Self::Invited { .. }, _) => match credentials {
                Some(_) => (None, MailPlan::Taken),
                None => (None, MailPlan::Code),
            },
        }
    }

    /// The mails of the purpose.
    pub(crate) fn mails(self) -> Vec<&'static dyn AnyMail> {
        match self {
            Self::Account { code } => vec![code],
            Self::Newcomer { code, taken } => vec![code, taken],
            Self::Invited { mail, .. } => vec![mail],
        }
    }
}
