//! What a host decides about languages.

use super::{Widgets, WidgetsBuilder};
use crate::i18n::Messages;
use crate::types::locale::Locale;

impl Widgets {
    /// The messages of the default language, by the default clock: for what no request asks for.
    #[must_use]
    pub fn messages(&self) -> Messages {
        self.app.messages()
    }

    /// The languages people can choose from, each with its name in itself.
    pub fn locales(&self) -> impl Iterator<Item = (&Locale, String)> {
        self.app.locales()
    }
}

impl WidgetsBuilder {
    /// A language of the host's own, or another translation of one of ours: its tag, and its
    /// messages in the language of [Fluent](https://projectfluent.org). They must be complete;
    /// [`Messages::source`] gives ours to translate.
    pub fn locale(mut self, tag: impl Into<String>, messages: impl Into<String>) -> Self {
        self.languages.locales.push((tag.into(), messages.into()));
        self
    }

    /// One message, or one term, in other words, in one language:
    /// `.wording("en", "sign-in-title", "Come in to { $name }")`. It may use what the message is
    /// given, and no more.
    ///
    /// The same renames organizations, in every message at once: they all say the term
    /// `-organization`. Give it in each language people read, with every form the language's file
    /// has (see [`Messages::source`]) and, where the file has one, its gender: `masculine`,
    /// `feminine` or `neuter`.
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

    /// The language of whoever asks for none that is there. English, unless this says otherwise.
    pub fn default_locale(mut self, tag: impl Into<String>) -> Self {
        self.languages.default = Some(tag.into());
        self
    }

    /// The clock of whoever did not choose one, such as `Europe/Berlin`. UTC, unless this says
    /// otherwise.
    pub fn default_time_zone(mut self, name: impl Into<String>) -> Self {
        self.languages.zone = Some(name.into());
        self
    }

    /// Adds a language for tests and pictures, `en-XA`: English in accents, longer, and every
    /// message between brackets, so that text which is no message stands out. Nobody can choose it
    /// but by asking for it in a header or cookie.
    pub fn pseudo_locale(mut self) -> Self {
        self.languages.pseudo = true;
        self
    }
}
