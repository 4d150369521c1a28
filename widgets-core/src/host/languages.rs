//! Configuration of languages.

use super::{Widgets, WidgetsBuilder};
use crate::context::ports::identity::IdentityRequest;
use crate::i18n::Messages;
use crate::types::Locale;

impl Widgets {
    /// Messages in the default language and time zone, for use outside of requests.
    #[must_use]
    pub fn messages(&self) -> Messages {
        self.app.messages()
    }

    /// The languages users can choose, each with its native name.
    pub fn locales(&self) -> impl Iterator<Item = (&Locale, &str)> {
        self.app.locales()
    }
}

impl WidgetsBuilder {
    /// Lets the host choose the language of each request, such as from its own session or from a part of
    /// the path: a tag as in `Accept-Language`. What it chooses goes before the setting of the user and the
    /// switch on signed-out pages, which is then not shown. With `None`, or a tag of no language that is
    /// there, the language is found as usual. Called for every request, so it must not block.
    ///
    /// ```
    /// # use widgets_core::WidgetsBuilder;
    /// /// What a middleware of the host attached.
    /// #[derive(Clone)]
    /// struct Language(String);
    ///
    /// fn spoken(builder: WidgetsBuilder) -> WidgetsBuilder {
    ///     builder.locale_from(|request| Some(request.extensions.get::<Language>()?.0.clone()))
    /// }
    /// ```
    pub fn locale_from(
        mut self,
        choose: impl Fn(&IdentityRequest<'_>) -> Option<String> + Send + Sync + 'static,
    ) -> Self {
        self.locale_from = Some(Box::new(choose));
        self
    }

    /// Adds a language, or replaces a bundled one: its tag and its messages as
    /// [Fluent](https://projectfluent.org). They must be complete; [`Messages::source`] returns the
    /// bundled ones to translate.
    pub fn locale(mut self, tag: impl Into<String>, messages: impl Into<String>) -> Self {
        self.languages.locales.push((tag.into(), messages.into()));
        self
    }

    /// Replaces a single message or term in one language: `.wording("en", "sign-in-title", "Come in
    /// to { $name }")`. The text may use only the variables that the message is given.
    ///
    /// To rename organizations in every message at once, replace the term `-organization` in each
    /// language users read, with every form that the language's file has (see [`Messages::source`])
    /// and, if the file has one, its gender: `masculine`, `feminine` or `neuter`.
    ///
    /// ```
    /// # use widgets_core::WidgetsBuilder;
    /// fn teams(builder: WidgetsBuilder) -> WidgetsBuilder {
    ///     builder
    ///         .wording("en", "-organization", "{ $number ->
    ///            *[one] { $case ->
    ///                *[plain] team
    ///                 [capital] Team
    ///                 [article] a team
    ///             }
    ///             [other] { $case ->
    ///                *[plain] teams
    ///                 [capital] Teams
    ///             }
    ///         }")
    ///         .wording("de", "-organization", "{ $number ->
    ///            *[one] { $case ->
    ///                *[nominative] Verband
    ///                 [accusative] Verband
    ///                 [dative] Verband
    ///                 [genitive] Verbands
    ///             }
    ///             [other] { $case ->
    ///                *[nominative] Verbände
    ///                 [accusative] Verbände
    ///                 [dative] Verbänden
    ///                 [genitive] Verbände
    ///             }
    ///         }
    ///         .gender = masculine")
    ///         .wording("ar", "-organization", "{ $number ->
    ///            *[one] { $case ->
    ///                *[indefinite] شركة
    ///                 [definite] الشركة
    ///                 [your] شركتك
    ///             }
    ///             [two] { $case ->
    ///                *[indefinite] شركتين
    ///                 [definite] الشركتين
    ///                 [your] شركتيك
    ///             }
    ///             [other] { $case ->
    ///                *[indefinite] شركات
    ///                 [definite] الشركات
    ///                 [your] شركاتك
    ///             }
    ///         }
    ///         .gender = feminine")
    /// }
    /// ```
    pub fn wording(
        mut self,
        tag: impl Into<String>,
        message: impl Into<String>,
        text: impl Into<String>,
    ) -> Self {
        let wording = (tag.into(), message.into(), text.into());
        self.languages.wordings.push(wording);
        self
    }

    /// Language for readers whose preferred languages are not available. Defaults to English.
    pub fn default_locale(mut self, tag: impl Into<String>) -> Self {
        self.languages.default = Some(tag.into());
        self
    }

    /// Time zone for users who have not chosen one, such as `Europe/Berlin`. Defaults to UTC.
    pub fn default_time_zone(mut self, name: impl Into<String>) -> Self {
        self.languages.zone = Some(name.into());
        self
    }

    /// Adds the pseudo-language `en-XA` for tests and screenshots: English with accents, longer,
    /// and with brackets around every message, so that hard-coded text stands out. Not offered to
    /// users; requested by header or cookie only.
    pub fn pseudo_locale(mut self) -> Self {
        self.languages.pseudo = true;
        self
    }
}
