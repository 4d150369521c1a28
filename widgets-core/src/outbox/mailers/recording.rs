//! A mailer for tests.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;

use crate::context::ports::mailer::{Mail, MailFailure, Mailer};

/// Records mails in memory instead of sending them, for the host's tests. Clones share the
/// recording.
#[derive(Clone, Default, derive_more::Debug)]
#[debug("RecordingMailer({} mails)", self.kept().len())]
pub struct RecordingMailer(Arc<Mutex<Vec<Mail>>>);

impl RecordingMailer {
    /// An empty recording.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// All mails so far, oldest first.
    #[must_use]
    pub fn mails(&self) -> Vec<Mail> {
        self.kept().clone()
    }

    fn kept(&self) -> MutexGuard<'_, Vec<Mail>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Mailer for RecordingMailer {
    async fn send(&self, mail: &Mail) -> Result<(), MailFailure> {
        self.kept().push(mail.clone());
        Ok(())
    }
}
