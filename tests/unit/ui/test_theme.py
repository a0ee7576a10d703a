"""Every colour that stands on another can be read; derived from the style sheet, so that a new rule cannot escape."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.ui.pages.settings import SCALES
from desktop.ui.theme import NAMES, Look, style_sheet
from tests.unit.ui.contrast import contrast

THEME = Path(__file__).parents[3] / "resources" / "theme"
THEMES: dict[str, dict[str, str]] = json.loads((THEME / "tokens.json").read_text(encoding="utf-8"))
SHEET = (THEME / "window.qss").read_text(encoding="utf-8")
READABLE, VISIBLE = 4.5, 3.0

USUAL = ("paper", "surface")
GROUNDS = {
    "#band": ("practice",),
    "#alarm": ("warn_soft",),
    '#rail QLabel[role="brand"]': ("rail",),
    'QPushButton[role="band"]': ("practice",),
    'QPushButton[role="rail"]': ("rail", "neutral_soft", "surface"),
    'QLabel[role="second"]': (*USUAL, "accent_soft"),
    'QLabel[role="link"]': (*USUAL, "error_soft"),
    'QLabel[tone="accent"]': (*USUAL, "error_soft", "neutral_soft"),
    'QLabel[tone="muted"]': (*USUAL, "neutral_soft"),
    'QPushButton[role="link"]': (*USUAL, "neutral_soft", "warn_soft", "error_soft"),
}
"""Where words stand on something else than a page or a card, by the beginning of the selector."""
ROUND = ("paper", "surface", "rail", "accent_soft", "warn_soft", "error_soft")
"""What the ring of the focus is seen on."""
BARE = re.compile(r"QScrollBar|hairline|QProgressBar|:disabled|QWidget > QWidget")
"""Rules whose ground carries no words, or what WCAG lets be dim."""
ICONS = {"text", "accent", "muted", "ok", "warn", "error"}


def rules() -> Iterator[tuple[str, str]]:
    """(selector, its declarations), one selector each."""
    for selectors, body in re.findall(r"([^{}]+)\{([^}]*)\}", re.sub(r"/\*.*?\*/", "", SHEET, flags=re.DOTALL)):
        for selector in selectors.split(","):
            yield " ".join(selector.split()), body


def token(body: str, what: str) -> str:
    found = re.search(rf"(?:^|[;\s]){what}:[^;]*\$(\w+)", body)
    return found[1] if found else ""


def grounds(selector: str) -> tuple[str, ...]:
    fitting = [key for key in GROUNDS if selector.startswith(key)]
    return GROUNDS[max(fitting, key=len)] if fitting else USUAL


def word_pairs() -> set[tuple[str, str]]:
    """(words, ground): from rules that say both, one of both, and from words that no rule colours."""
    pairs: set[tuple[str, str]] = set()
    for selector, body in rules():
        colour, ground = token(body, "color"), token(body, "background")
        if BARE.search(selector):
            continue
        if colour and ground:
            pairs.add((colour, ground))
        elif colour:
            pairs |= {(colour, one) for one in grounds(selector)}
        elif ground and not selector.endswith(("indicator:checked", ":pressed", ":hover")) and selector != "#band":
            pairs.add(("text", ground))
        elif ground and "primary" in selector:
            pairs.add(("on_accent", ground))
        elif ground and selector != "#band":
            pairs |= {("text", ground), ("muted", ground)} if selector.endswith(":hover") else {("on_accent", ground)}
        if placeholder := token(body, "placeholder-text-color"):
            pairs.add((placeholder, ground))
    return pairs


def edge_pairs() -> set[tuple[str, str]]:
    """(border, ground) of what is pressed or typed into, and of frames that mean something."""
    pairs: set[tuple[str, str]] = set()
    for selector, body in rules():
        for what in ("border", "border-color", "border-bottom"):
            colour = token(body, what)
            around = ROUND if selector.endswith(":focus") and colour == "focus" else grounds(selector)
            if colour and colour != "line" and not BARE.search(selector):
                pairs |= {(colour, one) for one in (*around, token(body, "background")) if one != colour}
    return {(colour, ground) for colour, ground in pairs if ground}


def test_the_sheet_is_understood() -> None:
    assert {
        ("text", "surface"),
        ("on_accent", "accent"),
        ("muted", "paper"),
        ("on_practice", "practice"),
    } <= word_pairs()
    assert {("control", "surface"), ("focus", "paper"), ("error", "surface"), ("focus", "rail")} <= edge_pairs()


@pytest.mark.parametrize("theme", NAMES)
def test_words_can_be_read(theme: str) -> None:
    tokens = THEMES[theme]
    dim = {(one, other): contrast(tokens[one], tokens[other]) for one, other in sorted(word_pairs())}
    assert {pair: round(ratio, 2) for pair, ratio in dim.items() if ratio < READABLE} == {}


@pytest.mark.parametrize("theme", NAMES)
def test_edges_rings_and_icons_can_be_seen(theme: str) -> None:
    tokens = THEMES[theme]
    pairs = edge_pairs() | {(icon, ground) for icon in ICONS for ground in USUAL} | {("on_accent", "accent")}
    dim = {(one, other): contrast(tokens[one], tokens[other]) for one, other in sorted(pairs)}
    assert {pair: round(ratio, 2) for pair, ratio in dim.items() if ratio < VISIBLE} == {}


def test_high_contrast_is_higher() -> None:
    words = {pair: contrast(*(THEMES["contrast"][one] for one in pair)) for pair in word_pairs()}
    assert {pair: round(ratio, 2) for pair, ratio in words.items() if ratio < 7} == {}


def test_themes_have_the_same_tokens() -> None:
    assert set(THEMES) == set(NAMES)
    assert len({frozenset(tokens) for tokens in THEMES.values()}) == 1


@pytest.mark.parametrize("scale", SCALES)
def test_a_radio_stays_round(scale: str) -> None:
    sheet = style_sheet(
        SHEET, Look("light", float(scale), THEMES["light"]), dict.fromkeys(("chevron", "tick", "dot"), "")
    )
    both = re.search(r"QCheckBox::indicator \{ width: (\d+)px; height: \d+px; border: (\d+)px", sheet)
    round_one = re.search(r"QRadioButton::indicator \{ border-radius: (\d+)px", sheet)
    assert both is not None
    assert round_one is not None
    half = int(both[1]) / 2 + int(both[2])
    assert half * 0.9 <= int(round_one[1]) <= half
