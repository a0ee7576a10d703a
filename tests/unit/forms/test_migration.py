"""A draft's answers carried over to a later version: kept, changed, asked for, or kept as a note; never lost."""

import copy
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples_of
from hypothesis import strategies as st

from forms.catalogue import Catalogue
from forms.errors import FormsError
from forms.lint import lint
from forms.loader import load_pack
from forms.migration import Migrated, Reason, migrate, steps
from forms.pointers import get
from tests.unit.forms import versions
from tests.unit.forms.births import DAY, birth_answers

CODE = "1.001193"
WITNESS = ("/con/chung_sinh", "nguoi_lam_chung")
MAIL = ("/nguoi_yeu_cau/email", "lo.thi.may@example.vn")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where version 3 lies, with 1 and 2 beside it."""
    return versions.third(tmp_path_factory.mktemp("packs"))


@pytest.fixture(scope="module")
def two(folder: Path) -> Catalogue:
    return versions.catalogue(folder.parent / "2")


@pytest.fixture(scope="module")
def three(folder: Path) -> Catalogue:
    return versions.catalogue(folder.parent / "2", folder)


def carried(catalogue: Catalogue, answers: dict[str, Any], version: int = 1, today: date = DAY) -> Migrated:
    return migrate(catalogue, CODE, version, answers, today=today)


@pytest.mark.parametrize("version", ["1", "2", "3"])
def test_the_made_up_versions_are_good_packs(folder: Path, version: str) -> None:
    assert lint(folder.parent / version) == ()


def test_each_answer_is_kept_changed_or_noted_with_its_reason(two: Catalogue) -> None:
    answers = birth_answers(WITNESS, MAIL)
    before = copy.deepcopy(answers)
    done = carried(two, answers)
    assert answers == before, "the old answers are left alone"
    assert done.version == 2
    moved = {change.pointer: change for change in done.changed}
    place = moved["/con/noi_sinh_ghi"]
    assert (place.was_at, place.was, place.value) == ("/con/noi_sinh", answers["con"]["noi_sinh"], place.was)
    assert place.reasons == (Reason(2, "migration.noi_sinh", (versions.LAW,)),)
    assert moved["/con/chung_sinh"].value == "van_ban_lam_chung"
    assert moved["/con/chung_sinh"].was == "nguoi_lam_chung"
    (note,) = done.notes
    assert (note.pointer, note.value, note.version) == (*MAIL, 1)
    (wanted,) = done.wanted
    assert (wanted.pointer, wanted.code) == ("/con/nhom_mau", "required")
    assert wanted.reason == Reason(2, "migration.nhom_mau", (versions.LAW,))
    assert "/con/ho_ten" in done.kept
    assert get(done.answers, "/con/noi_sinh") is None
    assert get(done.answers, "/nguoi_yeu_cau/email") is None


def test_what_was_wrong_or_missing_before_is_not_told_as_new(two: Catalogue) -> None:
    done = carried(two, birth_answers(("/con/ho_ten", None), ("/con/noi_sinh", None)))
    assert [wanted.pointer for wanted in done.wanted] == ["/con/nhom_mau"]


def test_several_versions_in_a_row_are_told_as_one(three: Catalogue) -> None:
    answers = birth_answers(WITNESS, MAIL)
    done = carried(three, answers)
    assert done.version == 3
    moved = {change.pointer: change for change in done.changed}
    place = moved["/con/noi_sinh_day_du"]
    assert (place.was_at, place.was) == ("/con/noi_sinh", answers["con"]["noi_sinh"])
    assert [reason.key for reason in place.reasons] == ["migration.noi_sinh", "migration.day_du"]
    assert moved["/con/da_tiem_chung"].value is False
    assert moved["/con/da_tiem_chung"].was_at is None
    assert "/con/noi_sinh_ghi" not in moved
    assert [note.version for note in done.notes] == [1]
    assert [wanted.pointer for wanted in done.wanted] == ["/con/nhom_mau"]
    again = carried(three, carried(two_of(three), answers).answers, version=2)
    assert again.answers == done.answers, "one step after the other leads to the same answers"


def two_of(three: Catalogue) -> Catalogue:
    return Catalogue.of([three.get(CODE, 1), three.get(CODE, 2)])


def test_the_newest_version_is_left_as_it_is(three: Catalogue) -> None:
    done = carried(three, birth_answers(MAIL))
    again = carried(three, done.answers, version=3)
    assert again.answers == done.answers
    assert (again.changed, again.wanted, again.notes) == ((), (), ())
    assert steps(three, CODE, 3) == ()


def test_a_version_without_a_way_is_refused() -> None:
    first = versions.catalogue()
    newer = Catalogue.of([first.get(CODE), _without_migration(first)])
    with pytest.raises(FormsError) as caught:
        carried(newer, {})
    assert caught.value.code == "draft.no-migration"


def _without_migration(first: Catalogue) -> Any:
    from dataclasses import replace

    return replace(first.get(CODE), version=2)


def leaves(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [leaf for inner in value.values() for leaf in leaves(inner)]
    return [value]


@examples_of(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(taken=st.sets(st.sampled_from(["/con/noi_sinh", "/con/ho_ten", "/me", "/ban_sao", "/con/chung_sinh"])))
def test_no_answer_is_lost_whatever_was_typed(three: Catalogue, taken: set[str]) -> None:
    answers = birth_answers(MAIL, *[(pointer, None) for pointer in taken])
    done = carried(three, answers)
    told = [json.dumps(one) for one in leaves(done.answers)]
    told += [json.dumps(note.value) for note in done.notes] + [json.dumps(one.was) for one in done.changed]
    assert {json.dumps(one) for one in leaves(answers)} <= set(told)
    assert carried(three, answers) == done


def test_an_answer_that_nobody_mentions_becomes_a_note(two: Catalogue) -> None:
    done = carried(two, birth_answers(("/con/cu_ky", "một điều lạ")))
    assert ("/con/cu_ky", "một điều lạ", None) in [(note.pointer, note.value, note.reason) for note in done.notes]


def test_an_answer_that_stood_where_another_comes_is_a_note(two: Catalogue) -> None:
    done = carried(two, birth_answers(("/con/noi_sinh_ghi", "viết từ trước")))
    assert ("/con/noi_sinh_ghi", "viết từ trước") in [(note.pointer, note.value) for note in done.notes]


def with_operation(folder: Path, **operation: Any) -> list[tuple[str, object]]:
    """What the linter says when *operation* stands at the end of version 2's."""
    path = folder / "migration.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    document["operations"].append(operation)
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return [(finding.rule, finding.parameters.get("value")) for finding in lint(folder)]


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    return versions.second(tmp_path / "packs")


