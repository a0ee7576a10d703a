"""What is wrong with one draft of a batch; each line leads to where it is mended and back."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame

from desktop.domain.attachment import CONSENT_SLOT
from desktop.services.batching import Checked
from desktop.ui.form_entry.steps import categories, label_of, step_of
from desktop.ui.pages.answer_lines import field_label
from desktop.ui.pages.titles import plain_name
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.arrangement import Folding
from desktop.ui.widgets.basic import button, card, picture, row, text
from desktop.ui.words import lang, tr
from forms.validation import FieldError, error_text

GoTo = Callable[[Checked, str, str], None]


def faults_of(around: Surroundings, one: Checked, go_to: GoTo) -> QFrame:
    """A card `faultsOf_<draft>` with a button `fix_<draft><pointer>` or `add_<draft>_<slot>` for each fault."""
    name = one.candidate.whom.name or tr("batch.nameless")
    head = row(picture(around.icons, "circle-alert", "error", 24), text(name, "label"), gap=12)
    head.setStretch(1, 1)
    lines = [_line(around, one, fault, go_to) for fault in one.check.errors]
    lines += [_lacking(around, one, code, go_to) for code in one.check.missing_slots]
    second = text(plain_name(one.candidate.pack), "second")
    return card(head, second, *lines, name=f"faultsOf_{one.draft.id}", gap=8)


def _line(around: Surroundings, one: Checked, fault: FieldError, go_to: GoTo) -> Folding:
    pack, key = one.candidate.pack, one.draft.id
    step = step_of(pack, dict(one.draft.answers), fault.pointer)
    title = label_of(pack, dict(categories(pack, dict(one.draft.answers)))[step], lang())
    where = " – ".join(part for part in (title, field_label(pack, fault.pointer, lang())) if part)
    sentence = f"{where}: {error_text(pack, fault, lang())}"
    fix = button(
        tr("word.edit"),
        f"fix_{key}{fault.pointer}",
        lambda: go_to(one, "batch_form", f"{step}#{fault.pointer}"),
    )
    fix.setAccessibleName(f"{tr('word.edit')}: {one.candidate.whom.name} – {sentence}")
    return Folding(text(sentence), fix, least=around.look.px(260), gap=12)


def _lacking(around: Surroundings, one: Checked, code: str, go_to: GoTo) -> Folding:
    name = tr("filing_for.consent") if code == CONSENT_SLOT else one.candidate.pack.text(f"slot.{code}.name", lang())
    sentence = tr("check.lacking", name=name)
    add = button(tr("papers.add"), f"add_{one.draft.id}_{code}", lambda: go_to(one, "batch_papers", ""))
    add.setAccessibleName(f"{tr('papers.add')}: {one.candidate.whom.name} – {name}")
    return Folding(text(sentence), add, least=around.look.px(260), gap=12)
