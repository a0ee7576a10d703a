"""One dossier over the command line alone, as an officer's script would do it; the oracle looks at the portal after."""

import errno
import json
import os
from pathlib import Path
from typing import Any

import pytest

from desktop import cli
from desktop.adapters.documents.codes import read_codes
from desktop.cli.demo_papers import birth_paper
from tests.contract.practice.office import Running

ROOT = Path(__file__).parents[2]
STORY = json.loads((ROOT / "resources" / "demo" / "birth.json").read_text(encoding="utf-8"))
SLIP = STORY["slip_of_the_pen"]
SUPPLEMENT = STORY["supplement"]


class Script:
    """Runs `hoso … --json` and reads the one document that it prints."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys

    def __call__(self, *words: str, status: int = 0) -> Any:
        code = cli.main([*words, "--json"])
        said = self._capsys.readouterr()
        assert code == status, f"{words}: {code} {said.out} {said.err}"
        return json.loads(said.out)

    def refused(self, *words: str, status: int = 1) -> str:
        return str(self(*words, status=status)["error"])

    def file(self, name: str, content: bytes | str) -> str:
        path = self.folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(path)

    def sent(self) -> str:
        """A birth registration with its paper, received by the portal; its id."""
        answers = {**STORY["answers"], "nguoi_yeu_cau": {**STORY["answers"]["nguoi_yeu_cau"]}}
        draft = self("new", "1.001193", "--answers", self.file("answers.json", json.dumps(answers)))["draft"]
        self("attach", draft[:13], "tp01", self.file("chung-sinh.jpg", birth_paper(["Mẹ: Hà Thị Nết"])), "--convert")
        assert self("check", draft)["errors"] == []
        submission: str = self("submit", draft, "--pledge")["submission"]
        assert submission in self("send", "--wait", "20")["sent"]
        return submission


@pytest.fixture
def script(
    portal: Running, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Script:
    monkeypatch.setenv("HOSO_PASSPHRASE", "chim sẻ đồng")
    monkeypatch.setenv("HOSO_PORTAL", portal.url)
    monkeypatch.setenv("HOSO_PORTAL_TOKEN", portal.token)
    one = Script(tmp_path, capsys)
    assert one("sign-in", "--user", f"user-{tmp_path.name}")["account"] == f"user-{tmp_path.name}"
    return one


@pytest.mark.timeout(180)
def test_from_the_form_to_the_verified_result(script: Script, portal: Running) -> None:
    dossier = script.sent()
    portal.act(dossier, "receive")
    portal.act(dossier, "process")
    answer_a_supplement(script, portal, dossier)
    answer_two_drafts(script, portal, dossier)
    pay_by_qr(script, portal, dossier)
    portal.act(dossier, "finish")
    script("refresh")
    rows = script("results", dossier, "-o", str(script.folder / "out"))
    assert [row["signature"]["intact"] for row in rows] == [True, True, True]
    assert [Path(row["path"]).name[:2] for row in rows] == ["KQ", "KQ", "BL"]
    result = Path(rows[0]["path"])
    verdict = script("verify", str(result))
    assert (verdict["kind"], verdict["ok"]) == ("result", True)
    changed = script(
        "verify", script.file("changed.pdf", result.read_bytes().replace(b"%PDF-1.", b"%PDF-2.", 1)), status=1
    )
    assert (changed["ok"], changed["signature"]["intact"]) == (False, False)
    assert script("status", dossier[:13])["dossier_code"].startswith("H56.")


def answer_a_supplement(script: Script, portal: Running, dossier: str) -> None:
    asked = {name: SUPPLEMENT[name] for name in ("text", "slots", "fields")}
    portal.act(dossier, "ask_supplement", **asked)
    assert dossier in script("refresh")["changed"]
    better = script.file("ro-hon.jpg", birth_paper(["Mẹ: Hà Thị Nết"], seed=2))
    answers = script.file("more.json", json.dumps(SUPPLEMENT["answers"]))
    queued = script("answer", dossier, "--answers", answers, "--attach", f"TP01={better}")
    assert queued == {"submission": dossier, "state": "queued"}
    assert script("send", "--wait", "20")["waiting"] == []


def answer_two_drafts(script: Script, portal: Running, dossier: str) -> None:
    portal.act(dossier, "ask_confirmation", slips={SLIP["pointer"]: SLIP["written"]})
    script("refresh")
    script("confirm", dossier, "--wrong", f"{SLIP['pointer']}={STORY['answers']['me']['ho_ten']}")
    script("send", "--wait", "20")
    portal.act(dossier, "ask_confirmation")
    script("refresh")
    script("confirm", dossier, "--correct")
    script("send", "--wait", "20")


def pay_by_qr(script: Script, portal: Running, dossier: str) -> None:
    portal.act(dossier, "ask_payment")
    script("refresh")
    opened = script("pay", dossier, status=3)
    assert (opened["amount"], opened["state"]) == (16_000, "open")
    assert opened["qr"].startswith("000201")
    [held] = [one for one in portal.admin("GET", "/ledger")["dossiers"] if one["id"] == dossier]
    [pid] = [item["item"] for item in held["items"] if item["kind"] == "payment"]
    portal.act(dossier, "bank_pending", payment=pid)
    waits = script("pay", dossier, status=3)
    assert (waits["state"], waits["qr"]) == ("pending", None)
    portal.act(dossier, "pay", payment=pid, note="0001")
    paid = script("pay", dossier, "--wait", "10")
    assert (paid["state"], paid["qr"], len(paid["receipts"])) == ("paid", None, 1)
    portal.act(dossier, "pay", payment=pid, note="0002")
    script("refresh")
    [back] = script("pay", dossier)["refunds"]
    assert (back["amount"], back["paid_back_at"]) == (16_000, None)


@pytest.mark.timeout(120)
def test_what_is_kept_is_shown_whatever_stands_in_the_way_of_the_rest(
    script: Script, portal: Running, capsys: pytest.CaptureFixture[str]
) -> None:
    dossier = script.sent()
    for action in ("receive", "process", "finish"):
        portal.act(dossier, action)
    script("refresh")
    kept = script("results", dossier)
    portal.act(dossier, "ask_payment")
    portal.act(dossier, "pay", note="00123")
    rule = {"match": {"method": "GET", "path": "*/results/*/content"}, "do": "500", "times": 99}
    portal.admin("PUT", "/faults", {"rules": [rule]})
    script("refresh")
    assert script("results", dossier, status=3) == kept
    portal.admin("PUT", "/faults", {"rules": []})
    assert cli.main(["results", dossier, "--offline"]) == 3
    assert capsys.readouterr().err.endswith("[results.receipt-later]\n")
    assert script("results", dossier, "--offline", status=3) == kept
    assert len(script("results", dossier)) == len(kept) + 1
    assert len(script("results", dossier, "--offline")) == len(kept) + 1


@pytest.mark.timeout(120)
@pytest.mark.parametrize(("word", "code"), [("grant_withdrawal", 8), ("refuse_withdrawal", 2)])
def test_an_office_says_whether_it_may_be_taken_back(script: Script, portal: Running, word: str, code: int) -> None:
    dossier = script.sent()
    portal.act(dossier, "receive")
    script("refresh")
    script("withdraw", dossier, "--reason", "Nhầm người")
    script("send", "--wait", "20")
    script("refresh")
    assert script("status", dossier)["status"]["code"] == 7
    portal.act(dossier, word)
    script("refresh")
    assert script("status", dossier)["status"]["code"] == code


@pytest.mark.timeout(120)
def test_the_same_matter_sent_twice_is_told_until_one_is_taken_back(
    script: Script, portal: Running, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = script.sent(), script.sent()
    script("refresh")
    assert first in script("status", second)["possible_duplicate_of"]
    assert cli.main(["status", second, "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert script("status", first)["dossier_code"] in said
    assert f"hoso withdraw {second[:8]}" in said
    script("withdraw", first, "--reason", "Nộp hai lần")
    script("send", "--wait", "20")
    portal.act(first, "grant_withdrawal")
    script("refresh")
    assert first not in script("status", second)["possible_duplicate_of"]


@pytest.mark.timeout(120)
def test_what_waits_can_be_held_looked_at_and_taken_along(script: Script) -> None:
    draft = script("new", "1.001193", "--answers", script.file("a.json", json.dumps(STORY["answers"])))["draft"]
    script("attach", draft, "TP01", script.file("p.jpg", birth_paper(["Mẹ: Hà Thị Nết"])))
    submission = script("submit", draft, "--pledge")["submission"]
    assert script("outbox", "pause", submission)["paused"] is True
    assert submission not in script("send", "--wait", "1")["sent"]
    exported = script("outbox", "export", submission, "-o", str(script.folder / "out.zip"))
    assert Path(exported["path"]).stat().st_size > 1000
    script("outbox", "resume", submission)
    script("outbox", "retry", submission)
    assert submission in script("send", "--wait", "20")["sent"]
    assert [row["outcome"] for row in script("outbox", "log", submission)] == ["ok"]
    assert script.refused("outbox", "cancel", submission) == "outbox.cannot-cancel"


@pytest.mark.timeout(60)
def test_what_never_went_out_is_taken_back_here(script: Script) -> None:
    draft = script("new", "1.001193", "--answers", script.file("a.json", json.dumps(STORY["answers"])))["draft"]
    script("attach", draft, "TP01", script.file("p.jpg", birth_paper(["Mẹ: Hà Thị Nết"])))
    submission = script("submit", draft, "--pledge")["submission"]
    assert script("withdraw", submission)["state"] == "withdrawn"
    assert script("send", "--wait", "5") == {"sent": [], "waiting": [], "needs_person": []}


def test_who_is_signed_in_and_who_may_be(script: Script, monkeypatch: pytest.MonkeyPatch) -> None:
    assert script("whoami")["account"]
    script("sign-out")
    assert script("whoami") == {"account": None}
    monkeypatch.setenv("HOSO_PORTAL_TOKEN", "no such token")
    assert script.refused("sign-in", "--user", "mai") == "sign-in.wrong-token"


def test_the_vaults_own_commands(script: Script, monkeypatch: pytest.MonkeyPatch) -> None:
    assert script("vault", "status")["ways"]
    monkeypatch.setenv("HOSO_NEW_PASSPHRASE", "bốn con trâu vàng")
    script("vault", "passphrase")
    assert script.refused("drafts") == "vault.wrong-passphrase"
    monkeypatch.setenv("HOSO_PASSPHRASE", "bốn con trâu vàng")
    code = script("vault", "recovery")["recovery"]
    monkeypatch.delenv("HOSO_PASSPHRASE")
    monkeypatch.setenv("HOSO_RECOVERY", code)
    assert script("drafts") == []
    script("self-check")


def test_a_new_card_carries_the_new_code_and_lies_over_no_other(script: Script) -> None:
    card = script.folder / "the-khoi-phuc.pdf"
    made = script("vault", "recovery", "--card", str(card))
    assert made["path"] == str(card)
    assert read_codes(card.read_bytes()) == (made["recovery"],)
    assert script.refused("vault", "recovery", "--card", str(card)) == "file.not-written"
    assert script.refused("vault", "recovery", "--card", str(card / "no" / "folder.pdf")) == "file.not-written"
    assert script.refused("vault", "status", "--card", "x.pdf", status=2) == "usage"


def test_a_card_that_could_not_be_written_after_all_does_not_hide_the_code(
    script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    script("drafts")

    def nearly_full(handle: int) -> None:
        if os.fstat(handle).st_size > 8192:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", nearly_full)
    made = script("vault", "recovery", "--card", str(script.folder / "the.pdf"), status=1)
    assert made["error"] == "file.not-written"
    assert not (script.folder / "the.pdf").exists()
    monkeypatch.delenv("HOSO_PASSPHRASE")
    monkeypatch.setenv("HOSO_RECOVERY", made["recovery"])
    assert script("drafts") == []
