//! What a host replied, and what a reader finds in it.

use http::{HeaderMap, StatusCode};
use scraper::{Html, Selector};
use serde_json::Value;

/// A reply.
#[derive(Debug, Clone)]
pub struct Reply {
    /// The path that was asked for.
    pub path: String,
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: String,
}

/// What shows of a reply: its status, its headers and its body.
pub type Outward = (u16, Vec<(String, String)>, String);

/// A text with one word for every id and token.
fn without_secrets(text: &str) -> String {
    let (mut clean, mut word) = (String::new(), String::new());
    for letter in text.chars().chain(['\n']) {
        if letter.is_ascii_alphanumeric() || letter == '_' || letter == '-' {
            word.push(letter);
            continue;
        }
        let is_id = ["ses_", "req_", "acc_"]
            .iter()
            .any(|own| word.starts_with(own));
        let is_sealed = clean.ends_with("__Host-wg-address=") && !word.is_empty();
        clean.push_str(if is_id || is_sealed || word.len() == 43 {
            "SECRET"
        } else {
            &word
        });
        clean.push(letter);
        word.clear();
    }
    clean
}

impl Reply {
    /// Where it redirects to, if it does.
    pub fn location(&self) -> Option<String> {
        self.headers
            .get("location")
            .map(|value| value.to_str().unwrap().to_owned())
    }

    /// A header as text; empty when it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// The `Set-Cookie` line of that cookie, if there is one.
    pub fn set_cookie(&self, name: &str) -> Option<&str> {
        let cookies = self.headers.get_all("set-cookie").iter();
        let mut lines = cookies.map(|line| line.to_str().unwrap());
        lines.find(|line| line.split('=').next() == Some(name))
    }

    /// The key of the notice that the next page is to show.
    pub fn notice(&self) -> Option<String> {
        let value = self.set_cookie("__Host-wg-notice")?.split_once('=')?.1;
        value.split_once('~').map(|(key, _)| key.to_owned())
    }

    /// Whether it redirects and opens a session.
    #[must_use]
    pub fn opens_session(&self) -> bool {
        let cookie = self.set_cookie("__Host-wg").unwrap_or_default();
        self.status == 303 && !cookie.is_empty() && !cookie.starts_with("__Host-wg=;")
    }

    /// What of it shows from outside, without its random parts: its status, its headers and its body,
    /// with one word for every id and token, and another for each of these texts.
    pub fn outward(&self, own: &[&str]) -> Outward {
        let plain = |text: &str| {
            let texts = own.iter().map(|own| (*own, own.replace('@', "%40")));
            let text = texts.fold(text.to_owned(), |text, (own, escaped)| {
                text.replace(own, "OWN").replace(&escaped, "OWN")
            });
            without_secrets(&text)
        };
        let headers = self.headers.iter();
        let fixed = headers
            .filter(|(name, _)| !["date", "server", "content-length"].contains(&name.as_str()));
        let mut headers: Vec<_> = fixed
            .map(|(name, value)| (name.to_string(), plain(value.to_str().unwrap())))
            .collect();
        headers.sort();
        (self.status.as_u16(), headers, plain(&self.body))
    }

    /// Its body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body)
            .unwrap_or_else(|error| panic!("{}: {error}: {}", self.path, self.body))
    }

    /// The target and hidden fields of the form whose action ends with `action`.
    pub fn form(&self, action: &str) -> (String, Vec<(String, String)>) {
        let page = Html::parse_document(&self.body);
        let form = page
            .select(&Selector::parse("form").unwrap())
            .find(|form| {
                form.value()
                    .attr("action")
                    .unwrap_or_default()
                    .ends_with(action)
            })
            .unwrap_or_else(|| panic!("no form for {action} on {}: {}", self.path, self.body));
        let hidden = form
            .select(&Selector::parse("input[type=hidden]").unwrap())
            .map(|input| {
                let attribute = |name| input.value().attr(name).unwrap_or_default().to_owned();
                (attribute("name"), attribute("value"))
            })
            .collect();
        (form.value().attr("action").unwrap().to_owned(), hidden)
    }

    /// What the field with that name shows.
    pub fn value(&self, name: &str) -> Option<String> {
        let page = Html::parse_document(&self.body);
        let named = Selector::parse(&format!("input[name={name}]")).unwrap();
        let field = page.select(&named).next()?;
        field.value().attr("value").map(str::to_owned)
    }

    /// A hidden field of the form whose action ends with `action`.
    pub fn hidden(&self, action: &str, name: &str) -> Option<String> {
        let (_, hidden) = self.form(action);
        let found = hidden.into_iter().find(|(own, _)| own == name);
        found.map(|(_, value)| value)
    }

    /// The value of the field of that name.
    pub fn field_value(&self, name: &str) -> String {
        let page = Html::parse_document(&self.body);
        let selector = format!("input[name={name}]:not([type=hidden])");
        let selector = Selector::parse(&selector).unwrap();
        let mut found = page.select(&selector);
        let field = found
            .next()
            .unwrap_or_else(|| panic!("{} has no field {name}", self.path));
        field.value().attr("value").unwrap_or_default().to_owned()
    }

    /// The first target that contains `part`.
    pub fn target(&self, part: &str) -> String {
        let found = self.targets().into_iter().find(|own| own.contains(part));
        found.unwrap_or_else(|| panic!("{} leads to no {part}", self.path))
    }

    /// Whether a link, a form or a file leads to exactly that target.
    #[must_use]
    pub fn links_to(&self, target: &str) -> bool {
        self.targets().iter().any(|own| own == target)
    }

    /// The targets of all links, forms and files of the page.
    pub fn targets(&self) -> Vec<String> {
        let page = Html::parse_document(&self.body);
        let links = Selector::parse("a[href], form[action], link[href], script[src]").unwrap();
        page.select(&links)
            .filter_map(|link| {
                link.value()
                    .attr("href")
                    .or_else(|| link.value().attr("action"))
                    .or_else(|| link.value().attr("src"))
            })
            .map(str::to_owned)
            .collect()
    }

    /// The text of the page, without markup and without marks that isolate directions of writing.
    pub fn text(&self) -> String {
        let page = Html::parse_document(&self.body);
        let text: Vec<&str> = page.root_element().text().map(str::trim).collect();
        text.join(" ").replace(['\u{2068}', '\u{2069}'], "")
    }

    /// How many elements match a selector.
    pub fn count(&self, selector: &str) -> usize {
        Html::parse_document(&self.body)
            .select(&Selector::parse(selector).unwrap())
            .count()
    }
}
