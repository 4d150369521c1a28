//! Connections that were lent for a call, and what becomes of them when the call is given up.
//!
//! A call is given up by dropping its future: its time is over, or the browser went away. What it
//! had begun goes on at the server, though, and whoever got the connection next would wait behind
//! it. `tokio-postgres` already sends a ROLLBACK when a transaction is dropped; this waits for the
//! answer before the pool gets the connection back, and throws away a connection that gives none.

use std::time::Duration;

use deadpool_postgres::{Client, Object};
use tokio::runtime::Handle;
use tokio::time::timeout;
use tokio_postgres::NoTls;

/// How long a call that was given up may take to end at the server.
const PATIENCE: Duration = Duration::from_secs(1);

/// A connection lent for one call.
#[derive(Default)]
pub(crate) struct Lent(Option<Client>);

impl Lent {
    pub(crate) fn hold(&mut self, client: Client) -> &mut Client {
        self.0.insert(client)
    }

    /// The call is answered: whatever the answer is, nothing is under way.
    pub(crate) fn give_back(mut self) {
        drop(self.0.take());
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        let Some(client) = self.0.take() else { return };
        match Handle::try_current() {
            Ok(runtime) => drop(runtime.spawn(settle(client))),
            // Without a runtime there is no connection either.
            Err(_) => drop(Object::take(client)),
        }
    }
}

/// Waits until all that was sent is answered, the rollback last; what is still under way then is
/// cancelled at the server, and the connection is closed instead of going back.
async fn settle(client: Client) {
    if let Ok(Ok(())) = timeout(PATIENCE, client.check_connection()).await {
        return;
    }
    let cancelling = client.cancel_token();
    let _ = timeout(PATIENCE, cancelling.cancel_query(NoTls)).await;
    drop(Object::take(client));
}
