"""What a command says when this machine's clock is wrong."""

from datetime import timedelta

from desktop.messages import say
from desktop.services.portal_time import PortalTime
from forms.deadlines import ICT


def clock_words(time: PortalTime, lang: str) -> str:
    """Which way and by how much, or that it lies before the program was made; nothing where it is right enough."""
    if time.is_off:
        code = "cli.clock-slow" if time.offset > timedelta(0) else "cli.clock-fast"
        return say(code, lang, amount=_amount(abs(time.offset), lang))
    if time.is_too_early:
        return say("cli.clock-too-early", lang, day=f"{time.now().astimezone(ICT):%d/%m/%Y}")
    return ""


def _amount(span: timedelta, lang: str) -> str:
    minutes = round(span.total_seconds() / 60)
    if minutes < 2 * 60:
        return say("cli.minutes", lang, n=minutes)
    if minutes < 48 * 60:
        return say("cli.hours", lang, n=round(minutes / 60))
    return say("cli.days", lang, n=round(minutes / 60 / 24))
