"""A practice portal in its own process, and a bare client of it: plain requests, nothing of ours but forms."""

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import requests
from uuid_utils import uuid7

from forms.answers import Paper, Submitter, build_manifest, complete, fingerprint
from forms.catalogue import Catalogue
from forms.fees import total
from forms.manifest import ManifestParts

ROOT = Path(__file__).parents[3]
SECONDS = 20
PDF = b"%PDF-1.4\n% made up for a test\n" + b"x" * 2000
AS_OF = date(2026, 11, 22)
EXAMPLE = ROOT / "forms/packs/civil-status/1.001193/1/tests/accept-grandmother.json"
Json = Any


def new_id() -> str:
    return str(uuid7())


@dataclass
class Running:
    """A portal process; `stop` asks it to end, `kill` does not ask."""

    url: str
    token: str
    process: subprocess.Popen[str]
    session: requests.Session = field(default_factory=requests.Session)

    def call(self, method: str, path: str, **options: Any) -> requests.Response:
        self.session.trust_env = False
        return self.session.request(method, self.url + path, timeout=SECONDS, allow_redirects=False, **options)

    def admin(self, method: str, path: str, body: Json = None) -> Json:
        answer = self.call(method, f"/practice/v1{path}", json=body, headers={"Authorization": f"Bearer {self.token}"})
        assert answer.status_code < 300, answer.text
        return answer.json() if answer.content else None

    def act(self, dossier: str, action: str, **needs: Any) -> Json:
        return self.admin("POST", f"/dossiers/{dossier}/actions", {"action": action, **needs})

    def fault(self, do: str, method: str, path: str, **more: Any) -> None:
        self.admin("PUT", "/faults", {"rules": [{"match": {"method": method, "path": path}, "do": do, **more}]})

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self._end()

    def stop(self) -> int:
        if self.process.poll() is None:
            self.process.terminate()
        return self._end()

    def _end(self) -> int:
        self.session.close()
        code = self.process.wait(SECONDS)
        assert self.process.stdout is not None
        self.process.stdout.close()
        return code


@contextmanager
def running(folder: Path, *options: str) -> Iterator[Running]:
    command = [sys.executable, "-m", "desktop.practice.server", "--data", str(folder), *options]
    environment = {**os.environ, "PYTHONWARNINGS": "ignore"}
    with (folder.parent / "portal.log").open("ab") as log:
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=log, text=True, env=environment)
    assert process.stdout is not None
    ready = json.loads(process.stdout.readline())
    portal = Running(ready["ready"], ready["token"], process)
    try:
        yield portal
    finally:
        portal.stop()


@dataclass
class Citizen:
    """A signed-in account; every call is made by hand, so that a test sees what is on the wire."""

    portal: Running
    account: str
    tokens: dict[str, Any]

    def call(self, method: str, path: str, **options: Any) -> requests.Response:
        headers = {"Authorization": f"Bearer {self.tokens['access_token']}", **options.pop("headers", {})}
        return self.portal.call(method, f"/api/v1{path}", headers=headers, **options)

    def upload(self, content: bytes = PDF, upload: str | None = None) -> str:
        upload = upload or new_id()
        self.announce(upload, content)
        sent = self.send(upload, content, 0)
        assert sent.status_code == 204, sent.text
        return upload

    def announce(self, upload: str, content: bytes) -> requests.Response:
        headers = {
            "Idempotency-Key": f'"{upload}"',
            "Upload-Length": str(len(content)),
            "Repr-Digest": repr_digest(content),
            "Tus-Resumable": "1.0.0",
        }
        return self.call("POST", "/uploads", headers=headers)

    def send(self, upload: str, content: Any, offset: int, **more: str) -> requests.Response:
        headers = {"Content-Type": "application/offset+octet-stream", "Upload-Offset": str(offset), **more}
        return self.call("PATCH", f"/uploads/{upload}", data=content, headers=headers)

    def submit(self, filing: "Filing") -> requests.Response:
        return self.call("PUT", f"/dossiers/{filing.id}", json=filing.body)

    def file(self, **changes: Any) -> "Filing":
        """A dossier that has arrived."""
        filing = Filing.made(self.upload(), **changes)
        answer = self.submit(filing)
        assert answer.status_code in {201, 202}, answer.text
        filing.receipt = answer.json()["receipt"]
        return filing

    def dossier(self, filing: "Filing") -> Json:
        answer = self.call("GET", f"/dossiers/{filing.id}")
        assert answer.status_code == 200, answer.text
        return answer.json()


@dataclass
class Filing:
    """What one PUT of a dossier holds."""

    id: str
    manifest: Json
    uploads: dict[str, str]
    receipt: str = ""

    @property
    def body(self) -> Json:
        return {
            "manifest": self.manifest,
            "fingerprint": fingerprint(self.manifest),
            "uploads": self.uploads,
            "client": "test",
        }

    @classmethod
    def made(cls, upload: str, *, name_ends: str = "", consent: str | None = None, **parts: Any) -> "Filing":
        manifest = manifest_of(consent=consent, **parts)
        manifest["applicant"]["name"] += name_ends
        return cls(new_id(), manifest, {"TP01/1": upload})


def manifest_of(
    *, consent: str | None = None, relation: str = "self", replaces: str | None = None, changes: Mapping[str, Any] = {}
) -> Json:
    pack = Catalogue.shipped().get("1.001193")
    answers = json.loads(EXAMPLE.read_text(encoding="utf-8"))["answers"]
    data = complete(pack, {**answers, **changes}, today=AS_OF)
    return build_manifest(
        ManifestParts(
            pack=pack,
            data=data,
            mode="practice",
            as_of=AS_OF,
            submitter=Submitter(relation, "Nguyễn Văn Bình", "038090000001"),
            attachments=(Paper("TP01", 1, hashlib.sha256(PDF).hexdigest(), len(PDF), "application/pdf"),),
            finalised_at=datetime(2026, 11, 22, 3, 0, tzinfo=UTC),
            fee_shown=total(pack, data),
            consent=consent,
            replaces=replaces,
        )
    )


def repr_digest(content: bytes) -> str:
    return f"sha-256=:{b64encode(hashlib.sha256(content).digest()).decode()}:"


def device_tokens(portal: Running, account: str, client: str = "hoso-desktop") -> Json:
    codes = portal.call("POST", "/oauth/device_authorization", data={"client_id": client}).json()
    portal.admin("POST", "/device-approvals", {"user_code": codes["user_code"], "user": account})
    return device_poll(portal, codes["device_code"], client).json()


def device_poll(portal: Running, code: str, client: str = "hoso-desktop") -> requests.Response:
    form = {
        "grant_type": "urn:ietf:params:oauth:grant-type:device_code",
        "client_id": client,
        "device_code": code,
    }
    return portal.call("POST", "/oauth/token", data=form)


def sign_in(portal: Running, account: str = "binh") -> Citizen:
    return Citizen(portal, account, device_tokens(portal, account))


def until(happens: Any, seconds: float = SECONDS) -> Any:
    """The first true answer of *happens*; the portal works in its own time."""
    end = time.monotonic() + seconds
    while not (found := happens()):
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)
    return found
