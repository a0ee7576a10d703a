"""Papers are looked at first; what is wrong is not taken in."""

import pytest

from desktop.domain.errors import HosoError
from desktop.services.attaching import shown_name
from forms.catalogue import Catalogue
from forms.pack import Slot
from tests.fakes.world import SCAN, World

PDF_ONLY = Slot("TP90", required=True, accept=("pdf",), max_size=1000)


@pytest.fixture
def world() -> World:
    return World()


def test_a_paper_is_stored_under_its_digest_and_numbered_in_its_slot(world: World) -> None:
    draft = world.draft()
    second = world.attaching.attach(draft.id, "TP01", "C:\\Zalo\\trang 2.jpg", b"JPEG two")
    assert (second.n, second.name, second.media_type, second.size) == (2, "trang 2.jpg", "image/jpeg", 8)
    assert [paper.n for paper in world.attaching.of_draft(draft.id)] == [1, 2]
    assert world.attaching.read(second.sha256) == b"JPEG two"


@pytest.mark.parametrize(
    ("slot", "content", "code"),
    [
        ("TP01", b"MZ program", "paper.not-allowed-type"),
        ("TP01", b"%PDF" + bytes(7_000_000), "paper.too-big"),
        ("TP99", b"%PDF", "slot.unknown"),
        ("CONSENT", b"PK", "paper.not-allowed-type"),
    ],
)
def test_what_is_wrong_is_refused_and_nothing_is_kept(world: World, slot: str, content: bytes, code: str) -> None:
    draft = world.draft()
    with pytest.raises(HosoError) as refused:
        world.attaching.attach(draft.id, slot, "a", content)
    assert refused.value.code == code
    assert [paper.sha256 for paper in world.attaching.of_draft(draft.id)] == list(world.papers.held)


def test_a_slot_is_full_at_its_number_of_files(world: World) -> None:
    draft = world.draft()
    world.attaching.attach(draft.id, "TP01", "b.pdf", b"%PDF b")
    with pytest.raises(HosoError) as refused:
        world.attaching.attach(draft.id, "TP01", "c.pdf", b"%PDF c")
    assert refused.value.code == "slot.full"


def test_a_photograph_becomes_a_pdf_only_when_that_is_wished(world: World) -> None:
    with pytest.raises(HosoError) as refused:
        world.attaching.keep(PDF_ONLY, "a.jpg", b"JPEG a")
    assert refused.value.code == "paper.wants-pdf"
    kept = world.attaching.keep(PDF_ONLY, "a.jpg", b"JPEG a", convert=True)
    assert (kept.media_type, world.attaching.read(kept.sha256)) == ("application/pdf", b"%PDF of JPEG a")


def test_papers_leave_by_their_short_id(world: World) -> None:
    draft = world.draft()
    (paper,) = world.attaching.of_draft(draft.id)
    with pytest.raises(HosoError):
        world.attaching.detach(draft.id, "ffffffff")
    world.attaching.detach(draft.id, paper.id[:8])
    assert world.attaching.of_draft(draft.id) == ()


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("a\u202egnp.exe", "agnp.exe"),
        ("a\x00b\nc.pdf", "abc.pdf"),
        ("ảnh.jpg", "ảnh.jpg"),
    ],
)
def test_names_are_shown_without_tricks(given: str, shown: str) -> None:
    assert shown_name(given) == shown


def test_the_fake_scan_fits_the_real_slot() -> None:
    assert "pdf" in Catalogue.shipped().get("1.001193").slot("TP01").accept
    assert SCAN.startswith(b"%PDF")
