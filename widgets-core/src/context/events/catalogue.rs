//! The catalogue of events: every action recorded in the audit trail and delivered to subscribers.
//!
//! Hosts compare with these constants instead of strings:
//!
//! ```
//! use widgets_core::events::{self, DeliveredEvent};
//!
//! fn is_goodbye(event: &DeliveredEvent) -> bool {
//!     event.is(events::ACCOUNT_DELETED)
//! }
//! ```

/// A kind of event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, derive_more::Display)]
#[display("{action}")]
#[non_exhaustive]
pub struct EventKind {
    /// The action as stored, delivered and exported, such as `session.ended`.
    pub action: &'static str,
    /// When it happens, as a phrase in Markdown for the documentation.
    pub when: &'static str,
    /// What it refers to: an account, an organization, both or none.
    pub subject: &'static str,
    /// Further fields in its details, in Markdown; empty if there are none.
    pub fields: &'static str,
}

macro_rules! catalogue {
    ($($name:ident = $action:literal, $subject:literal, $when:literal $(, $fields:literal)?;)+) => {
        $(
            #[doc = concat!("`", $action, "`: ", $when, ".")]
            pub const $name: EventKind = EventKind {
                action: $action,
                when: $when,
                subject: $subject,
                fields: concat!($($fields)?),
            };
        )+

        /// All kinds of events, in the order of the documentation.
        pub const ALL: &[EventKind] = &[$($name),+];
    };
}

