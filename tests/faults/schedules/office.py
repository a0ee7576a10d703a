"""The portal of the schedules, as a harness commands it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tests.e2e import oracle

ROOT = Path(__file__).parents[3]
SECONDS = 60


@dataclass
class Office:
    """One portal process; every call here goes past proxy and faults."""

    url: str
    token: str
    session: requests.Session = field(default_factory=requests.Session)

    def __post_init__(self) -> None:
        self.session.trust_env = False
        self.session.headers["Connection"] = "close"  # one that is kept may end just when it is used again

    def call(self, method: str, path: str, **options: Any) -> requests.Response:
        headers = {"Authorization": f"Bearer {self.token}"}
        return self.session.request(method, self.url + path, timeout=SECONDS, headers=headers, **options)

    def keep(self, name: str) -> None:
        self.call("POST", "/keep", params={"name": name}).raise_for_status()

    def restore(self, name: str) -> None:
        self.call("POST", "/restore", params={"name": name}).raise_for_status()

    def restart(self) -> None:
        self.call("POST", "/restart").raise_for_status()

    def limit(self, most: int) -> None:
        """Papers of more bytes are refused."""
        self.call("POST", "/limit", params={"name": str(most)}).raise_for_status()

    def retire(self) -> None:
        """No form is taken any more, and no answer to what was filed with one."""
        self.call("POST", "/retire").raise_for_status()

    def reinstate(self) -> None:
        """Papers and forms are taken as ever."""
        self.call("POST", "/reinstate").raise_for_status()

    def lose(self, kind: str, item: str) -> None:
        """What the portal has confirmed is gone from it without a trace."""
        self.call("POST", "/lose", params={"name": f"{kind}/{item}"}).raise_for_status()

    def act(self, dossier: str, action: str, **needs: Any) -> bool:
        """Whether the office could do it."""
        answer = self.call("POST", f"/practice/v1/dossiers/{dossier}/actions", json={"action": action, **needs})
        return answer.status_code < 300

    def break_by(self, rules: Sequence[Mapping[str, Any]]) -> None:
        self.call("PUT", "/practice/v1/faults", json={"rules": list(rules)}).raise_for_status()

    def ledger(self) -> Any:
        return self.call("GET", "/practice/v1/ledger").json()

    def keys(self) -> dict[str, Ed25519PublicKey]:
        return oracle.public_keys(self.url)


@contextmanager
def office_in(folder: Path) -> Iterator[Office]:
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "tests.faults.schedules.portal_child", str(folder)]
    environment = {**os.environ, "PYTHONWARNINGS": "ignore"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, env=environment) as process:
        assert process.stdout is not None
        ready = json.loads(process.stdout.readline())
        office = Office(ready["ready"], ready["token"])
        try:
            yield office
        finally:
            office.session.close()
            process.terminate()
            process.wait(SECONDS)
