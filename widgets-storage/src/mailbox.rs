//! The mails of the development mailbox.

use async_trait::async_trait;
use widgets_core::clock::Timestamp;
use widgets_core::stores::{KeptMail, MailboxStore, Sealed, StoreError, StoreResult};

use crate::driver::{Arg, BoxError, Row};
use crate::engine::{Outcome, Write, unforeseen};
use crate::stores::SqlStores;

/// Mails are counted as they come. Two that come at once may have one number; nobody minds.
const KEEP_MAIL: &str = "INSERT INTO wg_mailbox (id, number, at, sealed) \
     VALUES ($1, 1 + coalesce((SELECT number FROM wg_mailbox WHERE number > 0 \
       ORDER BY number DESC, id DESC LIMIT 1), 0), $2, $3) \
     ON CONFLICT (id) DO UPDATE SET \
       number = excluded.number, at = excluded.at, sealed = excluded.sealed";

const DROP_MAILS: &str = "DELETE FROM wg_mailbox WHERE number <= \
     (SELECT number FROM wg_mailbox WHERE number > 0 ORDER BY number DESC, id DESC LIMIT 1) - $1";

const NEWEST_MAILS: &str = "SELECT id, at, sealed FROM wg_mailbox WHERE number > 0 \
     ORDER BY number DESC, id DESC LIMIT $1 + 0";

const RESEAL_MAIL: &str = "UPDATE wg_mailbox SET sealed = $3 WHERE id = $1 AND sealed = $2";

const FIND_MAIL: &str = "SELECT id, at, sealed FROM wg_mailbox WHERE id = $1";

#[async_trait]
impl MailboxStore for SqlStores {
    async fn keep_mail(&self, mail: KeptMail, most: u32) -> StoreResult<()> {
        let mut write = Write::new();
        write
            .one(
                KEEP_MAIL,
                [
                    Arg::Text(&mail.id),
                    Arg::Int(mail.at.as_micros()),
                    Arg::Bytes(&mail.sealed),
                ],
            )
            .any(DROP_MAILS, [Arg::Int(i64::from(most))]);
        match self.database.commit(&write).await? {
            Outcome::Done(_) => Ok(()),
            Outcome::Refused(at) => Err(unforeseen(at)),
        }
    }

    async fn newest_mails(&self, limit: u32) -> StoreResult<Vec<KeptMail>> {
        let args = [Arg::Int(i64::from(limit))];
        let rows = self.database.query(NEWEST_MAILS, &args).await?;
        let mails: Result<_, BoxError> = rows.into_iter().map(|mut row| mail(&mut row)).collect();
        mails.map_err(StoreError::Unavailable)
    }

    async fn reseal_mail(&self, old: &Sealed<String>, new: Vec<u8>) -> StoreResult<bool> {
        self.reseal(RESEAL_MAIL, &old.id, &old.sealed, &new).await
    }

    async fn find_mail(&self, id: &str) -> StoreResult<Option<KeptMail>> {
        self.database.find(FIND_MAIL, &[Arg::Text(id)], mail).await
    }
}

fn mail(row: &mut Row) -> Result<KeptMail, BoxError> {
    Ok(KeptMail {
        id: row.text()?,
        at: Timestamp::from_micros(row.int()?),
        sealed: row.bytes()?,
    })
}
