//! The shop's table of users behind the account pages.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "tests and what helps them"
)]

mod shop;
mod table;
mod walk;

/// The part of the conformance kit that is about profiles.
mod kit {
    use std::sync::Arc;

    use own_users::Users;
    use widgets_conformance::Fixture;

    use crate::shop::Folder;

    widgets_conformance::conformance!(profile, async || {
        let folder = Folder::new();
        let database = folder.database().await;
        let users = Users::new(database.clone());
        users.as_before().await.unwrap();
        let profile = Arc::new(users);
        let fixture = Fixture::from(database).replacing(|stores| stores.with_profile(profile));
        fixture.guarded_by(folder)
    });
}
