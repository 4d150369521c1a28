//! The colours of one scheme, derived shades, and the pairs of colours that meet on a page.

use super::Colour;

/// Makes the palette from a row for each colour: its field, its token, and the defaults of the light
/// and the dark scheme. The order is that of a theme's URL.
macro_rules! palette {
    ($($(#[$doc:meta])* $field:ident $token:literal: $light:literal, $dark:literal;)*) => {
        /// The colours of one scheme, light or dark. All other shades are mixed from them.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[non_exhaustive]
        pub struct Palette {
            $($(#[$doc])* pub $field: Colour,)*
        }

        impl Palette {
            pub(super) const COLOURS: usize = [$($token),*].len();
            pub(super) const LIGHT: Self = Self { $($field: Colour::rgb($light)),* };
            pub(super) const DARK: Self = Self { $($field: Colour::rgb($dark)),* };

            pub(super) const fn colours(&self) -> [Colour; Self::COLOURS] {
                [$(self.$field),*]
            }

            pub(super) const fn from_colours([$($field),*]: [Colour; Self::COLOURS]) -> Self {
                Self { $($field),* }
            }

            /// The token of each colour, named as in the style sheet.
            const fn own_tokens(&self) -> [(&'static str, Colour); Self::COLOURS] {
                [$(($token, self.$field)),*]
            }
        }
    };
}

palette! {
    /// Actions, links and focus.
    accent "accent": 0x3b_4f_d8, 0x95_a3_ff;
    /// Text on the accent.
    accent_text "accent-text": 0xff_ff_ff, 0x12_14_2b;
    /// Text.
    ink "ink": 0x1a_1c_23, 0xec_ee_f4;
    /// Secondary text: row labels, hints.
    quiet "quiet": 0x56_5b_6b, 0xa5_ab_bb;
    /// Page background.
    ground "ground": 0xf7_f7_f8, 0x11_12_17;
    /// Background of cards, fields and the bar.
    paper "paper": 0xff_ff_ff, 0x19_1b_22;
    /// Lines between rows and around cards.
    line "line": 0xe3_e4_e9, 0x2c_2f_3a;
    /// Borders of fields and buttons.
    border "border": 0x86_8b_9a, 0x72_78_88;
    /// Success.
    good "good": 0x13_6c_43, 0x6f_d6_a0;
    /// Warning.
    warn "warn": 0x7d_53_00, 0xf0_c0_60;
    /// Errors and irreversible actions.
    bad "bad": 0xb3_26_1e, 0xff_9c_93;
    /// Text on [`Palette::bad`].
    bad_text "bad-text": 0xff_ff_ff, 0x2b_0b_08;
}

/// Minimum contrast of text and of control borders (WCAG 2.2, 1.4.3 and 1.4.11).
const TEXT: f64 = 4.5;
const CONTROL: f64 = 3.0;

impl Palette {
    /// This palette with another accent and legible text on it.
    pub(super) fn accented(self, accent: Colour) -> Self {
        Self {
            accent,
            accent_text: readable_on(accent),
            ..self
        }
    }

    /// A variant of `accent` for this palette, mixed with as little ink as gives sufficient
    /// contrast everywhere.
    pub(super) fn fitting(self, accent: Colour) -> Self {
        let variants = (0..=20).map(|step| accent.mixed(100 - 5 * step, self.ink));
        variants
            .map(|variant| self.accented(variant))
            .find(|palette| palette.problems("").is_empty())
            .unwrap_or_else(|| self.accented(accent))
    }

    /// Ground of initials, with ink on it.
    pub(crate) fn avatar(&self) -> Colour {
        self.accent.mixed(20, self.paper)
    }

    /// All colour tokens of the style sheet.
    pub(super) fn tokens(&self) -> Vec<(&'static str, Colour)> {
        let soft = |tone: Colour| tone.mixed(10, self.paper);
        let edge = |tone: Colour| tone.mixed(32, self.paper);
        let mixed = [
            ("accent-hover", self.ink.mixed(14, self.accent)),
            ("bad-hover", self.ink.mixed(14, self.bad)),
            ("hover", self.ink.mixed(5, self.paper)),
            ("badge", self.ink.mixed(7, self.paper)),
            ("nav-hover", self.ink.mixed(5, self.ground)),
            ("nav-current", self.ink.mixed(8, self.ground)),
            ("avatar", self.avatar()),
            ("accent-soft", soft(self.accent)),
            ("good-soft", soft(self.good)),
            ("warn-soft", soft(self.warn)),
            ("bad-soft", soft(self.bad)),
            ("accent-edge", edge(self.accent)),
            ("good-edge", edge(self.good)),
            ("warn-edge", edge(self.warn)),
            ("bad-edge", edge(self.bad)),
        ];
        [self.own_tokens().as_slice(), &mixed].concat()
    }

    /// Pairs with too little contrast, each as a sentence telling the host what to change.
    pub(super) fn problems(&self, scheme: &str) -> Vec<String> {
        let tokens = self.tokens();
        let find = |name: &str| {
            tokens
                .iter()
                .find(|(own, _)| *own == name)
                .map(|(_, own)| *own)
        };
        let mut problems = Vec::new();
        for (needed, front, grounds) in PAIRS {
            for ground in grounds.split(' ') {
                let (Some(over), Some(under)) = (find(front), find(ground)) else {
                    continue;
                };
                let ratio = over.contrast(under);
                if ratio < needed {
                    problems.push(format!(
                        "theme: in {scheme}, {front} {over} on {ground} {under} has a contrast of \
                         {ratio:.2}, and needs {needed}"
                    ));
                }
            }
        }
        problems
    }
}

/// All pairs that meet on a page: minimum contrast, foreground, backgrounds.
///
/// The accent also marks focus on `ground` and `paper`, where 3 would suffice; as text it needs
/// more.
const PAIRS: [(f64, &str, &str); 10] = [
    (
        TEXT,
        "ink",
        "ground paper hover badge nav-hover nav-current avatar",
    ),
    (TEXT, "ink", "accent-soft good-soft warn-soft bad-soft"),
    (TEXT, "quiet", "ground paper badge hover"),
    (
        TEXT,
        "accent",
        "ground paper accent-soft good-soft warn-soft bad-soft",
    ),
    (TEXT, "accent-text", "accent accent-hover"),
    (TEXT, "good", "paper good-soft"),
    (TEXT, "warn", "paper warn-soft"),
    (TEXT, "bad", "ground paper bad-soft"),
    (TEXT, "bad-text", "bad bad-hover"),
    (CONTROL, "border", "ground paper"),
];

/// White or near-black, whichever has the higher contrast on `ground`.
fn readable_on(ground: Colour) -> Colour {
    const BLACK: Colour = Colour::rgb(0x12_13_18);
    if Colour::WHITE.contrast(ground) >= BLACK.contrast(ground) {
        Colour::WHITE
    } else {
        BLACK
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pair_names_tokens_that_exist() {
        let names: Vec<&str> = Palette::LIGHT
            .tokens()
            .iter()
            .map(|(name, _)| *name)
            .collect();
        for (_, front, grounds) in PAIRS {
            for name in grounds.split(' ').chain([front]) {
                assert!(names.contains(&name), "{name}");
            }
        }
    }

    #[test]
    fn the_default_palettes_are_readable() {
        assert_eq!(Palette::LIGHT.problems("light"), Vec::<String>::new());
        assert_eq!(Palette::DARK.problems("dark"), Vec::<String>::new());
    }

    #[test]
    fn a_pair_that_fails_is_named_with_its_ratio() {
        let grey = Colour::rgb(0x99_99_99);
        let problems = Palette {
            quiet: grey,
            ..Palette::LIGHT
        }
        .problems("light");
        assert!(problems.contains(
            &"theme: in light, quiet #999999 on paper #ffffff has a contrast of 2.85, and needs 4.5"
                .to_owned()
        ));
        let border = Palette {
            border: Colour::rgb(0xaa_aa_aa),
            ..Palette::LIGHT
        };
        assert_eq!(border.problems("light").len(), 2);
    }

    #[test]
    fn a_dark_variant_is_found_for_any_accent_that_is_readable_on_white() {
        for accent in [0x7a_3e_1d, 0x00_00_ff, 0x00_5a_30, 0xb3_00_6e, 0x22_22_22] {
            let accent = Colour::rgb(accent);
            assert_eq!(
                Palette::DARK.fitting(accent).problems("dark"),
                Vec::<String>::new()
            );
        }
    }
}
