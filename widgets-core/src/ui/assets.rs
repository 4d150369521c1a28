//! Static files of pages: embedded, without comments and compressed at build time, with content-hashed URLs.

use std::borrow::Cow;

use bytes::Bytes;
use http::HeaderValue;
use maud::{Markup, html};
use sha2::{Digest as _, Sha256};

use super::Appearance;

/// A file whose content never changes under its URL.
#[derive(Debug)]
pub(crate) struct File {
    pub(crate) media_type: HeaderValue,
    pub(crate) bytes: Bytes,
    /// The same bytes, compressed with brotli.
    pub(crate) brotli: Option<&'static [u8]>,
}

struct Asset {
    stem: &'static str,
    extension: &'static str,
    media_type: &'static str,
    bytes: &'static [u8],
    /// The same bytes, compressed with brotli.
    brotli: &'static [u8],
}

const STYLE: Asset = Asset {
    stem: "widgets",
    extension: "css",
    media_type: "text/css; charset=utf-8",
    bytes: include_bytes!(concat!(env!("OUT_DIR"), "/style.css")),
    brotli: include_bytes!(concat!(env!("OUT_DIR"), "/style.css.br")),
};

/// The same rules in no layer, above a host's rules for elements and classes.
const UNLAYERED: Asset = Asset {
    stem: "unlayered",
    extension: "css",
    media_type: "text/css; charset=utf-8",
    bytes: include_bytes!(concat!(env!("OUT_DIR"), "/unlayered.css")),
    brotli: include_bytes!(concat!(env!("OUT_DIR"), "/unlayered.css.br")),
};

const SCRIPT: Asset = Asset {
    stem: "widgets",
    extension: "js",
    media_type: "text/javascript; charset=utf-8",
    bytes: include_bytes!(concat!(env!("OUT_DIR"), "/widgets.js")),
    brotli: include_bytes!(concat!(env!("OUT_DIR"), "/widgets.js.br")),
};

/// Folder of the files below the mount path.
const FOLDER: &str = "/assets/";

impl Asset {
    fn path(&self) -> String {
        let hash = Sha256::digest(self.bytes);
        let short: String = hash
            .iter()
            .take(8)
            .map(|byte| format!("{byte:02x}"))
            .collect();
        format!("{FOLDER}{}-{short}.{}", self.stem, self.extension)
    }
}

/// The URLs of all files, relative to the mount path.
pub(crate) struct Assets {
    style: String,
    theme: String,
    script: String,
    /// The mount path, below which nearly all pages are. Their links are rendered once, in
    /// `mounted`.
    mount: String,
    mounted: Markup,
}

impl Assets {
    pub(crate) fn new(appearance: &Appearance, mount: String) -> Self {
        let style = if appearance.unlayered {
            UNLAYERED
        } else {
            STYLE
        };
        let mut assets = Self {
            style: style.path(),
            theme: appearance.theme.path(),
            script: SCRIPT.path(),
            mounted: Markup::default(),
            mount,
        };
        assets.mounted = assets.links(&assets.mount);
        assets
    }

    /// The links to style sheet, theme and script, for the head of a page below `prefix`.
    pub(crate) fn loads(&self, prefix: &str) -> Cow<'_, Markup> {
        if prefix == self.mount {
            Cow::Borrowed(&self.mounted)
        } else {
            Cow::Owned(self.links(prefix))
        }
    }

    fn links(&self, prefix: &str) -> Markup {
        html! {
            link rel="stylesheet" href={ (prefix) (self.style) };
            link rel="stylesheet" href={ (prefix) (self.theme) };
            script type="module" src={ (prefix) (self.script) } {}
        }
    }

    /// The file with this name.
    pub(crate) fn find(&self, file: &str) -> Option<File> {
        let mut known = [STYLE, UNLAYERED, SCRIPT].into_iter();
        let asset = known.find(|own| own.path().strip_prefix(FOLDER) == Some(file))?;
        Some(File {
            media_type: HeaderValue::from_static(asset.media_type),
            bytes: Bytes::from_static(asset.bytes),
            brotli: Some(asset.brotli),
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::ui::Theme;

    /// The style sheet contains no colours: they belong in the theme, which checks their contrast.
    #[test]
    fn the_style_uses_only_tokens_of_the_theme() {
        let style = std::str::from_utf8(STYLE.bytes).unwrap();
        // Shadows are exempt: no text is shown on them.
        let plain = style.replace("rgb(0 0 0 /", "");
        for word in ["#", "color-mix", "rgb(", "light-dark("] {
            assert!(!plain.contains(word), "{word}");
        }
        let theme = Theme::default().style();
        let used = style
            .split("var(--")
            .skip(1)
            .filter_map(|rest| rest.find([')', ',']).map(|end| &rest[..end]));
        let used: BTreeSet<&str> = used.collect();
        for name in used {
            let here = style.contains(&format!("--{name}:"));
            assert!(
                here || theme.contains(&format!("--{name}:")),
                "--{name} is not defined"
            );
        }
    }

    /// Physical sides (left, right) would not mirror in right-to-left languages.
    #[test]
    fn every_class_has_one_rule_of_its_own() {
        // Two things of one name would get each other's style.
        let style = include_str!("style.css");
        let rules = style.lines().filter_map(|line| line.strip_prefix("  .wg-"));
        let mut names: Vec<&str> = rules
            .filter_map(|rule| rule.split_once(" {"))
            .map(|(name, _)| name)
            .collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert!(count > 50, "only {count} rules were found");
        assert_eq!(names.len(), count, "a class has two rules");
    }

    #[test]
    fn no_comment_travels_and_nothing_else_is_left_out() {
        for asset in [STYLE, UNLAYERED, SCRIPT] {
            let served = std::str::from_utf8(asset.bytes).unwrap();
            assert!(!served.contains("/*"));
            assert!(!served.lines().any(|line| line.trim().starts_with("//")));
        }
        let sources = [include_str!("style.css"), include_str!("widgets.js")];
        for (asset, source) in [STYLE, SCRIPT].iter().zip(sources) {
            let served = std::str::from_utf8(asset.bytes).unwrap();
            let mut lines = source.lines();
            for own in served.lines() {
                let skipped: Vec<&str> = lines.by_ref().take_while(|line| *line != own).collect();
                let skipped = skipped.join("\n");
                let code = skipped.split("*/").flat_map(|part| part.split("/*").next());
                let mut code = code.flat_map(str::lines).map(str::trim);
                let left_out = code.find(|line| !line.is_empty() && !line.starts_with("//"));
                assert_eq!(left_out, None);
            }
        }
    }

    #[test]
    fn the_style_knows_no_left_and_right() {
        let style = std::str::from_utf8(STYLE.bytes).unwrap();
        for word in [
            "left",
            "right",
            "padding-top",
            "padding-bottom",
            "margin-top",
            " width:",
        ] {
            assert!(!style.contains(word), "{word}");
        }
    }
}
