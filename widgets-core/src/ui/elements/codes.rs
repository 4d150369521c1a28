//! Codes to be scanned or kept.

use std::fmt::Write as _;

use fast_qr::{ECL, QRBuilder};
use maud::html;

use super::{Buffer, Ids, Slot};
use crate::types::records::records;

/// Light modules around a QR code (ISO/IEC 18004).
const QUIET: usize = 4;

records! {
    /// A QR code. What it holds stands beside it as text too, for those who cannot scan it.
    #[derive(Clone, Copy, derive_more::Debug)]
    #[debug("QrCode({label}, ..)")]
    #[must_use]
    pub struct QrCode<'a> {
        /// What it holds.
        pub content: &'a str,
        /// What it is, for screen readers.
        pub label: &'a str,
        /// Label of a link to what it holds, for those who read the page on the phone that would scan it.
        pub open: Option<&'a str> as &'a str = None,
    }

    /// A list of codes to keep, with a button that copies all of them.
    #[derive(Clone, derive_more::Debug)]
    #[debug("CodeList({label}, ..)")]
    #[must_use]
    pub struct CodeList<'a> {
        /// Scope of the element ids.
        pub ids: Ids<'a>,
        /// What they are, for screen readers.
        pub label: &'a str,
        /// The codes.
        pub codes: &'a [String],
        /// Label of the copy button, which is shown only with script.
        pub copy: &'a str = "" => _,
        /// Confirmation shown after copying.
        pub copied: &'a str = "" => _,
        /// What stands beside the copy button, such as a link to a file.
        pub beside: Slot<'a> as impl Into<Slot<'a>> = Slot::default(),
    }
}

impl<'a> CodeList<'a> {
    /// Label of the copy button, and what it says after copying.
    pub const fn copying(mut self, copy: &'a str, copied: &'a str) -> Self {
        self.copy = copy;
        self.copied = copied;
        self
    }
}

/// Dark on light in every scheme, since not every scanner reads it the other way round.
pub(super) fn qr_code(code: &QrCode<'_>, out: &mut Buffer<'_>) {
    let Ok(encoded) = QRBuilder::new(code.content).ecl(ECL::M).build() else {
        return;
    };
    let size = encoded.size;
    let mut dark = String::new();
    for (y, row) in (0..size).map(|y| (y, &encoded[y])) {
        let mut x = QUIET;
        // Dark modules beside each other are one box, which halves the page.
        for run in row.chunk_by(|one, next| one.value() == next.value()) {
            let width = run.len();
            if run[0].value() {
                // Writing to a string never fails.
                let _ = write!(dark, "M{x} {}h{width}v1h-{width}z", y + QUIET);
            }
            x += width;
        }
    }
    let side = size + 2 * QUIET;
    let view = format!("0 0 {side} {side}");
    out.write(html! {
        svg.wg-qr viewBox=(view) role="img" aria-label=(code.label) shape-rendering="crispEdges" {
            rect width=(side) height=(side) fill="#fff" {}
            path d=(dark) fill="#000" {}
        }
        @if let Some(label) = code.open { p.wg-qr-open { a.wg-button href=(code.content) { (label) } } }
    });
}

pub(super) fn code_list(list: &CodeList<'_>, out: &mut Buffer<'_>) {
    let id = list.ids.of("codes");
    out.write(html! {
        ol.wg-codes id=(id) dir="ltr" aria-label=(list.label) {
            @for code in list.codes { li { code { (code) } "\n" } }
        }
        div.wg-acts {
            button.wg-button type="button" data-wg-copy=(id) data-wg-done=(list.copied) hidden {
                span { (list.copy) }
            }
            (list.beside)
        }
    });
}
