"""The same person at another computer, with another program: what is done there, ours is not told."""

import base64
import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

import requests

from desktop.adapters.ids import new_id
from desktop.domain.submission import Kind, OutboxItem
from desktop.services.vault_ports import PaperStore
from forms.answers import canonical, fingerprint
from tests.faults.schedules.office import SECONDS, Office
from tests.faults.schedules.stage import USER

CLIENT = "hoso-desktop"
GRANT = "urn:ietf:params:oauth:grant-type:device_code"

JSON = {"Content-Type": "application/json"}


class Elsewhere:
    """Signed in for itself; every call goes past proxy and faults."""

    def __init__(self, office: Office) -> None:
        self._office = office
        asked = self._form("/oauth/device_authorization", {"client_id": CLIENT})
        approval = {"user_code": asked["user_code"], "user": USER}
        office.call("POST", "/practice/v1/device-approvals", json=approval).raise_for_status()
        about = {"client_id": CLIENT, "grant_type": GRANT, "device_code": asked["device_code"]}
        self._bearer = self._form("/oauth/token", about)["access_token"]

    def dossier(self, dossier: str) -> Any:
        """As the portal shows it to this person."""
        return self._call("GET", f"/dossiers/{dossier}").json()

    def take_back(self, dossier: str) -> None:
        self._call("DELETE", f"/dossiers/{dossier}")

    def write(self, dossier: str, text: str) -> None:
        self._call("PUT", f"/dossiers/{dossier}/messages/{new_id()}", JSON, canonical({"text": text}))

    def revoke(self, consent: str) -> None:
        self._call("DELETE", f"/consents/{consent}")

    def drop(self, uploads: Iterable[str]) -> None:
        for upload in uploads:
            self._call("DELETE", f"/uploads/{upload}")

    def put_other(self, item: OutboxItem, papers: PaperStore) -> None:
        """Another content under the own id of a dossier or of the answer to a supplement."""
        manifest, place = json.loads(item.body), f"/dossiers/{item.id}"
        if item.kind is Kind.DOSSIER:
            manifest["data"]["con"]["noi_sinh"] = "Trạm y tế xã khác"
        else:
            manifest["data"] = dict.fromkeys(manifest["data"], "Lò Văn Khác")
            place = f"/dossiers/{item.submission}/supplements/{item.id}"
        uploads = {}
        for paper in manifest["attachments"]:
            with papers.open(paper["sha256"]) as stored:
                uploads[f"{paper['slot']}/{paper['n']}"] = self._upload(stored.read())
        body = {"manifest": manifest, "fingerprint": fingerprint(manifest), "uploads": uploads, "client": "other/1"}
        self._call("PUT", place, JSON, canonical(body))

    def _upload(self, content: bytes) -> str:
        upload, digest = new_id(), base64.b64encode(hashlib.sha256(content).digest()).decode()
        told = {"Upload-Length": str(len(content)), "Repr-Digest": f"sha-256=:{digest}:"}
        self._call("POST", "/uploads", {"Idempotency-Key": f'"{upload}"', **told})
        chunk = {"Content-Type": "application/offset+octet-stream", "Upload-Offset": "0"}
        self._call("PATCH", f"/uploads/{upload}", chunk, content)
        return upload

    def _call(
        self, method: str, path: str, headers: Mapping[str, str] | None = None, data: bytes | None = None
    ) -> requests.Response:
        told = {"Tus-Resumable": "1.0.0", "Authorization": f"Bearer {self._bearer}", **(headers or {})}
        url = f"{self._office.url}/api/v1{path}"
        answer = self._office.session.request(method, url, timeout=SECONDS, headers=told, data=data)
        answer.raise_for_status()
        return answer

    def _form(self, path: str, form: Mapping[str, Any]) -> Any:
        answer = self._office.session.post(self._office.url + path, data=dict(form), timeout=SECONDS)
        answer.raise_for_status()
        return answer.json()
