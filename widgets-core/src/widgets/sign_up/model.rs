//! Inputs, and data of the form.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::context::RequestCtx;
use crate::context::problem::Problem;
use crate::context::settings::sign_up::Terms;
use crate::crypto::{NewPassword, PasswordContext, PasswordHash};
use crate::fields;
use crate::flows::mailed_code::InvitationGoal;
use crate::http::fields::{FORM, FieldErrors};
use crate::http::typed_fields::{Optional, Secret, Text};
use crate::table::purposes::OpenedChallenge;
use crate::types::email::Email;
use crate::types::name::{InvalidName, Name};

fields! {
    /// What the page is opened with.
    pub(super) struct SignUpQuery {
        /// Address to fill in.
        pub(super) login_hint: Optional<Text>,
        /// Page to return to.
        pub(super) return_to: Optional<Text>,
    }
}

fields! {
    /// What a new account is made of.
    pub(super) struct DetailFields {
        /// Name shown to others; may be empty.
        pub(super) display_name: Optional<Text>,
        /// Password, where the host asks for one.
        password: Optional<Secret>,
        /// Whether the terms are accepted, where the host has terms.
        terms: bool,
        /// Edition of the terms that was shown; the current one if missing.
        terms_edition: Optional<Text>,
        /// Whether to stay signed in.
        keep: bool,
    }
}

fields! {
    /// Somebody who wants an account. An address that has one already gets the same answer.
    pub(super) struct BeginFields {
        /// Email address.
        pub(super) email: Text,
        pub(super) details: DetailFields,
        /// Page to return to.
        pub(super) return_to: Optional<Text>,
    }
}

/// Begins a sign-up, before the address is verified. Hooks do not see the password. Whether the
/// address has an account is not revealed.
pub struct BeginSignUp {
    email: Email,
    pub(super) details: Details,
}

impl BeginSignUp {
    /// Reads the form.
    pub(super) async fn parse(ctx: &RequestCtx, fields: &BeginFields) -> Result<Self, FieldErrors> {
        let mut form = ctx.read_form();
        let email = form.read(&fields.email, |typed| {
            let email = ctx.read_email(typed)?;
            check_address(ctx, &email, true)?;
            Ok(email)
        });
        let errors = form.into_errors();
        let details = Details::parse(ctx, &fields.details, email.as_ref()).await;
        match (email, details) {
            (Some(email), Ok(details)) => Ok(Self { email, details }),
            (_, details) => Err(joined(errors, details.err())),
        }
    }

    /// The same sign-up with a corrected address.
    pub(crate) fn again(
        email: Email,
        display_name: &str,
        terms: Option<String>,
        keep: bool,
    ) -> Self {
        let details = Details {
            display_name: Name::lossy(display_name),
            terms,
            keep,
            password: None,
        };
        Self { email, details }
    }

    /// Email address.
    #[must_use]
    pub const fn email(&self) -> &Email {
        &self.email
    }

    /// Display name; may be empty.
    #[must_use]
    pub const fn display_name(&self) -> &Name {
        &self.details.display_name
    }

    /// Accepted edition of the terms, if the host has terms.
    #[must_use]
    pub fn terms(&self) -> Option<&str> {
        self.details.terms.as_deref()
    }
}

impl fmt::Debug for BeginSignUp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BeginSignUp({}, ..)", self.email)
    }
}

/// Creating the account, once the address is proved. Hooks do not see the password. A hook that refuses
/// leaves the code and the link as they are, but a typed code has cost one of its tries.
pub struct CompleteSignUp {
    /// Email address.
    pub email: Email,
    /// Display name; may be empty.
    pub display_name: Name,
    /// Accepted edition of the terms, if the host has terms.
    pub terms: Option<String>,
    /// Whether the user was invited by the host.
    pub invited: bool,
    pub(super) password: ChosenPassword,
    /// Whether to stay signed in.
    pub(super) keep: bool,
}

impl fmt::Debug for CompleteSignUp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CompleteSignUp")
            .field("email", &self.email)
            .field("display_name", &self.display_name)
            .field("terms", &self.terms)
            .field("invited", &self.invited)
            .finish_non_exhaustive()
    }
}

/// The password of a new account.
pub(super) enum ChosenPassword {
    /// It has none.
    None,
    /// It was typed a moment ago.
    New(NewPassword),
    /// It was typed before the address was proved.
    Hashed(PasswordHash),
}

/// What the form asks for besides the address.
pub(super) struct Details {
    pub(super) display_name: Name,
    pub(super) terms: Option<String>,
    pub(super) keep: bool,
    pub(super) password: Option<NewPassword>,
}

impl Details {
    /// Parses them. `email` is the address, if valid, which the password must not mostly consist
    /// of.
    pub(super) async fn parse(
        ctx: &RequestCtx,
        fields: &DetailFields,
        email: Option<&Email>,
    ) -> Result<Self, FieldErrors> {
        let options = ctx.app().sign_up();
        let mut form = ctx.read_form();
        let display_name = form.read(&fields.display_name, |typed| read_name(ctx, typed));
        let mut errors = form.into_errors();
        let password = if options.asks_password() {
            let context = PasswordContext::new(ctx.app().name());
            let context = match email {
                Some(email) => context.email(email),
                None => context,
            };
            let context = match &display_name {
                Some(name) => context.own_text(name.as_str()),
                None => context,
            };
            match ctx.read_new_password(&fields.password, &context).await {
                Ok(password) => Some(password),
                Err(refused) => {
                    errors = joined(errors, Some(refused));
                    None
                }
            }
        } else {
            None
        };
        let terms = options.asked_terms();
        if let Some(message) = terms.and_then(|own| terms_problem(ctx, own, fields)) {
            errors.add("terms", message);
        }
        match display_name {
            Some(display_name) if errors.is_empty() => Ok(Self {
                display_name,
                terms: terms.map(|own| own.edition.clone()),
                keep: fields.keep,
                password,
            }),
            _ => Err(errors),
        }
    }
}

