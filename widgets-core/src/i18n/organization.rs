//! The word for an organization, which a host may call a team, a workspace or a company.
//!
//! In the message files it is the term `-organization`, chosen by `number` and `case`, and its
//! attribute `gender` for whatever agrees with it. A host's word takes the term's place.

use std::fmt::Write as _;

/// What a host calls an organization in one language.
///
/// English needs singular and plural; German its gender too. Everything else follows from the rules
/// of the language and can be [said](OrganizationWord::form) where the rules are wrong:
///
/// ```
/// use widgets_core::i18n::{Gender, OrganizationWord};
///
/// let english = OrganizationWord::new("team", "teams");
/// let german = OrganizationWord::new("Firma", "Firmen").gender(Gender::Feminine);
/// let unusual = OrganizationWord::new("unit", "units").form("one", "article", "a unit");
/// # let _ = (english, german, unusual);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganizationWord {
    one: String,
    other: String,
    gender: Option<Gender>,
    forms: Vec<(String, String, String)>,
}

/// The gender of a word, where a language has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gender {
    /// Masculine: der Arbeitsbereich, فريق.
    Masculine,
    /// Feminine: die Firma, شركة.
    Feminine,
    /// Neuter: das Team.
    Neuter,
}

impl Gender {
    const fn key(self) -> &'static str {
        match self {
            Self::Masculine => "masculine",
            Self::Feminine => "feminine",
            Self::Neuter => "neuter",
        }
    }
}

impl OrganizationWord {
    /// The word for one and for several, as they stand within a sentence.
    pub fn new(one: impl Into<String>, other: impl Into<String>) -> Self {
        Self {
            one: one.into(),
            other: other.into(),
            gender: None,
            forms: Vec::new(),
        }
    }

    /// The word's gender.
    #[must_use]
    pub fn gender(mut self, gender: Gender) -> Self {
        self.gender = Some(gender);
        self
    }

    /// One form of the word, where the rule is wrong. `number` is `one` or `other` (in Arabic also
    /// `two`). `case` is, in English, `plain`, `capital` or `article` (with "a" or "an"); in German
    /// `nominative`, `accusative`, `dative` or `genitive`; in Arabic `indefinite`, `definite` or
    /// `your`; in a language of the host's own whatever its messages ask for.
    #[must_use]
    pub fn form(
        mut self,
        number: impl Into<String>,
        case: impl Into<String>,
        text: impl Into<String>,
    ) -> Self {
        self.forms.push((number.into(), case.into(), text.into()));
        self
    }

    /// The term that says this word.
    pub(super) fn term(&self, language: &str) -> Result<String, String> {
        let mut forms = self.ruled(language)?;
        for (number, case, text) in &self.forms {
            let known = forms
                .iter_mut()
                .find(|own| own.number == number && own.case == case);
            match known {
                Some(form) => form.text.clone_from(text),
                None if RULED.contains(&language) => {
                    return Err(format!(
                        "there is no form ({number:?}, {case:?}) in {language:?}: see \
                         OrganizationWord::form"
                    ));
                }
                None => forms.push(Form {
                    number,
                    case,
                    text: text.clone(),
                }),
            }
        }
        let word = |key: &str| !key.is_empty() && key.bytes().all(|b| b.is_ascii_lowercase());
        if forms
            .iter()
            .any(|form| !word(form.number) || !word(form.case))
        {
            return Err("number and case of a form are lower-case words".to_owned());
        }
        for form in &forms {
            let text = &form.text;
            if text.trim().is_empty()
                || text.chars().count() > 60
                || text.chars().any(char::is_control)
            {
                return Err(format!("{text:?} is not a word of 1 to 60 characters"));
            }
        }
        Ok(write(&forms, self.gender))
    }

    /// The forms that follow from singular and plural. The first number and the first case are what
    /// a message gets that asks for none.
    fn ruled(&self, language: &str) -> Result<Vec<Form<'_>>, String> {
        let (one, other) = (self.one.as_str(), self.other.as_str());
        let forms = match language {
            "de" => {
                let gender = self.gender.ok_or("in \"de\" it needs its .gender(..)")?;
                let genitive = match gender {
                    Gender::Feminine => one.to_owned(),
                    Gender::Masculine | Gender::Neuter => format!("{one}s"),
                };
                let dative = if other.ends_with(['n', 's']) {
                    other.to_owned()
                } else {
                    format!("{other}n")
                };
                vec![
                    form("one", "nominative", one),
                    form("one", "accusative", one),
                    form("one", "dative", one),
                    form("one", "genitive", &genitive),
                    form("other", "nominative", other),
                    form("other", "accusative", other),
                    form("other", "dative", &dative),
                    form("other", "genitive", other),
                ]
            }
            "ar" => {
                self.gender.ok_or("in \"ar\" it needs its .gender(..)")?;
                // Before an ending the last letter of a feminine opens.
                let stem = one
                    .strip_suffix('ة')
                    .map_or_else(|| one.to_owned(), |stem| format!("{stem}ت"));
                vec![
                    form("one", "indefinite", one),
                    form("one", "definite", &format!("ال{one}")),
                    form("one", "your", &format!("{stem}ك")),
                    form("two", "indefinite", &format!("{stem}ين")),
                    form("two", "definite", &format!("ال{stem}ين")),
                    form("two", "your", &format!("{stem}يك")),
                    form("other", "indefinite", other),
                    form("other", "definite", &format!("ال{other}")),
                    form("other", "your", &format!("{other}ك")),
                ]
            }
            _ => {
                let article = if one.starts_with(['a', 'e', 'i', 'o']) {
                    "an"
                } else {
                    "a"
                };
                let mut forms = vec![
                    form("one", "plain", one),
                    form("one", "capital", &capital(one)),
                ];
                if language == "en" {
                    forms.push(form("one", "article", &format!("{article} {one}")));
                }
                forms.push(form("other", "plain", other));
                forms.push(form("other", "capital", &capital(other)));
                forms
            }
        };
        Ok(forms)
    }
}

/// The languages whose forms are known, so that a wrong one is a mistake.
const RULED: [&str; 3] = ["en", "de", "ar"];

/// One form of a word.
struct Form<'a> {
    number: &'a str,
    case: &'a str,
    text: String,
}

fn form<'a>(number: &'a str, case: &'a str, text: &str) -> Form<'a> {
    Form {
        number,
        case,
        text: text.to_owned(),
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next();
    first
        .into_iter()
        .flat_map(char::to_uppercase)
        .chain(letters)
        .collect()
}

/// The term in the language of message files.
fn write(forms: &[Form<'_>], gender: Option<Gender>) -> String {
    let mut numbers: Vec<&str> = Vec::new();
    for form in forms {
        if !numbers.contains(&form.number) {
            numbers.push(form.number);
        }
    }
    let mut term = "-organization = { $number ->\n".to_owned();
    for (at, number) in numbers.iter().enumerate() {
        let mark = if at == 0 { "   *" } else { "    " };
        let _ = writeln!(term, "{mark}[{number}] {{ $case ->");
        let cases = forms.iter().filter(|form| form.number == *number);
        for (at, Form { case, text, .. }) in cases.enumerate() {
            let mark = if at == 0 { "       *" } else { "        " };
            let text = text.replace('\\', "\\\\").replace('"', "\\\"");
            let _ = writeln!(term, "{mark}[{case}] {{ \"{text}\" }}");
        }
        term.push_str("    }\n");
    }
    term.push_str("}\n");
    if let Some(gender) = gender {
        let _ = writeln!(term, "    .gender = {}", gender.key());
    }
    term
}
