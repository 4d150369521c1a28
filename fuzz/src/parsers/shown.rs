//! Theme URLs and message files.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::i18n::try_messages;
use crate::ui::Theme;

/// The text is the name of a theme's style sheet; so are the bytes once encoded as one.
pub fn themes(data: &[u8]) {
    if let Ok(name) = std::str::from_utf8(data) {
        theme(name);
    }
    theme(&URL_SAFE_NO_PAD.encode(data));
}

fn theme(name: &str) {
    let Some(theme) = Theme::from_address(name) else {
        return;
    };
    assert_eq!(theme.address(), name, "a theme has one name");
    assert!(theme.problems().is_empty());
    assert!(name.len() < 512);
    let style = theme.style();
    assert_eq!(style.matches('{').count(), style.matches('}').count());
    assert_eq!(style.matches('"').count() % 2, 0);
    for mark in ["<", "\\", "/*", "url(", "@import", "\n", "expression"] {
        assert!(!style.contains(mark), "{mark:?} in {style}");
    }
}

/// The text is a message file of a host.
pub fn messages(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    if let Err(problems) = try_messages(text) {
        assert!(!problems.is_empty());
        assert!(problems.iter().all(|problem| !problem.is_empty()));
    }
}
