"""Names in which keys of the Telex typing method were left: `Nguyeenx`, `Hoaf`."""

import re
from collections.abc import Iterator
from functools import lru_cache

from forms.fold import fold
from forms.pack import Answers, ProcedurePack
from forms.pointers import get, rows_of
from forms.schema_paths import pointers_of, subschema

_RESIDUE = re.compile(r"(?:aa|ee|oo|dd|aw|ow|uw)|[aeiouy][a-z]*[sfrxj]$")


def has_residue(name: str) -> bool:
    """Whether some syllable reads as if typed with the Vietnamese keyboard off; a guess, only ever asked."""
    return any(syllable.isascii() and _RESIDUE.search(fold(syllable)) for syllable in name.split())


def residues(pack: ProcedurePack, data: Answers) -> Iterator[tuple[str, str]]:
    """(pointer, name) of each person's name in *data* that has residue."""
    for pointer in (one for names in _names(pack) for one in rows_of(names, data)):
        name = get(data, pointer)
        if isinstance(name, str) and has_residue(name):
            yield pointer, name


@lru_cache(maxsize=64)
def _names(pack: ProcedurePack) -> tuple[str, ...]:
    shapes = ((pointer, subschema(pack.schema, pointer) or {}) for pointer in pointers_of(pack.schema))
    return tuple(pointer for pointer, schema in shapes if schema.get("format") == "person-name")
