//! What one person does, step by step, whatever state the hosts are in.

use std::time::Duration;

use widgets_core::admin::ManagementError;

use super::asking::{Asker, is_turned_away};
use super::{Attempt, Cluster, Fact, Ledger, Told};
use crate::harness::browser::{Browser, Reply};
use crate::harness::mail::{MailedCode, code_form};
use crate::harness::person::PASSWORD;
use crate::harness::signing_up::{invite, typed};

/// How often one thing is tried. Few enough for the limits of passwords and mails.
const TRIES: usize = 5;
/// How many browsers open one link at the same time.
const RIVALS: usize = 4;
/// How long a mail is waited for; one that comes later is counted all the same.
const MAIL: Duration = Duration::from_secs(6);
const MINUTE: Duration = Duration::from_secs(60);

/// One person.
pub struct Client<'a> {
    ledger: &'a Ledger,
    cluster: &'a Cluster,
    number: usize,
    email: String,
    browser: Browser,
    /// What the password may be, the likeliest last.
    passwords: Vec<String>,
    /// Whether nothing can have ended the browser's session.
    is_in: bool,
}

/// The host never came back, or the person waits for something that takes longer: they leave.
struct Left;

impl<'a> Client<'a> {
    /// Somebody new.
    #[must_use]
    pub fn new(ledger: &'a Ledger, cluster: &'a Cluster, number: usize) -> Self {
        let origin = &cluster.origins[number % cluster.origins.len()];
        Self {
            ledger,
            cluster,
            number,
            email: format!("life{number}@nordlicht.example"),
            browser: Browser::new(origin),
            passwords: vec![PASSWORD.to_owned()],
            is_in: false,
        }
    }

    /// Does everything once, or as often as it takes to be told that it is done.
    pub async fn live(mut self) {
        let _ = self.go_on().await;
    }

    async fn go_on(&mut self) -> Result<(), Left> {
        if self.number.is_multiple_of(3) {
            self.accept_an_invitation().await?;
        } else {
            self.sign_up().await?;
        }
        self.rename().await?;
        self.end_another_session().await?;
        self.change_the_password().await?;
        self.open_a_link().await?;
        self.sign_out().await?;
        self.be_in().await
    }

    async fn sign_up(&mut self) -> Result<(), Left> {
        for _ in 0..TRIES {
            let form = self.page("/account/sign-up").await?;
            let email = self.email.clone();
            let fields = typed(&email);
            let about = (Fact::CodeSent, "");
            let (told, reply) = self.submit((&form, "/sign-up"), &fields, about).await;
            let (Told::Done, Some(sent)) = (told, reply) else {
                continue;
            };
            let page = self.page(&sent.location().unwrap_or_default()).await?;
            let code = self.mailed().await?;
            return self.give_the_code(&page, &code).await;
        }
        Err(Left)
    }

    async fn give_the_code(&mut self, page: &Reply, code: &str) -> Result<(), Left> {
        for _ in 0..TRIES {
            let about = (Fact::SignedUp, "");
            let form = code_form(page);
            let told = self.submit((page, &form), &[("code", code)], about).await.0;
            match told {
                Told::Done => return self.arrived(),
                // It went through before, when nobody heard of it.
                Told::Refused(_) => return self.be_in().await,
                Told::Unknown => {}
            }
        }
        self.be_in().await
    }

    fn arrived(&mut self) -> Result<(), Left> {
        self.is_in = true;
        Ok(())
    }

    async fn mailed(&self) -> Result<String, Left> {
        Ok(MailedCode::read(&self.mail().await?).code)
    }

    /// The newest mail.
    async fn mail(&self) -> Result<widgets_core::mail::Mail, Left> {
        let step = Duration::from_millis(50);
        for _ in 0..MAIL.as_millis() / step.as_millis() {
            let mails = self.cluster.mails.mails().await;
            if let Some(mail) = mails.into_iter().rfind(|own| own.to.as_str() == self.email) {
                return Ok(mail);
            }
            tokio::time::sleep(step).await;
        }
        Err(Left)
    }

