"""One dossier on the desk: what was asked, what came with it, what happened, and what may be done now."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import select

from desktop.practice.pages.desk_forms import action_forms
from desktop.practice.pages.desk_list import moment, name_of, status_chip
from desktop.practice.pages.desk_messages import messages_card
from desktop.practice.pages.frame import card, document, facts, note
from desktop.practice.pages.html import Html, Node, tag
from desktop.practice.pages.words import say
from desktop.practice.portal import Portal
from desktop.practice.tables import Attachment, Dossier, History
from forms.pack import ProcedurePack
from forms.pointers import dotted, of_scope
from forms.rules import controls
from forms.wording import answer_text


def dossier_page(portal: Portal, row: Dossier, lang: str, *, said: Node = None) -> str:
    """Everything about one dossier; *said* is what the last act came to."""
    pack, manifest = portal.casework.pack(row), portal.casework.manifest(row)
    left = tag(
        "div",
        card(say("desk.about", lang), facts(_facts(portal, row, pack, manifest, lang))),
        card(say("desk.answers", lang), facts(list(answer_rows(pack, manifest["data"], lang)))),
        card(say("desk.papers", lang), _papers(portal, row, pack, lang)),
        card(say("desk.history", lang), _history(portal, row)),
    )
    right = tag(
        "div", _documents(portal, row, lang), messages_card(portal, row, lang), *action_forms(portal, row, lang)
    )
    title = f"{pack.text('procedure.name', lang)} – {row.owner or ''}"
    grid = tag("div", left, right, class_="grid")
    return document(title, tag("p", status_chip(row, lang)), said, grid, lang=lang, home="/desk")


def done(action: str, lang: str) -> Html:
    """That an act was carried out."""
    return note(say("desk.done", lang, action=say(f"action.{action}", lang)))


def answer_rows(pack: ProcedurePack, data: Mapping[str, Any], lang: str) -> Iterator[tuple[str, str]]:
    """Each answer with its label, in the form's order."""
    for control in controls(pack.ui):
        pointer = of_scope(control["scope"])
        value = answer_text(pack, dict(data), pointer, lang)
        if value is not None:
            yield label_of(pack, pointer, lang), value


def label_of(pack: ProcedurePack, pointer: str, lang: str) -> str:
    """What the form calls this answer."""
    key = f"{dotted(pointer)}.label"
    return pack.text(key, lang) if pack.has_text(key) else pointer


def _facts(
    portal: Portal, row: Dossier, pack: ProcedurePack, manifest: Mapping[str, Any], lang: str
) -> list[tuple[str, str]]:
    submitter = manifest["submitter"]
    due = moment(row.due_at) + (f" – {say('desk.overdue', lang)}" if portal.office.overdue(row) else "")
    return [
        (say("desk.code", lang), name_of(row, lang)),
        (say("desk.procedure", lang), f"{pack.text('procedure.name', lang)} ({pack.code})"),
        (say("desk.owner", lang), row.owner or ""),
        (say("desk.submitter", lang), f"{submitter['name']} ({say('relation.' + submitter['relation'], lang)})"),
        (say("desk.submitted", lang), moment(row.submitted_at)),
        (say("desk.received", lang), moment(row.received_at)),
        (say("desk.due", lang), due),
        (say("desk.reason", lang), row.reason or ""),
    ]


def _papers(portal: Portal, row: Dossier, pack: ProcedurePack, lang: str) -> Html:
    query = select(Attachment).where(Attachment.dossier == row.id, Attachment.active)
    with portal.store.read() as session:
        papers = list(session.scalars(query.order_by(Attachment.slot, Attachment.n)))
    if not papers:
        return tag("p", say("desk.no-papers", lang), class_="muted")
    lines = (
        tag(
            "li",
            tag("a", _slot_name(pack, paper.slot, lang), href=f"/desk/dossiers/{row.id}/papers/{paper.slot}/{paper.n}"),
            f" ({paper.slot}/{paper.n}, {paper.size:,} byte)".replace(",", "."),
        )
        for paper in papers
    )
    return tag("ul", *lines)


def _slot_name(pack: ProcedurePack, slot: str, lang: str) -> str:
    key = f"slot.{slot}.name"
    return pack.text(key, lang) if pack.has_text(key) else slot


def _history(portal: Portal, row: Dossier) -> Html:
    with portal.store.read() as session:
        happened = list(session.scalars(select(History).where(History.dossier == row.id).order_by(History.seq)))
    lines = (
        tag("tr", tag("td", moment(one.at)), tag("td", one.text), tag("td", one.actor.get("name", "")))
        for one in happened
    )
    return tag("div", tag("table", *lines), class_="scroll")


def _documents(portal: Portal, row: Dossier, lang: str) -> Html | None:
    documents = portal.office.documents(row.id)
    if not documents:
        return None
    lines = (
        tag(
            "li", tag("a", one.name, href=f"/desk/dossiers/{row.id}/documents/{one.rid}"), f" – {moment(one.issued_at)}"
        )
        for one in documents
    )
    return card(say("desk.documents", lang), tag("ul", *lines))
