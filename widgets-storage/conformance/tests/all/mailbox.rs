//! The box of the newest mails, in every bundled store.

use widgets_core::clock::Timestamp;
use widgets_core::stores::{KeptMail, MailboxStore, Sealed};
use widgets_storage::{MemoryStores, SqlStores, SqliteDriver};

use crate::explained::explained;
use crate::folder::Folder;
use crate::postgres::server::Schema;

fn mail(id: &str, at: i64) -> KeptMail {
    KeptMail::new(
        id.to_owned(),
        Timestamp::from_micros(at),
        format!("what {id} says at {at}").into_bytes(),
    )
}

async fn ids(store: &impl MailboxStore, limit: u32) -> Vec<String> {
    let mails = store.newest_mails(limit).await.unwrap();
    mails.into_iter().map(|mail| mail.id).collect()
}

async fn the_newest_mails_are_kept(store: impl MailboxStore) {
    assert_eq!(ids(&store, 9).await, [""; 0]);
    assert_eq!(store.find_mail("a").await.unwrap(), None);
    for id in ["a", "b", "c"] {
        store.keep_mail(mail(id, 1), 3).await.unwrap();
    }
    assert_eq!(ids(&store, 9).await, ["c", "b", "a"]);
    assert_eq!(ids(&store, 2).await, ["c", "b"]);
    store.keep_mail(mail("d", 2), 3).await.unwrap();
    assert_eq!(ids(&store, 9).await, ["d", "c", "b"]);
    assert_eq!(store.find_mail("a").await.unwrap(), None, "it was let go");
    // The same mail sent again stands once, as the newest.
    store.keep_mail(mail("c", 3), 3).await.unwrap();
    assert_eq!(ids(&store, 9).await[..2], ["c", "d"]);
    assert_eq!(store.find_mail("c").await.unwrap(), Some(mail("c", 3)));
    mails_are_sealed_anew_where_they_stand(store).await;
}

/// Over what was kept last: `c`, `d` and one before them.
async fn mails_are_sealed_anew_where_they_stand(store: impl MailboxStore) {
    let before = ids(&store, 9).await;
    let old = |mail: KeptMail| Sealed::new(mail.id, mail.sealed);
    let mut anew = mail("d", 2);
    anew.sealed = b"anew".to_vec();
    let changed = old(mail("d", 1));
    assert!(!store.reseal_mail(&changed, vec![7]).await.unwrap());
    let gone = old(mail("a", 1));
    assert!(!store.reseal_mail(&gone, vec![7]).await.unwrap());
    let read = old(mail("d", 2));
    assert!(store.reseal_mail(&read, anew.sealed.clone()).await.unwrap());
    assert!(!store.reseal_mail(&read, vec![7]).await.unwrap());
    assert_eq!(store.find_mail("d").await.unwrap(), Some(anew));
    assert_eq!(store.find_mail("c").await.unwrap(), Some(mail("c", 3)));
    assert_eq!(ids(&store, 9).await, before, "in the same order");
}

#[tokio::test]
async fn the_newest_mails_are_kept_in_memory() {
    the_newest_mails_are_kept(MemoryStores::new()).await;
}

#[tokio::test]
async fn the_newest_mails_are_kept_in_sqlite() {
    let folder = Folder::new();
    drop(SqlStores::sqlite_file(folder.file()).await.unwrap());
    let driver = SqliteDriver::open(&folder.file()).await.unwrap();
    the_newest_mails_are_kept(SqlStores::over(explained(driver))).await;
}

#[tokio::test]
async fn the_newest_mails_are_kept_in_postgres() {
    let schema = Schema::create().await;
    let stores = SqlStores::postgres(schema.pool().await);
    stores.migrate().await.unwrap();
    the_newest_mails_are_kept(stores).await;
}
