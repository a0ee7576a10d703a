"""The faults that a sender must survive, as far as one machine can make them: each by name, and what shows it.

`tests` are names of test functions; `strikes` are what the seeded cases count under; `why` stands where neither can be.
"""

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TESTS = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Case:
    """One named fault."""

    number: int
    name: str
    tests: tuple[str, ...] = ()
    strikes: tuple[str, ...] = ()
    why: str = ""


def case(number: int, name: str, tests: str = "", strikes: str = "", why: str = "") -> Case:
    return Case(number, name, tuple(tests.split()), tuple(one.strip() for one in strikes.split(",") if one), why)


CASES = (
    case(1, "no route, no name at the start", "test_offline_nothing_is_tried_and_nothing_is_lost", "no route"),
    case(2, "a login page answers 200", "test_a_login_page_with_200_after_the_request_leaves_it_unknown", "captive"),
    case(3, "a login page behind a 302", "test_reading_follows_redirects_of_its_own_origin_only", "redirect"),
    case(4, "TLS taken over on the way", "test_server_that_speaks_no_tls_wrote_nothing"),
    case(5, "reset before the answer", "test_request_that_never_arrived_is_unknown_to_the_portal", "refuse"),
    case(6, "reset after the portal committed", "test_lost_reply_is_uncertain_and_asking_finds_the_receipt", "reset"),
    case(7, "the answer is cut in its middle", "test_a_truncated_answer_ends_too_early", "truncate"),
    case(
        8,
        "the answer, or the request, comes when nobody waits any more",
        "test_silence_after_the_request_may_be_a_yes",
        "hold",
    ),
    case(9, "a request comes twice", "test_request_that_comes_twice_is_stored_once", "repeat"),
    case(10, "a line that is half open", "test_line_on_which_nothing_moves_is_given_up_after_a_minute", "stall"),
    case(
        11,
        "unknown headers or PATCH do not get through",
        "test_proxy_that_blocks_patch_is_gone_around",
        "stripped, deaf",
    ),
    case(12, "another network in the middle of an upload", "test_cut_line_is_resumed", "drop"),
    case(13, "2 kB in a second", "test_a_slow_line_that_is_cut_every_minute_finishes test_chunks_fit_a_slow_line"),
    case(14, "the line goes and comes", "test_cut_lines_are_picked_up", "drop"),
    case(15, "an address that swallows everything", "test_an_address_that_swallows_everything_is_gone_around"),
    case(16, "500 before the commit", "test_a_fault_answers_in_the_portals_name", "portal 500"),
    case(17, "500 after the commit", "test_a_failure_after_the_commit_kept_the_dossier", "portal 500_after_commit"),
    case(
        18,
        "503 and when to come back, in ten years too",
        "test_the_portals_word_wins_within_an_hour",
        "busy for years, portal 503",
    ),
    case(19, "429", "test_a_busy_portal_is_not_asked_before_its_time_and_the_others_go_on", "portal 429"),
    case(20, "taken in, and the number comes later", "test_accepted_for_later_is_a_success_too"),
    case(21, "in progress for ever", "test_a_portal_that_is_always_busy_is_asked_less_and_less"),
    case(
        22,
        "refused today what was right yesterday",
        "test_what_was_refused_is_taken_back_before_its_corrected_copy_goes_out",
    ),
    case(
        23,
        "the portal is put back to an old state",
        "test_a_portal_that_was_restored_gets_the_same_bytes_under_the_same_id"
        " test_a_consent_that_the_portal_forgot_goes_there_again_and_then_its_dossier"
        " test_a_lower_number_is_a_portal_that_was_restored_and_is_offered_what_it_lost"
        " test_what_was_taken_back_stays_gone_at_a_portal_that_was_restored",
        "forgot",
    ),
    case(24, "the cursor has expired", "test_a_cursor_that_has_expired_means_everything_anew", "forgot"),
    case(25, "changes told twice or out of order", "test_repeated_hints_change_nothing"),
    case(26, "a status that nobody knows", "test_unknown_status_keeps_what_the_portal_called_it"),
    case(27, "a status that goes back", "test_a_status_that_goes_back_is_taken_as_the_portal_says_it"),
    case(
        28,
        "a page for maintenance with 200",
        "test_a_login_page_and_a_stripped_marker_are_not_the_portal",
        "portal captive_html",
    ),
    case(
        29,
        "the portal has another address or key",
        "test_started_anew_when_it_is_gone test_new_key_counts_only_when_an_old_one_signed_it",
    ),
    case(30, "the portal's mark is missing", "test_a_login_page_and_a_stripped_marker_are_not_the_portal", "unmarked"),
    case(31, "the answer to the creation of an upload is lost", "test_lost_answer_of_the_creation_is_a_replay", "drop"),
    case(32, "the portal's offset is another than ours", "test_goes_on_from_the_portals_offset", "half request"),
    case(33, "an upload that is locked", "test_passing_refusals_are_asked_about"),
    case(34, "a checksum that does not fit", "test_bad_checksums_with_good_ones_between_are_a_bad_line"),
    case(
        35,
        "an upload that is gone before the dossier is put",
        "test_uploads_that_vanish_before_the_put_go_up_again",
        "lagging",
    ),
    case(
        36,
        "a paper that the portal turns away after taking it",
        "test_another_file_than_announced_is_rejected_in_the_end test_uploads_that_are_never_complete_end_the_pass",
    ),
    case(37, "another digest in the end", "test_other_digest_at_the_portal_asks_for_a_new_upload", "portal bad_digest"),
    case(38, "a paper that is no longer what was frozen", "test_a_paper_that_is_not_what_was_frozen_is_not_sent"),
    case(39, "a file of zero bytes", "test_a_file_of_zero_bytes"),
    case(40, "the same bytes in two places", "test_the_same_bytes_in_two_places_are_two_papers_of_one_dossier"),
    case(41, "larger than the portal now takes", "test_final_refusals_are_reported"),
    case(42, "SIGKILL at every step", "test_killed_at_every_step test_each_dossier_arrives_exactly_once", "kill"),
    case(43, "the power goes", "test_whatever_the_power_cut_leaves_opens_and_keeps_its_word"),
    case(
        44,
        "the disk is full",
        "test_every_call_may_fail test_the_last_save_is_intact_when_there_is_no_room_for_the_next",
        "sql",
    ),
    case(45, "the store is locked or read-only", "test_every_statement_may_fail test_every_call_may_fail", "sql"),
    case(46, "the store is damaged", "test_every_changed_byte_shows test_every_bit_that_turns_is_found"),
    case(
        47,
        "two programs on one vault",
        "test_two_processes_never_work_on_one_item test_no_item_is_claimed_twice",
        "twin",
    ),
    case(
        48,
        "upgraded with items in every state, and downgraded",
        "test_items_in_every_state_go_on_after_an_upgrade test_a_newer_store_is_refused_and_left_alone",
    ),
    case(
        49,
        "an old copy comes back, or the vault is on two computers",
        "test_each_dossier_arrives_exactly_once",
        "old copy, clone",
    ),
    case(
        50,
        "the clock is wrong, jumps and goes back",
        "test_clock_offset_is_the_portals_date_against_ours"
        " test_what_was_written_before_the_clock_went_back_holds_up_nothing",
        "clock, clock stays back",
    ),
    case(51, "asleep for weeks", "test_what_waits_for_its_next_try_is_tried", "clock"),
    case(
        52,
        "text of every kind",
        "test_fingerprint_knows_no_order_of_keys_and_no_unicode_form test_names_are_shown_without_tricks"
        " test_half_a_letter_is_mended_before_it_is_checked",
    ),
    case(53, "the token ends in the middle", "test_a_token_that_ends_while_sending_is_renewed", "clock"),
    case(54, "the answer to a renewal is lost", "test_a_lost_answer_is_given_again", "drop"),
    case(55, "the sign-in is ended at the portal", "test_a_person_who_is_signed_out_waits_alone", "token"),
    case(56, "signed out with something queued, and another person signs in", "test_signing_out_keeps_what_waits"),
    case(
        57,
        "a consent that ended while its dossier waited",
        "test_a_consent_ends test_one_that_ran_out_is_replaced_and_the_corrected_dossier_arrives",
    ),
    case(58, "an account that is merged or renamed", why="an account is known by its `sub`: another one is case 56"),
    case(
        59,
        "a keyring that is locked, gone or keeps nothing",
        "test_a_keyring_that_keeps_nothing_costs_no_way_in"
        " test_a_keyring_that_lost_the_secret_leaves_the_recovery_code",
    ),
    case(60, "a device code that ran out", "test_device_has_four_other_outcomes"),
    case(
        61,
        "a form that was retired while its dossier waited",
        "test_a_procedure_that_ended_while_it_waited_needs_its_new_form_and_nothing_is_sent",
    ),
    case(
        62,
        "an answer for which the new form has no place",
        "test_a_newer_form_is_taken_and_what_it_does_not_ask_is_left",
    ),
    case(63, "a catalogue with a bad signature", why="the forms come inside the program and are never loaded alone"),
    case(
        64,
        "a unit that was merged or split",
        "test_a_split_unit_asks_and_the_answer_counts test_what_is_refused",
    ),
    case(
        65,
        "another fee than the one that was shown",
        "test_what_is_refused test_put_comes_to_its_class_once_and_after_a_byte",
    ),
    case(66, "a double click", "test_a_second_click_shows_the_same_try"),
    case(67, "edited after a try", "test_reopening"),
    case(68, "cancelled while in doubt", "test_cancelled_after_a_try_the_late_copy_finds_a_tombstone", "hold"),
    case(
        69,
        "the same matter at the counter and at home",
        "test_the_same_case_twice_is_flagged_not_refused"
        " test_who_filed_twice_reads_that_the_office_decides_and_opens_the_other"
        " test_another_dossier_here_is_named_and_one_from_the_counter_is_not",
    ),
    case(
        70,
        "many dossiers at once",
        "test_each_is_at_the_portal_exactly_once test_a_thousand_dossiers_drain_though_killed_every_three_seconds",
    ),
    case(71, "the wrong person chosen", "test_taken_back_before_intake_and_not_after"),
    case(72, "erased while something is in doubt", "test_nothing_is_erased_while_the_portal_may_hold_something"),
    case(73, "paid, and the answer lost", "test_a_lost_reply_does_not_open_a_second_one"),
    case(74, "paid twice", "test_money_that_came_twice_comes_back_and_the_receipt_is_kept"),
    case(75, "another amount than the signed one", "test_a_code_that_differs_from_the_signed_notice_is_not_shown"),
    case(
        76,
        "a result cut or with another digest",
        "test_result_goes_on_where_the_line_was_cut test_bytes_that_differ_are_not_kept",
    ),
    case(
        77,
        "a result that was changed after it was signed, or is signed by nobody known",
        "test_a_rewritten_file_has_lost_its_signature test_an_unknown_root_is_unknown_not_broken",
    ),
    case(
        78,
        "an acknowledgement that is lost or comes again",
        "test_only_a_result_that_is_kept_is_acknowledged_and_once test_results_are_whole_resumable_and_acknowledged",
    ),
    case(79, "a result that is corrected", "test_a_corrected_result_takes_the_place_of_the_first_which_stays"),
    case(80, "a receipt that nobody signed", "test_receipt_by_another_key_or_bent_is_no_success", "forged"),
    case(81, "the answer to something else", "test_dossier_of_another_id_is_a_mix_up", "mixed up"),
    case(82, "huge, deep, or a bomb", "test_huge_reply_is_dropped test_gzip_bomb_is_dropped_before_it_unfolds"),
    case(83, "file names that climb", "test_names_are_ours_whatever_the_portal_calls_it"),
    case(
        84, "practice data at a live portal", "test_practice_never_goes_to_a_live_portal_and_a_pinned_item_to_no_other"
    ),
    case(85, "a page of elsewhere calls the practice portal", "test_another_host_name_is_refused"),
)


@cache
def where() -> dict[str, str]:
    """Every test function's file, from the folder of the tests on."""
    found = {}
    for path in sorted(TESTS.rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                found[node.name] = path.relative_to(TESTS).as_posix()
    return found
