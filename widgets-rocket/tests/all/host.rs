//! A host on Rocket with the widgets, and what the tests do with it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use async_trait::async_trait;
use rocket::http::{Header, Method, Status};
use rocket::local::asynchronous::{Client, LocalRequest, LocalResponse};
use rocket::{Build, Rocket};
use widgets_core::clock::Timestamp;
use widgets_core::crypto::{PasswordHash, TokenHash};
use widgets_core::email::EmailKey;
use widgets_core::id::{AccountId, ChallengeId, SessionId};
use widgets_core::management::{OrganizationToCreate, Secret, UserToCreate};
use widgets_core::permission::{Role, Roles};
use widgets_core::stores::{
    Account, AccountDirectory, AccountStatus, Admission, Challenge, ChallengeStore, Change,
    ChangePassword, Checked, CompleteSignUp, Creation, CredentialStore, Credentials, Deletion,
    Ending, KeptForm, LinkIssue, NewAccount, NewChallenge, NewLink, OpenSession, OpenedSession,
    PasswordSetting, RenewSession, ResendChallenge, Resending, ResetPassword, Session,
    SessionPosition, SessionStore, SignInLink, SignUpCompletion, Slug, StoreError, StoreResult,
    Stores, Switch,
};
use widgets_core::{Access, Entitlement, Keys, Permission, Row, Widget, Widgets};
use widgets_storage::MemoryStores;

pub(crate) const ORIGIN: &str = "http://localhost:8000";
pub(crate) const PASSWORD: &str = "correct horse battery";
pub(crate) const BREW: Permission = Permission::new("coffee:brew");

/// A host, its client, and the switches of its store.
pub(crate) struct Host {
    pub(crate) client: Client,
    pub(crate) widgets: Widgets,
    pub(crate) watched: Arc<Watched>,
}

/// What differs between hosts.
pub(crate) struct Shape {
    pub(crate) public_path: &'static str,
    pub(crate) prefixes: &'static [&'static str],
}

impl Host {
    /// At the path of the public URL.
    pub(crate) async fn start() -> Self {
        Self::shaped(
            Shape {
                public_path: "/account",
                prefixes: &[],
            },
            quiet(),
        )
        .await
    }

    pub(crate) async fn with(rocket: Rocket<Build>) -> Self {
        Self::shaped(
            Shape {
                public_path: "/account",
                prefixes: &[],
            },
            rocket,
        )
        .await
    }

    pub(crate) async fn shaped(shape: Shape, rocket: Rocket<Build>) -> Self {
        let watched = Arc::new(Watched::default());
        let stores = Stores {
            accounts: watched.clone(),
            ..watched.inner.clone().into()
        };
        let url = format!("{ORIGIN}{}", shape.public_path);
        let widgets = Widgets::builder(url, Keys::development(), stores)
            .mailer(widgets_core::mail::RecordingMailer::new())
            .permissions([BREW])
            .widget(panics())
            .build()
            .await
            .unwrap();
        people(&widgets).await;
        let mut rocket = rocket;
        if shape.prefixes.is_empty() {
            rocket = rocket.attach(widgets_rocket::fairing(widgets.clone()));
        }
        for prefix in shape.prefixes {
            rocket = rocket.attach(widgets_rocket::fairing(widgets.clone()).at(*prefix));
        }
        let client = Client::untracked(rocket).await.unwrap();
        Self {
            client,
            widgets,
            watched,
        }
    }

    pub(crate) fn get<'c>(&'c self, path: &'c str) -> LocalRequest<'c> {
        self.client.get(path)
    }

    pub(crate) fn ask<'c>(&'c self, method: Method, path: &'c str) -> LocalRequest<'c> {
        self.client.req(method, path)
    }

