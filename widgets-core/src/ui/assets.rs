//! The files pages load: embedded, under addresses that name their content.

use sha2::{Digest as _, Sha256};

use crate::answer::Answer;

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("widgets.js");

/// The style and the script under their addresses.
pub(crate) struct Assets {
    style: String,
    script: String,
}

impl Assets {
    pub(crate) fn new() -> Self {
        Self {
            style: format!("widgets-{}.css", hash(STYLE)),
            script: format!("widgets-{}.js", hash(SCRIPT)),
        }
    }

    /// The style's path below the mount path.
    pub(crate) fn style_path(&self) -> String {
        format!("/assets/{}", self.style)
    }

    /// The script's path below the mount path.
    pub(crate) fn script_path(&self) -> String {
        format!("/assets/{}", self.script)
    }

    pub(crate) fn find(&self, file: &str) -> Option<Answer> {
        let (media_type, text) = if file == self.style {
            ("text/css; charset=utf-8", STYLE)
        } else if file == self.script {
            ("text/javascript; charset=utf-8", SCRIPT)
        } else {
            return None;
        };
        Some(Answer::file(media_type, text.as_bytes()))
    }
}

/// Enough of a content's hash to name it.
fn hash(text: &str) -> String {
    let hash = Sha256::digest(text.as_bytes());
    hash.iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
