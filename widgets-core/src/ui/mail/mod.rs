//! The look of mails: one narrow column, as text and as HTML from the same blocks. The texts are in
//! `outbox/messages/`, and `outbox/compose.rs` puts them into blocks.
//!
//! Mail clients support little CSS: styles are inline, tables form the column, and nothing is
//! loaded. The only style element adapts colours to dark mode.

mod html;
mod text;

use super::Theme;
use crate::types::locale::Direction;

/// A mail before rendering.
pub(crate) struct MailPage<'a> {
    pub(crate) name: &'a str,
    /// Whether pages show a logo, which mails cannot load: then there are no initials in its place.
    pub(crate) has_logo: bool,
    pub(crate) title: String,
    pub(crate) blocks: Vec<Block>,
    /// Why the reader receives this mail.
    pub(crate) footer: String,
    pub(crate) language: &'a str,
    pub(crate) direction: Direction,
    pub(crate) theme: &'a Theme,
}

/// A part of a mail.
pub(crate) enum Block {
    Text(String),
    /// A secondary paragraph.
    Quiet(String),
    /// A code to type.
    Code {
        /// Text above the code.
        label: String,
        code: String,
    },
    /// The main action.
    Button {
        label: String,
        href: String,
        /// Text before the plain URL, for clients that show no buttons.
        otherwise: String,
    },
    /// A sentence followed by a link.
    Link {
        before: String,
        label: String,
        href: String,
    },
}
