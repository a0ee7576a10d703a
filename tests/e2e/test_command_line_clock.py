"""A wrong clock is said once on stderr, by a command that heard the portal's; the document stays as it is."""

import json
from datetime import UTC, datetime

import pytest

from desktop import cli, config
from tests.contract.practice.office import Running

FUTURE = datetime(2999, 1, 1, tzinfo=UTC)


@pytest.mark.timeout(120)
@pytest.mark.parametrize(("minutes", "lines"), [(9, 1), (1, 0)], ids=["wrong", "a minute is the line's"])
def test_who_reads_the_portal_is_told_once_how_wrong_the_clock_is(
    portal: Running, command_line: None, capsys: pytest.CaptureFixture[str], minutes: int, lines: int
) -> None:
    assert command_line is None
    portal.fault("clock_skew", "*", "*", ms=minutes * 60_000, times=1000)
    assert cli.main(["sign-in", "--user", "mai", "--portal", portal.url, "--portal-token", portal.token, "--json"]) == 0
    said = capsys.readouterr()
    assert list(json.loads(said.out)) == ["account"]
    assert said.err.count("Ngày giờ trên máy đang sai: chậm 9 phút so với giờ của cổng.") == lines
    assert said.err.count("Ngày giờ") == lines
    portal.admin("PUT", "/faults", {"rules": []})


def test_a_clock_from_before_the_program_was_made_is_wrong_without_a_portal(
    command_line: None, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert command_line is None
    assert cli.main(["dossiers", "--lang", "en"]) == 0
    assert "date and time" not in capsys.readouterr().err
    monkeypatch.setattr(config, "RELEASED", FUTURE)
    assert cli.main(["dossiers", "--lang", "en"]) == 0
    assert "lies before the day on which this program was made" in capsys.readouterr().err
