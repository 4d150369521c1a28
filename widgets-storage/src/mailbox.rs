//! The mails of the development mailbox.

use async_trait::async_trait;
use widgets_core::stores::{KeptMail, MailboxStore, Sealed, StoreResult};

use crate::args;
use crate::engine::{Plan, Select, row, select};
use crate::stores::SqlStores;

row! {
    mail_row -> KeptMail {
        id: "id",
        at: "at",
        sealed: "sealed",
    }
}

/// Mails are counted as they come. Two that come at once may have one number; nobody minds.
const KEEP_MAIL: &str = "INSERT INTO wg_mailbox (id, number, at, sealed) \
     VALUES ($1, 1 + coalesce((SELECT number FROM wg_mailbox WHERE number > 0 \
       ORDER BY number DESC, id DESC LIMIT 1), 0), $2, $3) \
     ON CONFLICT (id) DO UPDATE SET \
       number = excluded.number, at = excluded.at, sealed = excluded.sealed";

const DROP_MAILS: &str = "DELETE FROM wg_mailbox WHERE number <= \
     (SELECT number FROM wg_mailbox WHERE number > 0 ORDER BY number DESC, id DESC LIMIT 1) - $1";

const NEWEST_MAILS: Select<KeptMail> = select!(
    mail_row,
    " FROM wg_mailbox WHERE number > 0 ORDER BY number DESC, id DESC LIMIT $1 + 0"
);

const RESEAL_MAIL: &str = "UPDATE wg_mailbox SET sealed = $3 WHERE id = $1 AND sealed = $2";

const FIND_MAIL: Select<KeptMail> = select!(mail_row, " FROM wg_mailbox WHERE id = $1");

#[async_trait]
impl MailboxStore for SqlStores {
    async fn keep_mail(&self, mail: KeptMail, most: u32) -> StoreResult<()> {
        let plan = Plan::new()
            .one(KEEP_MAIL, args![&mail.id, mail.at, &mail.sealed])
            .any(DROP_MAILS, args![most]);
        self.write(plan, ()).await
    }

    async fn newest_mails(&self, limit: u32) -> StoreResult<Vec<KeptMail>> {
        self.database.list(NEWEST_MAILS, &args![limit]).await
    }

    async fn reseal_mail(&self, old: &Sealed<String>, new: Vec<u8>) -> StoreResult<bool> {
        self.reseal(RESEAL_MAIL, &old.id, &old.sealed, &new).await
    }

    async fn find_mail(&self, id: &str) -> StoreResult<Option<KeptMail>> {
        self.database.find(FIND_MAIL, &args![id]).await
    }
}
