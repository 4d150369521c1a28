//! Lists of accounts, for the host's back end.

use widgets_core::stores::*;

use super::rows::account_row;
use crate::args;
use crate::driver::Arg;
use crate::engine::{Database, Select, newest_first};

/// An account, its names, and the key of what it is called.
type Row = ((Account, Names), String);

/// A page of accounts `a` with their primary addresses `d` and their names `p`.
macro_rules! accounts {
    ($rest:literal) => {
        Select::<Row>::new(concat!(
            "SELECT ",
            account_row!(columns),
            ", COALESCE(p.display_name, ''), COALESCE(p.given_name, ''), \
             COALESCE(p.middle_name, ''), COALESCE(p.family_name, ''), COALESCE(p.name_key, '') ",
            $rest
        ))
    };
}

const LATEST: Select<Row> = accounts!(
    "FROM wg_accounts a \
     LEFT JOIN wg_accounts_addresses d ON d.account_id = a.id AND d.is_primary = 1 \
     LEFT JOIN wg_profile p ON p.account_id = a.id \
     WHERE (a.created_at, a.id) < ($1, $2) \
     ORDER BY a.created_at DESC, a.id DESC LIMIT $3 + 0"
);

const BY_EMAIL: Select<Row> = accounts!(
    "FROM wg_accounts_addresses d \
     JOIN wg_accounts a ON a.id = d.account_id \
     LEFT JOIN wg_profile p ON p.account_id = a.id \
     WHERE d.is_primary = 1 AND d.email_key < $2 AND d.email_key >= $1 \
       AND (d.email_key, d.account_id) > ($3, $4) \
     ORDER BY d.email_key, d.account_id LIMIT $5 + 0"
);

const BY_NAME: Select<Row> = accounts!(
    "FROM wg_profile p \
     JOIN wg_accounts a ON a.id = p.account_id \
     LEFT JOIN wg_accounts_addresses d ON d.account_id = a.id AND d.is_primary = 1 \
     WHERE p.name_key < $2 AND p.name_key >= $1 AND (p.name_key, p.account_id) > ($3, $4) \
     ORDER BY p.name_key, p.account_id LIMIT $5 + 0"
);

pub(super) async fn list(
    database: &Database,
    page: &PageRequest<AccountPosition>,
) -> StoreResult<Paged<ListedAccount, AccountPosition>> {
    let after = newest_first(page.after.as_ref());
    let paged = database.page(LATEST, after, page, |((account, _), _)| {
        Position::new(account.created_at, account.id.clone())
    });
    Ok(paged.await?.map(listed))
}

pub(super) async fn search(
    database: &Database,
    search: &AccountSearch,
    page: &PageRequest<FoundAccountPosition>,
) -> StoreResult<Paged<ListedAccount, FoundAccountPosition>> {
    let (select, typed) = match search {
        AccountSearch::Email(typed) => (BY_EMAIL, typed),
        AccountSearch::Name(typed) => (BY_NAME, typed),
    };
    // Every text with the prefix is less than the prefix with the last of all characters behind it.
    let prefix = typed.to_lowercase();
    let end = format!("{prefix}\u{10FFFF}");
    let after = page.after.as_ref();
    let (key, id) = after.map_or(("", ""), |own| (own.key.as_str(), own.id.as_str()));
    let args: [Arg<'_>; 4] = args![&prefix, &end, key, id];
    let paged = database.page(select, args, page, |((account, _), name)| {
        let key = match search {
            AccountSearch::Email(_) => {
                let email = account.email.as_ref();
                email.map_or("", |email| email.key().as_str()).to_owned()
            }
            AccountSearch::Name(_) => name.clone(),
        };
        Position::new(key, account.id.clone())
    });
    Ok(paged.await?.map(listed))
}

fn listed(((account, names), _): Row) -> ListedAccount {
    ListedAccount::new(account, names)
}
