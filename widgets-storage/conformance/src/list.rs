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
        $crate::__conformance! { @model $factory; accounts_answer_as_the_model_does(Accounts) }
        $crate::__conformance! { @accounts $factory }
    };
    (organizations, $factory:expr) => {
        $crate::__conformance! { @model $factory; organizations_answer_as_the_model_does(Organizations) }
        $crate::__conformance! { @organizations $factory }
    };
    (profile, $factory:expr) => {
        $crate::__conformance! { @model $factory; profiles_answer_as_the_model_does(Profile) }
        $crate::__conformance! { @profile $factory }
    };
    (limits, $factory:expr) => {
        $crate::__conformance! { @model $factory; limits_answer_as_the_model_does(Limits) }
        $crate::__conformance! { @limits $factory }
    };
    (outbox, $factory:expr) => {
        $crate::__conformance! { @model $factory; the_outbox_answers_as_the_model_does(Outbox) }
        $crate::__conformance! { @outbox $factory }
    };
    (driver, $factory:expr) => {
        $crate::__conformance! { @driver $factory }
    };
    ($factory:expr) => {
        $crate::__conformance! { @model $factory; every_boundary_answers_as_the_model_does(Everything) }
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
    (@model $factory:expr; $check:ident($part:ident)) => {
        #[tokio::test(flavor = "multi_thread")]
        async fn $check() {
            let part = $crate::checks::model::Part::$part;
            $crate::checks::model::answers_as_the_model_does(part, $factory).await;
        }
    };
    (@accounts $factory:expr) => {
        $crate::__conformance_tests! { $factory;
            sessions {
                attack_156_one_of_a_crowd_gets_an_address,
                attack_156_one_of_a_crowd_redeems_a_link,
                attack_040_one_of_a_crowd_redeems_a_challenge,
                attack_156_one_of_a_crowd_renews_a_session,
                attack_040_one_of_a_crowd_steps_up,
                attack_156_one_of_a_crowd_ends_a_session,
                touching_in_a_crowd_keeps_the_latest_marks,
                attack_015_sessions_and_browsers_of_an_account_are_bounded,
            }
            challenges {
                attack_039_a_crowd_is_answered_as_often_as_tries_are_left,
                attack_050_a_crowd_is_sent_one_mail,
                attack_169_a_crowd_of_resets_ends_none_of_another_browser,
                attack_164_one_of_a_crowd_seals_a_challenge_anew,
                attack_040_one_of_a_crowd_completes_a_sign_up,
                attack_047_one_of_a_crowd_of_sign_ups_gets_the_address,
                attack_156_one_of_a_crowd_takes_a_form,
            }
            factors {
                attack_054_one_of_a_crowd_is_let_in_by_a_code,
                attack_054_one_of_a_crowd_completes_a_sign_in,
                attack_058_one_of_a_crowd_is_let_in_by_a_recovery_code,
                attack_056_a_crowd_is_answered_as_often_as_tries_are_left,
                attack_057_one_of_a_crowd_adds_an_authenticator,
                attack_005_no_session_is_opened_without_a_factor_that_is_added_at_once,
                attack_014_no_browser_is_trusted_after_a_factor_is_added_at_once,
                attack_014_trust_ends_for_a_crowd,
                attack_061_one_of_a_crowd_ends_a_reset,
            }
            passwords {
                attack_040_one_of_a_crowd_resets_a_password,
                one_of_a_crowd_changes_a_password,
            }
            ending {
                attack_006_no_session_outlives_a_race_with_disabling,
                attack_006_no_session_outlives_a_race_with_deleting,
                no_session_outlives_a_race_with_ending_all,
                attack_009_nothing_revives_a_session_that_ended_with_all_others,
                attack_156_one_of_a_crowd_deletes_an_account,
                a_crowd_sweeps_each_row_once,
            }
        }
    };
    (@organizations $factory:expr) => {
        $crate::__conformance_tests! { $factory;
            owners {
                attack_156_one_of_a_crowd_gets_a_slug,
                attack_156_one_of_a_crowd_adds_a_member,
                two_owners_who_remove_each_other_leave_one,
                two_owners_who_step_down_at_once_leave_one,
                leaving_and_stepping_down_at_once_leave_one_owner,
                two_owners_who_are_deleted_at_once_leave_one,
                deleting_an_owner_and_removing_the_other_leave_one,
            }
        }
    };
    (@profile $factory:expr) => {
        $crate::__conformance_tests! { $factory;
            profile {
                attack_156_parts_saved_at_once_lose_nothing,
            }
        }
    };
    (@limits $factory:expr) => {
        $crate::__conformance_tests! { $factory;
            limits {
                attack_022_a_crowd_gets_exactly_the_burst,
                attack_022_a_late_request_gives_nobody_more,
                attack_167_a_crowd_gets_the_burst_by_the_clock_of_the_store,
            }
        }
    };
    (@outbox $factory:expr) => {
        $crate::__conformance_tests! { $factory;
            outbox {
                attack_156_a_row_is_given_to_one_of_a_crowd,
                attack_156_a_crowd_shares_the_rows_without_a_quarrel,
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
                attack_161_a_database_of_the_sixth_version_keeps_its_data,
                attack_161_a_database_of_the_seventh_version_keeps_its_data,
                attack_161_a_database_of_the_eighth_version_keeps_its_data,
                attack_161_a_database_of_the_ninth_version_keeps_its_data,
                attack_161_a_database_of_the_tenth_version_keeps_its_data,
                attack_161_a_database_of_the_eleventh_version_keeps_its_data,
                attack_161_a_database_of_the_twelfth_version_keeps_its_data,
                attack_161_a_database_of_the_thirteenth_version_keeps_its_data,
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
                    $crate::checks::$module::$check(factory().await.into()).await;
                }
            )+
        }
    )+};
}
