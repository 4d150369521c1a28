//! Forms that could not be let through yet, kept while whoever sent them proves who they are.
//!
//! A form is kept for one of two ends. Where the sign-in was too old, it is done in the request that
//! confirms who it is, once, for the same session. Where the session had ended, it is shown again on
//! the page it stood on, once the same account is signed in there, and nothing was done yet.
//!
//! It lies in storage sealed, bound to the token in the browser's cookie and to its row. What is
//! secret is left out. Keeping is a courtesy: where it fails, the refusal stays as it is.

use std::sync::atomic::Ordering;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tracing::warn;

use crate::context::answer::Restored;
use crate::context::problem::{Problem, Refusal};
use crate::context::target::Place;
use crate::context::{Offered, UserCtx, Visit};
use crate::crypto::{SealContext, Token};
use crate::http::cookies::{KeptCookie, Owner, SessionCookie, SetCookie};
use crate::http::csrf::FORM_TOKEN_FIELD;
use crate::http::fields::Fields;
use crate::http::format::Format;
use crate::http::path::Matched;
use crate::http::query::RETURN_TO;
use crate::http::request::Input;
use crate::http::return_path::ReturnPath;
use crate::stores::{KeptForm, LimitKey, Quota, Taking};
use crate::table::{Row, Table};
use crate::types::fault::Fault;

/// How long a form is kept.
const LASTS: Duration = Duration::from_secs(30 * 60);
/// A larger form is not kept, in bytes.
const LARGEST: usize = 32 * 1024;
/// One session may keep so many forms at once, and one more a minute.
const PER_SESSION: Quota = Quota::new(10, Duration::from_secs(60));

/// What a form is kept for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Until {
    /// The session is proved anew: then it is done.
    Proved,
    /// The same account is signed in again: then it is shown.
    SignedIn,
}

impl Until {
    /// What mends that refusal; none where keeping the form is of no use.
    pub(crate) fn mended(visit: &Visit, refused: &Problem) -> Option<Self> {
        match refused {
            Problem::Refusal(Refusal::Stale) => Some(Self::Proved),
            Problem::Refusal(Refusal::NotSignedIn) if visit.session_is_dead() => {
                Some(Self::SignedIn)
            }
            _ => None,
        }
    }
}

/// What is kept of a form.
#[derive(Serialize, Deserialize)]
struct Form {
    until: Until,
    /// The id of the session it was sent with.
    session: String,
    /// Whose session that was.
    owner: Owner,
    /// The whole path it was sent to.
    path: String,
    /// The path of the page it stood on, where that is known.
    page: Option<String>,
    /// The page of the host's it leads back to.
    back: Option<String>,
    query: Vec<(String, String)>,
    body: Vec<(String, String)>,
}

/// Keeps the form of a request that was refused, and gives the visit that tells the browser so.
pub(crate) async fn keep(visit: &Visit, row: &Row, input: &Input, until: Until) -> Visit {
    let Some(session) = visit.session_cookie() else {
        return visit.clone();
    };
    let form = Form::of(visit, row, input, session, until);
    // Where nothing was typed there is nothing to show again.
    let worthwhile = until == Until::Proved || !form.body.is_empty();
    if visit.state().format != Format::Html || !worthwhile {
        return visit.clone();
    }
    match form.keep(visit, row).await {
        Ok(Some(kept)) => visit.owing([SetCookie::kept(&kept, LASTS)]),
        Ok(None) => visit.clone(),
        Err(problem) => {
            warn!(request = %visit.request_id(), ?problem, "a form was not kept");
            visit.clone()
        }
    }
}

/// The name of the row whose form waits for this session to be proved, if one does.
pub(crate) async fn waiting(ctx: &UserCtx) -> Result<Option<&str>, Problem> {
    let Some(kept) = ctx.kept_cookie() else {
        return Ok(None);
    };
    let form = Form::find(ctx, kept).await?;
    let waits = form.is_some_and(|form| form.waits_for(ctx));
    Ok(waits.then_some(kept.row.as_str()))
}

