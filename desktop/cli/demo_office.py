"""The office's side of `hoso demo`, through the practice portal's admin API."""

import json
import urllib.request
from dataclasses import dataclass
from typing import Any, Self

from desktop import assembly

SECONDS = 30


@dataclass(frozen=True, slots=True)
class DemoOffice:
    """The officer of the practice portal that these services talk to."""

    url: str
    token: str

    @classmethod
    def at(cls, services: assembly.Services) -> Self:
        """The practice portal of these services, started when it is not there."""
        place = assembly.practice_portal(services)
        return cls(url=place.url, token=place.token)

    def act(self, dossier: str, action: str, **fields: Any) -> None:
        """One thing that an officer does."""
        self._call("POST", f"/dossiers/{dossier}/actions", {"action": action, **fields})

    def lose_next_replies(self, path: str) -> None:
        """The portal takes what is put there, its reply never comes, and nor does that to the first question."""
        put = {"match": {"method": "PUT", "path": path}, "do": "drop_after_commit", "times": 1}
        ask = {"match": {"method": "GET", "path": path}, "do": "drop_before", "times": 1}
        self._call("PUT", "/faults", {"rules": [put, ask]})

    def ledger(self) -> Any:
        """Everything that the portal holds."""
        return self._call("GET", "/ledger", None)

    def _call(self, method: str, path: str, body: object) -> Any:
        """127.0.0.1 only, without a proxy."""
        request = urllib.request.Request(  # noqa: S310 the address is our own portal's
            f"{self.url}/practice/v1{path}",
            data=None if body is None else json.dumps(body).encode(),
            method=method,
            headers={"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"},
        )
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request, timeout=SECONDS) as answer:
            content = answer.read()
        return json.loads(content) if content else None
