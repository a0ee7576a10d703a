"""Sign in at the practice portal: whoever one likes to be."""

from collections.abc import Sequence

from desktop.practice.pages.frame import card, document, field, note
from desktop.practice.pages.html import Html, joined, tag
from desktop.practice.pages.words import say
from desktop.practice.tables import Account


def sign_in_page(
    accounts: Sequence[Account], *, ticket: str, lang: str = "vi", action: str = "/oauth/authorize"
) -> str:
    """The page of the browser grant; *ticket* is the sealed request and goes back with the form to *action*."""
    content = [note(say("sign-in.safe", lang), "warn")]
    if accounts:
        content.append(card(say("sign-in.known", lang), _form(action, ticket, known(accounts, lang), lang)))
    fresh = _form(action, ticket, new(lang), lang, first=not accounts)
    content.append(card(say("sign-in.new", lang), fresh))
    if action == "/oauth/authorize":
        leave = tag("button", say("sign-in.deny", lang), name="deny", value="yes")
        content.append(tag("form", hidden(ticket), leave, method="post", action=action))
    return document(say("sign-in.title", lang), *content, lang=lang, narrow=True)


def _form(action: str, ticket: str, content: Html, lang: str, *, first: bool = True) -> Html:
    button = tag("button", say("sign-in.go", lang), class_="primary" if first else None)
    return tag("form", hidden(ticket), content, button, method="post", action=action)


def hidden(ticket: str) -> Html:
    """The sealed request, to go back with the form."""
    return tag("input", type="hidden", name="ticket", value=ticket)


def known(accounts: Sequence[Account], lang: str) -> Html:
    """The accounts there are, one to be chosen."""
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


def new(lang: str) -> Html:
    """An account that is made now."""
    return joined(
        field(say("sign-in.account", lang), "account", required=True),
        field(say("sign-in.name", lang), "name", required=True),
        field(say("sign-in.id-no", lang), "id_no"),
    )
