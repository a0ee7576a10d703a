"""From a dossier that the portal refused to a corrected one: the old id is taken back first."""

from desktop.domain.attachment import CONSENT_SLOT
from desktop.domain.draft import Draft
from desktop.domain.errors import StillWaiting
from desktop.domain.submission import Kind, OutboxItem, State
from desktop.services.checking import acts_for_another
from desktop.ui.desk import Desk
from desktop.ui.pages.page import Page

CORRECTABLE = (State.NEEDS_FIX, State.NEEDS_FORM_UPGRADE, State.WITHDRAWING, State.WITHDRAWN)


def can_be_corrected(item: OutboxItem) -> bool:
    """Whether a corrected dossier may take its place."""
    return item.kind is Kind.DOSSIER and item.state in CORRECTABLE


def begin_correction(page: Page, desk: Desk, submission: str) -> None:
    """Take it back at the portal, then open the new draft where something is missing; without a network it is asked."""
    page.unsay()
    page.ask(
        page.around.network,
        lambda: _corrected(desk, submission),
        lambda found: page.around.navigator.go("papers" if found[1] else "check", found[0].id),
    )


def _corrected(desk: Desk, submission: str) -> tuple[Draft, bool]:
    """The new draft, and whether a consent must be signed for it anew."""
    try:
        draft = desk.finalising.correct(submission)
    except StillWaiting:
        desk.outbox.send_item(submission)
        draft = desk.finalising.correct(submission)
    has_consent = any(paper.slot == CONSENT_SLOT for paper in desk.attaching.of_draft(draft.id))
    return draft, acts_for_another(draft) and not has_consent
