"""What one home filed, another follows by the slip alone: no account, until the result."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from desktop import assembly, cli
from desktop.adapters.ids import SystemClock
from desktop.domain.dossier import Status, Turn
from desktop.domain.errors import Refusal, StillWaiting
from desktop.domain.followed import ToldBy
from desktop.domain.submission import State
from tests.contract.practice.office import Running, device_tokens, until
from tests.fakes.time_and_chance import FakeClock
from tests.gui.birth import STORY
from tests.gui.prepared import queued


@contextmanager
def a_home(folder: Path, portal: Running, clock: FakeClock | None = None) -> Iterator[assembly.Services]:
    key = assembly.create_vault(folder, "chim sẻ đồng").key
    link = assembly.PortalLink(practice_data=folder.with_name("none"), url=portal.url)
    opened = assembly.open_services(folder, key, link=link, clock=clock)
    yield opened
    opened.close()


@pytest.fixture
def family(tmp_path: Path, portal: Running) -> Iterator[assembly.Services]:
    with a_home(tmp_path / "family", portal) as services:
        yield services


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(SystemClock().now())


@pytest.fixture
def neighbour(tmp_path: Path, portal: Running, clock: FakeClock) -> Iterator[assembly.Services]:
    with a_home(tmp_path / "neighbour", portal, clock) as services:
        yield services


def filed(services: assembly.Services, portal: Running) -> tuple[str, str, str]:
    """Submission, its code, and the last digits of its applicant's number."""
    portal.admin("POST", "/reset")
    submission = queued(services)
    services.signing_in.as_user(STORY["user"], portal.token)

    def sent() -> bool:
        services.outbox.send_due()
        return services.outbox.item(submission).state is State.RECEIPTED

    until(sent)
    services.tracking.refresh()
    dossier = services.tracking.status(submission).dossier
    assert dossier is not None
    assert dossier.code is not None
    manifest = json.loads(services.outbox.item(submission).body)
    return submission, dossier.code, manifest["applicant"]["id_no"][-4:]