fn joined(mut errors: FieldErrors, more: Option<FieldErrors>) -> FieldErrors {
    for error in more.iter().flat_map(FieldErrors::iter) {
        errors.add(error.field, error.message.clone());
    }
    errors
}

fn read_name(ctx: &RequestCtx, typed: &str) -> Result<Name, String> {
    let words = ctx.messages().words();
    let label = words.sign_up_name();
    Name::parse(typed).map_err(|error| match error {
        InvalidName::TooLong => words.profile_name_too_long(label, Name::LONGEST),
        InvalidName::Unprintable => words.profile_name_unprintable(label),
    })
}

/// Why the terms are not accepted. The form says which edition it showed, because only what was
/// shown can be accepted. JSON clients may omit it and accept the current edition.
fn terms_problem(ctx: &RequestCtx, terms: &Terms, fields: &DetailFields) -> Option<String> {
    let words = ctx.messages().words();
    let shown: &str = &fields.terms_edition;
    if !shown.is_empty() && shown != terms.edition {
        return Some(words.sign_up_terms_changed().to_owned());
    }
    (!fields.terms).then(|| words.sign_up_terms_missing().to_owned())
}

/// Why an address may not sign up, regardless of whether it has an account.
pub(super) fn check_address(
    ctx: &RequestCtx,
    email: &Email,
    by_domain: bool,
) -> Result<(), String> {
    let options = ctx.app().sign_up();
    if by_domain && !options.is_at_domain(email) {
        let domains = options.at_domains().unwrap_or_default();
        return Err(ctx.messages().words().sign_up_domain(domains));
    }
    options.address_problem(email).map_or(Ok(()), Err)
}

/// Whether an address may sign up. Checked again when it is corrected and when it is verified,
/// because the host's settings may have changed.
///
/// # Errors
///
/// The error to show.
pub(crate) fn accepts(ctx: &RequestCtx, email: &Email) -> Result<(), FieldErrors> {
    if !ctx.app().sign_up().has_form() {
        let closed = ctx.messages().words().sign_up_closed_text();
        return Err(FieldErrors::one(FORM, closed));
    }
    check_address(ctx, email, true).map_err(|message| FieldErrors::one("email", message))
}

/// There is no form: sign-up is closed, or by invitation only.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "SignUpClosed")]
pub(super) struct Closed {
    pub(super) open: bool,
}

/// Data of the form, without the password.
#[derive(Debug, Default, Serialize, JsonSchema)]
#[schemars(rename = "SignUpForm")]
pub(super) struct FormState {
    pub(super) email: String,
    pub(super) display_name: String,
    pub(super) keep: bool,
    /// Whether the terms are accepted.
    pub(super) accepted: bool,
    /// The terms to accept.
    pub(super) terms: Option<Terms>,
    /// Allowed domains, as the host wrote them.
    pub(super) domains: Option<String>,
    /// Whether a password is required.
    pub(super) password: bool,
    /// Whether a captcha is required.
    pub(super) captcha: bool,
}

impl FormState {
    /// The form with what was typed before, or an address that was hinted at.
    pub(super) fn of(ctx: &RequestCtx, email: &str, details: &DetailFields) -> Self {
        let options = ctx.app().sign_up();
        Self {
            email: email.chars().take(254).collect(),
            display_name: details.display_name.cut(1024),
            keep: details.keep,
            accepted: details.terms,
            terms: options.asked_terms().cloned(),
            domains: options.at_domains(),
            password: options.asks_password(),
            captcha: ctx.app().captcha().is_some(),
        }
    }
}

/// What proving the address allows.
#[derive(Serialize, Deserialize)]
pub(super) struct SignUpGoal {
    /// Hash of the chosen password; `None` for an account without one. Checked against the address
    /// first typed. A corrected address keeps the password, which exists only as a hash and cannot
    /// be checked again.
    pub(super) password: Option<String>,
    /// Display name; may be empty.
    pub(super) display_name: String,
    /// Accepted edition of the terms.
    pub(super) terms: Option<String>,
    pub(super) keep: bool,
}

/// Data of the invitation page.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Invitation {
    /// Name of the inviter, as given by the host.
    pub(super) by: Option<String>,
    #[serde(flatten)]
    pub(super) form: FormState,
    #[serde(skip)]
    pub(super) path: String,
}

impl Invitation {
    pub(super) fn of(
        ctx: &RequestCtx,
        open: &OpenedChallenge,
        fields: &DetailFields,
        path: &str,
    ) -> Result<Self, Problem> {
        let mut form = FormState::of(ctx, open.challenge.email.as_str(), fields);
        form.domains = None;
        form.captcha = false;
        let goal: InvitationGoal = open.payload.goal.read()?;
        if !fields.display_name.is_sent() {
            form.display_name = goal.display_name;
        }
        Ok(Self {
            by: goal.by,
            form,
            path: path.to_owned(),
        })
    }
}
