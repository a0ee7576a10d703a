"""The clock, problems, fault rules, dossier codes and tokens, each by itself."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop.practice import problems
from desktop.practice.clock import PracticeClock
from desktop.practice.faults import Faults, Rule
from desktop.practice.identifiers import agency, client_id, number
from desktop.practice.keys import SigningKey
from desktop.practice.problems import Problem, body
from desktop.practice.store import Store
from desktop.practice.tables import Dossier
from desktop.practice.tokens import Refused, Tokens, register
from tests.unit.practice.wall import Wall

ROOT = Path(__file__).parents[3] / "desktop" / "practice"


def test_the_clock_never_goes_back() -> None:
    clock = PracticeClock(offset=3600)
    ahead = clock.now()
    clock.set(offset=0, speed=1)
    assert clock.now() == ahead


def test_the_clock_runs_at_its_speed_from_when_it_was_set() -> None:
    clock = PracticeClock()
    before = clock.now()
    clock.set(offset=86400, speed=1_000_000)
    assert timedelta(days=1) <= clock.now() - before


def test_the_clock_shows_the_time_of_ha_noi() -> None:
    assert PracticeClock().now().utcoffset() == timedelta(hours=7)


def test_every_problem_that_is_raised_has_its_sentences() -> None:
    vi, en = ({**json.loads((ROOT / "texts" / f"problems.{lang}.json").read_text("utf-8"))} for lang in ("vi", "en"))
    raised = {
        found
        for path in ROOT.rglob("*.py")
        for found in re.findall(r'Problem\(\s*"([a-z-]+)"', path.read_text("utf-8"))
    }
    assert {f"{slug}.{part}" for slug in raised for part in ("title", "detail")} <= set(vi)
    assert not [key for key in vi if vi[key] == en[key]]


def test_a_problem_speaks_vietnamese_when_it_does_not_know_the_language() -> None:
    problem = Problem("withdrawn", 410)
    said = [body(problem, base="http://x", path="/p", request_id="r", lang=lang)["title"] for lang in ("vi", "fr")]
    assert said[0] == said[1] == problems.sentence("withdrawn", "vi")[0]


def test_a_fault_rule_counts_what_it_meets() -> None:
    faults = Faults()
    faults.set([Rule("503", method="PUT", path="/a/*", nth=2, times=1)])
    met = [faults.take(method, path) for method, path in [("PUT", "/a/1"), ("GET", "/a/1"), ("PUT", "/a/2")]]
    assert [rule and rule.do for rule in met] == [None, None, "503"]
    assert faults.take("PUT", "/a/3") is None


def test_the_admin_api_is_never_broken() -> None:
    faults = Faults()
    faults.set([Rule("500")])
    assert faults.take("PUT", "/practice/v1/faults") is None
    assert faults.take("GET", "/api/v1/health") is not None


@pytest.mark.parametrize(("unit", "code"), [("14758", "H56.147.58"), ("38", "H56.38")])
def test_the_agency_of_a_code(unit: str, code: str) -> None:
    assert agency(unit) == code


@pytest.mark.parametrize("bad", ["", "x", "0192F0C1-0000-7000-8000-000000000000", "../x", "0" * 36])
def test_an_id_has_one_form(bad: str) -> None:
    with pytest.raises(Problem):
        client_id(bad)


def test_serials_begin_anew_each_day_and_in_each_unit(store: Store) -> None:
    day = datetime(2026, 11, 22, 9, tzinfo=UTC)
    wanted = [("14758", day), ("14758", day), ("38", day), ("14758", day + timedelta(days=1))]
    with store.write() as session:
        rows = []
        for index, (unit, at) in enumerate(wanted):
            row = Dossier(
                id=str(index),
                account="a",
                seq=1,
                changed=index,
                state="registered",
                since="",
                submitted_at="",
                unit=unit,
                amended={},
            )
            session.add(row)
            number(session, row, at)
            session.flush()
            rows.append(row.code)
    assert rows == ["H56.147.58-261122-0001", "H56.147.58-261122-0002", "H56.38-261122-0001", "H56.147.58-261123-0001"]


def test_the_store_is_durable_and_keeps_its_promises(store: Store) -> None:
    with store.read() as session:
        connection = session.connection()
        said = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")}
        version = connection.exec_driver_sql("select sqlite_version()").scalar_one()
    assert said == {"journal_mode": "wal", "synchronous": 2}
    assert tuple(int(part) for part in version.split(".")) > (3, 51, 2)


def refused_write(store: Store) -> None:
    with store.write() as session:
        register(session, "may", "May", None)
        raise Problem("invalid", 422)


def test_a_failed_write_leaves_nothing(store: Store) -> None:
    with pytest.raises(Problem):
        refused_write(store)
    with store.write() as session:
        assert register(session, "may", "Another", None).name == "Another"


def test_the_key_and_the_name_of_a_portal_last(tmp_path: Path) -> None:
    first, again = SigningKey.open(tmp_path), SigningKey.open(tmp_path)
    assert (first.portal_id, first.kid) == (again.portal_id, again.kid)
    assert "d" not in first.jwks()["keys"][0]
    first.roll()
    again = SigningKey.open(tmp_path)
    assert (first.portal_id, first.kid) == (again.portal_id, again.kid)
    assert [key["kid"] for key in again.jwks()["keys"]].index(again.kid) == 1
    assert (len(again.updates()), "d" in again.jwks()["keys"][1]) == (1, False)


def signed_in(store: Store, tokens: Tokens) -> dict[str, object]:
    with store.write() as session:
        register(session, "may", "Lò Thị May", None)
        return tokens.grant(session, "may", "hoso-desktop", "dossier.submit")


def test_after_the_grace_a_used_refresh_token_ends_the_family(store: Store, tokens: Tokens, wall: Wall) -> None:
    first = signed_in(store, tokens)
    second = tokens.refresh(str(first["refresh_token"]), "hoso-desktop")
    wall.seconds += 59
    assert tokens.refresh(str(first["refresh_token"]), "hoso-desktop")["refresh_token"] == second["refresh_token"]
    wall.seconds += 2
    with pytest.raises(Refused, match="invalid_grant"):
        tokens.refresh(str(first["refresh_token"]), "hoso-desktop")
    assert tokens.account_of(str(second["access_token"])) is None
    with pytest.raises(Refused, match="invalid_grant"):
        tokens.refresh(str(second["refresh_token"]), "hoso-desktop")


def test_an_access_token_lives_a_quarter_of_an_hour(store: Store, tokens: Tokens, wall: Wall) -> None:
    granted = signed_in(store, tokens)
    wall.seconds += 899
    assert tokens.account_of(str(granted["access_token"])) is not None
    wall.seconds += 2
    assert tokens.account_of(str(granted["access_token"])) is None


def test_a_refresh_token_opens_nothing_and_belongs_to_its_client(store: Store, tokens: Tokens) -> None:
    granted = signed_in(store, tokens)
    assert tokens.account_of(str(granted["refresh_token"])) is None
    with pytest.raises(Refused, match="invalid_grant"):
        tokens.refresh(str(granted["refresh_token"]), "hoso-kiosk")


def test_tokens_are_kept_as_digests_only(store: Store, tokens: Tokens, tmp_path: Path) -> None:
    granted = signed_in(store, tokens)
    store.close()
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert str(granted["access_token"]).encode() not in kept
    assert "Lò Thị May".encode() in kept
