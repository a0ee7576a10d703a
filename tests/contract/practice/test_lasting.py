"""What outlives a restart, what changed since a cursor, and who may act for whom."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.contract.practice.office import ROOT, Citizen, Filing, Running, new_id, running, sign_in, until

EVIDENCE = {"kind": "paper", "sha256": "ab" * 32}


def slug(answer: Any) -> str:
    return str(answer.json()["type"].rsplit("/", 1)[1])


def test_a_restart_keeps_everything(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with running(folder) as portal:
        citizen = sign_in(portal)
        filing, gone = citizen.file(), new_id()
        citizen.call("DELETE", f"/dossiers/{gone}")
        portal.act(filing.id, "receive")
        profile = portal.call("GET", "/.well-known/hoso-portal").json()
        cursor = citizen.call("GET", "/dossiers").json()["next_cursor"]
        portal.admin("PUT", "/clock", {"offset_s": 1000})
        portal.kill()
    with running(folder) as again:
        back = Citizen(again, citizen.account, citizen.tokens)
        assert back.submit(filing).json()["receipt"] == filing.receipt
        assert back.dossier(filing)["status"]["code"] == 2
        assert slug(back.submit(Filing(gone, filing.manifest, filing.uploads))) == "withdrawn"
        assert back.call("GET", f"/dossiers?since={cursor}").json()["items"] == []
        assert again.admin("GET", "/clock")["offset_s"] == pytest.approx(1000, abs=5)
        now = again.call("GET", "/.well-known/hoso-portal").json()
        assert (now["portal_id"], now["receipt_jwks"]) == (profile["portal_id"], profile["receipt_jwks"])


def test_the_delta_gives_what_changed_and_what_is_gone(portal: Running, citizen: Citizen) -> None:
    filings = [citizen.file() for _ in range(3)]
    seen: list[str] = []
    cursor, more = None, True
    while more:
        page = citizen.call("GET", "/dossiers", params={"limit": 2, **({"since": cursor} if cursor else {})}).json()
        seen += [item["id"] for item in page["items"]]
        cursor, more = page["next_cursor"], page["has_more"]
    assert seen == [filing.id for filing in filings]
    portal.act(filings[1].id, "receive")
    citizen.call("DELETE", f"/dossiers/{filings[2].id}")
    page = citizen.call("GET", f"/dossiers?since={cursor}").json()
    assert [(item["id"], item["status"]["code"]) for item in page["items"]] == [(filings[1].id, 2)]
    assert [row["id"] for row in page["tombstones"]] == [filings[2].id]


def test_a_cursor_from_further_on_than_a_portal_that_was_put_back_is_refused(tmp_path: Path) -> None:
    data, kept = tmp_path / "data", tmp_path / "kept"
    with running(data) as portal:
        citizen = sign_in(portal)
        filing = citizen.file()
        known = citizen.call("GET", "/dossiers").json()["next_cursor"]
        portal.kill()
    shutil.copytree(data, kept)
    with running(data) as portal:
        portal.act(filing.id, "receive")
        ahead = Citizen(portal, citizen.account, citizen.tokens).call("GET", "/dossiers").json()["next_cursor"]
        portal.kill()
    with running(kept) as portal:
        back = Citizen(portal, citizen.account, citizen.tokens)
        assert slug(back.call("GET", f"/dossiers?since={ahead}")) == "cursor-expired"
        assert back.call("GET", f"/dossiers?since={known}").json()["items"] == []


@pytest.mark.parametrize("cursor", ["x", "eDp5", "8J+YgA", "bm9wZToz"])
def test_a_cursor_of_another_time_asks_for_everything_anew(citizen: Citizen, cursor: str) -> None:
    answer = citizen.call("GET", "/dossiers", params={"since": cursor})
    assert (answer.status_code, slug(answer)) == (410, "cursor-expired")


def test_the_serial_counts_on_and_never_twice(citizen: Citizen) -> None:
    codes = [citizen.dossier(citizen.file())["code"] for _ in range(3)]
    serials = [int(code.rsplit("-", 1)[1]) for code in codes]
    assert len({code.rsplit("-", 1)[0] for code in codes}) == 1
    assert serials == [serials[0], serials[0] + 1, serials[0] + 2]


def test_the_same_case_twice_is_flagged_not_refused(citizen: Citizen) -> None:
    first, second = citizen.file(), citizen.file()
    assert first.id in citizen.dossier(second)["possible_duplicate_of"]


def consent(citizen: Citizen, dossier: str, consent_id: str, **changes: Any) -> Any:
    body = {
        "applicant": {"name": "Lò Thị May", "id_type": "personal_id", "id_no": "038158000123", "phone": None},
        "procedure": "1.001193",
        "dossier": dossier,
        "evidence": EVIDENCE,
        "valid_days": 30,
        **changes,
    }
    return citizen.call("PUT", f"/consents/{consent_id}", json=body)


def for_grandmother(citizen: Citizen, consent_id: str | None) -> Filing:
    return Filing.made(citizen.upload(), relation="relative", consent=consent_id)


def test_nobody_acts_for_another_without_consent(portal: Running, citizen: Citizen) -> None:
    assert slug(citizen.submit(for_grandmother(citizen, None))) == "consent-required"
    assert slug(citizen.submit(for_grandmother(citizen, new_id()))) == "consent-required"
    other = new_id()
    consent(citizen, new_id(), other)
    assert slug(citizen.submit(for_grandmother(citizen, other))) == "consent-required"
    nameless = new_id()
    filing = for_grandmother(citizen, nameless)
    consent(citizen, filing.id, nameless, applicant={"name": "Lò Thị May", "id_type": "none"})
    assert slug(citizen.submit(filing)) == "consent-required"
    theirs = new_id()
    filing = for_grandmother(citizen, theirs)
    consent(sign_in(portal, "stranger"), filing.id, theirs)
    assert slug(citizen.submit(filing)) == "consent-required"


def test_with_consent_the_grandson_files_and_the_receipt_names_it(portal: Running, citizen: Citizen) -> None:
    consent_id = new_id()
    filing = for_grandmother(citizen, consent_id)
    granted = consent(citizen, filing.id, consent_id)
    assert (granted.status_code, granted.json()["state"]) == (201, "granted")
    again = consent(citizen, filing.id, consent_id)
    assert (again.status_code, again.json()["receipt"]) == (200, granted.json()["receipt"])
    assert slug(consent(citizen, filing.id, consent_id, valid_days=3)) == "fingerprint-mismatch"
    assert citizen.submit(filing).status_code == 201
    assert citizen.call("GET", f"/consents/{consent_id}").json()["state"] == "used"
    (row,) = [row for row in portal.admin("GET", "/ledger")["dossiers"] if row["id"] == filing.id]
    assert [item["kind"] for item in row["items"]] == ["consent"]


def test_a_consent_ends(tmp_path: Path) -> None:
    with running(tmp_path / "data") as portal:
        citizen = sign_in(portal)
        revoked, expired = new_id(), new_id()
        first, second = for_grandmother(citizen, revoked), for_grandmother(citizen, expired)
        consent(citizen, first.id, revoked)
        consent(citizen, second.id, expired, valid_days=1)
        assert citizen.call("DELETE", f"/consents/{revoked}").status_code == 204
        assert slug(citizen.submit(first)) == "consent-required"
        portal.admin("PUT", "/clock", {"offset_s": 2 * 24 * 3600})
        assert slug(citizen.submit(second)) == "consent-expired"
        assert citizen.call("GET", f"/consents/{expired}").json()["state"] == "expired"


def test_reset_erases_all_but_the_key(tmp_path: Path) -> None:
    with running(tmp_path / "data") as portal:
        citizen = sign_in(portal)
        filing = citizen.file()
        cursor = citizen.call("GET", "/dossiers").json()["next_cursor"]
        before = portal.call("GET", "/oauth/jwks").json()
        portal.admin("POST", "/reset")
        assert portal.admin("GET", "/ledger")["dossiers"] == []
        assert list((tmp_path / "data" / "uploads").iterdir()) == []
        assert portal.call("GET", "/oauth/jwks").json() == before
        back = sign_in(portal)
        assert back.call("GET", f"/dossiers/{filing.id}").status_code == 404
        assert back.call("GET", f"/dossiers?since={cursor}").status_code == 410


def test_found_again_through_its_run_file_and_only_one_on_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with running(folder, "--run-file") as portal:
        said = json.loads((folder / "run.json").read_text(encoding="utf-8"))
        assert said == {"url": portal.url, "token": portal.token, "pid": portal.process.pid}
        if os.name == "posix":
            assert (folder / "run.json").stat().st_mode & 0o777 == 0o600
            assert (folder / "signing-key.pem").stat().st_mode & 0o777 == 0o600
        command = [sys.executable, "-m", "desktop.practice.server", "--data", str(folder)]
        second = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=30, check=False)
        assert (second.returncode, second.stdout) == (1, "")
        assert portal.stop() == 0
        assert not (folder / "run.json").exists()


def test_it_ends_when_nobody_asks(tmp_path: Path) -> None:
    with running(tmp_path / "data", "--idle-minutes", "0.01") as portal:
        assert until(lambda: portal.process.poll() is not None)
        assert portal.process.returncode == 0


def test_nothing_personal_is_logged(tmp_path: Path) -> None:
    with running(tmp_path / "data") as portal:
        sign_in(portal).file()
        portal.call("GET", "/api/v1/me?name=May")
    log = (tmp_path / "portal.log").read_text(encoding="utf-8")
    assert not [word for word in ("May", "Lò", "038158000123", "Bearer", portal.token) if word in log]
