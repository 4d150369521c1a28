//! The bundled widgets, one folder each. To add one, create its folder, declare its module here,
//! and add it to the list, whose order is that of the navigation. A widget that signs users in or
//! manages credentials declares so (`signing_in`).
//!
//! # Commands
//!
//! [Hooks](crate::hooks) are selected by the type of an action's [command](crate::Action::Command):
//!
//! | Widget | Commands |
//! |---|---|
//! | [`sign_in`] | [`ForgetAddress`](sign_in::ForgetAddress), [`OneTimeLink`](sign_in::OneTimeLink), [`SignOut`](sign_in::SignOut), [`AskForCode`](sign_in::AskForCode), [`AskForStepUpCode`](sign_in::AskForStepUpCode), [`AskForSecondCode`](sign_in::AskForSecondCode), [`CompletedByMailbox`](sign_in::CompletedByMailbox), [`ProvedMailbox`](sign_in::ProvedMailbox), [`ConfirmedMailbox`](sign_in::ConfirmedMailbox) |
//! | [`sign_up`] | [`BeginSignUp`](sign_up::BeginSignUp), [`CompleteSignUp`](sign_up::CompleteSignUp) |
//! | [`codes`] | [`ResendCode`](codes::ResendCode), [`RevokeCode`](codes::RevokeCode) |
//! | [`reset`] | [`AskForReset`](reset::AskForReset), [`ResetPassword`](reset::ResetPassword) |
//! | [`profile`] | [`ChangeNames`](profile::ChangeNames), [`ChangePreferences`](profile::ChangePreferences) |
//! | [`security`] | [`ChangePassword`](security::ChangePassword), [`SetPassword`](security::SetPassword), [`AddAuthenticator`](security::AddAuthenticator), [`RenameAuthenticator`](security::RenameAuthenticator), [`RemoveAuthenticator`](security::RemoveAuthenticator), [`MakeRecoveryCodes`](security::MakeRecoveryCodes), [`CallOffReset`](security::CallOffReset), [`CallOffResetByLink`](security::CallOffResetByLink), [`EmailAndPassword`](security::EmailAndPassword), [`ConfirmPassword`](security::ConfirmPassword), [`ConfirmAuthenticator`](security::ConfirmAuthenticator), [`SecondAuthenticator`](security::SecondAuthenticator), [`ConfirmRecoveryCode`](security::ConfirmRecoveryCode), [`SecondRecoveryCode`](security::SecondRecoveryCode) |
//! | [`sessions`] | [`EndSession`](sessions::EndSession), [`EndOtherSessions`](sessions::EndOtherSessions) |
//! | [`devices`] | [`ForgetDevices`](devices::ForgetDevices), [`ForgetOtherDevices`](devices::ForgetOtherDevices), [`DistrustDevices`](devices::DistrustDevices), [`DistrustAllDevices`](devices::DistrustAllDevices) |
//! | [`second_factor`] | [`LeaveSignIn`](second_factor::LeaveSignIn) |

pub mod codes;
pub mod devices;
pub mod profile;
pub mod reset;
pub mod second_factor;
pub mod security;
pub mod sessions;
pub mod sign_in;
pub mod sign_up;
pub(crate) mod step_up;

use crate::table::Widget;
use crate::table::proofs::in_order;

/// The bundled widgets, in the order of the navigation.
pub(crate) fn bundled() -> Vec<Widget> {
    let mut widgets = vec![
        sign_in::widget(),
        sign_up::widget(),
        codes::widget(),
        reset::widget(),
        profile::widget(),
        security::widget(),
        sessions::widget(),
        devices::widget(),
    ];
    // These have an endpoint for each proof of the others.
    let proofs = in_order(&widgets);
    widgets.push(second_factor::widget(&proofs));
    widgets.push(step_up::widget(&proofs));
    widgets
}

#[cfg(test)]
mod mail_tests;
#[cfg(test)]
mod tests {
    use super::bundled;
    use crate::context::UserCtx;
    use crate::context::answer::AnswerResult;
    use crate::context::problem::Problem;
    use crate::http::request::Input;
    use crate::table::{Access, Widget, problems};

    /// The table above, generated from the widgets.
    fn table() -> String {
        let widgets = bundled();
        let acting = widgets.iter().filter(|own| own.commands().next().is_some());
        let endpoints = acting.map(|widget| {
            let name = widget.name();
            let mut commands: Vec<String> = Vec::new();
            for command in widget.commands() {
                let (_, command) = command.name.rsplit_once("::").unwrap();
                let link = format!("[`{command}`]({name}::{command})");
                if !commands.contains(&link) {
                    commands.push(link);
                }
            }
            format!("//! | [`{name}`] | {} |\n", commands.join(", "))
        });
        endpoints.collect()
    }

    #[test]
    fn the_table_of_commands_is_that_of_the_widgets() {
        let (_, after) = include_str!("mod.rs")
            .split_once("//! |---|---|\n")
            .unwrap();
        let (written, _) = after.split_once("\n\n").unwrap();
        let table = table();
        assert_eq!(written, table.trim_end(), "the table is:\n{table}");
    }

    async fn show(_: UserCtx, _: Input) -> AnswerResult<()> {
        Err(Problem::Missing)
    }

    /// A widget with an endpoint that asks for a step-up.
    fn vault() -> Widget {
        Widget::new("vault").get("show", "/vault", Access::user().fresh(), show)
    }

    #[test]
    fn two_widgets_cannot_register_the_same_purpose_proof_or_mail() {
        assert_eq!(problems(&bundled(), &[], &[]), Vec::<String>::new());
        let twice = [bundled(), bundled()].concat();
        let told = problems(&twice, &[], &[]);
        for repeated in [
            r#"two widgets are named "codes""#,
            r#"two purposes of mailed codes are named "reset""#,
            r#"two proofs of identity are named "password""#,
            r#"two mails are named "invitation""#,
        ] {
            let found = told.iter().any(|own| own.contains(repeated));
            assert!(found, "{repeated} in {told:?}");
        }
    }

    #[test]
    fn a_step_up_needs_a_proof() {
        let told = problems(&[bundled(), vec![vault()]].concat(), &[], &[]);
        assert_eq!(told, Vec::<String>::new());
        let (proving, mut others): (Vec<_>, Vec<_>) = bundled()
            .into_iter()
            .partition(|own| own.proofs().next().is_some());
        assert_eq!(proving.len(), 2);
        others.push(vault());
        let told = problems(&others, &[], &[]);
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(
            told[0].contains("\"vault.show\" asks for a step-up"),
            "{told:?}"
        );
        // A host that signs people in itself has a page of its own for it.
        assert_eq!(problems(&[vault()], &[], &[]), Vec::<String>::new());
    }

    #[test]
    fn every_purpose_has_a_mail_of_its_key() {
        for widget in bundled() {
            let mails: Vec<_> = widget.mails().map(|own| own.key()).collect();
            for purpose in widget.purposes() {
                assert!(mails.contains(&purpose.key.as_str()), "{purpose:?}");
            }
        }
    }
}
