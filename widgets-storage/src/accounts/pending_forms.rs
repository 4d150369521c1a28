//! Forms that could not be let through yet.

use widgets_core::clock::Timestamp;
use widgets_core::crypto::TokenHash;
use widgets_core::stores::{PendingForm, StoreResult};

use crate::driver::{Arg, Row};
use crate::engine::{Outcome, Write, unforeseen};
use crate::stores::SqlStores;

pub(super) const ADD_PENDING_FORM: &str =
    "INSERT INTO wg_accounts_pending_forms (token, sealed, expires_at) VALUES ($1, $2, $3)";

pub(super) const FIND_PENDING_FORM: &str =
    "SELECT sealed FROM wg_accounts_pending_forms WHERE token = $1 AND expires_at > $2";

pub(super) const DROP_PENDING_FORM: &str = "DELETE FROM wg_accounts_pending_forms WHERE token = $1";

impl SqlStores {
    pub(super) async fn keep(&self, form: PendingForm) -> StoreResult<()> {
        let mut write = Write::new();
        write.one(
            ADD_PENDING_FORM,
            [
                Arg::Bytes(form.token.as_bytes()),
                Arg::Bytes(&form.sealed),
                Arg::Int(form.expires_at.as_micros()),
            ],
        );
        match self.database.commit(&write).await? {
            Outcome::Done(_) => Ok(()),
            Outcome::Refused(at) => Err(unforeseen(at)),
        }
    }

    pub(super) async fn find_form(
        &self,
        token: &TokenHash,
        at: Timestamp,
    ) -> StoreResult<Option<Vec<u8>>> {
        let args = [Arg::Bytes(token.as_bytes()), Arg::Int(at.as_micros())];
        self.database
            .find(FIND_PENDING_FORM, &args, Row::bytes)
            .await
    }

    pub(super) async fn drop_form(&self, token: &TokenHash) -> StoreResult<bool> {
        let mut write = Write::new();
        write.one(DROP_PENDING_FORM, [Arg::Bytes(token.as_bytes())]);
        Ok(matches!(
            self.database.commit(&write).await?,
            Outcome::Done(_)
        ))
    }
}
