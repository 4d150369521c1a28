//! Validates the settings of an SMTP server.

use std::net::IpAddr;
use std::time::Duration;

use lettre::transport::smtp::client::{Certificate, TlsParameters};
use lettre::transport::smtp::extension::ClientId;

use super::message::{Sender, address};
use super::{Ready, Security, Smtp};
use crate::types::Email;

impl Smtp {
    pub(super) fn ready(&self) -> &Result<Ready, Vec<String>> {
        self.ready.get_or_init(|| self.read())
    }

    fn read(&self) -> Result<Ready, Vec<String>> {
        let mut problems = Vec::new();
        problems.extend(self.protection_problem());
        if !(Duration::from_secs(1)..=Duration::from_secs(25)).contains(&self.timeout) {
            problems.push("mailer: the timeout must be 1 to 25 seconds".to_owned());
        }
        let name = self.sender_name.clone();
        if name.iter().any(|name| name.contains(char::is_control)) {
            problems.push("mailer: the sender's name must not have control characters".to_owned());
        }
        let sender = read_address("sender", &self.sender, &mut problems);
        let reply_to = self.reply_to.as_deref();
        let reply_to = reply_to.and_then(|text| read_address("reply_to", text, &mut problems));
        let tls = self.tls(&mut problems);
        let (Some(sender), true) = (sender, problems.is_empty()) else {
            return Err(problems);
        };
        Ok(Ready {
            tls,
            hello: ClientId::Domain(sender.domain().to_owned()),
            sender: Sender {
                address: sender,
                name,
                reply_to,
            },
        })
    }

    /// Requires TLS unless the server is on the loopback interface or the host opted out.
    fn protection_problem(&self) -> Option<String> {
        let address: Result<IpAddr, _> = self.server.parse();
        let loopback = address.is_ok_and(|own| own.is_loopback());
        let here = loopback || self.server == "localhost";
        (self.security == Security::Nothing && !here).then(|| {
            format!(
                "mailer: {:?} is not on the loopback interface, so TLS is required: drop \
                 .unencrypted(), or call .starttls()",
                self.server
            )
        })
    }

    fn tls(&self, problems: &mut Vec<String>) -> Option<TlsParameters> {
        if matches!(self.security, Security::Nothing | Security::NothingAnywhere) {
            return None;
        }
        let mut parameters = TlsParameters::builder(self.server.clone());
        if let Some(pem) = &self.authority {
            match Certificate::from_pem(pem) {
                Ok(certificate) => parameters = parameters.add_root_certificate(certificate),
                Err(error) => problems.push(format!(
                    "mailer: the authority's certificate cannot be read: {error}"
                )),
            }
        }
        let parameters = parameters.build_rustls();
        parameters
            .inspect_err(|error| problems.push(format!("mailer: {error}")))
            .ok()
    }
}

fn read_address(what: &str, text: &str, problems: &mut Vec<String>) -> Option<lettre::Address> {
    let read = Email::parse(text).ok().and_then(|email| address(&email));
    if read.is_none() {
        problems.push(format!(
            "mailer: the {what} {text:?} is not an email address"
        ));
    }
    read
}
