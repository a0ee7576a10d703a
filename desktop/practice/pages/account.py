"""A person's own page: which devices are signed in for them, and who may act in their name."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from desktop.practice.pages.desk_list import moment
from desktop.practice.pages.frame import card, document, facts, note
from desktop.practice.pages.guard import seal
from desktop.practice.pages.html import Html, Node, tag
from desktop.practice.pages.words import say
from desktop.practice.portal import Portal
from desktop.practice.sign_in_tables import SignedIn
from desktop.practice.tables import Account, Consent
from desktop.practice.tokens import CLIENTS
from forms.deadlines import ICT

HERE = frozenset({"127.0.0.1", "::1"})
OPEN = frozenset({"granted", "pending"})


def account_page(portal: Portal, account: Account, lang: str, *, said: Node = None) -> str:
    """The account's devices and consents, each with the way to end it; *said* is what the last act came to."""
    who = facts([(say("account.name", lang), account.name), (say("sign-in.account", lang), account.id)])
    leave = tag("button", say("account.leave", lang))
    content = [
        said,
        card(say("account.who", lang), who, _form(portal, account, "leave", "", leave)),
        card(
            say("account.devices", lang), tag("p", say("account.devices-help", lang)), *_devices(portal, account, lang)
        ),
    ]
    consents = consents_of(portal, account)
    if consents:
        content.append(card(say("account.consents", lang), *(_consent(portal, account, one, lang) for one in consents)))
    return document(say("account.title", lang), *content, lang=lang, narrow=True, home="/account")


def consents_of(portal: Portal, account: Account) -> list[Consent]:
    """Consents that are open and were given in this person's name, or to this account."""
    with portal.store.read() as session:
        rows = session.scalars(select(Consent).where(Consent.state.in_(OPEN)).order_by(Consent.expires_at))
        return [row for row in rows if _is_theirs(row, account)]


def _is_theirs(row: Consent, account: Account) -> bool:
    applicant: dict[str, Any] = row.applicant
    own = account.id_no is not None and applicant.get("id_no") == account.id_no
    return own or row.account == account.id


def _devices(portal: Portal, account: Account, lang: str) -> list[Html]:
    rows = portal.tokens.signed_in(account.id)
    if not rows:
        return [note(say("account.no-devices", lang), "warn")]
    shown = [_device(portal, account, row, lang) for row in rows]
    every = tag("button", say("account.end-all", lang))
    return [*shown, _form(portal, account, "end_all", "", every)]


def _device(portal: Portal, account: Account, row: SignedIn, lang: str) -> Html:
    client = say(f"client.{row.client}" if row.client in CLIENTS else "client.other", lang)
    name = row.device_name or client
    came_from = say("account.this-machine", lang) if row.came_from in HERE else row.came_from
    known = [
        (say("account.client", lang), client if row.device_name else ""),
        (say("account.since", lang), _local(row.since)),
        (say("account.used", lang), _local(row.used)),
        (say("account.from", lang), came_from),
    ]
    button = tag("button", say("account.end", lang), aria_label=f"{say('account.end', lang)}: {name}")
    ending = _form(portal, account, "end", row.family, button)
    return tag("section", tag("h3", name), facts(known), ending, class_="device")


def _consent(portal: Portal, account: Account, row: Consent, lang: str) -> Html:
    known = [
        (say("desk.procedure", lang), _procedure(portal, row.procedure, lang)),
        (say("desk.owner", lang), str(row.applicant.get("name", ""))),
        (say("desk.submitter", lang), row.account),
        (say("account.until", lang), moment(row.expires_at)),
    ]
    button = tag("button", say("account.take-back", lang))
    return tag("section", facts(known), _form(portal, account, "take_back", row.id, button), class_="device")


def _procedure(portal: Portal, code: str, lang: str) -> str:
    try:
        return portal.procedures.catalogue.get(code).text("procedure.name", lang)
    except KeyError:
        return code


def _form(portal: Portal, account: Account, action: str, about: str, button: Html) -> Html:
    hidden = {"form_token": seal(portal, f"account:{account.id}"), "action": action, "about": about}
    inputs = (tag("input", type="hidden", name=name, value=value) for name, value in hidden.items())
    return tag("form", *inputs, button, method="post", action="/account", class_=f"act-{action}")


def _local(seconds: float) -> str:
    return moment(datetime.fromtimestamp(seconds, ICT).isoformat(timespec="seconds"))
