"""The card of a dossier that was filed elsewhere, in a list."""

from PySide6.QtWidgets import QWidget

from desktop.domain.followed import FollowedDossier
from desktop.ui.pages.followed_words import chip_words, status_label, told_by
from desktop.ui.pages.hand_words import day_words
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.basic import CardButton, chip, picture
from desktop.ui.words import tr


def followed_card(around: Surroundings, one: FollowedDossier) -> QWidget:
    """`followed_<id>`: its name, code, whose word it is and when it is due; opens its page."""
    today = around.today()
    words, tone = chip_words(one, today)
    second = second_line(around, one)
    icon, token = ("hand", "warn") if one.needs_person(today) else ("map-pin", "muted")
    face = CardButton(f"followed_{one.id}", one.title, second, picture=picture(around.icons, icon, token, 26))
    face.setAccessibleDescription(f"{second} · {words}")
    face.beside.addWidget(chip(words, tone))
    face.clicked.connect(lambda: around.navigator.go("followed", one.id))
    return face


def second_line(around: Surroundings, one: FollowedDossier) -> str:
    """`Cổng báo: Đang xử lý · Mã hồ sơ … · hẹn …`; the code stands once."""
    said = f"{told_by(one)}: {status_label(one)}" if one.status is not None else tr("followed.untold")
    code = [tr("dossier.code", code=one.code)] if one.title != one.code else []
    return " · ".join([said, *code, day_words(one.due_on, around.today())])
