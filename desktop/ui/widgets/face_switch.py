"""*Từng bước / Một trang*: how a form is shown."""

from collections.abc import Callable

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from desktop.ui.widgets.arrangement import flow
from desktop.ui.words import tr

FACE = "formFace"
STEPS, PAGE = "steps", "page"


def face_switch(now: str, choose: Callable[[str], None]) -> QWidget:
    """Two round buttons `face_steps` and `face_page`; *choose* is told the other one."""
    holder = flow()
    group = QButtonGroup(holder)
    layout = holder.layout()
    for face in (STEPS, PAGE):
        radio = QRadioButton(tr(f"form.face.{face}"))
        radio.setObjectName(f"face_{face}")
        radio.setAccessibleName(f"{tr('form.face')}: {tr(f'form.face.{face}')}")
        radio.setAccessibleDescription(tr(f"form.face.{face}_help"))
        radio.setToolTip(tr(f"form.face.{face}_help"))
        radio.setChecked(face == now)
        radio.toggled.connect(lambda on, face=face: choose(face) if on else None)
        group.addButton(radio)
        if layout is not None:
            layout.addWidget(radio)
    return holder
