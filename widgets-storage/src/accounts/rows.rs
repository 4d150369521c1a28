//! The columns of accounts and sessions.

use widgets_core::stores::{Account, Protection, Session};

use crate::engine::row;

row! {
    /// A session `s`.
    pub(super) session_row -> Session {
        id: "s.id",
        account: "s.account_id",
        proofs: "s.proofs",
        created_at: "s.created_at",
    } and {
        authenticated_at: "s.authenticated_at",
        last_used_at: "s.last_used_at",
        idle_until: "s.idle_until",
        expires_at: "s.expires_at",
        persistent: "s.persistent",
        address: "s.address",
        user_agent: "s.user_agent",
        impersonation: "s.impersonated_by, s.impersonated_reason, s.impersonated_until",
    }
}

row! {
    /// An account `a` with its primary address `d`.
    pub(super) account_row -> Account {
        id: "a.id",
        email: "d.email, d.email_key",
        status: "a.status",
        epoch: crate::accounts::epoch!("a"),
        created_at: "a.created_at",
    } and {
        terms: "a.terms, a.terms_at",
        language: "a.language",
    }
}

row! {
    /// What protects an account `a`.
    pub(super) protection_row -> Protection {
        has_second_factor: concat!(
            "CASE WHEN ",
            crate::accounts::factors::has_second_factor!("a.id"),
            " THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END"
        ),
    } and {
        replace_password: "a.replace_password",
    }
}
