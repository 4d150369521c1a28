//! Users and their accounts.

use std::fmt;
use std::time::Duration;

use zeroize::Zeroizing;

use super::{Management, ManagementError};
use crate::context::events::{self, EventKind, NewEvent};
use crate::crypto::{NewPassword, PasswordContext, PasswordHash, Token};
use crate::stores::{
    Account, AccountStatus, Change, CreateOutcome, LinkOutcome, Names, NewAccount, NewLink,
    Preferences, Profile, SaveOutcome, StatusOutcome,
};
use crate::types::email::Email;
use crate::types::id::AccountId;
use crate::types::name::Name;
use crate::types::setters::setters;

/// Initial means to sign in.
#[non_exhaustive]
pub enum Secret {
    /// A plain-text password. The host's policy applies.
    Password(Zeroizing<String>),
    /// A hash imported from another system, of a kind listed at [`PasswordHash`]. A weak one is
    /// replaced at the first sign-in.
    Hash(String),
    /// None: a one-time link opens the first session.
    None,
}

impl Secret {
    /// A plain-text password.
    pub fn password(text: impl Into<String>) -> Self {
        Self::Password(Zeroizing::new(text.into()))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

/// A user to create.
#[derive(Debug)]
#[non_exhaustive]
pub struct UserToCreate {
    /// Email address.
    pub email: String,
    /// Whether the host has verified the address. Passwords only work once the address is verified.
    pub verified: bool,
    /// Display name, parsed by [`Name::parse`]; may be empty.
    pub display_name: String,
    /// Initial means to sign in.
    pub secret: Secret,
}

impl UserToCreate {
    /// A user with an unverified address, without a name and a means to sign in.
    #[must_use]
    pub fn new(email: impl Into<String>) -> Self {
        Self {
            email: email.into(),
            verified: false,
            display_name: String::new(),
            secret: Secret::None,
        }
    }

    setters! {
        /// Sets whether the host has verified the address.
        #[must_use]
        verified: bool;
        /// Sets the display name.
        #[must_use]
        display_name: impl Into<String> => display_name.into();
        /// Sets the initial means to sign in.
        #[must_use]
        secret: Secret;
    }
}

/// A one-time sign-in link. Its bearer is signed in as the user.
pub struct SignInUrl(Zeroizing<String>);

impl SignInUrl {
    /// The URL, to be given to the user only.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for SignInUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SignInUrl(..)")
    }
}

/// Management of users.
#[derive(Debug, Clone, Copy)]
pub struct ManageUsers<'a> {
    pub(super) management: &'a Management,
}

impl<'a> ManageUsers<'a> {
    pub(super) const fn new(management: &'a Management) -> Self {
        Self { management }
    }

