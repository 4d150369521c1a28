//! Endpoints and routes, from which routing, access checks, navigation and tests are derived.

use std::sync::Arc;
use std::time::Duration;

use http::Method;
use schemars::JsonSchema;

use crate::context::{AnswerResult, Context};
use crate::http::path::{ORGANIZATION, parameter};
use crate::http::{Input, PathParams, ReadFields};
use crate::i18n::Messages;
use crate::stores::Quota;
use crate::table::action::{Acting, Action, Handler};
use crate::table::respond::Respond;
use crate::table::{Access, Rule, Who};
use crate::types::getters::getters;

/// A label in the navigation, in the reader's language.
pub(crate) type Label = Arc<dyn Fn(&Messages) -> String + Send + Sync>;

/// An endpoint of the route table.
#[derive(Clone, derive_more::Debug)]
#[debug("Endpoint({name} {method} {path})")]
#[must_use]
pub struct Endpoint {
    /// Name of its widget, set by [`Widget::endpoint`](crate::Widget::endpoint).
    widget: &'static str,
    name: String,
    method: Method,
    path: &'static str,
    rule: Rule,
    body_limit: usize,
    navigation: Option<Label>,
    secrets: &'static [&'static str],
    handler: Arc<dyn Handler>,
}

impl Endpoint {
    /// Default limit of a form's body in bytes: 64 KiB.
    pub const BODY_LIMIT: usize = 64 * 1024;

    /// The rate limit of a POST that sets none: 60 at once, and one more every two seconds.
    pub const POSTS: Quota = Quota::new(60, Duration::from_secs(2));

    /// A page or a read. `name` is one word: the endpoint `list` of the widget `sessions` is
    /// `sessions.list`. `path` is below the mount path and may hold parameters such as `{session}`,
    /// which are read as [`PathParams`]. Its fields are those of the query.
    pub fn get<C, P, Q, D, F, R>(
        name: &'static str,
        path: &'static str,
        access: Access<C>,
        read: F,
    ) -> Self
    where
        C: Context,
        P: PathParams,
        Q: ReadFields,
        D: JsonSchema + 'static,
        F: Fn(C, Input<P, Q>) -> R + Send + Sync + 'static,
        R: Future<Output = AnswerResult<D>> + Send + 'static,
    {
        let handler = Arc::new(Respond::<C, P, Q, D, F>::new(read));
        Self::new(name, Method::GET, path, access, handler)
    }

    /// An [action](Action). It is checked against forged and cross-site requests before anything else.
    pub fn post<A>(
        name: &'static str,
        path: &'static str,
        access: Access<A::Ctx>,
        action: A,
    ) -> Self
    where
        A: Action,
        A::Path: PathParams,
    {
        Self::acting(name, path, access, Acting(action))
    }

    /// One endpoint for several actions.
    pub(crate) fn acting<C>(
        name: &'static str,
        path: &'static str,
        access: Access<C>,
        handler: impl Handler + 'static,
    ) -> Self {
        let endpoint = Self::new(name, Method::POST, path, access, Arc::new(handler));
        endpoint.body_limit(Self::BODY_LIMIT)
    }

    fn new<C>(
        name: &'static str,
        method: Method,
        path: &'static str,
        access: Access<C>,
        handler: Arc<dyn Handler>,
    ) -> Self {
        let mut rule = access.into_rule();
        if method == Method::POST {
            rule = rule.limited(Self::POSTS);
        }
        Self {
            widget: "",
            name: name.to_owned(),
            method,
            path,
            rule,
            body_limit: 0,
            navigation: None,
            secrets: &[],
            handler,
        }
    }

    /// Assigns the endpoint to a widget.
    pub(crate) fn within(mut self, widget: &'static str) -> Self {
        self.name = format!("{widget}.{}", self.name);
        self.widget = widget;
        self
    }

    /// Lets it serve during tasks, if it is for anyone and says nothing else.
    pub(super) fn during_tasks(mut self) -> Self {
        self.rule = self.rule.during_tasks_if_anyone();
        self
    }

    /// Renames the endpoint.
    pub(crate) fn named(mut self, name: String) -> Self {
        self.name = name;
        self
    }

    /// Sets the limit of the body in bytes.
    pub const fn body_limit(mut self, bytes: usize) -> Self {
        self.body_limit = bytes;
        self
    }

    /// Shows the endpoint in the navigation of all users who may use it.
    pub fn navigation(
        mut self,
        label: impl Fn(&Messages) -> String + Send + Sync + 'static,
    ) -> Self {
        self.navigation = Some(Arc::new(label));
        self
    }

    /// Names secret fields, which are never stored in a pending form. Fields whose name contains
    /// `password` or `secret`, or is `code`, `one_time_code` or `otp`, are always secret.
    pub const fn secret_fields(mut self, names: &'static [&'static str]) -> Self {
        self.secrets = names;
        self
    }

    /// Whether a field is secret, so that it is never stored in a pending form.
    pub(crate) fn is_secret(&self, field: &str) -> bool {
        const WORDS: [&str; 2] = ["password", "secret"];
        // Compared as a whole: fields such as `postcode` and `bank_code` are no secrets.
        const WHOLE: [&str; 3] = ["code", "one_time_code", "otp"];
        let name = field.to_ascii_lowercase();
        let told = WHOLE.contains(&name.as_str()) || WORDS.iter().any(|word| name.contains(word));
        told || self.secrets.contains(&field)
    }

    getters! { self =>
        /// Name, such as `sessions.end`.
        pub name: &str = &self.name;
        /// The widget it belongs to: the first word of its name.
        pub widget: &'static str = self.widget;
        /// HTTP method. GET endpoints answer HEAD too.
        pub method: &Method = &self.method;
        /// Path below the mount path, with parameters in braces.
        pub path: &'static str = self.path;
        /// Access rule.
        pub rule: &Rule = &self.rule;
        pub(crate) label: Option<&Label> = self.navigation.as_ref();
        pub(crate) handler: &dyn Handler = self.handler.as_ref();
    }
}

