//! Proofs whose whole form is one field with a code, which the server compares: the code of an authenticator
//! app, and the recovery code. What one of them adds is a [`TypedCode`]; the rest is here once.

mod actions;

use maud::{Markup, html};

pub(super) use self::actions::{Confirm, Second};
use crate::context::{Problem, RequestCtx};
use crate::http::FieldErrors;
use crate::stores::{Account, Change, SecondFactors, SignInMethod, UsedFactor};
use crate::table::proofs::{StepUpPage, WAITING};
use crate::table::second::SecondPage;
use crate::ui::{Button, Form, FormShape, Weight};

/// Name of the form field.
pub(super) const CODE: &str = "code";

/// What a typed code is.
pub(super) enum Verdict {
    /// Right. It is spent by the write that it allows.
    Right(UsedFactor),
    /// It was right, and was used before.
    Used,
    /// Wrong.
    Wrong,
}

/// A command with a code. Each proof has types of its own, since hooks are chosen by them.
pub(super) trait WithCode<C>: Send + Sync + 'static {
    fn of(code: C) -> Self;
    fn code(&self) -> &C;
}

/// Commands with a code.
macro_rules! commands {
    ($code:ty; $($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(derive_more::Debug)]
        #[debug("{}(..)", stringify!($name))]
        pub struct $name($code);

        impl $crate::widgets::security::typed_code::WithCode<$code> for $name {
            fn of(code: $code) -> Self {
                Self(code)
            }

            fn code(&self) -> &$code {
                &self.0
            }
        }
    )+};
}

pub(super) use commands;

/// A proof by a code.
pub(super) trait TypedCode: Send + Sync + 'static {
    type Code: Send + Sync + 'static;
    /// Completes a sign-in.
    type Second: WithCode<Self::Code>;
    /// Steps up.
    type Confirm: WithCode<Self::Code>;

    const METHOD: &SignInMethod;

    /// Parses what was typed.
    ///
    /// # Errors
    ///
    /// What is wrong with it, in the reader's language.
    fn read(ctx: &RequestCtx, typed: &str) -> Result<Self::Code, String>;

    /// Compares it with what the account has.
    fn check(
        ctx: &RequestCtx,
        account: &Account,
        factors: &SecondFactors,
        code: &Self::Code,
    ) -> Verdict;

    /// What goes along with the write that spends it.
    ///
    /// # Errors
    ///
    /// [`Problem::Fault`].
    fn spent(
        ctx: &RequestCtx,
        account: &Account,
        factors: &SecondFactors,
    ) -> impl Future<Output = Result<Option<Change>, Problem>> + Send {
        let _ = (ctx, account, factors);
        std::future::ready(Ok(None))
    }

    /// That it is wrong.
    fn wrong(ctx: &RequestCtx) -> &str;

    /// That it was used before.
    fn used(ctx: &RequestCtx) -> &str;

    /// The field, named [`CODE`].
    fn field(ctx: &RequestCtx, errors: &FieldErrors, focus: bool) -> Markup;
}

/// The form where a sign-in waits for a second factor.
pub(super) fn second<P: TypedCode>(
    ctx: &RequestCtx,
    page: &SecondPage<'_>,
    errors: &FieldErrors,
) -> Markup {
    let (ui, words) = (ctx.elements(), ctx.messages().words());
    let form = ctx
        .form(page.path)
        .shape(FormShape::Box)
        .fields(html! {
            (ctx.error_summary(errors))
            (ui.field(&ctx.whose(page.email).unseen()))
            (P::field(ctx, errors, true))
        })
        .buttons(ui.button(&Button::main(words.step_up_button()).wide()));
    ui.form(&form).into()
}

/// The form of the step-up page.
pub(super) fn step_up<P: TypedCode>(
    ctx: &RequestCtx,
    page: &StepUpPage<'_>,
    errors: &FieldErrors,
) -> Markup {
    let (ui, words) = (ctx.elements(), ctx.messages().words());
    let weight = if page.first {
        Weight::Main
    } else {
        Weight::Outlined
    };
    // Native, because the response may be that of any pending form.
    let form = Form {
        native: true,
        ..ctx.form(page.path)
    };
    let form = form
        .hidden(WAITING, page.waiting)
        .shape(FormShape::Box)
        .fields(html! {
            (ctx.error_summary(errors))
            (P::field(ctx, errors, page.first))
        })
        .buttons(ui.button(&Button::new(words.step_up_button(), weight).wide()));
    ui.form(&form).into()
}
