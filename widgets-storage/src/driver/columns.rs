//! The types of columns: each as an argument of a statement, and as read from a row.

use widgets_core::clock::Timestamp;
use widgets_core::crypto::{PasswordHash, TokenHash};
use widgets_core::email::{Email, EmailKey};
use widgets_core::entitlement::{Entitlement, Entitlements};
use widgets_core::id::{
    AccountId, AuthenticatorId, ChallengeId, DeviceId, EventId, OrganizationId, OutboxId,
    PasskeyId, SessionId,
};
use widgets_core::locale::Locale;
use widgets_core::name::Name;
use widgets_core::role::Role;
use widgets_core::stores::{
    AcceptedTerms, AccountStatus, ChallengePurpose, Epoch, Impersonation, LimitKey, Proofs,
    ReplaceReason, SignInMethod, Slug,
};
use widgets_core::time_zone::ZoneName;

use super::port::BoxError;
use super::value::{Arg, FromRow, FromValue, Row, Value};

/// The arguments of a statement, `$1` first: anything that converts into an [`Arg`](crate::Arg).
///
/// ```
/// use widgets_storage::{Arg, args};
///
/// let nobody: Option<&str> = None;
/// assert_eq!(args![7, "green", nobody], [Arg::Int(7), Arg::Text("green"), Arg::NullText]);
/// ```
#[macro_export]
macro_rules! args {
    ($($arg:expr),* $(,)?) => {
        [$($crate::Arg::from($arg)),*]
    };
}

macro_rules! arguments {
    ($variant:ident or $null:ident; $($type:ty, |$value:ident| $arg:expr;)+) => {$(
        impl<'a> From<$type> for Arg<'a> {
            fn from($value: $type) -> Self {
                Self::$variant($arg)
            }
        }

        impl<'a> From<Option<$type>> for Arg<'a> {
            fn from(value: Option<$type>) -> Self {
                value.map_or(Self::$null, Self::from)
            }
        }
    )+};
}

arguments! { Int or NullInt;
    i32, |int| i64::from(int);
    i64, |int| int;
    u32, |int| i64::from(int);
    bool, |yes| i64::from(yes);
    Timestamp, |at| at.as_micros();
    Epoch, |epoch| epoch.0;
}

arguments! { Text or NullText;
    &'a str, |text| text;
    &'a String, |text| text;
    &'a AccountId, |id| id.as_str();
    &'a AuthenticatorId, |id| id.as_str();
    &'a ChallengeId, |id| id.as_str();
    &'a ChallengePurpose, |purpose| purpose.as_str();
    &'a DeviceId, |id| id.as_str();
    &'a EventId, |id| id.as_str();
    &'a OrganizationId, |id| id.as_str();
    &'a OutboxId, |id| id.as_str();
    &'a PasskeyId, |id| id.as_str();
    &'a SessionId, |id| id.as_str();
    &'a EmailKey, |key| key.as_str();
    &'a Locale, |locale| locale.as_str();
    &'a Name, |name| name.as_str();
    &'a PasswordHash, |hash| hash.as_str();
    &'a Role, |role| role.as_str();
    &'a SignInMethod, |method| method.as_str();
    &'a Slug, |slug| slug.as_str();
    &'a ZoneName, |zone| zone.as_str();
    AccountStatus, |status| status_key(status);
    ReplaceReason, |reason| reason.as_str();
}

arguments! { Bytes or NullBytes;
    &'a [u8], |bytes| bytes;
    &'a Vec<u8>, |bytes| bytes;
    &'a LimitKey, |key| key.as_bytes();
    &'a TokenHash, |hash| hash.as_bytes();
}

impl<'a, const N: usize> From<&'a [u8; N]> for Arg<'a> {
    fn from(bytes: &'a [u8; N]) -> Self {
        Self::Bytes(bytes)
    }
}

macro_rules! values {
    ($raw:ident; $($type:ty, |$value:ident| $read:expr;)+) => {$(
        impl FromValue for $type {
            fn from_value(value: Value) -> Result<Self, BoxError> {
                let $value = value.$raw()?;
                $read
            }
        }
    )+};
}

values! { int;
    i64, |int| Ok(int);
    u32, |int| Ok(Self::try_from(int)?);
    bool, |int| Ok(int == 1);
    Timestamp, |micros| Ok(Self::from_micros(micros));
    Epoch, |number| Ok(Self(number));
}

