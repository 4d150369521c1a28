//! The security widget: setting and changing a password, as browsers without JavaScript and programs
//! see it.

mod attacks;
mod change;
mod check_up;
mod first_password;
mod overview;
mod removing;
mod voiding;

use widgets_tests::prelude::*;

const SECURITY: &str = "/account/security";
const CHANGE: &str = "/account/security/password";
const SET: &str = "/account/security/password/set";

/// Opens the form that changes a password, fills it in and submits it.
async fn change(browser: &mut Browser, current: &str, new: &str, end_others: bool) -> Reply {
    let mut fields = vec![("current_password", current), ("new_password", new)];
    fields.extend(end_others.then_some(("end_others", "true")));
    browser.fill(CHANGE, &fields).await
}

/// The same for a first password.
async fn set(browser: &mut Browser, new: &str) -> Reply {
    let fields = [("new_password", new), ("end_others", "true")];
    browser.fill(SET, &fields).await
}
