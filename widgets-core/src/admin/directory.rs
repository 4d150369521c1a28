//! Looking users up.

use super::{ManageUsers, ManagementError};
use crate::stores::{
    Account, AccountPosition, AccountSearch, FoundAccountPosition, ListedAccount, PageRequest,
    Paged,
};
use crate::types::{AccountId, Email};

impl ListedAccount {
    /// What to call the user: the name in the profile, or else the email address, or else the account's
    /// id.
    #[must_use]
    pub fn display_name(&self) -> String {
        let called = self.names.called();
        if called.is_empty() {
            return self.account.address().to_owned();
        }
        called
    }
}

impl ManageUsers<'_> {
    /// Finds an account by its email address, including disabled ones.
    ///
    /// # Errors
    ///
    /// [`ManagementError::Email`] if the address is invalid; or an outage.
    pub async fn find(&self, email: &str) -> Result<Option<Account>, ManagementError> {
        let email = Email::parse(email)?;
        let accounts = self.management.accounts();
        Ok(accounts.find_account_by_email(email.key()).await?)
    }

    /// Finds an account by its id, including disabled ones.
    ///
    /// # Errors
    ///
    /// An outage.
    pub async fn find_by_id(
        &self,
        account: &AccountId,
    ) -> Result<Option<Account>, ManagementError> {
        Ok(self.management.accounts().find_account(account).await?)
    }

    /// A page of all accounts, including disabled ones, the latest first. Names are those of the
    /// account store: a host with a profile store of its own has them there.
    ///
    /// # Errors
    ///
    /// An outage.
    pub async fn list(
        &self,
        page: &PageRequest<AccountPosition>,
    ) -> Result<Paged<ListedAccount, AccountPosition>, ManagementError> {
        Ok(self.management.accounts().list_accounts(page).await?)
    }

    /// A page of the accounts whose email address, or whose name, begins as searched for, whatever
    /// the case of letters; including disabled ones, and in that order. Whatever was typed may be searched
    /// for: nobody is found by a text with U+0000.
    ///
    /// # Errors
    ///
    /// An outage.
    pub async fn search(
        &self,
        search: &AccountSearch,
        page: &PageRequest<FoundAccountPosition>,
    ) -> Result<Paged<ListedAccount, FoundAccountPosition>, ManagementError> {
        let key = page.after.as_ref().map_or("", |after| after.key.as_str());
        if [search.typed(), key].iter().any(|text| text.contains('\0')) {
            return Ok(Paged::empty());
        }
        let accounts = self.management.accounts();
        Ok(accounts.search_accounts(search, page).await?)
    }
}
