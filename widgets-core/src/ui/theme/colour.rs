//! Colours and their contrast.

use std::fmt;

/// An opaque sRGB colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour([u8; 3]);

impl Colour {
    pub(super) const WHITE: Self = Self::rgb(0xff_ff_ff);

    /// A colour from its hexadecimal notation: `Colour::rgb(0x3b_4f_d8)`.
    #[must_use]
    pub const fn rgb(hex: u32) -> Self {
        let [_, red, green, blue] = hex.to_be_bytes();
        Self([red, green, blue])
    }

    /// Parses `#3b4fd8`, with or without `#`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').unwrap_or(text);
        let hex = digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        hex.then(|| u32::from_str_radix(digits, 16).ok())?
            .map(Self::rgb)
    }

    pub(super) const fn from_bytes(bytes: [u8; 3]) -> Self {
        Self(bytes)
    }

    pub(super) const fn to_bytes(self) -> [u8; 3] {
        self.0
    }

    /// Mixes `percent` of this colour with the rest of `other`.
    pub(super) fn mixed(self, percent: u16, other: Self) -> Self {
        Self(std::array::from_fn(|channel| {
            let (own, other) = (u16::from(self.0[channel]), u16::from(other.0[channel]));
            let sum = own * percent + other * (100 - percent);
            u8::try_from((sum + 50) / 100).unwrap_or(u8::MAX)
        }))
    }

    /// Contrast ratio of two colours, from 1 to 21 (WCAG 2.2).
    #[must_use]
    pub fn contrast(self, other: Self) -> f64 {
        let (own, other) = (self.luminance(), other.luminance());
        (own.max(other) + 0.05) / (own.min(other) + 0.05)
    }

    /// Relative luminance (WCAG 2.2).
    fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let value = f64::from(channel) / 255.0;
            if value <= 0.04045 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        let [red, green, blue] = self.0.map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratios_are_those_everybody_knows() {
        let cases = [
            (0x00_00_00, 0xff_ff_ff, 21.0),
            (0xff_ff_ff, 0xff_ff_ff, 1.0),
            (0x76_76_76, 0xff_ff_ff, 4.54),
            (0x77_77_77, 0xff_ff_ff, 4.48),
            (0x94_94_94, 0xff_ff_ff, 3.03),
            (0xff_00_00, 0xff_ff_ff, 4.0),
            (0x00_00_ff, 0xff_ff_ff, 8.59),
        ];
        for (one, other, ratio) in cases {
            let (one, other) = (Colour::rgb(one), Colour::rgb(other));
            assert!((one.contrast(other) - ratio).abs() < 0.01, "{one} {other}");
            assert!((other.contrast(one) - ratio).abs() < 0.01, "{other} {one}");
        }
    }

    #[test]
    fn colours_are_read_strictly() {
        assert_eq!(Colour::parse("#3b4fD8"), Some(Colour::rgb(0x3b_4f_d8)));
        assert_eq!(
            Colour::parse("3b4fd8")
                .map(|own| own.to_string())
                .as_deref(),
            Some("#3b4fd8")
        );
        for text in [
            "", "#", "#fff", "#3b4fd", "#3b4fd88", "+3b4fd", "red", "#3b4fdg",
        ] {
            assert_eq!(Colour::parse(text), None, "{text}");
        }
    }

    #[test]
    fn mixing_is_what_browsers_do() {
        let (black, white) = (Colour::rgb(0), Colour::WHITE);
        assert_eq!(black.mixed(5, white).to_string(), "#f2f2f2");
        assert_eq!(black.mixed(0, white), white);
        assert_eq!(black.mixed(100, white), black);
    }
}
