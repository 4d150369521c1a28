//! Lists: search, filters, order, pages and selection, with all of their state in the address.

use super::RequestCtx;
use super::target::AFTER;
use crate::http::list_fields::Filter;
use crate::stores::Sorted;
use crate::types::choices::Choices;
use crate::ui::{
    Buffer, Button, Card, Choice, Column, ColumnSort, Direction, Empty, Field, FieldKind, Lazy,
    LinkButton, Pager, Selection, Slot, Table, Ticks, Tools, Weight, lazy,
};

/// Name of the search field.
const SEARCH: &str = "q";
/// Name of the order.
const SORT: &str = "sort";

/// A list on a page: its card with the tools above the rows, the rows or what stands in their place,
/// what can be done with those that are ticked, and the way to other pages.
///
/// All of its state is in the address, so that reload, Back and a second tab show the same. The fields
/// that an endpoint reads it from are `q` ([`Search`](crate::form::Search)), `sort` ([`Sorted`]), a
/// [`Filter`] of any other name, and `after` ([`Cursor`](crate::form::Cursor)).
///
/// ```
/// use widgets_core::RequestCtx;
/// use widgets_core::form::Cursor;
/// use widgets_core::ui::{Buffer, Empty, Lazy, Markup, Table};
///
/// fn teas(ctx: &RequestCtx, rows: Vec<Vec<Markup>>, search: &str) -> Markup {
///     let list = ctx.list("Teas").search("Search teas", search);
///     let list = list.empty(Empty::new("No teas yet", "Add the first one."));
///     let columns = [list.column("Name")];
///     list.table(Table::new("Teas", &columns, rows)).into()
/// }
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct List<'a> {
    ctx: &'a RequestCtx,
    label: &'a str,
    search: Option<(&'a str, &'a str)>,
    filters: Vec<ShownFilter<'a>>,
    continued: bool,
    next: Option<String>,
    empty: Empty<'a>,
    bulk: Option<(&'a str, &'a str)>,
}

/// A filter with what can be chosen.
#[derive(Debug, Clone)]
struct ShownFilter<'a> {
    key: &'a str,
    label: &'a str,
    choices: Vec<Choice<'a>>,
    chosen: &'static str,
}

impl RequestCtx {
    /// A list with this accessible name.
    pub fn list<'a>(&'a self, label: &'a str) -> List<'a> {
        List {
            ctx: self,
            label,
            search: None,
            filters: Vec::new(),
            continued: false,
            next: None,
            empty: Empty::default(),
            bulk: None,
        }
    }
}

impl<'a> List<'a> {
    /// A search field named `q` with this label, and what was typed into it.
    pub const fn search(mut self, label: &'a str, typed: &'a str) -> Self {
        self.search = Some((label, typed));
        self
    }

    /// A filter: its name, its label, the label of the choice that shows all, what is chosen, and the
    /// label of each choice.
    pub fn filter<T: Choices>(
        mut self,
        key: &'a str,
        label: &'a str,
        all: &'a str,
        chosen: Filter<T>,
        name: impl Fn(T) -> &'a str,
    ) -> Self {
        let each = T::ALL.iter().map(|own| Choice::new(own.word(), name(*own)));
        self.filters.push(ShownFilter {
            key,
            label,
            choices: [Choice::new("", all)].into_iter().chain(each).collect(),
            chosen: chosen.chosen().map_or("", Choices::word),
        });
        self
    }

    /// Whether this is not the first page, and where the next one begins.
    pub fn pages(mut self, continued: bool, next: Option<String>) -> Self {
        self.continued = continued;
        self.next = next;
        self
    }

    /// What is shown if there are no rows at all.
    pub fn empty(mut self, empty: Empty<'a>) -> Self {
        self.empty = empty;
        self
    }

    /// What can be done with the rows that are ticked: label of the button, and path of the page that
    /// asks whether to. Its form returns to the list as it is.
    pub const fn bulk(mut self, act: &'a str, path: &'a str) -> Self {
        self.bulk = Some((act, path));
        self
    }

    /// A column that the list is not ordered by.
    #[must_use]
    pub fn column(&self, title: &'a str) -> Column<'a> {
        Column::new(title)
    }

    /// A column that the list can be ordered by: `by`, first in the direction `usual`. `sorted` is the
    /// order it has.
    #[must_use]
    pub fn sorted_column<S: Choices>(
        &self,
        title: &'a str,
        by: S,
        usual: Direction,
        sorted: Sorted<S>,
    ) -> Column<'a> {
        let turned = |reversed| if reversed { usual.turned() } else { usual };
        let now = (sorted.by == by).then(|| turned(sorted.reversed));
        let other = now.is_some() && !sorted.reversed;
        let word = [if other { "-" } else { "" }, by.word()].concat();
        let sort = ColumnSort::new(self.ctx.here(SORT, &word), now);
        Column::new(title).sort(Some(sort))
    }

