"""What a telephone would open from the fee's QR code: amount, receiver, and a button that only pretends to pay."""

from base64 import b64encode
from io import BytesIO

from desktop.practice.fee_desk import BENEFICIARY
from desktop.practice.pages.desk_forms import money
from desktop.practice.pages.frame import card, document, facts, note
from desktop.practice.pages.guard import seal
from desktop.practice.pages.html import Html, tag
from desktop.practice.pages.words import say
from desktop.practice.portal import Portal
from desktop.practice.problems import Problem
from desktop.practice.tables import Payment

OPEN = frozenset({"open", "pending"})


def payment_of(portal: Portal, pid: str) -> Payment:
    """The attempt with this id, when it is one by QR; Problem `not-found` otherwise."""
    with portal.store.read() as session:
        payment = session.get(Payment, pid)
    if payment is None or payment.qr is None:
        raise Problem("not-found", 404)
    return payment


def payer_page(portal: Portal, payment: Payment, lang: str, *, said: Html | None = None) -> str:
    """The attempt, its code, and the buttons of what may come of it."""
    rows = [
        (say("pay.to", lang), f"{BENEFICIARY['name']} – {BENEFICIARY['account']} ({BENEFICIARY['bin']})"),
        (say("pay.memo", lang), payment.memo),
        (say("pay.state", lang), say(f"payment.{payment.state}", lang)),
    ]
    content = [note(say("pay.pretend", lang), "warn"), said, tag("p", money(payment.amount), class_="big")]
    form_token = tag("input", type="hidden", name="form_token", value=seal(portal, f"pay:{payment.pid}"))
    words = ("go", "pending", "failed") if payment.state in OPEN else ("again",)
    buttons = [
        tag("button", say(f"pay.{word}", lang), name="bank", value=word, class_="primary" if word == "go" else None)
        for word in words
    ]
    content.append(tag("form", form_token, *buttons, method="post", action=f"/pay/{payment.pid}"))
    content.append(card(say("pay.what", lang), facts(rows), _picture(payment.qr or "", lang)))
    return document(say("pay.title", lang), *content, lang=lang, narrow=True)


def _picture(payload: str, lang: str) -> Html:
    import segno

    drawn = BytesIO()
    segno.make(payload, error="m", micro=False).save(drawn, kind="svg", border=4, xmldecl=False, svgns=True)
    source = f"data:image/svg+xml;base64,{b64encode(drawn.getvalue()).decode()}"
    return tag("img", class_="qr", src=source, alt=say("pay.qr", lang))
