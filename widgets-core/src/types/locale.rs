//! Language tags, and choosing a language for a reader.

use http::{HeaderMap, header};
use schemars::JsonSchema;
use serde::Serialize;
use unic_langid::LanguageIdentifier;

/// A language tag (BCP 47), such as `de`, `pt-BR` or `zh-Hant`.
#[derive(
    Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, JsonSchema, derive_more::Display,
)]
#[serde(transparent)]
pub struct Locale(String);

/// Writing direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Direction {
    /// Left to right.
    LeftToRight,
    /// Right to left.
    RightToLeft,
}

impl Direction {
    /// The value of HTML's `dir`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::LeftToRight => "ltr",
            Self::RightToLeft => "rtl",
        }
    }

    /// The side where lines begin, for mail clients without support for logical sides.
    pub(crate) const fn start(self) -> &'static str {
        match self {
            Self::LeftToRight => "left",
            Self::RightToLeft => "right",
        }
    }
}

impl Locale {
    const LONGEST: usize = 35;

    /// Parses a tag: a language, optionally followed by script, region and variants. `None` for
    /// anything else.
    #[must_use]
    pub fn parse(tag: &str) -> Option<Self> {
        let read = LanguageIdentifier::from_bytes(tag.as_bytes()).ok()?;
        let text = read.to_string();
        // The parser also takes underscores, languages of up to eight letters, of which there are none,
        // and variants of four letters, which would be read as a script once the variants are in order.
        let is_variant =
            |own: &str| own.len() != 4 || own.starts_with(|one: char| one.is_numeric());
        let variants = read.variants().all(|own| is_variant(own.as_str()));
        let usual = variants && !tag.contains('_') && read.language.as_str().len() <= 3;
        (usual && text.len() <= Self::LONGEST).then_some(Self(text))
    }

    /// The tag in its canonical form: case, and the order of variants (UTS 35).
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The language without script, region and variants.
    #[must_use]
    pub fn language(&self) -> &str {
        self.0.split('-').next().unwrap_or_default()
    }

    /// The writing direction, by script if given, else by the language's usual script.
    #[must_use]
    pub fn direction(&self) -> Direction {
        const SCRIPTS: [&str; 10] = [
            "Adlm", "Arab", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa",
        ];
        const LANGUAGES: [&str; 14] = [
            "ar", "arc", "ckb", "dv", "fa", "he", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi",
        ];
        let read = LanguageIdentifier::from_bytes(self.0.as_bytes());
        let right = match read.ok().and_then(|own| own.script) {
            Some(script) => SCRIPTS.contains(&script.as_str()),
            None => LANGUAGES.contains(&self.language()),
        };
        if right {
            Direction::RightToLeft
        } else {
            Direction::LeftToRight
        }
    }
}

/// The language ranges of `Accept-Language` by descending weight (RFC 9110, section 12.5.4).
/// Malformed ones and those with weight 0 are left out.
pub(crate) fn accepted(headers: &HeaderMap) -> Vec<String> {
    /// Upper limit on ranges; no reader has more languages.
    const MOST: usize = 32;
    let lines = headers
        .get_all(header::ACCEPT_LANGUAGE)
        .iter()
        .filter_map(|line| line.to_str().ok());
    let ranges = lines.flat_map(|line| line.split(',')).filter_map(range);
    let mut ranges: Vec<(u16, &str)> = ranges.take(MOST).collect();
    ranges.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    let wanted = ranges.into_iter().filter(|(weight, _)| *weight > 0);
    wanted.map(|(_, range)| range.to_owned()).collect()
}

