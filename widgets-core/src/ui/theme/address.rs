//! Encodes a theme as the name of its style sheet, and decodes it.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::{Colour, Font, Palette, Scheme, Theme};

/// Version of the encoding and of the style sheet derived from it. Increment it when either
/// changes, because the content of a URL is cached forever.
const EDITION: u8 = 1;

impl Theme {
    /// Path of the style sheet below the mount path.
    pub(crate) fn path(&self) -> String {
        format!("/assets/brand/{}.css", self.address())
    }

    /// Name of the style sheet without `.css`: all tokens, in about 100 characters.
    pub(crate) fn address(&self) -> String {
        let mut bytes = vec![EDITION, self.scheme.to_byte(), self.radius];
        for palette in [&self.light, &self.dark] {
            bytes.extend(palette.colours().map(Colour::to_bytes).as_flattened());
        }
        bytes.extend(self.font.to_bytes());
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// Decodes [`Theme::address`]. Accepts only valid themes in their canonical encoding.
    pub(crate) fn from_address(name: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(name).ok()?;
        let ([EDITION, scheme, radius], rest) = bytes.split_first_chunk()? else {
            return None;
        };
        let (light, rest) = rest.split_first_chunk()?;
        let (dark, font) = rest.split_first_chunk()?;
        let theme = Self {
            light: palette(light),
            dark: palette(dark),
            radius: *radius,
            font: Font::from_bytes(font)?,
            scheme: Scheme::from_byte(*scheme)?,
        };
        (theme.problems().is_empty() && theme.address() == name).then_some(theme)
    }
}

fn palette(bytes: &[u8; 3 * Palette::COLOURS]) -> Palette {
    let mut colours = [Colour::WHITE; Palette::COLOURS];
    for (colour, bytes) in colours.iter_mut().zip(bytes.as_chunks().0) {
        *colour = Colour::from_bytes(*bytes);
    }
    Palette::from_colours(colours)
}

impl Scheme {
    const fn to_byte(self) -> u8 {
        match self {
            Self::System => 0,
            Self::Light => 1,
            Self::Dark => 2,
        }
    }

    const fn from_byte(byte: u8) -> Option<Self> {
        match byte {
            0 => Some(Self::System),
            1 => Some(Self::Light),
            2 => Some(Self::Dark),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The content of a URL is cached forever. If this test fails, increment [`EDITION`].
    #[test]
    fn another_style_is_another_edition() {
        use sha2::{Digest as _, Sha256};
        let hash = Sha256::digest(Theme::default().style().as_bytes());
        assert_eq!((EDITION, hash[0], hash[1]), (1, 180, 229));
    }

    #[test]
    fn a_theme_is_its_address() {
        let themes = [
            Theme::default(),
            Theme::default()
                .accent(Colour::rgb(0x7a_3e_1d))
                .radius(0)
                .scheme(Scheme::Dark),
            Theme::default().font(Font::named(["Inter", "IBM Plex Sans"])),
        ];
        for theme in themes {
            let address = theme.address();
            assert!(address.len() < 160, "{address}");
            assert_eq!(Theme::from_address(&address), Some(theme));
        }
    }

    #[test]
    fn only_themes_that_could_be_built_have_an_address() {
        let pale = Theme::default().accent(Colour::rgb(0xff_cc_00)).address();
        let round = Theme::default().radius(200).address();
        let evil = Theme::default().font(Font::named(["x\"}"])).address();
        let good = Theme::default().address();
        let longer = format!("{good}A");
        let padded = format!("{good}=");
        for name in [
            "",
            "x",
            "AQ",
            &pale,
            &round,
            &evil,
            &good[1..],
            &longer,
            &padded,
        ] {
            assert_eq!(Theme::from_address(name), None, "{name}");
        }
    }
}
