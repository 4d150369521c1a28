//! Tasks between signing in and going on, such as accepting new terms: one ordered list, from widgets and
//! from the host.
//!
//! While one is due, the guard refuses every endpoint of the signed-in user but those that it needs, and
//! host pages see nobody signed in, but for the page of the task. Widgets decide what is due by what the
//! guard has found already, so that it costs no query.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;

use super::route::Label;
use super::{Endpoint, Route, Table, Who, Widget};
use crate::context::problem::DueTask;
use crate::context::{Problem, Refusal, RequestCtx, UserCtx};
use crate::http::ReturnPath;
use crate::i18n::Messages;

/// Something that a user has to do between signing in and going on. Give it to
/// [`WidgetsBuilder::task`](crate::WidgetsBuilder::task).
///
/// ```
/// use widgets_core::{Task, UserCtx};
///
/// # async fn has_chosen_a_shop(_: &UserCtx) -> bool { true }
/// let shop = Task::new("shop", |_messages| "Choose your shop".to_owned(), "/choose-shop", |user| async move {
///     Ok(!has_chosen_a_shop(&user).await)
/// });
/// # let _ = shop;
/// ```
#[derive(Clone, derive_more::Debug)]
#[debug("Task({name}, {page:?})")]
#[must_use]
pub struct Task {
    name: &'static str,
    place: u8,
    title: Label,
    page: TaskPage,
    due: Due,
    reached: Vec<String>,
}

/// Where a task is done.
#[derive(Debug, Clone)]
enum TaskPage {
    /// A path below the mount path.
    Own(&'static str),
    /// A path of the host.
    Host(String),
}

/// What decides whether a task is due.
#[derive(Clone)]
enum Due {
    /// By what the guard has found.
    Known(fn(&UserCtx) -> bool),
    Asked(Arc<dyn Fn(UserCtx) -> BoxFuture<'static, Result<bool, Problem>> + Send + Sync>),
}

impl Task {
    /// Time limit of the host's answer to whether a task is due.
    const LONGEST: Duration = Duration::from_secs(5);
    /// The place of tasks of the host: behind those of widgets, in the order in which they were given.
    const OF_HOST: u8 = 200;

    /// A task of the host. `name` is a lower-case word, told to programs. `page` is the path of the host's
    /// page where it is done, such as `/welcome`: it and what is below it are reached while the task is
    /// the first that is due. It is asked for with the query parameter `return_to`, to lead back there
    /// once it is done ([`RequestCtx::return_path`]).
    ///
    /// `due` is called at each request of a signed-in user, so it should not cost a query each time. An
    /// error, a panic, or more than five seconds fails the request, since nothing says that they may
    /// go on.
    pub fn new<F, R>(
        name: &'static str,
        title: impl Fn(&Messages) -> String + Send + Sync + 'static,
        page: impl Into<String>,
        due: F,
    ) -> Self
    where
        F: Fn(UserCtx) -> R + Send + Sync + 'static,
        R: Future<Output = Result<bool, Problem>> + Send + 'static,
    {
        Self {
            name,
            place: Self::OF_HOST,
            title: Arc::new(title),
            page: TaskPage::Host(page.into()),
            due: Due::Asked(Arc::new(move |user| Box::pin(due(user)))),
            reached: Vec::new(),
        }
    }

    /// Lets the task reach endpoints of widgets, by their names, such as `profile.names_form` and
    /// `profile.names` where its page shows that form.
    pub fn reaching<E: Into<String>>(mut self, endpoints: impl IntoIterator<Item = E>) -> Self {
        self.reached.extend(endpoints.into_iter().map(Into::into));
        self
    }

