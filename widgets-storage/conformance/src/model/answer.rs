//! What a store answers, as text that can be compared, and as which of the possible answers it is.

use widgets_core::id::{ChallengeId, OutboxId};
use widgets_core::stores::*;

use crate::fixture::RecordedEvent;

/// An answer of a store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Answer {
    /// All of it.
    pub(super) text: String,
    /// Which of `kinds` it is.
    pub(super) kind: &'static str,
    /// What can be answered to such a call; a run has to meet each.
    pub(super) kinds: &'static [&'static str],
}

impl Answer {
    pub(super) fn of<T: Outcome>(answer: &StoreResult<T>) -> Self {
        let (text, kind) = match answer {
            Ok(answer) => (answer.text(), answer.kind()),
            Err(StoreError::Conflict) => ("conflict".to_owned(), "error"),
            Err(_) => ("outage".to_owned(), "error"),
        };
        Self {
            text,
            kind,
            kinds: T::KINDS,
        }
    }
}

/// What a method of the contract answers with.
pub(super) trait Outcome {
    const KINDS: &'static [&'static str];
    fn kind(&self) -> &'static str;
    fn text(&self) -> String;
}

/// Has no wildcard, so a variant that is added to an outcome does not build until it stands here.
macro_rules! outcomes {
    ($($outcome:ident { $($variant:ident),+ })+) => {$(
        impl Outcome for $outcome {
            const KINDS: &'static [&'static str] = &[$(stringify!($variant)),+];

            fn kind(&self) -> &'static str {
                match self {
                    $(Self::$variant { .. } => stringify!($variant)),+
                }
            }

            fn text(&self) -> String {
                format!("{self:?}")
            }
        }
    )+};
}

outcomes! {
    CreateOutcome { Created, Taken }
    StatusOutcome { Switched, Unchanged, Missing }
    LinkOutcome { Issued, Missing }
    DeleteOutcome { Deleted, LastOwner, Missing }
    OpenOutcome { Opened, Refused }
    EndOutcome { Ended, Missing }
    ResendOutcome { Sent, Refused }
    SignUpOutcome { Completed, Taken, Refused }
    PasswordOutcome { Set, Refused }
    OrganizationOutcome { Created, SlugTaken, OwnerMissing }
    MembershipOutcome { Added, AlreadyMember, Missing }
    MemberOutcome { Changed, LastOwner, Missing }
    LimitOutcome { Allowed, Limited }
}

/// Answered instead of saving by a store that leaves a part of a profile to another system.
pub(super) const ELSEWHERE: &str = "ManagedElsewhere";

impl Outcome for SaveOutcome {
    /// A store answers one of them always.
    const KINDS: &'static [&'static str] = &[];

    fn kind(&self) -> &'static str {
        match self {
            Self::Saved => "Saved",
            Self::ManagedElsewhere => ELSEWHERE,
        }
    }

    fn text(&self) -> String {
        self.kind().to_owned()
    }
}

impl Outcome for () {
    const KINDS: &'static [&'static str] = &["done"];

    fn kind(&self) -> &'static str {
        "done"
    }

    fn text(&self) -> String {
        "done".to_owned()
    }
}

/// What a call of several methods came to.
impl Outcome for String {
    const KINDS: &'static [&'static str] = &[];

    fn kind(&self) -> &'static str {
        "told"
    }

    fn text(&self) -> String {
        self.clone()
    }
}

impl Outcome for bool {
    const KINDS: &'static [&'static str] = &["true", "false"];

    fn kind(&self) -> &'static str {
        if *self { "true" } else { "false" }
    }

    fn text(&self) -> String {
        self.to_string()
    }
}

impl Outcome for u64 {
    const KINDS: &'static [&'static str] = &["none", "some"];

    fn kind(&self) -> &'static str {
        if *self == 0 { "none" } else { "some" }
    }

    fn text(&self) -> String {
        self.to_string()
    }
}

impl<T: Found> Outcome for Option<T> {
    const KINDS: &'static [&'static str] = &["none", "some"];

    fn kind(&self) -> &'static str {
        if self.is_none() { "none" } else { "some" }
    }

    fn text(&self) -> String {
        self.as_ref().map_or_else(|| "none".to_owned(), T::all)
    }
}

impl<T: Found> Outcome for Vec<T> {
    const KINDS: &'static [&'static str] = &["none", "some"];

    fn kind(&self) -> &'static str {
        if self.is_empty() { "none" } else { "some" }
    }

    fn text(&self) -> String {
        let all: Vec<String> = self.iter().map(T::all).collect();
        format!("[{}]", all.join(", "))
    }
}

/// Something that is found, as text with all of its fields.
pub(super) trait Found {
    fn all(&self) -> String;
}

/// What shows all of itself.
macro_rules! found {
    ($($found:ty),+ $(,)?) => {$(
        impl Found for $found {
            fn all(&self) -> String {
                format!("{self:?}")
            }
        }
    )+};
}

found! {
    Account, Admission, ClaimedRow, DeadLetter, Membership, Organization, Profile, RecordedEvent,
    Sealed<ChallengeId>, Sealed<OutboxId>, Session, SignInLink, Vec<u8>,
}

impl Found for Credentials {
    fn all(&self) -> String {
        let Self {
            account,
            email,
            epoch,
            status,
            verified,
            password,
            known_device,
            ..
        } = self;
        let password = password.as_ref().map(|hash| hash.as_str());
        format!(
            "{account} {email:?} {epoch:?} {status:?} verified {verified} {password:?} \
             known {known_device}"
        )
    }
}

impl Found for Challenge {
    fn all(&self) -> String {
        let Self {
            id,
            purpose,
            account,
            email,
            browser,
            sealed,
            tries_left,
            sends,
            sent_at,
            code_expires_at,
            expires_at,
            ..
        } = self;
        let browser = browser.as_bytes();
        format!(
            "{id} {purpose:?} {account:?} {email:?} browser {browser:?} {sealed:?} \
             tries {tries_left} sends {sends} {sent_at:?} {code_expires_at:?} {expires_at:?}"
        )
    }
}
