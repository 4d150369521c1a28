//! Small elements: badges, avatars, notices, hints.

use maud::html;

use super::{Buffer, Elements, Icon, Slot, lazy};
use crate::types::records::records;

/// Tone of a badge or notice.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Tone {
    /// Neutral.
    #[default]
    Plain,
    /// Good.
    Good,
    /// Needs attention.
    Warn,
    /// Wrong.
    Bad,
}

records! {
    /// A short label for a state.
    #[derive(Debug, Clone, Copy, Default)]
    pub struct Badge<'a> {
        /// The label.
        pub text: &'a str,
        /// The tone.
        pub tone: Tone,
    }

    /// A picture, or initials. It appears next to the name, so it is hidden from screen readers.
    #[derive(Debug, Clone, Copy)]
    #[must_use]
    pub struct Avatar<'a> {
        /// The name whose initials replace a missing picture.
        pub name: &'a str = "" => _,
        /// URL of a picture.
        pub picture: Option<&'a str> = None,
        /// Whether it is large.
        pub large: bool = false => true,
        /// Whether it represents a thing rather than a person, and so is square.
        pub square: bool = false => _,
    }
}

impl<'a> Avatar<'a> {
    /// The avatar of a user.
    pub fn person(name: &'a str) -> Self {
        Self {
            name,
            ..Self::default()
        }
    }

    /// The square avatar of an application or organization.
    pub fn mark(name: &'a str) -> Self {
        Self {
            square: true,
            ..Self::person(name)
        }
    }

    /// First letters of the first and the last word, in upper case.
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

records! {
    /// The application's logo, or its initials in a square. It appears next to the name.
    #[derive(Debug, Clone, Copy, Default)]
    pub struct Mark<'a> {
        /// The application's name.
        pub name: &'a str,
        /// URL of its logo.
        pub logo: Option<&'a str> = None,
        /// Whether it is large.
        pub large: bool = false,
    }

    /// A message about the whole page.
    #[derive(Debug, Clone, Default)]
    #[must_use]
    pub struct Notice<'a> {
        /// The message.
        pub text: &'a str,
        /// The tone.
        pub tone: Tone,
        /// Action on it.
        pub action: Option<Slot<'a>> = None => _,
    }
}

pub(super) fn badge(badge: &Badge<'_>, out: &mut Buffer<'_>) {
    let class = match badge.tone {
        Tone::Plain => "wg-badge",
        Tone::Good => "wg-badge wg-badge-good",
        Tone::Warn => "wg-badge wg-badge-warn",
        Tone::Bad => "wg-badge wg-badge-bad",
    };
    out.raw("<span class=\"")
        .raw(class)
        .raw("\">")
        .text(badge.text)
        .raw("</span>");
}

pub(super) fn avatar(avatar: &Avatar<'_>, out: &mut Buffer<'_>) {
    let (square, large) = (avatar.square, avatar.large);
    out.write(html! {
        @if let Some(picture) = avatar.picture {
            img.wg-avatar.wg-avatar-square[square].wg-avatar-large[large] src=(picture) alt="";
        } @else {
            span.wg-avatar.wg-avatar-square[square].wg-avatar-large[large] aria-hidden="true" {
                (avatar.initials())
            }
        }
    });
}

pub(super) fn mark<E: Elements + ?Sized>(ui: &E, mark: &Mark<'_>, out: &mut Buffer<'_>) {
    if let Some(logo) = mark.logo {
        out.write(html! { img.wg-logo.wg-logo-large[mark.large] src=(logo) alt=""; });
        return;
    }
    let avatar = Avatar {
        large: mark.large,
        ..Avatar::mark(mark.name)
    };
    ui.avatar(&avatar, out);
}

pub(super) fn notice<E: Elements + ?Sized>(ui: &E, notice: &Notice<'_>, out: &mut Buffer<'_>) {
    let (class, icon, role) = match notice.tone {
        Tone::Plain => ("wg-notice", Icon::Note, "status"),
        Tone::Good => ("wg-notice wg-notice-good", Icon::Done, "status"),
        Tone::Warn => ("wg-notice wg-notice-warn", Icon::Warning, "status"),
        Tone::Bad => ("wg-notice wg-notice-bad", Icon::Warning, "alert"),
    };
    out.write(html! {
        div class=(class) role=(role) {
            (lazy(|out| ui.icon(icon, out)))
            p { (notice.text) }
            @if let Some(action) = &notice.action { div.wg-notice-action { (action) } }
        }
    });
}

pub(super) fn hint(text: &str, out: &mut Buffer<'_>) {
    out.tagged("<p class=\"wg-hint\">", text, "</p>");
}

pub(super) fn divider(label: &str, out: &mut Buffer<'_>) {
    out.tagged("<p class=\"wg-or\">", label, "</p>");
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