/// Takes out the form, of that row if one is named, that waited for this session to be proved, to
/// be done now. Of many attempts one gets it.
pub(crate) async fn take(ctx: &UserCtx, row: Option<&str>) -> Result<Option<Restored>, Problem> {
    let of_row = |kept: &&KeptCookie| row.is_none_or(|row| kept.row == row);
    let Some(kept) = ctx.kept_cookie().filter(of_row) else {
        return Ok(None);
    };
    let form = Form::find(ctx, kept).await?;
    let Some(form) = form.filter(|form| form.waits_for(ctx)) else {
        return Ok(None);
    };
    let accounts = &ctx.stores().accounts;
    if !accounts.drop_kept_form(&kept.token.hash()).await? {
        return Ok(None);
    }
    ctx.keeps_no_form();
    form.taken(ctx, kept)
}

impl Visit {
    /// What somebody had typed into the form of that row before their session ended or they were to
    /// confirm who they are: for the page that shows this form. A row of the same widget is named by
    /// one word, another one as in `profile.names`. A notice above the form says that nothing was
    /// saved yet. Passwords are never among it.
    ///
    /// It costs nothing unless the browser asks for such a form, and one query then. It is given to
    /// the account that typed it, on the page it was typed on, for 30 minutes or until the form is
    /// sent again.
    pub async fn kept_form(&self, row: &str) -> Option<Fields> {
        let row = self.whole_key(row);
        let row = row.as_ref();
        let kept = self.kept_cookie().filter(|kept| kept.row == row)?;
        self.user()?;
        match Form::find(self, kept).await {
            Ok(Some(form)) if form.is_of(self) => self.offer(row, form),
            Ok(None) => {
                self.keeps_no_form();
                None
            }
            // Somebody else is here now.
            Ok(Some(_)) => {
                self.forget_form(kept).await;
                None
            }
            Err(problem) => {
                warn!(request = %self.request_id(), ?problem, "a kept form was not found");
                None
            }
        }
    }

    fn offer(&self, row: &str, form: Form) -> Option<Fields> {
        let row = Table::of(self.app()).action(row)?;
        let here = self.resume().as_ref().map(path_of);
        let stood_here = match &form.page {
            Some(page) => here.as_ref() == Some(page),
            // Which of many such pages it was nobody knows.
            None => !row.path().contains('{'),
        };
        if !stood_here {
            return None;
        }
        let offered = if self.user()?.session.id.as_str() == form.session {
            Offered::Unconfirmed(row.widget())
        } else {
            Offered::Ended(row.widget())
        };
        // The first that is shown is the one the notice is about.
        let _ = self.state().offered.set(offered);
        Fields::from_pairs(form.body).ok()
    }

    /// Forgets the form that was kept of this row, now that it was sent again.
    pub(crate) async fn sent_again(&self, row: &Row) {
        if let Some(kept) = self.kept_cookie().filter(|kept| kept.row == row.name()) {
            self.forget_form(kept).await;
        }
    }

    /// Whether somebody who is signed out was interrupted in a form that the browser asks for.
    pub(crate) fn returns_to_a_kept_form(&self) -> bool {
        self.user().is_none() && self.place().back.is_some() && self.kept_cookie().is_some()
    }

    async fn forget_form(&self, kept: &KeptCookie) {
        self.keeps_no_form();
        let accounts = &self.stores().accounts;
        if let Err(error) = accounts.drop_kept_form(&kept.token.hash()).await {
            warn!(request = %self.request_id(), %error, "a kept form was not forgotten");
        }
    }

    /// The form a person's browser asks for. Programs send their requests again themselves.
    fn kept_cookie(&self) -> Option<&KeptCookie> {
        let state = self.state();
        let kept = state.cookies.kept.as_ref();
        kept.filter(|_| state.format == Format::Html)
    }

    fn keeps_no_form(&self) {
        self.state().kept_over.store(true, Ordering::Relaxed);
    }
}

impl Form {
    fn of(visit: &Visit, row: &Row, input: &Input, session: &SessionCookie, until: Until) -> Self {
        let ours = |name: &str| [FORM_TOKEN_FIELD, RETURN_TO].contains(&name);
        let keeps = |name: &str| !ours(name) && !row.is_secret(name);
        let back = visit.place().back.as_ref();
        Self {
            until,
            session: session.id.as_str().to_owned(),
            // Of a session that lives the account is known, whatever key signed the cookie.
            owner: visit.user().map_or_else(
                || session.owner.clone(),
                |own| SessionCookie::owner(visit.app().keys(), &own.session),
            ),
            path: visit.place().path().to_owned(),
            page: visit.resume().as_ref().map(path_of),
            back: back.map(|page| page.as_str().to_owned()),
            query: input.query.to_pairs(keeps),
            body: input.body.to_pairs(keeps),
        }
    }

