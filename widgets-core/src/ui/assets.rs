//! The files pages load: embedded, under addresses that name their content.

use sha2::{Digest as _, Sha256};

use crate::answer::Answer;

const STYLE: &str = include_str!("style.css");

/// The style under its address.
pub(crate) struct Assets {
    style: String,
}

impl Assets {
    pub(crate) fn new() -> Self {
        let hash = Sha256::digest(STYLE.as_bytes());
        let short: String = hash
            .iter()
            .take(8)
            .map(|byte| format!("{byte:02x}"))
            .collect();
        Self {
            style: format!("widgets-{short}.css"),
        }
    }

    /// The style's path below the mount path.
    pub(crate) fn style_path(&self) -> String {
        format!("/assets/{}", self.style)
    }

    pub(crate) fn find(&self, file: &str) -> Option<Answer> {
        (file == self.style).then(|| Answer::file("text/css; charset=utf-8", STYLE.as_bytes()))
    }
}
