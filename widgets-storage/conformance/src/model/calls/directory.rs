//! Calls of `AccountDirectory` and `TaskStore`.

use widgets_core::stores::*;

use super::{Call, World, call, calls};
use crate::model::world::told;

impl World {
    pub(super) fn directory_call(&mut self, method: &str) -> Option<Call> {
        use AccountStatus::{Active, Disabled};
        calls! { self, method;
            accounts.create_account(new, change):
                new = self.new_account(), change = self.change();
            accounts.find_account(&account): account = self.account();
            accounts.find_account_by_email(&email): email = self.email().key().clone();
            accounts.list_accounts(&page): page = self.account_page();
            accounts.search_accounts(&search, &page):
                search = self.account_search(), page = self.found_page(&search);
            accounts.set_account_status(&account, status, change):
                account = self.account(),
                status = self.dice.pick(&[Active, Active, Disabled]), change = self.change();
            accounts.accept_terms(&account, &edition, change):
                account = self.account_or_disabled(), edition = self.edition(),
                change = self.change();
            accounts.demand_new_password(&account, reason, change):
                account = self.account_or_disabled(), reason = self.reason(),
                change = self.change();
            accounts.issue_link(link, change): link = self.new_link(), change = self.change();
            accounts.delete_account(&account, change):
                account = self.account(), change = self.change();
            accounts.end_all_sessions(change): change = self.change();
            @sweep_accounts: self.sweep_accounts();
        }
    }

    fn edition(&mut self) -> String {
        self.dice.pick(&["Æ ☕ 2026-03", "2026-11"]).to_owned()
    }

    fn reason(&mut self) -> ReplaceReason {
        let reasons = [ReplaceReason::Expired, ReplaceReason::Compromised];
        self.dice.pick(&reasons)
    }

    /// Mostly from an account on that is there.
    fn account_page(&mut self) -> PageRequest<AccountPosition> {
        let account = self.account();
        let found = self.found(&account);
        let after = found.map(|own| Position::new(own.created_at, own.id));
        let page = self.page(|_| ());
        PageRequest::new(after.filter(|_| page.after.is_some()), page.limit)
    }

    fn account_search(&mut self) -> AccountSearch {
        if self.dice.one_in(2) {
            let searches = ["", "", "m", "MAREN", "maren@nordlicht.example", "@", "zz"];
            return AccountSearch::Email(self.dice.pick(&searches).to_owned());
        }
        let searches = ["", "", "m", "MAREN", "maren o", "Æ", "æ", "x"];
        AccountSearch::Name(self.dice.pick(&searches).to_owned())
    }

    /// Mostly from an account on that the search finds.
    fn found_page(&mut self, search: &AccountSearch) -> PageRequest<FoundAccountPosition> {
        let one = PageRequest::new(None, self.dice.pick(&[1, 2, 3]));
        let first = told(self.model.accounts.search_accounts(search, &one));
        let page = self.page(|_| ());
        PageRequest::new(first.next.filter(|_| page.after.is_some()), page.limit)
    }

    fn new_link(&mut self) -> NewLink {
        let link = NewLink::new(
            self.account(),
            self.token(),
            self.ends(&[10, 60, 600, 3_000]),
        )
        .impersonation(self.maybe(Self::impersonation));
        self.links.push((link.account.clone(), link.token));
        link
    }

    pub(super) fn new_account(&mut self) -> NewAccount {
        let known = self.dice.one_in(12).then(|| self.account());
        NewAccount::new(
            known.unwrap_or_else(|| self.new_account_id()),
            (!self.dice.one_in(12)).then(|| self.free_email()),
        )
        .verified(self.dice.one_in(2))
        .password(self.maybe(Self::password))
        .password_set_at(self.maybe(Self::past))
        .terms(self.maybe(Self::edition))
    }

    /// Sweeps one row, then all, then none. How many there were is the store's own affair, since it
    /// may take out what has ended at other calls too.
    fn sweep_accounts(&mut self) -> Call {
        call!(self, sweep_accounts |stores| {
                let first = stores.accounts.sweep_accounts(now, None, 1).await?;
                let others = stores.accounts.sweep_accounts(now, events_before, 10_000).await?;
                let none = stores.accounts.sweep_accounts(now, events_before, 10_000).await?;
                let bounded = first == 1 || (first == 0 && (others == 0 || events_before.is_some()));
                Ok(format!("bounded: {bounded}, all of them: {}", none == 0))
            };
            events_before = self.maybe(Self::past),
            now = self.now())
    }
}
