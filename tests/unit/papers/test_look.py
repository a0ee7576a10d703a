from collections.abc import Callable

import pytest

from desktop.adapters.papers.findings import Look, Wanted
from desktop.adapters.papers.look import look
from tests.unit.papers import hostile_files as files

ANY = Wanted()


def codes(seen: Look) -> list[str]:
    return [fault.code for fault in seen.faults]


@pytest.mark.parametrize(
    ("content", "media_type"),
    [(files.pdf(), "application/pdf"), (files.photo(), "image/jpeg"), (files.photo(kind="PNG"), "image/png")],
    ids=["pdf", "jpg", "png"],
)
def test_a_sound_file_has_its_type_and_no_finding(content: bytes, media_type: str) -> None:
    seen = look(content, ANY)
    assert (seen.media_type, seen.pages, seen.size, seen.faults) == (media_type, 1, len(content), ())


FAULTY: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "paper.empty"),
    "program": (lambda: b"MZ\x90\x00 a program", "paper.not-allowed-type"),
    "words": (lambda: b"just words", "paper.not-allowed-type"),
    "archive": (lambda: b"PK\x03\x04" + bytes(60), "paper.not-allowed-type"),
    "password": (files.pdf_with_password, "paper.password"),
    "script": (files.pdf_with_script, "paper.active-content"),
    "launch": (files.pdf_that_launches, "paper.active-content"),
    "file inside": (files.pdf_with_file_inside, "paper.active-content"),
    "bomb": (files.pdf_bomb, "paper.bomb"),
    "bomb in a bomb": (lambda: files.pdf_bomb(2), "paper.bomb"),
    "giant picture inside": (files.pdf_with_giant_picture, "paper.bomb"),
    "picture bomb": (files.picture_bomb, "paper.bomb"),
    "half a JPEG": (lambda: files.photo()[:5000], "paper.damaged"),
    "half a PNG": (lambda: files.photo(kind="PNG")[:900], "paper.damaged"),
    "rubble": (lambda: b"%PDF-1.7\n" + bytes(200), "paper.damaged"),
    "no table": (files.pdf_without_table, "paper.repairable"),
    "no page": (lambda: files.pdf(0), "paper.no-pages"),
    "stamp": (lambda: files.photo((300, 200)), "paper.small-picture"),
}


@pytest.mark.parametrize("case", FAULTY)
def test_each_fault_is_named(case: str) -> None:
    make, code = FAULTY[case]
    assert code in codes(look(make(), ANY))


def test_size_and_pages_are_held_against_the_slot() -> None:
    seen = look(files.pdf(4), Wanted(max_size=100, max_pages=3))
    assert codes(seen) == ["paper.too-big", "paper.too-many-pages"]
    assert seen.faults[1].parameters == {"pages": 4, "limit": 3}


def test_exactly_the_limits_are_allowed() -> None:
    content = files.pdf(3)
    assert look(content, Wanted(max_size=len(content), max_pages=3)).faults == ()


def test_the_name_of_a_type_does_not_count_its_bytes_do() -> None:
    assert look(files.photo(kind="PNG"), Wanted(accept=("png",))).faults == ()
    assert codes(look(files.photo(kind="PNG"), Wanted(accept=("jpg",)))) == ["paper.not-allowed-type"]


def test_a_photo_where_a_pdf_is_wanted_offers_the_conversion() -> None:
    assert codes(look(files.photo(), Wanted(accept=("pdf",)))) == ["paper.photo-needs-pdf"]


def test_a_file_that_only_begins_as_heic_is_damaged() -> None:
    assert codes(look(files.heic(), Wanted(accept=("pdf",)))) == ["paper.photo-needs-pdf", "paper.damaged"]


def test_a_signed_pdf_is_noted() -> None:
    content = files.pdf() + b"\n% /ByteRange [0 1 2 3]\n"
    assert "paper.signed" in codes(look(content, ANY))
