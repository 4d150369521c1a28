//! The command, and data of the pages.

use schemars::JsonSchema;
use serde::Serialize;

/// Makes recovery codes; those of before no longer work.
#[derive(Debug, Clone, Copy, Default)]
#[non_exhaustive]
pub struct MakeRecoveryCodes;

/// How many recovery codes the account has.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
#[schemars(rename = "RecoveryCodesLeft")]
pub(super) struct Left {
    /// Unused ones, which no longer work once others are made.
    pub(super) left: usize,
}

/// The codes that were just made. They are shown nowhere else.
#[derive(Clone, Serialize, JsonSchema, derive_more::Debug)]
#[debug("MadeCodes(..)")]
#[schemars(rename = "RecoveryCodes")]
pub(super) struct MadeCodes {
    pub(super) codes: Vec<String>,
}
