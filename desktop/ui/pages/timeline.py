"""Where a dossier is: this machine, the portal, the office, its steps, the result."""

from PySide6.QtWidgets import QWidget

from desktop.domain.dossier import Dossier, HistoryRow
from desktop.ui.desk import StatusLike
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.basic import column, picture, row, text
from desktop.ui.words import day_and_time, tr


def timeline(around: Surroundings, status: StatusLike) -> list[QWidget]:
    """One row per thing that happened, one for where it is now, one for what is to come."""
    one, item, dossier = status.submission, status.item, status.dossier
    rows = [_row(around, "done", tr("timeline.here"), tr("timeline.finalised", when=day_and_time(one.finalised_at)))]
    if item is not None and item.receipted_at is not None:
        second = tr("timeline.receipt", when=day_and_time(item.receipted_at))
        rows.append(_row(around, "done", tr("sent.portal"), second))
    if dossier is None:
        return rows
    rows += [_row(around, "done", line.text, _who(line)) for line in dossier.history]
    if dossier.final:
        return rows
    if dossier.step is not None:
        rows.append(_row(around, "here", *_now(dossier)))
    due = tr("timeline.promised", when=day_and_time(dossier.due_at)) if dossier.due_at else tr("timeline.no_date")
    rows.append(_row(around, "todo", tr("timeline.result"), due))
    return rows


def _who(line: HistoryRow) -> str:
    return " · ".join(part for part in (day_and_time(line.at), line.unit, line.actor) if part)


def _now(dossier: Dossier) -> tuple[str, str]:
    step = dossier.step
    if step is None:
        return "", ""
    title = f"{step.name} – {step.handler}" if step.handler else step.name
    since = tr("timeline.since", when=day_and_time(step.since)) if step.since else ""
    due = tr("timeline.step_due", when=day_and_time(step.due)) if step.due else ""
    return title, " · ".join(part for part in (step.unit or "", since, due) if part)


def _row(around: Surroundings, state: str, title: str, second: str) -> QWidget:
    icon, token = {"done": ("circle-check", "ok"), "here": ("circle-dot", "accent"), "todo": ("circle", "muted")}[state]
    words = column(text(title, "label"), text(second, "second"), gap=0)
    mark = picture(around.icons, icon, token, around.look.px(24))
    mark.setAccessibleName(tr(f"step.{state}"))
    inside = row(mark, words, gap=16)
    inside.setStretch(1, 1)
    holder = QWidget()
    holder.setLayout(inside)
    return holder
