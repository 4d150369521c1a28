//! The count: every attempt against the trail, the trail against the rows, the mails against both.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use widgets_core::clock::{Clock as _, ManualClock, SystemClock};
use widgets_core::email::Email;
use widgets_core::id::{AccountId, SessionId};
use widgets_core::stores::Stores;
use widgets_core::{Keys, Widgets};

use super::{Attempt, Books, Cluster, Entry, Fact, Ledger, Tally, Told};

/// Longer than the lease of a mail that a worker held when the fault came.
const LATER: Duration = Duration::from_secs(150);

impl Ledger {
    /// Counts everything, once the fault has ended and no request is running. `stores` are not
    /// those of a host, so that no fault stands between them and the rows.
    ///
    /// # Panics
    ///
    /// When the store does not answer.
    pub async fn settle(&self, cluster: &Cluster, stores: &Stores, books: &Books) -> Tally {
        deliver(cluster, stores).await;
        let mut entries = books.entries().await.unwrap();
        entries.retain(|own| self.counts(own));
        let mut count = Count {
            attempts: self.attempts(),
            entries,
            tally: Tally {
                wrongs: self.wrongs(),
                ..Tally::default()
            },
        };
        count.every_attempt();
        count.the_back_end();
        count.nothing_from_nowhere();
        count.links();
        count.people(stores).await;
        let kept = books.mails().await.unwrap();
        count.mails(kept, cluster.mails.all());
        count.tally
    }
}

/// Sends what waits, also what was in hands that will not finish it.
async fn deliver(cluster: &Cluster, stores: &Stores) {
    let clock = Arc::new(ManualClock::new(SystemClock.now().plus(LATER)));
    let url = format!("{}/account", cluster.origins[0]);
    let widgets = Widgets::builder(url, Keys::development(), stores.clone())
        .mailer(cluster.mails.clone())
        .name("Coffee Desk")
        .clock(clock)
        .build()
        .await
        .unwrap();
    while widgets.worker().run_once().await.unwrap() > 0 {}
}

struct Count {
    attempts: Vec<Attempt>,
    entries: Vec<Entry>,
    tally: Tally,
}

impl Count {
    fn wrong(&mut self, what: String) {
        self.tally.wrongs.push(what);
    }

    /// Looks every attempt up by where it came from.
    fn every_attempt(&mut self) {
        let mut found: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for entry in &self.entries {
            found.entry(&entry.from).or_default().push(&entry.action);
        }
        let mut verdicts = Vec::new();
        for attempt in &self.attempts {
            let actions = found
                .get(attempt.from.as_str())
                .filter(|_| !attempt.from.is_empty());
            verdicts.push(verdict(attempt, actions.map_or(&[], Vec::as_slice)));
        }
        let attempts = self.attempts.clone();
        assert_eq!(attempts.len(), verdicts.len());
        for (attempt, verdict) in attempts.iter().zip(verdicts) {
            match attempt.told {
                Told::Done => self.tally.done += 1,
                Told::Refused(_) => self.tally.refused += 1,
                Told::Unknown => self.tally.unknown += 1,
            }
            if attempt.from.is_empty() {
                continue;
            }
            match verdict {
                Verdict::Fine { took_place } => {
                    let open = attempt.told == Told::Unknown;
                    self.tally.took_place += usize::from(open && took_place);
                }
                Verdict::Lost => {
                    self.tally.lost += 1;
                    self.wrong(format!("lost: {attempt:?}"));
                }
                Verdict::Doubled => {
                    self.tally.doubled += 1;
                    self.wrong(format!("doubled: {attempt:?}"));
                }
                Verdict::Wrong(why) => self.wrong(format!("{why}: {attempt:?}")),
            }
        }
    }

    /// What the back end did carries no address: it is counted by whom it is about.
    fn the_back_end(&mut self) {
        let of = |told| {
            let own = |attempt: &&Attempt| attempt.fact == Fact::Invited && attempt.told == told;
            self.attempts.iter().filter(own).count()
        };
        let (done, unknown) = (of(Told::Done), of(Told::Unknown));
        let known = self.attempts.iter().filter(|own| own.fact == Fact::Invited);
        let known: Vec<_> = known
            .filter(|own| own.told == Told::Done)
            .cloned()
            .collect();
        let sent: Vec<_> = self.of("invitation.sent").cloned().collect();
        for attempt in known {
            let id = |entry: &&Entry| entry.details.get("invitation") == Some(&attempt.value);
            match sent.iter().filter(id).count() {
                1 => {}
                0 => {
                    self.tally.lost += 1;
                    self.wrong(format!("lost: {attempt:?}"));
                }
                _ => {
                    self.tally.doubled += 1;
                    self.wrong(format!("doubled: {attempt:?}"));
                }
            }
        }
        if !(done..=done + unknown).contains(&sent.len()) {
            self.wrong(format!("{} invitations, {done} told", sent.len()));
        }
        self.tally.took_place += sent.len().saturating_sub(done);
        self.links_issued();
    }

