"""Many drafts over the real store: the packs' own examples, each about somebody else."""

from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

from desktop import assembly
from desktop.services.batching import Checked
from forms.answers import put
from forms.catalogue import PACKS, Catalogue
from forms.pack_tests import examples

MARITAL, COPY, BIRTH = "1.004873", "2.000635", "1.001193"
KEY_WORDS = "mat khau tap"


def opened(folder: Path, **more: Any) -> assembly.Services:
    """A new vault, or the one that is there; no network."""
    home = folder / "home"
    key = assembly.unlock(home, passphrase=KEY_WORDS, recovery=None) if assembly.vault_exists(home) else None
    made = key or assembly.create_vault(home, KEY_WORDS).key
    link = assembly.PortalLink(practice_data=folder / "practice", offline=True)
    return assembly.open_services(home, made, link=link, **more)


def accepted(code: str, name: str = "least") -> dict[str, Any]:
    """The answers of an example that the pack accepts."""
    pack = Catalogue.shipped().get(code)
    folder = next(PACKS.glob(f"*/{code}/{pack.version}"))
    found: Mapping[str, Any] = next(one for file, one in examples(folder).items() if f"accept-{name}" in file)
    return deepcopy(dict(found["answers"]))


def number(of: int) -> str:
    """A made-up personal number."""
    return f"0382010{of:05d}"


def marital(of: int, name: str = "Hà Văn Dũng") -> dict[str, Any]:
    """A confirmation of marital status for somebody of their own number; it needs no paper."""
    answers = accepted(MARITAL, "divorced.json")
    for pointer in ("/nguoi_yeu_cau/so_dinh_danh", "/nguoi_duoc_cap/so_dinh_danh"):
        answers = put(answers, pointer, number(of))
    for pointer in ("/nguoi_yeu_cau/ho_ten", "/nguoi_duoc_cap/ho_ten"):
        answers = put(answers, pointer, name)
    return answers


def drafts(services: assembly.Services, count: int) -> list[str]:
    """So many of them, each about somebody else."""
    return [services.drafting.start(MARITAL, answers=marital(of)).id for of in range(count)]


def checked(services: assembly.Services) -> list[Checked]:
    """Every open draft, checked."""
    batching = services.many.batching
    return [batching.check(one.draft.id) for one in batching.candidates()]
