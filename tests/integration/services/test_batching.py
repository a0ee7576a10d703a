"""Many drafts checked and finalised over the real store, each on its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop import assembly
from desktop.domain.by_hand import Way
from desktop.domain.submission import Mode, State
from desktop.services.batching import twins
from desktop.services.filing_by_hand import Slip
from forms.answers import complete
from forms.fees import total
from tests.integration.services.many import BIRTH, COPY, accepted, checked, drafts, marital, opened


@pytest.fixture
def services(tmp_path: Path) -> Iterator[assembly.Services]:
    one = opened(tmp_path)
    yield one
    one.close()


def test_one_bad_never_holds_up_another(services: assembly.Services) -> None:
    batching = services.many.batching
    first, second, third, changed = drafts(services, 4)
    services.drafting.save(second, {"nguoi_yeu_cau": {"ho_ten": "Hà Văn"}})
    known = {one.draft.id: one for one in checked(services)}
    assert [known[one].is_ready for one in (first, second, third, changed)] == [True, False, True, True]
    services.drafting.merge(changed, {"nguoi_yeu_cau": {"ho_ten": "Ai Khác"}})

    outcomes = [batching.submit(known[one], mode=Mode.PRACTICE) for one in (first, second, changed, third)]

    codes = [one.error.code if one.error else None for one in outcomes]
    assert codes == [None, "submit.faults", "batch.changed", None]
    done = [one.submission.id for one in outcomes if one.submission]
    assert {services.outbox.item(one).state for one in done} == {State.QUEUED}
    assert {one.draft.id for one in batching.candidates()} == {second, changed}
    assert [one.item.state for one in batching.standings(done)] == [State.QUEUED] * 2


def test_a_second_press_doubles_nothing(services: assembly.Services) -> None:
    drafts(services, 3)
    known = checked(services)
    first = [services.many.batching.submit(one, mode=Mode.PRACTICE) for one in known]
    again = [services.many.batching.submit(one, mode=Mode.PRACTICE) for one in known]
    assert [one.submission for one in again] == [one.submission for one in first]
    with services.open_unit() as uow:
        assert len(uow.submissions.all()) == 3


def test_who_is_there_twice_is_told(services: assembly.Services) -> None:
    one, two, other = drafts(services, 3)
    services.drafting.save(two, marital(0, "HA VAN DUNG"))
    services.drafting.start(BIRTH, answers={"con": {"ho_ten": "Lò Văn Bảo"}})
    services.drafting.start(BIRTH, answers={"con": {"ho_ten": "Lò Văn Bảo"}})
    [group] = twins(checked(services))
    assert {draft.draft.id for draft in group} == {one, two}
    born = {"ho_ten": "Lò Văn Bảo", "ngay_sinh": "2026-10-15"}
    for draft in services.drafting.open():
        if draft.procedure == BIRTH:
            services.drafting.save(draft.id, {"con": born})
    assert len(twins(checked(services))) == 2
    assert other


def test_fees_are_those_of_the_form(services: assembly.Services) -> None:
    services.drafting.start(COPY, answers=accepted(COPY))
    [one] = checked(services)
    pack = services.catalogue.get(COPY)
    assert one.fee == total(pack, complete(pack, accepted(COPY), today=assembly.today())) > 0


def test_what_was_filed_by_hand_is_no_candidate(services: assembly.Services) -> None:
    filed, left = drafts(services, 2)
    services.filing_by_hand.record(filed, Slip(Way.COUNTER, assembly.today()))
    assert [one.draft.id for one in services.many.batching.candidates()] == [left]
