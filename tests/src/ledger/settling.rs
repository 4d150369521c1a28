//! The count: every attempt against the trail, the trail against the rows, the mails against both.

use crate::prelude::*;
use std::cell::RefCell;
use std::collections::BTreeMap;

use widgets_core::clock::{ManualClock, SystemClock};
use widgets_core::id::SessionId;
use widgets_core::stores::{Account, PageRequest, Stores};

use super::{Attempt, Cluster, Entry, Fact, Ledger, Tally, Told};

/// Longer than the lease of a mail that a worker held when the fault came.
const LATER: Duration = Duration::from_secs(150);

impl Ledger {
    /// Counts everything, once the fault has ended and no request is running. No fault stands
    /// between `storage` and the rows.
    ///
    /// # Panics
    ///
    /// When the store does not answer.
    pub async fn settle(&self, cluster: &Cluster, storage: &FreshStorage) -> Tally {
        deliver(cluster, &storage.stores).await;
        let mut entries = storage.trail().await;
        entries.retain(|own| self.counts(own));
        let count = Count {
            attempts: self.attempts(),
            came: entries.iter().map(|own| own.from.clone()).collect(),
            entries,
            wrongs: RefCell::new(self.wrongs()),
        };
        count.every_attempt();
        count.the_back_end();
        count.nothing_from_nowhere();
        count.links();
        count.people(&storage.stores).await;
        let sent = cluster.mails.mails().into_iter();
        let sent = sent.map(|mail| (mail.id, mail.to.to_string())).collect();
        count.mails(storage.queued_mails().await, sent);
        count.mails_of_each(cluster);
        count.tally()
    }
}

/// Sends what waits, also what was in hands that will not finish it.
async fn deliver(cluster: &Cluster, stores: &Stores) {
    let clock = Arc::new(ManualClock::new(SystemClock.now().plus(LATER)));
    let url = format!("{}/account", cluster.origins[0]);
    let widgets = Widgets::builder(url, Keys::development(), stores.clone())
        .mailer(cluster.mails.clone())
        .name("Coffee Desk")
        .clock(clock);
    let worker = widgets.build().await.unwrap().worker();
    while worker.run_once().await.unwrap() > 0 {}
}

struct Count {
    attempts: Vec<Attempt>,
    entries: Vec<Entry>,
    /// Every address that something came from.
    came: BTreeSet<String>,
    wrongs: RefCell<Vec<String>>,
}

impl Count {
    fn wrong(&self, what: String) {
        self.wrongs.borrow_mut().push(what);
    }

    fn tally(self) -> Tally {
        let told = |told| self.attempts.iter().filter(|own| own.told == told).count();
        Tally {
            done: told(Told::Done),
            unknown: told(Told::Unknown),
            mails: self.mails_due(),
            wrongs: self.wrongs.take(),
        }
    }

    /// What the trail holds of a fact.
    fn kept(&self, fact: Fact) -> impl Iterator<Item = &Entry> {
        let action = fact.actions()[0];
        self.entries.iter().filter(move |own| own.action == action)
    }

    /// The attempts at a fact that were told this.
    fn told(&self, fact: Fact, told: Told) -> impl Iterator<Item = &Attempt> {
        let attempts = self.attempts.iter();
        attempts.filter(move |own| own.fact == fact && own.told == told)
    }

    /// Looks every attempt up by where it came from.
    fn every_attempt(&self) {
        let mut found: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for entry in &self.entries {
            found.entry(&entry.from).or_default().push(&entry.action);
        }
        for attempt in self.attempts.iter().filter(|own| !own.from.is_empty()) {
            let actions = found.get(&*attempt.from).map_or(&[][..], Vec::as_slice);
            if let Some(why) = verdict(attempt, actions) {
                self.wrong(format!("{why}: {attempt:?}"));
            }
        }
    }

    /// What the back end did carries no address: it is counted by what it is.
    fn the_back_end(&self) {
        for fact in [Fact::Invited, Fact::LinkIssued] {
            let kept: Vec<_> = self.kept(fact).collect();
            let done = self.told(fact, Told::Done).count();
            let most = done + self.told(fact, Told::Unknown).count();
            if !(done..=most).contains(&kept.len()) {
                self.wrong(format!("{fact:?} {} times, told {done}", kept.len()));
            }
            // An invitation is known by its identifier.
            for attempt in self.told(fact, Told::Done) {
                let own = |entry: &&&Entry| entry.details.get("invitation") == Some(&attempt.value);
                match kept.iter().filter(own).count() {
                    _ if fact == Fact::LinkIssued => {}
                    0 => self.wrong(format!("lost: {attempt:?}")),
                    1 => {}
                    _ => self.wrong(format!("doubled: {attempt:?}")),
                }
            }
        }
    }

    /// Asserts that each fact that came over HTTP belongs to an attempt.
    fn nothing_from_nowhere(&self) {
        let known: BTreeSet<_> = self.attempts.iter().map(|own| &own.from).collect();
        for entry in self.entries.iter().filter(|own| !known.contains(&own.from)) {
            self.wrong(format!("from nowhere: {entry:?}"));
        }
    }

    /// Each one-time link opened one session at the most, and one where nothing was left open.
    fn links(&self) {
        let mut links: BTreeMap<&str, (usize, bool)> = BTreeMap::new();
        let opened = self.attempts.iter();
        for attempt in opened.filter(|own| own.fact == Fact::LinkOpened) {
            let link = links.entry(&attempt.value).or_default();
            link.0 += usize::from(self.came.contains(&attempt.from));
            link.1 |= attempt.told == Told::Unknown;
        }
        for (opened, open) in links.values() {
            match opened {
                0 if !open => self.wrong("a link opened no session".to_owned()),
                0 | 1 => {}
                _ => self.wrong(format!("doubled: a link opened {opened} sessions")),
            }
        }
    }

