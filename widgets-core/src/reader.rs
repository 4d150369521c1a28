//! Who reads: their language and their clock.

use std::sync::Arc;

use crate::ctx::Visit;
use crate::stores::{LanguageTag, Profile};

impl Visit {
    /// The profile of whoever is signed in, read once a request. It is worth less than the page, so
    /// one that cannot be read counts as empty.
    pub(crate) async fn profile(&self) -> Arc<Profile> {
        let Some(admission) = self.user() else {
            return Arc::default();
        };
        let reading = self.state().profile.get_or_init(|| async {
            match self
                .stores()
                .profile
                .find_profile(&admission.account.id)
                .await
            {
                Ok(profile) => Arc::new(profile.unwrap_or_default()),
                Err(error) => {
                    tracing::warn!(request = %self.request_id(), %error, "a profile was not read");
                    Arc::default()
                }
            }
        });
        Arc::clone(reading.await)
    }

    /// The same visit in the language, and by the clock, that whoever is signed in chose.
    pub(crate) async fn in_own_words(self) -> Self {
        if self.user().is_none() {
            return self;
        }
        let own = &self.profile().await.preferences;
        let language = own.language.as_ref().map(LanguageTag::as_str);
        let languages = self.widgets().languages();
        let messages = languages.messages(language, own.time_zone.as_ref(), &self.state().wishes);
        self.saying(messages)
    }
}
