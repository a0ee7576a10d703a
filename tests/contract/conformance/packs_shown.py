"""Every shipped pack's layout beside JSON Forms itself: the same questions in sight, whatever the answers."""

from pathlib import Path
from random import Random

from forms.loader import load_pack
from forms.pack_tests import examples
from forms.visibility import visible
from tests.contract.conformance.mutations import choices_of, mutated
from tests.contract.conformance.page import Row, Section
from tests.contract.conformance.peer import Peer, peer
from tests.contract.conformance.verdicts import folders

ABOUT = """
The layout and the schema of each pack, given to `@jsonforms/core` 3.7.0 as they are: which controls are in sight for
200 answers, made of the pack's examples by the same mutations as below, not pruned. A pack can be opened by any
renderer of JSON Forms.
"""
ANSWERS = 200


def section() -> Section:
    """The score of each pack."""
    rows: list[Row] = []
    unexplained: list[str] = []
    with peer() as asked:
        for folder in folders():
            name = f"{folder.parent.name} v{folder.name}"
            differing = shown_apart(asked, folder)
            rows.append(Row(name, ANSWERS - len(differing), ANSWERS))
            unexplained += [f"{name} {one}" for one in differing]
    return Section("Packs beside JSON Forms", ABOUT, tuple(rows), {}, tuple(unexplained))


def shown_apart(asked: Peer, folder: Path) -> list[str]:
    """What differs, answers by answers."""
    pack, written = load_pack(folder), list(examples(folder).values())
    chance, choices = Random(f"{pack.code} {pack.version}"), choices_of([pack.schema, pack.ui])
    many = [mutated(chance.choice(written)["answers"], choices, chance) for _ in range(ANSWERS)]
    theirs = asked.ask("inSight", form={"schema": pack.schema, "uischema": pack.ui}, many=many)
    pairs = [(visible(pack, answers), set(said or ())) for answers, said in zip(many, theirs, strict=True)]
    return [
        f"#{place}: only ours {sorted(ours - other)}, only theirs {sorted(other - ours)}"
        for place, (ours, other) in enumerate(pairs)
        if ours != other
    ]
