//! Users and their accounts.

use std::time::Duration;

use zeroize::Zeroizing;

use super::{Management, ManagementError};
use crate::context::events;
use crate::context::{EventKind, NewEvent};
use crate::crypto::{Asker, NewPassword, PasswordContext, PasswordHash, Token};
use crate::stores::{
    AccountStatus, Change, CreateOutcome, LinkOutcome, Names, NewAccount, NewLink, Preferences,
    Profile, ReplaceOutcome, ReplaceReason, SaveOutcome, StatusOutcome,
};
use crate::types::records::records;
use crate::types::{AccountId, Email, Name, Timestamp};

/// Initial means to sign in.
#[derive(derive_more::Debug)]
#[non_exhaustive]
pub enum Secret {
    /// A plain-text password. The host's policy applies.
    #[debug("Secret(..)")]
    Password(Zeroizing<String>),
    /// A hash imported from another system, of a kind listed at [`PasswordHash`]. A weak one is
    /// replaced at the first sign-in.
    #[debug("Secret(..)")]
    Hash(String),
    /// None: a one-time link opens the first session.
    #[debug("Secret(..)")]
    None,
}

impl Secret {
    /// A plain-text password.
    pub fn password(text: impl Into<String>) -> Self {
        Self::Password(Zeroizing::new(text.into()))
    }
}

records! {
    /// A user to create.
    #[derive(Debug)]
    pub struct UserToCreate {
        /// Email address.
        pub email: String as impl Into<String>,
        /// Whether the host has verified the address. Passwords only work once the address is verified.
        pub verified: bool = false,
        /// Display name, parsed by [`Name::parse`]; may be empty.
        pub display_name: String as impl Into<String> = String::new(),
        /// Initial means to sign in.
        pub secret: Secret = Secret::None,
        /// When the password behind an imported hash was set; `None` if that is not known.
        pub password_set_at: Option<Timestamp> = None,
    }
}

/// A one-time sign-in link. Its bearer is signed in as the user.
#[derive(derive_more::Debug)]
#[debug("SignInUrl(..)")]
pub struct SignInUrl(Zeroizing<String>);

impl SignInUrl {
    /// The URL, to be given to the user only.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

/// Management of users.
#[derive(Debug, Clone, Copy)]
pub struct ManageUsers<'a> {
    pub(super) management: &'a Management,
}