    async fn accept_an_invitation(&mut self) -> Result<(), Left> {
        for _ in 0..TRIES {
            let management = self.cluster.back_end.management("ledger");
            let invited = management.users().invite(invite(&self.email)).await;
            let told = self.note(Fact::Invited, invited.as_ref().map(ToString::to_string));
            if told == Told::Done {
                break;
            }
        }
        let text = self.mail().await?.text;
        let found = text.split_whitespace().find_map(|word| {
            let at = word.find("/account/link/")?;
            Some(word[at..].to_owned())
        });
        let link = found.ok_or(Left)?;
        let page = self.page(&link).await?;
        let form = link.trim_start_matches("/account").to_owned();
        let fields = [("display_name", "Maren"), ("password", PASSWORD)];
        for _ in 0..TRIES {
            let about = (Fact::SignedUp, "Maren");
            match self.submit((&page, &form), &fields, about).await.0 {
                Told::Done => return self.arrived(),
                Told::Refused(_) => return self.be_in().await,
                Told::Unknown => {}
            }
        }
        self.be_in().await
    }

    /// Makes sure of being signed in, in the browser that is used throughout.
    async fn be_in(&mut self) -> Result<(), Left> {
        let page = self.page("/account/profile").await?;
        if page.status == 200 {
            return self.arrived();
        }
        if self.is_in {
            let (email, status) = (&self.email, page.status);
            self.ledger
                .wrong(format!("{email} was told {status}, as if signed out"));
        }
        for _ in 0..TRIES {
            for password in self.passwords.clone().into_iter().rev() {
                let mut browser = self.browser.clone();
                let told = self.sign_in(&mut browser, &password).await?;
                self.browser = browser;
                if told == Told::Done {
                    return self.arrived();
                }
            }
        }
        Err(Left)
    }

    async fn sign_in(&self, browser: &mut Browser, password: &str) -> Result<Told, Left> {
        let asker = self.asker();
        let form = asker.page(browser, "/account/sign-in").await.ok_or(Left)?;
        let fields = [("email", self.email.as_str()), ("password", password)];
        let about = (Fact::SignedIn, "");
        Ok(asker
            .submit(browser, (&form, "/sign-in"), &fields, about)
            .await
            .0)
    }

    async fn rename(&mut self) -> Result<(), Left> {
        for round in 0..TRIES {
            let form = self.page("/account/profile/names").await?;
            let name = format!("Maren {round}");
            let names = ["given_name", "middle_name", "family_name"].map(|part| (part, ""));
            let mut fields = names.to_vec();
            fields.push(("display_name", &name));
            let about = (Fact::Renamed, name.as_str());
            let told = self
                .submit((&form, "/profile/names"), &fields, about)
                .await
                .0;
            if told == Told::Done {
                return Ok(());
            }
        }
        Err(Left)
    }

    async fn end_another_session(&mut self) -> Result<(), Left> {
        let mut other = Browser::new(&self.browser.origin);
        let password = self.passwords.last().cloned().unwrap_or_default();
        while self.sign_in(&mut other, &password).await? != Told::Done {
            other.cookies.clear();
        }
        let list = self.page("/account/sessions").await?;
        let ends = list
            .targets()
            .into_iter()
            .filter(|own| own.ends_with("/end"));
        let ends: Vec<_> = ends.filter(|own| own.contains("/ses_")).collect();
        for end in ends {
            for _ in 0..TRIES {
                let ask = self.page(&end).await?;
                if ask.status != 200 {
                    break;
                }
                let form = end.trim_start_matches("/account");
                let about = (Fact::SessionEnded, end.as_str());
                if self.submit((&ask, form), &[], about).await.0 != Told::Unknown {
                    break;
                }
            }
        }
        Ok(())
    }

    async fn change_the_password(&mut self) -> Result<(), Left> {
        for round in 0..TRIES {
            self.be_in().await?;
            let current = self.passwords.last().cloned().unwrap_or_default();
            let new = format!("a kettle on windowsill {} {round}", self.number);
            let form = self.page("/account/security/password").await?;
            let fields = [
                ("current_password", current.as_str()),
                ("new_password", new.as_str()),
                ("end_others", "yes"),
            ];
            let about = (Fact::PasswordChanged, new.as_str());
            let action = "/security/password";
            match self.submit((&form, action), &fields, about).await.0 {
                Told::Done => {
                    self.passwords = vec![new];
                    return Ok(());
                }
                // The session may have another token by now, which nobody was told.
                Told::Unknown => {
                    self.is_in = false;
                    self.find_the_password(new).await?;
                }
                Told::Refused(_) => {}
            }
        }
        Ok(())
    }

