//! Inputs, and data of the pages.

use schemars::JsonSchema;
use serde::Serialize;

use crate::context::RequestCtx;
use crate::fields;
use crate::http::query::with_query;
use crate::http::typed_fields::{Optional, Text};
use crate::stores::{Impersonation, Slug};
use crate::types::email::Email;

/// Path of the step that takes a proof.
pub(super) const PROOF: &str = "/sign-in/password";
/// Path of the step that asks for a captcha.
pub(super) const CODE: &str = "/sign-in/code";

fields! {
    /// What a sign-in is for.
    pub(super) struct Destination {
        /// Slug of the organization to sign in for.
        pub(super) organization: Optional<Text>,
        /// Page to return to.
        pub(super) return_to: Optional<Text>,
    }
}

fields! {
    /// What the page is opened with.
    pub(super) struct SignInQuery {
        /// Address to fill in.
        pub(super) login_hint: Optional<Text>,
        /// `login`, `create` or `select_account`, as in OpenID Connect.
        prompt: Optional<Text>,
        /// Whether a signed-in user authenticates again.
        again: bool,
        pub(super) destination: Destination,
    }
}

fields! {
    /// What a step after the address is opened with.
    pub(super) struct StepQuery {
        /// Whether to stay signed in.
        pub(super) keep: bool,
        /// Whether a signed-in user authenticates again.
        pub(super) again: bool,
        pub(super) destination: Destination,
    }
}

fields! {
    /// An email address, and how to sign in with it. Without a proof, the answer is the next step of the
    /// form.
    pub(super) struct EnterFields {
        /// Email address; none is needed for a passkey.
        pub(super) email: Optional<Text>,
        /// `email` to be mailed a code, whatever else is sent.
        pub(super) way: Optional<Text>,
        /// Whether to stay signed in.
        pub(super) keep: bool,
        destination: Destination,
    }
}

fields! {
    /// The one-time link is in the path.
    pub(super) struct OpenLinkFields {
        /// Page to return to.
        pub(super) return_to: Optional<Text>,
    }
}

fields! {
    /// Which sessions to end.
    pub(super) struct SignOutFields {
        /// Whether to end all other sessions of the account too.
        pub(super) everywhere: bool,
    }
}

/// Signs in by a one-time link. Hooks do not see the link.
#[derive(Debug)]
pub struct OneTimeLink(pub(super) ());

/// What opening a link would do.
#[derive(Debug, Default, Serialize, JsonSchema)]
#[schemars(rename = "SignInLink")]
pub(super) struct LinkState {
    pub(super) works: bool,
    /// It starts an impersonation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) impersonates: Option<Staff>,
    /// The user currently signed in, whose session would end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) replaces: Option<String>,
}

/// An impersonation that is about to start.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "ImpersonationToBegin")]
pub(super) struct Staff {
    /// Email address of the user to be impersonated or, without one, the account's id.
    pub(super) address: String,
    #[serde(flatten)]
    pub(super) impersonation: Impersonation,
}

/// Signs out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct SignOut {
    /// Whether to end all other sessions of the account too.
    pub everywhere: bool,
}

/// Forgets the email address that was typed last in this browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct ForgetAddress;

/// Step of the sign-in form.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "SignInStep")]
#[serde(rename_all = "snake_case")]
pub(super) enum Step {
    /// Enter the email address.
    #[default]
    Address,
    /// Authenticate.
    Proof,
    /// Solve a captcha, before a code is mailed.
    Code,
}

impl Step {
    /// Path of its page.
    pub(super) const fn path(self) -> &'static str {
        match self {
            Self::Address => "/sign-in",
            Self::Proof => PROOF,
            Self::Code => CODE,
        }
    }
}