    /// Checkboxes for [`bulk`](Self::bulk): the name of the field, and of each row the value and the
    /// accessible name.
    #[must_use]
    pub fn ticks(&self, name: &'a str, rows: impl Iterator<Item = (String, String)>) -> Ticks<'a> {
        let all = self.ctx.messages().words().list_select_all();
        Ticks::new(name, all, rows.collect())
    }

    /// The list with a table of its rows.
    #[must_use]
    pub fn table(self, table: Table<'a>) -> Lazy<impl Fn(&mut Buffer<'_>)> {
        lazy(move |out| {
            let (ui, count) = (self.ctx.elements(), table.rows.len());
            let rows = ui.table(&table);
            self.show(count, Card::of(Slot::of(&rows)), out);
        })
    }

    /// The list with rows that are `li` elements, so many of them.
    #[must_use]
    pub fn rows(self, count: usize, rows: Slot<'a>) -> Lazy<impl Fn(&mut Buffer<'_>)> {
        lazy(move |out| self.show(count, Card::rows(rows.clone()), out))
    }

    /// Writes the card, which has the rows.
    fn show(&self, count: usize, card: Card<'_>, out: &mut Buffer<'_>) {
        let (tools, rows) = (lazy(|out| self.tools(count, out)), card.body.clone());
        let (pager, bulk) = (lazy(|out| self.pager(out)), self.bulk.filter(|_| count > 0));
        let (empty, selection) = (
            lazy(|out| self.nothing(out)),
            lazy(|out| self.selection(rows.clone().unwrap_or_default(), out)),
        );
        let has_tools = self.has_tools() && (count > 0 || self.is_narrowed() || self.continued);
        let mut card = if count == 0 {
            Card::of(Slot::of(&empty))
        } else if bulk.is_some() {
            Card::of(Slot::of(&selection))
        } else {
            card
        };
        if has_tools {
            card = card.tools(Slot::of(&tools));
        }
        if bulk.is_none() && (self.continued || self.next.is_some()) {
            card = card.foot(Slot::of(&pager));
        }
        out.write(self.ctx.elements().card(&card));
    }

    fn has_tools(&self) -> bool {
        self.search.is_some() || !self.filters.is_empty()
    }

    /// Whether something is searched for or left out.
    fn is_narrowed(&self) -> bool {
        let filtered = self.filters.iter().any(|own| !own.chosen.is_empty());
        self.search.is_some_and(|(_, typed)| !typed.is_empty()) || filtered
    }

    /// The address of the list without search and filters.
    fn cleared(&self) -> String {
        let filters = self.filters.iter().map(|own| own.key);
        let keys: Vec<&str> = filters.chain([SEARCH]).collect();
        self.ctx.here_without(&keys)
    }

    fn tools(&self, count: usize, out: &mut Buffer<'_>) {
        let (ctx, words) = (self.ctx, self.ctx.messages().words());
        let keys = self.filters.iter().map(|own| ctx.key(own.key));
        let (keys, search, cleared) = (keys.collect::<Vec<_>>(), ctx.key(SEARCH), self.cleared());
        let own: Vec<&str> = self
            .filters
            .iter()
            .map(|own| own.key)
            .chain([SEARCH])
            .collect();
        let filters = self.filters.iter().zip(&keys);
        let result = match count {
            0 => words.list_none_found().to_owned(),
            _ => words.list_shown(count),
        };
        let tools = Tools {
            label: self.label,
            action: ctx.listing_path(),
            hidden: ctx.kept_keys(&own),
            search: self.search.map(|(label, typed)| Field {
                kind: FieldKind::Search,
                ..ctx.field(&search, label).value(typed)
            }),
            filters: filters
                .map(|(own, key)| ctx.select(key, own.label, &own.choices).chosen(own.chosen))
                .collect(),
            apply: match self.search {
                Some(_) => words.list_search(),
                None => words.list_apply(),
            },
            // What stands in the place of rows leads there, too.
            clear: (count > 0 && self.is_narrowed()).then_some((words.list_clear(), &cleared)),
            result: &result,
        };
        out.write(ctx.elements().tools(&tools));
    }

    /// What stands in the place of rows.
    fn nothing(&self, out: &mut Buffer<'_>) {
        let (ui, words) = (self.ctx.elements(), self.ctx.messages().words());
        if self.is_narrowed() {
            let none = Empty::new(words.list_none_found(), words.list_none_found_text());
            let cleared = self.cleared();
            let clear = LinkButton::new(words.list_clear(), &cleared, Weight::Outlined);
            let clear = ui.link_button(&clear);
            out.write(ui.empty(none.action(Some(Slot::of(&clear)))));
        } else if self.continued {
            out.write(ui.empty(Empty::new(
                words.list_none_here(),
                words.list_none_here_text(),
            )));
        } else {
            out.write(ui.empty(&self.empty));
        }
    }

    fn selection(&self, rows: Slot<'_>, out: &mut Buffer<'_>) {
        let Some((act, path)) = self.bulk else { return };
        let ui = self.ctx.elements();
        let button = Button::new(act, Weight::Outlined).asks();
        let (action, button) = (self.ctx.href(path), ui.button(&button));
        let pager = lazy(|out| self.pager(out));
        let selection = Selection {
            action: &action,
            hidden: self.ctx.returning(),
            ..Selection::default()
        };
        let selection = selection.rows(rows).buttons(Slot::of(&button));
        out.write(ui.selection(selection.foot(Slot::of(&pager))));
    }

    fn pager(&self, out: &mut Buffer<'_>) {
        let words = self.ctx.messages().words();
        let first = self.continued.then(|| self.ctx.here(AFTER, ""));
        let next = self.next.as_ref().map(|next| self.ctx.here(AFTER, next));
        let pager = Pager::new(self.label)
            .back(first.as_deref().map(|href| (words.list_first(), href)))
            .on(next.as_deref().map(|href| (words.list_next(), href)));
        out.write(self.ctx.elements().pager(&pager));
    }
}
