//! Browsers that an account knows.

use async_trait::async_trait;
use widgets_core::clock::Timestamp;
use widgets_core::crypto::TokenHash;
use widgets_core::id::{AccountId, DeviceId};
use widgets_core::stores::*;

use super::{TOUCH_ACCOUNT, epoch};
use crate::args;
use crate::engine::{Plan, Select, in_selected, row, select, selected_args, sorted_after};
use crate::stores::SqlStores;

/// The account trusts its browser `v` at `$2`.
macro_rules! is_trusted {
    () => {
        concat!(
            "v.trusted_until > $2 AND v.trusted_epoch = \
               (SELECT ",
            epoch!("a"),
            " FROM wg_accounts a WHERE a.id = v.account_id)"
        )
    };
}

row! {
    device_row -> Device {
        id: "v.id",
        token: "v.token",
        created_at: "v.created_at",
    } and {
        last_used_at: "v.last_used_at",
        expires_at: "v.expires_at",
        browser: "v.browser",
        system: "v.system",
        handheld: "v.handheld",
        trusted_until: concat!("CASE WHEN ", is_trusted!(), " THEN v.trusted_until END"),
    }
}

/// A page ordered by a column in a direction, behind `($3, $4)` in it.
macro_rules! list_devices {
    ($by:literal, $direction:literal, $behind:literal) => {
        select!(
            device_row,
            " FROM wg_accounts_devices v WHERE v.account_id = $1 AND v.replaced = 0 \
             AND v.expires_at > $2 AND (v.",
            $by,
            ", v.id) ",
            $behind,
            " ($3, $4) \
             AND (CAST($5 AS BIGINT) IS NULL OR v.handheld = $5) \
             AND ((lower(v.browser) >= $6 AND lower(v.browser) < $7) \
               OR (lower(v.system) >= $6 AND lower(v.system) < $7)) \
             AND (CAST($8 AS BIGINT) = 0 OR (",
            is_trusted!(),
            ")) ORDER BY v.",
            $by,
            " ",
            $direction,
            ", v.id ",
            $direction,
            " LIMIT $9 + 0"
        )
    };
}

const LATEST_USED: Select<Device> = list_devices!("last_used_at", "DESC", "<");
const EARLIEST_USED: Select<Device> = list_devices!("last_used_at", "ASC", ">");
const LATEST_CREATED: Select<Device> = list_devices!("created_at", "DESC", "<");
const EARLIEST_CREATED: Select<Device> = list_devices!("created_at", "ASC", ">");

const FIND_DEVICES: Select<Device> = select!(
    device_row,
    " FROM wg_accounts_devices v \
     WHERE v.account_id = $1 AND v.replaced = 0 AND v.expires_at > $2 AND v.id ",
    in_selected!()
);

/// With the tokens that they had before, which are of the same id.
const FORGET_DEVICES: &str = concat!(
    "DELETE FROM wg_accounts_devices WHERE account_id = $1 AND expires_at > $2 AND id ",
    in_selected!()
);

/// Removes those that no list shows.
const SWEEP_OTHER_DEVICES: &str = "DELETE FROM wg_accounts_devices \
     WHERE account_id = $1 AND (expires_at <= $2 OR (replaced = 1 AND token <> $3))";

pub(super) const FORGET_OTHER_DEVICES: &str =
    "DELETE FROM wg_accounts_devices WHERE account_id = $1 AND token <> $2";

/// With the tokens that they had before, too.
const DISTRUST_DEVICES: &str = concat!(
    "UPDATE wg_accounts_devices AS v SET trusted_until = 0 \
     WHERE v.account_id = $1 AND v.expires_at > $2 AND ",
    is_trusted!(),
    " AND v.id ",
    in_selected!()
);

/// Those that lists show.
const DISTRUST_KNOWN_DEVICES: &str = concat!(
    "UPDATE wg_accounts_devices AS v SET trusted_until = 0 \
     WHERE v.account_id = $1 AND v.replaced = 0 AND v.expires_at > $2 AND ",
    is_trusted!()
);

/// All of them, also by the tokens that they had before.
pub(super) const END_TRUST: &str = "UPDATE wg_accounts_devices SET trusted_until = 0 \
     WHERE account_id = $1 AND trusted_until > 0";

