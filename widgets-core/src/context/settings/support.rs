//! What the host's support can do for people who lost their second factors.

use schemars::JsonSchema;
use serde::Serialize;

use crate::i18n::Languages;

/// What people are told at the second step of signing in who have none of their second factors any more:
/// a sentence or two in the host's words, and perhaps a link.
///
/// ```
/// use widgets_core::Support;
///
/// let support = Support::new("Lost your phone? Our desk can reset this step within a day.")
///     .in_language("de", "Telefon verloren? Unser Team kann diesen Schritt innerhalb eines Tages zurücksetzen.")
///     .link("/help/lost-phone");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct Support {
    text: String,
    others: Vec<(String, String)>,
    link: Option<String>,
}

/// The same for one reader.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "Support")]
pub(crate) struct ToldSupport {
    /// The host's words.
    pub(crate) text: String,
    /// Where there is more.
    pub(crate) link: Option<String>,
}

impl Support {
    /// The longest text, in characters.
    pub const LONGEST: usize = 400;

    /// The text for readers of every language that has none of its own: plain text of 1 to
    /// [`Self::LONGEST`] characters.
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            others: Vec::new(),
            link: None,
        }
    }

    /// The text in another language of the pages, by its tag.
    pub fn in_language(mut self, tag: impl Into<String>, text: impl Into<String>) -> Self {
        self.others.push((tag.into(), text.into()));
        self
    }

    /// Where there is more: a path of the host such as `/help`, an `https:` URL, or a `mailto:` address.
    pub fn link(mut self, link: impl Into<String>) -> Self {
        self.link = Some(link.into());
        self
    }

    pub(crate) fn told(&self, language: &str) -> ToldSupport {
        let own = self.others.iter().find(|(tag, _)| tag == language);
        ToldSupport {
            text: own.map_or(&self.text, |(_, text)| text).clone(),
            link: self.link.clone(),
        }
    }

    /// Invalid settings, each as a sentence telling the host what to change.
    pub(crate) fn problems(&self, languages: Option<&Languages>) -> Vec<String> {
        let texts = self.others.iter().map(|(_, text)| text);
        let fits = |text: &String| {
            let length = text.trim().chars().count();
            (1..=Self::LONGEST).contains(&length)
        };
        let mut problems = Vec::new();
        if !texts.chain([&self.text]).all(fits) {
            problems.push("support: each text has 1 to 400 characters".to_owned());
        }
        let tags = self.others.iter().map(|(tag, _)| tag);
        let unknown = tags.filter(|tag| languages.is_some_and(|own| !own.speak(tag)));
        problems.extend(unknown.map(|tag| {
            format!("support: {tag:?} is no language of the pages: add it, or drop the text")
        }));
        let link = self.link.as_deref().unwrap_or("/");
        let path = link.starts_with('/') && !link.starts_with("//") && !link.contains('\\');
        let mut schemes = ["https://", "http://", "mailto:"].iter();
        if !path && !schemes.any(|scheme| link.starts_with(scheme)) {
            problems.push(format!(
                "support: {link:?} is no link; use a path such as /help, or what begins with https:// or \
                 mailto:"
            ));
        }
        problems
    }
}
