//! How the pages look as far as a host decides it in tokens: colours, corners, fonts, scheme.
//!
//! A theme is also an address: the style sheet of a theme lies at `/assets/brand/<tokens>.css`, and
//! serving it is nothing but reading its name. Any instance serves any valid theme, nothing is
//! kept, and what lies there never changes.

use crate::ui::setters;

mod address;
mod brand;
mod colour;
mod font;
mod palette;

pub use brand::Brand;
pub use colour::Colour;
pub use font::Font;
pub use palette::Palette;

/// Light, dark, or what the reader's system says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Scheme {
    /// What the reader's system says.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Scheme {
    /// The value of the property `color-scheme`.
    pub(crate) const fn css(self) -> &'static str {
        match self {
            Self::System => "light dark",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// The tokens a host decides. The contrast of every pair of colours that meets on a page is checked
/// when the widgets are built.
///
/// ```
/// use widgets_core::ui::{Colour, Font, Theme};
///
/// let theme = Theme::default().accent(Colour::rgb(0x7a_3e_1d)).radius(2).font(Font::Serif);
/// assert!(theme.problems().is_empty());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct Theme {
    /// The colours of the light scheme.
    pub light: Palette,
    /// The colours of the dark scheme.
    pub dark: Palette,
    /// The radius of corners, in pixels; at most 24.
    pub radius: u8,
    /// The font of all text.
    pub font: Font,
    /// Which scheme is shown.
    pub scheme: Scheme,
}

impl Default for Theme {
    fn default() -> Self {
        Self {
            light: Palette::LIGHT,
            dark: Palette::DARK,
            radius: 8,
            font: Font::System,
            scheme: Scheme::System,
        }
    }
}

impl Theme {
    const ROUNDEST: u8 = 24;

    /// Another accent. The text on it and its variant for the dark scheme follow from it; set the
    /// fields of [`Theme::light`] and [`Theme::dark`] afterwards to decide them too.
    pub fn accent(mut self, accent: Colour) -> Self {
        self.light = self.light.accented(accent);
        self.dark = self.dark.fitting(accent);
        self
    }

    setters! {
        /// Another radius of corners, in pixels; at most 24.
        radius: u8;
        /// Another font.
        font: Font;
        /// Another scheme than what the reader's system says.
        scheme: Scheme;
    }

    /// Everything that is wrong with it, in words that say what to change: above all colours that
    /// meet on a page and cannot be told apart. A scheme that is never shown is not looked at.
    #[must_use]
    pub fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        if self.scheme != Scheme::Dark {
            problems.extend(self.light.problems("light"));
        }
        if self.scheme != Scheme::Light {
            problems.extend(self.dark.problems("dark"));
        }
        if self.radius > Self::ROUNDEST {
            problems.push(format!(
                "theme: a radius of {} is more than 24 pixels",
                self.radius
            ));
        }
        problems.extend(self.font.problems());
        problems
    }

    /// Its style sheet.
    pub(crate) fn style(&self) -> String {
        let mut style = format!(
            "@layer widgets{{.wg-root{{color-scheme:{}}}.wg{{--wg-radius:{}px;--wg-font:{}",
            self.scheme.css(),
            self.radius,
            self.font.css()
        );
        for ((name, light), (_, dark)) in self.light.tokens().iter().zip(self.dark.tokens()) {
            let token = match self.scheme {
                Scheme::System => format!(";--wg-{name}:light-dark({light},{dark})"),
                Scheme::Light => format!(";--wg-{name}:{light}"),
                Scheme::Dark => format!(";--wg-{name}:{dark}"),
            };
            style.push_str(&token);
        }
        style.push_str("}}");
        style
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_theme_is_fine() {
        assert_eq!(Theme::default().problems(), Vec::<String>::new());
    }

    #[test]
    fn an_accent_too_pale_to_read_is_refused_and_named() {
        let yellow = Theme::default().accent(Colour::rgb(0xff_cc_00));
        let problems = yellow.clone().problems();
        assert!(problems.iter().any(|problem| {
            problem.starts_with("theme: in light, accent #ffcc00 on paper #ffffff")
        }));
        assert!(
            problems.iter().all(|problem| problem.contains("in light")),
            "{problems:?}"
        );
        assert_eq!(yellow.scheme(Scheme::Dark).problems(), Vec::<String>::new());
    }

    #[test]
    fn fonts_and_corners_are_checked() {
        assert_eq!(Theme::default().radius(25).problems().len(), 1);
        let evil = Font::Named(vec!["x\"; } body { display: none".to_owned()]);
        assert_eq!(Theme::default().font(evil).problems().len(), 1);
    }

    #[test]
    fn the_style_names_every_token() {
        let style = Theme::default().style();
        assert!(style.contains("--wg-accent:light-dark(#3b4fd8,#95a3ff)"));
        assert!(style.contains("color-scheme:light dark"));
        assert!(style.len() < 2048, "{}", style.len());
        let dark = Theme::default().scheme(Scheme::Dark).style();
        assert!(dark.contains("--wg-accent:#95a3ff") && dark.contains("color-scheme:dark"));
    }
}
