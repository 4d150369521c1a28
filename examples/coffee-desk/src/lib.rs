//! Coffee Desk, where roasters order beans: what the example hosts share.
//!
//! A host of its own would have all of this already: [pages] that know nothing of the account
//! pages but their address, a few people in its database, and its [settings]. An example adds its
//! web framework and mounts the account pages.
//!
//! ```no_run
//! # async fn run() -> Result<(), coffee_desk::OpenError> {
//! let urls = coffee_desk::ServerUrls::from_env(3000)?;
//! let (widgets, mailbox) = coffee_desk::open(&urls.public_url).await?;
//! let text = coffee_desk::greeting(&urls);
//! # Ok(()) }
//! ```

mod house_rules;
mod look;
pub mod mailbox;
pub mod metrics;
pub mod pages;
mod seed;
pub mod settings;
mod tips;

use std::net::SocketAddr;
use std::{fmt, io};

use widgets_core::admin::ManagementError;
use widgets_core::crypto::KeyError;
use widgets_core::mail::DevelopmentMailbox;
use widgets_core::stores::Account;
use widgets_core::stores::StoreError;
use widgets_core::ui::Brand;
use widgets_core::{Access, ConfigError, Permission, SecondFactorPolicy, SessionPolicy, Widgets};

pub use seed::{ORGANIZATION, PEOPLE, Person};
pub use settings::{Command, ServerUrls, SettingError};

/// The path the account pages are mounted at.
pub const ACCOUNT: &str = "/account";

/// Where password managers look for the page to change a password (W3C, A Well-Known URL for Changing
/// Passwords), and where it is. An example redirects from one to the other.
pub const CHANGE_PASSWORD: (&str, &str) =
    ("/.well-known/change-password", "/account/security/password");

/// The permission of Coffee Desk's own: to start a brew in an organization. Owners and
/// administrators hold it, plain members do not.
pub const BREW: Permission = Permission::new("coffee:brew");

/// Why Coffee Desk does not open.
#[derive(thiserror::Error)]
pub enum OpenError {
    /// A setting cannot be read.
    #[error(transparent)]
    Setting(#[from] SettingError),
    /// `WIDGETS_KEYS` holds no keys.
    #[error("WIDGETS_KEYS: {0}")]
    Keys(#[from] KeyError),
    /// The database does not open.
    #[error("the database does not open: {0}")]
    Store(#[from] StoreError),
    /// The account pages cannot be built.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The people of Coffee Desk cannot be created.
    #[error("the people of Coffee Desk cannot be created: {0}")]
    Seed(#[from] ManagementError),
    /// Nothing can listen at the address.
    #[error("nothing can listen at {0}: {1}; ADDRESS takes another address and port")]
    Listen(SocketAddr, io::Error),
}

/// The sentence itself, since that is what `main` prints of an error.
impl fmt::Debug for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Opens the database the environment names, and fills it with the people of Coffee Desk. Mail is
/// not sent but kept in the [mailbox]. Call it inside a tokio runtime.
///
/// # Errors
///
/// [`OpenError`] says which setting or service is the trouble.
pub async fn open(public_url: &str) -> Result<(Widgets, DevelopmentMailbox), OpenError> {
    let (keys, stores) = (settings::keys()?, settings::stores().await?);
    let mailbox = DevelopmentMailbox::new(stores.clone(), keys.clone());
    let mut builder = Widgets::builder(public_url, keys, stores)
        .mailer(mailbox.clone())
        .name("Coffee Desk")
        .permissions([BREW])
        .widget(tips::widget())
        .widget(house_rules::widget())
        .second_factors(SecondFactorPolicy::required_for(is_new))
        .task(house_rules::task())
        .openapi(Access::anyone())
        .session_policy(SessionPolicy::default().fresh(settings::fresh()?))
        .observer(&metrics::METRICS)
        .brand(Brand::default().logo(CUP).favicon(CUP))
        .theme(look::theme())
        .home("/", "Coffee Desk")
        .signed_out_to("/");
    if let Some(hops) = settings::trusted_hops()? {
        builder = builder.trusted_hops(hops);
    }
    if settings::pseudo_locale()? {
        builder = builder.pseudo_locale();
    }
    let widgets = builder.build().await?;
    seed::fill(&widgets).await?;
    Ok((widgets, mailbox))
}

/// Somebody who is new here, and so has a few things to do first. A host of its own may ask this of
/// everybody: `SecondFactorPolicy::required()`.
fn is_new(account: &Account) -> bool {
    account.address() == seed::NEW
}

/// Seals anew what older keys have sealed, mails of the mailbox too, and tells how much that was.
///
/// # Errors
///
/// [`OpenError::Store`] when the database does not answer; whatever was done by then stays done.
pub async fn reseal(widgets: &Widgets, mailbox: &DevelopmentMailbox) -> Result<String, OpenError> {
    let resealed = widgets.reseal().await?;
    let mails = mailbox.reseal().await?;
    Ok(format!("{resealed}\nmails of the mailbox: {mails}"))
}

/// A cup: the logo, and the icon of the browser's tab.
pub(crate) const CUP: &str = "data:image/svg+xml;base64,PHN2ZyB4bWxucz0naHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmcnIHZpZXdCb3\
     g9JzAgMCAxNiAxNic+PHJlY3Qgd2lkdGg9JzE2JyBoZWlnaHQ9JzE2JyByeD0nNCcgZmlsbD0nIzhhM2IxMicvPj\
     xwYXRoIGQ9J000IDZoN3YzYTMgMyAwIDAgMS0zIDNIN2EzIDMgMCAwIDEtMy0zek0xMSA3aDFhMS4zIDEuMyAwID\
     AgMSAwIDIuNmgtMScgZmlsbD0nbm9uZScgc3Ryb2tlPScjZmZmJyBzdHJva2Utd2lkdGg9JzEuMycvPjwvc3ZnPg\
     ==";

/// What an example says once it serves: where it is, and who can sign in.
#[must_use]
pub fn greeting(urls: &ServerUrls) -> String {
    let mut text = format!("Coffee Desk is at {}\n\nSign in as\n", urls.origin());
    for person in PEOPLE {
        text.push_str(&format!(
            "  {:<24} {:<24} {}\n",
            person.email, person.password, person.role
        ));
    }
    text.push_str(&format!(
        "\nMails, and the codes in them, are at {}{}\n",
        urls.origin(),
        mailbox::MAILBOX
    ));
    text
}