    fn links_issued(&mut self) {
        let told = |told| {
            let own = |own: &&Attempt| own.fact == Fact::LinkIssued && own.told == told;
            self.attempts.iter().filter(own).count()
        };
        let (done, unknown) = (told(Told::Done), told(Told::Unknown));
        let issued = self.of("account.link_issued").count();
        if !(done..=done + unknown).contains(&issued) {
            self.wrong(format!("{issued} links were issued, {done} told"));
        }
        self.tally.took_place += issued.saturating_sub(done);
    }

    fn of(&self, action: &'static str) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(move |own| own.action == action)
    }

    /// Asserts that each fact that came over HTTP belongs to an attempt.
    fn nothing_from_nowhere(&mut self) {
        let known: BTreeSet<_> = self.attempts.iter().map(|own| own.from.clone()).collect();
        let strange = self.entries.iter().filter(|own| !known.contains(&own.from));
        let strange: Vec<_> = strange
            .map(|own| format!("from nowhere: {own:?}"))
            .collect();
        self.tally.wrongs.extend(strange);
    }

    /// Each one-time link opened one session at the most, and one where nothing was left open.
    fn links(&mut self) {
        let came: BTreeSet<_> = self.entries.iter().map(|own| own.from.as_str()).collect();
        let mut links: BTreeMap<&str, (usize, bool)> = BTreeMap::new();
        for attempt in self
            .attempts
            .iter()
            .filter(|own| own.fact == Fact::LinkOpened)
        {
            let link = links.entry(&attempt.value).or_default();
            link.0 += usize::from(came.contains(attempt.from.as_str()));
            link.1 |= attempt.told == Told::Unknown;
        }
        let wrong = links
            .values()
            .filter(|(opened, open)| *opened > 1 || (*opened == 0 && !open));
        let wrong: Vec<_> = wrong.map(|(opened, _)| *opened).collect();
        for opened in wrong {
            self.tally.doubled += usize::from(opened > 1);
            self.wrong(format!("a link opened {opened} sessions"));
        }
    }

    /// Compares the rows of every account with its audit trail.
    async fn people(&mut self, stores: &Stores) {
        let emails: BTreeSet<_> = self.attempts.iter().map(|own| own.email.clone()).collect();
        let mut accounts = 0;
        for email in emails {
            let key = Email::parse(&email).unwrap();
            let account = stores
                .accounts
                .find_account_by_email(key.key())
                .await
                .unwrap();
            let attempts = self.attempts.iter().filter(|own| own.email == email);
            let attempts: Vec<_> = attempts.cloned().collect();
            let took = |fact: Fact| {
                let own = attempts.iter().filter(move |own| own.fact == fact);
                own.filter(|own| self.entries.iter().any(|entry| entry.from == own.from))
            };
            if account.is_some() != (took(Fact::SignedUp).count() == 1) {
                let how_often = took(Fact::SignedUp).count();
                self.wrong(format!("{email} signed up {how_often} times: {account:?}"));
                continue;
            }
            let Some(account) = account else { continue };
            accounts += 1;
            let names: BTreeSet<_> = took(Fact::Renamed).map(|own| own.value.clone()).collect();
            let profile = stores.profile.find_profile(&account.id).await.unwrap();
            let name = profile.map(|own| own.names.display_name.to_string());
            let first = Some("Maren".to_owned());
            if name.as_ref().map_or(!names.is_empty(), |own| {
                !(names.contains(own) || names.is_empty() && name == first)
            }) {
                self.wrong(format!("{email} is called {name:?}, not one of {names:?}"));
            }
            let (told, kept) = (
                self.sessions_of(&account.id),
                live(stores, &account.id).await,
            );
            if told != kept {
                self.wrong(format!("{email}: sessions {kept:?}, by the trail {told:?}"));
            }
        }
        let created = self.of("account.created").count();
        if created != accounts {
            self.wrong(format!("{accounts} accounts, {created} were created"));
        }
    }

