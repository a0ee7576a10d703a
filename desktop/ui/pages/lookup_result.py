"""What the portal tells anybody of a dossier, as a card: whose move it is, then the facts."""

from PySide6.QtWidgets import QFrame

from desktop.domain.looked_up import LookedUp
from desktop.ui.pages.followed_words import code_and_place, status_label, turn_card, turned
from desktop.ui.pages.hand_words import as_sentence, day_words
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.basic import card, column, text
from desktop.ui.words import VIETNAM, day, day_and_time, tr


def lookup_result(around: Surroundings, told: LookedUp) -> QFrame:
    """A frame with `turnCard` and the facts; there are no names in it, because the portal tells none."""
    now = around.now()
    frame = QFrame()
    facts = [
        text(told.procedure_name or tr("lookup.some_procedure"), "section", name="lookedUpName"),
        text(code_and_place(told), "lead", name="lookedUpCode"),
        text(tr("lookup.status", status=status_label(told)), "label", name="lookedUpStatus"),
    ]
    if told.since is not None:
        facts.append(text(tr("lookup.since", when=day_and_time(told.since, now))))
    if told.submitted_at is not None:
        facts.append(text(tr("lookup.submitted", day=day(told.submitted_at))))
    due_on = told.due_at.astimezone(VIETNAM).date() if told.due_at else None
    facts.append(text(as_sentence(day_words(due_on, around.today())), name="lookedUpDue"))
    facts.append(text(tr("dossier.as_of", when=day_and_time(now, now)), "second"))
    turn = turn_card(around, turned(told, is_overdue=told.is_overdue(now)))
    frame.setLayout(column(turn, card(*facts, gap=6), gap=16))
    return frame
