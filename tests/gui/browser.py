"""The person's browser and telephone: plain requests to the practice portal's own pages."""

import html
import re
import threading

import requests

TICKET = re.compile(r'name="ticket"[^>]*value="([^"]+)"')
FORM_TOKEN = re.compile(r'name="form_token"[^>]*value="([^"]+)"')
SECONDS = 20


class Browser:
    """Signs in on the page that it is told to open; `account` and `name` are what is typed there."""

    account = "lo-van-tam"
    name = "Lò Văn Tâm"

    def __init__(self) -> None:
        self.walks: list[threading.Thread] = []
        self.last_page = ""

    def opens(self, url: str) -> bool:
        """What `webbrowser.open` does: the page opens and the program goes on."""
        self.walks.append(threading.Thread(target=self._signs_in, args=(url,)))
        self.walks[-1].start()
        return True

    def rests(self) -> None:
        """Every page was read to its end."""
        for walk in self.walks:
            walk.join(SECONDS)

    def _signs_in(self, url: str) -> None:
        ticket = TICKET.search(_session().get(url, timeout=SECONDS).text)
        assert ticket is not None
        form = {"ticket": html.unescape(ticket[1]), "account": self.account, "name": self.name}
        self.last_page = _session().post(url.partition("?")[0], data=form, timeout=SECONDS).text


def pays(url: str) -> str:
    """On the page that a telephone opens from the QR; what the page says then."""
    telephone = _session()
    token = FORM_TOKEN.search(telephone.get(url, timeout=SECONDS).text)
    assert token is not None
    return telephone.post(url, data={"form_token": token[1]}, timeout=SECONDS).text


def _session() -> requests.Session:
    session = requests.Session()
    session.trust_env = False
    return session
