//! Recovery codes that were just made, kept sealed for the session that made them.

use std::time::Duration;

use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use crate::context::{Problem, UserCtx};
use crate::crypto::{RecoveryCode, SealContext, TokenHash};
use crate::stores::PendingForm;
use crate::types::Fault;

/// For how long they are shown.
const LASTS: Duration = Duration::from_secs(10 * 60);

/// Keeps codes instead of those kept before.
pub(super) async fn keep(ctx: &UserCtx, codes: &[RecoveryCode]) -> Result<(), Problem> {
    let texts: Vec<_> = codes.iter().map(RecoveryCode::grouped).collect();
    let texts: Vec<&str> = texts.iter().map(|own| own.as_str()).collect();
    let plain = Zeroizing::new(serde_json::to_vec(&texts).map_err(Fault::lasting)?);
    let form = PendingForm {
        token: found_by(ctx),
        sealed: ctx.app().keys().seal(place(ctx), &plain)?,
        expires_at: ctx.now().plus(LASTS),
    };
    drop_kept(ctx).await?;
    Ok(ctx.stores().accounts.add_pending_form(form).await?)
}

/// Forgets what is kept.
pub(super) async fn drop_kept(ctx: &UserCtx) -> Result<(), Problem> {
    let accounts = &ctx.stores().accounts;
    accounts.drop_pending_form(&found_by(ctx)).await?;
    Ok(())
}

/// The codes that were made in this session a moment ago; `None` if there are none to show.
pub(super) async fn find(ctx: &UserCtx) -> Result<Option<Vec<String>>, Problem> {
    let accounts = &ctx.stores().accounts;
    let found_by = found_by(ctx);
    let found = accounts.find_pending_form(&found_by, ctx.now());
    let Some(sealed) = found.await? else {
        return Ok(None);
    };
    let plain = ctx.app().keys().open(place(ctx), &sealed).ok();
    Ok(plain.and_then(|plain| serde_json::from_slice(&plain).ok()))
}

/// Nobody can send what is found by this: a cookie is found by the hash of a token.
fn found_by(ctx: &UserCtx) -> TokenHash {
    let text = ["recovery codes", ctx.session().id.as_str()].join("\0");
    TokenHash::from_bytes(Sha256::digest(text).into())
}

fn place(ctx: &UserCtx) -> SealContext<'_> {
    SealContext {
        column: "accounts.recovery_codes.kept",
        row: ctx.session().id.as_str(),
    }
}
