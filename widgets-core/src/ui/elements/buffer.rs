//! What elements are written into, and how they stand in views and in each other.

use maud::{Markup, Render};

/// The page that an element is written into. Everything is escaped but markup.
pub struct Buffer<'a>(&'a mut String);

impl Buffer<'_> {
    /// Writes markup, as `html!` makes it, or a text, which is escaped.
    pub fn write(&mut self, content: impl Render) -> &mut Self {
        content.render_to(self.0);
        self
    }

    /// Writes markup that stands in the code.
    pub(crate) fn raw(&mut self, markup: &'static str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// Writes a text, escaped. Most texts have nothing to escape and are copied at once.
    pub(crate) fn text(&mut self, text: &str) -> &mut Self {
        let special = |byte| matches!(byte, b'&' | b'<' | b'>' | b'"');
        // Looks at all bytes: that is faster than stopping at the first one.
        if text.bytes().fold(false, |any, byte| any | special(byte)) {
            text.render_to(self.0);
        } else {
            self.0.push_str(text);
        }
        self
    }

    /// Writes a text between two tags.
    pub(crate) fn tagged(
        &mut self,
        start: &'static str,
        text: &str,
        end: &'static str,
    ) -> &mut Self {
        self.raw(start).text(text).raw(end)
    }

    /// Writes markup between two tags.
    pub(crate) fn around(
        &mut self,
        start: &'static str,
        content: impl Render,
        end: &'static str,
    ) -> &mut Self {
        self.raw(start).write(content).raw(end)
    }

    /// Writes an attribute.
    pub(crate) fn attribute(&mut self, name: &'static str, value: &str) -> &mut Self {
        self.raw(" ").raw(name).raw("=\"").text(value).raw("\"")
    }

    /// Writes an attribute, if it has a value.
    pub(crate) fn attribute_if(&mut self, name: &'static str, value: Option<&str>) -> &mut Self {
        match value {
            Some(value) => self.attribute(name, value),
            None => self,
        }
    }

    /// Writes markup that stands in the code, if `so`.
    pub(crate) fn raw_if(&mut self, markup: &'static str, so: bool) -> &mut Self {
        if so { self.raw(markup) } else { self }
    }
}

/// An element in a view, as in `html! { (ui.button(&Button::main("Save"))) }`. It is written where
/// it stands, without markup of its own; `.into()` makes [`Markup`] of it.
#[derive(Clone, Copy)]
pub struct Lazy<F>(pub(super) F);

/// Room for a small element. Without it, an empty page grows many times while one is written.
const ROOM: usize = 512;

impl<F: Fn(&mut Buffer<'_>)> Render for Lazy<F> {
    fn render_to(&self, page: &mut String) {
        page.reserve(ROOM);
        (self.0)(&mut Buffer(page));
    }
}

/// What calls `write` where it stands.
pub(crate) const fn lazy<F: Fn(&mut Buffer<'_>)>(write: F) -> Lazy<F> {
    Lazy(write)
}

/// What stands within an element: markup, or an element, which becomes markup at once unless it is
/// given by [`Slot::of`].
#[derive(Clone, Default, derive_more::Debug)]
#[debug("Slot(..)")]
pub struct Slot<'a>(Content<'a>);

#[derive(Clone)]
enum Content<'a> {
    Markup(Markup),
    Lazy(&'a (dyn Render + Sync)),
}

impl<'a> Slot<'a> {
    /// An element that is written when the one around it is, without markup of its own.
    #[must_use]
    pub fn of(element: &'a (impl Render + Sync)) -> Self {
        Self(Content::Lazy(element))
    }
}

impl Default for Content<'_> {
    fn default() -> Self {
        Self::Markup(Markup::default())
    }
}

impl Render for Slot<'_> {
    fn render_to(&self, page: &mut String) {
        match &self.0 {
            Content::Markup(own) => own.render_to(page),
            Content::Lazy(own) => own.render_to(page),
        }
    }
}

impl<F: Fn(&mut Buffer<'_>)> From<Lazy<F>> for Markup {
    fn from(element: Lazy<F>) -> Self {
        element.render()
    }
}

impl From<Markup> for Slot<'_> {
    fn from(markup: Markup) -> Self {
        Self(Content::Markup(markup))
    }
}

impl<F: Fn(&mut Buffer<'_>)> From<Lazy<F>> for Slot<'_> {
    fn from(element: Lazy<F>) -> Self {
        element.render().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_escaped_as_maud_escapes_them() {
        for text in ["", "plain", "a < b", "\"&\"", "<", "ä&ö", "x>"] {
            let mut page = String::new();
            Buffer(&mut page).text(text);
            assert_eq!(page, text.render().into_string());
        }
        let mut page = String::new();
        Buffer(&mut page)
            .attribute("title", "\"<\"")
            .attribute_if("alt", None);
        assert_eq!(page, " title=\"&quot;&lt;&quot;\"");
    }
}
