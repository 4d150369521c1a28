//! What a person reads in a mail.

use crate::prelude::*;
use widgets_core::admin::SignInUrl;

use crate::harness::app::ACCOUNT;

/// Another password than the one people have at first.
pub const NEW_PASSWORD: &str = "a kettle on the windowsill";

/// A mail with a code, as its reader sees it.
#[derive(Debug, Clone)]
pub struct MailedCode {
    /// The digits, grouped by a space.
    pub code: String,
    /// The path of the link that does the same.
    pub link: String,
    /// The path of the link by which a reader says that they did not ask.
    pub decline: String,
}

/// The page that takes a code, and the mail with it.
pub type Asked = (Reply, MailedCode);

impl MailedCode {
    /// A code that is not this one.
    pub fn wrong(&self) -> &'static str {
        match self.code.starts_with('1') {
            true => "2345 6789",
            false => "1345 6789",
        }
    }

    /// Finds them in the text of a mail.
    pub fn read(mail: &Mail) -> Self {
        let mut lines = mail.text.lines().map(|line| line.replace(' ', ""));
        let digits =
            lines.find(|line| line.len() == 8 && line.bytes().all(|own| own.is_ascii_digit()));
        let digits = digits.unwrap_or_else(|| panic!("no code in {}", mail.text));
        let (first, second) = digits.split_at(4);
        let path = |declines| {
            let mut links = mail.text.split_whitespace().filter_map(link_in);
            let found = links.find(|link| link.ends_with("/decline") == declines);
            found.unwrap_or_else(|| panic!("no link in {}", mail.text))
        };
        Self {
            code: format!("{first} {second}"),
            link: path(false),
            decline: path(true),
        }
    }
}

impl TestHost {
    /// The newest code mailed to that address.
    pub async fn mailed_code(&self, address: &str) -> MailedCode {
        MailedCode::read(&self.newest_mail(address).await)
    }

    /// Asks for a code to sign in with, and gives the page that takes it.
    pub async fn ask_to_sign_in(&self, browser: &mut Browser, address: &str) -> Reply {
        let fields = [("email", address), ("way", "email")];
        self.ask(browser, "/sign-in", &fields).await
    }

    /// Asks for a new password, and gives the page that takes the code.
    pub async fn ask_to_reset(&self, browser: &mut Browser, address: &str) -> Reply {
        self.ask(browser, "/reset", &[("email", address)]).await
    }

    /// The page that takes a code to sign in with, and the mail that was sent.
    pub async fn code_to_sign_in(&self, browser: &mut Browser, address: &str) -> Asked {
        let page = self.ask_to_sign_in(browser, address).await;
        (page, self.mailed_code(address).await)
    }

    /// The page that takes the code of a reset, and the mail that was sent.
    pub async fn code_to_reset(&self, browser: &mut Browser, address: &str) -> Asked {
        let page = self.ask_to_reset(browser, address).await;
        (page, self.mailed_code(address).await)
    }

    /// The page that takes the code of a sign-up, and the mail that was sent.
    pub async fn code_to_sign_up(&self, browser: &mut Browser, address: &str) -> Asked {
        let page = begin(browser, address).await;
        (page, self.mailed_code(address).await)
    }

    async fn ask(&self, browser: &mut Browser, form: &str, fields: &[(&str, &str)]) -> Reply {
        let reply = browser.fill(&self.path(form), fields).await;
        reply.assert_status(303);
        browser.follow(reply).await
    }

    /// Types the newest code mailed to that address on the page that takes it.
    pub async fn enter_mailed(&self, browser: &mut Browser, page: &Reply, address: &str) -> Reply {
        let mailed = self.mailed_code(address).await;
        enter(browser, page, &mailed.code).await
    }

    /// A fresh browser in which somebody signed in with a mailed code.
    pub async fn signed_in_by_code(&self, address: &str) -> Browser {
        let mut browser = self.browser();
        let (page, mailed) = self.code_to_sign_in(&mut browser, address).await;
        let reply = enter(&mut browser, &page, &mailed.code).await;
        reply.assert_status(303);
        browser
    }
}

/// The path of the first link of a mail.
pub fn link_in(text: &str) -> Option<String> {
    let at = text.find("/account/link/")?;
    text[at..].split_whitespace().next().map(str::to_owned)
}

/// The path of a link that the back end made.
pub fn path_of(link: &SignInUrl) -> &str {
    let link = link.reveal();
    &link[link.find("/account/").unwrap()..]
}

/// Types a code on the page that takes it.
pub async fn enter(browser: &mut Browser, page: &Reply, code: &str) -> Reply {
    browser
        .submit(page, &code_form(page), &[("code", code)])
        .await
}

/// Types a code and clicks twice: both requests arrive before either is answered.
pub async fn enter_at_once(browser: &mut Browser, page: &Reply, code: &str) -> (Reply, Reply) {
    let mut again = browser.clone();
    tokio::join!(enter(browser, page, code), enter(&mut again, page, code))
}

/// Types the code of a reset and a new password on the page that takes them.
pub async fn enter_reset(browser: &mut Browser, page: &Reply, code: &str, new: &str) -> Reply {
    let fields = [("code", code), ("new_password", new)];
    browser.submit(page, &code_form(page), &fields).await
}

/// Opens the link of a mail and does what its page offers.
pub async fn follow_link(browser: &mut Browser, link: &str) -> Reply {
    let page = browser.get(link).await;
    browser.submit(&page, link, &[]).await
}

/// From the page that takes a code, corrects the address it was sent to.
pub async fn correct_address(browser: &mut Browser, page: &Reply, address: &str) -> Reply {
    let path = format!("{ACCOUNT}{}/address", code_form(page));
    browser.fill(&path, &[("email", address)]).await
}

/// The path of the form that takes the code on a page of the widgets, below the mount path.
pub fn code_form(page: &Reply) -> String {
    let path = page.path.split('?').next().unwrap_or_default();
    path.trim_start_matches(ACCOUNT).to_owned()
}
