//! The words of these hosts' own widgets. The catalogue of messages is core's.

use widgets_core::RequestCtx;
use widgets_core::i18n::Messages;

/// A line for each English text: the text, ` = `, and the same in Arabic.
const ARABIC: &str = include_str!("arabic.txt");

/// What says them.
pub trait Say {
    /// An English text in the reader's language; the pseudo-locale's is longer English.
    fn say(&self, english: &str) -> String;
}

impl Say for Messages {
    fn say(&self, english: &str) -> String {
        match self.language().as_str() {
            "ar" => arabic(english).to_owned(),
            "en-XA" => pseudo(english),
            _ => english.to_owned(),
        }
    }
}

impl Say for RequestCtx {
    fn say(&self, english: &str) -> String {
        self.messages().say(english)
    }
}

fn arabic(english: &str) -> &'static str {
    let mut words = ARABIC.lines().filter_map(|line| line.split_once(" = "));
    let found = words.find(|(own, _)| *own == english);
    found
        .unwrap_or_else(|| panic!("no Arabic for {english:?}"))
        .1
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
