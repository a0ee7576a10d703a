"""A page that is looked at, and the dress it wears then."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

FIRST_RUN = ("toCommune", "toProtection", "makeVault", "recoveryKept")
"""What is pressed from the first page to the first procedure, when nothing is answered."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A page: its name, where it is (nowhere: it stands alone) and what is done there, before one looks.

    *window* is what one looks at, where it is another than the program's own.
    """

    name: str
    place: tuple[str, ...] = ()
    acts: tuple[Callable[[], None], ...] = ()
    window: Callable[[], QWidget] | None = None


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to look at a page."""

    theme: str
    scale: str
    width: int
    height: int
    lang: str = "vi"

    @property
    def name(self) -> str:
        """`light-100-1280`, with `-en` behind it in English."""
        plain = f"{self.theme}-{round(float(self.scale) * 100)}-{self.width}"
        return plain if self.lang == "vi" else f"{plain}-{self.lang}"


SIZES = ((1280, 800), (1024, 600))
LARGEST, LARGEST_EN = (Variant("light", "2.0", 1024, 600, lang) for lang in ("vi", "en"))
VARIANTS = (
    *(Variant(theme, scale, *size) for theme in ("light", "dark") for scale in ("1.0", "2.0") for size in SIZES),
    *(Variant("contrast", "1.0", 1280, 800), Variant("contrast", "2.0", 1024, 600)),
    *(Variant("light", "1.0", 1280, 800, "en"), LARGEST_EN),
)
WHOLE = VARIANTS[0]
