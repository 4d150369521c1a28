//! Who reads: their profile, their language and their clock.

use std::sync::Arc;

use crate::context::problem::Problem;
use crate::context::{RequestCtx, UserCtx};
use crate::stores::Profile;
use crate::types::locale::Locale;

impl RequestCtx {
    /// The profile of whoever is signed in, read once a request, and none when it cannot be read.
    async fn read_profile(&self) -> Option<Arc<Profile>> {
        let account = &self.user()?.account.id;
        let reading = self.state().profile.get_or_init(|| async {
            match self.stores().profile.find_profile(account).await {
                Ok(profile) => Some(Arc::new(profile.unwrap_or_default())),
                Err(error) => {
                    tracing::warn!(request = %self.request_id(), %error, "a profile was not read");
                    None
                }
            }
        });
        reading.await.clone()
    }

    /// The same for what stands around a page. The page is worth more than that, so a profile that
    /// cannot be read counts as empty.
    pub(crate) async fn profile_if_any(&self) -> Arc<Profile> {
        self.read_profile().await.unwrap_or_default()
    }

    /// The same request context in the language, and by the clock, that whoever is signed in chose.
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
    /// How whoever asks appears, and the language and time zone they chose; read once a request,
    /// and empty when nothing was ever saved.
    ///
    /// # Errors
    ///
    /// [`Problem::Fault`] when the store of profiles does not answer: an outage never reads as
    /// empty, since saving a form that shows it would make it so.
    pub async fn profile(&self) -> Result<Arc<Profile>, Problem> {
        let profile = self.read_profile().await;
        profile.ok_or_else(|| Problem::unavailable("the profile was not read"))
    }
}
