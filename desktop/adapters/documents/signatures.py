"""What a signature in a PDF says, checked without any network: three axes, never one green tick."""

import logging
from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from desktop.domain.errors import Refusal
from desktop.services.ports import SignatureVerdict

NOT_CHECKED = "not-checked"
PRACTICE_MARK = "BẢN TẬP"


class OfflineSignatures:
    """Implements SignatureVerifier."""

    def verify(self, pdf: bytes, roots: Sequence[str]) -> SignatureVerdict:
        """The last signature's verdict; *roots* are PEM certificates that a portal profile pins."""
        return verify_pdf(pdf, [root.encode() for root in roots if root])


def verify_pdf(data: bytes, roots: Sequence[bytes]) -> SignatureVerdict:
    """Whether every signature is unbroken, and how far the last one reaches and is known.

    `chain` is `unknown` unless built up to one of *roots* (PEM); then `practice` for a practice root, else `state`.
    Nothing is fetched, so `revocation` is `not-checked`. Refusal `signature.none`, `signature.unreadable`.
    """
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign.general import CMSStructuralError
    from pyhanko.sign.validation.errors import SignatureValidationError

    # Its warnings name the signer; the verdict says the same to whom it concerns.
    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
    logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)
    try:
        return _verdict(data, roots)
    except (PdfError, CMSStructuralError, SignatureValidationError, ValueError, KeyError, TypeError, AttributeError):
        raise Refusal("signature.unreadable") from None


def _verdict(data: bytes, roots: Sequence[bytes]) -> SignatureVerdict:
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    signatures = list(PdfFileReader(BytesIO(data), strict=False).embedded_regular_signatures)
    if not signatures:
        raise Refusal("signature.none")
    statuses = [_status(signature, roots) for signature in signatures]
    last = statuses[-1]
    return SignatureVerdict(
        intact=all(status.intact and status.valid for status in statuses),
        covers_whole_file=last.coverage == SignatureCoverageLevel.ENTIRE_FILE,
        signer=_name(last.signing_cert),
        chain=_chain(last),
        revocation=NOT_CHECKED,
        signed_at=last.signer_reported_dt,
    )


def _status(signature: Any, roots: Sequence[bytes]) -> Any:
    from pyhanko.keys import load_certs_from_pemder_data
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.settings import KeyUsageConstraints
    from pyhanko_certvalidator import ValidationContext

    claimed = signature.self_reported_timestamp
    context = ValidationContext(
        trust_roots=[cert for root in roots for cert in load_certs_from_pemder_data(root)],
        allow_fetching=False,
        revocation_mode="soft-fail",
        moment=claimed.astimezone(UTC) if claimed else datetime.now(UTC),
    )
    # Some Vietnamese certificates sign documents without the non-repudiation bit.
    usage = KeyUsageConstraints(key_usage={"non_repudiation", "digital_signature"}, match_all_key_usages=False)
    return validate_pdf_signature(signature, context, key_usage_settings=usage)


def _chain(status: Any) -> str:
    if not status.trusted or status.validation_path is None:
        return "unknown"
    root = status.validation_path.first
    organisation = root.subject.native.get("organization_name", "")
    return "practice" if PRACTICE_MARK in str(organisation) else "state"


def _name(certificate: Any) -> str:
    return str(certificate.subject.native.get("common_name", certificate.subject.human_friendly))
