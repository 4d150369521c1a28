//! What a store answers, as text that can be compared, and as which of the possible answers it is.

use std::fmt::Debug;

use widgets_core::stores::*;

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
            Ok(answer) => (format!("{answer:?}"), answer.kind()),
            Err(StoreError::Conflict) => ("conflict".to_owned(), "error"),
            Err(_) => ("outage".to_owned(), "error"),
        };
        let kinds = T::KINDS;
        Self { text, kind, kinds }
    }
}

/// What a method of the contract answers with; its `Debug` tells all of it.
pub(super) trait Outcome: Debug {
    const KINDS: &'static [&'static str];
    fn kind(&self) -> &'static str;
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
        }
    )+};
}

outcomes! {
    CreateOutcome { Created, Taken }
    StatusOutcome { Switched, Unchanged, Missing }
    LinkOutcome { Issued, Missing }
    DeleteOutcome { Deleted, LastOwner, Missing }
    OpenOutcome { Opened, Refused, SecondFactorRequired }
    AddAuthenticatorOutcome { Added, TooMany, Unverified, Refused }
    RenameOutcome { Renamed, Missing }
    RecoveryOutcome { Made, Refused }
    BeginSignInOutcome { Begun, NotRequired, Refused }
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

/// Outcomes by other rules: those that a run has to meet, and which of them it is.
macro_rules! kinds {
    ($($outcome:ty: $kinds:expr, $own:pat => $kind:expr;)+) => {$(
        impl Outcome for $outcome {
            const KINDS: &'static [&'static str] = &$kinds;

            fn kind(&self) -> &'static str {
                let $own = self;
                $kind
            }
        }
    )+};
}

kinds! {
    // A store answers one of them always.
    SaveOutcome: [], own => if *own == Self::Saved { "Saved" } else { ELSEWHERE };
    // What a call of several methods came to.
    String: [], _ => "told";
    (): ["done"], () => "done";
    bool: ["true", "false"], own => if *own { "true" } else { "false" };
    u64: NONE_OR_SOME, own => some(*own > 0);
}

const NONE_OR_SOME: [&str; 2] = ["none", "some"];

const fn some(is_some: bool) -> &'static str {
    NONE_OR_SOME[is_some as usize]
}

impl<T: Debug> Outcome for Option<T> {
    const KINDS: &'static [&'static str] = &NONE_OR_SOME;

    fn kind(&self) -> &'static str {
        some(self.is_some())
    }
}

impl<T: Debug, P: Debug> Outcome for Paged<T, P> {
    const KINDS: &'static [&'static str] = &["none", "last", "more"];

    fn kind(&self) -> &'static str {
        match (&self.next, self.rows.is_empty()) {
            (Some(_), _) => "more",
            (None, false) => "last",
            (None, true) => "none",
        }
    }
}

impl<T: Debug> Outcome for Vec<T> {
    const KINDS: &'static [&'static str] = &NONE_OR_SOME;

    fn kind(&self) -> &'static str {
        some(!self.is_empty())
    }
}

/// All that is told of an address, the hash of its password too.
pub(super) fn all_credentials(own: Credentials) -> impl Debug {
    let password = own.password.map(|hash| hash.as_str().to_owned());
    (
        own.account,
        own.email,
        own.epoch,
        own.status,
        own.verified,
        password,
        own.language,
        own.known_device,
    )
}

/// All of what an account has as second factors, what is sealed or hashed too.
pub(super) fn all_factors(own: SecondFactors) -> impl Debug {
    let authenticators = own.authenticators.into_iter().map(|own| {
        let uses = (own.last_step, own.created_at, own.last_used_at);
        (own.id, own.name, own.sealed, uses)
    });
    let codes = own.recovery_codes.into_iter().map(|own| *own.as_bytes());
    (
        authenticators.collect::<Vec<_>>(),
        codes.collect::<Vec<_>>(),
        own.mailbox_counts,
    )
}

/// All of a sign-in that waits, its token too.
pub(super) fn all_attempt(own: SignInAttempt) -> impl Debug {
    let token = *own.token.as_bytes();
    (token, own)
}

/// All of a challenge, its browser and what is sealed too.
pub(super) fn all_challenge(own: Challenge) -> impl Debug {
    let (browser, sends) = (
        *own.browser.as_bytes(),
        (own.tries_left, own.sends, own.sent_at),
    );
    let ends = (own.code_expires_at, own.expires_at, own.void);
    (
        own.id,
        own.purpose,
        own.account,
        own.email,
        browser,
        own.sealed,
        sends,
        ends,
    )
}
