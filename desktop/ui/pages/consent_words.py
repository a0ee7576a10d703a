"""How a consent stands, in words; what the portal has not said is not guessed."""

from datetime import datetime

from desktop.domain.consent import ConsentState
from desktop.services.consenting import ConsentView
from desktop.ui.words import day, tr

SOON_DAYS = 3
_TONES = {
    ConsentState.PENDING: "neutral",
    ConsentState.GRANTED: "ok",
    ConsentState.USED: "ok",
    ConsentState.REVOKED: "error",
    ConsentState.EXPIRED: "error",
}


def consent_chip(view: ConsentView, now: datetime) -> tuple[str, str]:
    """The state in a few words, and its tone."""
    state = view.state(now)
    if state is None:
        return tr("consent.state.unheard"), "neutral"
    left = days_left(view, now)
    if state is ConsentState.GRANTED and left is not None and left <= SOON_DAYS:
        return tr("consent.state.expiring", n=left), "warn"
    return tr(f"consent.state.{state.value}"), _TONES[state]


def consent_sentence(view: ConsentView, now: datetime) -> str:
    """Who acts for whom, and until when."""
    who = tr("consent.who", submitter=view.submitter.name, applicant=view.consent.applicant_name)
    standing = view.standing
    if standing is None:
        return f"{who} {tr('consent.days_from_portal', n=view.consent.valid_days)}"
    if standing.expires_at is None:
        return who
    over = view.state(now) is ConsentState.EXPIRED
    until = tr("consent.was_until" if over else "consent.until", day=day(standing.expires_at))
    return f"{who} {until}"


def days_left(view: ConsentView, now: datetime) -> int | None:
    """Whole days that are left of it; None where nobody said."""
    until = view.standing.expires_at if view.standing is not None else None
    return max(0, (until - now).days) if until is not None else None
