//! Font stacks. No fonts are loaded.

/// The font of all text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Font {
    /// The system font.
    #[default]
    System,
    /// A sans-serif with the strokes of handwriting, such as Optima or Candara.
    Humanist,
    /// A serif, such as Charter or Cambria.
    Serif,
    /// A sans-serif with round ends.
    Rounded,
    /// One to four fonts by name, then the system font. The host serves and declares them in a
    /// style sheet of its own, or expects users to have them installed.
    Named(Vec<String>),
}

const SYSTEM: &str = "system-ui,-apple-system,\"Segoe UI\",Roboto,\"Helvetica Neue\",\"Noto Sans\",\
     sans-serif";

impl Font {
    /// One to four fonts by name, then the system font.
    #[must_use]
    pub fn named<N: Into<String>>(names: impl IntoIterator<Item = N>) -> Self {
        Self::Named(names.into_iter().map(Into::into).collect())
    }

    pub(super) fn problems(&self) -> Vec<String> {
        let Self::Named(names) = self else {
            return Vec::new();
        };
        let mut problems = Vec::new();
        if names.is_empty() || names.len() > 4 {
            problems.push("theme: name one to four fonts".to_owned());
        }
        for name in names.iter().filter(|name| !is_name(name)) {
            problems.push(format!(
                "theme: a font's name has 1 to 40 letters, digits, spaces and hyphens, unlike {name:?}"
            ));
        }
        problems
    }

    pub(crate) fn css(&self) -> String {
        match self {
            Self::System => SYSTEM.to_owned(),
            Self::Humanist => format!("Seravek,\"Gill Sans Nova\",Ubuntu,Calibri,Optima,{SYSTEM}"),
            Self::Serif => {
                "Charter,\"Bitstream Charter\",\"Sitka Text\",Cambria,\"Noto Serif\",serif"
                    .to_owned()
            }
            Self::Rounded => {
                format!("ui-rounded,\"Hiragino Maru Gothic ProN\",Quicksand,Nunito,{SYSTEM}")
            }
            Self::Named(names) => {
                let mut css = String::new();
                for name in names.iter().filter(|name| is_name(name)) {
                    css.push_str(&format!("\"{name}\","));
                }
                css + SYSTEM
            }
        }
    }

    /// The encoding at the end of a theme's URL.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        match self {
            Self::System => vec![0],
            Self::Humanist => vec![1],
            Self::Serif => vec![2],
            Self::Rounded => vec![3],
            Self::Named(names) => [&[4], names.join(",").as_bytes()].concat(),
        }
    }

    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0] => Some(Self::System),
            [1] => Some(Self::Humanist),
            [2] => Some(Self::Serif),
            [3] => Some(Self::Rounded),
            [4, names @ ..] => Some(Self::named(str::from_utf8(names).ok()?.split(','))),
            _ => None,
        }
    }
}

fn is_name(name: &str) -> bool {
    let known = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b'-');
    (1..=40).contains(&name.len()) && name.bytes().all(known) && name.trim() == name
}
