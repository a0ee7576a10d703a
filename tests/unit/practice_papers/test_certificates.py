from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from cryptography import x509
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext
from reportlab.pdfgen.canvas import Canvas

from desktop.practice.certificates import PracticeCA

AT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
OFFICE = "Ủy ban nhân dân xã Mường Lát, tỉnh Thanh Hóa"


@pytest.fixture
def page() -> bytes:
    output = BytesIO()
    canvas = Canvas(output)
    canvas.drawString(72, 700, "practice")
    canvas.save()
    return output.getvalue()


def status_of(signed: bytes, ca: PracticeCA) -> PdfSignatureStatus:
    signature = PdfFileReader(BytesIO(signed)).embedded_signatures[0]
    roots = list(load_certs_from_pemder_data(ca.root_pem.encode()))
    return validate_pdf_signature(signature, ValidationContext(trust_roots=roots, allow_fetching=False))


def test_a_signature_is_valid_and_trusted_by_its_own_root_only(tmp_path: Path, page: bytes) -> None:
    ca = PracticeCA.open(tmp_path / "one")
    status = status_of(ca.sign(page, signer_name=OFFICE, at=AT), ca)
    assert (status.intact, status.valid, status.trusted) == (True, True, True)
    assert status.bottom_line


@pytest.mark.expects_log("pyhanko")
def test_another_folder_is_another_authority(tmp_path: Path, page: bytes, caplog: pytest.LogCaptureFixture) -> None:
    for name in ("pyhanko", "pyhanko_certvalidator"):  # the client's verifier, where it ran before, has hushed them
        caplog.set_level("WARNING", name)
    signed = PracticeCA.open(tmp_path / "one").sign(page, signer_name=OFFICE, at=AT)
    assert not status_of(signed, PracticeCA.open(tmp_path / "two")).trusted


def test_the_same_folder_gives_the_same_root_and_signer(tmp_path: Path, page: bytes) -> None:
    first = PracticeCA.open(tmp_path)
    first.sign(page, signer_name=OFFICE, at=AT)
    again = PracticeCA.open(tmp_path)
    again.sign(page, signer_name=OFFICE, at=AT)
    assert again.root_pem == first.root_pem
    assert len(list(tmp_path.glob("signer-*.pem"))) == 1


def test_signing_writes_the_time_that_it_is_given(tmp_path: Path, page: bytes) -> None:
    signed = PracticeCA.open(tmp_path).sign(page, signer_name=OFFICE, at=AT)
    assert PdfFileReader(BytesIO(signed)).embedded_signatures[0].self_reported_timestamp == AT


def test_every_certificate_says_that_it_is_practice(tmp_path: Path, page: bytes) -> None:
    ca = PracticeCA.open(tmp_path)
    ca.sign(page, signer_name=OFFICE, at=AT)
    paths = list(tmp_path.glob("*.pem"))
    assert len(paths) > 1
    for path in paths:
        subject = x509.load_pem_x509_certificate(path.read_bytes()).subject.rfc4514_string()
        assert "BẢN TẬP" in subject
        assert "KHÔNG CÓ GIÁ TRỊ" in subject


def test_a_signer_may_sign_documents_and_nothing_else(tmp_path: Path, page: bytes) -> None:
    PracticeCA.open(tmp_path).sign(page, signer_name=OFFICE, at=AT)
    [path] = tmp_path.glob("signer-*.pem")
    certificate = x509.load_pem_x509_certificate(path.read_bytes())
    usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    assert (usage.digital_signature, usage.content_commitment) == (True, True)
    assert (usage.key_cert_sign, usage.crl_sign) == (False, False)
