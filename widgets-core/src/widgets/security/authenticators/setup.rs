//! An authenticator that is being added: its secret travels sealed in the form until a code of it was right,
//! and in a cookie, so that a reload, Back and a second tab show what was scanned before.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::context::{Problem, UserCtx};
use crate::crypto::{AuthenticatorSecret, SealContext};
use crate::http::cookies::SetCookie;
use crate::types::{AuthenticatorId, Fault, Timestamp};

/// For how long it can be added.
const LASTS: Duration = Duration::from_secs(30 * 60);

/// Sealed in the form. The identifier makes it addable once.
#[derive(Serialize, Deserialize)]
struct Sealed {
    id: String,
    secret: String,
    expires_at: i64,
}

/// An authenticator that is being added.
#[derive(Debug, Clone)]
pub(super) struct Setup {
    pub(super) id: AuthenticatorId,
    pub(super) secret: AuthenticatorSecret,
    expires_at: Timestamp,
}

impl Setup {
    /// A new one.
    pub(super) fn mint(ctx: &UserCtx) -> Result<Self, Problem> {
        Ok(Self {
            id: AuthenticatorId::mint(ctx.now())?,
            secret: AuthenticatorSecret::mint()?,
            expires_at: ctx.now().plus(LASTS),
        })
    }

    /// The one that this browser was shown before, or a new one.
    pub(super) fn pending(ctx: &UserCtx) -> Result<Self, Problem> {
        let shown = ctx.state().cookies.setup.as_deref();
        match shown.and_then(|shown| Self::open(ctx, shown)) {
            Some(setup) => Ok(setup),
            None => Self::mint(ctx),
        }
    }

    /// Keeps it in the browser for as long as it can be added.
    pub(super) fn cookie(&self, ctx: &UserCtx) -> Result<SetCookie, Problem> {
        let lasts = self.expires_at.since(ctx.now());
        Ok(SetCookie::setup(self.seal(ctx)?, lasts))
    }

    /// The value of the form's field, which opens in this session alone.
    pub(super) fn seal(&self, ctx: &UserCtx) -> Result<String, Problem> {
        let sealed = Sealed {
            id: self.id.as_str().to_owned(),
            secret: URL_SAFE_NO_PAD.encode(self.secret.as_bytes()),
            expires_at: self.expires_at.as_micros(),
        };
        let plain = Zeroizing::new(serde_json::to_vec(&sealed).map_err(Fault::lasting)?);
        let sealed = ctx.app().keys().seal(place(ctx), &plain)?;
        Ok(URL_SAFE_NO_PAD.encode(sealed))
    }

    /// Opens what [`seal`](Self::seal) made; `None` if it was changed, is of another session, or has expired.
    pub(super) fn open(ctx: &UserCtx, field: &str) -> Option<Self> {
        let sealed = URL_SAFE_NO_PAD.decode(field).ok()?;
        let plain = Zeroizing::new(ctx.app().keys().open(place(ctx), &sealed).ok()?);
        let sealed: Sealed = serde_json::from_slice(&plain).ok()?;
        let expires_at = Timestamp::from_micros(sealed.expires_at);
        let secret = URL_SAFE_NO_PAD.decode(sealed.secret.as_bytes()).ok()?;
        let setup = Self {
            id: AuthenticatorId::parse(sealed.id).ok()?,
            secret: AuthenticatorSecret::from_bytes(secret)?,
            expires_at,
        };
        (ctx.now() < expires_at).then_some(setup)
    }
}

/// There is no row yet: the form is of this session.
fn place(ctx: &UserCtx) -> SealContext<'_> {
    SealContext {
        column: "forms.authenticator",
        row: ctx.session().id.as_str(),
    }
}
