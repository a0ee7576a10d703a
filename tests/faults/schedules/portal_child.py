"""The practice portal in a process of its own, which can also be put back to how it once stood."""

import shutil
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs

import sqlcipher3
from sqlalchemy import delete
from starlette.types import ASGIApp, Receive, Scope, Send

from desktop.practice import server, upload_store
from desktop.practice.app import create_app
from desktop.practice.delta import begin_epoch
from desktop.practice.portal import Portal
from desktop.practice.procedures import Procedures
from desktop.practice.tables import Dossier, Item, Setting
from desktop.practice.upload_store import MAX_SIZE
from forms.catalogue import Catalogue


class Keeper:
    """Stands before the portal: `/keep?name=` and `/restore?name=&began=`, everything else goes through."""

    def __init__(self, app: ASGIApp, portal: Portal) -> None:
        self._app = app
        self._portal = portal
        self._kept = portal.options.folder / "kept"
        self._procedures = portal.procedures

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        acts: dict[str, Callable[[str], None]] = {
            "/keep": self._keep, "/restore": self._restore, "/restart": self._restart,
            "/limit": self._limit, "/retire": self._retire, "/reinstate": self._reinstate,
            "/lose": self._lose,
        }  # fmt: skip
        act = acts.get(scope.get("path", ""))
        if act is None:
            await self._app(scope, receive, send)
            return
        act(parse_qs(scope["query_string"].decode()).get("name", [""])[0])
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    def _keep(self, name: str) -> None:
        place = self._kept / name
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
        with self._portal.store._writing:
            _copy(self._portal.options.folder / "portal.db", place / "portal.db")
            shutil.copytree(self._portal.options.folder / "uploads", place / "uploads")

    def _restore(self, name: str) -> None:
        """As it stood then, and as if it had just been started; the key and the papers' folder stay in place."""
        place, portal = self._kept / name, self._portal
        uploads = portal.options.folder / "uploads"
        with portal.store._writing:
            _copy(place / "portal.db", portal.options.folder / "portal.db")
            for path in uploads.iterdir():
                path.unlink()
            shutil.copytree(place / "uploads", uploads, dirs_exist_ok=True)
        self._reinstate("")
        portal.faults.set([])
        portal.requests.clear()
        portal.clock.set(offset=0.0, speed=1.0)

    def _restart(self, _name: str) -> None:
        """Old cursors end with the run that gave them."""
        with self._portal.store.write() as session:
            session.delete(session.get_one(Setting, "epoch"))
            session.flush()
            begin_epoch(session)

    def _limit(self, most: str) -> None:
        """Papers of more bytes are refused from now on."""
        vars(upload_store)["MAX_SIZE"] = int(most)

    def _retire(self, _name: str) -> None:
        """No form that anybody has filled in is taken any more."""
        self._take_forms_of(replace(self._procedures, catalogue=Catalogue.of(())))

    def _lose(self, name: str) -> None:
        """What the portal has confirmed is gone without a trace: `kind/id`."""
        kind, _, item = name.partition("/")
        with self._portal.store.write() as session:
            if kind == "dossier":
                session.get_one(Dossier, item).manifest = None
            session.execute(delete(Item).where(Item.kind == kind, Item.id == item))

    def _reinstate(self, _name: str) -> None:
        """Papers and forms are taken as they were."""
        vars(upload_store)["MAX_SIZE"] = MAX_SIZE
        self._take_forms_of(self._procedures)

    def _take_forms_of(self, procedures: Procedures) -> None:
        self._portal.procedures = procedures
        self._portal.casework._procedures = procedures


def _copy(source: Path, target: Path) -> None:
    with closing(sqlcipher3.connect(str(source))) as old, closing(sqlcipher3.connect(str(target))) as new:
        old.backup(new)


def main(folder: str) -> int:
    vars(server)["create_app"] = lambda portal: Keeper(create_app(portal), portal)
    return server.main(["--data", folder, "--idle-minutes", "0"])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
