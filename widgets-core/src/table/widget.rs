//! Widgets: the units that register endpoints, bundled or of the host.

use schemars::JsonSchema;

use crate::context::{AnswerResult, Context, NoticeKind};
use crate::http::{Input, PathParams, ReadFields};
use crate::table::action::{Action, CommandType};
use crate::table::checks::Check;
use crate::table::mails::AnyMail;
use crate::table::proofs::IdentityProof;
use crate::table::purposes::MailedPurpose;
use crate::table::{Access, Endpoint, Task};
use crate::types::getters::getters;
use crate::types::{Entitlement, Permission};

/// A widget: its endpoints, notices and commands. Bundled and host widgets use the same type.
#[derive(Clone, derive_more::Debug)]
#[debug("Widget({name}, {endpoints:?})")]
#[must_use]
pub struct Widget {
    name: &'static str,
    endpoints: Vec<Endpoint>,
    notices: Vec<NoticeKind>,
    signs_in: bool,
    purposes: Vec<&'static MailedPurpose>,
    proofs: Vec<&'static IdentityProof>,
    mails: Vec<&'static dyn AnyMail>,
    tasks: Vec<Task>,
    checks: Vec<&'static Check>,
}

impl Widget {
    /// A widget without endpoints, named by one lower-case word. Names of its endpoints, keys of
    /// its notices and names of its pending forms begin with it, as in `sessions.end`.
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            endpoints: Vec::new(),
            notices: Vec::new(),
            signs_in: false,
            purposes: Vec::new(),
            proofs: Vec::new(),
            mails: Vec::new(),
            tasks: Vec::new(),
            checks: Vec::new(),
        }
    }

    /// Adds an [`Endpoint::get`].
    pub fn get<C, P, Q, D, F, R>(
        self,
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
        self.endpoint(Endpoint::get(name, path, access, read))
    }

    /// Adds an [`Endpoint::post`].
    pub fn post<A>(
        self,
        name: &'static str,
        path: &'static str,
        access: Access<A::Ctx>,
        action: A,
    ) -> Self
    where
        A: Action,
        A::Path: PathParams,
    {
        self.endpoint(Endpoint::post(name, path, access, action))
    }

    /// Adds an action that is asked about first, at one path and with one access: a page with the form that
    /// runs the action, which script shows in a dialog, and the action. The page is named `ask_` and the
    /// name of the action.
    pub fn asking<A, P, Q, D, F, R>(
        self,
        name: &'static str,
        path: &'static str,
        access: Access<A::Ctx>,
        ask: F,
        action: A,
    ) -> Self
    where
        A: Action,
        A::Path: PathParams,
        P: PathParams,
        Q: ReadFields,
        D: JsonSchema + 'static,
        F: Fn(A::Ctx, Input<P, Q>) -> R + Send + Sync + 'static,
        R: Future<Output = AnswerResult<D>> + Send + 'static,
    {
        let ask = Endpoint::get(name, path, access.clone(), ask).named(["ask_", name].concat());
        self.endpoint(ask).post(name, path, access, action)
    }

    /// Adds an endpoint with further settings, such as a navigation label.
    pub fn endpoint(mut self, endpoint: Endpoint) -> Self {
        self.endpoints.push(endpoint.within(self.name));
        self
    }

    /// Declares a notice for [`Answer::notice`](crate::Answer::notice).
    pub fn notice(mut self, kind: NoticeKind) -> Self {
        self.notices.push(kind);
        self
    }

    /// The commands that its actions run.
    pub(crate) fn commands(&self) -> impl Iterator<Item = CommandType> {
        let endpoints = self.endpoints.iter();
        let own = endpoints.flat_map(|endpoint| endpoint.handler().commands());
        own.chain(self.proofs().flat_map(IdentityProof::commands))
            .chain(self.purposes().flat_map(MailedPurpose::commands))
    }

    /// Whether its actions send mail, so that the host must set a mailer.
    pub(crate) fn sends_mail(&self) -> bool {
        self.mails().next().is_some()
    }

    /// Declares that it signs users in or manages credentials, so that it is not mounted if the
    /// host authenticates users itself.
    pub(crate) const fn signing_in(mut self) -> Self {
        self.signs_in = true;
        self
    }

    pub(crate) const fn signs_in(&self) -> bool {
        self.signs_in
    }

    /// Registers a purpose of mailed codes, and its mails.
    pub(crate) fn purpose(mut self, purpose: &'static MailedPurpose) -> Self {
        self.mails.extend(purpose.audience.mails());
        self.purposes.push(purpose);
        self
    }

    pub(crate) fn purposes(&self) -> impl Iterator<Item = &'static MailedPurpose> {
        self.purposes.iter().copied()
    }

    /// Registers a proof of identity.
    pub(crate) fn proof(mut self, proof: &'static IdentityProof) -> Self {
        self.proofs.push(proof);
        self
    }

    pub(crate) fn proofs(&self) -> impl Iterator<Item = &'static IdentityProof> {
        self.proofs.iter().copied()
    }

    /// Registers a task between signing in and going on.
    pub(crate) fn task(mut self, task: Task) -> Self {
        self.tasks.push(task);
        self
    }

    pub(crate) fn tasks(&self) -> impl Iterator<Item = &Task> {
        self.tasks.iter()
    }

    /// Registers a point of the security check-up.
    pub(crate) fn check(mut self, check: &'static Check) -> Self {
        self.checks.push(check);
        self
    }

    pub(crate) fn checks(&self) -> impl Iterator<Item = &'static Check> {
        self.checks.iter().copied()
    }

    /// Lets its endpoints for anyone serve whoever has a task to do as they serve whoever has none: they
    /// sign people in, prove mailboxes or choose languages, and show nothing of an account.
    pub(crate) fn during_tasks(mut self) -> Self {
        let endpoints = self.endpoints.into_iter();
        self.endpoints = endpoints.map(Endpoint::during_tasks).collect();
        self
    }

    /// Registers a kind of mail.
    pub(crate) fn mail(mut self, kind: &'static dyn AnyMail) -> Self {
        self.mails.push(kind);
        self
    }

    pub(crate) fn mails(&self) -> impl Iterator<Item = &'static dyn AnyMail> {
        self.mails.iter().copied()
    }

    getters! { self =>
        /// The name.
        pub name: &'static str = self.name;
        /// The endpoints.
        pub endpoints: &[Endpoint] = &self.endpoints;
    }

    pub(crate) fn find_notice(&self, key: &str) -> Option<NoticeKind> {
        self.notices.iter().find(|own| own.key() == key).copied()
    }

    /// The second word of a name or key of this widget.
    fn word_of<'a>(&self, key: &'a str) -> Option<&'a str> {
        key.strip_prefix(self.name)?.strip_prefix('.')
    }

    /// Invalid names and keys, and undeclared permissions and entitlements.
    fn problems(&self, known: &Known<'_>) -> Vec<String> {
        let mut problems = Vec::new();
        let word = |text: &str| {
            !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
        };
        if !word(self.name) {
            problems.push(format!(
                "widget {:?} must be named by one lower-case word",
                self.name
            ));
        }
        let keys = self.notices.iter().map(|kind| kind.key());
        let names = self.endpoints.iter().map(Endpoint::name).chain(keys);
        for name in names.filter(|name| !self.word_of(name).is_some_and(word)) {
            problems.push(format!("{name:?} must be named {}.<word>", self.name));
        }
        for endpoint in &self.endpoints {
            if let Some(permission) = endpoint.rule().permission()
                && !known.permissions.contains(permission)
                && !Permission::BUILT_IN.contains(permission)
            {
                problems.push(format!(
                    "endpoint {:?} asks for the permission {permission}: declare it with .permissions(..)",
                    endpoint.name()
                ));
            }
            if let Some(entitlement) = endpoint.rule().entitlement()
                && !known.entitlements.contains(entitlement)
                && !Entitlement::BUILT_IN.contains(entitlement)
            {
                problems.push(format!(
                    "endpoint {:?} asks for the entitlement {}: declare it with .entitlements(..)",
                    endpoint.name(),
                    entitlement.as_str()
                ));
            }
        }
        problems
    }
}

