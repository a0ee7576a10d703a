"""On a dossier's page: the last word between person and office, and the way to answer it."""

from PySide6.QtWidgets import QFrame

from desktop.domain.dossier import Dossier
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.arrangement import flow
from desktop.ui.widgets.basic import button, card, text
from desktop.ui.words import tr


def talk_card(around: Surroundings, dossier: Dossier) -> QFrame:
    """Label `lastWord` where something was said, button `talk`."""
    lines = [text(tr("talk.title"), "section")]
    if dossier.messages:
        last = dossier.messages[-1]
        who = tr("talk.you") if last.is_ours else last.name or tr("talk.office")
        lines.append(text(f"{who}: {last.text}", name="lastWord"))
    label = tr("talk.answer") if dossier.messages and not dossier.messages[-1].is_ours else tr("talk.open")
    act = button(label, "talk", lambda: around.navigator.go("talk", dossier.id))
    return card(*lines, flow(act))