fn range(text: &str) -> Option<(u16, &str)> {
    let (range, weight) = match text.split_once(';') {
        Some((range, parameter)) => (range, weight(parameter)?),
        None => (text, 1000),
    };
    let range = range.trim();
    let part = |part: &str| {
        (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    (range == "*" || range.split('-').all(part)).then_some((weight, range))
}

/// Parses a weight into thousandths: 0 to 1 with at most three decimal places.
fn weight(parameter: &str) -> Option<u16> {
    let (name, value) = parameter.trim().split_once('=')?;
    let (whole, fraction) = value.split_once('.').unwrap_or((value, ""));
    let well_formed = name.eq_ignore_ascii_case("q")
        && fraction.len() <= 3
        && fraction.bytes().all(|b| b.is_ascii_digit());
    let whole = well_formed.then_some(match whole {
        "0" => Some(0),
        "1" => Some(1000),
        _ => None,
    })??;
    let thousandths: u16 = format!("{fraction:0<3}").parse().ok()?;
    Some((whole + thousandths).min(1000))
}

/// Lookup (RFC 4647, section 3.4): tries each range, shortened from its end until a tag matches.
/// `*` selects the default.
pub(crate) fn lookup<'a, T>(
    ranges: impl IntoIterator<Item = &'a str>,
    find: impl Fn(&str) -> Option<T>,
) -> Option<T> {
    for range in ranges {
        if range == "*" {
            return None;
        }
        let mut range = range;
        loop {
            if let Some(found) = find(range) {
                return Some(found);
            }
            let Some((shorter, _)) = range.rsplit_once('-') else {
                break;
            };
            // A single-letter subtag only introduces what was cut off, so drop it too.
            range = match shorter.rsplit_once('-') {
                Some((before, single)) if single.len() == 1 => before,
                _ => shorter,
            };
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(lines: &[&str]) -> Vec<String> {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(header::ACCEPT_LANGUAGE, line.parse().unwrap());
        }
        accepted(&headers)
    }

    fn found(line: &str) -> Option<&'static str> {
        let have = ["en", "de", "ar", "pt-BR", "zh-Hant"];
        let ranges = wanted(&[line]);
        lookup(ranges.iter().map(String::as_str), |range| {
            have.into_iter().find(|tag| tag.eq_ignore_ascii_case(range))
        })
    }

    #[test]
    fn tags_are_read_and_written_in_the_usual_case() {
        let read = |tag| Locale::parse(tag).map(|own| own.0);
        for (tag, usual) in [
            ("DE", "de"),
            ("pt-br", "pt-BR"),
            ("ZH-hANT-tw", "zh-Hant-TW"),
            ("es-419", "es-419"),
            ("ca-valencia", "ca-valencia"),
            ("de-1996", "de-1996"),
            ("sl-rozaj-biske", "sl-biske-rozaj"),
            ("en-xa", "en-XA"),
        ] {
            assert_eq!(read(tag).as_deref(), Some(usual));
        }
        for tag in [
            "",
            "d",
            "deutsch",
            "de_DE",
            "de-",
            "-de",
            "de-D",
            "*",
            "dé",
            "de-x-private",
            "de\r\n",
            "de-\u{befbe}",
            "de-ä1",
        ] {
            assert_eq!(read(tag), None, "{tag:?}");
        }
    }

    #[test]
    fn the_script_decides_where_lines_begin() {
        let direction = |tag| Locale::parse(tag).unwrap().direction().as_str();
        for tag in [
            "ar",
            "ar-EG",
            "he",
            "fa",
            "ur-PK",
            "yi",
            "ckb",
            "az-Arab",
            "ms-Arab-MY",
        ] {
            assert_eq!(direction(tag), "rtl", "{tag}");
        }
        for tag in [
            "en", "de-AT", "zh-Hant", "uz-Latn", "ar-Latn", "ks-Deva", "az",
        ] {
            assert_eq!(direction(tag), "ltr", "{tag}");
        }
    }

    #[test]
    fn weights_order_what_is_accepted() {
        let by_weight = wanted(&["da, en-GB;q=0.8, en;q=0.7"]);
        assert_eq!(by_weight, ["da", "en-GB", "en"]);
        let by_weight = wanted(&["a;q=0.1, b;Q=0.101 , c; q=1.000", "d"]);
        assert_eq!(by_weight, ["c", "d", "b", "a"]);
        assert_eq!(wanted(&["fr;q=0, de;q=0.000, en"]), ["en"]);
        for broken in [
            "de;q=2",
            "de;q=0.1234",
            "de;q=-1",
            "de;q=",
            "de;w=1",
            "de;q=1;q=1",
            "d e",
        ] {
            assert_eq!(wanted(&[broken, "en;q=0.1"]), ["en"], "{broken}");
        }
        assert_eq!(wanted(&["", ", ,;", "*;q=0.5"]), ["*"]);
        assert_eq!(wanted(&[&"de,".repeat(100)]).len(), 32);
    }

    #[test]
    fn lookup_shortens_range_by_range() {
        assert_eq!(found("de-CH-1996"), Some("de"));
        assert_eq!(found("DE"), Some("de"));
        assert_eq!(found("fr-CH, ar-EG;q=0.9, de;q=0.8"), Some("ar"));
        assert_eq!(found("zh-Hant-CN-x-private1"), Some("zh-Hant"));
        assert_eq!(found("zh-Hans, de;q=0.1"), Some("de"));
        assert_eq!(found("pt"), None, "a range is never lengthened");
        // Anything is the default.
        assert_eq!(found("fr, *;q=0.5, de;q=0.1"), None);
        assert_eq!(found(""), None);
    }
}
