"""Pages of a PDF as pictures: no more than are asked for, and a sentence for what cannot be drawn."""

from io import BytesIO

import pytest
from reportlab.pdfgen.canvas import Canvas

from desktop.domain.errors import Refusal
from desktop.ui.pdf_pages import pages_of


def pdf(pages: int) -> bytes:
    out = BytesIO()
    canvas = Canvas(out, pageCompression=0)
    for number in range(1, pages + 1):
        canvas.drawString(100, 700, f"trang {number}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def without_its_second(content: bytes) -> bytes:
    """The tree of pages still counts it; what it names is no page."""
    head, page, tail = content.rpartition(b"/Type /Page\n")[0].rpartition(b"/Type /Page\n")
    assert page
    return head + b"/Type /Nope\n" + tail + content[len(head + page + tail) :]


def test_only_as_many_as_are_asked_for_are_drawn() -> None:
    assert [len(pages_of(pdf(3), 100, most)) for most in (1, 2, 20)] == [1, 2, 3]


def test_a_page_that_cannot_be_drawn_spoils_none_before_it() -> None:
    spoiled = without_its_second(pdf(3))
    assert len(pages_of(spoiled, 100, most=1)) == 1
    with pytest.raises(Refusal) as raised:
        pages_of(spoiled, 100)
    assert raised.value.code == "paper.damaged"
