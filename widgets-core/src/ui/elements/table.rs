//! Tables and pagers.

use maud::{Markup, html};

use super::{Buffer, Elements, LinkButton, Weight, lazy};

/// A column of a table.
#[derive(Debug, Clone, Copy, Default)]
#[non_exhaustive]
pub struct Column<'a> {
    /// Title.
    pub title: &'a str,
    /// Whether the title is visually hidden, as above a column of actions.
    pub silent: bool,
}

/// A table. On narrow screens each row becomes a list item.
#[derive(Debug, Clone, Default)]
#[must_use]
#[non_exhaustive]
pub struct Table<'a> {
    /// Accessible name.
    pub caption: &'a str,
    /// Its columns.
    pub columns: &'a [Column<'a>],
    /// Rows with one cell per column. The first cell is the row's header.
    pub rows: Vec<Vec<Markup>>,
}

/// Links to the previous and the next page, each with label and URL.
#[derive(Debug, Clone, Copy, Default)]
#[non_exhaustive]
pub struct Pager<'a> {
    /// Accessible name.
    pub label: &'a str,
    /// Previous page.
    pub back: Option<(&'a str, &'a str)>,
    /// Next page.
    pub on: Option<(&'a str, &'a str)>,
}

pub(super) fn table(table: &Table<'_>, out: &mut Buffer<'_>) {
    // Explicit roles, because CSS that displays a table as a list removes the implicit ones.
    out.write(html! {
        table.wg-table role="table" {
            caption.wg-hidden { (table.caption) }
            thead role="rowgroup" {
                tr role="row" {
                    @for column in table.columns {
                        th scope="col" role="columnheader" {
                            @if column.silent { span.wg-hidden { (column.title) } }
                            @else { (column.title) }
                        }
                    }
                }
            }
            tbody role="rowgroup" {
                @for cells in &table.rows {
                    tr role="row" {
                        @for (at, cell) in cells.iter().enumerate() {
                            @if at == 0 { th scope="row" role="rowheader" { (cell) } }
                            @else { td role="cell" { (cell) } }
                        }
                    }
                }
            }
        }
    });
}

pub(super) fn pager<E: Elements + ?Sized>(ui: &E, pager: &Pager<'_>, out: &mut Buffer<'_>) {
    let ways = [pager.back, pager.on].into_iter().flatten();
    let mut links = ways.map(|(label, href)| LinkButton::new(label, href, Weight::Outlined));
    let Some(first) = links.next() else { return };
    out.write(html! {
        nav.wg-pager aria-label=(pager.label) {
            (lazy(|out| ui.link_button(&first, out)))
            @for link in links { (lazy(|out| ui.link_button(&link, out))) }
        }
    });
}
