"""What changed while nobody looked, in words that name nobody."""

from collections.abc import Collection, Sequence

from desktop.domain.dossier import Dossier, Turn
from desktop.services.tracking import StatusView
from desktop.ui.desk import Desk
from desktop.ui.pages.states import status_words
from desktop.ui.pages.titles import plain_name
from desktop.ui.pages.whose_move import NO_HURRY, Move, move_of
from desktop.ui.words import tr


class News:
    """Reads the store, on its thread alone; knows which word of each office is old, so that it is told of once."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._old: dict[str, str] = {}

    def begin(self) -> None:
        """Whatever is stored by now is old."""
        with self._desk.open_unit() as uow:
            self._old = dict(uow.dossiers.last_messages())

    def of(self, changed: Sequence[str], seen: Collection[str]) -> list[tuple[str, str]]:
        """By submission: what is to be done, else where it stands; nothing that was *seen*, and none in quiet hours."""
        is_quiet, news = self._desk.reminding.is_quiet(), []
        for about in changed:
            view = self._desk.tracking.status(about)
            if view.dossier is None:
                continue
            if about not in seen and not is_quiet:
                move = move_of(view.submission, view.left) if view.turn is Turn.YOURS else None
                news.append((move, about, self._words(view, view.dossier, move)))
            if (about in seen or not is_quiet) and view.dossier.messages:
                self._old[about] = view.dossier.messages[-1].mid
        news.sort(key=lambda one: one[0].urgency if one[0] is not None else NO_HURRY)
        return [(about, words) for _, about, words in news]

    def _words(self, view: StatusView, dossier: Dossier, move: Move | None) -> str:
        name = plain_name(self._desk.catalogue.get(view.submission.procedure, view.submission.version))
        return tr("news.one", name=name, status=self._new(dossier, move))

    def _new(self, dossier: Dossier, move: Move | None) -> str:
        """What there is to do, else that the office wrote, else where it stands."""
        if move is not None:
            return f"{tr('dossier.your_turn')} – {move.action}"
        is_new = dossier.is_written_about and dossier.messages[-1].mid != self._old.get(dossier.id)
        return tr("news.written") if is_new else status_words(dossier)
