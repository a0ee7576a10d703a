"""A practice portal that is put back to before a payment: it holds it again, once, and nobody is told to pay again."""

import shutil
from pathlib import Path

import pytest

from tests.contract.practice.office import Running, running
from tests.e2e.test_command_line_path import Script


def at(portal: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOSO_PORTAL", portal.url)
    monkeypatch.setenv("HOSO_PORTAL_TOKEN", portal.token)


def payments(portal: Running, dossier: str) -> list[str]:
    [held] = [one for one in portal.admin("GET", "/ledger")["dossiers"] if one["id"] == dossier]
    return [item["item"] for item in held["items"] if item["kind"] == "payment"]


def hear(script: Script, portal: Running, dossier: str) -> None:
    """What was forgotten goes there again, and the portal has something to tell of it."""
    for _ in range(2):
        script("refresh")
        script("send", "--wait", "20")
        portal.act(dossier, "reply", text="Máy chủ vừa sửa xong.")
    script("refresh")


@pytest.mark.timeout(180)
@pytest.mark.parametrize("is_paid", [False, True])
def test_a_payment_that_was_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *, is_paid: bool
) -> None:
    monkeypatch.setenv("HOSO_PASSPHRASE", "chim sẻ đồng")
    data, kept = tmp_path / "data", tmp_path / "kept"
    script = Script(tmp_path, capsys)
    with running(data) as portal:
        at(portal, monkeypatch)
        script("sign-in", "--user", "mai")
        dossier = script.sent()
        for action in ("receive", "process", "ask_payment"):
            portal.act(dossier, action)
        script("refresh")
        portal.kill()
    shutil.copytree(data, kept)
    with running(data) as portal:
        at(portal, monkeypatch)
        assert script("pay", dossier, status=3)["qr"].startswith("000201")
        [pid] = payments(portal, dossier)
        if is_paid:
            portal.act(dossier, "pay", payment=pid, note="0001")
            assert script("pay", dossier)["state"] == "paid"
        portal.kill()
    with running(kept) as portal:
        at(portal, monkeypatch)
        assert payments(portal, dossier) == []
        hear(script, portal, dossier)
        assert script("status", dossier)["fee"]["state"] == "forgotten"
        seen = script("pay", dossier, status=0 if is_paid else 3)
        assert (seen["state"], seen["qr"]) == ("paid" if is_paid else "open", None)
        assert payments(portal, dossier) == ([] if is_paid else [pid])
        if not is_paid:
            portal.act(dossier, "pay", payment=pid, note="0001")
            assert script("pay", dossier)["state"] == "paid"
            script("refresh")
            assert script("status", dossier)["fee"] is None
        portal.kill()