    pub(super) const fn management(&self) -> &'a Management {
        self.management
    }

    /// Creates a user: the account, then the profile with its name.
    ///
    /// # Errors
    ///
    /// [`ManagementError::Taken`] if another account has the address;
    /// [`ManagementError::HostSignsIn`]; invalid input; or an outage.
    pub async fn create(&self, user: UserToCreate) -> Result<AccountId, ManagementError> {
        let id = AccountId::mint(self.management.app.now())?;
        self.create_as(&id, user).await?;
        Ok(id)
    }

    /// Creates a user under an id of the host's choice, such as that of its own user table, so that
    /// imported users keep their ids. Generated ids begin with `acc_`.
    ///
    /// # Errors
    ///
    /// [`ManagementError::Taken`] if another account has the address or the id; otherwise as
    /// [`ManageUsers::create`].
    pub async fn create_as(
        &self,
        id: &AccountId,
        user: UserToCreate,
    ) -> Result<(), ManagementError> {
        self.management.signs_people_in()?;
        let email = Email::parse(&user.email)?;
        let display_name = Name::parse(&user.display_name)?;
        let app = &self.management.app;
        let password = match user.secret {
            Secret::Password(typed) => {
                let context = PasswordContext::new(app.name())
                    .email(&email)
                    .own_text(display_name.as_str());
                let password = NewPassword::check(app.password_policy(), &context, &typed)
                    .map_err(ManagementError::Password)?;
                Some(app.password_hashes().hash(&password).await?)
            }
            Secret::Hash(text) => {
                Some(PasswordHash::parse(&text).ok_or(ManagementError::UnknownHash)?)
            }
            Secret::None => None,
        };
        let change = self.happened(events::ACCOUNT_CREATED, id)?;
        let account = NewAccount {
            id: id.clone(),
            email,
            verified: user.verified,
            password,
            terms: None,
        };
        let stores = self.management.app.stores();
        if stores.accounts.create_account(account, change).await? == CreateOutcome::Taken {
            return Err(ManagementError::Taken);
        }
        if !display_name.is_empty() {
            let names = Names {
                display_name,
                ..Names::default()
            };
            let change = self.happened(events::PROFILE_NAMES_CHANGED, id)?;
            // If another system manages the names, it has this one already.
            stores.profile.save_names(id, names, change).await?;
        }
        Ok(())
    }

    /// Finds an account by its email address, including disabled ones.
    ///
    /// # Errors
    ///
    /// [`ManagementError::Email`] if the address is invalid; or an outage.
    pub async fn find(&self, email: &str) -> Result<Option<Account>, ManagementError> {
        let email = Email::parse(email)?;
        Ok(self
            .management
            .app
            .stores()
            .accounts
            .find_account_by_email(email.key())
            .await?)
    }

    /// The profile of an account: names, language, time zone. Empty if none was saved.
    ///
    /// # Errors
    ///
    /// An outage.
    pub async fn profile(&self, account: &AccountId) -> Result<Profile, ManagementError> {
        let profiles = &self.management.app.stores().profile;
        Ok(profiles.find_profile(account).await?.unwrap_or_default())
    }

    /// Replaces all four names of an account.
    ///
    /// # Errors
    ///
    /// [`ManagementError::ManagedElsewhere`] if another system manages the names; or an outage.
    pub async fn set_names(
        &self,
        account: &AccountId,
        names: Names,
    ) -> Result<(), ManagementError> {
        let change = self.happened(events::PROFILE_NAMES_CHANGED, account)?;
        let profiles = &self.management.app.stores().profile;
        saved(profiles.save_names(account, names, change).await?)
    }

    /// Replaces language and time zone of an account.
    ///
    /// # Errors
    ///
    /// [`ManagementError::ManagedElsewhere`] if another system manages them; or an outage.
    pub async fn set_preferences(
        &self,
        account: &AccountId,
        preferences: Preferences,
    ) -> Result<(), ManagementError> {
        let change = self.happened(events::PROFILE_PREFERENCES_CHANGED, account)?;
        let profiles = &self.management.app.stores().profile;
        saved(
            profiles
                .save_preferences(account, preferences, change)
                .await?,
        )
    }

    /// Disables an account: ends its sessions and links at once and prevents sign-in.
    ///
    /// # Errors
    ///
    /// [`ManagementError::Missing`] if there is no such account; or an outage.
    pub async fn disable(&self, account: &AccountId) -> Result<(), ManagementError> {
        self.switch(account, AccountStatus::Disabled, events::ACCOUNT_DISABLED)
            .await
    }

    /// Enables a disabled account. Sessions and links ended by disabling stay ended.
    ///
    /// # Errors
    ///
    /// [`ManagementError::Missing`] if there is no such account; or an outage.
    pub async fn enable(&self, account: &AccountId) -> Result<(), ManagementError> {
        self.switch(account, AccountStatus::Active, events::ACCOUNT_ENABLED)
            .await
    }

    /// Ends all sessions of an account and returns how many.
    ///
    /// # Errors
    ///
    /// An outage.
    pub async fn end_sessions(&self, account: &AccountId) -> Result<u64, ManagementError> {
        let change = self.happened(events::SESSION_ALL_ENDED, account)?;
        Ok(self
            .management
            .app
            .stores()
            .accounts
            .end_sessions(account, None, change)
            .await?)
    }

    /// Ends all sessions of all users, voids all pending links and codes, and returns the number of
    /// sessions. For use when keys or tokens may have leaked.
    ///
    /// # Errors
    ///
    /// An outage.
    pub async fn end_everybodys_sessions(&self) -> Result<u64, ManagementError> {
        let change = self
            .management
            .change(NewEvent::new(events::SESSION_EVERYBODYS_ENDED))?;
        let accounts = &self.management.app.stores().accounts;
        Ok(accounts.end_all_sessions(change).await?)
    }

    /// Issues a one-time sign-in link, valid for `lifetime` (1 second to 30 days).
    ///
    /// # Errors
    ///
    /// [`ManagementError::Missing`] if there is no such active account;
    /// [`ManagementError::Lifetime`]; [`ManagementError::HostSignsIn`]; or an outage.
    pub async fn sign_in_link(
        &self,
        account: &AccountId,
        lifetime: Duration,
    ) -> Result<SignInUrl, ManagementError> {
        const LONGEST: Duration = Duration::from_secs(30 * 24 * 60 * 60);
        if lifetime.as_secs() == 0 || lifetime > LONGEST {
            return Err(ManagementError::Lifetime);
        }
        let app = &self.management.app;
        let token = Token::mint()?;
        let link = NewLink {
            account: account.clone(),
            token: token.hash(),
            expires_at: app.now().plus(lifetime),
            impersonation: None,
        };
        let change = self.happened(events::ACCOUNT_LINK_ISSUED, account)?;
        self.issue(link, &token, change).await
    }

    pub(super) async fn issue(
        &self,
        link: NewLink,
        token: &Token,
        change: Change,
    ) -> Result<SignInUrl, ManagementError> {
        self.management.signs_people_in()?;
        let app = &self.management.app;
        if app.stores().accounts.issue_link(link, change).await? == LinkOutcome::Missing {
            return Err(ManagementError::Missing);
        }
        let base = app.public_url().as_str().trim_end_matches('/');
        Ok(SignInUrl(Zeroizing::new(format!(
            "{base}/sign-in/link/{}",
            token.reveal()
        ))))
    }

    async fn switch(
        &self,
        account: &AccountId,
        status: AccountStatus,
        kind: EventKind,
    ) -> Result<(), ManagementError> {
        let change = self.happened(kind, account)?;
        let accounts = &self.management.app.stores().accounts;
        match accounts.set_account_status(account, status, change).await? {
            StatusOutcome::Switched | StatusOutcome::Unchanged => Ok(()),
            StatusOutcome::Missing => Err(ManagementError::Missing),
        }
    }

    pub(super) fn happened(
        &self,
        kind: EventKind,
        on: &AccountId,
    ) -> Result<Change, ManagementError> {
        self.management.change(NewEvent::new(kind).account(on))
    }
}

fn saved(saving: SaveOutcome) -> Result<(), ManagementError> {
    match saving {
        SaveOutcome::Saved => Ok(()),
        SaveOutcome::ManagedElsewhere => Err(ManagementError::ManagedElsewhere),
    }
}
