"""*Giới thiệu và giấy phép*: what this program is, whose letters and pictures it shows, and what it is built from."""

from dataclasses import dataclass
from importlib import metadata

from PySide6.QtWidgets import QFrame, QVBoxLayout

from desktop import config
from desktop.ui.pages.page import Page
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.arrangement import flow
from desktop.ui.widgets.basic import button, card, column, text
from desktop.ui.words import tr

MOST = 400
"""Packages; a bound for a walk over what names each other."""
LONGEST = 60


@dataclass(frozen=True, slots=True)
class Library:
    """A package that the program is built from; `licence` as it says itself, empty where it says nothing short."""

    name: str
    version: str
    licence: str


class AboutCard(QFrame):
    """In the settings: version, what it is, and buttons `about`, `eraseAll`."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.setProperty("role", "card")
        go = page.around.navigator.go
        inside = column(
            text(tr("settings.about"), "section"),
            text(tr("about.version", version=config.VERSION), name="version"),
            text(tr("about.not_the_state"), "help"),
            flow(
                button(tr("about.open"), "about", lambda: go("about"), icon="info", icons=page.around.icons),
                button(tr("erase.open"), "eraseAll", lambda: go("erase"), icon="trash-2", icons=page.around.icons),
            ),
        )
        inside.setContentsMargins(20, 16, 20, 16)
        self.setLayout(inside)


class AboutPage(Page):
    """The whole of it; the libraries are read from what is installed."""

    rail = "settings"

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around, "page", (tr("settings.title"), tr("settings.about")))
        self.headline(tr("about.title"), tr("about.version", version=config.VERSION))
        own = [text(tr(key)) for key in ("about.not_the_state", "about.connected", "about.licence")]
        self.add(card(*own))
        art = [text(tr(key)) for key in ("about.font_screen", "about.font_paper", "about.icons")]
        self.add(card(text(tr("about.art"), "section"), *art))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        self.add(card(text(tr("about.libraries"), "section"), text(tr("about.libraries_help"), "help"), self._rows))
        self.body.addStretch(1)
        self.ask(around.store, libraries, self._show)

    def _show(self, found: tuple[Library, ...]) -> None:
        if not found:
            self._rows.addWidget(text(tr("about.no_metadata"), "help", name="noLibraries"))
        for one in found:
            words = " · ".join(part for part in (f"{one.name} {one.version}", one.licence) if part)
            self._rows.addWidget(text(words, name=f"library_{one.name}"))


def libraries(program: str = config.NAME) -> tuple[Library, ...]:
    """All that *program* needs and what those need in turn, by name; what is not installed here is left out."""
    found: dict[str, Library] = {}
    waiting = _needs(program)
    for _ in range(MOST):
        if not waiting:
            break
        name = waiting.pop()
        if name.lower() in found:
            continue
        try:
            told = metadata.metadata(name)
        except metadata.PackageNotFoundError:
            continue
        found[name.lower()] = Library(told["Name"], told["Version"], _licence(told))
        waiting += _needs(name)
    return tuple(found[name] for name in sorted(found))


def _needs(name: str) -> list[str]:
    try:
        wanted = metadata.requires(name) or []
    except metadata.PackageNotFoundError:
        return []
    return [_name_of(one) for one in wanted if "extra ==" not in one]


def _name_of(requirement: str) -> str:
    """`SQLAlchemy` of `SQLAlchemy<2.2,>=2.1.9; python_version < "4"`."""
    end = next((at for at, letter in enumerate(requirement) if not (letter.isalnum() or letter in "-_.")), None)
    return requirement[:end]


def _licence(told: metadata.PackageMetadata) -> str:
    """As an expression, else the short field, else its classifier."""
    for name in ("License-Expression", "License"):
        words = (told[name] or "").strip() if name in told else ""
        if words and len(words) <= LONGEST and "\n" not in words:
            return words
    classifiers = [one for one in told.get_all("Classifier") or [] if one.startswith("License ::")]
    return classifiers[0].rsplit(" :: ", 1)[-1] if classifiers else ""
