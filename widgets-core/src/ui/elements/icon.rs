//! Line icons.

use super::Buffer;

/// A line icon of 20 by 20 pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Icon {
    /// A computer.
    Computer,
    /// A phone or tablet.
    Phone,
    /// A key: passkeys, API keys.
    Key,
    /// A fingerprint.
    Fingerprint,
    /// A clock: time-based codes.
    Clock,
    /// A list.
    List,
    /// People.
    People,
    /// Success.
    Done,
    /// Information.
    Note,
    /// A warning.
    Warning,
    /// More actions.
    More,
    /// Showing what is hidden.
    Eye,
    /// A letter.
    Mail,
}

impl Icon {
    /// The icon of a phone or tablet, or of a computer.
    #[must_use]
    pub const fn of_device(handheld: bool) -> Self {
        if handheld {
            Self::Phone
        } else {
            Self::Computer
        }
    }

    /// SVG path data, also for circles and rectangles.
    const fn path(self) -> &'static str {
        match self {
            Self::Computer => {
                "M5.2 5h9.6A1.2 1.2 0 0 1 16 6.2v5.6a1.2 1.2 0 0 1-1.2 1.2H5.2A1.2 1.2 0 0 1 4 \
                 11.8V6.2A1.2 1.2 0 0 1 5.2 5zM2.5 15.5h15"
            }
            Self::Phone => {
                "M8.1 3h3.8a1.6 1.6 0 0 1 1.6 1.6v10.8a1.6 1.6 0 0 1-1.6 1.6H8.1a1.6 1.6 0 0 \
                 1-1.6-1.6V4.6A1.6 1.6 0 0 1 8.1 3zM9.3 14.6h1.4"
            }
            Self::Key => {
                "M6.8 10a3.2 3.2 0 1 1 0 6.4 3.2 3.2 0 0 1 0-6.4zM9.2 10.8l6.3-6.3M13 7l2 2"
            }
            Self::Fingerprint => {
                "M5 13.5c.6-1.2.8-2.4.8-3.7a4.2 4.2 0 0 1 8.4 0c0 2.3-.3 4.2-1.1 6M10 9.8c0 2.7-.5 \
                 4.7-1.6 6.6M7.9 9.8a2.1 2.1 0 0 1 4.2 0c0 2.6-.3 4.4-.9 6.2"
            }
            Self::Clock => "M10 3.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM10 6.3V10l2.4 1.6",
            Self::List => "M7 6h9M7 10h9M7 14h9M4 6h.01M4 10h.01M4 14h.01",
            Self::People => {
                "M8 4.5a2.6 2.6 0 1 1 0 5.2 2.6 2.6 0 0 1 0-5.2zM3 16c.3-2.6 2.3-4 5-4s4.7 1.4 5 \
                 4M12.5 4.8a2.6 2.6 0 0 1 0 4.6M14.6 12.4c1.4.6 2.2 1.8 2.4 3.6"
            }
            Self::Done => "M10 3.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM7.2 10.2l2 2 3.8-4.2",
            Self::Note => "M10 3.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM10 9.4v3.8M10 6.8v.01",
            Self::Warning => "M10 3.5l7.5 13h-15zM10 8.5v3.4M10 14.3v.01",
            Self::More => "M5 10h.01M10 10h.01M15 10h.01",
            Self::Mail => {
                "M4.5 5h11A1.5 1.5 0 0 1 17 6.5v7a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 3 13.5v-7A1.5 \
                 1.5 0 0 1 4.5 5zM3.2 6.5l6.8 5 6.8-5"
            }
            Self::Eye => {
                "M2.5 10s2.7-5 7.5-5 7.5 5 7.5 5-2.7 5-7.5 5-7.5-5-7.5-5zM10 7.8a2.2 2.2 0 1 1 0 \
                 4.4 2.2 2.2 0 0 1 0-4.4z"
            }
        }
    }
}

pub(super) fn icon(icon: Icon, out: &mut Buffer<'_>) {
    out.raw(concat!(
        r#"<svg class="wg-icon" viewBox="0 0 20 20" fill="none" stroke="currentColor""#,
        r#" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round""#,
        r#" aria-hidden="true"><path d=""#,
    ))
    .raw(icon.path())
    .raw("\"></path></svg>");
}