@pytest.mark.parametrize(
    ("operation", "finding"),
    [
        ({"op": "rename", "at": "/con/la", "to": "/con/nhom_mau"}, ("lint.unknown-path", "/con/la")),
        ({"op": "rename", "at": "/con/ho_ten", "to": "/con/la"}, ("lint.unknown-path", "/con/la")),
        ({"op": "default", "at": "/con/la", "value": "x"}, ("lint.unknown-path", "/con/la")),
        ({"op": "rename", "at": "/con/dan_toc", "to": "/con/ho_ten"}, ("lint.migration-overwrites", "/con/ho_ten")),
        (
            {"op": "map", "at": "/con/gioi_tinh", "values": {"nam": "khac"}},
            ("lint.migration-value", "khac"),
        ),
        (
            {"op": "map", "at": "/con/gioi_tinh", "values": {"la": "nam"}},
            ("lint.migration-value", "la"),
        ),
        ({"op": "default", "at": "/con/nhom_mau", "value": "c"}, ("lint.migration-value", "c")),
        ({"op": "drop", "at": "/con/ho_ten", "law": ["60/2014/QH13#999"]}, ("lint.unknown-clause", "60/2014/QH13#999")),
        ({"op": "drop", "at": "/con/ho_ten", "law": ["khoản 1"]}, ("lint.structure", None)),
    ],
)
def test_an_operation_that_leads_nowhere_is_found(fresh: Path, operation: Any, finding: tuple[str, str]) -> None:
    found = with_operation(fresh, **operation, reason="migration.email")
    assert finding in found if finding[1] else finding[0] in [rule for rule, _ in found]


