"""All faults of a step in one place; each jumps to its field."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.ui.form_entry.field import Field
from desktop.ui.icons import Icons
from desktop.ui.widgets.basic import button, picture, row, text
from desktop.ui.words import tr


def error_summary(
    icons: Icons, faults: Sequence[tuple[Field, str]], jump: Callable[[QWidget], None], go_on: Callable[[], None]
) -> QFrame:
    """The summary `errorSummary`; its last button leaves the faults for later, for saving is never refused."""
    frame = QFrame()
    frame.setObjectName("errorSummary")
    frame.setProperty("role", "notice")
    frame.setProperty("tone", "error")
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(18, 12, 18, 10)
    layout.setSpacing(2)
    layout.addLayout(row(picture(icons, "circle-alert", "error", 24), text(tr("form.faults", n=len(faults)), "label")))
    for field, sentence in faults:
        link = button(_short(f"{field.label}: {sentence}"), f"fault{field.pointer}", role="link")
        link.setAccessibleName(f"{field.label}: {sentence}")
        link.setToolTip(sentence)
        link.clicked.connect(lambda _on=False, field=field: jump(field.control.inputs()[0]))
        layout.addWidget(link)
    layout.addWidget(button(tr("form.later"), "faultsLater", go_on))
    return frame


def _short(sentence: str) -> str:
    return sentence if len(sentence) <= 72 else f"{sentence[:71].rstrip()}…"
