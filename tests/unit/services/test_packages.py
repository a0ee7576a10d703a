"""What leaves the vault as a file: an outbox item, and the hand-over package."""

import json
import tracemalloc
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from hashlib import sha256
from io import BytesIO, RawIOBase
from typing import BinaryIO, NoReturn

import pytest

from desktop.domain.attachment import Attachment
from desktop.domain.errors import StoreFault
from desktop.services.exporting import archive
from desktop.services.handing_over import BLOCK, HandingOver
from desktop.services.paper_names import PORTAL_LIMIT, named, slug
from forms.pack import Answers, ProcedurePack
from tests.fakes.papers import FakePapers
from tests.fakes.world import SCAN, World

MB = 1 << 20
BIG = 64


def _opened(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as packed:
        assert packed.testzip() is None
        return {name: packed.read(name) for name in packed.namelist()}


def _form(pack: ProcedurePack, data: Answers) -> bytes:
    return f"%PDF {pack.code} {data['con']['ho_ten']}".encode()


def _list(pack: ProcedurePack, data: Answers) -> bytes:
    return f"%PDF giấy tờ {pack.code} {len(data)}".encode()


def _note(pack: ProcedurePack, day: date) -> bytes:
    return f"{pack.name} {day}".encode()


def handing_over(world: World, papers: FakePapers | None = None) -> HandingOver:
    return HandingOver(
        open_unit=world.vault,
        papers=papers or world.papers,
        catalogue=world.catalogue,
        draw_form=_form,
        draw_checklist=_list,
        explain=_note,
        clock=world.clock,
    )


def test_an_item_leaves_byte_for_byte() -> None:
    world = World()
    submission = world.sent()
    item = world.item(submission.id)
    made = world.outbox.export(submission.id)
    files = _opened(made.content)
    assert (made.lacking, "missing.txt" in files) == ((), False)
    assert files["item.json"] == item.body
    assert files["papers/TP01_1.pdf"] == SCAN
    assert files["receipt.jws"].decode() == item.receipt
    assert item.fingerprint in files["fingerprint.txt"].decode()


class Stuck(FakePapers):
    def open(self, digest: str) -> NoReturn:
        raise StoreFault("vault.disk", sha256=digest)


def test_a_disk_that_does_not_answer_now_says_nothing_about_a_paper() -> None:
    world = World()
    submission = world.sent()
    with pytest.raises(StoreFault, match=r"vault\.disk"):
        archive(world.item(submission.id), Stuck(), {})


def test_the_package_names_every_file_with_title_size_and_digest() -> None:
    world = World()
    draft = world.draft(for_another=True)
    files = _opened(handing_over(world).package(draft.id))
    contents = json.loads(files.pop("contents.json"))
    assert files["form.pdf"].decode() == "%PDF 1.001193 Lò Văn Bảo"
    assert json.loads(files["answers.json"])["con"]["ho_ten"] == "Lò Văn Bảo"
    assert files["papers/01_giay-chung-sinh.pdf"] == SCAN
    assert set(files) == {
        "README.txt",
        "answers.json",
        "form.pdf",
        "checklist.pdf",
        "papers/01_giay-chung-sinh.pdf",
        "papers/02_giay-cua-nguoi-yeu-cau-dong-y-cho-nop.pdf",
    }
    assert {row["name"]: (row["size"], row["sha256"]) for row in contents["files"]} == {
        name: (len(content), sha256(content).hexdigest()) for name, content in files.items()
    }
    titles = {row["name"]: row["title"] for row in contents["files"]}
    assert titles["papers/01_giay-chung-sinh.pdf"] == "Giấy chứng sinh"
    assert all(titles.values())


def test_the_same_draft_gives_the_same_bytes_and_its_name_tells_nobody() -> None:
    world = World()
    draft = world.draft(for_another=True)
    one = handing_over(world)
    assert one.package(draft.id) == one.package(draft.id)
    assert one.package_name(draft.id) == f"ho-so_1.001193_{world.clock.now():%Y-%m-%d}"
    with zipfile.ZipFile(BytesIO(one.package(draft.id))) as packed:
        for entry in packed.infolist():
            assert entry.date_time == (1980, 1, 1, 0, 0, 0)
            assert (entry.create_system, entry.external_attr) == (3, 0o600 << 16)
            assert entry.filename.isascii()
            assert ".." not in entry.filename
            assert not entry.filename.startswith("/")


class _Endless(RawIOBase):
    """A paper of many megabytes that nobody ever holds; it refuses to be read in one piece."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self._left = size

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        assert 0 < size <= BLOCK, "read whole"
        piece = bytes(min(size, self._left))
        self._left -= len(piece)
        return piece


class _BigPapers(FakePapers):
    @contextmanager
    def open(self, digest: str) -> Iterator[BinaryIO]:
        assert digest
        yield _Endless(BIG * MB)  # type: ignore[misc]


class _Counter(BytesIO):
    """Takes everything and keeps nothing."""

    size = 0

    def write(self, content: bytes) -> int:  # type: ignore[override]
        self.size += len(content)
        return len(content)

    def tell(self) -> int:
        return self.size

    def seekable(self) -> bool:
        return False


def test_big_papers_go_through_in_pieces() -> None:
    world, target = World(), _Counter()
    draft = world.draft()
    with world.vault() as uow:
        [paper] = uow.attachments.of_draft(draft.id)
        uow.attachments.remove(paper.id)
        uow.attachments.add(replace(paper, size=BIG * MB))
        uow.commit()
    tracemalloc.start()
    handing_over(world, _BigPapers()).package_into(draft.id, target)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert target.size > BIG * MB
    assert most < 8 * MB, f"{most / MB:.0f} MB at once"


def _paper(slot: str, n: int, kind: str = "application/pdf", size: int = 10) -> Attachment:
    return Attachment(f"{slot}{n}", "d", slot, n, "../../Lò Văn Bảo.pdf", "0" * 64, size, kind)


def test_names_are_ours_whatever_the_files_were_called() -> None:
    pack = World().catalogue.get("1.001193")
    papers = [
        _paper("ZZ99", 1, "text/html"), _paper("TP01", 2, "image/jpeg"), _paper("TP01", 1, size=PORTAL_LIMIT + 1),
    ]  # fmt: skip
    found = named(pack, papers)
    assert [one.name for one in found] == ["01_giay-chung-sinh.pdf", "02_giay-chung-sinh.jpg", "03_zz99.bin"]
    assert [one.is_too_big for one in found] == [True, False, False]
    assert next(one.title for one in named(pack, papers, "en")) != found[0].title


def test_a_name_is_short_and_plain() -> None:
    assert slug("Giấy chứng sinh (nếu có)") == "giay-chung-sinh"
    assert slug("…") == "giay-to"
    assert slug("a" * 90) == "a" * 40
    assert len(slug("Văn bản thỏa thuận về việc mang thai hộ vì mục đích nhân đạo của hai bên")) <= 40
