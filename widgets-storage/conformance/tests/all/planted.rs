//! The random sequences find what is wrong with a store: each of these faults, planted into the
//! statements of the SQLite store, is found by a run as it is by default.

use std::collections::BTreeMap;
use std::panic::AssertUnwindSafe;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use futures_util::FutureExt as _;
use widgets_conformance::Fixture;
use widgets_conformance::checks::model::{Effort, Part, sequences_answer_as_the_model_does};
use widgets_storage::{Arg, SqlStores, SqliteDriver};

use crate::folder::Folder;
use crate::intercepted::{Intercept, Intercepted};

/// A part of a statement, what stands there instead, and whether a statement had it.
#[derive(Clone)]
struct Fault {
    part: &'static str,
    instead: &'static str,
    planted: Arc<AtomicBool>,
}

#[async_trait]
impl Intercept for Fault {
    async fn seen(&self, _: &SqliteDriver, sql: &'static str, _: &[Arg<'_>]) -> &'static str {
        static MADE: Mutex<BTreeMap<(&str, &str), &'static str>> = Mutex::new(BTreeMap::new());
        if !sql.contains(self.part) {
            return sql;
        }
        self.planted.store(true, Ordering::Relaxed);
        let mut made = MADE.lock().unwrap();
        let make = || sql.replace(self.part, self.instead).leak() as &'static str;
        made.entry((self.instead, sql)).or_insert_with(make)
    }
}

/// More sequences than a run of a store makes, since some of these faults are rare. That it is found is
/// enough; `WIDGETS_REPLAYS=400` tells how few calls it takes.
const EFFORT: Effort = Effort {
    sequences: 600,
    replays: 1,
};

/// A run over stores with that fault.
async fn run(fault: &Fault) {
    let fresh = async || {
        let folder = Folder::migrated().await;
        let driver = SqliteDriver::open(&folder.file()).await.unwrap();
        let plain = SqlStores::over(driver.clone());
        let stores = SqlStores::over(Intercepted(driver, fault.clone()));
        let fixture = Fixture::from(plain).replacing(|_| stores.into());
        fixture.guarded_by(folder)
    };
    sequences_answer_as_the_model_does(Part::Everything, EFFORT, fresh).await;
}

async fn is_found(part: &'static str, instead: &'static str) {
    let fault = Fault {
        part,
        instead,
        planted: Arc::default(),
    };
    let found = AssertUnwindSafe(run(&fault)).catch_unwind().await;
    let planted = fault.planted.load(Ordering::Relaxed);
    assert!(planted, "no statement has {part:?}");
    let report = found.expect_err("nothing was found");
    let report = report.downcast::<String>().expect("a report");
    assert!(report.contains(" calls are enough:\n"), "{report}");
    #[allow(clippy::print_stdout, reason = "told by --show-output")]
    {
        println!("{report}");
    }
}

/// A test of each fault: what is wrong, a part of a statement, and what stands there instead.
macro_rules! faults {
    ($($name:ident: $part:literal => $instead:literal;)+) => {$(
        #[tokio::test]
        async fn $name() {
            is_found($part, $instead).await;
        }
    )+};
}

