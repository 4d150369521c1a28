//! Whom and what a call aims at: mostly what works, else what has ended, what belongs to somebody
//! else, and what never was.

use widgets_core::clock::Timestamp;
use widgets_core::crypto::TokenHash;
use widgets_core::email::Email;
use widgets_core::id::{AccountId, ChallengeId, OrganizationId, OutboxId, SessionId};
use widgets_core::stores::*;

use super::dice::Dice;
use super::world::{Begun, Held, World, told};
use crate::setup::address;

/// How many of each kind are met again; earlier ones are forgotten.
const RECENT: usize = 12;

/// Two spellings of one address, and some others.
const ADDRESSES: [&str; 7] = [
    "maren@nordlicht.example",
    "MAREN@Nordlicht.example",
    "jo@nordlicht.example",
    "li@werft.example",
    "ada@werft.example",
    "tove@werft.example",
    "noor@werft.example",
];

impl World {
    pub(super) fn email(&mut self) -> Email {
        address(self.dice.pick(&ADDRESSES))
    }

    /// An address that mostly nobody has.
    pub(super) fn free_email(&mut self) -> Email {
        let accounts = &self.model.accounts;
        let is_free =
            |email: &&str| told(accounts.find_account_by_email(address(email).key())).is_none();
        let free: Vec<&str> = ADDRESSES.into_iter().filter(is_free).collect();
        if free.is_empty() || self.dice.one_in(4) {
            return self.email();
        }
        address(self.dice.pick(&free))
    }

    pub(super) fn new_account_id(&mut self) -> AccountId {
        let id = AccountId::parse(self.name()).unwrap();
        if self.accounts.len() > RECENT {
            // Those that were never made, or are gone, make way.
            let accounts = &self.model.accounts;
            self.accounts
                .retain(|own| told(accounts.find_account(own)).is_some());
        }
        self.accounts.push(id.clone());
        id
    }

    /// One of the accounts, mostly one that is there.
    pub(super) fn account(&mut self) -> AccountId {
        let accounts = &self.model.accounts;
        let is_there = |id: &AccountId| told(accounts.find_account(id)).is_some();
        let known = aimed(&mut self.dice, &self.accounts, is_there);
        let known = known.filter(|_| !self.dice.one_in(20));
        known.unwrap_or_else(|| AccountId::parse("nobody").unwrap())
    }

    /// The account as the model has it.
    pub(super) fn found(&self, account: &AccountId) -> Option<Account> {
        told(self.model.accounts.find_account(account))
    }

    /// The account's epoch, or one beside it.
    pub(super) fn epoch(&mut self, account: &AccountId) -> Epoch {
        let epoch = self.found(account).map_or(0, |found| found.epoch.0);
        let beside = if self.dice.one_in(12) {
            self.dice.pick(&[-1, 1])
        } else {
            0
        };
        Epoch(epoch + beside)
    }

    pub(super) fn session(&mut self) -> Held {
        let (accounts, now) = (&self.model.accounts, self.just_before());
        let is_live = |own: &Held| told(accounts.admit(&own.token, None, now)).is_some();
        let known = aimed(&mut self.dice, &self.sessions, is_live);
        let held = known.unwrap_or_else(|| self.unknown_session());
        if let Some(own) = told(self.model.accounts.admit(&held.token, None, self.now())) {
            self.come_to(&[own.session.idle_until, own.session.expires_at], 8);
        }
        self.shown(held.token);
        held
    }

    fn unknown_session(&mut self) -> Held {
        Held {
            account: self.account(),
            id: SessionId::parse("none").unwrap(),
            token: self.token(),
            created_at: self.now(),
        }
    }

    /// A link, and whose it is.
    pub(super) fn link(&mut self) -> (AccountId, TokenHash) {
        let (accounts, now) = (&self.model.accounts, self.just_before());
        let works = |own: &(AccountId, TokenHash)| told(accounts.find_link(&own.1, now)).is_some();
        let known = aimed(&mut self.dice, &self.links, works);
        let link = known.unwrap_or_else(|| (self.account(), self.token()));
        if let Some(own) = told(self.model.accounts.find_link(&link.1, self.now())) {
            self.come_to(&[own.expires_at], 8);
        }
        self.shown(link.1);
        link
    }

    /// A challenge for one of these purposes, or any.
    pub(super) fn challenge(&mut self, purposes: &[ChallengePurpose]) -> Begun {
        // Sometimes one that is void, which shows like any other.
        let voids = self.dice.one_in(3);
        let (accounts, now) = (&self.model.accounts, self.just_before());
        let lives = |own: &Begun| {
            let found = accounts.find_challenge(&own.id, &own.browser, now);
            let stands = told(found).is_some_and(|found| voids || !found.void);
            stands && (purposes.is_empty() || purposes.contains(&own.purpose))
        };
        let known = aimed(&mut self.dice, &self.challenges, lives);
        let begun = known.unwrap_or_else(|| self.unknown_challenge());
        if let Some(own) = told(
            self.model
                .accounts
                .find_challenge_by_link(&begun.link, self.now()),
        ) {
            self.come_to(&[own.code_expires_at, own.expires_at], 8);
        }
        self.shown(begun.browser);
        self.shown(begun.link);
        begun
    }

