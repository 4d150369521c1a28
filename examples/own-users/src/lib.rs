//! A paper shop with a users table of its own: integer ids, names, orders that refer to them. The
//! account pages come beside it.
//!
//! [`Users`] is the boundary of profiles over that table, in the same
//! database as all else. Who was a user before comes along with their password and their number
//! ([`Users::bring_along`]); who signs up gets a row ([`Users::hear_of`]); a deleted account
//! leaves the table, and its orders stay without a name.

mod before;
mod profiles;
mod users;

use std::error::Error;
use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Html;
use axum::routing::get;
use maud::{DOCTYPE, html};
use widgets_axum::CurrentUser;
use widgets_core::events::{DeliveredEvent, DeliveryFailure};
use widgets_core::id::AccountId;
use widgets_core::mail::Mailer;
use widgets_core::stores::Stores;
use widgets_core::{Keys, Widgets};
use widgets_storage::SqlStores;

pub use users::{Ordered, Users};

/// The shop: its own pages, and the account pages below `/account` of that address.
///
/// # Errors
///
/// What the widgets say is wrong, or the users who could not come along.
pub async fn shop(
    address: &str,
    database: SqlStores,
    mailer: impl Mailer,
) -> Result<(Router, Widgets), Box<dyn Error + Send + Sync>> {
    let users = Users::new(database.clone());
    users.as_before().await?;
    let stores = Stores::from(database).with_profile(Arc::new(users.clone()));
    let told = users.clone();
    let widgets = Widgets::builder(format!("{address}/account"), Keys::development(), stores)
        .name("The Paper Shop")
        .mailer(mailer)
        .subscribe(move |event| hear(told.clone(), event))
        .build()
        .await?;
    users.bring_along(&widgets).await?;
    let pages = Router::new()
        .route("/orders", get(orders))
        .with_state(users);
    Ok((widgets_axum::mount(pages, &widgets), widgets))
}

/// Guarantees that each new account gets a row, also when it never opens a page of the shop.
async fn hear(users: Users, event: DeliveredEvent) -> Result<(), DeliveryFailure> {
    let ("account.created", Some(account)) = (event.action.as_str(), event.account) else {
        return Ok(());
    };
    let account = AccountId::parse(account).map_err(DeliveryFailure::new)?;
    users.hear_of(&account).await.map_err(DeliveryFailure::new)
}

/// A page of the shop's: what somebody ordered, by their number.
async fn orders(
    State(users): State<Users>,
    CurrentUser(user): CurrentUser,
) -> Result<Html<String>, StatusCode> {
    let account = &user.admission().account;
    let found = async {
        let number = users.number(&account.id, account.address()).await?;
        Ok::<_, widgets_core::stores::StoreError>((number, users.ordered(number).await?))
    };
    let (number, ordered) = found.await.map_err(|_| StatusCode::SERVICE_UNAVAILABLE)?;
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head { meta charset="utf-8"; title { "Orders · The Paper Shop" } }
            body {
                h1 { "Orders of " (ordered.name) }
                p { "Customer number " (number) ". " a href="/account/profile" { "Your account" } }
                ul { @for what in &ordered.orders { li { (what) } } }
            }
        }
    };
    Ok(Html(page.into_string()))
}