faults! {
    a_row_of_the_outbox_is_lost: "$4, 'waiting', 0, NULL, 0)" => "$4, 'done', 0, NULL, 0)";
    disabling_raises_no_epoch: "SET status = $2, epoch = epoch + 1" => "SET status = $2";
    a_new_password_raises_no_epoch: "password_set_at = $3, epoch = epoch + 1" => "password_set_at = $3";
    a_link_works_when_it_ends: "l.expires_at > $2" => "l.expires_at >= $2";
    an_expired_form_is_found: "forms WHERE token = $1 AND expires_at > $2" => "forms WHERE token = $1 AND $2 = $2";
    tries_are_not_counted: "SET tries_left = tries_left - 1" => "SET tries_left = tries_left";
    any_number_of_codes_is_tried: "AND tries_left > 0" => "AND tries_left > -99";
    the_last_of_a_burst_is_refused: "wg_limits.tat <= $5" => "wg_limits.tat < $5";
    sessions_are_sorted_by_one_key: "s.created_at DESC, s.id DESC" => "s.created_at DESC, s.id";
    use_does_not_prolong_a_session: "WHEN $3 <= expires_at THEN $3" => "WHEN $3 <= expires_at THEN idle_until";
    use_prolongs_a_session_for_ever: "WHEN expires_at > idle_until THEN expires_at" => "WHEN expires_at > idle_until THEN $3";
    a_sweep_takes_challenges_that_live: "FROM wg_accounts_challenges WHERE expires_at <= $1" => "FROM wg_accounts_challenges WHERE expires_at <= $1 + 600000000";
    a_reset_leaves_browsers_known: "DELETE FROM wg_accounts_devices WHERE account_id = $1" => "DELETE FROM wg_accounts_devices WHERE account_id = $1 AND 1 = 0";
    the_last_owner_leaves: "r.role = 'owner' AND r.account_id <> $2" => "r.role = 'owner' AND $2 = $2";
    a_row_is_due_a_moment_later: "due_at <= $3 AND" => "due_at < $3 AND";
    enabling_what_is_enabled_counts: "WHERE id = $1 AND status <> $2" => "WHERE id = $1 AND $2 = $2";
    a_mail_is_sent_again_too_late: "sent_at <= $8" => "sent_at < $8";
    another_browser_replaces_a_challenge: "challenges WHERE id = $1 AND browser = $2" => "challenges WHERE id = $1 AND $2 = $2";
    a_row_is_swept_a_moment_early: "state = 'done' AND finished_at < $1" => "state = 'done' AND finished_at <= $1";
    a_changed_challenge_is_sealed_anew: "WHERE id = $1 AND sealed = $2" => "WHERE id = $1 AND $2 = $2";
    a_planted_password_stays: "AND d.verified = 0)" => "AND d.verified = 1)";
    preferences_keep_the_language: "SET language = excluded.language" => "SET language = wg_profile.language";
    a_session_lives_when_its_idle_limit_is_reached: "s.idle_until > $2 AND s.expires_at" => "s.idle_until >= $2 AND s.expires_at";
    a_session_lives_when_its_absolute_limit_is_reached: "s.expires_at > $2 AND a.status" => "s.expires_at >= $2 AND a.status";
    any_token_of_a_session_renews_it: "WHERE token = $1 AND id = $2 AND account_id" => "WHERE $1 = $1 AND id = $2 AND account_id";
    a_session_of_somebody_else_is_found: "s.id = $2 AND s.account_id = $1" => "s.id = $2 AND $1 = $1";
    a_session_of_somebody_else_is_ended: "WHERE id = $2 AND account_id = $1 AND idle_until" => "WHERE id = $2 AND $1 = $1 AND idle_until";
    a_session_that_is_to_stay_is_ended: "WHERE account_id = $1 AND id <> $2" => "WHERE account_id = $1 AND $2 = $2";
    disabling_ends_no_session: "DELETE FROM wg_accounts_sessions WHERE account_id = $1" => "DELETE FROM wg_accounts_sessions WHERE account_id = $1 AND 1 = 0";
    ending_all_sessions_raises_no_epoch: "SET epoch = wg_accounts_epoch_of_all.epoch + 1" => "SET epoch = wg_accounts_epoch_of_all.epoch";
    a_session_outlives_all_others: "a.status = 'active' AND s.epoch_of_all =" => "a.status = 'active' AND s.epoch_of_all <=";
    a_session_that_ended_with_all_others_is_listed: "s.expires_at > $5 AND s.epoch_of_all =" => "s.expires_at > $5 AND s.epoch_of_all <=";
    the_session_before_stays: "DELETE FROM wg_accounts_sessions WHERE id = $1" => "DELETE FROM wg_accounts_sessions WHERE id = $1 AND 1 = 0";
    an_older_mark_of_use_is_kept: "CASE WHEN $2 > last_used_at THEN $2 ELSE last_used_at END" => "$2";
    a_renewed_session_outlasts_its_impersonation: "CASE WHEN impersonated_until < $8 THEN impersonated_until ELSE $8 END" => "$8";
    a_session_opens_at_another_epoch: "AND $2 = wg_accounts.epoch +" => "AND $2 >= wg_accounts.epoch +";
    a_disabled_account_opens_sessions: "AND status = 'active' AND $2 =" => "AND $2 =";
    a_link_opens_two_sessions: "DELETE FROM wg_accounts_links WHERE token" => "UPDATE wg_accounts_links SET epoch = epoch WHERE token";
    a_link_of_somebody_else_opens_a_session: "token = $1 AND account_id = $2 AND epoch" => "token = $1 AND $2 = $2 AND epoch";
    a_link_is_redeemed_when_it_ends: "AND epoch = $3 AND expires_at > $4" => "AND epoch = $3 AND expires_at >= $4";
    a_browser_is_known_when_it_ends: "v.expires_at > $3" => "v.expires_at >= $3";
    a_browser_stays_known_though_others_end: "WHERE account_id = $1 AND token <> $2" => "WHERE account_id = $1 AND token <> $2 AND 1 = 0";
    a_browser_of_somebody_else_is_found: "WHERE v.account_id = $1 AND v.replaced = 0 AND v.expires_at > $2 AND v.id" => "WHERE $1 = $1 AND v.replaced = 0 AND v.expires_at > $2 AND v.id";
    a_browser_of_somebody_else_is_forgotten: "WHERE account_id = $1 AND expires_at > $2 AND id" => "WHERE $1 = $1 AND expires_at > $2 AND id";
    a_browser_that_is_used_again_is_another_one: "THEN wg_accounts_devices.id ELSE" => "THEN excluded.id ELSE";
    browsers_of_every_kind_are_listed: "v.handheld = $5" => "$5 = $5";
    a_replaced_browser_is_listed: "v.replaced = 0 AND v.expires_at > $2 AND (v." => "v.expires_at > $2 AND (v.";
    a_replaced_browser_is_the_same_when_it_comes_back: "wg_accounts_devices.replaced = 0 AND" => "";
    a_replaced_browser_is_counted: "(expires_at <= $2 OR (replaced = 1 AND token <> $3))" => "(expires_at <= $2 OR (replaced = 2 AND token <> $3))";
    a_browser_is_replaced_twice: "handheld, replaced FROM" => "handheld, 0 FROM";
    any_system_is_found: "AND lower(v.system) < $7" => "AND $7 = $7";
    browsers_are_listed_in_the_other_direction: "ORDER BY v.last_used_at ASC, v.id ASC" => "ORDER BY v.last_used_at ASC, v.id DESC";
    any_hash_is_replaced: "SET password = $3 WHERE id = $1 AND password = $2" => "SET password = $3 WHERE id = $1 AND $2 = $2";
    any_password_is_changed: "(password = $2 OR" => "($2 = $2 OR";
    another_browser_finds_a_challenge: "WHERE id = $1 AND browser = $2 AND expires_at > $3" => "WHERE id = $1 AND $2 = $2 AND expires_at > $3";
    another_browser_sends_a_mail_again: "WHERE id = $1 AND browser = $2 AND expires_at > $7" => "WHERE id = $1 AND $2 = $2 AND expires_at > $7";
    one_mail_more_is_sent: "sends < $9" => "sends <= $9";
    a_challenge_is_found_when_it_ends: "WHERE link = $1 AND expires_at > $2" => "WHERE link = $1 AND expires_at >= $2";
    a_code_works_when_it_ends: "code_expires_at > $3" => "code_expires_at >= $3";
    a_challenge_outlives_an_epoch: "wg_accounts_challenges.epoch = a.epoch" => "wg_accounts_challenges.epoch <= a.epoch";
    a_challenge_of_a_disabled_account_lives: "AND a.status = 'active' AND wg_accounts_challenges.epoch" => "AND wg_accounts_challenges.epoch";
    a_newer_reset_leaves_the_one_before: "AND purpose = 'reset'" => "AND purpose = 'none'";
    a_reset_ends_one_of_another_browser: "email_key = $1 AND browser = $2" => "email_key = $1 AND $2 = $2";
    any_challenge_opens_a_session: "AND purpose = $4 AND" => "AND $4 = $4 AND";
    a_challenge_of_somebody_else_is_redeemed: "account_id = $2 AND epoch = $3 AND purpose" => "$2 = $2 AND epoch = $3 AND purpose";
    a_challenge_is_redeemed_when_it_ends: "purpose = $4 AND expires_at > $5" => "purpose = $4 AND expires_at >= $5";
    any_challenge_signs_up: "purpose IN ('sign_up', 'invitation')" => "purpose <> 'none'";
    a_sign_up_takes_another_address: "AND email_key = $2 AND purpose IN" => "AND $2 = $2 AND purpose IN";
    a_declined_challenge_stands: "SET void = 1 WHERE link" => "SET void = 0 WHERE link";
    a_declined_challenge_is_redeemed: "expires_at > $5 AND void = 0" => "expires_at > $5";
    an_ended_session_leaves_its_browser_known: "AND token = (SELECT" => "AND token <> token AND token = (SELECT";
    ending_others_forgets_this_browser_too: "s.account_id = $1), $3)" => "s.account_id <> $1), $3)";
    a_replaced_browser_stays_known: "CASE WHEN expires_at > $2 THEN $2 ELSE expires_at END WHERE token = $1" => "CASE WHEN expires_at > $2 THEN expires_at ELSE expires_at END WHERE token = $1";
    a_new_token_of_a_browser_is_unknown: "FROM wg_accounts_devices WHERE token = $1 ON CONFLICT" => "FROM wg_accounts_devices WHERE token = $1 AND 1 = 0 ON CONFLICT";
    rows_of_another_topic_are_claimed: "state = 'waiting' AND topic = $5 AND" => "state = 'waiting' AND $5 = $5 AND";
    proving_the_mailbox_ends_this_session_too: "WHERE id <> $3 AND" => "WHERE $3 = $3 AND";
    the_last_owner_is_deleted: "o.role = 'owner' AND o.account_id <> $1" => "o.role = 'owner' AND $1 = $1";
    an_event_is_swept_a_moment_early: "wg_audit_events WHERE at <= $1" => "wg_audit_events WHERE at <= $1 + 1";
    an_event_loses_its_account: "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)" => "VALUES ($1, $2, $3, $4, $5, CASE WHEN $6 IS NULL THEN $6 END, $7, $8, $9, $10)";
    a_limit_that_is_past_is_kept: "DELETE FROM wg_limits WHERE tat <= $1" => "DELETE FROM wg_limits WHERE tat <= $1 AND 1 = 0";
    a_limit_of_a_wrong_clock_stays: "wg_limits SET tat = $2 WHERE id = $1 AND tat > $2" => "wg_limits SET tat = tat WHERE id = $1 AND tat > $2";
    rows_are_claimed_out_of_order: "ORDER BY due_at, id LIMIT $2 + 0" => "ORDER BY id LIMIT $2 + 0";
    a_row_that_is_done_is_sealed_anew: "AND payload = $2 AND state <> 'done'" => "AND payload = $2 AND state <> 'none'";
}
