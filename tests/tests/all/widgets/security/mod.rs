//! The widget of security: setting and changing a password, as browsers without JavaScript and programs
//! see it.

mod attacks;
mod change;
mod first_password;
mod voiding;

use widgets_core::admin::{Secret, UserToCreate};
use widgets_tests::prelude::*;

const SECURITY: &str = "/account/security";
const CHANGE: &str = "/account/security/password";
const SET: &str = "/account/security/password/set";
const NEW_PASSWORD: &str = "a kettle on the windowsill";

/// Opens the form that changes a password, fills it in and submits it.
async fn change(browser: &mut Browser, current: &str, new: &str, end_others: bool) -> Reply {
    let form = browser.get(CHANGE).await;
    form.assert_status(200);
    let mut fields = vec![("current_password", current), ("new_password", new)];
    fields.extend(end_others.then_some(("end_others", "true")));
    browser.submit(&form, "/security/password", &fields).await
}

/// The same for a first password.
async fn set(browser: &mut Browser, new: &str) -> Reply {
    let form = browser.get(SET).await;
    form.assert_status(200);
    let fields = [("new_password", new), ("end_others", "true")];
    browser
        .submit(&form, "/security/password/set", &fields)
        .await
}

/// Somebody without a password.
async fn bare(host: &TestHost, name: &str) -> Person {
    let email = format!("{name}@nordlicht.example");
    let user = UserToCreate {
        email: email.clone(),
        verified: true,
        display_name: String::new(),
        secret: Secret::None,
    };
    let account = host.users().create(user).await.unwrap();
    Person { account, email }
}

/// A fresh browser in which that person signed in with a code.
async fn signed_in_by_code(host: &TestHost, person: &Person) -> Browser {
    let mut browser = host.browser();
    let page = host.ask_to_sign_in(&mut browser, &person.email).await;
    let code = host.mailed_code(&person.email).await.code;
    let reply = enter(&mut browser, &page, &[("code", &code)]).await;
    reply.assert_status(303);
    browser
}

async fn enter(browser: &mut Browser, page: &Reply, fields: &[(&str, &str)]) -> Reply {
    browser.submit(page, &code_form(page), fields).await
}

/// Whether that password signs in.
async fn opens(host: &TestHost, person: &Person, password: &str) -> bool {
    let mut browser = host.browser();
    let reply = host.sign_in(&mut browser, &person.email, password).await;
    assert!([303, 422].contains(&reply.status.as_u16()));
    reply.status == 303
}

fn hashes(host: &TestHost) -> u64 {
    host.hashes()
}
