//! Checks of a driver: complete rollback, and what the tables hold.

use std::time::Duration;

use widgets_core::crypto::Token;
use widgets_core::entitlement::Entitlements;
use widgets_core::locale::Locale;
use widgets_core::name::Name;
use widgets_core::permission::{Role, Roles};
use widgets_core::stores::{
    AccountStatus, ChallengePurpose, Epoch, Finish, Holder, KeptForm, LimitKey, Names, OpenSession,
    Preferences, Quota, Redeem, RememberDevice, Taking,
};
use widgets_core::time_zone::ZoneName;

use super::bench::{address, at, password};
use super::fixture::DriverFixture;
use super::rig::Rig;
use crate::sql::value::Value;

pub async fn attack_155_a_failure_at_any_statement_undoes_the_whole_write(fixture: DriverFixture) {
    let rig = Rig::new(fixture).await;
    let bench = &rig.bench;
    let (accounts, organizations) = (&bench.stores.accounts, &bench.stores.organizations);
    let account = bench.account("maren@nordlicht.example").await;
    let second = bench.account("second@nordlicht.example").await;
    let organization = bench.organization("nordlicht", &account).await;
    let device = RememberDevice {
        token: bench.token(),
        expires_at: at(9_000),
    };

    rig.all_or_nothing(2, async |change| {
        let new = bench.new_account("third@nordlicht.example");
        accounts.create_account(new, change).await.map(drop)
    })
    .await;
    rig.all_or_nothing(3, async |change| {
        let link = bench.new_link(&account, at(100));
        accounts.issue_link(link, change).await.map(drop)
    })
    .await;
    let link = bench.link(&account, at(100)).await;
    let before = bench.session(&account, at(5)).await;
    let held = bench.opening(&account, at(10));
    rig.all_or_nothing(7, async |change| {
        let opening = OpenSession {
            redeem: Some(Redeem::Link(link)),
            replaces: Some(before.session.id.clone()),
            device: Some(device.clone()),
            ..held.clone()
        };
        accounts.open_session(opening, change).await.map(drop)
    })
    .await;
    let held = held.session;
    rig.all_or_nothing(1, async |_| {
        accounts
            .touch_session(&held.session.id, at(99), at(9_000))
            .await
    })
    .await;
    rig.all_or_nothing(4, async |change| {
        let mut renewal = bench.renewal(&held, at(20));
        renewal.device = Some(device.clone());
        accounts.renew_session(renewal, change).await.map(drop)
    })
    .await;
    rig.all_or_nothing(2, async |change| {
        accounts
            .end_session(&account, &held.session.id, change)
            .await
            .map(drop)
    })
    .await;
    bench.session(&account, at(30)).await;
    rig.all_or_nothing(3, async |change| {
        accounts
            .end_sessions(&account, None, change)
            .await
            .map(drop)
    })
    .await;
    bench.session(&account, at(30)).await;
    rig.all_or_nothing(4, async |change| {
        accounts
            .set_account_status(&account, AccountStatus::Disabled, change)
            .await
            .map(drop)
    })
    .await;
    rig.all_or_nothing(2, async |change| {
        accounts
            .set_account_status(&account, AccountStatus::Active, change)
            .await
            .map(drop)
    })
    .await;

    rig.all_or_nothing(1, async |_| {
        let (old, new) = (password(1), password(2));
        accounts
            .replace_password_hash(&account, &old, &new)
            .await
            .map(drop)
    })
    .await;

    rig.all_or_nothing(4, async |change| {
        let new = bench.new_organization("werft", &account);
        organizations
            .create_organization(new, change)
            .await
            .map(drop)
    })
    .await;
    rig.all_or_nothing(1, async |change| {
        let none = Entitlements::default();
        organizations
            .set_entitlements(&organization, none, change)
            .await
            .map(drop)
    })
    .await;
    rig.all_or_nothing(4, async |change| {
        let roles = Roles::one(Role::Owner);
        organizations
            .add_member(&organization, &second, roles, change)
            .await
            .map(drop)
    })
    .await;
    rig.all_or_nothing(6, async |change| {
        let roles = Roles::several([Role::Admin, Role::Member]).unwrap();
        organizations
            .set_member_roles(&organization, &second, roles, change)
            .await
            .map(drop)
    })
    .await;
    rig.all_or_nothing(5, async |change| {
        organizations
            .remove_member(&organization, &second, change)
            .await
            .map(drop)
    })
    .await;
    rig.all_or_nothing(1, async |change| {
        let names = Names {
            display_name: Name::lossy("Maren"),
            ..Names::default()
        };
        let profiles = &bench.stores.profile;
        profiles.save_names(&account, names, change).await.map(drop)
    })
    .await;
    rig.all_or_nothing(1, async |change| {
        let preferences = Preferences {
            language: Locale::parse("de"),
            time_zone: ZoneName::parse("Europe/Berlin"),
        };
        let profiles = &bench.stores.profile;
        profiles
            .save_preferences(&account, preferences, change)
            .await
            .map(drop)
    })
    .await;
    rig.all_or_nothing(3, async |_| {
        let takings = ["a", "b", "c"].map(|name| Taking {
            key: LimitKey::new("check", name),
            quota: Quota::new(3, Duration::from_secs(10)),
        });
        bench.stores.limits.take(&takings, at(0)).await.map(drop)
    })
    .await;
    rig.all_or_nothing(2, async |_| {
        let keys = ["a", "b"].map(|name| LimitKey::new("check", name));
        bench.stores.limits.clear(&keys).await
    })
    .await;
    rig.all_or_nothing(1, async |change| {
        let profiles = &bench.stores.profile;
        profiles.delete_profile(&account, change).await.map(drop)
    })
    .await;
    let holder = Holder("worker".to_owned());
    rig.all_or_nothing(1, async |_| {
        bench
            .stores
            .outbox
            .claim(&holder, 1, at(100), at(160))
            .await
            .map(drop)
    })
    .await;
    let row = bench
        .stores
        .outbox
        .claim(&holder, 1, at(100), at(160))
        .await
        .unwrap()
        .remove(0)
        .id;
    rig.all_or_nothing(1, async |_| {
        bench
            .stores
            .outbox
            .finish(&holder, &row, Finish::Done, at(60))
            .await
            .map(drop)
    })
    .await;
}

