//! Business steps shared by several widgets. They know neither HTML nor JSON.

pub(crate) mod change_mails;
pub(crate) mod handover;
pub(crate) mod mailed_code;
pub(crate) mod open_session;
pub(crate) mod password_mails;
pub(crate) mod pending_form;
pub(crate) mod prove_password;
pub(crate) mod refused_proof;
pub(crate) mod second_factor;
pub(crate) mod step_up;