catalogue! {
    ACCOUNT_CREATED = "account.created", "account",
        "a sign-up or an accepted invitation was completed, or your back end created or \
        adopted an account",
        "`by`: `form` or `invitation` (sign-up only); `terms`: the accepted edition, if \
        there are terms";
    ACCOUNT_DELETED = "account.deleted", "account",
        "your back end deleted an account, with everything that belongs to it";
    ACCOUNT_DISABLED = "account.disabled", "account",
        "your back end disabled an account; its sessions and links ended";
    ACCOUNT_ENABLED = "account.enabled", "account",
        "your back end enabled it again";
    ACCOUNT_LINK_ISSUED = "account.link_issued", "account",
        "your back end issued a one-time sign-in link";
    ACCOUNT_IMPERSONATION_ISSUED = "account.impersonation_issued", "account",
        "your back end issued a link for impersonation",
        "`by`, `reason`, `until`";
    PROFILE_NAMES_CHANGED = "profile.names_changed", "account",
        "names were saved, by the user, at sign-up or by your back end";
    PROFILE_PREFERENCES_CHANGED = "profile.preferences_changed", "account",
        "language and time zone were saved";
    PROFILE_DELETED = "profile.deleted", "account",
        "your back end deleted an account, and its profile right after";
    SESSION_OPENED = "session.opened", "account",
        "somebody signed in, or completed a sign-up",
        "`session`, `method`; `second`: the method of the second factor, if the account has one, or `trusted_browser`; `by`, \
        `reason`, `until` for impersonation";
    SESSION_SECOND_FACTOR_ASKED = "session.second_factor_asked", "account",
        "somebody gave the first proof of a sign-in, which waits for a second factor",
        "`method`: that of the first proof";
    SESSION_RENEWED = "session.renewed", "account",
        "the user signed in again or stepped up in the same browser: same session, new \
        token",
        "`session`, `method`; as above";
    SESSION_ENDED = "session.ended", "account",
        "sign-out, or one session of the list was ended",
        "`session`";
    SESSION_OTHERS_ENDED = "session.others_ended", "account",
        "all sessions but the current one were ended",
        "`kept`: the current session";
    SESSION_ALL_ENDED = "session.all_ended", "account",
        "sign-out everywhere, or your back end ended all sessions of an account",
        "`session` (sign-out only): the session it was asked in";
    SESSION_EVERYBODYS_ENDED = "session.everybodys_ended", "none",
        "your back end ended all sessions of all accounts, with all codes and links under \
        way";
    DEVICE_FORGOTTEN = "device.forgotten", "account",
        "known browsers were forgotten, those selected in the list",
        "`devices`: the identifiers that were selected";
    DEVICE_OTHERS_FORGOTTEN = "device.others_forgotten", "account",
        "all known browsers but the one in use were forgotten";
    DEVICE_TRUSTED = "device.trusted", "account",
        "somebody gave a second factor and had the browser trusted: its next sign-ins ask for none",
        "`session`; `until`: in microseconds since 1970";
    DEVICE_DISTRUSTED = "device.distrusted", "account",
        "the user ended the trust in known browsers, those selected in the list",
        "`devices`: the identifiers that were selected";
    DEVICE_ALL_DISTRUSTED = "device.all_distrusted", "account",
        "the user ended the trust in all browsers";
    SESSION_REFUSED = "session.refused", "account, if the address has one",
        "somebody failed to prove who they are, by a wrong password or code; at most about ten an hour \
        are recorded for an address, and ninety thousand a day in all",
        "`method`";
    CODE_SENT = "code.sent", "account, if the address has one and it gets the mail",
        "a code and a link were mailed, or would have been if the address had (or had not) \
        an account",
        "`purpose`: `sign_up`, `sign_in`, `reset` or `step_up`";
    CODE_DECLINED = "code.declined", "account, as above",
        "the recipient declined a code (\"I didn’t request this\") or an invitation",
        "`purpose`: as above, or `invitation`";
    PASSWORD_SET = "password.set", "account",
        "a first password was set",
        "`session`; `others_ended`: `true` or `false`";
    PASSWORD_CHANGED = "password.changed", "account",
        "the password was changed with the current one",
        "`session`; `others_ended`";
    PASSWORD_OUTDATED = "password.outdated", "account",
        "somebody signed in with a password that does not meet the policy, and was asked for a new one",
        "`session`";
    AUTHENTICATOR_ADDED = "authenticator.added", "account",
        "an authenticator app was added, and is asked for at the next sign-in",
        "`authenticator`, `session`; `others_ended`: `true` or `false`";
    AUTHENTICATOR_RENAMED = "authenticator.renamed", "account",
        "an authenticator app got another name",
        "`authenticator`";
    AUTHENTICATOR_REMOVED = "authenticator.removed", "account",
        "an authenticator app was removed; recovery codes go with the last second factor",
        "`authenticator`, `session`; `others_ended`";
    RECOVERY_CODES_MADE = "recovery_codes.made", "account",
        "recovery codes were made; those of before no longer work",
        "`session`";
    RECOVERY_CODE_USED = "recovery_codes.used", "account",
        "somebody signed in or stepped up with a recovery code, which works no more",
        "`left`: how many are left";
    SECOND_FACTORS_RESET_BEGUN = "second_factors.reset_begun", "account",
        "your back end began a reset of all second factors of an account",
        "`due`: from when on it takes place, in microseconds since 1970";
    SECOND_FACTORS_RESET_CALLED_OFF = "second_factors.reset_called_off", "account",
        "the reset was called off, by the user, with the mailed link, or by your back end";
    SECOND_FACTORS_RESET = "second_factors.reset", "account",
        "the reset took place: second factors and recovery codes are gone, sessions ended",
        "`asked_by`: the acting part of your back end";
    PASSWORD_RESET = "password.reset", "account",
        "a forgotten password was replaced by mailed code or link; all sessions ended";
    INVITATION_SENT = "invitation.sent", "none",
        "your back end mailed an invitation, or mailed it again",
        "`invitation`";
    INVITATION_REVOKED = "invitation.revoked", "none",
        "your back end revoked an invitation",
        "`invitation`";
    ORGANIZATION_CREATED = "organization.created", "organization, account: its owner",
        "your back end created an organization";
    ORGANIZATION_ENTITLEMENTS_CHANGED = "organization.entitlements_changed", "organization",
        "your back end set the entitlements";
    MEMBER_ADDED = "member.added", "organization, account",
        "your back end added a member";
    MEMBER_ROLES_CHANGED = "member.roles_changed", "organization, account",
        "your back end set a member's roles";
    MEMBER_REMOVED = "member.removed", "organization, account",
        "your back end removed a member";
}