/// All endpoints of one path. Adapters mount it for all methods, so that core answers wrong ones
/// the same way in every framework.
#[derive(Debug, Clone)]
pub struct Route {
    path: &'static str,
    endpoints: Vec<Endpoint>,
}

impl Route {
    /// Path below the mount path, with parameters in braces: `/sessions/{session}/end`.
    #[must_use]
    pub const fn path(&self) -> &'static str {
        self.path
    }

    /// The paths to mount below `prefix` (without a trailing slash; empty for the root): with and
    /// without a trailing slash.
    #[must_use]
    pub fn paths_below(&self, prefix: &str) -> Vec<String> {
        let path = format!("{prefix}{}", self.path.trim_end_matches('/'));
        let slashed = format!("{path}/");
        if path.is_empty() {
            vec![slashed]
        } else {
            vec![path, slashed]
        }
    }

    /// The endpoints, one per method.
    pub fn endpoints(&self) -> &[Endpoint] {
        &self.endpoints
    }

    /// Maximum number of body bytes to read for this method.
    #[must_use]
    pub fn body_limit(&self, method: &Method) -> usize {
        self.endpoint(method)
            .map_or(0, |endpoint| endpoint.body_limit)
    }

    pub(crate) fn endpoint(&self, method: &Method) -> Option<&Endpoint> {
        let method = if method == Method::HEAD {
            &Method::GET
        } else {
            method
        };
        self.endpoints
            .iter()
            .find(|endpoint| endpoint.method == *method)
    }

    pub(crate) fn allowed(&self) -> Vec<Method> {
        let mut allowed: Vec<Method> = self
            .endpoints
            .iter()
            .map(|endpoint| endpoint.method.clone())
            .collect();
        if allowed.contains(&Method::GET) {
            allowed.push(Method::HEAD);
        }
        allowed
    }
}

/// Groups endpoints by path, in order of first appearance.
pub(crate) fn by_path(endpoints: impl IntoIterator<Item = Endpoint>) -> Vec<Route> {
    let mut routes: Vec<Route> = Vec::new();
    for endpoint in endpoints {
        match routes.iter_mut().find(|route| route.path == endpoint.path) {
            Some(route) => route.endpoints.push(endpoint),
            None => routes.push(Route {
                path: endpoint.path,
                endpoints: vec![endpoint],
            }),
        }
    }
    routes
}

/// Conflicts between endpoints, each as a sentence telling the host what to change.
pub(crate) fn problems(routes: &[Route]) -> Vec<String> {
    let mut problems = Vec::new();
    let mut names = Vec::new();
    for endpoint in routes.iter().flat_map(Route::endpoints) {
        if names.contains(&endpoint.name()) {
            problems.push(format!(
                "two endpoints are named {:?}: rename one of them",
                endpoint.name
            ));
        }
        names.push(endpoint.name());
        problems.extend(path_problem(endpoint));
    }
    for route in routes {
        let mut methods: Vec<&Method> = route.endpoints.iter().map(Endpoint::method).collect();
        methods.sort_by_key(|method| method.as_str());
        if methods.windows(2).any(|pair| pair[0] == pair[1]) {
            problems.push(format!(
                "two endpoints answer one method of {}: drop one",
                route.path
            ));
        }
    }
    let mut router = matchit::Router::new();
    for route in routes {
        if let Err(error) = router.insert(route.path, ()) {
            problems.push(format!(
                "the path {} cannot be mounted: {error}",
                route.path
            ));
        }
    }
    problems
}

fn path_problem(endpoint: &Endpoint) -> Option<String> {
    let path = endpoint.path;
    let part = |part: &str| {
        let name = parameter(part).unwrap_or(part);
        let letter = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-_.".contains(&b);
        !name.is_empty() && name.bytes().all(letter)
    };
    if path != "/"
        && !path
            .strip_prefix('/')
            .is_some_and(|path| path.split('/').all(part))
    {
        return Some(format!(
            "the path {path:?} of endpoint {:?} must be lower-case words or {{parameters}}, each behind \
             a slash",
            endpoint.name
        ));
    }
    let held: Vec<&str> = path.split('/').filter_map(parameter).collect();
    if endpoint.rule.who() == Who::Member && !held.contains(&ORGANIZATION) {
        return Some(format!(
            "endpoint {:?} is for members: its path must hold {{{ORGANIZATION}}}",
            endpoint.name
        ));
    }
    let read = endpoint.handler.params();
    let same = read.iter().all(|name| held.contains(name))
        && held
            .iter()
            .all(|name| read.contains(name) || *name == ORGANIZATION);
    (!same).then(|| {
        format!(
            "endpoint {:?} reads the parameters {read:?}, and its path {path:?} holds {held:?}: use \
             the same names",
            endpoint.name
        )
    })
}