/// Data of the sign-in form, without the password.
#[derive(Debug, Default, Serialize, JsonSchema)]
#[schemars(rename = "SignInForm")]
pub(super) struct FormState {
    pub(super) step: Step,
    pub(super) email: String,
    pub(super) keep: bool,
    pub(super) return_to: String,
    /// Slug of the organization to sign in for.
    pub(super) organization: String,
    /// Whether a signed-in user authenticates again.
    pub(super) again: bool,
    /// Whether requesting a code requires a captcha.
    pub(super) captcha: bool,
    /// Whether what was sent needs no address.
    #[serde(skip)]
    pub(super) without_address: bool,
}

impl FormState {
    /// A new form, with the address that it was opened with, or else the one typed last.
    pub(super) fn hinted(ctx: &RequestCtx, query: &SignInQuery) -> Self {
        let hint = query.login_hint.cut(254);
        if hint.is_empty() {
            let typed = ctx.typed_address().map(|own| own.to_string());
            Self::of(ctx, typed.unwrap_or_default(), &query.destination).at_address()
        } else {
            Self::of(ctx, hint, &query.destination)
        }
    }

    /// The step after the address, which was typed before.
    pub(super) fn at_step(
        ctx: &RequestCtx,
        query: &StepQuery,
        step: Step,
        email: Option<&Email>,
    ) -> Self {
        let email = email.map(Email::to_string).unwrap_or_default();
        Self {
            step,
            keep: query.keep,
            ..Self::of(ctx, email, &query.destination)
        }
    }

    /// What was typed before.
    pub(super) fn typed(ctx: &RequestCtx, fields: &EnterFields) -> Self {
        let state = Self::of(ctx, fields.email.cut(254), &fields.destination);
        let without_address = &**fields.way == "passkey";
        let asks_for_code = state.captcha && !fields.way.is_empty() && !without_address;
        let step = match state.step {
            Step::Proof if asks_for_code => Step::Code,
            step => step,
        };
        Self {
            step,
            keep: fields.keep,
            without_address,
            ..state
        }
    }

    fn of(ctx: &RequestCtx, email: String, destination: &Destination) -> Self {
        let return_to = ctx.return_path(&destination.return_to);
        // Every address leads to the next step, so the step does not reveal accounts.
        let step = match Email::parse(&email) {
            Ok(_) => Step::Proof,
            Err(_) => Step::Address,
        };
        Self {
            step,
            email,
            keep: false,
            return_to: return_to.map(|path| path.to_string()).unwrap_or_default(),
            organization: Slug::parse(&destination.organization)
                .map(|slug| slug.to_string())
                .unwrap_or_default(),
            again: ctx.user().is_some(),
            captcha: ctx.app().captcha().is_some(),
            without_address: false,
        }
    }

    /// Path and query of the step's page, besides the page to return to.
    pub(super) fn path(&self) -> String {
        let path = self.step.path().to_owned();
        let keep = self.keep && self.step == Step::Code;
        let pairs = [
            ("organization", self.organization.as_str()),
            ("keep", if keep { "true" } else { "" }),
            ("again", if self.again { "true" } else { "" }),
        ];
        let pairs = pairs.into_iter().filter(|(_, value)| !value.is_empty());
        pairs.fold(path, |path, pair| with_query(&path, &[], Some(pair)))
    }

    /// Goes back to the step of the email address.
    pub(super) fn at_address(self) -> Self {
        Self {
            step: Step::Address,
            ..self
        }
    }
}

/// The `prompt` parameter, as in OpenID Connect Core 1.0, section 3.1.2.1, and Initiating User
/// Registration 1.0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Prompt {
    /// Authenticate again, whether or not signed in.
    Login,
    /// Create an account.
    Create,
    /// Choose whether to continue as the current user.
    SelectAccount,
    /// None: signed-in users continue.
    None,
}

impl Prompt {
    pub(super) fn read(query: &SignInQuery) -> Self {
        match query.prompt.as_ref() {
            "login" => Self::Login,
            "create" => Self::Create,
            "select_account" => Self::SelectAccount,
            _ if query.again => Self::Login,
            _ => Self::None,
        }
    }
}
