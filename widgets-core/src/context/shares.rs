//! Whom a rate limit counts: users, known browsers and clients, each by a share of their own.
//!
//! A user who is signed in is counted by account. Anybody else is counted by client, in the client's own
//! network and in the wider ones around it, with quotas that grow. Once those are used up, perhaps by
//! somebody else behind the same address, a browser that some account knows has a share of its own.

use crate::context::RequestCtx;
use crate::context::problem::{Problem, Refusal};
use crate::crypto::{Asker, Token};
use crate::stores::{LimitKey, LimitRequest, Quota};

impl RequestCtx {
    /// In whose queue a password is hashed; `known` if the account knows the browser.
    pub(crate) fn asker(&self, known: bool) -> Asker {
        if known {
            return Asker::Known;
        }
        Asker::Stranger(self.client().widest_network())
    }

    /// Counts one request for `purpose` by the user who is signed in, or else as
    /// [`consume_as_visitor`](Self::consume_as_visitor).
    ///
    /// # Errors
    ///
    /// [`Refusal::TooMany`] with the time to wait.
    pub(crate) async fn consume_as_user(&self, purpose: &str, quota: Quota) -> Result<(), Problem> {
        let Some(user) = self.user() else {
            return self.consume_as_visitor(purpose, quota).await;
        };
        let key = LimitKey::new(purpose, &format!("account {}", user.account.id));
        self.consume(&[LimitRequest { key, quota }]).await
    }

    /// Counts one request for `purpose` by its client, or by its browser where that is known.
    ///
    /// # Errors
    ///
    /// [`Refusal::TooMany`] with the time to wait.
    pub(crate) async fn consume_as_visitor(
        &self,
        purpose: &str,
        quota: Quota,
    ) -> Result<(), Problem> {
        let consumed = self.consume(&self.networks(purpose, quota)).await;
        if !matches!(consumed, Err(Problem::Refusal(Refusal::TooMany { .. }))) {
            return consumed;
        }
        let Some(device) = self.state().cookies.device.as_ref().map(Token::hash) else {
            return consumed;
        };
        let accounts = &self.stores().accounts;
        if !accounts.knows_device(&device, self.now()).await? {
            return consumed;
        }
        let key = LimitKey::new(purpose, &format!("browser {}", device.hex()));
        self.consume(&[LimitRequest { key, quota }]).await
    }

    /// A request to count the client in each of its networks.
    pub(crate) fn networks(&self, purpose: &str, quota: Quota) -> Vec<LimitRequest> {
        let networks = self.client().networks().into_iter();
        let request = |(network, share): (String, u32)| LimitRequest {
            key: LimitKey::new(purpose, &network),
            quota: quota.times(share),
        };
        networks.map(request).collect()
    }
}
