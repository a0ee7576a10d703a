from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign import PdfSignatureMetadata, PdfSigner
from reportlab.pdfgen.canvas import Canvas

from desktop.adapters.documents.signatures import OfflineSignatures, verify_pdf
from desktop.domain.errors import Refusal
from desktop.practice.certificates import PracticeCA

AT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
SIGNER = "UBND xã Mường Lát"


def page() -> bytes:
    output = BytesIO()
    canvas = Canvas(output, pageCompression=0)
    canvas.drawString(72, 700, "certificate of a made-up child")
    canvas.save()
    return output.getvalue()


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> PracticeCA:
    return PracticeCA.open(tmp_path_factory.mktemp("ca"))


@pytest.fixture(scope="module")
def signed(authority: PracticeCA) -> bytes:
    return authority.sign(page(), signer_name=SIGNER, at=AT)


def with_addition(pdf: bytes) -> bytes:
    """The file as somebody left it who added to it afterwards."""
    output = BytesIO()
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    writer.root["/Later"] = writer.add_object(writer.root["/Pages"])
    writer.update_root()
    writer.write(output)
    return output.getvalue()


def test_a_result_as_it_was_signed(authority: PracticeCA, signed: bytes) -> None:
    verdict = OfflineSignatures().verify(signed, [authority.root_pem])
    assert (verdict.intact, verdict.covers_whole_file, verdict.chain) == (True, True, "practice")
    assert verdict.signer == f"BẢN TẬP – {SIGNER}"
    assert verdict.signed_at == AT
    assert verdict.revocation == "not-checked"


def test_one_changed_letter_breaks_it(authority: PracticeCA, signed: bytes) -> None:
    changed = signed.replace(b"made-up child", b"made-up cHild")
    assert changed != signed
    assert not verify_pdf(changed, [authority.root_pem.encode()]).intact


def test_a_good_signature_above_a_broken_one_mends_nothing(authority: PracticeCA, signed: bytes) -> None:
    changed = signed.replace(b"made-up child", b"made-up cHild")
    second = PdfSigner(PdfSignatureMetadata(field_name="Second"), authority._pdf_signer("UBND xã Quang Chiểu"))
    twice = second.sign_pdf(IncrementalPdfFileWriter(BytesIO(changed))).getvalue()
    verdict = verify_pdf(twice, [authority.root_pem.encode()])
    assert verdict.signer.endswith("Quang Chiểu")
    assert not verdict.intact


def test_a_signature_that_nobody_made_is_none(authority: PracticeCA, signed: bytes) -> None:
    """The page is as it was; the number that only the office's key can make is another."""
    start = signed.index(b"/Contents <") + len(b"/Contents <")
    end = start + len(signed[start : signed.index(b">", start)].rstrip(b"0"))
    at = end - 40
    forged = signed[:at] + (b"0" if signed[at : at + 1] != b"0" else b"1") + signed[at + 1 :]
    verdict = verify_pdf(forged, [authority.root_pem.encode()])
    assert (verdict.intact, verdict.chain) == (False, "unknown")


def test_an_unknown_root_is_unknown_not_broken(signed: bytes, tmp_path: Path) -> None:
    stranger = PracticeCA.open(tmp_path)
    for roots in ([], [stranger.root_pem.encode()]):
        verdict = verify_pdf(signed, roots)
        assert (verdict.intact, verdict.chain) == (True, "unknown")


def test_what_was_added_later_is_seen(authority: PracticeCA, signed: bytes) -> None:
    verdict = verify_pdf(with_addition(signed), [authority.root_pem.encode()])
    assert (verdict.intact, verdict.covers_whole_file) == (True, False)


def test_a_file_without_signature_says_so() -> None:
    with pytest.raises(Refusal, match=r"signature\.none"):
        verify_pdf(page(), [])


@pytest.mark.parametrize("content", [b"", b"hello", b"%PDF-1.7\nrubble"])
def test_rubble_is_unreadable(content: bytes) -> None:
    with pytest.raises(Refusal, match=r"signature\.unreadable"):
        verify_pdf(content, [])


def test_a_rewritten_file_has_lost_its_signature(authority: PracticeCA, signed: bytes) -> None:
    output = BytesIO()
    with pikepdf.open(BytesIO(signed)) as document:
        document.save(output)
    try:
        verdict = verify_pdf(output.getvalue(), [authority.root_pem.encode()])
    except (Refusal, PdfError):
        return
    assert not verdict.intact
