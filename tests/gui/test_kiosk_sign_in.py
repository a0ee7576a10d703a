"""Signing in at a kiosk with a telephone: four outcomes that are no yes, a yes, and a token that runs out."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from desktop.domain.submission import State
from desktop.ui.pages.device_sign_in import DeviceSignInPage
from tests.contract.practice.office import Running
from tests.gui import traces
from tests.gui.kiosk import NAME, Hall
from tests.gui.prepared import queued

USER = "tam-tren-dien-thoai"
pytestmark = pytest.mark.usefixtures("portal")


def waits_to_send(there: Hall) -> str:
    """A dossier that is finished, and the page that offers to sign in for it."""
    there.person.presses("kioskFile")
    there.person.sees("allProcedures")
    submission = queued(there.visit.services)
    assert there.kiosk.visit is not None
    there.kiosk.visit.navigator.go("sent", submission)
    there.person.sees("waitHere")
    there.person.presses("signIn")
    there.person.sees("userCode")
    return submission


def answers(portal: Running, there: Hall, *, approve: bool = True) -> str:
    code = there.person.told("userCode")
    portal.admin("POST", "/device-approvals", {"user_code": code, "user": USER, "approve": approve})
    return code


def is_sent(there: Hall, submission: str) -> None:
    there.person.waits(lambda: there.visit.services.outbox.item(submission).state is State.RECEIPTED, "it was not sent")


def loses_an_answer(portal: Running) -> None:
    """The portal does what it is asked next, and nobody hears of it."""
    rule = {"match": {"path": "/oauth/token"}, "do": "drop_after_commit", "times": 1}
    portal.admin("PUT", "/faults", {"rules": [rule]})


def page(there: Hall) -> DeviceSignInPage:
    shown = there.kiosk.window.page
    assert isinstance(shown, DeviceSignInPage)
    return shown


def test_a_telephone_says_yes_and_the_dossier_goes(there: Hall, portal: Running) -> None:
    submission = waits_to_send(there)
    scan = there.person.sees("deviceQr")
    assert isinstance(scan, QLabel)
    shown = portal.session.get(scan.property("payload"), timeout=20).text
    assert f"{NAME} xin đăng nhập để nộp hồ sơ lúc" in shown
    answers(portal, there)
    is_sent(there, submission)
    there.person.sees("openDossier")
    assert "waitHere" not in there.person.names()
    [token] = [one.access_token for one in there.visit.accounts._accounts.values()]
    assert [one.refresh_token for one in there.visit.accounts._accounts.values()] == [None]
    bearer = {"Authorization": f"Bearer {token}"}
    assert portal.call("GET", "/api/v1/me", headers=bearer).status_code == 200
    assert traces.in_files(there.folders(), (token,)) == []
    ends(there, token)
    assert portal.call("GET", "/api/v1/me", headers=bearer).status_code == 401


def ends(there: Hall, token: str) -> None:
    """Nothing is unsent: one press, and the portal hears of it."""
    revoking = there.visit
    there.person.presses("kioskEnd")
    there.person.presses("finish")
    there.is_at_the_start()
    assert revoking.revoking is not None
    revoking.revoking.join(20)
    assert traces.in_widgets((token, USER)) == []


def test_no_and_another_try(there: Hall, portal: Running) -> None:
    submission = waits_to_send(there)
    answers(portal, there, approve=False)
    there.person.presses("newCode")
    there.person.sees("userCode")
    answers(portal, there)
    is_sent(there, submission)


def test_a_code_that_ran_out_is_said_and_another_is_got(there: Hall) -> None:
    waits_to_send(there)
    before = there.person.told("userCode")
    assert re.fullmatch(r"Mã còn dùng được \d phút \d\d giây\.", there.person.told("codeLeft"))
    page(there).watch.ends = page(there).around.now() - timedelta(seconds=1)
    page(there).watch.look()
    there.person.reads("sign-in.expired-token")
    assert "userCode" not in there.person.names()
    there.person.presses("newCode")
    assert there.person.told("userCode") != before


def test_who_is_told_to_slow_down_asks_five_seconds_later(there: Hall) -> None:
    waits_to_send(there)
    page(there).watch.ask()
    page(there).watch.ask()  # too soon after the one before
    there.person.waits(lambda: page(there).watch.pace.interval == 6, "it did not slow down")
    there.person.reads("Đang đợi bạn đồng ý trên điện thoại")


def test_a_lost_answer_costs_neither_the_code_nor_the_yes(there: Hall, portal: Running) -> None:
    submission = waits_to_send(there)
    before = there.person.told("userCode")
    loses_an_answer(portal)
    there.person.reads("portal.offline")
    loses_an_answer(portal)
    assert answers(portal, there) == before
    is_sent(there, submission)


def test_who_changes_their_mind_goes_back_and_loses_nothing(there: Hall) -> None:
    submission = waits_to_send(there)
    there.person.presses("giveUpDevice")
    there.person.sees("onThisMachine")
    there.person.sees("signIn")
    assert there.visit.services.outbox.item(submission).state is not State.RECEIPTED


def test_a_token_that_runs_out_asks_again_and_loses_nothing(there: Hall, portal: Running) -> None:
    first = waits_to_send(there)
    answers(portal, there)
    is_sent(there, first)
    for account in list(there.visit.accounts._accounts.values()):
        portal.call("POST", "/oauth/revoke", data={"token": account.access_token})
    second = queued(there.visit.services)
    assert there.kiosk.visit is not None
    there.kiosk.visit.navigator.go("sent", second)
    there.person.presses("signIn")
    answers(portal, there)
    is_sent(there, second)


def test_a_network_that_hangs_holds_up_no_end(there: Hall, portal: Running, tmp_path: Path) -> None:
    from time import monotonic

    submission = waits_to_send(there)
    rule = {"match": {"method": "*", "path": "*"}, "do": "delay", "ms": 20_000, "times": 50}
    portal.admin("PUT", "/faults", {"rules": [rule]})
    page(there).watch.ask()
    there.kiosk.visit.timer.run_now()  # type: ignore[union-attr]
    folder, began = there.visit.folder, monotonic()
    there.kiosk.end_visit()
    assert monotonic() - began < 3
    assert not folder.exists()
    there.is_at_the_start()
    portal.admin("PUT", "/faults", {"rules": []})
    assert submission not in str(list(tmp_path.rglob("*")))
