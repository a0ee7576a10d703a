"""The ids under which a draft is filed."""

from uuid import UUID

from desktop.domain.filing_ids import filing_ids

DRAFT, OTHER = "019ab3f0-7c11-7d2e-9a51-0242ac120002", "019ab3f0-7c11-7d2e-9a51-0242ac120003"


def test_every_computer_that_has_the_draft_files_it_under_the_same_ids() -> None:
    assert filing_ids(DRAFT, lambda _: False) == filing_ids(DRAFT, lambda _: False)


def test_they_are_valid_differ_and_are_not_taken_for_the_drafts_own() -> None:
    ids = [*filing_ids(DRAFT, lambda _: False), *filing_ids(OTHER, lambda _: False)]
    assert len(set(ids)) == len(ids)
    assert {(UUID(one).version, UUID(one).variant, str(UUID(one))) for one in ids} == {
        (7, "specified in RFC 4122", one) for one in ids
    }
    assert DRAFT[:8] not in {one[:8] for one in ids}


def test_where_either_is_used_both_are_others() -> None:
    first = filing_ids(DRAFT, lambda _: False)
    second = filing_ids(DRAFT, lambda one: one == first.consent)
    assert not set(first) & set(second)
    assert filing_ids(DRAFT, lambda one: one in first) == second