values! { text;
    String, |text| Ok(text);
    AccountId, |text| Ok(Self::parse(text)?);
    AuthenticatorId, |text| Ok(Self::parse(text)?);
    ChallengeId, |text| Ok(Self::parse(text)?);
    DeviceId, |text| Ok(Self::parse(text)?);
    OrganizationId, |text| Ok(Self::parse(text)?);
    OutboxId, |text| Ok(Self::parse(text)?);
    PasskeyId, |text| Ok(Self::parse(text)?);
    SessionId, |text| Ok(Self::parse(text)?);
    AccountStatus, |key| status(&key).ok_or_else(|| unknown("status of an account", &key));
    ChallengePurpose, |key| Self::parse(&key).ok_or_else(|| unknown("purpose", &key));
    Entitlements, |words| entitlements(&words);
    Name, |text| Ok(Self::lossy(&text));
    PasswordHash, |text| Self::parse(&text).ok_or_else(|| "a stored hash is malformed".into());
    Proofs, |text| Self::parse(&text).ok_or_else(|| "stored proofs are malformed".into());
    ReplaceReason, |key| Self::parse(&key).ok_or_else(|| unknown("reason to replace", &key));
    Role, |key| Self::parse(&key).ok_or_else(|| unknown("role", &key));
    SignInMethod, |key| Self::parse(&key).ok_or_else(|| unknown("method of proof", &key));
    Slug, |text| Self::parse(&text).ok_or_else(|| unknown("slug", &text));
}

values! { bytes;
    Vec<u8>, |bytes| Ok(bytes);
    TokenHash, |bytes| match <[u8; 32]>::try_from(bytes) {
        Ok(bytes) => Ok(Self::from_bytes(bytes)),
        Err(_) => Err("a stored hash has another length".into()),
    };
}

macro_rules! rows {
    ($($type:ty, |$row:ident| $read:expr;)+) => {$(
        impl FromRow for $type {
            fn from_row($row: &mut Row) -> Result<Self, BoxError> {
                $read
            }
        }
    )+};
}

rows! {
    // The address as it was typed, and its key.
    Email, |row| Self::from_stored(row.take()?, row.take()?)
        .ok_or_else(|| "a stored address is malformed".into());
    Option<Email>, |row| {
        let (typed, key) = row.take::<(Option<_>, Option<_>)>()?;
        let stored = typed.zip(key).map(|(typed, key)| Email::from_stored(typed, key));
        stored.map(|own| own.ok_or_else(|| "a stored address is malformed".into())).transpose()
    };
    // The account of a challenge, and its epoch then.
    Option<(AccountId, Epoch)>, |row| {
        let (account, epoch) = row.take::<(Option<_>, Option<_>)>()?;
        Ok(account.zip(epoch))
    };
    // The edition, and when it was accepted.
    Option<AcceptedTerms>, |row| {
        let (edition, at) = row.take::<(Option<_>, Option<_>)>()?;
        Ok(edition.zip(at).map(|(edition, at)| AcceptedTerms::new(edition, at)))
    };
    // Who acts in whose place: all three columns or none.
    Option<Impersonation>, |row| {
        let (by, reason) = row.take::<(Option<_>, Option<_>)>()?;
        let until = row.take::<Option<_>>()?;
        let all = by.zip(reason).zip(until);
        Ok(all.map(|((by, reason), until)| Impersonation::new(by, reason, until)))
    };
    // What is no tag, or no name of a zone, reads as not chosen.
    Option<Locale>, |row| Ok(row.take::<Option<String>>()?.and_then(|tag| Locale::parse(&tag)));
    Option<ZoneName>, |row| Ok(row.take::<Option<_>>()?.and_then(ZoneName::from_stored));
}

/// Entitlements as they are stored: words with a space between.
pub(crate) fn words(entitlements: &Entitlements) -> String {
    let words: Vec<&str> = entitlements.iter().map(Entitlement::as_str).collect();
    words.join(" ")
}

fn entitlements(words: &str) -> Result<Entitlements, BoxError> {
    let words = words.split_ascii_whitespace();
    words
        .map(|word| Entitlement::parse(word).ok_or_else(|| unknown("entitlement", word)))
        .collect()
}

const fn status_key(status: AccountStatus) -> &'static str {
    match status {
        AccountStatus::Active => "active",
        AccountStatus::Disabled => "disabled",
    }
}

fn status(key: &str) -> Option<AccountStatus> {
    let statuses = [AccountStatus::Active, AccountStatus::Disabled];
    statuses
        .into_iter()
        .find(|status| status_key(*status) == key)
}

fn unknown(what: &str, text: &str) -> BoxError {
    format!("{text:?} is no {what}").into()
}
