"""`hoso dossiers` and `hoso status` over a real vault: what presses stands first, and how old the portal's word is."""

from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop import cli
from desktop.cli.context import Context
from desktop.cli.dossier_rows import status_lines, status_row
from desktop.domain.dossier import DraftCertificate
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
