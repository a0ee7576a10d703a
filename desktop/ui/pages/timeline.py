"""Where a dossier is: this machine, the portal, the office, its steps, the result."""

from datetime import datetime

from PySide6.QtWidgets import QWidget

from desktop.domain.dossier import Dossier, HistoryRow, went_back
from desktop.services.tracking import StatusView
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.basic import column, picture, row, text
from desktop.ui.words import day_and_time, tr
from forms.units import unit

_MARKS = {"done": ("circle-check", "ok"), "here": ("circle-dot", "accent"), "todo": ("circle", "muted")}


def timeline(around: Surroundings, status: StatusView) -> list[QWidget]:
    """One row per thing that happened, one for where it is now, one for what is to come."""
    return [_row(around, *line) for line in _lines(status, around.now())]


def unit_words(code: str | None) -> str:
    """The name of a unit; what is no code of ours as it came."""
    try:
        found = unit(code or "")
    except KeyError:
        return code or ""
    return f"{found.kind} {found.name}"


def _lines(status: StatusView, now: datetime) -> list[tuple[str, str, str]]:
    one, item, dossier = status.submission, status.item, status.dossier
    lines = [("done", tr("timeline.here"), tr("timeline.finalised", when=day_and_time(one.finalised_at, now)))]
    if item.receipted_at is not None:
        second = tr("timeline.receipt", when=day_and_time(item.receipted_at, now))
        lines.append(("done", tr("sent.portal"), second))
    if dossier is None:
        return lines
    back = went_back(dossier.history)
    lines += [("done", line.text, _who(line, now, is_back=line.seq in back)) for line in dossier.history]
    if dossier.final:
        return lines
    if dossier.step is not None:
        lines.append(("here", *_now(dossier, now)))
    due = tr("timeline.promised", when=day_and_time(dossier.due_at, now)) if dossier.due_at else tr("timeline.no_date")
    return [*lines, ("todo", tr("timeline.result"), due)]


def _who(line: HistoryRow, now: datetime, *, is_back: bool) -> str:
    back = tr("timeline.went_back") if is_back else ""
    return " · ".join(part for part in (day_and_time(line.at, now), unit_words(line.unit), line.actor, back) if part)


def _now(dossier: Dossier, now: datetime) -> tuple[str, str]:
    step = dossier.step
    if step is None:
        return "", ""
    since = tr("timeline.since", when=day_and_time(step.since, now)) if step.since else ""
    due = tr("timeline.step_due", when=day_and_time(step.due, now)) if step.due else ""
    parts = (step.handler or "", unit_words(step.unit), since, due)
    return step.name, " · ".join(part for part in parts if part)


def _row(around: Surroundings, state: str, title: str, second: str) -> QWidget:
    icon, token = _MARKS[state]
    words = column(text(title, "label"), text(second, "second"), gap=0)
    mark = picture(around.icons, icon, token, 24)
    mark.setAccessibleName(tr(f"step.{state}"))
    inside = row(mark, words, gap=16)
    inside.setStretch(1, 1)
    holder = QWidget()
    holder.setLayout(inside)
    return holder