pub async fn attack_002_no_table_holds_a_token(fixture: DriverFixture) {
    let rig = Rig::new(fixture).await;
    let bench = &rig.bench;
    let account = bench.account("maren@nordlicht.example").await;
    let tokens: [Token; 7] = std::array::from_fn(|_| Token::mint().unwrap());
    let [session, link, device, unspent, browser, mailed, form] = &tokens;
    let accounts = &bench.stores.accounts;
    for token in [link, unspent] {
        let mut new = bench.new_link(&account, at(100));
        new.token = token.hash();
        accounts.issue_link(new, bench.change(at(1))).await.unwrap();
    }
    let mut opening = bench.opening(&account, at(2));
    opening.session.token = session.hash();
    opening.redeem = Some(Redeem::Link(link.hash()));
    opening.device = Some(RememberDevice {
        token: device.hash(),
        expires_at: at(1_000),
    });
    bench.open(opening, at(2)).await;
    assert!(bench.is_admitted(&session.hash(), at(2)).await);
    let mut challenge = bench.new_challenge(ChallengePurpose::SignIn, Some(&account));
    (challenge.browser, challenge.link) = (browser.hash(), mailed.hash());
    bench.begin(challenge).await;
    let form = KeptForm {
        token: form.hash(),
        sealed: vec![1],
        expires_at: at(100),
    };
    accounts.keep_form(form).await.unwrap();

    let dump = rig.dump().await;
    let mut stored = 0;
    for value in dump.iter().flat_map(|(_, rows)| rows.iter().flatten()) {
        let bytes: &[u8] = match value {
            Value::Text(text) => text.as_bytes(),
            Value::Bytes(bytes) => bytes,
            Value::Int(_) | Value::Null => continue,
        };
        for token in &tokens {
            let secret = token.reveal().as_bytes();
            assert!(!bytes.windows(secret.len()).any(|window| window == secret));
            stored += usize::from(bytes == token.hash().as_bytes());
        }
        // What a dump shows, presented as a token, opens nothing.
        if let Some(token) = std::str::from_utf8(bytes).ok().and_then(Token::parse) {
            assert!(!bench.is_admitted(&token.hash(), at(2)).await);
        }
    }
    assert_eq!(
        stored, 6,
        "the session's, the device's, the unspent link's, the challenge's two, and the form's hash"
    );
    assert!(password(1).as_str().starts_with("$argon2id$"));
    let email = address("maren@nordlicht.example");
    let found = accounts
        .credentials(email.key(), None, at(3))
        .await
        .unwrap();
    assert_eq!(found.expect("it is theirs").epoch, Epoch(0));
}

pub async fn a_payload_is_wiped_when_done(fixture: DriverFixture) {
    let rig = Rig::new(fixture).await;
    let bench = &rig.bench;
    let secret = b"sealed, but still not to be kept".to_vec();
    let mut change = bench.change(at(0));
    change.outbox[0].payload.clone_from(&secret);
    let row = change.outbox[0].id.clone();
    let new = bench.new_account("maren@nordlicht.example");
    bench
        .stores
        .accounts
        .create_account(new, change)
        .await
        .unwrap();
    let is_stored = async || {
        let dump = rig.dump().await;
        let mut values = dump.iter().flat_map(|(_, rows)| rows.iter().flatten());
        values.any(|value| *value == Value::Bytes(secret.clone()))
    };
    let holder = Holder("worker".to_owned());
    let claimed = bench
        .stores
        .outbox
        .claim(&holder, 9, at(1), at(61))
        .await
        .unwrap();
    assert_eq!(claimed.len(), 1);
    assert!(is_stored().await);
    assert!(
        bench
            .stores
            .outbox
            .finish(&holder, &row, Finish::Done, at(60))
            .await
            .unwrap()
    );
    assert!(!is_stored().await);
}
