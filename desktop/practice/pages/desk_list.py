"""The officer's desk: every dossier that came, or those of one office, the latest first."""

from collections import Counter
from collections.abc import Sequence

from desktop.practice.pages.frame import card, document
from desktop.practice.pages.html import Html, tag
from desktop.practice.pages.words import say
from desktop.practice.portal import Portal
from desktop.practice.tables import Dossier
from desktop.practice.workflow import STATES
from forms.units import is_unit, unit_address

SHOWN = 200


def list_page(portal: Portal, lang: str, unit: str | None = None) -> str:
    """All dossiers in one table; of *unit* alone when an officer of that office looks."""
    rows = portal.office.list()
    title = say("desk.title", lang) if unit is None else say("desk.unit-title", lang, unit=unit_words(unit))
    if not rows:
        return document(title, card(say("desk.empty", lang), tag("p", say("desk.empty-help", lang))), lang=lang)
    mine = [row for row in rows if unit in (None, row.unit)]
    table = tag("div", _table(portal, mine[:SHOWN], lang), class_="card scroll")
    return document(title, _offices(rows, unit, lang), table, lang=lang)


def unit_words(code: str) -> str:
    """The office's name; its code where it is none of ours."""
    return unit_address(code) if is_unit(code) else code


def _offices(rows: Sequence[Dossier], chosen: str | None, lang: str) -> Html:
    """The way to each office's own desk, with how many dossiers lie there."""
    lying = Counter(row.unit for row in rows if row.unit)
    every = (say("desk.all-units", lang), len(rows), "/desk", chosen is None)
    each = ((unit_words(unit), count, f"/desk?unit={unit}", unit == chosen) for unit, count in sorted(lying.items()))
    links = (
        tag("b", f"{name} ({count})", aria_current="page") if is_here else tag("a", f"{name} ({count})", href=where)
        for name, count, where, is_here in (every, *each)
    )
    return tag("nav", *links, class_="units", aria_label=say("desk.units", lang))


def status_chip(row: Dossier, lang: str) -> Html:
    """Where a dossier stands, in the visitor's language."""
    state = STATES[row.state]
    kind = "ok" if state.enum in {"finished", "returned"} else "warn" if state.paused else None
    return tag("span", say(f"status.{state.enum}", lang), class_=f"chip {kind}" if kind else "chip")


def moment(text: str | None) -> str:
    """A stored time as 08:37 23/11/2026; "" for none."""
    if not text:
        return ""
    year, month, day = text[:10].split("-")
    return f"{text[11:16]} {day}/{month}/{year}"


def name_of(row: Dossier, lang: str) -> str:
    """What stands for a dossier: its code, or that it has none yet."""
    return row.code or say("desk.no-code", lang)


def _table(portal: Portal, rows: Sequence[Dossier], lang: str) -> Html:
    titles = ("code", "procedure", "unit", "owner", "status", "due")
    head = tag("tr", *(tag("th", say(f"desk.{title}", lang), scope="col") for title in titles))
    return tag("table", tag("thead", head), tag("tbody", *(_row(portal, row, lang) for row in rows)))


def _row(portal: Portal, row: Dossier, lang: str) -> Html:
    late = tag("span", say("desk.overdue", lang), class_="chip warn") if portal.office.overdue(row) else None
    return tag(
        "tr",
        tag("td", tag("a", name_of(row, lang), href=f"/desk/dossiers/{row.id}")),
        tag("td", portal.casework.pack(row).text("procedure.name", lang)),
        tag("td", unit_words(row.unit or "")),
        tag("td", row.owner or ""),
        tag("td", status_chip(row, lang)),
        tag("td", moment(row.due_at), tag("br") if late else None, late),
    )
