//! Tables and pagers.

use maud::{Markup, html};

use super::{Buffer, Elements, LinkButton, Weight, lazy};
use crate::types::records::records;

/// A direction of a column that the rows are ordered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(clippy::exhaustive_enums, reason = "there are no others")]
pub enum Direction {
    /// From A to Z, the earliest first.
    Ascending,
    /// From Z to A, the latest first.
    Descending,
}

impl Direction {
    /// The other one.
    #[must_use]
    pub const fn turned(self) -> Self {
        match self {
            Self::Ascending => Self::Descending,
            Self::Descending => Self::Ascending,
        }
    }
}

/// How the rows can be ordered by a column.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ColumnSort {
    /// URL of the list in that order or, if it is in that order, turned around.
    pub href: String,
    /// The direction, if the list is ordered by this column.
    pub now: Option<Direction>,
}

impl ColumnSort {
    /// A link to that order, and the direction if it is the one in use.
    #[must_use]
    pub const fn new(href: String, now: Option<Direction>) -> Self {
        Self { href, now }
    }
}

records! {
    /// A column of a table.
    #[derive(Debug, Clone, Default)]
    pub struct Column<'a> {
        /// Title.
        pub title: &'a str,
        /// Whether the title is visually hidden, as above a column of actions.
        pub silent: bool = false,
        /// How the rows can be ordered by it.
        pub sort: Option<ColumnSort> = None,
        /// Whether its title stands before each of its cells on narrow screens, where cells such as dates do
        /// not say what they are.
        pub named: bool = false,
    }

    /// Checkboxes in front of the rows of a table, within a [`Selection`](super::Selection).
    #[derive(Debug, Clone)]
    pub struct Ticks<'a> {
        /// The name of the field.
        pub name: &'a str,
        /// Label of the checkbox that ticks all rows, which needs script.
        pub all: &'a str,
        /// Of each row the value and the accessible name. A row with an empty value has no checkbox.
        pub rows: Vec<(String, String)>,
    }

    /// A table. On narrow screens each row becomes a list item.
    #[derive(Debug, Clone, Default)]
    #[must_use]
    pub struct Table<'a> {
        /// Accessible name.
        pub caption: &'a str,
        /// Its columns.
        pub columns: &'a [Column<'a>],
        /// Rows with one cell per column. The first cell is the row's header.
        pub rows: Vec<Vec<Markup>>,
        /// Checkboxes in front of them.
        pub ticks: Option<Ticks<'a>> = None,
    }

    /// Links to the previous and the next page, each with label and URL.
    #[derive(Debug, Clone, Copy, Default)]
    pub struct Pager<'a> {
        /// Accessible name.
        pub label: &'a str,
        /// Previous page.
        pub back: Option<(&'a str, &'a str)> = None,
        /// Next page.
        pub on: Option<(&'a str, &'a str)> = None,
    }
}

pub(super) fn table(table: &Table<'_>, out: &mut Buffer<'_>) {
    // Explicit roles, because CSS that displays a table as a list removes the implicit ones.
    out.write(html! {
        table.wg-table role="table" {
            caption.wg-hidden { (table.caption) }
            thead role="rowgroup" {
                tr role="row" {
                    @if let Some(ticks) = &table.ticks {
                        th.wg-table-tick scope="col" role="columnheader" {
                            label {
                                span.wg-hidden { (ticks.all) }
                                input type="checkbox" data-wg-all hidden;
                            }
                        }
                    }
                    @for column in table.columns { (head(column)) }
                }
            }
            tbody role="rowgroup" {
                @for (row, cells) in table.rows.iter().enumerate() {
                    tr role="row" {
                        @if let Some(ticks) = &table.ticks { (tick(ticks, row)) }
                        @for (at, cell) in cells.iter().enumerate() {
                            @if at == 0 { th scope="row" role="rowheader" { (cell) } }
                            @else { td role="cell" data-wg-label=[label(table, at)] { (cell) } }
                        }
                    }
                }
            }
        }
    });
}

fn head(column: &Column<'_>) -> Markup {
    let now = column.sort.as_ref().and_then(|sort| sort.now);
    let order = now.map(|now| match now {
        Direction::Ascending => "ascending",
        Direction::Descending => "descending",
    });
    html! {
        th scope="col" role="columnheader" aria-sort=[order] {
            @if column.silent { span.wg-hidden { (column.title) } }
            @else if let Some(sort) = &column.sort {
                a.wg-sort href=(sort.href) { (column.title) }
            }
            @else { (column.title) }
        }
    }
}

/// What stands before a cell on narrow screens.
fn label<'a>(table: &Table<'a>, column: usize) -> Option<&'a str> {
    let column = table.columns.get(column).filter(|own| own.named);
    column.map(|own| own.title)
}

fn tick(ticks: &Ticks<'_>, row: usize) -> Markup {
    let tick = ticks.rows.get(row).filter(|(value, _)| !value.is_empty());
    html! {
        td.wg-table-tick role="cell" {
            @if let Some((value, label)) = tick {
                label {
                    span.wg-hidden { (label) }
                    input type="checkbox" name=(ticks.name) value=(value);
                }
            }
        }
    }
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
