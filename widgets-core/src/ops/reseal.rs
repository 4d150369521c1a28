//! Sealing anew what an older key has sealed, so that the older key can be dropped.
//!
//! What is sealed in storage, and how long it lives by itself:
//!
//! | what | lives | sealed anew |
//! |---|---|---|
//! | codes, links and what hangs on them; invitations | an hour; up to 30 days | yes |
//! | rows of the outbox: mails and events, dead letters among them | about a day; 90 days | yes |
//! | mails of a development mailbox | as long as they are among the newest hundred | by [`DevelopmentMailbox::reseal`] |
//! | forms kept until somebody proved who they are or signed in again | half an hour | no |
//!
//! A kept form is bound to a token that only the browser has, so nobody else can open it.
//!
//! [`DevelopmentMailbox::reseal`]: crate::outbox::mailers::DevelopmentMailbox::reseal

use std::fmt;

use async_trait::async_trait;

use crate::crypto::{Keys, ResealError, SealContext};
use crate::types::id::{ChallengeId, OutboxId};
use crate::stores::outbox_payload;
use crate::widgets::codes;
use crate::stores::{AccountStore, OutboxStore, Sealed, StoreError, StoreResult};
use crate::host::Widgets;

/// What [`Widgets::reseal`](crate::Widgets::reseal) did.
///
/// Once nothing was sealed anew, nothing changed meanwhile and nothing was unreadable, on a run that
/// began after every instance had the new key in front, no stored value needs the older ones.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Resealed {
    /// Codes and links that were sent, invitations among them.
    pub challenges: ResealCount,
    /// Mails and events that wait or were given up.
    pub outbox: ResealCount,
}

/// What became of the sealed values of one kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ResealCount {
    /// They were sealed anew.
    pub resealed: u64,
    /// The newest key had sealed them already.
    pub current: u64,
    /// They changed or went while they were being sealed anew, and were left as they are.
    pub changed: u64,
    /// They do not open with any key of the ring, and were left as they are.
    pub unreadable: u64,
}

impl fmt::Display for ResealCount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            resealed,
            current,
            changed,
            unreadable,
        } = self;
        write!(
            f,
            "{resealed} sealed anew, {current} current, {changed} changed meanwhile, {unreadable} \
             unreadable"
        )
    }
}

impl fmt::Display for Resealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "codes, links and invitations: {}", self.challenges)?;
        write!(f, "mails and events: {}", self.outbox)
    }
}

/// Rows read at a time.
const BATCH: u32 = 200;

pub(crate) async fn all(widgets: &Widgets) -> Result<Resealed, StoreError> {
    let stores = widgets.stores();
    Ok(Resealed {
        challenges: each(widgets.keys(), &Challenges(&*stores.accounts)).await?,
        outbox: each(widgets.keys(), &Rows(&*stores.outbox)).await?,
    })
}

/// Where sealed values of one kind are.
#[async_trait]
pub(crate) trait Shelf: Sync {
    type Id: Clone + fmt::Display + Send + Sync;

    /// What binds a value to its row.
    fn place(id: &Self::Id) -> SealContext<'_>;

    /// The next rows by their identifiers.
    async fn rows(&self, after: Option<&Self::Id>) -> StoreResult<Vec<Sealed<Self::Id>>>;

    async fn replace(&self, old: &Sealed<Self::Id>, new: Vec<u8>) -> StoreResult<bool>;
}

struct Challenges<'a>(&'a dyn AccountStore);

#[async_trait]
impl Shelf for Challenges<'_> {
    type Id = ChallengeId;

    fn place(id: &ChallengeId) -> SealContext<'_> {
        codes::place(id)
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
impl Shelf for Rows<'_> {
    type Id = OutboxId;

    fn place(id: &OutboxId) -> SealContext<'_> {
        outbox::place(id)
    }

    async fn rows(&self, after: Option<&OutboxId>) -> StoreResult<Vec<Sealed<OutboxId>>> {
        self.0.sealed_rows(after, BATCH).await
    }

    async fn replace(&self, old: &Sealed<OutboxId>, new: Vec<u8>) -> StoreResult<bool> {
        self.0.reseal_row(old, new).await
    }
}

/// Goes through all rows of a store by their identifiers.
pub(crate) async fn each<S: Shelf>(keys: &Keys, shelf: &S) -> Result<ResealCount, StoreError> {
    let mut count = ResealCount::default();
    let mut after = None;
    loop {
        let batch = shelf.rows(after.as_ref()).await?;
        let Some(last) = batch.last() else {
            return Ok(count);
        };
        after = Some(last.id.clone());
        for row in &batch {
            match keys.reseal(S::place(&row.id), &row.sealed) {
                Ok(None) => count.current += 1,
                Ok(Some(new)) => match shelf.replace(row, new).await? {
                    true => count.resealed += 1,
                    false => count.changed += 1,
                },
                Err(ResealError::Open(error)) => {
                    tracing::error!(row = %row.id, %error, "a sealed value was not sealed anew");
                    count.unreadable += 1;
                }
                Err(ResealError::Entropy(error)) => return Err(StoreError::unavailable(error)),
            }
        }
    }
}
