"""All packs that are there: by code and version, and found by what people call them."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from forms.errors import UnknownProcedure
from forms.fold import fold, matches
from forms.loader import load_pack
from forms.pack import ProcedurePack

__all__ = ["Catalogue", "UnknownProcedure"]

PACKS = Path(__file__).parent / "packs"


class Catalogue:
    """A set of packs; the newest version stands for its procedure unless another is asked for."""

    def __init__(self, packs: Iterable[ProcedurePack]) -> None:
        self._packs = {(pack.code, pack.version): pack for pack in packs}

    @staticmethod
    @cache
    def shipped() -> "Catalogue":
        """The packs that come with the program; PackError when one is damaged."""
        return Catalogue.of(load_pack(path.parent) for path in sorted(PACKS.glob("*/*/*/procedure.json")))

    @staticmethod
    def of(packs: Iterable[ProcedurePack]) -> "Catalogue":
        """A catalogue of just these."""
        return Catalogue(packs)

    def get(self, code: str, version: int | None = None) -> ProcedurePack:
        """The pack of *code* (the suffix of a province is ignored), newest without *version*; UnknownProcedure."""
        bare = ".".join(code.split(".")[:2])
        versions = [number for (known, number) in self._packs if known == bare]
        wanted = max(versions, default=None) if version is None else version
        if wanted is None or (bare, wanted) not in self._packs:
            raise UnknownProcedure(code, version)
        return self._packs[bare, wanted]

    def all(self) -> tuple[ProcedurePack, ...]:
        """The newest version of each procedure, those that are asked for most first."""
        newest = [self.get(code) for code in dict.fromkeys(code for code, _ in self._packs)]
        return tuple(sorted(newest, key=lambda pack: (pack.procedure.get("rank", 999), pack.code)))

    def search(self, query: str) -> tuple[ProcedurePack, ...]:
        """Procedures that answer *query*, best first: code, name, alias, words, in either language; "" is all."""
        words = query.split()
        if not words:
            return self.all()
        scored = [(_score(pack, query, words), pack) for pack in self.all()]
        return tuple(pack for score, pack in sorted(scored, key=lambda row: -row[0]) if score)


def _score(pack: ProcedurePack, query: str, words: list[str]) -> int:
    names = [pack.code, *(text for text in _called(pack) if text)]
    whole = max(matches(query, name) for name in names)
    if whole:
        return 10 + whole
    everything = " ".join(names)
    if not all(fold(word) in fold(everything) for word in words):
        return 0
    return 1 + min(matches(word, everything) for word in words)


def _called(pack: ProcedurePack) -> list[str]:
    keys = ("procedure.alias", "procedure.name", "procedure.keywords", "procedure.sector")
    return [pack.texts[lang].get(key, "") for lang in pack.texts for key in keys]