    /// Compares the rows of every account with its audit trail.
    async fn people(&self, stores: &Stores) {
        let emails: BTreeSet<_> = self.attempts.iter().map(|own| own.email.clone()).collect();
        let mut accounts = 0;
        for email in emails {
            let key = Email::parse(&email).unwrap();
            let found = stores.accounts.find_account_by_email(key.key()).await;
            let account = found.unwrap();
            let times = self.took(&email, Fact::SignedUp).count();
            if account.is_some() != (times == 1) {
                self.wrong(format!("{email} signed up {times} times: {account:?}"));
            } else if let Some(account) = account {
                accounts += 1;
                self.person(stores, &email, &account).await;
            }
        }
        let created = self.kept(Fact::SignedUp).count();
        if created != accounts {
            self.wrong(format!("{accounts} accounts, {created} were created"));
        }
    }

    /// What took place of a fact for somebody.
    fn took(&self, email: &str, fact: Fact) -> impl Iterator<Item = &Attempt> {
        let attempts = self.attempts.iter();
        let own = attempts.filter(move |own| own.email == email && own.fact == fact);
        own.filter(|own| self.came.contains(&own.from))
    }

    /// The name and the sessions of somebody.
    async fn person(&self, stores: &Stores, email: &str, account: &Account) {
        let names: BTreeSet<_> = self
            .took(email, Fact::Renamed)
            .map(|own| &*own.value)
            .collect();
        let profile = stores.profile.find_profile(&account.id).await.unwrap();
        let name = profile.map(|own| own.names.display_name.to_string());
        let is_right = match name.as_deref() {
            // The name follows an account in a write of its own, and may be lost with it.
            None => names.is_empty(),
            Some(name) => names.contains(name) || names.is_empty() && name == "Maren",
        };
        if !is_right {
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

    /// How many facts there are with which a mail goes.
    fn mails_due(&self) -> usize {
        let mailing = [Fact::CodeSent, Fact::Invited, Fact::PasswordChanged];
        mailing.map(|fact| self.kept(fact).count()).iter().sum()
    }

    /// Asserts that each fact that sends a mail has one row in the outbox, sent at least once.
    fn mails(&self, kept: Option<Vec<(String, String)>>, sent: BTreeMap<String, String>) {
        let due = self.mails_due();
        if sent.len() != due {
            self.wrong(format!("{} mails were sent for {due} facts", sent.len()));
        }
        let Some(kept) = kept else { return };
        let undone: Vec<_> = kept.iter().filter(|(_, state)| state != "done").collect();
        if kept.len() != due || !undone.is_empty() {
            let rows = kept.len();
            self.wrong(format!("{rows} mails for {due} facts, undone {undone:?}"));
        }
        let rows: BTreeSet<_> = kept.iter().map(|(id, _)| &**id).collect();
        // The identifier of a mail is that of its row, followed by the name of the host.
        let row = |id| str::split(id, '@').next().unwrap_or_default();
        if rows != sent.keys().map(|id| row(id)).collect() {
            self.wrong("the mails sent are not those in the outbox".to_owned());
        }
    }

    /// Asserts that everybody got the mails of what took place.
    fn mails_of_each(&self, cluster: &Cluster) {
        let mut due: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for attempt in self.attempts.iter().filter(|own| own.fact.mails()) {
            let own = due.entry(&attempt.email).or_default();
            match (attempt.fact, attempt.told) {
                (Fact::Invited, Told::Unknown) => own.1 += 1,
                (Fact::Invited, told) => own.0 += usize::from(told == Told::Done),
                _ => own.0 += usize::from(self.came.contains(&attempt.from)),
            }
        }
        let mails = cluster.mails.mails();
        for (email, (least, open)) in due {
            let own = mails.iter().filter(|mail| mail.to.as_str() == email);
            // One that was sent twice counts once.
            let got = own.map(|mail| &mail.id).collect::<BTreeSet<_>>().len();
            if !(least..=least + open).contains(&got) {
                self.wrong(format!("{email} got {got} mails, not {least}"));
            }
        }
    }
}

async fn live(stores: &Stores, account: &AccountId) -> BTreeSet<String> {
    let nobody = SessionId::mint(SystemClock.now()).unwrap();
    let (accounts, now) = (&stores.accounts, SystemClock.now());
    let page = PageRequest::new(None, 500);
    let sessions = accounts.list_sessions(account, &nobody, &page, now);
    let sessions = sessions.await.unwrap().rows.into_iter();
    sessions.map(|session| session.id.to_string()).collect()
}

/// What is wrong with the entries from an attempt's address.
fn verdict(attempt: &Attempt, found: &[&str]) -> Option<&'static str> {
    let wanted = attempt.fact.actions();
    // The name follows an account in a write of its own, and may be lost with it.
    let side = |action: &str| attempt.fact == Fact::SignedUp && action == "profile.names_changed";
    // A wrong password leaves an entry too.
    let refused = |action: &str| attempt.told != Told::Done && action == "session.refused";
    let strange = |action: &&str| !wanted.contains(action) && !side(action) && !refused(action);
    let how_often = |action: &&str| found.iter().filter(|own| own == &action).count();
    let counts: Vec<_> = wanted.iter().map(how_often).collect();
    match (attempt.told, counts[0]) {
        _ if found.iter().any(strange) => Some("something else took place"),
        _ if counts.iter().any(|own| *own != counts[0]) => Some("half of it took place"),
        (_, 2..) => Some("doubled"),
        (Told::Done, 0) => Some("lost"),
        (Told::Refused(_), 1) => Some("it took place though it was refused"),
        _ => None,
    }
}
