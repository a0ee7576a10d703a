"""All faults of a step in one place; each jumps to its field."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.ui.form_entry.step import Fault
from desktop.ui.icons import Icons
from desktop.ui.widgets.basic import WordsButton, button, column, picture, row, text
from desktop.ui.words import tr


def error_summary(
    icons: Icons, faults: Sequence[Fault], jump: Callable[[str], None], go_on: Callable[[], None]
) -> QFrame:
    """The summary `errorSummary`: what is wrong, then what is only doubtful; its last button leaves it for later."""
    errors = [fault for fault in faults if not fault.is_doubt]
    doubts = [fault for fault in faults if fault.is_doubt]
    frame = QFrame()
    frame.setObjectName("errorSummary")
    frame.setProperty("role", "notice")
    frame.setProperty("tone", "error")
    frame.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    frame.setAccessibleName(tr("form.faults", n=len(errors)))
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(18, 12, 18, 10)
    layout.setSpacing(2)
    _listed(layout, errors, picture(icons, "circle-alert", "error", 24), tr("form.faults", n=len(errors)), jump)
    if doubts:
        layout.addSpacing(8)
        _listed(layout, doubts, picture(icons, "triangle-alert", "warn", 24), tr("form.doubts", n=len(doubts)), jump)
    layout.addSpacing(6)
    layout.addLayout(row(button(tr("form.later"), "faultsLater", go_on), None))
    return frame


def _listed(
    layout: QVBoxLayout, faults: Sequence[Fault], mark: QWidget, title: str, jump: Callable[[str], None]
) -> None:
    layout.addLayout(row(mark, text(title, "label")))
    for fault in faults:
        words = f"{fault.label}: {fault.sentence}"
        if fault.place:
            said = fault.sentence if fault.label in fault.sentence else words
            words = f"{fault.place} – {said}"
        name = f"{'doubt' if fault.is_doubt else 'fault'}{fault.pointer}"
        link = WordsButton(name, "link", column(text(words, "link", tone="accent")), room=(38, 6))
        link.setAccessibleName(words)
        link.clicked.connect(lambda _on=False, pointer=fault.pointer: jump(pointer))
        layout.addWidget(link)
