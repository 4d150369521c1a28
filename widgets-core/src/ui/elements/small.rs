//! Small things: badges, avatars, notices, hints.

use maud::{Markup, html};

use super::{Elements, Icon};
use crate::ui::setters;

/// How something is meant.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tone {
    /// For what it is.
    #[default]
    Plain,
    /// It is well.
    Good,
    /// It needs attention.
    Warn,
    /// It is wrong.
    Bad,
}

/// A word for a state that matters.
#[derive(Debug, Clone, Copy, Default)]
pub struct Badge<'a> {
    /// The word.
    pub text: &'a str,
    /// How it is meant.
    pub tone: Tone,
}

impl<'a> Badge<'a> {
    /// A badge of this tone.
    #[must_use]
    pub const fn new(text: &'a str, tone: Tone) -> Self {
        Self { text, tone }
    }
}

/// A picture of somebody or something, or their initials. It stands beside the name, so it says
/// nothing to those who listen.
#[derive(Debug, Clone, Copy, Default)]
#[must_use]
pub struct Avatar<'a> {
    /// Whose initials stand in for a picture.
    pub name: &'a str,
    /// The address of a picture.
    pub picture: Option<&'a str>,
    /// Whether it is large.
    pub large: bool,
    /// Whether it stands for a thing rather than a person, which makes it square.
    pub square: bool,
}

impl<'a> Avatar<'a> {
    /// The avatar of a person.
    pub fn person(name: &'a str) -> Self {
        Self {
            name,
            ..Self::default()
        }
    }

    /// The mark of an application or organization.
    pub fn mark(name: &'a str) -> Self {
        Self {
            square: true,
            ..Self::person(name)
        }
    }

    setters! {
        /// The address of a picture, if there is one.
        picture: Option<&'a str>;
        /// Makes it large, as at the top of a page.
        large => true;
    }

    /// The first letters of the first and the last word.
    #[must_use]
    pub fn initials(&self) -> String {
        let words = self.name.split([' ', '@', '.', '-']);
        let mut letters = words.filter_map(|word| word.chars().find(|own| own.is_alphanumeric()));
        let first = letters.next();
        first
            .into_iter()
            .chain(letters.next_back())
            .flat_map(char::to_uppercase)
            .collect()
    }
}

/// The mark of the application: its logo, or its initials in a square. It stands beside the name.
#[derive(Debug, Clone, Copy, Default)]
pub struct Mark<'a> {
    /// The application's name.
    pub name: &'a str,
    /// The address of its logo.
    pub logo: Option<&'a str>,
    /// Whether it is large.
    pub large: bool,
}

/// A message about the whole page.
#[derive(Debug, Clone, Default)]
#[must_use]
pub struct Notice<'a> {
    /// What it says.
    pub text: &'a str,
    /// How it is meant.
    pub tone: Tone,
    /// What can be done about it.
    pub action: Option<Markup>,
}

impl<'a> Notice<'a> {
    /// A notice of this tone.
    pub fn new(text: &'a str, tone: Tone) -> Self {
        Self {
            text,
            tone,
            ..Self::default()
        }
    }
}

pub(super) fn badge(badge: &Badge<'_>) -> Markup {
    let class = match badge.tone {
        Tone::Plain => "wg-badge",
        Tone::Good => "wg-badge wg-badge-good",
        Tone::Warn => "wg-badge wg-badge-warn",
        Tone::Bad => "wg-badge wg-badge-bad",
    };
    html! { span class=(class) { (badge.text) } }
}

pub(super) fn avatar(avatar: &Avatar<'_>) -> Markup {
    let (square, large) = (avatar.square, avatar.large);
    html! {
        @if let Some(picture) = avatar.picture {
            img.wg-avatar.wg-avatar-square[square].wg-avatar-large[large] src=(picture) alt="";
        } @else {
            span.wg-avatar.wg-avatar-square[square].wg-avatar-large[large] aria-hidden="true" {
                (avatar.initials())
            }
        }
    }
}

pub(super) fn mark<E: Elements + ?Sized>(ui: &E, mark: &Mark<'_>) -> Markup {
    let avatar = Avatar {
        large: mark.large,
        ..Avatar::mark(mark.name)
    };
    html! {
        @if let Some(logo) = mark.logo {
            img.wg-logo.wg-logo-large[mark.large] src=(logo) alt="";
        } @else {
            (ui.avatar(&avatar))
        }
    }
}

pub(super) fn notice<E: Elements + ?Sized>(ui: &E, notice: &Notice<'_>) -> Markup {
    let (class, icon, role) = match notice.tone {
        Tone::Plain => ("wg-notice", Icon::Note, "status"),
        Tone::Good => ("wg-notice wg-notice-good", Icon::Done, "status"),
        Tone::Warn => ("wg-notice wg-notice-warn", Icon::Warning, "status"),
        Tone::Bad => ("wg-notice wg-notice-bad", Icon::Warning, "alert"),
    };
    html! {
        div class=(class) role=(role) {
            (ui.icon(icon))
            p { (notice.text) }
            @if let Some(action) = &notice.action { div.wg-notice-action { (action) } }
        }
    }
}

pub(super) fn hint(text: &str) -> Markup {
    html! { p.wg-hint { (text) } }
}

pub(super) fn divider(label: &str) -> Markup {
    html! { p.wg-or { (label) } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_of_the_first_and_last_word() {
        let cases = [
            ("Maren Okafor", "MO"),
            ("Maren Ilse Okafor", "MO"),
            ("maren@nordlicht.example", "ME"),
            ("ödön", "Ö"),
            ("  (x) ", "X"),
            ("山田 太郎", "山太"),
            ("", ""),
        ];
        for (name, initials) in cases {
            assert_eq!(Avatar::person(name).initials(), initials, "{name}");
        }
    }
}
