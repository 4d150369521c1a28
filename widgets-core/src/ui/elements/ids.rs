//! Ids that are unique on a page, whatever else stands on it.

/// Where a field stands, which its ids are made of. [`Visit::elements`] fills it in.
///
/// Two widgets in a page of the host's may both have a field `email`, as the page itself may. So
/// the ids of a widget that stands there, or may be put there, begin with its name.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ids<'a> {
    widget: Option<&'a str>,
}

impl<'a> Ids<'a> {
    pub(crate) const fn of_widget(widget: Option<&'a str>) -> Self {
        Self { widget }
    }

    /// The id of the field of that name.
    #[must_use]
    pub fn of(self, name: &str) -> String {
        match self.widget {
            Some(widget) => format!("wg-{widget}-{name}"),
            None => name.to_owned(),
        }
    }
}