@pytest.mark.parametrize(
    ("left_out", "finding"),
    [
        (0, ("lint.migration-loses", "/con/noi_sinh")),
        (1, ("lint.migration-value", "nguoi_lam_chung")),
        (2, ("lint.migration-loses", "/nguoi_yeu_cau/email")),
        (3, ("lint.migration-unexplained", "/con/nhom_mau")),
    ],
)
def test_a_migration_that_forgets_something_is_found(fresh: Path, left_out: int, finding: tuple[str, str]) -> None:
    path = fresh / "migration.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    del document["operations"][left_out]
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    assert finding in [(one.rule, one.parameters.get("value")) for one in lint(fresh)]


def test_a_second_version_without_a_migration_is_found(fresh: Path) -> None:
    (fresh / "migration.json").unlink()
    assert [finding.rule for finding in lint(fresh)] == ["lint.no-migration"]


def test_a_migration_from_nowhere_and_a_reason_without_words_are_found(fresh: Path) -> None:
    assert ("lint.missing-text", "migration.la") in with_operation(
        fresh, op="drop", at="/con/ho_ten", reason="migration.la"
    )
    path = fresh / "migration.json"
    path.write_text(json.dumps({**json.loads(path.read_text(encoding="utf-8")), "from": 7}), encoding="utf-8")
    assert "lint.migration-from" in [finding.rule for finding in lint(fresh)]


def test_rows_of_a_table_move_within_their_row() -> None:
    row = {"type": "object", "additionalProperties": False}
    old = _table({**row, "properties": {"ten": {"type": "string"}, "vai": {"enum": ["a", "b"]}}})
    operations = [
        {"op": "rename", "at": "/mon/*/ten", "to": "/mon/*/ho_ten", "reason": "migration.ten"},
        {"op": "map", "at": "/mon/*/vai", "values": {"b": None}, "reason": "migration.vai"},
        {"op": "default", "at": "/mon/*/moi", "value": "x", "reason": "migration.moi"},
    ]
    names = {"ho_ten": {"type": "string"}, "vai": {"enum": ["a"]}, "moi": {"type": "string"}}
    new = _table({**row, "properties": names}, version=2, migration={"from": 1, "operations": operations})
    answers = {"mon": [{"ten": "Lò Văn Tâm", "vai": "a"}, {"ten": "Hà Thị Ngân", "vai": "b"}]}
    done = migrate(Catalogue.of([old, new]), "0.000000", 1, answers, today=DAY)
    assert done.answers == {
        "mon": [{"vai": "a", "ho_ten": "Lò Văn Tâm", "moi": "x"}, {"ho_ten": "Hà Thị Ngân", "moi": "x"}]
    }
    assert [(note.pointer, note.value) for note in done.notes] == [("/mon/1/vai", "b")]


def _table(item: dict[str, Any], **more: Any) -> Any:
    from dataclasses import replace

    from forms.loader import preview_pack

    schema = {"type": "object", "properties": {"mon": {"type": "array", "items": item}}}
    ui = {"type": "VerticalLayout", "elements": [{"type": "Control", "scope": "#/properties/mon"}]}
    return replace(preview_pack(schema, ui), **more)


def test_a_pack_with_a_migration_is_loaded_strictly(fresh: Path) -> None:
    migration = load_pack(fresh).migration
    assert migration is not None
    assert migration["since"] == "2026-07-01"
