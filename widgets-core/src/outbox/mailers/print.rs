//! A mailer for development that prints mails.

use async_trait::async_trait;
use url::Url;

use super::only_on_localhost;
use crate::context::ports::mailer::{Mail, MailFailure, Mailer};

/// Prints every mail to standard output, so that codes can be read there during development.
/// `build()` refuses it unless the public URL is on the loopback interface.
#[derive(Debug, Clone, Copy, Default)]
#[allow(clippy::exhaustive_structs, reason = "a unit, made by its name")]
pub struct PrintMailer;

#[async_trait]
impl Mailer for PrintMailer {
    #[allow(clippy::print_stdout, reason = "that is what it is for")]
    async fn send(&self, mail: &Mail) -> Result<(), MailFailure> {
        println!(
            "To: {}\nSubject: {}\n\n{}\n",
            mail.to, mail.subject, mail.text
        );
        Ok(())
    }

    fn problems(&self, public_url: &Url) -> Vec<String> {
        only_on_localhost(
            public_url,
            "PrintMailer prints codes to the standard output and is allowed only on localhost; use \
             a mail server, such as .mailer(Smtp::new(..))",
        )
    }
}
