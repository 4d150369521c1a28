//! Reseals stored values with the newest key, so that older keys can be dropped.
//!
//! Sealed values in storage, and their lifetime:
//!
//! | values | lifetime | resealed |
//! |---|---|---|
//! | codes, links and their data; invitations | an hour; up to 30 days | yes |
//! | outbox rows: mails, events and dead letters | about a day; 90 days | yes |
//! | mails of a development mailbox | until 100 newer mails arrive | by [`DevelopmentMailbox::reseal`] |
//! | pending forms | half an hour | no |
//!
//! A pending form is also bound to a token that only the browser has, so it cannot be opened here.
//!
//! [`DevelopmentMailbox::reseal`]: crate::outbox::mailers::DevelopmentMailbox::reseal

use std::fmt;

use async_trait::async_trait;

use crate::context::app_state::AppState;
use crate::crypto::SealContext;
use crate::outbox::reseal::{ResealCount, Resealable, each};
use crate::stores::{AccountStore, OutboxStore, Sealed, StoreError, StoreResult, outbox_payload};
use crate::table::purposes;
use crate::types::id::{ChallengeId, OutboxId};

/// Result of [`Widgets::reseal`](crate::Widgets::reseal).
///
/// The older keys are no longer needed once a run that began after every instance had the new key
/// in front reports nothing as resealed, changed or unreadable.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Resealed {
    /// Codes and links that were sent, including invitations.
    pub challenges: ResealCount,
    /// Mails and events, pending or dead.
    pub outbox: ResealCount,
}

impl fmt::Display for Resealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "codes, links and invitations: {}", self.challenges)?;
        write!(f, "mails and events: {}", self.outbox)
    }
}

const BATCH: u32 = 200;

pub(crate) async fn all(app: &AppState) -> Result<Resealed, StoreError> {
    let stores = app.stores();
    Ok(Resealed {
        challenges: each(app.keys(), &Challenges(&*stores.accounts)).await?,
        outbox: each(app.keys(), &Rows(&*stores.outbox)).await?,
    })
}

struct Challenges<'a>(&'a dyn AccountStore);

#[async_trait]
impl Resealable for Challenges<'_> {
    type Id = ChallengeId;

    fn associated_data(id: &ChallengeId) -> SealContext<'_> {
        purposes::associated_data(id)
    }

    async fn rows(&self, after: Option<&ChallengeId>) -> StoreResult<Vec<Sealed<ChallengeId>>> {
        self.0.sealed_challenges(after, BATCH).await
    }

    async fn replace(&self, old: &Sealed<ChallengeId>, new: Vec<u8>) -> StoreResult<bool> {
        self.0.reseal_challenge(old, new).await
    }
}

struct Rows<'a>(&'a dyn OutboxStore);

#[async_trait]
impl Resealable for Rows<'_> {
    type Id = OutboxId;

    fn associated_data(id: &OutboxId) -> SealContext<'_> {
        outbox_payload::associated_data(id)
    }

    async fn rows(&self, after: Option<&OutboxId>) -> StoreResult<Vec<Sealed<OutboxId>>> {
        self.0.sealed_rows(after, BATCH).await
    }

    async fn replace(&self, old: &Sealed<OutboxId>, new: Vec<u8>) -> StoreResult<bool> {
        self.0.reseal_row(old, new).await
    }
}
