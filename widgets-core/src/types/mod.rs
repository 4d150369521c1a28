//! Validated values used by every layer: identifiers, addresses, names, times, languages,
//! permissions, roles, faults.

pub(crate) mod choices;
pub mod clock;
pub mod email;
pub mod entitlement;
pub(crate) mod fault;
pub(crate) mod getters;
pub mod id;
pub mod locale;
pub(crate) mod loopback;
pub mod name;
pub mod permission;
pub(crate) mod random;
pub(crate) mod records;
pub mod role;
pub(crate) mod rules;
pub(crate) mod setters;
pub(crate) mod tagged;
pub(crate) mod text;
pub(crate) mod text_schema;
pub mod time_zone;
pub(crate) mod word;

pub(crate) use self::clock::{Clock, SystemClock, Timestamp};
pub(crate) use self::email::{Email, EmailKey, InvalidEmail};
pub(crate) use self::entitlement::{Entitlement, Entitlements};
pub(crate) use self::fault::{Fault, Malformed};
pub(crate) use self::id::{
    AccountId, AuthenticatorId, ChallengeId, DeviceId, EventId, OrganizationId, OutboxId,
    PasskeyId, RequestId, SessionId,
};
pub(crate) use self::locale::Locale;
pub(crate) use self::name::{InvalidName, Name};
pub(crate) use self::permission::Permission;
pub(crate) use self::random::EntropyError;
pub(crate) use self::role::{Grants, Role, RoleCatalogue, Roles};
pub(crate) use self::tagged::Tagged;
pub(crate) use self::time_zone::ZoneName;
