//! Writes of a host's own in the same database.

use std::collections::BTreeMap;

use widgets_core::id::{EventId, OutboxId};
use widgets_core::stores::{Change, Event, OutboxRow, StoreError};
use widgets_storage::{Arg, Expect, Row, SqlStores, Statement, Value, Written};

use crate::folder::Folder;
use crate::people::{NOW, silently};
use crate::postgres::server::Schema;

const TABLE: &str = "CREATE TABLE cups (id BIGINT NOT NULL PRIMARY KEY, tea TEXT NOT NULL)";
const ADD: &str = "INSERT INTO cups (id, tea) VALUES ($1, $2) RETURNING tea";
const ALL: &str = "SELECT id, tea FROM cups ORDER BY id";
const APPENDED: &str = "SELECT id FROM wg_audit_events UNION ALL SELECT id FROM wg_outbox \
     ORDER BY id";

fn add(id: i64, expect: Expect) -> Statement<'static> {
    let args = vec![Arg::Int(id), Arg::Text("green")];
    Statement {
        sql: ADD,
        args,
        expect,
    }
}

/// A change with an event and a row of the outbox.
fn change(name: &str) -> Change {
    let mut change = silently();
    change.events.push(Event {
        id: EventId::parse(format!("evt_{name}")).unwrap(),
        at: NOW,
        actor: change.stamp.actor.clone(),
        action: "cup.added",
        account: None,
        organization: None,
        request: change.stamp.request.clone(),
        address: None,
        details: BTreeMap::new(),
    });
    change.outbox.push(OutboxRow {
        id: OutboxId::parse(format!("out_{name}")).unwrap(),
        topic: "event",
        payload: vec![1],
        due_at: NOW,
    });
    change
}

async fn found(stores: &SqlStores, sql: &'static str) -> Vec<Vec<Value>> {
    let rows = stores.read(sql, &[]).await.unwrap();
    rows.into_iter().map(Row::rest).collect()
}

async fn own_statements_and_their_change_are_one_write(stores: SqlStores) {
    let table = Statement {
        sql: TABLE,
        args: Vec::new(),
        expect: Expect::Any,
    };
    stores.write(&[table], None).await.unwrap();

    let both = [add(1, Expect::Exactly(1)), add(2, Expect::Any)];
    let Written::Done(rows) = stores.write(&both, change("a")).await.unwrap() else {
        panic!("nothing refuses");
    };
    assert_eq!(rows.len(), 2, "the rows of the change are not the host's");
    for rows in rows {
        assert_eq!(rows.affected, 1);
        let tea: Vec<_> = rows.rows.into_iter().flat_map(Row::rest).collect();
        assert_eq!(tea, [Value::Text("green".to_owned())]);
    }
    let text = |text: &str| vec![Value::Text(text.to_owned())];
    let appended = [text("evt_a"), text("out_a")];
    assert_eq!(found(&stores, APPENDED).await, appended);

    // A number of rows that is not met, and a unique index: neither leaves anything.
    for refused in [add(3, Expect::Exactly(2)), add(1, Expect::Any)] {
        let written = stores
            .write(&[add(4, Expect::Any), refused], change("b"))
            .await;
        assert!(matches!(written.unwrap(), Written::Refused { at: 1 }));
    }
    assert_eq!(found(&stores, ALL).await.len(), 2);
    assert_eq!(found(&stores, APPENDED).await, appended);

    // A change that was appended already is a mistake beside statements, and none alone.
    let twice = stores.write(&[add(5, Expect::Any)], change("a")).await;
    assert!(matches!(twice, Err(StoreError::Unavailable(_))));
    assert_eq!(found(&stores, ALL).await.len(), 2);
    for _ in 0..2 {
        let alone = stores.write(&[], change("c")).await.unwrap();
        assert!(matches!(alone, Written::Done(rows) if rows.is_empty()));
    }
    let nothing = stores.write(&[], silently()).await.unwrap();
    assert!(matches!(nothing, Written::Done(rows) if rows.is_empty()));
    assert_eq!(found(&stores, APPENDED).await.len(), 4);
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
