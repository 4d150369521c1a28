//! The people of Coffee Desk, put into its database through the management API, as a host's own
//! migration or sign-up would do it.

use widgets_core::Widgets;
use widgets_core::admin::{
    Management, ManagementError, OrganizationToCreate, Secret, UserToCreate,
};
use widgets_core::id::{AccountId, OrganizationId};
use widgets_core::role::{Role, Roles};
use widgets_core::stores::ReplaceReason;

/// Somebody who can sign in to Coffee Desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Person {
    /// Their name.
    pub name: &'static str,
    /// Their address.
    pub email: &'static str,
    /// Their password, known to everybody.
    pub password: &'static str,
    /// Who they are, in a few words.
    pub role: &'static str,
}

/// Everybody who can sign in, the owner of the organization first, its member second.
pub const PEOPLE: [Person; 4] = [
    Person {
        name: "Maren Okafor",
        email: "maren@nordlicht.example",
        password: "first-crack-at-nine",
        role: "owner of Nordlicht Roasters",
    },
    Person {
        name: "Jonas Weber",
        email: "jonas@nordlicht.example",
        password: "slow-drip-at-dawn",
        role: "member of Nordlicht Roasters",
    },
    Person {
        name: "Aiko Tanaka",
        email: "aiko@coffee-desk.example",
        password: "beans-on-the-night-train",
        role: "runs Coffee Desk, in no organization",
    },
    Person {
        name: "Emil Lind",
        email: NEW,
        password: "one-bean-two-beans",
        role: "new, with a few things to do first",
    },
];

/// The address of somebody who has a few things to do between signing in and going on.
pub(crate) const NEW: &str = "emil@coffee-desk.example";

/// The word of the organization in addresses.
pub const ORGANIZATION: &str = "nordlicht";

/// Creates what is missing. Other instances may do the same at once.
pub(crate) async fn fill(widgets: &Widgets) -> Result<(), ManagementError> {
    let management = widgets.management("coffee desk");
    let [maren, jonas, aiko, emil] = &PEOPLE;
    let maren = person(&management, maren).await?;
    let jonas = person(&management, jonas).await?;
    person(&management, aiko).await?;
    newcomer(&management, emil).await?;
    let nordlicht = organization(&management, &maren).await?;
    let member = Roles::one(Role::MEMBER);
    match management
        .organizations()
        .add_member(&nordlicht, &jonas, member)
        .await
    {
        Ok(()) | Err(ManagementError::Taken) => Ok(()),
        Err(error) => Err(error),
    }
}

/// Somebody whose password others have seen, so that it is replaced at the first sign-in.
async fn newcomer(management: &Management, new: &Person) -> Result<(), ManagementError> {
    let users = management.users();
    if users.find(new.email).await?.is_some() {
        return Ok(());
    }
    let account = person(management, new).await?;
    let reason = ReplaceReason::Compromised;
    users.require_new_password(&account, reason).await
}

async fn person(management: &Management, person: &Person) -> Result<AccountId, ManagementError> {
    let users = management.users();
    if let Some(account) = users.find(person.email).await? {
        return Ok(account.id);
    }
    let user = UserToCreate::new(person.email.to_owned())
        .verified(true)
        .display_name(person.name.to_owned())
        .secret(Secret::password(person.password));
    match users.create(user).await {
        Err(ManagementError::Taken) => {
            let account = users.find(person.email).await?;
            Ok(account.ok_or(ManagementError::Missing)?.id)
        }
        created => created,
    }
}

async fn organization(
    management: &Management,
    owner: &AccountId,
) -> Result<OrganizationId, ManagementError> {
    let organizations = management.organizations();
    if let Some(organization) = organizations.find(ORGANIZATION).await? {
        return Ok(organization.id);
    }
    let organization =
        OrganizationToCreate::new("Nordlicht Roasters", ORGANIZATION.to_owned(), owner.clone());
    match organizations.create(organization).await {
        Err(ManagementError::Taken) => {
            let organization = organizations.find(ORGANIZATION).await?;
            Ok(organization.ok_or(ManagementError::Missing)?.id)
        }
        created => Ok(created?.id),
    }
}

#[cfg(test)]
mod tests {
    use widgets_core::mail::RecordingMailer;

    use super::*;
    use widgets_core::Keys;
    use widgets_storage::MemoryStores;

    #[tokio::test(flavor = "multi_thread")]
    async fn several_instances_fill_one_database_once() {
        let url = "http://127.0.0.1:3000/account";
        let stores = MemoryStores::new();
        let one = Widgets::builder(url, Keys::development(), stores.clone())
            .mailer(RecordingMailer::new())
            .build()
            .await
            .unwrap();
        let other = Widgets::builder(url, Keys::development(), stores.clone())
            .mailer(RecordingMailer::new())
            .build()
            .await
            .unwrap();
        let both = tokio::join!(fill(&one), fill(&other));
        assert!(both.0.is_ok() && both.1.is_ok(), "{both:?}");
        let before = stores.events().len();
        fill(&one).await.unwrap();
        assert_eq!(stores.events().len(), before);
        let created = |events: Vec<widgets_core::stores::Event>| {
            events
                .iter()
                .filter(|event| event.action == "account.created")
                .count()
        };
        assert_eq!(created(stores.events()), PEOPLE.len());
    }
}
