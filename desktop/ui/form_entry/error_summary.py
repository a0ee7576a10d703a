"""All faults of a step in one place; each jumps to its field."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.ui.form_entry.field import Field
from desktop.ui.icons import Icons
from desktop.ui.widgets.basic import WordsButton, button, column, picture, row, text
from desktop.ui.words import tr


def error_summary(
    icons: Icons, faults: Sequence[tuple[Field, str]], jump: Callable[[QWidget], None], go_on: Callable[[], None]
) -> QFrame:
    """The summary `errorSummary`; its last button leaves the faults for later, for saving is never refused."""
    frame = QFrame()
    frame.setObjectName("errorSummary")
    frame.setProperty("role", "notice")
    frame.setProperty("tone", "error")
    frame.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    frame.setAccessibleName(tr("form.faults", n=len(faults)))
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(18, 12, 18, 10)
    layout.setSpacing(2)
    layout.addLayout(row(picture(icons, "circle-alert", "error", 24), text(tr("form.faults", n=len(faults)), "label")))
    for field, sentence in faults:
        words = column(text(f"{field.label}: {sentence}", "link", tone="accent"))
        link = WordsButton(f"fault{field.pointer}", "link", words, room=(38, 6))
        link.setAccessibleName(f"{field.label}: {sentence}")
        link.clicked.connect(lambda _on=False, field=field: jump(field.control.inputs()[0]))
        layout.addWidget(link)
    layout.addSpacing(6)
    layout.addLayout(row(button(tr("form.later"), "faultsLater", go_on), None))
    return frame
