//! Fragments: widgets inside pages of the host's own.

use std::fmt;
use std::panic::AssertUnwindSafe;
use std::sync::atomic::Ordering;

use bytes::Bytes;
use futures_util::FutureExt as _;
use http::{HeaderMap, HeaderValue, Method, Response, header};
use maud::Markup;

use super::pages::{loads, widget};
use crate::context::Visit;
use crate::context::answer::{Answer, Content};
use crate::context::notice::FragmentName;
use crate::context::problem::Problem;
use crate::http::fields::Fields;
use crate::http::path::{ORGANIZATION, parameter};
use crate::http::request::Input;
use crate::server::guard;
use crate::table::{Row, Table};
use crate::ui::Page;

/// What a page of the host's shows of the widgets. Adapters hand it to handlers as an extractor or
/// a request guard.
///
/// Each fragment goes through the same guard as the page it is otherwise: whoever may not see it
/// gets the answer they would get there, and once they signed in they are back on the host's page.
#[derive(Clone)]
pub struct Fragments {
    visit: Visit,
    prefix: Option<String>,
    parameters: Vec<(String, String)>,
}

impl Fragments {
    /// The fragments of a page that `visit` asks for, which [`Widgets::identify`] found out.
    ///
    /// [`Widgets::identify`]: crate::Widgets::identify
    #[must_use]
    pub const fn new(visit: Visit) -> Self {
        Self {
            visit,
            prefix: None,
            parameters: Vec::new(),
        }
    }

    /// The fragments' forms and links go to the pages that are mounted at this prefix, instead of
    /// those at the public URL.
    #[must_use]
    pub fn at(mut self, prefix: impl Into<String>) -> Self {
        self.prefix = Some(prefix.into().trim_end_matches('/').to_owned());
        self
    }

    /// Fills in a parameter of the rows' paths. `organization` is known where the path of the
    /// host's page has a parameter of that name.
    #[must_use]
    pub fn with(mut self, parameter: impl Into<String>, value: impl Into<String>) -> Self {
        self.parameters.insert(0, (parameter.into(), value.into()));
        self
    }

    /// What the host's page loads for them, to be put into its `head`: the style and the script.
    #[must_use]
    pub fn head(&self) -> Markup {
        match &self.prefix {
            Some(prefix) => {
                let mut place = self.visit.place().clone();
                place.prefix.clone_from(prefix);
                loads(&self.visit.at(place))
            }
            None => loads(&self.visit),
        }
    }

    /// The element of one widget, as the page of that name (such as [`sessions::LIST`](crate::widgets::sessions::LIST)) shows it. A
    /// widget stands on one page once.
    ///
    /// # Errors
    ///
    /// The response to send instead, when the guard or the row refuses.
    pub async fn show(&self, fragment: FragmentName) -> Result<Markup, Response<Bytes>> {
        let mut rows = Table::of(self.visit.app()).rows();
        let found =
            rows.find(|own| own.name() == fragment.as_str() && *own.method() == Method::GET);
        let Some(found) = found else {
            let problem = Problem::fault(format!("there is no page called {fragment} to show"));
            return Err(self.visit.refuse(problem).await);
        };
        let (visit, shown) = self.run(found).await;
        match shown {
            Ok(markup) => Ok(markup),
            Err(problem) => {
                let whole = visit.at(self.visit.place().clone());
                Err(whole.refuse(problem).await)
            }
        }
    }

    async fn run(&self, row: &Row) -> (Visit, Result<Markup, Problem>) {
        let page = self.visit.resume();
        let place = self.visit.place();
        let place = place.embed(row.widget(), self.prefix.as_deref(), page.as_ref());
        let mut visit = self.visit.at(place);
        let showing = AssertUnwindSafe(async {
            let input = self.input(row)?;
            let answer = guard::enter(&mut visit, row, input, None).await?;
            show(&visit, answer)
        });
        let shown = showing.catch_unwind().await;
        let shown = shown.unwrap_or_else(|_| Err(Problem::fault("a fragment panicked")));
        (visit, shown)
    }

    /// What the row works on: parameters the host gave, and the keys of its page's query that carry
    /// the widget's name.
    fn input(&self, row: &Row) -> Result<Input, Problem> {
        let state = self.visit.state();
        let mut params = Vec::new();
        for name in row.path().split('/').filter_map(parameter) {
            let given = self.parameters.iter().find(|(own, _)| own == name);
            let given = given.map(|(_, value)| value.clone());
            let known = || state.organization.clone().filter(|_| name == ORGANIZATION);
            let value = given.or_else(known).ok_or_else(|| {
                let row = row.name();
                Problem::fault(format!("{row} needs .with({name:?}, ..) to be shown"))
            })?;
            params.push((name, value));
        }
        let mark = format!("{}.", row.widget());
        let own = state
            .query
            .split('&')
            .filter_map(|pair| pair.strip_prefix(&mark));
        let own: Vec<&str> = own.collect();
        Ok(Input {
            params,
            query: Fields::from_urlencoded(own.join("&").as_bytes())?,
            body: Fields::default(),
        })
    }
}

fn show(visit: &Visit, answer: Answer) -> Result<Markup, Problem> {
    visit.state().shown.store(true, Ordering::Relaxed);
    match answer.content {
        Content::Page(shown) => Ok(widget(visit, shown.page(visit))),
        // It leads elsewhere, as signing in does for whoever is signed in: nothing to show here.
        Content::Next { .. } => Ok(widget(visit, Page::default())),
        Content::File(_) => Err(Problem::fault("a file is not a fragment")),
    }
}

impl Visit {
    /// What the response that holds this visit's fragments must say, for adapters: the cookies that
    /// forms on it need or need no longer, and that nobody else may be given the page. `Set-Cookie` is added to
    /// the response; the others are set where the host does not say something else.
    #[must_use]
    pub fn host_headers(&self) -> HeaderMap {
        let mut headers = HeaderMap::new();
        let cookies = self.new_visit_cookie().into_iter();
        for cookie in cookies.chain(self.no_kept_cookie()) {
            headers.extend(cookie.header().map(|cookie| (header::SET_COOKIE, cookie)));
        }
        if self.state().shown.load(Ordering::Relaxed) {
            let nowhere = HeaderValue::from_static("no-store");
            headers.insert(header::CACHE_CONTROL, nowhere);
        }
        headers
    }
}

impl fmt::Debug for Fragments {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Fragments({})", self.visit.request_id())
    }
}