def slip(portal: Running, submission: str) -> bytes:
    """The acceptance slip, as the family prints it."""
    token = device_tokens(portal, STORY["user"])["access_token"]
    path = f"/api/v1/dossiers/{submission}/acceptance-slip.pdf"
    answer = portal.call("GET", path, headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 200
    return answer.content


def as_photo(pdf: bytes) -> bytes:
    with pypdfium2.PdfDocument(pdf) as document:
        image = document[0].render(scale=2.5).to_pil().rotate(3, fillcolor="white", expand=True)
    out = BytesIO()
    image.convert("RGB").save(out, "JPEG", quality=70)
    return out.getvalue()


def test_a_neighbour_follows_it_from_the_slip_to_the_result(
    family: assembly.Services, neighbour: assembly.Services, portal: Running, clock: FakeClock
) -> None:
    submission, code, last4 = filed(family, portal)
    portal.act(submission, "receive")
    paper = slip(portal, submission)
    assert neighbour.slip_reading.picture(paper) == code
    assert neighbour.slip_reading.picture(as_photo(paper)) == code
    told = neighbour.following.look_up(code, last4)
    one = neighbour.following.follow(code, last4, told=told)
    assert (one.status, one.told_by) == (Status.RECEIVED, ToldBy.PORTAL)
    assert one.due_on is not None
    seen = []
    for action in ("process", "finish", "return"):
        portal.act(submission, action)
        clock.forward(minutes=16)
        assert neighbour.following.refresh_followed() == (one.id,)
        now = neighbour.following.get(one.id)
        seen.append((now.status, now.turn, now.has_result))
    assert seen == [
        (Status.PROCESSING, Turn.OFFICE, False),
        (Status.FINISHED, Turn.YOURS, True),
        (Status.RETURNED, Turn.NOBODY, True),
    ]
    with neighbour.open_unit() as uow:
        assert [uow.accounts.current(profile.portal_id) for profile in uow.profiles.all()] == [None]
    with pytest.raises(Refusal) as error:
        family.following.follow(code, last4)
    assert (error.value.code, error.value.parameters) == ("follow.ours", {"submission": submission})


def test_our_proof_slip_leads_there_too(
    family: assembly.Services, neighbour: assembly.Services, portal: Running
) -> None:
    submission, code, _ = filed(family, portal)
    ours = assembly.draw_slip(family, submission)
    assert neighbour.slip_reading.picture(ours) == code


def test_bars_alone_are_enough(neighbour: assembly.Services) -> None:
    bars = zxingcpp.create_barcode("H56.148.45-261123-0007", zxingcpp.BarcodeFormat.Code128)
    out = BytesIO()
    Image.fromarray(bars.to_image(scale=3)).save(out, "PNG")
    assert neighbour.slip_reading.picture(out.getvalue()) == "H56.148.45-261123-0007"


def test_wrong_digits_and_an_unknown_code_are_told_alike(
    family: assembly.Services, neighbour: assembly.Services, portal: Running
) -> None:
    _, code, last4 = filed(family, portal)
    other = "0000" if last4 != "0000" else "1111"
    said = []
    for asked in ((code, other), (code[:-4] + "9999", last4)):
        with pytest.raises(Refusal) as error:
            neighbour.following.look_up(*asked)
        said.append((error.value.code, error.value.parameters))
    assert said == [("lookup.unknown", {})] * 2


def test_the_portal_says_wait_and_we_do(
    family: assembly.Services, neighbour: assembly.Services, portal: Running, clock: FakeClock
) -> None:
    _, code, last4 = filed(family, portal)
    one = neighbour.following.follow(code, last4)
    for guess in range(5):
        with pytest.raises(Refusal):
            neighbour.following.look_up(code, f"{(int(last4) + guess + 1) % 10_000:04d}")
    with pytest.raises(StillWaiting) as error:
        neighbour.following.refresh_followed()
    assert error.value.code == "lookup.too-often"
    asked = len(lookups(portal))
    clock.forward(minutes=14)
    assert neighbour.following.refresh_followed() == ()
    assert len(lookups(portal)) == asked
    assert neighbour.following.get(one.id).trouble == "lookup.too-often"


def lookups(portal: Running) -> list[Any]:
    return [seen for seen in portal.admin("GET", "/ledger")["requests"] if seen["path"] == "/api/v1/lookup"]


def test_a_portal_that_lost_everything_takes_nothing_away_here(
    family: assembly.Services, neighbour: assembly.Services, portal: Running, clock: FakeClock
) -> None:
    _, code, last4 = filed(family, portal)
    one = neighbour.following.follow(code, last4)
    neighbour.following.refresh_followed()
    portal.admin("POST", "/reset")
    clock.at += timedelta(minutes=16)
    neighbour.following.refresh_followed()
    kept = neighbour.following.get(one.id)
    assert (kept.trouble, kept.status, kept.told_by) == ("lookup.unknown", Status.REGISTERED, ToldBy.PORTAL)


def test_by_command(
    family: assembly.Services,
    portal: Running,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    _, code, last4 = filed(family, portal)
    monkeypatch.setenv("HOSO_PASSPHRASE", "chim sẻ đồng")
    here = ("--home", str(tmp_path / "mine"), "--portal", portal.url)

    def run(*words: str) -> tuple[int, Any]:
        status = cli.main([*words, *here, "--json"])
        return status, json.loads(capsys.readouterr().out)

    status, told = run("lookup", code, "--last4", last4)
    assert (status, told["dossier_code"], told["status"]["code"]) == (0, code, 1)
    assert run("lookup", code, "--last4", "12")[1]["error"] == "lookup.no-digits"
    assert run("lookup", "x", "--last4", last4)[1]["error"] == "lookup.no-code"
    status, followed = run("follow", code, "--last4", last4, "--title", "Khai sinh cháu Bảo", "--due", "2026-12-01")
    assert (status, followed["told_by"], followed["title"]) == (0, "portal", "Khai sinh cháu Bảo")
    assert run("follow", code, "--last4", last4)[1]["error"] == "follow.already"
    assert run("follow", code, "--last4", last4, "--due", "soon")[0] == 2
    status, later = run("follow", "H56.38-261123-0099", "--last4", last4, "--offline")
    assert (status, later["told_by"], later["status"]) == (0, "person", None)
    assert [row["dossier_code"] for row in run("dossiers")[1]] == ["H56.38-261123-0099", code]
    assert run("refresh")[0] == 0
    assert cli.main(["dossiers", *here]) == 0
    assert "nộp ở nơi khác, cổng báo" in capsys.readouterr().out
