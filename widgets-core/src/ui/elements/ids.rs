//! Ids that are unique on a page, whatever else stands on it.

/// What the ids of one widget's fields are made of, and whether the cursor may begin in one. Only
/// the context of a request makes it, so no field has an id that another widget may have too.
///
/// Two widgets in a page of the host's may both have a field `email`, as the page itself may. So
/// the ids of a widget that stands there, or may be put there, begin with its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ids<'a> {
    widget: Option<&'a str>,
    /// In a page of the host's it is for the host to say where the cursor begins.
    focuses: bool,
}

impl<'a> Ids<'a> {
    pub(crate) const fn of_widget(widget: Option<&'a str>, focuses: bool) -> Self {
        Self { widget, focuses }
    }

    /// The id of the field of that name.
    #[must_use]
    pub fn of(self, name: &str) -> String {
        match self.widget {
            Some(widget) => format!("wg-{widget}-{name}"),
            None => name.to_owned(),
        }
    }

    /// Whether the cursor may begin in a field.
    #[must_use]
    pub const fn focuses(self) -> bool {
        self.focuses
    }
}
