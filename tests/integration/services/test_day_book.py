"""The day in Viet Nam over the real store and the practice portal, and the papers about it read back."""

import csv
import io
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from desktop import assembly
from desktop.adapters.documents.codes import read_codes
from desktop.adapters.sheets.reading import read_sheet
from desktop.adapters.sheets.writing import BEGINS_FORMULA
from desktop.assembly.documents import read_text
from desktop.domain.errors import Refusal
from desktop.domain.submission import Mode
from desktop.services.day_book import Act
from tests.contract.practice.office import Running, running
from tests.fakes.time_and_chance import FakeClock
from tests.integration.services.many import KEY_WORDS, MARITAL, marital, number, opened

EVIL = "=cmd|' /C calc'!A0"


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[Running]:
    with running(tmp_path / "portal") as one:
        yield one


@pytest.fixture
def services(portal: Running, tmp_path: Path) -> Iterator[assembly.Services]:
    """A program that is connected to a practice portal, signed in."""
    home = tmp_path / "home"
    key = assembly.create_vault(home, KEY_WORDS).key
    link = assembly.PortalLink(practice_data=tmp_path / "practice", url=portal.url)
    one = assembly.open_services(home, key, link=link)
    one.signing_in.as_user("mai", portal.token)
    yield one
    one.close()


def sent(services: assembly.Services, of: int, name: str) -> str:
    draft = services.drafting.start(MARITAL, answers=marital(of, name))
    return services.finalising.submit(draft.id, pledge=True, mode=Mode.PRACTICE).id


def squeezed(text: str) -> str:
    return " ".join(text.replace("\u00ad", "").split())


def test_what_was_taken_back_unsent_is_on_no_slip(services: assembly.Services) -> None:
    """Nobody is to wait for what will never be sent; its corrected successor has a line of its own."""
    sent(services, 1, "Hà Văn Dũng")
    services.outbox.cancel(sent(services, 1, "Hà Văn Dũng"))
    services.outbox.cancel(sent(services, 2, "Lò Thị May"))
    text = squeezed(read_text(assembly.draw_slips(services, assembly.today())))
    assert text.count("CHƯA GỬI: 1 hồ sơ") == 1
    assert "Lò Thị May" not in text


def test_a_slip_for_each_resident_and_nothing_unsent_looks_final(services: assembly.Services) -> None:
    first = sent(services, 1, "Hà Văn Dũng")
    services.outbox.send_due()
    sent(services, 1, "Hà Văn Dũng")
    sent(services, 2, "Lò Thị May")
    slips = assembly.draw_slips(services, assembly.today())

    text = squeezed(read_text(slips))
    assert assembly.count_pages(slips) == 2
    assert text.count("KHÔNG THAY GIẤY TIẾP NHẬN") == 2
    assert "BẢN TẬP" in text
    assert text.count("CHƯA GỬI: 1 hồ sơ") == 2
    assert text.count("Cổng đã nhận 1 hồ sơ") == 1
    assert text.count("4 số cuối") == 1, "who has nothing at the portal is not told how to follow it"
    assert number(1) not in text
    receipt = services.outbox.item(first).receipt
    assert receipt is not None
    assert len(read_codes(slips)) == 1
    with services.open_unit() as uow:
        verdict = assembly.verify_file(slips, uow.profiles.all())
    assert (verdict["ok"], verdict["dossier"]) == (True, first)


def test_a_day_without_anything_has_no_slip(services: assembly.Services) -> None:
    with pytest.raises(Refusal) as refused:
        assembly.draw_slips(services, date(2026, 1, 2))
    assert refused.value.code == "slips.none"


def test_what_happened_is_counted_on_its_day(services: assembly.Services, portal: Running) -> None:
    first, refused = sent(services, 1, "Hà Văn Dũng"), sent(services, 2, "Lò Thị May")
    services.drafting.start(MARITAL, answers=marital(3, "Giàng A Páo"))
    services.outbox.send_due()
    for action in ("receive", "process", "finish"):
        portal.act(first, action)
    portal.act(refused, "refuse", note="Thiếu giấy tờ")
    services.tracking.refresh()

    day = services.many.day_book.of(assembly.today())
    counts = {act: day.count(act) for act in Act}
    assert counts == {
        Act.MADE: 3, Act.SENT: 2, Act.HELD: 2, Act.RECEIVED: counts[Act.RECEIVED], Act.REFUSED: 1, Act.PAID: 0,
        Act.RETURNED: 1,
    }  # fmt: skip
    assert counts[Act.RECEIVED] >= 1
    assert {one.number for one in day.happenings} == {f"••••••••{number(of)[-4:]}" for of in (1, 2, 3)}
    assert [one.state for one in day.waiting] == ["draft"]
    assert services.many.day_book.of(assembly.today() - timedelta(days=1)).happenings == ()


def test_the_day_changes_at_midnight_in_viet_nam(tmp_path: Path) -> None:
    clock = FakeClock()  # 09:00 there
    one = opened(tmp_path, clock=clock)
    one.drafting.start(MARITAL, answers=marital(1))
    clock.forward(hours=14, minutes=59)
    one.drafting.start(MARITAL, answers=marital(2))
    clock.forward(minutes=2)
    one.drafting.start(MARITAL, answers=marital(3))
    counts = [one.many.day_book.of(date(2026, 11, day)).count(Act.MADE) for day in (23, 24)]
    one.close()
    assert counts == [2, 1]


def test_no_export_of_the_day_holds_a_formula(tmp_path: Path) -> None:
    one = opened(tmp_path)
    one.drafting.start(MARITAL, answers=marital(1, EVIL))
    today = assembly.today()
    rows = read_sheet(assembly.draw_day(one, today, "xlsx")).rows
    text = assembly.draw_day(one, today, "csv").decode("utf-8-sig")
    paper = read_text(assembly.draw_day(one, today, "pdf"))
    one.close()
    assert EVIL in rows[1]
    lines = list(csv.reader(io.StringIO(text, newline="")))
    assert f"'{EVIL}" in lines[1]
    assert [cell for line in lines for cell in line if cell.startswith(BEGINS_FORMULA)] == []
    assert number(1) not in paper + text
    assert "BÁO CÁO NGÀY" in paper
