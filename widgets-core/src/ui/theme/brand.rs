//! The marks of the host: its logo and its favicon.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::ui::setters;

/// The marks of the host. Without a logo its initials stand in a square.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[must_use]
pub struct Brand {
    logo: Option<String>,
    favicon: Option<String>,
}

impl Brand {
    setters! {
        /// The logo beside the application's name: a path of the host's own such as
        /// `/static/logo.svg`, or a data URL of a picture of up to 32 kB. It is shown 32 pixels
        /// high.
        logo: impl Into<String> => Some(logo.into());
        /// The icon of the browser's tab: a path or a data URL, like the logo. Without one browsers
        /// ask the host for `/favicon.ico`.
        favicon: impl Into<String> => Some(favicon.into());
    }

    /// Where the logo is, if there is one.
    #[must_use]
    pub fn logo_address(&self) -> Option<&str> {
        self.logo.as_deref()
    }

    /// Where the favicon is, if there is one.
    #[must_use]
    pub fn favicon_address(&self) -> Option<&str> {
        self.favicon.as_deref()
    }

    pub(crate) fn problems(&self) -> Vec<String> {
        let marks = [("logo", &self.logo), ("favicon", &self.favicon)];
        let wrong = marks
            .into_iter()
            .filter(|(_, own)| !own.as_deref().is_none_or(is_picture));
        wrong
            .map(|(mark, _)| {
                format!(
                    "brand: the {mark} must be a path of the host such as /static/{mark}.svg, or a \
                     base64 data URL of a PNG, SVG, WebP, JPEG or ICO of up to 32 kB"
                )
            })
            .collect()
    }
}

/// What pages may load as a picture: the policy allows the host's own origin and data URLs.
fn is_picture(address: &str) -> bool {
    const TYPES: [&str; 6] = [
        "png",
        "svg+xml",
        "webp",
        "jpeg",
        "x-icon",
        "vnd.microsoft.icon",
    ];
    const LONGEST: usize = 44 * 1024;
    if let Some(rest) = address.strip_prefix("data:image/") {
        return rest.len() <= LONGEST
            && rest.split_once(";base64,").is_some_and(|(kind, data)| {
                TYPES.contains(&kind) && !data.is_empty() && STANDARD.decode(data).is_ok()
            });
    }
    let own = address.starts_with('/') && !address.starts_with("//");
    let plain = |byte: u8| byte.is_ascii_graphic() && byte != b'\\';
    own && address.len() <= 1024 && address.bytes().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_pictures_that_pages_may_load() {
        for address in [
            "/logo.svg",
            "/a/b.png?v=2",
            "data:image/png;base64,iVBORw0KGgo=",
        ] {
            assert_eq!(
                Brand::default().logo(address).problems(),
                Vec::<String>::new(),
                "{address}"
            );
        }
        let wrong = [
            "",
            "logo.svg",
            "//evil.example/x.png",
            "/\\evil.example",
            "https://evil.example/x.png",
            "/a b.png",
            "data:text/html;base64,PGI+",
            "data:image/png;base64,",
            "data:image/png,x",
            "data:image/png;base64,!!",
            "javascript:alert(1)",
        ];
        for address in wrong {
            assert_eq!(
                Brand::default().favicon(address).problems().len(),
                1,
                "{address}"
            );
        }
    }
}
