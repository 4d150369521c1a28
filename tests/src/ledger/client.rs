//! What one person does, step by step, whatever state the hosts are in.

use super::tab::{Left, TRIES, Tab};
use super::{Attempt, Cluster, Fact, Ledger, Told};
use crate::harness::mail::link_in;
use crate::prelude::*;

/// How many browsers open one link at the same time.
const RIVALS: usize = 4;
/// How long a mail is waited for; one that comes later is counted all the same.
const MAIL: Duration = Duration::from_secs(6);

/// One person.
pub struct Client<'a> {
    /// The browser that is used throughout.
    tab: Tab<'a>,
    number: usize,
    /// What the password may be, the likeliest last.
    passwords: Vec<String>,
}

impl<'a> Client<'a> {
    /// Somebody new.
    pub fn new(ledger: &'a Ledger, cluster: &'a Cluster, number: usize) -> Self {
        let origin = &cluster.origins[number % cluster.origins.len()];
        let tab = Tab {
            ledger,
            cluster,
            email: format!("life{number}@nordlicht.example"),
            browser: Browser::new(origin),
            signed_in: false,
        };
        Self {
            tab,
            number,
            passwords: vec![PASSWORD.to_owned()],
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
        self.be_in().await?;
        self.answer_question(Fact::SignedOut, "/account/sign-out")
            .await?;
        self.tab.signed_in = false;
        self.be_in().await
    }

    async fn sign_up(&mut self) -> Result<(), Left> {
        let email = self.tab.email.clone();
        for _ in 0..TRIES {
            let form = self.tab.page("/account/sign-up").await?;
            let form = (&form, "/sign-up");
            let fields = typed(&email);
            let asked = self.tab.submit((Fact::CodeSent, ""), form, &fields);
            let (Told::Done, Some(sent)) = asked.await else {
                continue;
            };
            let page = self.tab.page(&sent.location().unwrap_or_default()).await?;
            let code = MailedCode::read(&self.mail().await?).code;
            return self.complete_sign_up(&page, &[("code", &code)]).await;
        }
        Err(Left)
    }

    async fn accept_an_invitation(&mut self) -> Result<(), Left> {
        for _ in 0..TRIES {
            let management = self.tab.cluster.back_end.management("ledger");
            let invited = management.users().invite(invite(&self.tab.email)).await;
            let told = self.note(Fact::Invited, invited.as_ref().map(ToString::to_string));
            if told == Told::Done {
                break;
            }
        }
        let link = link_in(&self.mail().await?.text).ok_or(Left)?;
        let page = self.tab.page(&link).await?;
        let fields = [("display_name", "Maren"), ("password", PASSWORD)];
        self.complete_sign_up(&page, &fields).await
    }

    /// Sends the form that makes the account. Refused, it went through before, when nobody heard of
    /// it.
    async fn complete_sign_up(
        &mut self,
        page: &Reply,
        fields: &[(&str, &str)],
    ) -> Result<(), Left> {
        let form = code_form(page);
        let about = (Fact::SignedUp, "Maren");
        self.tab.signed_in = self.tab.insist(about, (page, &form), fields).await == Told::Done;
        self.be_in().await
    }

    /// The newest mail.
    async fn mail(&self) -> Result<Mail, Left> {
        let step = Duration::from_millis(50);
        for _ in 0..MAIL.as_millis() / step.as_millis() {
            let mut mails = self.tab.cluster.mails.mails().into_iter();
            if let Some(mail) = mails.rfind(|own| own.to.as_str() == self.tab.email) {
                return Ok(mail);
            }
            tokio::time::sleep(step).await;
        }
        Err(Left)
    }

    /// Makes sure of being signed in.
    async fn be_in(&mut self) -> Result<(), Left> {
        let page = self.tab.page("/account/profile").await?;
        let was_in = std::mem::replace(&mut self.tab.signed_in, true);
        if page.status == 200 {
            return Ok(());
        }
        if was_in {
            self.tab
                .wrong(&format!("was told {}, as if signed out", page.status));
        }
        self.tab.signed_in = false;
        for _ in 0..TRIES {
            for password in self.passwords.iter().rev() {
                if sign_in(&mut self.tab, password).await? == Told::Done {
                    return Ok(());
                }
            }
        }
        Err(Left)
    }

    async fn rename(&mut self) -> Result<(), Left> {
        for round in 0..TRIES {
            let path = "/account/profile/names";
            let form = self.tab.page(path).await?;
            let name = format!("Maren {round}");
            let others = ["given_name", "middle_name", "family_name"].map(|part| (part, ""));
            let fields = [&others[..], &[("display_name", &name)]].concat();
            let about = (Fact::Renamed, &*name);
            let (told, _) = self.tab.submit(about, (&form, path), &fields).await;
            if told == Told::Done {
                return Ok(());
            }
        }
        Err(Left)
    }

    async fn end_another_session(&mut self) -> Result<(), Left> {
        let mut other = self.tab.another();
        let password = self.passwords.last().unwrap();
        while sign_in(&mut other, password).await? != Told::Done {
            other.browser.cookies.clear();
        }
        for end in self.tab.page("/account/sessions").await?.targets() {
            if end.contains("/ses_") && end.ends_with("/end") {
                self.answer_question(Fact::SessionEnded, &end).await?;
            }
        }
        Ok(())
    }

    /// Opens the page of a question and submits it, until it is known what came of it.
    async fn answer_question(&mut self, fact: Fact, path: &str) -> Result<(), Left> {
        for _ in 0..TRIES {
            let page = self.tab.page(path).await?;
            if page.status != 200 {
                break;
            }
            self.tab.signed_in &= fact != Fact::SignedOut;
            let (told, _) = self.tab.submit((fact, path), (&page, path), &[]).await;
            if told != Told::Unknown {
                break;
            }
        }
        Ok(())
    }

    async fn change_the_password(&mut self) -> Result<(), Left> {
        for round in 0..TRIES {
            self.be_in().await?;
            let path = "/account/security/password";
            let form = self.tab.page(path).await?;
            let new = format!("a kettle on windowsill {} {round}", self.number);
            let fields = [
                ("current_password", self.passwords.last().unwrap().as_str()),
                ("new_password", &new),
                ("end_others", "true"),
            ];
            let about = (Fact::PasswordChanged, &*new);
            match self.tab.submit(about, (&form, path), &fields).await.0 {
                Told::Done => {
                    self.passwords = vec![new];
                    return Ok(());
                }
                // The session may have another token by now, which nobody was told.
                Told::Unknown => self.find_the_password(new).await?,
                Told::Refused(_) => {}
            }
        }
        Ok(())
    }

    /// Signs in anew, with the new password or the old one, to learn which it is.
    async fn find_the_password(&mut self, new: String) -> Result<(), Left> {
        self.tab.signed_in = false;
        self.passwords.push(new);
        for password in self.passwords.clone().into_iter().rev() {
            for _ in 0..TRIES {
                self.tab.browser.cookies.remove("__Host-wg");
                match sign_in(&mut self.tab, &password).await? {
                    Told::Done => {
                        self.passwords = vec![password];
                        return Ok(());
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
        let management = self.tab.cluster.back_end.management("ledger");
        let users = management.users();
        let Ok(Some(account)) = users.find(&self.tab.email).await else {
            return Ok(());
        };
        let issued = users.sign_in_link(&account.id, 30 * MINUTE).await;
        self.note(Fact::LinkIssued, issued.as_ref().map(|_| String::new()));
        let Ok(link) = issued else { return Ok(()) };
        let link = path_of(&link).to_owned();
        let rivals = (0..RIVALS).map(|_| async {
            let mut tab = self.tab.another();
            let page = tab.page(&link).await?;
            if page.count("form[action*='/sign-in/link/']") > 0 {
                let about = (Fact::LinkOpened, &*link);
                tab.insist(about, (&page, &link), &[]).await;
            }
            Ok::<(), Left>(())
        });
        futures_util::future::join_all(rivals).await;
        Ok(())
    }

    /// Writes down what the back end was told.
    fn note(&self, fact: Fact, told: Result<String, &ManagementError>) -> Told {
        let (told, value) = match told {
            Ok(value) => (Told::Done, value),
            Err(ManagementError::Store(_)) => (Told::Unknown, String::new()),
            Err(_) => (Told::Refused(0), String::new()),
        };
        self.tab.ledger.note(Attempt {
            fact,
            email: self.tab.email.clone(),
            from: String::new(),
            value,
            told,
        });
        told
    }
}

async fn sign_in(tab: &mut Tab<'_>, password: &str) -> Result<Told, Left> {
    let form = tab.page("/account/sign-in").await?;
    let email = tab.email.clone();
    let fields = [("email", &*email), ("password", password)];
    let about = (Fact::SignedIn, "");
    let (told, _) = tab.submit(about, (&form, "/sign-in"), &fields).await;
    tab.signed_in = told == Told::Done;
    Ok(told)
}
