import uuid
from datetime import timedelta

from desktop.adapters.ids import SystemClock, new_id


def test_ids_are_uuid_version_7_and_sort_by_their_making() -> None:
    ids = [new_id() for _ in range(1000)]
    assert {uuid.UUID(found).version for found in ids} == {7}
    assert {uuid.UUID(found).variant for found in ids} == {uuid.RFC_4122}
    assert sorted(set(ids)) == ids


def test_an_id_carries_the_time_of_its_making() -> None:
    before = SystemClock().now()
    milliseconds = uuid.UUID(new_id()).int >> 80
    assert abs(before.timestamp() * 1000 - milliseconds) < 60_000
    assert before.utcoffset() == timedelta(0)
