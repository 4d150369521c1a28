//! Configuration checks. Each problem is a sentence telling the host what to change.

use url::Url;

use super::WidgetsBuilder;
use crate::context::app_state::Home;
use crate::crypto::HashParameters;
use crate::http::{ReturnOrigins, ReturnPath};
use crate::stores::SignInMethod;
use crate::table::Widget;
use crate::table::proofs::{IdentityProof, in_order};
use crate::types::loopback::is_loopback;
use crate::types::rules::broken;

/// Settings derived from the public URL.
pub(super) struct Urls {
    pub(super) public_url: Url,
    pub(super) return_origins: ReturnOrigins,
    pub(super) signed_out_to: Option<ReturnPath>,
    pub(super) home: Option<Home>,
}

impl WidgetsBuilder {
    /// Validates everything that depends on the public URL; `None` if the URL itself is invalid.
    pub(super) fn urls(&self, problems: &mut Vec<String>) -> Option<Urls> {
        let public_url = parse_public_url(&self.public_url);
        let Some(public_url) = public_url else {
            problems.push(format!(
                "public_url: {:?} is not a URL such as https://example.com/account, with the mount \
                 path and without query or fragment",
                self.public_url
            ));
            return None;
        };
        problems.extend(self.keys_and_work_problems(&public_url));
        problems.extend(self.mail_problems(&public_url));
        problems.extend(self.stripped_prefix_problem(&public_url));
        let return_origins = self.parse_return_origins(&public_url, problems);
        let signed_out_to = self.parse_signed_out_to(&return_origins, problems);
        let home = self.parse_home(&return_origins, problems);
        Some(Urls {
            public_url,
            return_origins,
            signed_out_to,
            home,
        })
    }

    fn keys_and_work_problems(&self, public_url: &Url) -> Vec<String> {
        let local = is_loopback(public_url);
        let least = HashParameters::RECOMMENDED;
        let insecure = format!(
            "public_url: browsers keep secure cookies only with https or on localhost, so {public_url} \
             must begin with https://"
        );
        broken([
            (
                self.keys.is_development() && !local,
                "keys: Keys::development() is publicly known and allowed only on localhost; use keys \
                 of your own, such as Keys::parse(&std::env::var(\"WIDGETS_KEYS\")?)",
            ),
            (
                self.hash_parameters.is_weaker_than(least) && !local,
                "hash_parameters: weaker than HashParameters::RECOMMENDED; drop the call",
            ),
            (
                !self.hash_parameters.is_affordable(),
                "hash_parameters: argon2 takes at least 8 KiB a lane, and a hash may cost at most \
                 256 MiB, 16 passes and 16 lanes, and 1 GiB times passes: lower them",
            ),
            (public_url.scheme() == "http" && !local, &insecure),
            (
                self.strict_transport.is_some() && public_url.scheme() != "https",
                "strict_transport: needs an https public_url",
            ),
        ])
    }

    fn stripped_prefix_problem(&self, public_url: &Url) -> Option<String> {
        let own = self.stripped_prefix.as_str();
        let rest = public_url.path().strip_prefix(own);
        let fits = rest.is_some_and(|rest| rest.starts_with('/') || rest.is_empty());
        let is_path = own.starts_with('/') && !own.ends_with('/');
        (!(own.is_empty() || is_path && fits)).then(|| {
            format!(
                "stripped_prefix: {own:?} is not how the path of {public_url} begins; give the part that \
                 the proxy takes off, such as /shop"
            )
        })
    }

    fn mail_problems(&self, public_url: &Url) -> Vec<String> {
        if let Some(mailer) = &self.mailer {
            return mailer.problems(public_url);
        }
        let senders = self.widgets.iter().filter(|own| own.sends_mail());
        let senders: Vec<&str> = senders.map(Widget::name).collect();
        if senders.is_empty() {
            return Vec::new();
        }
        vec![format!(
            "mailer: the widgets {} send mail; call .mailer(..) with an Smtp server or, during \
             development, a DevelopmentMailbox",
            senders.join(", ")
        )]
    }

    /// Settings about signing in that have no effect if the host authenticates users itself.
    pub(super) fn identity_problems(&self) -> Vec<String> {
        let decided = [
            ("signed_out_to", self.signed_out_to.is_some()),
            ("sign_up", self.sign_up.is_some()),
            ("captcha", self.captcha.is_some()),
        ];
        let vain = decided
            .iter()
            .filter(|(_, is)| *is && self.identity.is_some());
        vain.map(|(call, _)| format!("{call}: has no effect with host_identity; drop the call"))
            .collect()
    }

    /// A policy is about proofs that are registered.
    pub(super) fn sign_in_policy_problems(&self) -> Vec<String> {
        let proofs = in_order(&self.widgets);
        let of = |has: fn(&IdentityProof) -> bool| -> Vec<&SignInMethod> {
            let proofs = proofs.iter().filter(|own| has(own));
            proofs.map(|own| &own.method).collect()
        };
        let opening = of(|own| own.sign_in.is_some());
        let counting = of(|own| own.second.is_some());
        self.sign_in_policy.problems(&opening, &counting)
    }

    pub(super) fn name_problem(&self) -> Option<String> {
        (!is_name(&self.name))
            .then(|| "name: give the application a name of 1 to 60 characters".to_owned())
    }

    fn parse_return_origins(&self, own: &Url, problems: &mut Vec<String>) -> ReturnOrigins {
        let mut allowed = Vec::new();
        for text in &self.return_origins {
            match Url::parse(text) {
                Ok(url)
                    if url.origin().is_tuple() && url.path() == "/" && url.query().is_none() =>
                {
                    allowed.push(url.origin());
                }
                _ => problems.push(format!(
                    "return_origin: {text:?} is not an origin such as https://app.example.com"
                )),
            }
        }
        ReturnOrigins::new(own.clone(), allowed)
    }

    fn parse_signed_out_to(
        &self,
        origins: &ReturnOrigins,
        problems: &mut Vec<String>,
    ) -> Option<ReturnPath> {
        let text = self.signed_out_to.as_ref()?;
        let path = ReturnPath::parse(text, origins);
        if path.is_none() {
            problems.push(format!(
                "signed_out_to: {text:?} is neither a path of the host nor on a return_origin"
            ));
        }
        path
    }

    fn parse_home(&self, origins: &ReturnOrigins, problems: &mut Vec<String>) -> Option<Home> {
        let (text, name) = self.home.as_ref()?;
        let address = ReturnPath::parse(text, origins);
        if address.is_none() {
            problems.push(format!(
                "home: {text:?} is neither a path of the host nor on a return_origin"
            ));
        }
        if !is_name(name) {
            problems.push("home: give the first page a name of 1 to 60 characters".to_owned());
        }
        Some(Home {
            address: address?,
            name: name.clone(),
        })
    }
}

fn is_name(text: &str) -> bool {
    !text.trim().is_empty() && text.chars().count() <= 60
}

fn parse_public_url(text: &str) -> Option<Url> {
    Url::parse(text).ok().filter(|url| {
        matches!(url.scheme(), "http" | "https")
            && url.query().is_none()
            && url.fragment().is_none()
            && url.username().is_empty()
            && url.password().is_none()
    })
}
