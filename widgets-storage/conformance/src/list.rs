//! The list of all checks, and the macro that makes tests of them.

/// Makes one test of every check of the [conformance kit](crate).
///
/// - `conformance!(factory)` checks all boundaries. The factory is an async closure or function
///   that gives a [`Fixture`](crate::Fixture) with fresh, empty stores.
/// - `conformance!(profile, factory)`, and likewise with `accounts`, `organizations`, `limits` or
///   `outbox`, checks one boundary.
/// - `conformance!(driver, factory)` checks a driver. The factory gives a
///   [`DriverFixture`](crate::DriverFixture) with an empty database.
#[macro_export]
macro_rules! conformance {
    (accounts, $factory:expr) => {
        $crate::__conformance! { @model $factory; accounts_answer_as_the_model_does }
        $crate::__conformance! { @accounts $factory }
    };
    (organizations, $factory:expr) => {
        $crate::__conformance! { @model $factory; organizations_answer_as_the_model_does }
        $crate::__conformance! { @organizations $factory }
    };
    (profile, $factory:expr) => {
        $crate::__conformance! { @model $factory; profiles_answer_as_the_model_does }
        $crate::__conformance! { @profile $factory }
    };
    (limits, $factory:expr) => {
        $crate::__conformance! { @model $factory; limits_answer_as_the_model_does }
        $crate::__conformance! { @limits $factory }
    };
    (outbox, $factory:expr) => {
        $crate::__conformance! { @model $factory; the_outbox_answers_as_the_model_does }
        $crate::__conformance! { @outbox $factory }
    };
    (driver, $factory:expr) => {
        $crate::__conformance! { @driver $factory }
    };
    ($factory:expr) => {
        $crate::__conformance! { @model $factory; every_boundary_answers_as_the_model_does }
        $crate::__conformance! { @accounts $factory }
        $crate::__conformance! { @organizations $factory }
        $crate::__conformance! { @profile $factory }
        $crate::__conformance! { @limits $factory }
        $crate::__conformance! { @outbox $factory }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __conformance {
    (@model $factory:expr; $check:ident) => {
        #[tokio::test(flavor = "multi_thread")]
        async fn $check() {
            $crate::checks::model::$check($factory).await;
        }
    };
    (@accounts $factory:expr) => {
        $crate::__conformance_tests! { $factory;
            sessions {
                a_live_session_is_admitted_with_its_account,
                admission_tells_the_membership_asked_about,
                attack_002_only_the_right_token_is_admitted,
                attack_004_a_session_ends_at_its_idle_and_absolute_limits,
                attack_006_a_disabled_account_is_not_admitted,
                touching_moves_marks_forward_and_never_back,
                attack_004_touching_never_passes_the_absolute_limit,
                touching_a_missing_session_is_no_error,
                sessions_are_listed_newest_first_in_pages,
                attack_008_a_session_of_somebody_else_reads_as_missing,
                attack_003_an_ended_session_is_gone,
                ending_all_sessions_but_one_counts_the_live_ones,
            }
            credentials {
                credentials_tell_what_an_address_stands_for,
                a_device_is_known_to_one_account_until_it_expires,
                looking_at_a_link_does_not_spend_it,
                attack_037_a_hash_is_replaced_only_while_it_is_the_same,
            }
            open_session {
                opening_a_session_keeps_all_of_it,
                attack_040_a_link_opens_one_session,
                opening_is_refused_without_a_link_that_works,
                opening_is_refused_at_another_epoch,
                attack_001_opening_ends_the_session_the_browser_had,
                attack_001_renewing_changes_the_token_and_keeps_the_session,
                renewing_is_refused_unless_everything_fits,
            }
            directory {
                ready_stores_have_no_problems,
                a_new_account_is_found_by_id_and_by_address,
                an_address_belongs_to_one_account,
                an_identifier_belongs_to_one_account,
                attack_006_disabling_ends_sessions_and_voids_links,
                switching_a_missing_account_changes_nothing,
                a_link_is_issued_to_an_active_account_only,
                a_change_is_appended_word_for_word,
            }
            races {
                attack_156_one_of_a_crowd_redeems_a_link,
                attack_156_one_of_a_crowd_renews_a_session,
                attack_156_one_of_a_crowd_gets_an_address,
                attack_156_one_of_a_crowd_ends_a_session,
                attack_006_no_session_outlives_a_race_with_disabling,
                touching_in_a_crowd_keeps_the_latest_marks,
            }
            challenges {
                a_challenge_is_kept_word_for_word,
                attack_027_a_challenge_belongs_to_the_browser_that_began_it,
                attack_039_a_challenge_ends_when_it_expires,
                attack_041_a_challenge_is_void_once_its_account_is_disabled,
                attack_039_tries_are_counted_until_none_is_left,
                attack_039_a_crowd_is_answered_as_often_as_tries_are_left,
                a_new_code_takes_the_place_of_the_old,
                attack_050_resending_waits_and_ends,
                attack_050_a_crowd_is_sent_one_mail,
                correcting_an_address_ends_the_challenge_of_the_same_browser,
                attack_041_a_newer_reset_ends_the_one_before,
                attack_041_of_a_crowd_of_resets_one_lives,
                i_did_not_ask_for_this_ends_a_challenge,
            }
            sealed_challenges {
                sealed_challenges_are_read_in_pages_by_their_identifiers,
                a_challenge_sealed_anew_is_the_same_otherwise,
                attack_164_a_challenge_that_changed_meanwhile_is_not_sealed_anew,
                attack_164_a_spent_challenge_sealed_anew_stays_spent,
                attack_164_one_of_a_crowd_seals_a_challenge_anew,
            }
            redemptions {
                attack_040_a_challenge_opens_one_session,
                attack_040_a_challenge_renews_a_session_once,
                attack_027_a_challenge_opens_what_it_is_for,
                attack_023_whoever_proves_the_mailbox_first_ends_what_others_prepared,
                attack_023_proving_the_mailbox_in_a_session_keeps_that_one,
                attack_040_one_of_a_crowd_redeems_a_challenge,
                attack_040_one_of_a_crowd_steps_up,
            }
            sign_ups {
                completing_a_sign_up_makes_an_account_with_its_first_session,
                terms_are_kept_of_whoever_was_asked,
                attack_027_a_sign_up_is_refused_without_a_challenge_that_fits,
                attack_047_a_sign_up_never_takes_an_address_of_somebody_else,
                attack_040_one_of_a_crowd_completes_a_sign_up,
                attack_047_one_of_a_crowd_of_sign_ups_gets_the_address,
            }
            passwords {
                a_reset_sets_the_password_and_ends_everything_else,
                attack_041_a_reset_is_refused_without_a_challenge_that_fits,
                attack_040_one_of_a_crowd_resets_a_password,
                attack_041_a_changed_password_voids_links_and_challenges,
                a_first_password_is_set_where_there_is_none,
                a_change_is_refused_unless_everything_fits,
                one_of_a_crowd_changes_a_password,
            }
            impersonations {
                a_link_says_in_whose_place_its_session_acts,
                everybody_who_looks_is_told_who_acts_in_whose_place,
                acting_in_somebodys_place_ends_however_much_it_is_used,
            }
            pending_forms {
                a_form_is_kept_until_it_expires,
                a_form_is_taken_away_once,
                attack_156_one_of_a_crowd_takes_a_form,
            }
            deleting {
                a_deleted_account_leaves_nothing_but_its_trail,
                the_last_owner_of_an_organization_is_not_deleted,
                two_owners_who_are_deleted_at_once_leave_one,
                deleting_an_owner_and_removing_the_other_leave_one,
                attack_006_no_session_outlives_a_race_with_deleting,
                attack_156_one_of_a_crowd_deletes_an_account,
                ending_every_session_voids_links_and_challenges_too,
                no_session_outlives_a_race_with_ending_all,
            }
            sweeping {
                what_is_past_is_swept_and_nothing_else,
                a_sweep_is_bounded,
                events_are_swept_when_they_are_older_than_asked,
                a_crowd_sweeps_each_row_once,
            }
        }
    };
    (@organizations $factory:expr) => {
        $crate::__conformance_tests! { $factory;
            organizations {
                a_new_organization_has_its_owner,
                a_slug_belongs_to_one_organization,
                an_organization_needs_an_owner_that_exists,
                a_membership_of_nobody_or_nothing_is_none,
                entitlements_are_set_as_a_whole,
                a_member_is_added_once,
                a_members_roles_are_set_as_a_whole,
                a_removed_member_is_no_member,
                changing_what_is_no_membership_changes_nothing,
                the_last_owner_stays,
                a_disabled_account_keeps_its_memberships,
            }
            owners {
                attack_156_one_of_a_crowd_gets_a_slug,
                attack_156_one_of_a_crowd_adds_a_member,
                two_owners_who_remove_each_other_leave_one,
                two_owners_who_step_down_at_once_leave_one,
                leaving_and_stepping_down_at_once_leave_one_owner,
            }
        }
    };
    (@profile $factory:expr) => {
        $crate::__conformance_tests! { $factory;
            profile {
                a_ready_profile_store_has_no_problems,
                an_account_without_a_profile_has_none,
                names_are_saved_whole_or_refused,
                preferences_are_saved_whole_or_refused,
                each_part_leaves_the_other_alone,
                attack_156_parts_saved_at_once_lose_nothing,
                a_profile_is_deleted_whole_or_refused,
            }
        }
    };
    (@limits $factory:expr) => {
        $crate::__conformance_tests! { $factory;
            limits {
                a_ready_limit_store_has_no_problems,
                a_burst_is_granted_and_then_one_more_for_each_refill,
                unused_time_never_adds_up_to_more_than_a_burst,
                several_limits_are_taken_all_or_none,
                each_limit_keeps_its_own_quota,
                a_cleared_limit_is_fresh,
                limits_nobody_uses_are_swept_and_no_others,
                extreme_quotas_do_not_overflow,
                attack_022_a_crowd_gets_exactly_the_burst,
            }
        }
    };
    (@outbox $factory:expr) => {
        $crate::__conformance_tests! { $factory;
            outbox {
                a_ready_outbox_has_no_problems,
                rows_are_claimed_when_due_the_longest_due_first,
                a_row_in_somebodys_hands_is_not_claimed_until_the_lease_runs_out,
                what_is_done_is_never_claimed_again,
                a_failed_attempt_comes_back_when_it_is_due,
                what_was_given_up_is_never_claimed_again,
                what_was_given_up_is_listed_the_latest_first,
                what_was_given_up_can_be_revived,
                what_is_done_or_was_given_up_long_ago_is_swept,
                what_waits_is_never_swept,
                only_its_holder_finishes_a_row,
                attack_156_a_row_is_given_to_one_of_a_crowd,
                attack_156_a_crowd_shares_the_rows_without_a_quarrel,
            }
            sealed_rows {
                sealed_rows_are_read_in_pages_by_their_identifiers,
                a_row_sealed_anew_stays_in_whose_hands_it_is,
                a_dead_letter_is_sealed_anew,
                attack_164_a_row_that_is_done_holds_nothing_again,
                attack_164_one_of_a_crowd_seals_a_row_anew,
            }
        }
    };
    (@driver $factory:expr) => {
        $crate::__conformance_tests! { $factory;
            driver {
                attack_002_no_table_holds_a_token,
                a_payload_is_wiped_when_done,
            }
            faults {
                attack_155_a_write_takes_place_whole_or_not_at_all,
                attack_157_a_read_that_fails_is_an_outage,
            }
            migrations {
                attack_161_an_interrupted_migration_is_made_up_for,
                attack_161_two_instances_migrate_an_empty_database_at_once,
                attack_161_a_database_of_the_first_version_keeps_its_data,
                attack_161_a_database_of_the_second_version_keeps_its_data,
                attack_161_a_database_of_the_third_version_keeps_its_data,
                attack_161_a_database_of_the_fourth_version_keeps_its_data,
                attack_161_a_database_of_the_fifth_version_keeps_its_data,
                attack_161_instances_upgrade_an_older_database_at_once,
                migrating_twice_changes_nothing,
                missing_migrations_are_told_with_what_to_do,
            }
        }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __conformance_tests {
    ($factory:expr; $($module:ident { $($check:ident,)+ })+) => {$(
        mod $module {
            #[allow(unused_imports)]
            use super::*;

            $(
                #[tokio::test(flavor = "multi_thread")]
                async fn $check() {
                    let factory = $factory;
                    $crate::checks::$module::$check(factory().await).await;
                }
            )+
        }
    )+};
}
