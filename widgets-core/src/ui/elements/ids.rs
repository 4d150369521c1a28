//! Element ids that are unique on a page with several widgets.

/// Derives the element ids of one widget's fields, and says whether a field may take the initial
/// focus. Only the request context creates it.
///
/// Two widgets embedded in a host page may both have a field `email`, and so may the page itself.
/// The ids of embedded widgets therefore contain the widget's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ids<'a> {
    widget: Option<&'a str>,
    /// One of several forms of the widget that have fields of the same names.
    form: Option<&'a str>,
    /// False within a host page: there the host decides on the initial focus.
    focuses: bool,
}

impl<'a> Ids<'a> {
    pub(crate) const fn of_widget(widget: Option<&'a str>, focuses: bool) -> Self {
        Self {
            widget,
            form: None,
            focuses,
        }
    }

    /// The ids of one of several forms that have fields of the same names.
    #[must_use]
    pub const fn of_form(self, form: &'a str) -> Self {
        Self {
            form: Some(form),
            ..self
        }
    }

    /// The id of the field `name`.
    #[must_use]
    pub fn of(self, name: &str) -> String {
        let form = self.form.map(|form| format!("{form}-")).unwrap_or_default();
        match self.widget {
            Some(widget) => format!("wg-{widget}-{form}{name}"),
            None => format!("{form}{name}"),
        }
    }

    /// Whether a field may take the initial focus.
    #[must_use]
    pub const fn focuses(self) -> bool {
        self.focuses
    }
}
