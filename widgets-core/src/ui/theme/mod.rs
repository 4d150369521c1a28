//! The host's design tokens: colours, corner radius, font, colour scheme.
//!
//! The style sheet of a theme is at `/assets/brand/<tokens>.css`: a pure function of its URL. Any
//! instance can serve any valid theme without storage, and responses are immutable.

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

/// Colour scheme.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Scheme {
    /// As the reader's system prefers.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Scheme {
    /// Value of the CSS property `color-scheme`.
    pub(crate) const fn css(self) -> &'static str {
        match self {
            Self::System => "light dark",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// The host's design tokens. When the widgets are built, the contrast of every pair of colours that
/// meets on a page is checked.
///
/// ```
/// use widgets_core::ui::{Colour, Font, Theme};
///
/// let theme = Theme::default().accent(Colour::rgb(0x7a_3e_1d)).radius(2).font(Font::Serif);
/// assert!(theme.problems().is_empty());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
#[non_exhaustive]
pub struct Theme {
    /// The colours of the light scheme.
    pub light: Palette,
    /// The colours of the dark scheme.
    pub dark: Palette,
    /// Corner radius in pixels; at most 24.
    pub radius: u8,
    /// The font of all text.
    pub font: Font,
    /// Colour scheme.
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

    /// Sets the accent colour and derives the text colour on it and a variant for the dark scheme.
    /// To choose these too, set the fields of [`Theme::light`] and [`Theme::dark`] afterwards.
    pub fn accent(mut self, accent: Colour) -> Self {
        self.light = self.light.accented(accent);
        self.dark = self.dark.fitting(accent);
        self
    }

    setters! {
        /// Corner radius in pixels; at most 24.
        radius: u8;
        /// The font of all text.
        font: Font;
        /// Colour scheme. Defaults to the reader's system preference.
        scheme: Scheme;
    }

    /// All problems, each as a sentence telling the host what to change: above all pairs of colours
    /// with too little contrast. A scheme that is never shown is not checked.
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

    /// The style sheet.
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
