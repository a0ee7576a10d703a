"""`hoso dossiers` and `hoso status` over a real vault: what presses stands first, and how old the portal's word is."""

from argparse import Namespace
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import event

from desktop import cli
from desktop.cli.context import Context
from desktop.cli.dossier_rows import status_lines, status_row
from desktop.domain.dossier import DraftCertificate, SupplementRequest
from desktop.services import listing
from tests.fakes.time_and_chance import FakeClock
from tests.integration.services.vault_with_dates import services_at, told
from tests.integration.vault.records import NOW


def test_a_draft_certificate_comes_first_with_its_deadline(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    deadline = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
    with services_at(tmp_path / "home", FakeClock()) as services:
        told(services.vault, 1)
        told(services.vault, 2, confirmation=DraftCertificate("c1", "r1", deadline), refreshed_at=NOW)
        view = services.tracking.status("s2")
    monkeypatch.setenv("HOSO_PASSPHRASE", "mat khau tap")
    home = ["--home", str(tmp_path / "home"), "--offline"]
    assert cli.main(["dossiers", *home]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert (first[:2], second[:2]) == ("s2", "s1")
    assert "Đến lượt bạn – " in first
    assert "Đến lượt bạn" not in second
    lines = status_lines(Context(Namespace(lang=None, home=str(tmp_path / "home"))), view, status_row(view, "vi"))
    assert lines[0] == "Đến lượt bạn"
    assert lines[1].startswith("Mời xem bản dự thảo trước ")
    assert any(line.startswith("Cổng báo lúc ") for line in lines)


def printed(home: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    assert cli.main(["dossiers", "--home", str(home), "--offline"]) == 0
    return [line[:2] for line in capsys.readouterr().out.splitlines()]


def test_the_order_is_that_of_the_window_and_what_ends_first_stands_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = SupplementRequest("q", "Thiếu giấy", (), (("TP01", "mờ"),), None)
    with services_at(tmp_path / "home", FakeClock()) as services:
        for number, days in ((1, 9), (2, 3), (3, 6)):
            until = NOW + timedelta(days=days)
            told(services.vault, number, supplement=replace(asked, sid=f"q{number}", deadline=until))
        told(services.vault, 4)
        window = [one.submission.id for one in services.tracking.listing.listed(0, 9)]
    monkeypatch.setenv("HOSO_PASSPHRASE", "mat khau tap")
    assert printed(tmp_path / "home", capsys) == window == ["s2", "s3", "s1", "s4"]


def test_many_are_read_with_as_few_questions_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    questions: list[str] = []
    with services_at(tmp_path / "home", FakeClock()) as services:
        event.listen(services.vault.engine, "before_cursor_execute", lambda *said: questions.append(said[2]))
        asked = []
        for number in range(1, 8):
            told(services.vault, number)
            questions.clear()
            assert len(tuple(services.tracking.listing.all())) == number
            asked.append(len(questions))
        assert len(set(asked)) == 1
        monkeypatch.setattr(listing, "PIECE", 3)
        ids = [one.submission.id for one in services.tracking.listing.all()]
        assert ids == [one.submission.id for one in services.tracking.listing.listed(0, 9)]


@pytest.mark.parametrize(("moves", "asked_for"), [("s4", False), ("s1", True)])
def test_what_moves_while_it_is_read_is_told_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moves: str, asked_for: bool
) -> None:
    monkeypatch.setattr(listing, "PIECE", 2)
    asked = SupplementRequest("q", "Thiếu giấy", (), (("TP01", "mờ"),), None)
    with services_at(tmp_path / "home", FakeClock()) as services:
        for number in range(1, 5):
            told(services.vault, number, supplement=None if asked_for else asked)
        reading = services.tracking.listing.all()
        found = [next(reading).submission.id for _ in range(2)]
        with services.vault.unit() as uow:
            copy = uow.dossiers.get(moves)
            assert copy is not None
            uow.dossiers.upsert(replace(copy, supplement=asked if asked_for else None))
            uow.commit()
        found += [one.submission.id for one in reading]
        assert sorted(found) == ["s1", "s2", "s3", "s4"]


@pytest.mark.parametrize(("lang", "says"), [("vi", "Mời xem bản dự thảo rồi trả lời: "), ("en", "Look at the draft ")])
def test_a_draft_certificate_without_a_deadline_names_no_day(tmp_path: Path, lang: str, says: str) -> None:
    with services_at(tmp_path / "home", FakeClock()) as services:
        told(services.vault, 1, confirmation=DraftCertificate("c1", "r1", None), refreshed_at=NOW)
        view = services.tracking.status("s1")
    context = Context(Namespace(lang=lang, home=str(tmp_path / "home")))
    line = status_lines(context, view, status_row(view, lang))[1]
    assert line.startswith(says)
    assert "–" not in line
