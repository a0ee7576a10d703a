"""Ids as people type them: any unique beginning of eight letters."""

from collections.abc import Callable

from desktop.domain.errors import Missing, Refusal

SHORTEST = 8


def resolve(prefix: str, find: Callable[[str], tuple[str, ...]]) -> str:
    """The one id that begins so; Missing `id.unknown`, Refusal `id.ambiguous`."""
    wanted = prefix.strip().lower()
    found = tuple(dict.fromkeys(find(wanted))) if len(wanted) >= SHORTEST else ()
    if wanted in found:
        return wanted
    if not found:
        raise Missing("id.unknown", id=prefix)
    if len(found) > 1:
        raise Refusal("id.ambiguous", id=prefix, count=len(found))
    return found[0]
