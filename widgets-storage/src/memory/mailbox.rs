//! The mails of the development mailbox.

use async_trait::async_trait;
use widgets_core::stores::{KeptMail, MailboxStore, Sealed, StoreResult};

use super::MemoryStores;

#[async_trait]
impl MailboxStore for MemoryStores {
    async fn keep_mail(&self, mail: KeptMail, most: u32) -> StoreResult<()> {
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        let mailbox = &mut self.state().mailbox;
        mailbox.retain(|own| own.id != mail.id);
        mailbox.push(mail);
        let old = mailbox.len().saturating_sub(most);
        mailbox.drain(..old);
        Ok(())
    }

    async fn newest_mails(&self, limit: u32) -> StoreResult<Vec<KeptMail>> {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let state = self.state();
        Ok(state.mailbox.iter().rev().take(limit).cloned().collect())
    }

    async fn reseal_mail(&self, old: &Sealed<String>, new: Vec<u8>) -> StoreResult<bool> {
        let mut state = self.state();
        let mut mails = state.mailbox.iter_mut();
        let mail = mails.find(|own| own.id == old.id && own.sealed == old.sealed);
        Ok(mail.map(|own| own.sealed = new).is_some())
    }

    async fn find_mail(&self, id: &str) -> StoreResult<Option<KeptMail>> {
        let state = self.state();
        Ok(state.mailbox.iter().find(|own| own.id == id).cloned())
    }
}
