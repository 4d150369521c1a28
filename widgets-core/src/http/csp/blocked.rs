//! Finds what a document contains that its policy blocks: browsers tell it only in their console.

use url::Url;

use super::{PolicyAdditions, hash};

/// What the policy of a document blocks in it, each as a sentence with the setting to use. `own` is the
/// public URL.
///
/// Reads markup as this project and hosts write it, not everything that browsers make sense of: it is
/// advice during development.
pub(crate) fn blocked(document: &str, policy: &PolicyAdditions, own: &Url) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = document;
    while let Some((_, after)) = rest.split_once('<') {
        if let Some(comment) = after.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let (tag, after) = Tag::read(after);
        rest = after;
        found.extend(tag.attributes_blocked());
        found.extend(tag.load_blocked(policy, own));
        if matches!(tag.name, "script" | "style") {
            let end = format!("</{}", tag.name);
            let (text, after) = rest.split_at(rest.find(&end).unwrap_or(rest.len()));
            rest = after;
            found.extend(tag.inline_blocked(text, policy));
        }
    }
    found
}

/// A start tag, or an end tag, which has no attributes.
struct Tag<'a> {
    name: &'a str,
    attributes: Vec<(&'a str, &'a str)>,
}

impl<'a> Tag<'a> {
    /// Reads a tag from behind its `<`, and gives what follows it.
    fn read(text: &'a str) -> (Self, &'a str) {
        let ends = |c: char| c.is_whitespace() || c == '>';
        let (name, mut rest) = text.split_at(text.find(ends).unwrap_or(text.len()));
        let mut attributes = Vec::new();
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
            if let Some(after) = rest.strip_prefix('>') {
                return (Self { name, attributes }, after);
            }
            let ends = |c: char| ends(c) || c == '=' || c == '/';
            let (attribute, after) = rest.split_at(rest.find(ends).unwrap_or(rest.len()));
            let (value, after) = match after.strip_prefix('=') {
                Some(value) => unquoted(value),
                None => ("", after),
            };
            if after.len() == rest.len() {
                // Neither a name nor an end: the document is cut off, or no markup.
                return (Self { name, attributes }, after);
            }
            attributes.push((attribute, value));
            rest = after;
        }
    }

    fn attribute(&self, name: &str) -> Option<&'a str> {
        let mut attributes = self.attributes.iter();
        attributes.find_map(|(own, value)| (*own == name).then_some(*value))
    }

    fn attributes_blocked(&self) -> Vec<String> {
        let name = self.name;
        let told = |(attribute, _): &(&str, &str)| match *attribute {
            "style" => Some(format!(
                "the attribute style of <{name}>: use a class of a style sheet"
            )),
            event if event.len() > 3 && event.starts_with("on") => Some(format!(
                "the attribute {event} of <{name}>: add a listener in a script of its own file"
            )),
            _ => None,
        };
        self.attributes.iter().filter_map(told).collect()
    }

    /// What the tag loads from an origin that is not allowed.
    fn load_blocked(&self, policy: &PolicyAdditions, own: &Url) -> Option<String> {
        let relation = self.attribute("rel").unwrap_or_default();
        let (directive, setting, what, address) = match (self.name, relation) {
            ("script", _) => ("script-src", "script", "a script", self.attribute("src")?),
            ("link", "stylesheet") => (
                "style-src",
                "style",
                "a style sheet",
                self.attribute("href")?,
            ),
            ("link", "preload") if self.attribute("as") == Some("font") => {
                ("font-src", "font", "a font", self.attribute("href")?)
            }
            ("link", "icon" | "apple-touch-icon") => {
                ("img-src", "image", "an icon", self.attribute("href")?)
            }
            ("img", _) => ("img-src", "image", "an image", self.attribute("src")?),
            ("iframe", _) => ("frame-src", "frame", "a frame", self.attribute("src")?),
            _ => return None,
        };
        let url = own.join(address).ok()?;
        let origin = url.origin().ascii_serialization();
        let at_home = setting != "frame" && url.origin() == own.origin();
        let fits =
            url.scheme() == "data" && setting == "image" || policy.allows(directive, &origin);
        (!at_home && !fits)
            .then(|| format!("{what} of {origin}: allow it with .{setting}({origin:?})"))
    }

    /// Whether an inline script or style sheet is blocked. A script of another type is data.
    fn inline_blocked(&self, text: &str, policy: &PolicyAdditions) -> Option<String> {
        let kind = self.attribute("type").unwrap_or_default();
        let runs = matches!(
            kind,
            "" | "module" | "importmap" | "text/javascript" | "text/css"
        );
        let (directive, setting) = match self.name {
            "script" => ("script-src", "inline_script"),
            _ => ("style-src", "inline_style"),
        };
        let inline = self.attribute("src").is_none() && runs;
        let start: String = text.trim().chars().take(40).collect();
        (inline && !policy.allows(directive, &hash(text))).then(|| {
            format!(
                "an inline <{}> ({start:?} ..): move it into a file, or allow it with \
                 .{setting}(..), which takes its exact text",
                self.name
            )
        })
    }
}