    /// Seals and stores it, unless it is too large or the session kept too many already.
    async fn keep(&self, visit: &Visit, row: &Row) -> Result<Option<KeptCookie>, Problem> {
        let plain = serde_json::to_vec(self).map_err(Fault::lasting)?;
        if plain.len() > LARGEST {
            return Ok(None);
        }
        let taking = Taking {
            key: LimitKey::new("kept_forms", &self.session),
            quota: PER_SESSION,
        };
        match visit.take(&[taking]).await {
            Err(Problem::Refusal(_)) => return Ok(None),
            taken => taken?,
        }
        let kept = KeptCookie {
            token: Token::mint()?,
            row: row.name().to_owned(),
        };
        let form = KeptForm {
            token: kept.token.hash(),
            sealed: kept.seal(visit, &plain)?,
            expires_at: visit.now().plus(LASTS),
        };
        let accounts = &visit.stores().accounts;
        accounts.keep_form(form).await?;
        // The browser asks for one form; that before will be asked for by nobody.
        if let Some(before) = visit.kept_cookie() {
            accounts.drop_kept_form(&before.token.hash()).await?;
        }
        Ok(Some(kept))
    }

    /// The form the browser asks for, if that is what it claims to be.
    async fn find(visit: &Visit, kept: &KeptCookie) -> Result<Option<Self>, Problem> {
        let accounts = &visit.stores().accounts;
        let sealed = accounts
            .find_kept_form(&kept.token.hash(), visit.now())
            .await?;
        Ok(sealed
            .and_then(|sealed| kept.open(visit, &sealed))
            .and_then(|plain| serde_json::from_slice(&plain).ok()))
    }

    /// Whether whoever is signed in sent it.
    fn is_of(&self, visit: &Visit) -> bool {
        let keys = visit.app().keys();
        let account = visit.user().map(|own| &own.account.id);
        account.is_some_and(|account| self.owner.is(keys, &self.session, account))
    }

    /// Whether it is to be done once this very session is proved.
    fn waits_for(&self, ctx: &UserCtx) -> bool {
        let session = ctx.session().id.as_str();
        self.until == Until::Proved && self.session == session && self.is_of(ctx)
    }

    /// The form as its row takes it; none when there is no such row any more.
    fn taken(self, visit: &Visit, kept: &KeptCookie) -> Result<Option<Restored>, Problem> {
        let Some(row) = Table::of(visit.app()).action(&kept.row) else {
            return Ok(None);
        };
        let Some(matched) = Matched::read(row.path(), &self.path)? else {
            return Ok(None);
        };
        let origins = visit.app().return_origins();
        let back = self.back.as_deref();
        let back = back.and_then(|page| ReturnPath::parse(page, origins));
        Ok(Some(Restored {
            row: row.name().to_owned(),
            place: Place::acting(row.widget(), matched.prefix, &self.path, back),
            input: Input {
                params: matched.params,
                query: Fields::from_pairs(self.query)?,
                body: Fields::from_pairs(self.body)?,
            },
        }))
    }
}

impl KeptCookie {
    fn seal(&self, visit: &Visit, plain: &[u8]) -> Result<Vec<u8>, Problem> {
        let row = self.place();
        let context = SealContext {
            column: COLUMN,
            row: &row,
        };
        Ok(visit.app().keys().seal(context, plain)?)
    }

    fn open(&self, visit: &Visit, sealed: &[u8]) -> Option<Vec<u8>> {
        let row = self.place();
        let context = SealContext {
            column: COLUMN,
            row: &row,
        };
        visit.app().keys().open(context, sealed).ok()
    }

    /// What it is sealed for: this token and this row.
    fn place(&self) -> String {
        format!("{} {}", self.token.reveal(), self.row)
    }
}

const COLUMN: &str = "accounts.kept_forms.sealed";

fn path_of(page: &ReturnPath) -> String {
    let path = page.as_str();
    path.split(['?', '#']).next().unwrap_or(path).to_owned()
}
