"""What a person sees of a payment that is not simply paid: at the bank, over, twice, and its receipt."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel

from desktop import assembly
from desktop.cli.demo_office import DemoOffice
from desktop.ui.words import clock_time
from tests.gui import prepared
from tests.gui.person import Person
from tests.gui.prepared import entered, received


@pytest.fixture
def owing(person: Person) -> tuple[str, DemoOffice, assembly.Services]:
    return prepared.owing(person)


def pid_of(services: assembly.Services, dossier: str) -> str:
    with services.open_unit() as uow:
        return uow.dossiers.payments(dossier)[-1].id


def assert_nothing_is_cut_off(person: Person) -> None:
    """Not of words either that have one line in the width of the page, and two in the card's."""
    words = person.sees("feeWhen")
    assert isinstance(words, QLabel)
    person.program.window.resize(1400, 900)
    letter = words.fontMetrics().horizontalAdvance("x")
    words.setText("xxx " * (840 // (3 * letter + words.fontMetrics().horizontalAdvance(" "))))
    person.waits(lambda: words.width() < 760, "the card is as wide as the page")
    person.waits(lambda: words.height() >= words.heightForWidth(words.width()), "its last line is cut off")


def a_round(person: Person, until: Callable[[], bool], what: str) -> None:
    """One round of the timer, as every minute brings it."""
    assert person.program.timer is not None
    person.program.timer.run_now()
    person.waits(until, what)


@pytest.mark.timeout(120)
def test_while_the_bank_is_at_it_nobody_is_asked_to_pay_again(
    person: Person, owing: tuple[str, DemoOffice, assembly.Services]
) -> None:
    dossier, office, services = owing
    person.reads("Nộp trước: cơ quan làm tiếp khi nhận được tiền.")
    person.presses("payQr")
    person.sees("qrCode")
    office.act(dossier, "bank_pending", payment=pid_of(services, dossier))
    person.presses("askBank")
    person.reads("Ngân hàng đang xử lý – đừng nộp lại")
    assert_nothing_is_cut_off(person)
    assert not {"payQr", "payCounter", "qrCode"} & set(person.names())
    pid, later = pid_of(services, dossier), services.clock.now() + timedelta(minutes=10)
    services.paying.again._tries.update({pid: (9, later), dossier: (9, later)})
    person.program.navigator.go("dossier", dossier)
    person.sees("whoseMove")
    assert not {"pay", "nextMove"} & set(person.names())
    person.waits(lambda: person.told("receiptLater").endswith(f"tự tải lại lúc {clock_time(later)}."), "no next try")
    person.program.navigator.go("fee", dossier)
    person.reads(f"Chương trình tự hỏi lại lúc {clock_time(later)}.")
    person.sees("askBank")
    services.paying.again.came(pid)
    office.act(dossier, "pay", payment=pid_of(services, dossier))
    a_round(person, lambda: "paid" in person.names(), "the page does not tell that it is paid")


@pytest.mark.timeout(120)
def test_a_try_that_is_over_may_be_followed_by_another(
    person: Person, owing: tuple[str, DemoOffice, assembly.Services]
) -> None:
    dossier, office, services = owing
    person.presses("payQr")
    person.sees("qrCode")
    office.act(dossier, "bank_failed", payment=pid_of(services, dossier))
    a_round(person, lambda: "payQr" in person.names(), "no new try is offered")
    person.reads("Lần trả này không thành")
    first = pid_of(services, dossier)
    person.presses("payQr")
    person.sees("qrCode")
    assert pid_of(services, dossier) != first


@pytest.mark.timeout(120)
def test_money_that_came_twice_comes_back_and_the_receipt_is_kept(
    person: Person, owing: tuple[str, DemoOffice, assembly.Services]
) -> None:
    dossier, office, services = owing
    person.presses("payQr")
    person.sees("qrCode")
    for transfer in ("GD 1", "GD 2"):
        office.act(dossier, "pay", payment=pid_of(services, dossier), note=transfer)
    a_round(person, lambda: "refund" in person.names(), "nothing is said of the money")
    person.reads("Đã nộp hai lần – cơ quan hoàn lại 16.000 đ")
    person.sees("paid")
    office.act(dossier, "refund")
    a_round(person, lambda: any("Đã hoàn lại 16.000 đ" in words for words in person.words()), "it has not come back")
    person.presses("lookReceipt_1")
    person.sees("draftPage1")
    person.program.navigator.go("dossier", dossier)
    person.sees("saveReceipt_1")


@pytest.mark.timeout(120)
def test_a_receipt_lies_with_the_papers_under_a_name_of_our_own(
    person: Person,
    owing: tuple[str, DemoOffice, assembly.Services],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dossier, office, services = owing
    office.act(dossier, "pay", note="00123")
    services.tracking.refresh()
    services.fee_receipts.fetch_missing()
    [(receipt, name)] = services.fee_receipts.named(dossier)
    assert (name[:7], name[-6:]) == ("BL_H56.", "_1.pdf")

    def chosen(_page: object, _title: str, suggested: str) -> tuple[str, str]:
        return str(tmp_path / Path(suggested).name), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", chosen)
    for place, save in (("wallet", f"savePaper_{receipt.paper_sha256[:12]}"), ("dossier", "saveReceipt_1")):
        person.program.navigator.go(place, *((dossier,) if place == "dossier" else ()))
        person.reads("Biên lai")
        person.presses(save)
        person.waits((tmp_path / name).exists, f"not saved as {name} from {place}")
        (tmp_path / name).unlink()


@pytest.mark.timeout(120)
def test_who_takes_it_back_is_not_asked_to_pay_and_hears_of_the_money(
    person: Person, owing: tuple[str, DemoOffice, assembly.Services]
) -> None:
    dossier, office, services = owing
    person.presses("payQr")
    person.sees("qrCode")
    services.answering.withdraw(dossier, "Tôi nộp nhầm")
    a_round(person, lambda: "feeOver" in person.names(), "it is not said that nothing is to be paid")
    assert not {"payQr", "payCounter", "qrCode"} & set(person.names())
    person.program.navigator.go("dossier", dossier)
    person.waits(lambda: person.told("whoseMove") == "Đến lượt cơ quan", "it asks for something else")
    assert not {"pay", "nextMove", "withdraw"} & set(person.names())
    office.act(dossier, "grant_withdrawal")
    office.act(dossier, "pay", payment=pid_of(services, dossier), note="GD 1")
    person.program.navigator.go("fee", dossier)
    a_round(person, lambda: "refund" in person.names(), "nothing is said of the money")
    person.reads("Tiền đến khi không còn phải nộp – cơ quan hoàn lại 16.000 đ")
    assert "không phải nộp nữa" in person.told("feeOver")
    assert not {"payQr", "payCounter", "qrCode", "paymentState"} & set(person.names())


@pytest.mark.timeout(120)
def test_who_paid_and_is_refused_hears_whom_to_ask(person: Person) -> None:
    services = entered(person)
    dossier, office = received(person)
    office.act(dossier, "ask_payment")
    office.act(dossier, "pay", note="00123")
    office.act(dossier, "refuse", note="Sai nơi nộp")
    services.tracking.refresh()
    for place in ("fee", "dossier"):
        person.program.navigator.go(place, dossier)
        person.sees("paidInVain")
        person.reads("Hãy hỏi nơi nhận hồ sơ và cho xem biên lai.")


@pytest.mark.timeout(120)
def test_when_it_is_owed_what_was_claimed_and_whether_it_is_the_portals(person: Person) -> None:
    services = entered(person)
    dossier, office = received(person, "ho_ngheo")
    for action in ("receive", "process", "finish"):
        office.act(dossier, action)
    office.act(dossier, "ask_payment", items=[{"code": "KHAC", "name": "Bản sao", "amount": 8000, "quantity": 1}])
    services.tracking.refresh()
    person.program.navigator.go("fee", dossier)
    person.sees("payQr")
    assert person.told("feeWhen") == "Nộp sau: việc đã xong, nộp rồi nhận kết quả."
    assert "hộ nghèo" in person.told("feeExemption")
    with services.open_unit() as uow:
        copy = uow.dossiers.get(dossier)
        assert copy is not None
        forged = tuple(replace(notice, is_unproven=True) for notice in copy.fee_notices)
        uow.dossiers.upsert(replace(copy, fee_notices=forged))
        uow.commit()
    for place in ("fee", "dossier"):
        person.program.navigator.go(place, dossier)
        person.sees("unprovenFee")
        assert not {"payQr", "payCounter", "pay"} & set(person.names())
        assert not any("8.000 đ" in words for words in person.words())
