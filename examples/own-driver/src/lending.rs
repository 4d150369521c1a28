//! Connections that were lent for a call, and what becomes of them when the call is given up.
//!
//! A call is given up by dropping its future: its deadline has passed, or the browser closed the
//! connection. The server still runs what it had begun, though, and the next user of the connection
//! would wait for it, or find its transaction open. So it is rolled back, and the pool gets the
//! connection back once the rollback is answered; a connection that does not answer is closed.

use std::time::Duration;

use deadpool_postgres::{Client, Object};
use tokio::runtime::Handle;
use tokio::time::timeout;
use tokio_postgres::NoTls;
use widgets_storage::BoxError;

/// How long a call that was given up may take to end at the server.
const PATIENCE: Duration = Duration::from_secs(1);

/// A connection lent for one call.
pub(crate) struct Lent(Option<Client>);

impl Lent {
    pub(crate) fn new(client: Client) -> Self {
        Self(Some(client))
    }

    pub(crate) fn client(&self) -> Result<&Client, BoxError> {
        self.0.as_ref().ok_or_else(|| "the loan has ended".into())
    }

    /// The call is answered: whatever the answer is, nothing is under way.
    pub(crate) fn end(&mut self) {
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

/// Rolls back, and waits for the answer, which comes behind all others. What is still under way
/// then is cancelled at the server, and the connection is closed instead of going back.
async fn settle(client: Client) {
    if let Ok(Ok(())) = timeout(PATIENCE, client.batch_execute("ROLLBACK")).await {
        return;
    }
    let cancelling = client.cancel_token();
    let _ = timeout(PATIENCE, cancelling.cancel_query(NoTls)).await;
    drop(Object::take(client));
}
