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
    ($($name:ident = $action:literal, $when:literal, $subject:literal, $fields:literal;)+) => {
        $(
            #[doc = concat!("`", $action, "`: ", $when, ".")]
            pub const $name: EventKind = EventKind {
                action: $action,
                when: $when,
                subject: $subject,
                fields: $fields,
            };
        )+

        /// All kinds of events, in the order of the documentation.
        pub const ALL: &[EventKind] = &[$($name),+];
    };
}

catalogue! {
    ACCOUNT_CREATED = "account.created",
        "a sign-up or an accepted invitation was completed, or your back end created or \
        adopted an account",
        "account",
        "`by`: `form` or `invitation` (sign-up only); `terms`: the accepted edition, if \
        there are terms";
    ACCOUNT_DELETED = "account.deleted",
        "your back end deleted an account, with everything that belongs to it",
        "account",
        "";
    ACCOUNT_DISABLED = "account.disabled",
        "your back end disabled an account; its sessions and links ended",
        "account",
        "";
    ACCOUNT_ENABLED = "account.enabled",
        "your back end enabled it again",
        "account",
        "";
    ACCOUNT_LINK_ISSUED = "account.link_issued",
        "your back end issued a one-time sign-in link",
        "account",
        "";
    ACCOUNT_IMPERSONATION_ISSUED = "account.impersonation_issued",
        "your back end issued a link for impersonation",
        "account",
        "`by`, `reason`, `until`";
    PROFILE_NAMES_CHANGED = "profile.names_changed",
        "names were saved, by the user, at sign-up or by your back end",
        "account",
        "";
    PROFILE_PREFERENCES_CHANGED = "profile.preferences_changed",
        "language and time zone were saved",
        "account",
        "";
    PROFILE_DELETED = "profile.deleted",
        "your back end deleted an account, and its profile right after",
        "account",
        "";
    SESSION_OPENED = "session.opened",
        "somebody signed in, or completed a sign-up",
        "account",
        "`session`, `method`; `by`, `reason`, `until` for impersonation";
    SESSION_RENEWED = "session.renewed",
        "the user signed in again or stepped up in the same browser: same session, new \
        token",
        "account",
        "`session`, `method`; as above";
    SESSION_ENDED = "session.ended",
        "sign-out, or one session of the list was ended",
        "account",
        "`session`";
    SESSION_OTHERS_ENDED = "session.others_ended",
        "all sessions but the current one were ended",
        "account",
        "`kept`: the current session";
    SESSION_ALL_ENDED = "session.all_ended",
        "sign-out everywhere, or your back end ended all sessions of an account",
        "account",
        "`session` (sign-out only): the session it was asked in";
    SESSION_EVERYBODYS_ENDED = "session.everybodys_ended",
        "your back end ended all sessions of all accounts, with all codes and links under \
        way",
        "none",
        "";
    CODE_SENT = "code.sent",
        "a code and a link were mailed, or would have been if the address had (or had not) \
        an account",
        "account, if the address has one and it gets the mail",
        "`purpose`: `sign_up`, `sign_in`, `reset` or `step_up`";
    CODE_DECLINED = "code.declined",
        "the recipient declined a code (\"I did not ask for this\") or an invitation",
        "account, as above",
        "`purpose`: as above, or `invitation`";
    PASSWORD_SET = "password.set",
        "a first password was set",
        "account",
        "`session`; `others_ended`: `true` or `false`";
    PASSWORD_CHANGED = "password.changed",
        "the password was changed with the current one",
        "account",
        "`session`; `others_ended`";
    PASSWORD_RESET = "password.reset",
        "a forgotten password was replaced by mailed code or link; all sessions ended",
        "account",
        "";
    INVITATION_SENT = "invitation.sent",
        "your back end mailed an invitation, or mailed it again",
        "none",
        "`invitation`";
    INVITATION_REVOKED = "invitation.revoked",
        "your back end revoked an invitation",
        "none",
        "`invitation`";
    ORGANIZATION_CREATED = "organization.created",
        "your back end created an organization",
        "organization, account: its owner",
        "";
    ORGANIZATION_ENTITLEMENTS_CHANGED = "organization.entitlements_changed",
        "your back end set the entitlements",
        "organization",
        "";
    MEMBER_ADDED = "member.added",
        "your back end added a member",
        "organization, account",
        "";
    MEMBER_ROLES_CHANGED = "member.roles_changed",
        "your back end set a member's roles",
        "organization, account",
        "";
    MEMBER_REMOVED = "member.removed",
        "your back end removed a member",
        "organization, account",
        "";
}
