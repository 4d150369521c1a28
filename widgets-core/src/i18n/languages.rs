//! The languages of a host: shipped ones, the host's own, and its replaced messages, loaded once.

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

use fluent_syntax::ast::{Entry, Resource};
use fluent_syntax::serializer::serialize;
use http::{HeaderMap, HeaderValue};
use jiff::tz::TimeZone;

use super::check::{self, Catalogue};
use super::l10n::{L10n, L10nLanguage};
use super::moments::Said;
use super::words::Words;
use super::{Messages, pseudo, terms};
use crate::types::locale::{self, Direction, Locale};
use crate::types::time_zone::ZoneName;

/// The shipped English, which every language is compared with; parsed once. It was validated when
/// the crate was compiled. If it were unreadable, no language would load.
static ENGLISH: LazyLock<Resource<String>> = LazyLock::new(|| {
    let body = Vec::new();
    check::parse(L10n::En.source()).unwrap_or(Resource { body })
});

pub(crate) struct Language {
    locale: Locale,
    direction: Direction,
    header: HeaderValue,
    words: Words,
    said: Said,
}

impl Language {
    pub(crate) const fn locale(&self) -> &Locale {
        &self.locale
    }

    pub(crate) const fn direction(&self) -> Direction {
        self.direction
    }

    /// The tag, for `Content-Language`.
    pub(super) const fn header(&self) -> &HeaderValue {
        &self.header
    }

    pub(super) const fn words(&self) -> &Words {
        &self.words
    }

    pub(super) const fn said(&self) -> &Said {
        &self.said
    }
}

/// What a request says of its reader: languages, from the host, its cookie and `Accept-Language`, and the
/// time zone of the browser, from a cookie.
#[derive(Debug, Clone, Default)]
pub(crate) struct RequestedLanguages {
    /// The language that the host chose, before all others.
    host: Option<String>,
    cookie: Option<Locale>,
    accepted: Vec<String>,
    zone: Option<ZoneName>,
}

impl RequestedLanguages {
    pub(crate) fn read(headers: &HeaderMap, cookie: Option<Locale>) -> Self {
        Self {
            host: None,
            cookie,
            accepted: locale::accepted(headers),
            zone: None,
        }
    }

    /// With the time zone of the browser.
    pub(crate) fn in_zone(self, zone: Option<ZoneName>) -> Self {
        Self { zone, ..self }
    }

    /// With the language that the host chose for this request.
    pub(crate) fn chosen_by_host(self, host: Option<String>) -> Self {
        Self { host, ..self }
    }

    /// Whether the host chose the language.
    pub(crate) const fn is_chosen_by_host(&self) -> bool {
        self.host.is_some()
    }
}

/// All available languages, with the default language and time zone.
pub(crate) struct Languages {
    all: Vec<Arc<Language>>,
    default: Arc<Language>,
    zone: TimeZone,
}

impl Languages {
    /// Messages for one reader. Language: the host's choice, else `language` (the account's), else the
    /// cookie, else `Accept-Language`, else the default. Time zone: `zone`, else the browser's, else the default.
    pub(crate) fn messages(
        &self,
        language: Option<&str>,
        zone: Option<&ZoneName>,
        requested_languages: &RequestedLanguages,
    ) -> Messages {
        let own = requested_languages
            .host
            .as_deref()
            .into_iter()
            .chain(language)
            .chain(requested_languages.cookie.as_ref().map(Locale::as_str));
        let wanted = own.chain(requested_languages.accepted.iter().map(String::as_str));
        let language = locale::lookup(wanted, |tag| self.find(tag));
        Messages {
            language: Arc::clone(language.unwrap_or(&self.default)),
            zone: zone
                .or(requested_languages.zone.as_ref())
                .and_then(ZoneName::zone)
                .unwrap_or_else(|| self.zone.clone()),
        }
    }

    /// Messages in the default language and time zone.
    pub(crate) fn default_messages(&self) -> Messages {
        self.messages(None, None, &RequestedLanguages::default())
    }