/// At the epoch at which the account is by now.
pub(super) const TRUST_DEVICE: &str = concat!(
    "UPDATE wg_accounts_devices SET trusted_until = $3, trusted_epoch = (SELECT ",
    epoch!("a"),
    " FROM wg_accounts a WHERE a.id = $1) WHERE account_id = $1 AND token = $2"
);

/// Stands for "no device": no token's hash is empty.
pub(super) const NO_DEVICE: &[u8] = &[];

#[async_trait]
impl DeviceStore for SqlStores {
    async fn list_devices(
        &self,
        account: &AccountId,
        filter: &DeviceFilter,
        page: &PageRequest<DevicePosition>,
        at: Timestamp,
    ) -> StoreResult<Paged<Device, DevicePosition>> {
        let (by, reversed) = (filter.sorted.by, filter.sorted.reversed);
        let select = match (by, reversed) {
            (DeviceOrder::LastUsed, false) => LATEST_USED,
            (DeviceOrder::LastUsed, true) => EARLIEST_USED,
            (_, false) => LATEST_CREATED,
            (_, true) => EARLIEST_CREATED,
        };
        let [key, id] = sorted_after(page.after.as_ref(), reversed);
        // Every text with the prefix is less than the prefix with the last of all characters behind it.
        let prefix = filter.search.to_ascii_lowercase();
        let end = format!("{prefix}\u{10FFFF}");
        let trusted = filter.trusted;
        let args = args![
            account,
            at,
            key,
            id,
            filter.handheld,
            &prefix,
            &end,
            trusted
        ];
        self.database
            .page(select, args, page, |own| own.position(by))
            .await
    }

    async fn find_devices(
        &self,
        account: &AccountId,
        selected: &Selected<DeviceId>,
        at: Timestamp,
    ) -> StoreResult<Vec<Device>> {
        let args = selected_args(args![account, at], selected);
        let mut found = self.database.list(FIND_DEVICES, &args).await?;
        found.sort_by(|one, other| one.id.cmp(&other.id));
        Ok(found)
    }

    async fn forget_devices(
        &self,
        account: &AccountId,
        selected: &Selected<DeviceId>,
        change: Change,
    ) -> StoreResult<EndOutcome> {
        let args = selected_args(args![account, change.stamp.at], selected);
        let plan = Plan::appending(change)
            .one_or(TOUCH_ACCOUNT, args![account], EndOutcome::Missing)
            .some_or(FORGET_DEVICES, args, EndOutcome::Missing);
        self.write(plan, EndOutcome::Ended).await
    }

    async fn forget_other_devices(
        &self,
        account: &AccountId,
        keep: Option<&TokenHash>,
        change: Change,
    ) -> StoreResult<u64> {
        let at = change.stamp.at;
        let keep = keep.map_or(NO_DEVICE, |keep| keep.as_bytes());
        let plan = Plan::appending(change)
            .any(TOUCH_ACCOUNT, args![account])
            .any(SWEEP_OTHER_DEVICES, args![account, at, keep])
            .answer(FORGET_OTHER_DEVICES, args![account, keep]);
        self.write_counting(plan).await
    }

    async fn distrust_devices(
        &self,
        account: &AccountId,
        selected: &Selected<DeviceId>,
        change: Change,
    ) -> StoreResult<EndOutcome> {
        let args = selected_args(args![account, change.stamp.at], selected);
        let plan = Plan::appending(change)
            .one_or(TOUCH_ACCOUNT, args![account], EndOutcome::Missing)
            .some_or(DISTRUST_DEVICES, args, EndOutcome::Missing);
        self.write(plan, EndOutcome::Ended).await
    }

    async fn distrust_all_devices(&self, account: &AccountId, change: Change) -> StoreResult<u64> {
        let at = change.stamp.at;
        let plan = Plan::appending(change)
            .any(TOUCH_ACCOUNT, args![account])
            .answer(DISTRUST_KNOWN_DEVICES, args![account, at])
            .any(END_TRUST, args![account]);
        self.write_counting(plan).await
    }
}
