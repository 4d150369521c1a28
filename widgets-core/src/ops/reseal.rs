//! Reseals stored values with the newest key, so that older keys can be dropped.
//!
//! Sealed values in storage, and their lifetime:
//!
//! | values | lifetime | resealed |
//! |---|---|---|
//! | secrets of authenticator apps | until they are removed | yes |
//! | codes, links and their data; invitations | an hour; up to 30 days | yes |
//! | outbox rows: mails, events and dead letters | about a day; 90 days | yes |
//! | mails of a development mailbox | until 100 newer mails arrive | by [`DevelopmentMailbox::reseal`] |
//! | pending forms | half an hour | no |
//!
//! Recovery codes are kept as hashes by a key, which cannot be made anew: those made under a key that is
//! dropped no longer work.
//!
//! A pending form is also bound to a token that only the browser has, so it cannot be opened here.
//!
//! [`DevelopmentMailbox::reseal`]: crate::outbox::mailers::DevelopmentMailbox::reseal

use crate::context::AppState;
use crate::flows::second_factor;
use crate::outbox::reseal::ResealCount;
use crate::stores::{StoreResult, outbox_payload};
use crate::table::purposes;

/// Result of [`Widgets::reseal`](crate::Widgets::reseal).
///
/// The older keys are no longer needed once a run that began after every instance had the new key
/// in front reports nothing as resealed, changed or unreadable.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, derive_more::Display)]
#[display(
    "codes, links and invitations: {challenges}\nauthenticators: {authenticators}\nmails and events: {outbox}"
)]
#[non_exhaustive]
pub struct Resealed {
    /// Codes and links that were sent, including invitations.
    pub challenges: ResealCount,
    /// Secrets of authenticator apps.
    pub authenticators: ResealCount,
    /// Mails and events, pending or dead.
    pub outbox: ResealCount,
}

const BATCH: u32 = 200;

pub(crate) async fn all(app: &AppState) -> StoreResult<Resealed> {
    Ok(Resealed {
        challenges: challenges(app).await?,
        authenticators: authenticators(app).await?,
        outbox: outbox(app).await?,
    })
}

async fn challenges(app: &AppState) -> StoreResult<ResealCount> {
    let accounts = &app.stores().accounts;
    let mut count = ResealCount::default();
    let mut after = None;
    loop {
        let rows = accounts.sealed_challenges(after.as_ref(), BATCH).await?;
        for row in &rows {
            let context = purposes::associated_data(&row.id);
            if let Some(new) = count.reseal(app.keys(), context, row)? {
                count.stored(accounts.reseal_challenge(row, new).await?);
            }
        }
        match rows.into_iter().next_back() {
            Some(last) => after = Some(last.id),
            None => return Ok(count),
        }
    }
}

async fn authenticators(app: &AppState) -> StoreResult<ResealCount> {
    let accounts = &app.stores().accounts;
    let mut count = ResealCount::default();
    let mut after = None;
    loop {
        let rows = accounts
            .sealed_authenticators(after.as_ref(), BATCH)
            .await?;
        for row in &rows {
            let context = second_factor::associated_data(&row.id);
            if let Some(new) = count.reseal(app.keys(), context, row)? {
                count.stored(accounts.reseal_authenticator(row, new).await?);
            }
        }
        match rows.into_iter().next_back() {
            Some(last) => after = Some(last.id),
            None => return Ok(count),
        }
    }
}

async fn outbox(app: &AppState) -> StoreResult<ResealCount> {
    let outbox = &app.stores().outbox;
    let mut count = ResealCount::default();
    let mut after = None;
    loop {
        let rows = outbox.sealed_rows(after.as_ref(), BATCH).await?;
        for row in &rows {
            let context = outbox_payload::associated_data(&row.id);
            if let Some(new) = count.reseal(app.keys(), context, row)? {
                count.stored(outbox.reseal_row(row, new).await?);
            }
        }
        match rows.into_iter().next_back() {
            Some(last) => after = Some(last.id),
            None => return Ok(count),
        }
    }
}