struct Known<'a> {
    permissions: &'a [Permission],
    entitlements: &'a [Entitlement],
}

/// Problems of the widgets and of the host's permissions and entitlements.
pub(crate) fn problems(
    widgets: &[Widget],
    permissions: &[Permission],
    entitlements: &[Entitlement],
) -> Vec<String> {
    let known = Known {
        permissions,
        entitlements,
    };
    let mut problems: Vec<String> = widgets
        .iter()
        .flat_map(|widget| widget.problems(&known))
        .collect();
    let names = widgets.iter().map(|own| own.name.to_owned());
    problems.extend(repeated("widgets", names));
    let purposes = widgets.iter().flat_map(Widget::purposes);
    let keys = purposes.map(|own| own.key.to_string());
    problems.extend(repeated("purposes of mailed codes", keys));
    let mails = widgets.iter().flat_map(Widget::mails);
    problems.extend(repeated("mails", mails.map(|own| own.key().to_owned())));
    let proofs = widgets.iter().flat_map(Widget::proofs);
    let methods = proofs.map(|own| own.method.to_string());
    problems.extend(repeated("proofs of identity", methods));
    problems.extend(step_up_problem(widgets));
    for permission in permissions.iter().filter(|own| !own.is_well_formed()) {
        problems.push(format!(
            "permission {:?} must be two to five lower-case words joined by ':'",
            permission.as_str()
        ));
    }
    for permission in permissions
        .iter()
        .filter(|own| own.as_str().starts_with("org:"))
    {
        problems.push(format!(
            "permission {permission}: names that begin with org: are reserved"
        ));
    }
    for entitlement in entitlements.iter().filter(|own| !own.is_well_formed()) {
        problems.push(format!(
            "entitlement {:?} must be one lower-case word",
            entitlement.as_str()
        ));
    }
    problems
}

/// Endpoints that ask for a step-up which no proof can give. A host that authenticates users itself
/// gives it on a page of its own.
fn step_up_problem(widgets: &[Widget]) -> Option<String> {
    let signs_in = widgets.iter().any(Widget::signs_in);
    let mut proofs = widgets.iter().flat_map(Widget::proofs);
    let mut endpoints = widgets.iter().flat_map(Widget::endpoints);
    let fresh = endpoints.find(|own| own.rule().is_fresh())?;
    let none = signs_in && !proofs.any(|own| own.step_up.is_some());
    none.then(|| {
        format!(
            "endpoint {:?} asks for a step-up: mount a widget that registers a proof for it",
            fresh.name()
        )
    })
}

/// Each name that two have.
fn repeated(what: &str, names: impl Iterator<Item = String>) -> Vec<String> {
    let mut names: Vec<String> = names.collect();
    names.sort_unstable();
    let pairs = names.windows(2).filter(|pair| pair[0] == pair[1]);
    pairs
        .map(|pair| format!("two {what} are named {:?}: rename one", pair[0]))
        .collect()
}
