"""What citizen and office wrote to each other, and the field for a reply."""

from desktop.practice.pages.desk_list import moment
from desktop.practice.pages.frame import card
from desktop.practice.pages.guard import seal
from desktop.practice.pages.html import Html, tag
from desktop.practice.pages.words import say
from desktop.practice.portal import Portal
from desktop.practice.tables import Dossier


def messages_card(portal: Portal, row: Dossier, lang: str) -> Html:
    """Both sides, the oldest first; there is always somebody who may reply."""
    said = portal.office.messages(row.id)
    lines = [tag("p", tag("b", one.name), f" – {moment(one.at)}", tag("br"), one.text) for one in said]
    none = tag("p", say("desk.no-messages", lang), class_="muted")
    form = tag(
        "form",
        tag("input", type="hidden", name="form_token", value=seal(portal, f"desk:{row.id}")),
        tag("input", type="hidden", name="action", value="reply"),
        tag("label", say("desk.reply", lang), for_="f-reply"),
        tag("textarea", id="f-reply", name="reply", rows="3", required=True),
        tag("button", say("action.reply", lang)),
        method="post",
        action=f"/desk/dossiers/{row.id}",
        id="act-reply",
    )
    return card(say("desk.messages", lang), *(lines or [none]), form)
