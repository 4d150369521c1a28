//! Inputs, and data of the pages.

use schemars::JsonSchema;
use serde::Serialize;

use super::zones::{self, Area};
use crate::context::{FormReader, RequestCtx, UserCtx};
use crate::fields;
use crate::http::{FieldErrors, Text};
use crate::stores::{Names, Preferences, Profile};
use crate::types::{InvalidName, Locale, Name, ZoneName};

fields! {
    /// The names of the user. Each may be empty, but all must be sent, so that none is cleared by accident.
    pub(super) struct NamesFields {
        /// Name shown to others.
        display_name: Text,
        /// Given name.
        given_name: Text,
        /// Names between the given and the family name.
        middle_name: Text,
        /// Family name.
        family_name: Text,
    }
}

fields! {
    /// Language and time zone of the user. Both must be sent; empty means automatic.
    pub(super) struct PreferencesFields {
        /// Language tag, one of those the pages are available in.
        language: Text,
        /// IANA name of a time zone.
        time_zone: Text,
    }
}

/// Replaces all four names of the user.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ChangeNames {
    /// The new names.
    pub names: Names,
}

impl ChangeNames {
    /// Parses the form. Names may be empty, but must be sent.
    pub(super) fn parse(ctx: &RequestCtx, fields: &NamesFields) -> Result<Self, FieldErrors> {
        let words = ctx.messages().words();
        let mut form = ctx.read_form();
        let mut name = |field: &Text, label: &str| {
            let missing = || words.profile_left_out(label);
            form.read_present(field, missing, |typed| {
                Name::parse(typed).map_err(|error| match error {
                    InvalidName::TooLong => words.profile_name_too_long(label, Name::LONGEST),
                    InvalidName::Unprintable => words.profile_name_unprintable(label),
                })
            })
        };
        let given = name(&fields.given_name, words.profile_given_name());
        let middle = name(&fields.middle_name, words.profile_middle_name());
        let family = name(&fields.family_name, words.profile_family_name());
        let display = name(&fields.display_name, words.profile_display_name());
        match (display, given, middle, family) {
            (Some(display_name), Some(given_name), Some(middle_name), Some(family_name)) => {
                let names = Names {
                    display_name,
                    given_name,
                    middle_name,
                    family_name,
                };
                Ok(Self { names })
            }
            _ => Err(form.into_errors()),
        }
    }
}

/// Replaces language and time zone of the user.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ChangePreferences {
    /// The new preferences.
    pub preferences: Preferences,
}

impl ChangePreferences {
    /// Parses the form. Empty means automatic, but both must be sent.
    pub(super) fn parse(ctx: &RequestCtx, fields: &PreferencesFields) -> Result<Self, FieldErrors> {
        let words = ctx.messages().words();
        let mut form = ctx.read_form();
        let language = form.read_present(
            &fields.language,
            || words.profile_left_out(words.profile_language()),
            |tag| {
                let mut offered = ctx.app().locales().map(|(own, _)| own);
                chosen(
                    tag,
                    || offered.find(|own| own.as_str() == tag).cloned(),
                    || words.language_unknown().to_owned(),
                )
            },
        );
        let time_zone = form.read_present(
            &fields.time_zone,
            || words.profile_left_out(words.profile_time_zone()),
            |name| {
                chosen(
                    name,
                    || ZoneName::parse(name),
                    || words.profile_time_zone_unknown().to_owned(),
                )
            },
        );
        match (language, time_zone) {
            (Some(language), Some(time_zone)) => Ok(Self {
                preferences: Preferences {
                    language,
                    time_zone,
                },
            }),
            _ => Err(form.into_errors()),
        }
    }
}

fn chosen<T>(
    typed: &str,
    find: impl FnOnce() -> Option<T>,
    unknown: impl FnOnce() -> String,
) -> Result<Option<T>, String> {
    if typed.is_empty() {
        return Ok(None);
    }
    find().map(Some).ok_or_else(unknown)
}

/// Data of the profile page.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "OwnProfile")]
pub(super) struct Shown {
    #[serde(flatten)]
    pub(super) profile: Profile,
    pub(super) email: Option<String>,
    /// What to call the user.
    #[serde(skip)]
    pub(super) called: String,
}

impl Shown {
    pub(super) async fn of(ctx: &UserCtx, profile: &Profile) -> Self {
        Self {
            profile: profile.clone(),
            email: ctx.email().map(|own| own.as_str().to_owned()),
            called: ctx.display_name().await,
        }
    }
}

/// Data of the names form: stored names, or what was typed.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct NamesForm {
    pub(super) given_name: String,
    pub(super) middle_name: String,
    pub(super) family_name: String,
    pub(super) display_name: String,
}

impl NamesForm {
    pub(super) fn of(names: &Names) -> Self {
        Self {
            given_name: names.given_name.to_string(),
            middle_name: names.middle_name.to_string(),
            family_name: names.family_name.to_string(),
            display_name: names.display_name.to_string(),
        }
    }

    pub(super) fn typed(fields: &NamesFields) -> Self {
        Self {
            given_name: typed(&fields.given_name),
            middle_name: typed(&fields.middle_name),
            family_name: typed(&fields.family_name),
            display_name: typed(&fields.display_name),
        }
    }
}

/// Data of the preferences form: the selection and the options.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct PreferencesForm {
    /// Selected language tag; empty for automatic.
    pub(super) language: String,
    /// Selected time zone; empty for automatic.
    pub(super) time_zone: String,
    pub(super) languages: Vec<OfferedLanguage>,
    pub(super) time_zones: &'static [Area],
}

impl PreferencesForm {
    pub(super) fn of(ctx: &RequestCtx, preferences: &Preferences) -> Self {
        let language = preferences.language.as_ref().map(ToString::to_string);
        let time_zone = preferences.time_zone.as_ref().map(ToString::to_string);
        Self::with(
            ctx,
            language.unwrap_or_default(),
            time_zone.unwrap_or_default(),
        )
    }

    pub(super) fn typed(ctx: &RequestCtx, fields: &PreferencesFields) -> Self {
        Self::with(ctx, typed(&fields.language), typed(&fields.time_zone))
    }

    fn with(ctx: &RequestCtx, language: String, time_zone: String) -> Self {
        let (languages, time_zones) = (languages(ctx), zones::areas());
        Self {
            language,
            time_zone,
            languages,
            time_zones,
        }
    }
}

#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct OfferedLanguage {
    pub(super) tag: Locale,
    /// Native name.
    pub(super) name: String,
}

fn languages(ctx: &RequestCtx) -> Vec<OfferedLanguage> {
    let offered = ctx.app().locales();
    let offered = offered.map(|(tag, name)| OfferedLanguage {
        tag: tag.clone(),
        name: name.to_owned(),
    });
    offered.collect()
}

/// What was typed, cut to the maximum length of a field.
fn typed(field: &Text) -> String {
    field.cut(FormReader::LONGEST)
}
