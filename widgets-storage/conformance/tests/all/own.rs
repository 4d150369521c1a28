//! Writes of a host's own in the same database.

use widgets_core::id::{EventId, OutboxId};
use widgets_core::stores::{Change, Event, OutboxRow, StoreError};
use widgets_storage::{Plan, Row, SqlStores, Value, args};

use crate::folder::Folder;
use crate::people::{NOW, silently};
use crate::postgres::server::Schema;

const TABLE: &str = "CREATE TABLE cups (id BIGINT NOT NULL PRIMARY KEY, tea TEXT NOT NULL)";
const ADD: &str = "INSERT INTO cups (id, tea) VALUES ($1, $2) RETURNING tea";
const ADD_AGAIN: &str = "INSERT INTO cups (id, tea) VALUES (1, 'black')";
const REMOVE_BOTH: &str = "DELETE FROM cups WHERE id < 3";
const ALL: &str = "SELECT id, tea FROM cups ORDER BY id";
const APPENDED: &str = "SELECT id FROM wg_audit_events UNION ALL SELECT id FROM wg_outbox \
     ORDER BY id";

/// A change with an event and a row of the outbox.
fn change(name: &str) -> Change {
    let mut change = silently();
    change.events.push(Event::new(
        EventId::parse(format!("evt_{name}")).unwrap(),
        NOW,
        change.stamp.actor.clone(),
        "cup.added",
        change.stamp.request.clone(),
    ));
    change.outbox.push(OutboxRow::new(
        OutboxId::parse(format!("out_{name}")).unwrap(),
        "event",
        vec![1],
        NOW,
    ));
    change
}

async fn found(stores: &SqlStores, sql: &'static str) -> Vec<Vec<Value>> {
    let rows = stores.read(sql, &[]).await.unwrap();
    rows.into_iter().map(Row::rest).collect()
}

async fn own_statements_and_their_change_are_one_write(stores: SqlStores) {
    let table = Plan::new().any(TABLE, []);
    stores.write(table, ()).await.unwrap();

    let both = Plan::appending(change("a"))
        .one(ADD, args![1, "black"])
        .answer(ADD, args![2, "green"]);
    let teas: Vec<String> = stores.write_returning(both).await.unwrap();
    assert_eq!(teas, ["green"], "the row of the statement that answers");
    let text = |text: &str| vec![Value::Text(text.to_owned())];
    let appended = [text("evt_a"), text("out_a")];
    assert_eq!(found(&stores, APPENDED).await, appended);

    // A number of rows that is not met, and a unique index: neither leaves anything.
    for refusing in [REMOVE_BOTH, ADD_AGAIN] {
        let plan = Plan::appending(change("b"))
            .any(ADD, args![4, "white"])
            .one_or(refusing, [], "refused");
        assert_eq!(stores.write(plan, "done").await.unwrap(), "refused");
        let plan = Plan::appending(change("b"))
            .any(ADD, args![4, "white"])
            .one(refusing, []);
        let unexplained = stores.write(plan, ()).await;
        assert!(matches!(unexplained, Err(StoreError::Unavailable(_))));
    }
    assert_eq!(found(&stores, ALL).await.len(), 2);
    assert_eq!(found(&stores, APPENDED).await, appended);

    // A change that was appended already is a mistake beside statements, and none alone.
    let twice = Plan::appending(change("a")).any(ADD, args![5, "white"]);
    let twice = stores.write(twice, ()).await;
    assert!(matches!(twice, Err(StoreError::Unavailable(_))));
    assert_eq!(found(&stores, ALL).await.len(), 2);
    for _ in 0..2 {
        stores.append(change("c")).await.unwrap();
    }
    stores.append(silently()).await.unwrap();
    stores.write(Plan::new(), ()).await.unwrap();
    assert_eq!(found(&stores, APPENDED).await.len(), 4);
    let none = Plan::new().answer("DELETE FROM cups WHERE id > $1", args![0]);
    assert_eq!(stores.write_counting(none).await.unwrap(), 2);
}

#[tokio::test]
async fn own_statements_and_their_change_are_one_write_in_sqlite() {
    let folder = Folder::new();
    let stores = SqlStores::sqlite_file(folder.file()).await.unwrap();
    own_statements_and_their_change_are_one_write(stores).await;
}

#[tokio::test]
async fn own_statements_and_their_change_are_one_write_in_postgres() {
    let schema = Schema::create().await;
    let stores = SqlStores::postgres(schema.pool().await);
    stores.migrate().await.unwrap();
    own_statements_and_their_change_are_one_write(stores).await;
}
