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
//! | [`sign_in`] | [`AskForCode`](sign_in::AskForCode), [`EmailAndPassword`](sign_in::EmailAndPassword), [`OneTimeLink`](sign_in::OneTimeLink), [`SignOut`](sign_in::SignOut), [`ProvedMailbox`](sign_in::ProvedMailbox) |
//! | [`sign_up`] | [`BeginSignUp`](sign_up::BeginSignUp), [`CompleteSignUp`](sign_up::CompleteSignUp) |
//! | [`codes`] | [`ResendCode`](codes::ResendCode), [`RevokeCode`](codes::RevokeCode) |
//! | [`reset`] | [`AskForReset`](reset::AskForReset), [`ResetPassword`](reset::ResetPassword) |
//! | [`step_up`] | [`ConfirmPassword`](step_up::ConfirmPassword), [`AskForCode`](step_up::AskForCode), [`ConfirmedMailbox`](step_up::ConfirmedMailbox) |
//! | [`profile`] | [`ChangeNames`](profile::ChangeNames), [`ChangePreferences`](profile::ChangePreferences) |
//! | [`security`] | [`ChangePassword`](security::ChangePassword), [`SetPassword`](security::SetPassword) |
//! | [`sessions`] | [`EndSession`](sessions::EndSession), [`EndOtherSessions`](sessions::EndOtherSessions) |

pub mod codes;
pub mod profile;
pub mod reset;
pub mod security;
pub mod sessions;
pub mod sign_in;
pub mod sign_up;
pub mod step_up;

use crate::table::Widget;

/// The bundled widgets, in the order of the navigation.
pub(crate) fn bundled() -> Vec<Widget> {
    vec![
        sign_in::widget(),
        sign_up::widget(),
        codes::widget(),
        reset::widget(),
        step_up::widget(),
        profile::widget(),
        security::widget(),
        sessions::widget(),
    ]
}

#[cfg(test)]
mod tests {
    use super::bundled;

    /// The table above, generated from the widgets.
    fn table() -> String {
        let widgets = bundled();
        let endpoints = widgets.iter().map(|widget| {
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
}
