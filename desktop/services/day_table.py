"""The day's report as one table for a spreadsheet, and what waits in words."""

from desktop import messages
from desktop.services.day_book import Day, Waiting
from desktop.services.sheets import Table
from forms.deadlines import ICT

HEADS = ("time", "act", "procedure-code", "procedure", "person", "number", "subject", "code", "why")


def day_table(day: Day, lang: str) -> Table:
    """Every happening, then everything that waits with its reason; numbers masked."""

    def say(code: str) -> str:
        return messages.say(f"day.{code}", lang)

    rows = [
        (
            f"{one.at.astimezone(ICT):%H:%M}",
            say(f"act.{one.act.value}"),
            one.procedure,
            one.title,
            one.person,
            one.number,
            one.subject,
            one.code,
            "",
        )
        for one in day.happenings
    ]
    rows += [
        ("", say("act.waits"), one.procedure, one.title, one.person, one.number, one.subject, "", why(one, lang))
        for one in day.waiting
    ]
    return Table(f"{day.day:%Y-%m-%d}", tuple(say(head) for head in HEADS), rows)


def waiting_lines(day: Day, lang: str) -> list[tuple[str, str]]:
    """(what, why) of everything that waits."""
    return [(_what(one), why(one, lang)) for one in day.waiting]


def why(one: Waiting, lang: str) -> str:
    """Where it stands and, where something was said, the reason."""
    if one.state == "draft":
        return messages.say("day.draft", lang)
    state = messages.say("day.paused" if one.state == "paused" else f"state.{one.state}", lang)
    reason = messages.say(one.reason, lang) if one.reason and messages.has(one.reason, lang) else ""
    return f"{state}. {reason}".strip() if reason else state


def _what(one: Waiting) -> str:
    whom = " – ".join(part for part in (f"{one.person} {one.number}".strip(), one.subject) if part)
    return f"{one.title}: {whom}" if whom else one.title