    /// The languages users can choose, each with its native name, ordered by tag. Leaves out the
    /// pseudo-language.
    pub(crate) fn offered(&self) -> impl Iterator<Item = (&Locale, &str)> {
        let offered = self
            .all
            .iter()
            .filter(|own| own.locale.as_str() != pseudo::TAG);
        offered.map(|own| (&own.locale, own.words.language_name()))
    }

    /// Whether there is that language, or one that it is a kind of.
    pub(crate) fn speak(&self, tag: &str) -> bool {
        locale::lookup([tag], |tag| self.find(tag)).is_some()
    }

    fn find(&self, tag: &str) -> Option<&Arc<Language>> {
        self.all
            .iter()
            .find(|own| own.locale.as_str().eq_ignore_ascii_case(tag))
    }
}

/// The host's settings for languages.
#[derive(Debug, Default)]
pub(crate) struct LanguagesToBuild {
    pub(crate) locales: Vec<(String, String)>,
    pub(crate) wordings: Vec<(String, String, String)>,
    pub(crate) pseudo: bool,
    pub(crate) default: Option<String>,
    pub(crate) zone: Option<String>,
}

impl LanguagesToBuild {
    /// Loads all languages and appends problems; `None` if there are any.
    pub(crate) fn build(&self, problems: &mut Vec<String>) -> Option<Languages> {
        let before = problems.len();
        let mut drafts = self.drafts(problems);
        self.reword(&mut drafts, problems);
        let mut all = Vec::new();
        for draft in drafts {
            match draft.load() {
                Ok(language) => all.push(Arc::new(language)),
                Err(told) => problems.extend(told),
            }
        }
        all.sort_by(|a, b| a.locale.cmp(&b.locale));
        let default = self.default.as_deref().unwrap_or("en");
        let found = Locale::parse(default).and_then(|tag| all.iter().find(|own| own.locale == tag));
        let found = found.cloned();
        if found.is_none() && problems.len() == before {
            problems.push(format!(
                "default_locale: there is no language {default:?}: add it with .locale(..)"
            ));
        }
        let zone = match self.zone.as_deref().map(ZoneName::parse) {
            None => Some(TimeZone::UTC),
            Some(name) => name.as_ref().and_then(ZoneName::zone),
        };
        if zone.is_none() {
            let name = self.zone.as_deref().unwrap_or_default();
            problems.push(format!(
                "default_time_zone: {name:?} is not the name of a time zone, such as Europe/Berlin"
            ));
        }
        (problems.len() == before).then_some(Languages {
            all,
            default: found?,
            zone: zone?,
        })
    }

    /// Drafts of the shipped languages and of those of the host's that parse.
    fn drafts(&self, problems: &mut Vec<String>) -> Vec<Draft> {
        let mut drafts: Vec<Draft> = L10n::iter().filter_map(|own| Draft::ours(*own)).collect();
        for (tag, text) in &self.locales {
            let Some(locale) = Locale::parse(tag) else {
                problems.push(format!(
                    "locale: {tag:?} is not a language's tag, such as pt-BR"
                ));
                continue;
            };
            match check::parse(text) {
                Ok(text) => {
                    drafts.retain(|own| own.locale != locale);
                    drafts.push(Draft {
                        locale,
                        text,
                        ours: false,
                    });
                }
                Err(told) => {
                    problems.extend(told.iter().map(|told| format!("locale {tag:?}: {told}")));
                }
            }
        }
        if self.pseudo
            && let Some(english) = Draft::ours(L10n::En)
            && let Some(locale) = Locale::parse(pseudo::TAG)
        {
            drafts.push(Draft {
                locale,
                text: pseudo::pseudo(english.text),
                ours: true,
            });
        }
        drafts
    }

    /// Applies the host's replaced messages to the drafts.
    fn reword(&self, drafts: &mut [Draft], problems: &mut Vec<String>) {
        let mut unknown = BTreeSet::new();
        for (tag, id, text) in &self.wordings {
            match Draft::find(drafts, tag) {
                Some(draft) => {
                    let told = draft.reword(id, text).err();
                    problems.extend(told.map(|told| format!("wording: {id:?} in {tag:?} {told}")));
                }
                None => drop(unknown.insert(tag)),
            }
        }
        for tag in unknown {
            problems.push(format!(
                "wording: there is no language {tag:?}: add it with .locale(..)"
            ));
        }
    }
}

