"""All pages of every form, under one another, filled with the pack's first good example."""

import os
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop import config
from desktop.ui.icons import Icons
from desktop.ui.preview import WIDTH, FormSheet
from desktop.ui.theme import Theme
from desktop.ui.words import Words, install
from forms.catalogue import PACKS
from forms.loader import load_pack
from forms.pack_tests import examples
from tests.screenshots.camera import grabbed, keep

DRESSES = (("light", 1.0, "vi"), ("light", 2.0, "vi"), ("dark", 1.0, "vi"), ("light", 1.0, "en"))


def draw_forms(app: QApplication, target: Path) -> None:
    """One picture a form in *target*; every dress of it in the folder `HOSO_SHOTS`, where that is named."""
    target.mkdir(parents=True, exist_ok=True)
    everything = os.environ.get("HOSO_SHOTS")
    theme = Theme(config.resource("theme").parent)
    for tone, scale, lang in DRESSES[: 1 if everything is None else None]:
        look = theme.look(tone, scale)
        theme.apply(app, look)
        icons = Icons(config.resource("icons"), look.tokens, look.scale)
        words = Words(config.resource("i18n").parent, lang, app)
        install(words)
        for folder, answers, today in filled_forms():
            sheet = FormSheet(load_pack(folder), answers, partial(date.fromisoformat, today), icons, look)
            sheet.fit(look.px(WIDTH))
            picture = grabbed(sheet)
            if (tone, scale, lang) == DRESSES[0]:
                keep(picture, target / f"{folder.parent.name}.png", 64)
            if everything is not None:
                place = Path(everything) / f"forms-{tone}-{round(scale * 100)}-{lang}"
                place.mkdir(parents=True, exist_ok=True)
                picture.save(place / f"{folder.parent.name}.png")
            sheet.deleteLater()
        app.removeTranslator(words)
    theme.close()


def filled_forms() -> Iterator[tuple[Path, dict[str, object], str]]:
    """(folder, answers, day) of each pack that has a form."""
    for procedure in sorted(PACKS.glob("[!_]*/*/*/procedure.json")):
        folder = procedure.parent
        good = [one for name, one in examples(folder).items() if name.startswith("tests/accept-")]
        if good:
            yield folder, dict(good[0]["answers"]), good[0]["today"]
