//! Tables and pagers.

use maud::{Markup, html};

use super::{Elements, LinkButton, Weight};

/// A column of a table.
#[derive(Debug, Clone, Copy, Default)]
pub struct Column<'a> {
    /// What stands in it.
    pub title: &'a str,
    /// Whether the title is only read out: a column of actions.
    pub silent: bool,
}

/// A table. On narrow screens each of its rows becomes an entry of a list.
#[derive(Debug, Clone, Default)]
#[must_use]
pub struct Table<'a> {
    /// What it lists, for those who do not see it.
    pub caption: &'a str,
    /// Its columns.
    pub columns: &'a [Column<'a>],
    /// Its rows, each with a cell a column; the first says what the row is about.
    pub rows: Vec<Vec<Markup>>,
}

/// The ways to the pages before and after this one: label and address each.
#[derive(Debug, Clone, Copy, Default)]
pub struct Pager<'a> {
    /// What it is called, for those who do not see it.
    pub label: &'a str,
    /// Back towards the first page.
    pub back: Option<(&'a str, &'a str)>,
    /// On to the next page.
    pub on: Option<(&'a str, &'a str)>,
}

pub(super) fn table(table: &Table<'_>) -> Markup {
    // The roles are said because a style that makes a table a list would take them away.
    html! {
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
    }
}

pub(super) fn pager<E: Elements + ?Sized>(ui: &E, pager: &Pager<'_>) -> Markup {
    let link = |way: Option<(&str, &str)>| {
        way.map(|(label, href)| ui.link_button(&LinkButton::new(label, href, Weight::Outlined)))
    };
    html! {
        @if pager.back.is_some() || pager.on.is_some() {
            nav.wg-pager aria-label=(pager.label) {
                @if let Some(link) = link(pager.back) { (link) }
                @if let Some(link) = link(pager.on) { (link) }
            }
        }
    }
}
