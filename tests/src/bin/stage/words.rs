//! The words of these hosts' own widgets. The catalogue of messages is core's.

use widgets_core::RequestCtx;
use widgets_core::i18n::Messages;

/// What says them.
pub trait Say {
    /// The words in the reader's language; the pseudo-locale's are longer English.
    fn say(&self, english: &str, arabic: &str) -> String;
}

impl Say for Messages {
    fn say(&self, english: &str, arabic: &str) -> String {
        match self.language().as_str() {
            "ar" => arabic.to_owned(),
            "en-XA" => pseudo(english),
            _ => english.to_owned(),
        }
    }
}

impl Say for RequestCtx {
    fn say(&self, english: &str, arabic: &str) -> String {
        self.messages().say(english, arabic)
    }
}

fn pseudo(english: &str) -> String {
    let letters = english.chars().map(|letter| match letter {
        'a' => 'å',
        'e' => 'é',
        'i' => 'î',
        'o' => 'ö',
        'u' => 'û',
        other => other,
    });
    let letters: String = letters.collect();
    let words = ["öñé", "ţŵö", "ţĥŕéé", "ƒöûŕ"];
    let many = (english.chars().count() / 10).clamp(1, words.len());
    format!("⟦{letters} {}⟧", words[..many].join(" "))
}