    /// Signs in as a browser would, and gives the cookies.
    pub(crate) async fn sign_in(&self, email: &str) -> String {
        let page = self.get("/account/sign-in").dispatch().await;
        let cookies = set_cookies(&page);
        let token = form_token(&page.into_string().await.unwrap());
        let password = PASSWORD.replace(' ', "+");
        let response = self
            .client
            .post("/account/sign-in")
            .header(form())
            .header(cookie(&cookies))
            .body(format!(
                "form_token={token}&email={email}&password={password}"
            ))
            .dispatch()
            .await;
        assert_eq!(response.status(), Status::SeeOther);
        format!("{cookies}; {}", set_cookies(&response))
    }
}

/// Rocket that says nothing while it launches.
pub(crate) fn quiet() -> Rocket<Build> {
    rocket::custom(rocket::Config {
        log_level: rocket::config::LogLevel::Off,
        ..rocket::Config::debug_default()
    })
}

pub(crate) fn form() -> Header<'static> {
    Header::new("content-type", "application/x-www-form-urlencoded")
}

pub(crate) fn json() -> Header<'static> {
    Header::new("accept", "application/json")
}

pub(crate) fn cookie(cookies: &str) -> Header<'static> {
    Header::new("cookie", cookies.to_owned())
}

pub(crate) fn header<'a>(response: &'a LocalResponse<'_>, name: &str) -> Option<&'a str> {
    response.headers().get_one(name)
}

pub(crate) fn set_cookies(response: &LocalResponse<'_>) -> String {
    let pairs = response.headers().get("set-cookie");
    let pairs = pairs.map(|line| line.split(';').next().unwrap());
    pairs.collect::<Vec<_>>().join("; ")
}

pub(crate) fn form_token(page: &str) -> String {
    let (_, rest) = page.split_once("name=\"form_token\"").unwrap();
    let (_, rest) = rest.split_once("value=\"").unwrap();
    rest.split_once('"').unwrap().0.to_owned()
}

fn panics() -> Widget {
    Widget::new(
        "broken",
        [Row::get(
            "broken.show",
            "/broken",
            Access::anyone(),
            |_, _| async { panic!("on purpose") },
        )],
    )
}

/// Olga owns roasters and Max is its member; roasters has single sign-on. Sam is in nothing.
async fn people(widgets: &Widgets) {
    let management = widgets.management("tests");
    let mut ids = Vec::new();
    for name in ["olga", "max", "sam"] {
        let user = UserToCreate {
            email: format!("{name}@example.com"),
            verified: true,
            display_name: name.to_owned(),
            secret: Secret::password(PASSWORD),
        };
        ids.push(management.users().create(user).await.unwrap());
    }
    let organizations = management.organizations();
    let roasters = OrganizationToCreate {
        name: "Roasters".to_owned(),
        slug: "roasters".to_owned(),
        entitlements: vec![Entitlement::SSO],
        owner: ids[0].clone(),
    };
    let roasters = organizations.create(roasters).await.unwrap();
    organizations
        .add_member(&roasters.id, &ids[1], Roles::one(Role::Member))
        .await
        .unwrap();
}

/// The stores in memory, which count the session queries and can be out of order.
#[derive(Default)]
pub(crate) struct Watched {
    inner: MemoryStores,
    admissions: AtomicUsize,
    out: AtomicBool,
}

impl Watched {
    /// How many session queries there were since this was last asked.
    pub(crate) fn admissions(&self) -> usize {
        self.admissions.swap(0, Ordering::SeqCst)
    }

    pub(crate) fn go_out(&self, out: bool) {
        self.out.store(out, Ordering::SeqCst);
    }
}

macro_rules! delegate {
    ($of:ident {$(fn $name:ident($($arg:ident: $kind:ty),*) -> $answer:ty;)+}) => {
        #[async_trait]
        impl $of for Watched {
            $(async fn $name(&self, $($arg: $kind),*) -> StoreResult<$answer> {
                self.inner.$name($($arg),*).await
            })+
        }
    };
}

delegate! { Checked {
    fn problems() -> Vec<String>;
}}

