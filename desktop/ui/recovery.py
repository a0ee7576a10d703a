"""Which draft somebody was in when the program ended without saying goodbye."""

from desktop.services.ports import OpenUnit
from desktop.ui.navigator import Place
from desktop.ui.tasks import TaskRunner

KEY = "interrupted_draft"
FILING = frozenset({"filing_for", "form", "papers", "check"})


class Interrupted:
    """Remembers the draft in hand until it is put away; `draft` is what the last run left open."""

    def __init__(self, open_unit: OpenUnit, store: TaskRunner) -> None:
        self._open_unit = open_unit
        self._store = store
        with open_unit() as uow:
            self.draft = uow.settings.get(KEY) or ""
        self._kept = self.draft

    def at(self, place: Place) -> None:
        """The person went somewhere: into a filing, or out of one."""
        if place.name in FILING:
            self.draft = ""
            self._keep(place.key)
        elif not self.draft:
            self._keep("")

    def let_go(self) -> None:
        """The person does not want to go on now; the draft stays in the list."""
        self.draft = ""
        self._keep("")

    def put_away(self) -> None:
        """The program ends as it should."""
        self._keep("")

    def _keep(self, draft_id: str) -> None:
        if draft_id == self._kept:
            return
        self._kept = draft_id
        self._store.run(lambda: self._write(draft_id), lambda _none: None, _raise)

    def _write(self, draft_id: str) -> None:
        with self._open_unit() as uow:
            uow.settings.put(KEY, draft_id)
            uow.commit()


def _raise(error: Exception) -> None:
    raise error
