//! The signed-in user's profile, language and time zone.

use std::sync::Arc;

use crate::context::problem::Problem;
use crate::context::{RequestCtx, UserCtx};
use crate::stores::{Account, Profile};
use crate::types::Locale;

impl RequestCtx {
    /// The user's profile, read once per request; `None` if reading fails.
    async fn read_profile(&self) -> Option<Arc<Profile>> {
        let account = &self.user()?.account.id;
        let reading = self.state().profile.get_or_init(|| async {
            match self.stores().profile.find_profile(account).await {
                Ok(profile) => Some(Arc::new(profile.unwrap_or_default())),
                Err(error) => {
                    tracing::warn!(request = %self.request_id(), %error, "cannot read a profile");
                    None
                }
            }
        });
        reading.await.clone()
    }

    /// The user's profile for the frame around a page. Empty if reading fails: the page matters
    /// more.
    pub(crate) async fn profile_if_any(&self) -> Arc<Profile> {
        self.read_profile().await.unwrap_or_default()
    }

    /// What to call that user: the name in the profile, or else what the host calls the user, or else the
    /// email address, or else the account's id. Also one of the latter if reading fails: the page matters more than the name on it.
    pub(crate) async fn name_of(&self, account: &Account) -> String {
        let called = self.profile_if_any().await.names.called();
        if called.is_empty() {
            self.named_by_host().unwrap_or(account.address()).to_owned()
        } else {
            called
        }
    }

    /// Whether a time zone is known without the user's choice: the browser's, or one that the host
    /// has set.
    pub(crate) fn has_zone(&self) -> bool {
        self.state().cookies.zone.is_some() || self.app().messages().zone_name() != "UTC"
    }

    /// Name of the time zone that is used without the user's choice.
    pub(crate) fn automatic_zone_name(&self) -> String {
        let messages = self.app().messages();
        let zone = self.state().cookies.zone.as_ref();
        zone.map_or_else(|| messages.zone_name().to_owned(), ToString::to_string)
    }

    /// Applies the user's language and time zone.
    pub(crate) async fn in_own_words(self) -> Self {
        if self.user().is_none() {
            return self;
        }
        let own = &self.profile_if_any().await.preferences;
        let language = own.language.as_ref().map(Locale::as_str);
        let languages = self.app().languages();
        let messages = languages.messages(
            language,
            own.time_zone.as_ref(),
            &self.state().requested_languages,
        );
        self.saying(messages)
    }
}

impl UserCtx {
    /// What to call the user: the name in the profile, read once per request, or else what the host calls
    /// the user, or else the email address, or else the account's id.
    pub async fn display_name(&self) -> String {
        self.name_of(&self.admission().account).await
    }

    /// The user's names and preferences, read once per request; empty if nothing was ever saved.
    ///
    /// # Errors
    ///
    /// [`Problem::Fault`] if the profile store fails. An outage never gives an empty profile,
    /// because saving a form filled from it would erase the stored one.
    pub async fn profile(&self) -> Result<Arc<Profile>, Problem> {
        let profile = self.read_profile().await;
        profile.ok_or_else(|| Problem::unavailable("the profile could not be read"))
    }
}
