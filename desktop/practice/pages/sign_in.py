"""Sign in at the practice portal, or approve a device: whoever one likes to be."""

from collections.abc import Sequence

from desktop.practice.pages.frame import card, document, field, note
from desktop.practice.pages.html import Html, joined, tag
from desktop.practice.pages.words import say
from desktop.practice.tables import Account


def sign_in_page(accounts: Sequence[Account], *, ticket: str, lang: str = "vi") -> str:
    """The page of the browser grant; *ticket* is the sealed request and goes back with the form."""
    content = [note(say("sign-in.safe", lang), "warn")]
    if accounts:
        content.append(
            card(say("sign-in.known", lang), _form("/oauth/authorize", ticket, _known(accounts, lang), lang))
        )
    new = _form("/oauth/authorize", ticket, _new(lang), lang, first=not accounts)
    content.append(card(say("sign-in.new", lang), new))
    return document(say("sign-in.title", lang), *content, lang=lang, narrow=True)


def device_page(accounts: Sequence[Account], *, user_code: str, ticket: str, lang: str = "vi") -> str:
    """The page on which a person compares the code and approves, or does not."""
    code = field(say("device.code", lang), "user_code", value=user_code, required=True)
    answers = joined(
        tag("button", say("device.approve", lang), class_="primary", name="approve", value="yes"),
        tag("button", say("device.deny", lang), name="approve", value="no"),
    )
    who = _known(accounts, lang) if accounts else _new(lang)
    form = tag("form", _hidden(ticket), code, who, answers, method="post", action="/oauth/device")
    content = [note(say("device.compare", lang), "warn"), card(say("device.who", lang), form)]
    return document(say("device.title", lang), *content, lang=lang, narrow=True)


def device_done_page(*, approved: bool, lang: str = "vi") -> str:
    """What came of it."""
    words = say("device.approved" if approved else "device.denied", lang)
    return document(say("device.title", lang), note(words, None if approved else "warn"), lang=lang, narrow=True)


def _form(action: str, ticket: str, content: Html, lang: str, *, first: bool = True) -> Html:
    button = tag("button", say("sign-in.go", lang), class_="primary" if first else None)
    return tag("form", _hidden(ticket), content, button, method="post", action=action)


def _hidden(ticket: str) -> Html:
    return tag("input", type="hidden", name="ticket", value=ticket)


def _known(accounts: Sequence[Account], lang: str) -> Html:
    choices = (
        tag(
            "label",
            tag("input", type="radio", name="account", value=account.id, required=True, checked=number == 0),
            tag("span", account.name, tag("br"), tag("span", account.id, class_="muted")),
            class_="check",
        )
        for number, account in enumerate(accounts)
    )
    return tag("fieldset", tag("legend", say("sign-in.choose", lang)), *choices)


def _new(lang: str) -> Html:
    return joined(
        field(say("sign-in.account", lang), "account", required=True),
        field(say("sign-in.name", lang), "name", required=True),
        field(say("sign-in.id-no", lang), "id_no"),
    )
