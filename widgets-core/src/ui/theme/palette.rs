//! The colours of one scheme, derived shades, and the pairs of colours that meet on a page.

use super::Colour;

/// The colours of one scheme, light or dark. All other shades are mixed from them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Palette {
    /// Actions, links and focus.
    pub accent: Colour,
    /// Text on the accent.
    pub accent_text: Colour,
    /// Text.
    pub ink: Colour,
    /// Secondary text: row labels, hints.
    pub quiet: Colour,
    /// Page background.
    pub ground: Colour,
    /// Background of cards, fields and the bar.
    pub paper: Colour,
    /// Lines between rows and around cards.
    pub line: Colour,
    /// Borders of fields and buttons.
    pub border: Colour,
    /// Success.
    pub good: Colour,
    /// Warning.
    pub warn: Colour,
    /// Errors and irreversible actions.
    pub bad: Colour,
    /// Text on [`Palette::bad`].
    pub bad_text: Colour,
}

/// Minimum contrast of text and of control borders (WCAG 2.2, 1.4.3 and 1.4.11).
const TEXT: f64 = 4.5;
const CONTROL: f64 = 3.0;

impl Palette {
    pub(super) const LIGHT: Self = Self {
        accent: Colour::rgb(0x3b_4f_d8),
        accent_text: Colour::WHITE,
        ink: Colour::rgb(0x1a_1c_23),
        quiet: Colour::rgb(0x56_5b_6b),
        ground: Colour::rgb(0xf7_f7_f8),
        paper: Colour::WHITE,
        line: Colour::rgb(0xe3_e4_e9),
        border: Colour::rgb(0x86_8b_9a),
        good: Colour::rgb(0x13_6c_43),
        warn: Colour::rgb(0x7d_53_00),
        bad: Colour::rgb(0xb3_26_1e),
        bad_text: Colour::WHITE,
    };

    pub(super) const DARK: Self = Self {
        accent: Colour::rgb(0x95_a3_ff),
        accent_text: Colour::rgb(0x12_14_2b),
        ink: Colour::rgb(0xec_ee_f4),
        quiet: Colour::rgb(0xa5_ab_bb),
        ground: Colour::rgb(0x11_12_17),
        paper: Colour::rgb(0x19_1b_22),
        line: Colour::rgb(0x2c_2f_3a),
        border: Colour::rgb(0x72_78_88),
        good: Colour::rgb(0x6f_d6_a0),
        warn: Colour::rgb(0xf0_c0_60),
        bad: Colour::rgb(0xff_9c_93),
        bad_text: Colour::rgb(0x2b_0b_08),
    };

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

    /// The colours in the order of a theme's URL.
    pub(super) const fn colours(&self) -> [Colour; 12] {
        [
            self.accent,
            self.accent_text,
            self.ink,
            self.quiet,
            self.ground,
            self.paper,
            self.line,
            self.border,
            self.good,
            self.warn,
            self.bad,
            self.bad_text,
        ]
    }

    pub(super) const fn from_colours(colours: [Colour; 12]) -> Self {
        let [
            accent,
            accent_text,
            ink,
            quiet,
            ground,
            paper,
            line,
            border,
            good,
            warn,
            bad,
            bad_text,
        ] = colours;
        Self {
            accent,
            accent_text,
            ink,
            quiet,
            ground,
            paper,
            line,
            border,
            good,
            warn,
            bad,
            bad_text,
        }
    }

    /// All colour tokens of the style sheet.
    pub(super) fn tokens(&self) -> [(&'static str, Colour); 27] {
        let soft = |tone: Colour| tone.mixed(10, self.paper);
        let edge = |tone: Colour| tone.mixed(32, self.paper);
        [
            ("accent", self.accent),
            ("accent-text", self.accent_text),
            ("ink", self.ink),
            ("quiet", self.quiet),
            ("ground", self.ground),
            ("paper", self.paper),
            ("line", self.line),
            ("border", self.border),
            ("good", self.good),
            ("warn", self.warn),
            ("bad", self.bad),
            ("bad-text", self.bad_text),
            ("accent-hover", self.ink.mixed(14, self.accent)),
            ("bad-hover", self.ink.mixed(14, self.bad)),
            ("hover", self.ink.mixed(5, self.paper)),
            ("badge", self.ink.mixed(7, self.paper)),
            ("nav-hover", self.ink.mixed(5, self.ground)),
            ("nav-current", self.ink.mixed(8, self.ground)),
            ("avatar", self.accent.mixed(20, self.paper)),
            ("accent-soft", soft(self.accent)),
            ("good-soft", soft(self.good)),
            ("warn-soft", soft(self.warn)),
            ("bad-soft", soft(self.bad)),
            ("accent-edge", edge(self.accent)),
            ("good-edge", edge(self.good)),
            ("warn-edge", edge(self.warn)),
            ("bad-edge", edge(self.bad)),
        ]
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
            for ground in *grounds {
                let (Some(over), Some(under)) = (find(front), find(ground)) else {
                    continue;
                };
                let ratio = over.contrast(under);
                if ratio < *needed {
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
const PAIRS: &[(f64, &str, &[&str])] = &[
    (
        TEXT,
        "ink",
        &[
            "ground",
            "paper",
            "hover",
            "badge",
            "nav-hover",
            "nav-current",
            "avatar",
            "accent-soft",
            "good-soft",
            "warn-soft",
            "bad-soft",
        ],
    ),
    (TEXT, "quiet", &["ground", "paper", "badge", "hover"]),
    (
        TEXT,
        "accent",
        &[
            "ground",
            "paper",
            "accent-soft",
            "good-soft",
            "warn-soft",
            "bad-soft",
        ],
    ),
    (TEXT, "accent-text", &["accent", "accent-hover"]),
    (TEXT, "good", &["paper", "good-soft"]),
    (TEXT, "warn", &["paper", "warn-soft"]),
    (TEXT, "bad", &["ground", "paper", "bad-soft"]),
    (TEXT, "bad-text", &["bad", "bad-hover"]),
    (CONTROL, "border", &["ground", "paper"]),
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
            for name in grounds.iter().chain([front]) {
                assert!(names.contains(name), "{name}");
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
