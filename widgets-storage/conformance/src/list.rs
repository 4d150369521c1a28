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
                attack_002_only_the_right_token_is_admitted,
                attack_004_a_session_ends_at_its_idle_and_absolute_limits,
                attack_006_a_disabled_account_is_not_admitted,
                attack_004_touching_never_passes_the_absolute_limit,
                attack_008_a_session_of_somebody_else_reads_as_missing,
                attack_003_an_ended_session_is_gone,
            }
            credentials {
                attack_037_a_hash_is_replaced_only_while_it_is_the_same,
            }
            open_session {
                attack_040_a_link_opens_one_session,
                opening_is_refused_without_a_link_that_works,
                opening_is_refused_at_another_epoch,
                attack_001_opening_ends_the_session_the_browser_had,
                attack_001_renewing_changes_the_token_and_keeps_the_session,
                renewing_is_refused_unless_everything_fits,
            }
            directory {
                ready_stores_have_no_problems,
                attack_006_disabling_ends_sessions_and_voids_links,
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
                attack_027_a_challenge_belongs_to_the_browser_that_began_it,
                attack_039_a_challenge_ends_when_it_expires,
                attack_041_a_challenge_is_void_once_its_account_is_disabled,
                attack_039_tries_are_counted_until_none_is_left,
                attack_039_a_crowd_is_answered_as_often_as_tries_are_left,
                attack_050_resending_waits_and_ends,
                attack_050_a_crowd_is_sent_one_mail,
                attack_041_a_newer_reset_ends_the_one_before,
                attack_041_of_a_crowd_of_resets_one_lives,
            }
            sealed_challenges {
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
                a_change_is_refused_unless_everything_fits,
                one_of_a_crowd_changes_a_password,
            }
            impersonations {
                acting_in_somebodys_place_ends_however_much_it_is_used,
            }
            pending_forms {
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
                the_last_owner_stays,
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
                attack_156_parts_saved_at_once_lose_nothing,
            }
        }
    };
    (@limits $factory:expr) => {
        $crate::__conformance_tests! { $factory;
            limits {
                a_ready_limit_store_has_no_problems,
                a_burst_is_granted_and_then_one_more_for_each_refill,
                a_time_of_a_wrong_clock_refuses_for_minutes,
                attack_022_a_late_request_gives_nobody_more,
                extreme_quotas_do_not_overflow,
                attack_022_a_crowd_gets_exactly_the_burst,
            }
        }
    };
    (@outbox $factory:expr) => {
        $crate::__conformance_tests! { $factory;
            outbox {
                a_ready_outbox_has_no_problems,
                attack_156_a_row_is_given_to_one_of_a_crowd,
                attack_156_a_crowd_shares_the_rows_without_a_quarrel,
            }
            sealed_rows {
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
