//! The columns of accounts and sessions.

use widgets_core::stores::{Account, Session};

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
