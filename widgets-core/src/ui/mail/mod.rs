//! The look of mails: one narrow column, as text and as HTML, made of the same blocks.
//!
//! Mail programs are no browsers: style stands on the elements, tables make the column, and nothing
//! is loaded. What a program understands of the one style element only turns the colours for dark
//! screens.

mod html;
mod text;

use super::Theme;
use crate::types::locale::Direction;

/// A mail before it is drawn.
pub(crate) struct MailPage<'a> {
    /// The application's name.
    pub(crate) name: &'a str,
    pub(crate) title: String,
    pub(crate) blocks: Vec<Block>,
    /// Why the reader gets it.
    pub(crate) footer: String,
    pub(crate) language: &'a str,
    pub(crate) direction: Direction,
    pub(crate) theme: &'a Theme,
}

/// A part of a mail.
pub(crate) enum Block {
    /// A paragraph.
    Text(String),
    /// A paragraph that steps back.
    Quiet(String),
    /// A code to be typed.
    Code {
        /// What stands above it.
        label: String,
        code: String,
    },
    /// The one thing to do.
    Button {
        label: String,
        href: String,
        /// What stands before the address, for programs that show no buttons.
        otherwise: String,
    },
    /// A sentence and a link behind it.
    Link {
        before: String,
        label: String,
        href: String,
    },
}
