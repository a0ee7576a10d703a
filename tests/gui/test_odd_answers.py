"""No answers, however odd, break the form: it is drawn, told what is wrong, typed into and printed or refused."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from PySide6.QtWidgets import QApplication

from desktop import config
from desktop.adapters.documents.official_form import draw_official_form
from desktop.domain.errors import Refusal
from desktop.ui.form_entry.steps import form_states
from desktop.ui.icons import Icons
from desktop.ui.preview import WIDTH, FormSheet
from desktop.ui.theme import Look, Theme
from desktop.ui.words import Words, install
from forms.catalogue import PACKS
from forms.loader import load_pack
from forms.pack import Json, ProcedurePack
from forms.pack_tests import examples
from tests.fakes.odd_answers import odd_answers

FOLDERS = sorted(path.parent for path in PACKS.glob("[!_]*/*/*/schema.json"))
DAY = date(2026, 11, 26)
DRAFT = "0199aaaa-0000-7000-8000-000000000001"
Draw = Callable[[ProcedurePack, dict[str, Json]], None]
each_pack = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)


@pytest.fixture(scope="module")
def draw(qapp: QApplication) -> Iterator[Draw]:
    theme = Theme(config.resource("theme").parent)
    look = theme.look("light", 1.0)
    words = Words(config.resource("i18n").parent, "vi", qapp)
    install(words)
    yield partial(drawn, Icons(config.resource("icons"), look.tokens), look)
    qapp.removeTranslator(words)
    theme.close()


def drawn(icons: Icons, look: Look, pack: ProcedurePack, answers: dict[str, Json]) -> None:
    sheet = FormSheet(pack, answers, lambda: DAY, icons, look)
    sheet.fit(look.px(WIDTH))
    for form in sheet.forms:
        form.show_all_faults()
        form.take(sheet.answers())
    form_states(pack, answers, "", DAY)
    sheet.deleteLater()


def printed(pack: ProcedurePack, answers: dict[str, Json]) -> str:
    """How it ended: drawn, or the code of a refusal."""
    try:
        draw_official_form(pack, answers, today=DAY, draft_id=DRAFT)
    except Refusal as refusal:
        return refusal.code
    return "drawn"


def for_odd_answers(folder: Path, number: int, draw: Draw) -> None:
    """Draw and print *number* answers made of the pack's own examples."""
    pack = load_pack(folder)
    good = [example["answers"] for example in examples(folder).values()]

    @settings(max_examples=number, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
    @given(odd_answers(pack, good))
    def run(answers: dict[str, Json]) -> None:
        draw(pack, answers)
        assert printed(pack, answers) in {"drawn", "document.missing-glyph", "document.too-long"}

    run()


@each_pack
def test_no_answers_break_the_form_or_the_paper(folder: Path, draw: Draw) -> None:
    for_odd_answers(folder, 4, draw)


@pytest.mark.long
@pytest.mark.timeout(900)
@each_pack
def test_the_same_for_many(folder: Path, draw: Draw) -> None:
    for_odd_answers(folder, 40, draw)