/// A language before it is loaded.
#[derive(Clone)]
struct Draft {
    locale: Locale,
    text: Resource<String>,
    /// Whether the language is shipped, so that only the host's replaced messages can be wrong.
    ours: bool,
}

impl Draft {
    fn ours(language: L10n) -> Option<Self> {
        let locale = Locale::parse(language.as_ref())?;
        let text = match language {
            L10n::En => ENGLISH.clone(),
            other => check::parse(other.source()).ok()?,
        };
        Some(Self {
            locale,
            text,
            ours: true,
        })
    }

    fn find<'a>(drafts: &'a mut [Self], tag: &str) -> Option<&'a mut Self> {
        let locale = Locale::parse(tag)?;
        drafts.iter_mut().find(|own| own.locale == locale)
    }

    /// Replaces the text of a message or term.
    fn reword(&mut self, id: &str, text: &str) -> Result<(), String> {
        // Indent all lines but the first, so that none starts a new entry.
        let text = text.trim().lines().collect::<Vec<_>>().join("\n    ");
        if id.starts_with('-') {
            return terms::replace(&mut self.text, id, &text);
        }
        self.replace_message(id, &text)
    }

    fn replace_message(&mut self, id: &str, text: &str) -> Result<(), String> {
        let parsed = check::parse(&format!("{id} = {text}\n"));
        let parsed = parsed.map_err(|told| format!("cannot be read: {}", told.join("; ")))?;
        let [Entry::Message(new)] = parsed.body.as_slice() else {
            return Err("is not one message: give its id, and its text without the id".to_owned());
        };
        let known = self.text.body.iter_mut().find_map(|entry| match entry {
            Entry::Message(own) if own.id == new.id => Some(own),
            _ => None,
        });
        let known = known.ok_or("is the id of no message: see Messages::source for all of them")?;
        known.value.clone_from(&new.value);
        if !new.attributes.is_empty() {
            known.attributes.clone_from(&new.attributes);
        }
        Ok(())
    }

    /// Validates the draft against English and loads it.
    fn load(self) -> Result<Language, Vec<String>> {
        let tag = self.locale.as_str();
        let call = if self.ours { "wording" } else { "locale" };
        let about = |told: &dyn std::fmt::Display| format!("{call} {tag:?}: {told}");
        let (original, own) = (Catalogue::of([&*ENGLISH]), Catalogue::of([&self.text]));
        let told = check::problems(self.locale.language(), &own, &original, &own);
        if !told.is_empty() {
            return Err(told.iter().map(|told| about(told)).collect());
        }
        let text = serialize(&self.text);
        let words = L10nLanguage::new_external(tag, text.as_bytes());
        let words = words.map_err(|error| vec![about(&error)])?;
        // Format every message once to find errors the rules above do not cover.
        let told: BTreeSet<String> = words.rehearse(3, "x").into_iter().collect();
        if !told.is_empty() {
            return Err(told.iter().map(|told| about(told)).collect());
        }
        let header = HeaderValue::from_str(tag).map_err(|error| vec![about(&error)])?;
        Ok(Language {
            direction: self.locale.direction(),
            header,
            locale: self.locale,
            words: Words::of(words, &self.text),
            said: Said::nothing(),
        })
    }
}

/// Passes a host's message file through validation, once as replacement of English messages and
/// once as the text of a single message.
#[cfg(any(test, fuzzing))]
pub(crate) fn try_messages(text: &str) -> Result<(), Vec<String>> {
    let english = || Draft::ours(L10n::En).ok_or_else(|| vec!["no English".to_owned()]);
    let mut worded = english()?;
    if worded.reword("sign-in-title", text).is_ok() {
        worded.load()?;
    }
    let mut draft = english()?;
    for entry in check::parse(text)?.body {
        match &entry {
            Entry::Message(new) => draft
                .text
                .body
                .retain(|own| !matches!(own, Entry::Message(own) if own.id == new.id)),
            Entry::Term(new) => draft
                .text
                .body
                .retain(|own| !matches!(own, Entry::Term(own) if own.id == new.id)),
            _ => {}
        }
        draft.text.body.push(entry);
    }
    draft.load().map(drop)
}
