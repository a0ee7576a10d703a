"""Before there is a window: whether there can be one, and how to say so where there is none."""

import os
import sys
from collections.abc import Sequence
from itertools import pairwise

from desktop import messages
from desktop.domain.errors import HosoError, Refusal


def refuse_without_display() -> None:
    """Refusal `app.no-display`: Qt would abort the process instead of saying so."""
    seen = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
    if sys.platform.startswith("linux") and not seen:
        raise Refusal("app.no-display")


def language(argv: Sequence[str]) -> str:
    """The language that the command line asks for, before it is parsed."""
    return "en" if "--lang=en" in argv or ("--lang", "en") in pairwise(argv) else "vi"


def tell(error: HosoError, lang: str) -> None:
    """One sentence and its code on stderr."""
    sys.stderr.write(f"{messages.say(error.code, lang, **error.parameters)} [{error.code}]\n")