impl ManageUsers<'_> {
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
        let (password, set_at) = match user.secret {
            Secret::Password(typed) => {
                let context = PasswordContext::new(app.name())
                    .email(&email)
                    .own_text(display_name.as_str());
                let password = self.judged(&context, &typed).await?;
                let hash = app.password_hashes().hash(&password, Asker::Known).await?;
                (Some(hash), Some(app.now()))
            }
            Secret::Hash(text) => {
                let hash = PasswordHash::parse(&text).ok_or(ManagementError::UnknownHash)?;
                (Some(hash), user.password_set_at)
            }
            Secret::None => (None, None),
        };
        let change = self.happened(events::ACCOUNT_CREATED, id)?;
        let account = NewAccount::new(id.clone(), email)
            .verified(user.verified)
            .password(password)
            .password_set_at(set_at);
        let creating = self.management.accounts().create_account(account, change);
        if creating.await? == CreateOutcome::Taken {
            return Err(ManagementError::Taken);
        }
        if !display_name.is_empty() {
            let names = Names::default().display_name(display_name);
            let change = self.happened(events::PROFILE_NAMES_CHANGED, id)?;
            // If another system manages the names, it has this one already.
            let profiles = self.management.profiles();
            profiles.save_names(id, names, change).await?;
        }
        Ok(())
    }

    /// A password that may be set.
    async fn judged(
        &self,
        context: &PasswordContext<'_>,
        typed: &str,
    ) -> Result<NewPassword, ManagementError> {
        let judged = self.management.app.judge_password(context, typed).await;
        if let Some(reason) = judged.unchecked {
            tracing::warn!(
                reason,
                "a new password was not looked up among breached ones"
            );
            let unchecked = NewEvent::new(events::PASSWORD_UNCHECKED).detail("reason", reason);
            let change = self.management.change(unchecked)?;
            self.management.accounts().record(change).await?;
        }
        judged.verdict.map_err(ManagementError::Password)
    }

    /// The profile of an account: names, language, time zone. Empty if none was saved.
    ///
    /// # Errors
    ///
    /// An outage.
    pub async fn profile(&self, account: &AccountId) -> Result<Profile, ManagementError> {
        let profiles = self.management.profiles();
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
        let saving = self
            .management
            .profiles()
            .save_names(account, names, change);
        saved(saving.await?)
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
        let profiles = self.management.profiles();
        let saving = profiles.save_preferences(account, preferences, change);
        saved(saving.await?)
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

    /// Demands that the user replaces the password: after signing in, and in sessions that are open, they
    /// do so before anything else. Whoever knows the old password can do it too, so end the sessions and
    /// mails of one that is abused by other means, such as [`disable`](Self::disable).
    ///
    /// # Errors
    ///
    /// [`ManagementError::Missing`] if there is no such account; [`ManagementError::NoPassword`] if it
    /// has no password; or an outage.
    pub async fn require_new_password(
        &self,
        account: &AccountId,
        reason: ReplaceReason,
    ) -> Result<(), ManagementError> {
        let new_event = NewEvent::new(events::PASSWORD_REPLACEMENT_DEMANDED)
            .account(account)
            .detail("reason", reason.as_str());
        let change = self.management.change(new_event)?;
        let accounts = self.management.accounts();
        match accounts
            .demand_new_password(account, reason, change)
            .await?
        {
            ReplaceOutcome::Demanded => Ok(()),
            ReplaceOutcome::NoPassword => Err(ManagementError::NoPassword),
            ReplaceOutcome::Missing => Err(ManagementError::Missing),
        }
    }

    /// Ends all sessions of an account and returns how many.
    ///
    /// # Errors
    ///
    /// An outage.
    pub async fn end_sessions(&self, account: &AccountId) -> Result<u64, ManagementError> {
        let change = self.happened(events::SESSION_ALL_ENDED, account)?;
        let accounts = self.management.accounts();
        Ok(accounts.end_sessions(account, None, change).await?)
    }

    /// Ends all sessions of all users, and voids all links and codes of accounts. For use when keys or tokens
    /// may have leaked. Takes a moment, however many there are. Invitations and sign-ups under way belong to
    /// no account yet and stay; revoke invitations with
    /// [`revoke_invitation`](Self::revoke_invitation).
    ///
    /// # Errors
    ///
    /// An outage.
    pub async fn end_everybodys_sessions(&self) -> Result<(), ManagementError> {
        let ended = NewEvent::new(events::SESSION_EVERYBODYS_ENDED);
        let change = self.management.change(ended)?;
        Ok(self.management.accounts().end_all_sessions(change).await?)
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
        const LONGEST: Duration = Duration::from_hours(30 * 24);
        if lifetime.as_secs() == 0 || lifetime > LONGEST {
            return Err(ManagementError::Lifetime);
        }
        let token = Token::mint()?;
        let expires_at = self.management.app.now().plus(lifetime);
        let link = NewLink::new(account.clone(), token.hash(), expires_at);
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
        let issued = self.management.accounts().issue_link(link, change).await?;
        if issued == LinkOutcome::Missing {
            return Err(ManagementError::Missing);
        }
        let base = self
            .management
            .app
            .public_url()
            .as_str()
            .trim_end_matches('/');
        let url = format!("{base}/sign-in/link/{}", token.reveal());
        Ok(SignInUrl(Zeroizing::new(url)))
    }

    async fn switch(
        &self,
        account: &AccountId,
        status: AccountStatus,
        kind: EventKind,
    ) -> Result<(), ManagementError> {
        let change = self.happened(kind, account)?;
        let accounts = self.management.accounts();
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