    /// Signs in anew, with the new password or the old one, to learn which it is.
    async fn find_the_password(&mut self, new: String) -> Result<(), Left> {
        let old = self.passwords.clone();
        for password in old.into_iter().chain([new]).rev() {
            for _ in 0..TRIES {
                let mut browser = self.browser.clone();
                browser.cookies.remove("__Host-wg");
                match self.sign_in(&mut browser, &password).await? {
                    Told::Done => {
                        self.passwords = vec![password];
                        self.browser = browser;
                        return self.arrived();
                    }
                    Told::Refused(_) => break,
                    Told::Unknown => {}
                }
            }
        }
        Err(Left)
    }

    /// Gets a one-time link, which several browsers open at once.
    async fn open_a_link(&mut self) -> Result<(), Left> {
        let management = self.cluster.back_end.management("ledger");
        let found = management.users().find(&self.email).await;
        let Ok(Some(account)) = found else {
            return Ok(());
        };
        let issued = management
            .users()
            .sign_in_link(&account.id, 30 * MINUTE)
            .await;
        self.note(Fact::LinkIssued, issued.as_ref().map(|_| String::new()));
        let Ok(link) = issued else { return Ok(()) };
        let Some(at) = link.reveal().find("/account/") else {
            return Ok(());
        };
        let link = link.reveal()[at..].to_owned();
        let asker = self.asker();
        let rivals = (0..RIVALS).map(|_| async {
            let mut browser = Browser::new(&self.browser.origin);
            let page = asker.page(&mut browser, &link).await?;
            for _ in 0..TRIES {
                if page.count("form[action*='/sign-in/link/']") == 0 {
                    return None;
                }
                let form = link.trim_start_matches("/account");
                let about = (Fact::LinkOpened, link.as_str());
                let (told, _) = asker.submit(&mut browser, (&page, form), &[], about).await;
                if told != Told::Unknown {
                    break;
                }
            }
            Some(())
        });
        futures_util::future::join_all(rivals).await;
        Ok(())
    }

    async fn sign_out(&mut self) -> Result<(), Left> {
        self.be_in().await?;
        for _ in 0..TRIES {
            let page = self.page("/account/sign-out").await?;
            if is_turned_away(&page) {
                break;
            }
            self.is_in = false;
            let about = (Fact::SignedOut, "");
            let told = self.submit((&page, "/sign-out"), &[], about).await.0;
            if told != Told::Unknown {
                break;
            }
        }
        self.is_in = false;
        Ok(())
    }

    fn asker(&self) -> Asker<'_> {
        Asker {
            ledger: self.ledger,
            cluster: self.cluster,
            email: &self.email,
        }
    }

    async fn page(&mut self, path: &str) -> Result<Reply, Left> {
        let mut browser = self.browser.clone();
        let reply = self.asker().page(&mut browser, path).await;
        self.browser = browser;
        let reply = reply.ok_or(Left)?;
        if self.is_in && is_turned_away(&reply) {
            let email = &self.email;
            self.ledger.wrong(format!(
                "{email} was turned away from {path}, as if signed out"
            ));
        }
        Ok(reply)
    }

    async fn submit(
        &mut self,
        form: (&Reply, &str),
        fields: &[(&str, &str)],
        about: (Fact, &str),
    ) -> (Told, Option<Reply>) {
        let mut browser = self.browser.clone();
        let answer = self.asker().submit(&mut browser, form, fields, about).await;
        self.browser = browser;
        answer
    }

    /// Writes down what the back end was told.
    fn note(&self, fact: Fact, told: Result<String, &ManagementError>) -> Told {
        let (told, value) = match told {
            Ok(value) => (Told::Done, value),
            Err(ManagementError::Store(_)) => (Told::Unknown, String::new()),
            Err(_) => (Told::Refused(0), String::new()),
        };
        self.ledger.note(Attempt {
            fact,
            email: self.email.clone(),
            from: String::new(),
            value,
            told,
        });
        told
    }
}
