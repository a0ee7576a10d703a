"""Our loopback listener and the portal's sign-in page, with a browser made of plain requests."""

import html
import re
import threading
from datetime import timedelta

import requests

from tests.contract.client.visitor import Visitor
from tests.contract.practice.office import new_id

TICKET = re.compile(r'name="ticket"[^>]*value="([^"]+)"')


def test_person_signs_in_on_the_portals_page(visitor: Visitor) -> None:
    account = f"lan-{new_id()}"
    pages: list[requests.Response] = []

    def walk(url: str) -> None:
        ticket = TICKET.search(requests.get(url, timeout=10).text)
        assert ticket is not None
        form = {"ticket": html.unescape(ticket[1]), "account": account, "name": "Phạm Thị Lan"}
        pages.append(requests.post(url.partition("?")[0], data=form, timeout=10))

    walks: list[threading.Thread] = []

    def open_browser(url: str) -> bool:
        walks.append(threading.Thread(target=walk, args=(url,)))
        walks[0].start()
        return True

    tokens = visitor.identity.in_browser(open_browser, timedelta(seconds=20))
    walks[0].join()
    assert visitor.identity.whoami(tokens.access_token) == (account, "Phạm Thị Lan")
    assert tokens.refresh_token is not None
    assert "Hồ Sơ" in pages[0].content.decode()
    assert visitor.identity.refresh(tokens.refresh_token).access_token != tokens.access_token
