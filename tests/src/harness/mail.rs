//! What a person reads in a mail.

use widgets_core::mail::Mail;

use crate::harness::app::{ACCOUNT, TestHost};
use crate::harness::browser::{Browser, Reply};

/// A mail with a code, as its reader sees it.
#[derive(Debug, Clone)]
pub struct MailedCode {
    /// The digits, with whatever stands between them.
    pub code: String,
    /// The path of the link that does the same.
    pub link: String,
    /// The path of the link for whoever did not ask.
    pub decline: String,
}

impl MailedCode {
    /// Finds them in the text of a mail.
    #[must_use]
    pub fn read(mail: &Mail) -> Self {
        let lines = mail.text.lines().map(str::trim);
        let code = lines
            .clone()
            .find(|line| {
                let digits = line.chars().filter(char::is_ascii_digit).count();
                digits == 8 && line.chars().all(|own| own.is_ascii_digit() || own == ' ')
            })
            .unwrap_or_else(|| panic!("no code in {}", mail.text));
        let path = |end: &str| {
            let found = mail.text.split_whitespace().find_map(|word| {
                let at = word.find("/account/link/")?;
                let path = &word[at..];
                (path.ends_with("/decline") == (end == "/decline")).then(|| path.to_owned())
            });
            found.unwrap_or_else(|| panic!("no link in {}", mail.text))
        };
        Self {
            code: code.to_owned(),
            link: path(""),
            decline: path("/decline"),
        }
    }
}

impl TestHost {
    /// The newest code mailed to that address.
    pub async fn mailed_code(&self, address: &str) -> MailedCode {
        let mails = self.mails_to(address).await;
        MailedCode::read(
            mails
                .last()
                .unwrap_or_else(|| panic!("no mail to {address}")),
        )
    }

    /// Asks for a code to sign in with, and gives the page that takes it.
    pub async fn ask_to_sign_in(&self, browser: &mut Browser, address: &str) -> Reply {
        let page = browser.get(&self.path("/sign-in")).await;
        let fields = [("email", address), ("way", "email")];
        let reply = browser.submit(&page, "/sign-in", &fields).await;
        assert_eq!(reply.status, 303, "{}", reply.text());
        browser.follow(reply).await
    }

    /// Asks for a new password, and gives the page that takes the code.
    pub async fn ask_to_reset(&self, browser: &mut Browser, address: &str) -> Reply {
        let page = browser.get(&self.path("/reset")).await;
        let reply = browser.submit(&page, "/reset", &[("email", address)]).await;
        assert_eq!(reply.status, 303, "{}", reply.text());
        browser.follow(reply).await
    }
}

/// The path of the form that takes the code on a page of ours, below the mount path.
#[must_use]
pub fn code_form(page: &Reply) -> String {
    page.path
        .split('?')
        .next()
        .unwrap_or_default()
        .trim_start_matches(ACCOUNT)
        .to_owned()
}
