"""JSON Forms' examples are drawn in the real form: what is in sight has a field on the screen."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication

from desktop import config
from desktop.ui.icons import Icons
from desktop.ui.preview import WIDTH, FormSheet
from desktop.ui.theme import Theme
from desktop.ui.words import Words, install
from forms.errors import PackError
from forms.lenient import Preview
from forms.pointers import pattern
from forms.schema_paths import subschema
from forms.visibility import visible
from tests.contract.conformance.json_forms import examples, opened

pytestmark = pytest.mark.timeout(300)


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    words = Words(config.resource("i18n").parent, "en", qapp)
    install(words)
    made = Theme(config.resource("theme").parent)
    yield made
    qapp.removeTranslator(words)
    made.close()


def unseen(preview: Preview, data: dict[str, object], sheet: FormSheet) -> set[str]:
    """Controls that no step of the sheet has a field for; what nobody types (`readOnly`) has a line of words."""
    asked = {pointer for pointer in visible(preview.pack, data) if pattern(pointer) == pointer}
    typed = {pointer for pointer in asked if not (subschema(preview.pack.schema, pointer) or {}).get("readOnly")}
    return {pointer for pointer in typed if not any(form.field_at(pointer) for form in sheet.forms)}


def test_what_is_in_sight_is_on_the_screen(theme: Theme) -> None:
    look = theme.look("light", 1.0)
    icons = Icons(config.resource("icons"), look.tokens)
    drawn = 0
    for example in examples():
        try:
            preview = opened(example)
        except PackError:
            continue
        sheet = FormSheet(preview.pack, example["data"] or {}, lambda: date(2026, 11, 26), icons, look)
        sheet.fit(look.px(WIDTH))
        for form in sheet.forms:
            form.show_all_faults()
        assert unseen(preview, example["data"] or {}, sheet) == set(), example["name"]
        sheet.deleteLater()
        drawn += 1
    assert drawn > 50