    /// Which sessions an account has by what the trail says.
    fn sessions_of(&self, account: &AccountId) -> BTreeSet<String> {
        let mut live = BTreeSet::new();
        let own = |entry: &&Entry| entry.account.as_deref() == Some(account.as_str());
        for entry in self.entries.iter().filter(own) {
            let session = entry.details.get("session").cloned().unwrap_or_default();
            match entry.action.as_str() {
                "session.opened" => drop(live.insert(session)),
                "session.ended" => drop(live.remove(&session)),
                "password.changed" if entry.details["others_ended"] == "true" => {
                    live.retain(|one| *one == session);
                }
                _ => {}
            }
        }
        live
    }

    /// Asserts that each fact that sends a mail has one row in the outbox, sent at least once.
    fn mails(&mut self, kept: Option<Vec<(String, String)>>, sent: Option<Vec<(String, String)>>) {
        let mailing = ["code.sent", "invitation.sent", "password.changed"];
        let due = self
            .entries
            .iter()
            .filter(|own| mailing.contains(&own.action.as_str()));
        let due = due.count();
        self.tally.mails = due;
        if let Some(kept) = &kept {
            let undone: Vec<_> = kept.iter().filter(|(_, state)| state != "done").collect();
            if kept.len() != due || !undone.is_empty() {
                let rows = kept.len();
                self.wrong(format!("{rows} mails for {due} facts, undone {undone:?}"));
            }
        }
        let Some(sent) = sent else { return };
        let sent: BTreeMap<_, _> = sent.into_iter().collect();
        if sent.len() != due {
            self.wrong(format!("{} mails were sent for {due} facts", sent.len()));
        }
        let rows = kept.map(|kept| kept.into_iter().map(|(id, _)| id).collect::<BTreeSet<_>>());
        // The identifier of a mail is that of its row, followed by the name of the host.
        let row = |id: &String| id.split('@').next().unwrap_or_default().to_owned();
        if rows.is_some_and(|rows| rows != sent.keys().map(row).collect()) {
            self.wrong("the mails sent are not those in the outbox".to_owned());
        }
        self.mails_of_each(&sent);
    }

    fn mails_of_each(&mut self, sent: &BTreeMap<String, String>) {
        let came: BTreeSet<_> = self.entries.iter().map(|own| own.from.as_str()).collect();
        let mut due: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for attempt in self.attempts.iter().filter(|own| own.fact.mails()) {
            let own = due.entry(&attempt.email).or_default();
            match (attempt.fact, attempt.told) {
                (Fact::Invited, Told::Unknown) => own.1 += 1,
                (Fact::Invited, told) => own.0 += usize::from(told == Told::Done),
                _ => own.0 += usize::from(came.contains(attempt.from.as_str())),
            }
        }
        let wrong = due.iter().filter_map(|(email, (least, open))| {
            let got = sent.values().filter(|to| to == email).count();
            let right = (*least..=least + open).contains(&got);
            (!right).then(|| format!("{email} got {got} mails, not {least}"))
        });
        let wrong: Vec<_> = wrong.collect();
        self.tally.wrongs.extend(wrong);
    }
}

async fn live(stores: &Stores, account: &AccountId) -> BTreeSet<String> {
    let nobody = SessionId::mint(SystemClock.now()).unwrap();
    let (accounts, now) = (&stores.accounts, SystemClock.now());
    let sessions = accounts.list_sessions(account, &nobody, None, 500, now);
    let sessions = sessions.await.unwrap().into_iter();
    sessions.map(|session| session.id.to_string()).collect()
}

enum Verdict {
    Fine { took_place: bool },
    Lost,
    Doubled,
    Wrong(&'static str),
}

/// What the entries from an attempt's address say of it.
fn verdict(attempt: &Attempt, found: &[&str]) -> Verdict {
    let wanted = attempt.fact.actions();
    // The name follows an account in a write of its own, and may be lost with it.
    let side = |action: &str| attempt.fact == Fact::SignedUp && action == "profile.names_changed";
    let strange = |action: &&str| !wanted.contains(action) && !side(action);
    if found.iter().any(strange) {
        return Verdict::Wrong("something else took place");
    }
    let how_often = |action: &&str| found.iter().filter(|own| own == &action).count();
    let counts: Vec<_> = wanted.iter().map(how_often).collect();
    let whole = counts.iter().all(|own| *own == counts[0]);
    match (attempt.told, counts[0]) {
        _ if !whole => Verdict::Wrong("half of it took place"),
        (_, 2..) => Verdict::Doubled,
        (Told::Done, 0) => Verdict::Lost,
        (Told::Refused(_), 1) => Verdict::Wrong("it took place though it was refused"),
        (_, count) => Verdict::Fine {
            took_place: count == 1,
        },
    }
}
