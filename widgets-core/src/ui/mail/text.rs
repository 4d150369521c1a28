//! Plain-text bodies of mails.

use super::{Block, MailPage};
use crate::i18n::plain;

impl MailPage<'_> {
    /// The mail as plain text. Paragraphs are single lines, which mail clients wrap.
    pub(crate) fn text(&self) -> String {
        let mut paragraphs = vec![self.title.clone()];
        paragraphs.extend(self.blocks.iter().map(|block| match block {
            Block::Text(text) | Block::Quiet(text) => text.clone(),
            Block::Code { label, code } => format!("{label}\n\n    {code}"),
            Block::Button { label, href, .. } => format!("{label}:\n{href}"),
            Block::Link {
                before,
                label,
                href,
            } => format!("{before}\n{label}:\n{href}"),
        }));
        // Signature separator (RFC 3676, section 4.3).
        paragraphs.push(format!("-- \n{}\n{}", self.name, self.footer));
        plain(&paragraphs.join("\n\n")) + "\n"
    }
}