    /// A task of a widget. Its endpoints say that it needs them
    /// ([`Access::within_task`](super::Access::within_task)).
    pub(crate) fn own(
        (name, place): (&'static str, u8),
        title: impl Fn(&Messages) -> String + Send + Sync + 'static,
        page: &'static str,
        due: fn(&UserCtx) -> bool,
    ) -> Self {
        Self {
            name,
            place,
            title: Arc::new(title),
            page: TaskPage::Own(page),
            due: Due::Known(due),
            reached: Vec::new(),
        }
    }

    /// Whether it needs that endpoint.
    fn reaches(&self, endpoint: &Endpoint) -> bool {
        let own = endpoint.rule().task() == Some(self.name);
        own || self.reached.iter().any(|name| name == endpoint.name())
    }

    async fn is_due(&self, user: &UserCtx) -> Result<bool, Problem> {
        let asked = match &self.due {
            Due::Known(due) => return Ok(due(user)),
            Due::Asked(asked) => asked,
        };
        let asking = AssertUnwindSafe(async { asked(user.clone()).await });
        match tokio::time::timeout(Self::LONGEST, asking.catch_unwind()).await {
            Ok(Ok(answered)) => answered,
            Ok(Err(_)) => Err(Problem::fault("asking whether a task is due panicked")),
            Err(_) => Err(Problem::unavailable(
                "asking whether a task is due took too long",
            )),
        }
    }

    fn told(&self, ctx: &RequestCtx) -> DueTask {
        DueTask {
            name: self.name,
            title: (self.title)(ctx.messages()),
            address: match &self.page {
                TaskPage::Own(path) => ctx.href(path),
                TaskPage::Host(path) => path.clone(),
            },
        }
    }

    fn problem(&self, routes: &[Route]) -> Option<String> {
        let word = |b: u8| b.is_ascii_lowercase() || b == b'_';
        if self.name.is_empty() || !self.name.bytes().all(word) {
            return Some(format!("task: {:?} must be one lower-case word", self.name));
        }
        if let TaskPage::Host(path) = &self.page
            && (!path.starts_with('/') || path.starts_with("//") || path.contains(['?', '#', '\\']))
        {
            return Some(format!(
                "task: the page of {:?} is {path:?}; give a path of yours such as /welcome",
                self.name
            ));
        }
        let mut endpoints = routes.iter().flat_map(Route::endpoints);
        let unknown = |name: &&String| !endpoints.any(|own| own.name() == *name);
        let unknown = self.reached.iter().find(unknown)?;
        Some(format!(
            "task: {:?} reaches {unknown:?}, which no widget here has: give the name of an endpoint",
            self.name
        ))
    }
}

/// The tasks of these widgets and of the host, in the order in which they are to be done.
pub(crate) fn in_order(widgets: &[Widget], host: Vec<Task>) -> Vec<Task> {
    let own = widgets.iter().flat_map(Widget::tasks).cloned();
    let mut tasks: Vec<_> = own.chain(host).collect();
    tasks.sort_by_key(|task| task.place);
    tasks
}

/// Tasks that cannot be, each as a sentence telling the host what to change.
pub(crate) fn problems(tasks: &[Task], routes: &[Route]) -> Vec<String> {
    let mut problems: Vec<_> = tasks.iter().filter_map(|own| own.problem(routes)).collect();
    let mut names: Vec<_> = tasks.iter().map(|own| own.name).collect();
    names.sort_unstable();
    let pairs = names.windows(2).filter(|pair| pair[0] == pair[1]);
    problems.extend(pairs.map(|pair| format!("two tasks are named {:?}: rename one", pair[0])));
    problems
}

/// The first task that is due.
///
/// None is while staff act in somebody's place: they could not do it, and what they look at is not for
/// them to accept or set up.
async fn first_due<'a>(ctx: &RequestCtx, table: &'a Table) -> Result<Option<&'a Task>, Problem> {
    let Some(user) = UserCtx::new(ctx.clone()).filter(UserCtx::is_not_impersonated) else {
        return Ok(None);
    };
    for task in table.tasks() {
        if task.is_due(&user).await? {
            return Ok(Some(task));
        }
    }
    Ok(None)
}

/// Refuses an endpoint that the first task that is due does not need. The context knows of that task.
///
/// An endpoint for anyone sees nobody signed in instead, as it must serve them anyhow.
pub(crate) async fn judge(ctx: &mut RequestCtx, endpoint: &Endpoint) -> Result<(), Problem> {
    let app = ctx.app().clone();
    let (table, rule) = (Table::of(&app), endpoint.rule());
    if rule.is_anonymous() || table.tasks().is_empty() {
        return Ok(());
    }
    let due = match first_due(ctx, table).await {
        Ok(Some(due)) => due,
        Ok(None) => return Ok(()),
        // Signing out works whatever a host's answer.
        Err(_) if rule.is_during_tasks() => return Ok(()),
        Err(problem) => return Err(problem),
    };
    let told = due.told(ctx);
    *ctx = ctx.with_due(told.clone());
    if rule.is_during_tasks() || due.reaches(endpoint) {
        return Ok(());
    }
    if rule.who() == Who::Anyone && !rule.is_after_tasks() {
        *ctx = ctx.held_back();
        return Ok(());
    }
    Err(Refusal::TaskDue(told).into())
}

/// Whether the form of that endpoint waits on until the task that is due is done.
pub(crate) fn hold_back_form(ctx: &RequestCtx, endpoint: Option<&str>) -> bool {
    let table = Table::of(ctx.app());
    let Some((due, endpoint)) = ctx.due().zip(endpoint.and_then(|own| table.action(own))) else {
        return false;
    };
    let mut tasks = table.tasks().iter();
    let task = tasks.find(|task| task.name == due.name);
    !endpoint.rule().is_during_tasks() && !task.is_some_and(|task| task.reaches(endpoint))
}

/// The context of a host page at `path`, on which nobody is signed in while a task is due, unless it is
/// the page of that task.
pub(crate) async fn on_host_page(ctx: RequestCtx, path: &str) -> Result<RequestCtx, Problem> {
    let app = ctx.app().clone();
    let Some(due) = first_due(&ctx, Table::of(&app)).await? else {
        return Ok(ctx);
    };
    let here = match &due.page {
        TaskPage::Host(page) => {
            let rest = path.strip_prefix(page.trim_end_matches('/'));
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        }
        TaskPage::Own(_) => false,
    };
    let ctx = ctx.with_due(due.told(&ctx));
    Ok(if here { ctx } else { ctx.held_back() })
}

impl RequestCtx {
    /// The page to go back to once a task is done, unless it is that of the task.
    pub(crate) fn resume_after(&self, task: &DueTask) -> Option<ReturnPath> {
        let page = self.resume()?;
        let (path, ..) = crate::http::query::parts(page.as_str());
        (path != task.address).then_some(page)
    }
}
