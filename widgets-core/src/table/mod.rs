//! The route table: what widgets register, as data. Read by guard, navigation, adapters,
//! documentation and tests.

mod access;
pub(crate) mod action;
pub mod hooks;
pub(crate) mod mails;
mod plain;
pub(crate) mod proofs;
pub(crate) mod purposes;
pub(crate) mod respond;
pub mod route;
pub(crate) mod second;
mod widget;

use std::sync::LazyLock;

use http::Method;

pub use self::access::{Access, Rule, Who};
pub use self::action::{Action, Call};
use self::hooks::Hooks;
use self::mails::AnyMail;
pub use self::plain::{action, plain};
use self::proofs::{IdentityProof, SignInProof};
use self::purposes::MailedPurpose;
pub use self::route::{Endpoint, Route};
pub use self::widget::Widget;
pub(crate) use self::widget::problems;
use crate::context::{AppState, NoticeKind};
pub use crate::http::path::ORGANIZATION;
use crate::stores::SignInMethod;

/// Everything registered with a host.
#[derive(Default)]
pub(crate) struct Table {
    routes: Vec<Route>,
    proofs: Vec<&'static IdentityProof>,
    widgets: Vec<Widget>,
    hooks: Hooks,
}

impl Table {
    pub(crate) fn new(routes: Vec<Route>, widgets: Vec<Widget>, hooks: Hooks) -> Self {
        Self {
            routes,
            proofs: proofs::in_order(&widgets),
            widgets,
            hooks,
        }
    }

    /// The route table. Earlier layers store it without knowing its type.
    pub(crate) fn of(app: &AppState) -> &Self {
        static NONE: LazyLock<Table> = LazyLock::new(Table::default);
        app.table().downcast_ref().unwrap_or(&NONE)
    }

    pub(crate) fn routes(&self) -> &[Route] {
        &self.routes
    }

    pub(crate) fn endpoints(&self) -> impl Iterator<Item = &Endpoint> {
        self.routes.iter().flat_map(Route::endpoints)
    }

    /// Finds a POST endpoint by its name.
    pub(crate) fn action(&self, name: &str) -> Option<&Endpoint> {
        let mut endpoints = self.endpoints();
        endpoints.find(|endpoint| endpoint.name() == name && endpoint.method() == Method::POST)
    }

    /// Whether the page of that path is shown to a session that has yet to step up.
    pub(crate) fn shows_stale(&self, path: &str) -> bool {
        let mut endpoints = self.endpoints();
        let page = endpoints.find(|own| own.path() == path && *own.method() == Method::GET);
        page.is_some_and(|own| !own.rule().is_fresh())
    }

    pub(crate) fn widgets(&self) -> &[Widget] {
        &self.widgets
    }

    /// Finds a kind of notice by its key; `None` if no widget of this host declares it.
    pub(crate) fn notice(&self, key: &str) -> Option<NoticeKind> {
        self.widgets.iter().find_map(|own| own.find_notice(key))
    }

    /// Finds the purpose of a challenge; `None` if no widget of this host registered it.
    pub(crate) fn purpose(&self, key: &str) -> Option<&'static MailedPurpose> {
        let mut all = self.widgets.iter().flat_map(Widget::purposes);
        all.find(|purpose| purpose.key.as_str() == key)
    }

    /// Finds a kind of mail; `None` if no widget of this host sends it.
    pub(crate) fn mail(&self, key: &str) -> Option<&dyn AnyMail> {
        let mut all = self.widgets.iter().flat_map(Widget::mails);
        all.find(|kind| kind.key() == key)
    }

    /// The proofs of identity, in the order in which pages offer them.
    pub(crate) fn proofs(&self) -> impl Iterator<Item = &'static IdentityProof> {
        self.proofs.iter().copied()
    }

    /// What opens a session on the sign-in page, as far as the host lets it.
    pub(crate) fn sign_ins(&self, app: &AppState) -> impl Iterator<Item = &'static SignInProof> {
        let policy = app.sign_in_policy().clone();
        let proofs = self.proofs().filter(move |own| policy.opens(&own.method));
        proofs.filter_map(|own| own.sign_in.as_ref())
    }

    /// Finds a proof of identity; `None` if no widget of this host registered it.
    pub(crate) fn proof(&self, method: &SignInMethod) -> Option<&'static IdentityProof> {
        self.proofs().find(|proof| proof.method == *method)
    }

    pub(crate) const fn hooks(&self) -> &Hooks {
        &self.hooks
    }
}
