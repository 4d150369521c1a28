//! The host's logo and favicon.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::types::getters::getters;
use crate::ui::setters;

/// The host's logo and icons. Without a logo, its initials are shown in a square.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[must_use]
pub struct Brand {
    logo: Option<String>,
    favicon: Option<String>,
    touch_icon: Option<String>,
}

impl Brand {
    setters! {
        /// Logo next to the application's name, shown 32 pixels high: a path on the host's origin
        /// such as `/static/logo.svg`, or a data URL of an image of up to 32 kB.
        logo: impl Into<String> => Some(logo.into());
        /// Favicon: a path or a data URL, like the logo. Without one, browsers request
        /// `/favicon.ico` from the host.
        favicon: impl Into<String> => Some(favicon.into());
        /// Icon on the home screen of phones (`apple-touch-icon`): a PNG of 180 by 180 pixels, as a path
        /// or a data URL, like the logo.
        touch_icon: impl Into<String> => Some(touch_icon.into());
    }

    getters! { self =>
        /// URL of the logo, if there is one.
        pub logo_address: Option<&str> = self.logo.as_deref();
        /// URL of the favicon, if there is one.
        pub favicon_address: Option<&str> = self.favicon.as_deref();
    }

    /// URL of the icon on the home screen, if there is one.
    #[must_use]
    pub fn touch_icon_address(&self) -> Option<&str> {
        self.touch_icon.as_deref()
    }

    pub(crate) fn problems(&self) -> Vec<String> {
        let marks = [
            ("logo", &self.logo),
            ("favicon", &self.favicon),
            ("touch_icon", &self.touch_icon),
        ];
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

/// Whether the content security policy allows it as an image: the host's own origin, or a data URL.
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