#[async_trait]
impl SessionStore for Watched {
    async fn admit(
        &self,
        token: &TokenHash,
        organization: Option<&Slug>,
        at: Timestamp,
    ) -> StoreResult<Option<Admission>> {
        self.admissions.fetch_add(1, Ordering::SeqCst);
        if self.out.load(Ordering::SeqCst) {
            return Err(StoreError::unavailable("out of order"));
        }
        self.inner.admit(token, organization, at).await
    }

    async fn touch_session(
        &self,
        session: &SessionId,
        seen_at: Timestamp,
        idle_until: Timestamp,
    ) -> StoreResult<()> {
        self.inner.touch_session(session, seen_at, idle_until).await
    }

    async fn list_sessions(
        &self,
        account: &AccountId,
        except: &SessionId,
        after: Option<&SessionPosition>,
        limit: u32,
        at: Timestamp,
    ) -> StoreResult<Vec<Session>> {
        self.inner
            .list_sessions(account, except, after, limit, at)
            .await
    }

    async fn find_session(
        &self,
        account: &AccountId,
        session: &SessionId,
        at: Timestamp,
    ) -> StoreResult<Option<Session>> {
        self.inner.find_session(account, session, at).await
    }

    async fn end_session(
        &self,
        account: &AccountId,
        session: &SessionId,
        change: Change,
    ) -> StoreResult<Ending> {
        self.inner.end_session(account, session, change).await
    }

    async fn end_sessions(
        &self,
        account: &AccountId,
        keep: Option<&SessionId>,
        change: Change,
    ) -> StoreResult<u64> {
        self.inner.end_sessions(account, keep, change).await
    }
}

delegate! { CredentialStore {
    fn credentials(
        email: &EmailKey, device: Option<&TokenHash>, at: Timestamp
    ) -> Option<Credentials>;
    fn find_link(link: &TokenHash, at: Timestamp) -> Option<SignInLink>;
    fn open_session(opening: OpenSession, change: Change) -> OpenedSession;
    fn renew_session(renewal: RenewSession, change: Change) -> OpenedSession;
    fn replace_password_hash(
        account: &AccountId, old: &PasswordHash, new: &PasswordHash
    ) -> bool;
}}

delegate! { AccountDirectory {
    fn create_account(account: NewAccount, change: Change) -> Creation;
    fn find_account(account: &AccountId) -> Option<Account>;
    fn find_account_by_email(email: &EmailKey) -> Option<Account>;
    fn set_account_status(account: &AccountId, status: AccountStatus, change: Change) -> Switch;
    fn issue_link(link: NewLink, change: Change) -> LinkIssue;
    fn delete_account(account: &AccountId, change: Change) -> Deletion;
    fn end_all_sessions(change: Change) -> u64;
    fn sweep_accounts(at: Timestamp, events_before: Option<Timestamp>, limit: u32) -> u64;
}}

delegate! { ChallengeStore {
    fn begin_challenge(challenge: NewChallenge, change: Change) -> ();
    fn find_challenge(id: &ChallengeId, browser: &TokenHash, at: Timestamp) -> Option<Challenge>;
    fn find_challenge_by_link(link: &TokenHash, at: Timestamp) -> Option<Challenge>;
    fn try_challenge(id: &ChallengeId, browser: &TokenHash, at: Timestamp) -> Option<Challenge>;
    fn resend_challenge(resend: ResendChallenge, change: Change) -> Resending;
    fn revoke_challenge(link: &TokenHash, change: Change) -> Ending;
    fn complete_sign_up(completion: CompleteSignUp, change: Change) -> SignUpCompletion;
    fn reset_password(reset: ResetPassword, change: Change) -> PasswordSetting;
    fn change_password(setting: ChangePassword, change: Change) -> PasswordSetting;
    fn keep_form(form: KeptForm) -> ();
    fn find_kept_form(token: &TokenHash, at: Timestamp) -> Option<Vec<u8>>;
    fn drop_kept_form(token: &TokenHash) -> bool;
}}
