//! Turns of strangers to have a password hashed.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use tokio::sync::{AcquireError, OwnedSemaphorePermit, Semaphore};

/// Who is at the front, among all strangers and among those of one network, so that a network with many of
/// them waits behind itself: anybody else waits behind a few of each network.
#[derive(Debug, Clone)]
pub(super) struct Turns {
    at_once: usize,
    all: Arc<Semaphore>,
    networks: Arc<Mutex<Networks>>,
}

/// Those in which somebody waits or has a turn.
type Networks = HashMap<Option<IpAddr>, Weak<Semaphore>>;

/// Ends when it is dropped.
#[derive(Debug)]
pub(super) struct Turn {
    _of_network: OwnedSemaphorePermit,
    _of_all: OwnedSemaphorePermit,
}

impl Turns {
    pub(super) fn new(at_once: usize) -> Self {
        Self {
            at_once,
            all: Arc::new(Semaphore::new(at_once)),
            networks: Arc::default(),
        }
    }

    /// A turn of somebody of that network.
    pub(super) async fn of(&self, network: Option<IpAddr>) -> Result<Turn, AcquireError> {
        let of_network = self.queue(network).acquire_owned().await?;
        let of_all = Arc::clone(&self.all).acquire_owned().await?;
        Ok(Turn {
            _of_network: of_network,
            _of_all: of_all,
        })
    }

    fn queue(&self, network: Option<IpAddr>) -> Arc<Semaphore> {
        let networks = self.networks.lock();
        let mut networks = networks.unwrap_or_else(PoisonError::into_inner);
        if let Some(own) = networks.get(&network).and_then(Weak::upgrade) {
            return own;
        }
        networks.retain(|_, own| own.strong_count() > 0);
        let own = Arc::new(Semaphore::new(self.at_once));
        networks.insert(network, Arc::downgrade(&own));
        own
    }
}