    fn unknown_challenge(&mut self) -> Begun {
        Begun {
            id: ChallengeId::parse("none").unwrap(),
            purpose: ChallengePurpose::SIGN_IN,
            account: None,
            email: self.email(),
            browser: self.token(),
            link: self.token(),
        }
    }

    /// A browser that was to be remembered, by which account and until when, or a new one.
    pub(super) fn device(&mut self) -> (AccountId, TokenHash, Timestamp) {
        let (accounts, now) = (&self.model.accounts, self.just_before());
        let is_known = |(account, token, _): &(AccountId, TokenHash, Timestamp)| {
            let owner = told(accounts.find_account(account));
            let email = owner.and_then(|own| own.email);
            let found =
                email.and_then(|own| told(accounts.credentials(own.key(), Some(token), now)));
            found.is_some_and(|own| own.known_device)
        };
        let known = aimed(&mut self.dice, &self.devices, is_known);
        let known = known.filter(|_| !self.dice.one_in(4));
        let (account, token, end) =
            known.unwrap_or_else(|| (self.account(), self.token(), self.now()));
        self.shown(token);
        (account, token, end)
    }

    /// Mostly a browser that this account was to know, be it by a token that was replaced.
    pub(super) fn device_of(&mut self, account: &AccountId) -> TokenHash {
        let theirs = self.devices.iter().filter(|own| own.0 == *account);
        let theirs: Vec<_> = theirs.rev().take(4).map(|own| own.1).collect();
        if theirs.is_empty() || self.dice.one_in(3) {
            return self.device().1;
        }
        let token = self.dice.pick(&theirs);
        self.shown(token)
    }

    pub(super) fn form(&mut self) -> TokenHash {
        let (accounts, now) = (&self.model.accounts, self.just_before());
        let is_kept = |own: &TokenHash| told(accounts.find_pending_form(own, now)).is_some();
        let known = aimed(&mut self.dice, &self.forms, is_kept);
        let form = known.unwrap_or_else(|| self.token());
        self.shown(form)
    }

    pub(super) fn organization(&mut self) -> OrganizationId {
        let known = aimed(&mut self.dice, &self.organizations, |_| true);
        let known = known.filter(|_| !self.dice.one_in(12));
        known.map_or_else(nowhere, |(id, _)| id)
    }

    /// A membership: mostly one that exists, or mostly one that does not.
    pub(super) fn member(&mut self, is_there: bool) -> (OrganizationId, AccountId) {
        let organizations = &self.model.organizations;
        let is_made = |own: &&(OrganizationId, Slug)| {
            told(organizations.find_organization(&own.1)).is_some_and(|found| found.id == own.0)
        };
        let mut members = Vec::new();
        for (id, slug) in self.organizations.iter().filter(is_made) {
            let fits = |own: &&AccountId| {
                let found = told(organizations.find_membership(own, slug));
                found.is_some() == is_there && self.found(own).is_some()
            };
            let own = self.accounts.iter().filter(fits);
            members.extend(own.map(|account| (id.clone(), account.clone())));
        }
        let known = aimed(&mut self.dice, &members, |_| true);
        let known = known.filter(|_| !self.dice.one_in(5));
        known.unwrap_or_else(|| (self.organization(), self.account()))
    }

    pub(super) fn slug(&mut self) -> Slug {
        Slug::parse(self.dice.pick(&["nordlicht", "werft", "a-1"])).unwrap()
    }

    /// A row of the outbox.
    pub(super) fn row(&mut self) -> OutboxId {
        let sealed = told(self.model.outbox.sealed_rows(None, 1_000));
        let holds = |own: &OutboxId| sealed.iter().any(|row| row.id == *own);
        let known = aimed(&mut self.dice, &self.rows, holds);
        known.unwrap_or_else(|| OutboxId::parse("none").unwrap())
    }
}

fn nowhere() -> OrganizationId {
    OrganizationId::parse("nowhere").unwrap()
}

/// Mostly one of the recent ones that work, and of these mostly the latest; else any of them.
pub(super) fn aimed<T: Clone>(dice: &mut Dice, all: &[T], works: impl Fn(&T) -> bool) -> Option<T> {
    let recent = &all[all.len().saturating_sub(RECENT)..];
    let working: Vec<T> = recent.iter().filter(|own| works(own)).cloned().collect();
    let most = if dice.anything { 2 } else { 6 };
    match (dice.below(most), working.as_slice()) {
        (1..=2, [.., latest]) => Some(latest.clone()),
        (3..=5, [_, ..]) => Some(dice.pick(&working)),
        _ => (!recent.is_empty()).then(|| dice.pick(recent)),
    }
}
