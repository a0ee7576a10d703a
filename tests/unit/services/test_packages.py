"""What leaves the vault as a file: an outbox item, and the hand-over package."""

import json
import zipfile
from hashlib import sha256
from io import BytesIO

from desktop.services.handing_over import HandingOver
from forms.pack import Answers, ProcedurePack
from tests.fakes.world import SCAN, World


def _opened(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def test_an_item_leaves_byte_for_byte() -> None:
    world = World()
    submission = world.sent()
    item = world.item(submission.id)
    files = _opened(world.outbox.export(submission.id))
    assert files["item.json"] == item.body
    assert files["papers/TP01_1.pdf"] == SCAN
    assert files["receipt.jws"].decode() == item.receipt
    assert item.fingerprint in files["fingerprint.txt"].decode()


def test_the_package_names_every_file_with_size_and_digest() -> None:
    world = World()
    draft = world.draft(for_another=True)

    def draw(pack: ProcedurePack, data: Answers) -> bytes:
        return f"%PDF {pack.code} {data['con']['ho_ten']}".encode()

    handing = HandingOver(
        open_unit=world.vault, papers=world.papers, catalogue=world.catalogue, draw_form=draw, clock=world.clock
    )
    files = _opened(handing.package(draft.id))
    contents = json.loads(files.pop("contents.json"))
    assert files["form.pdf"].decode() == "%PDF 1.001193 Lò Văn Bảo"
    assert json.loads(files["answers.json"])["con"]["ho_ten"] == "Lò Văn Bảo"
    assert {"papers/TP01_1.pdf", "papers/CONSENT_1.pdf"} < set(files)
    assert {row["name"]: (row["size"], row["sha256"]) for row in contents["files"]} == {
        name: (len(content), sha256(content).hexdigest()) for name, content in files.items()
    }