/// The value behind the `=` of an attribute, and what follows it.
fn unquoted(text: &str) -> (&str, &str) {
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''));
    if let Some(quoted) = quote.and_then(|quote| text[1..].split_once(quote)) {
        return quoted;
    }
    let ends = |c: char| c.is_whitespace() || c == '>';
    text.split_at(text.find(ends).unwrap_or(text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(document: &str, policy: &PolicyAdditions) -> Vec<String> {
        let own = Url::parse("http://localhost:3000/account").unwrap();
        let found = blocked(document, policy, &own).into_iter();
        found
            .map(|all| all.split_once(": ").unwrap().0.to_owned())
            .collect()
    }

    #[test]
    fn what_is_inline_is_found() {
        let page = "<!doctype html><!-- <script>no()</script> --><script>a < b</script><style>\
            p{}</style><p style='color: red' class=x>1 > 0</p><button disabled onclick=go()>Go\
            </button><script type=\"application/json\">{}</script><script src=\"/own.js\"></script>";
        let none = PolicyAdditions::default();
        let found = [
            "an inline <script> (\"a < b\" ..)",
            "an inline <style> (\"p{}\" ..)",
            "the attribute style of <p>",
            "the attribute onclick of <button>",
        ];
        assert_eq!(of(page, &none), found);
        let allowed = none.inline_script("a < b").inline_style("p{}");
        assert_eq!(of(page, &allowed), found[2..]);
    }

    #[test]
    fn what_other_origins_send_is_found() {
        let page = "<link rel=\"stylesheet\" href=\"https://fonts.example/css?a=1&amp;b\"/>\
            <link rel=preload as=font href=//files.example/a.woff2><script src='https://js.example/a.js'>\
            </script><img src=\"data:image/png;base64,\"><img src=https://img.example/1.png alt>\
            <img src=/logo.svg><link rel=stylesheet href=http://localhost:3000/app.css>\
            <a href=https://other.example>";
        let none = PolicyAdditions::default();
        let found = [
            "a style sheet of https://fonts.example",
            "a font of http://files.example",
            "a script of https://js.example",
            "an image of https://img.example",
        ];
        assert_eq!(of(page, &none), found);
        let all = none
            .style("https://fonts.example")
            .font("http://files.example")
            .script("https://js.example")
            .image("https://img.example");
        assert_eq!(of(page, &all), [""; 0]);
    }

    #[test]
    fn any_text_is_read_to_its_end() {
        for text in [
            "<",
            "<a",
            "<a b",
            "<a b=",
            "<a b='",
            "<a =",
            "<script>",
            "<!--",
            "<a //",
            "<é ü=ß",
        ] {
            assert_eq!(
                of(text, &PolicyAdditions::default()).len(),
                usize::from(text == "<script>")
            );
        }
    }
}
