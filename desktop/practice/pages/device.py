"""Approve another device: who asks, when and for what; its code is typed even after its QR was scanned (RFC 10027)."""

from collections.abc import Sequence
from datetime import datetime

from desktop.practice.clock import HANOI
from desktop.practice.devices import Asking
from desktop.practice.pages.frame import card, document, field, note
from desktop.practice.pages.html import Html, joined, tag
from desktop.practice.pages.sign_in import hidden, known, new
from desktop.practice.pages.words import say
from desktop.practice.tables import Account
from desktop.practice.tokens import KIOSK


def code_page(*, ticket: str, lang: str = "vi", unknown: bool = False) -> str:
    """Which code is it: for whoever came without a scanned address."""
    ask = tag(
        "form", hidden(ticket), _code(lang), tag("button", say("device.look", lang), class_="primary"),
        method="post", action="/oauth/device",
    )  # fmt: skip
    wrong = [note(say("device.unknown", lang), "error")] if unknown else []
    return document(say("device.title", lang), *wrong, card(say("device.which", lang), ask), lang=lang, narrow=True)


def device_page(
    asking: Asking, accounts: Sequence[Account], *, ticket: str, typed: bool, lang: str = "vi", wrong: bool = False
) -> str:
    """The page that names the device and asks for the answer; the code too, unless it was *typed* just before."""
    answers = joined(
        tag("button", say("device.approve", lang), class_="primary", name="approve", value="yes"),
        tag("button", say("device.deny", lang), name="approve", value="no", formnovalidate=True),
    )
    who = known(accounts, lang) if accounts else new(lang)
    code = [] if typed else [_code(lang)]
    form = tag("form", hidden(ticket), *code, who, answers, method="post", action="/oauth/device")
    content = [note(_asks(asking, lang), "warn"), note(say("device.compare", lang))]
    if wrong:
        content.append(note(say("device.wrong", lang), "error"))
    content.append(card(say("device.who", lang), form))
    return document(say("device.title", lang), *content, lang=lang, narrow=True)


def device_done_page(*, approved: bool, lang: str = "vi") -> str:
    """What came of it."""
    words = say("device.approved" if approved else "device.denied", lang)
    return document(say("device.title", lang), note(words, None if approved else "warn"), lang=lang, narrow=True)


def _asks(asking: Asking, lang: str) -> str:
    moment = datetime.fromtimestamp(asking.asked_at, HANOI)
    name = asking.name or say("device.nameless", lang)
    key = "device.kiosk-asks" if asking.client == KIOSK else "device.asks"
    return say(key, lang, name=name, time=f"{moment:%H:%M}", day=f"{moment:%d/%m/%Y}")


def _code(lang: str) -> Html:
    return field(say("device.code", lang), "user_code", required=True)
