"""The practice certificate authority: a root and a signer for each office, all of them named as practice."""

import os
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

ROOT_NAME = "BẢN TẬP – CA tập của chương trình Hồ Sơ"
ORGANISATION = "BẢN TẬP – KHÔNG CÓ GIÁ TRỊ (practice)"
# The practice clock may run far ahead or behind: a practice certificate never expires in anybody's lesson.
VALID_FROM = datetime(2000, 1, 1, tzinfo=UTC)
VALID_UNTIL = datetime(2099, 12, 31, tzinfo=UTC)
COMMON_NAME_LIMIT = 64  # bytes of UTF-8


@dataclass(frozen=True, slots=True)
class _Identity:
    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate


@dataclass(frozen=True, slots=True)
class PracticeCA:
    """Signs what the practice portal issues; keys lie in *folder*, unencrypted, and vouch for nothing."""

    folder: Path
    _root: _Identity
    _signers: dict[str, _Identity] = field(default_factory=dict)

    @classmethod
    def open(cls, folder: Path) -> "PracticeCA":
        """The authority of this folder, made on first use."""
        folder.mkdir(parents=True, exist_ok=True)
        return cls(folder, _load(folder / "root.pem") or _keep(folder / "root.pem", _make_root()))

    @property
    def root_pem(self) -> str:
        """The root certificate, what a portal profile pins as `result_ca`."""
        return self._root.certificate.public_bytes(serialization.Encoding.PEM).decode()

    def sign(self, pdf: bytes, *, signer_name: str, at: datetime) -> bytes:
        """PAdES-B signature over the whole file by the office's signer, invisible; *at* is the claimed time."""
        from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
        from pyhanko.sign import PdfSignatureMetadata, PdfSigner
        from pyhanko.sign.fields import SigSeedSubFilter

        metadata = PdfSignatureMetadata(
            field_name="BanTap",
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            reason="BẢN TẬP – KHÔNG CÓ GIÁ TRỊ",
        )
        writer = IncrementalPdfFileWriter(BytesIO(pdf))
        signer = PdfSigner(metadata, self._pdf_signer(signer_name))
        return _sign_at(signer, writer, at)

    def _signer(self, name: str) -> _Identity:
        if name not in self._signers:
            path = self.folder / f"signer-{sha256(name.encode()).hexdigest()[:16]}.pem"
            self._signers[name] = _load(path) or _keep(path, _make_signer(self._root, name))
        return self._signers[name]

    def _pdf_signer(self, name: str) -> Any:
        from pyhanko.keys import load_certs_from_pemder_data, load_private_key_from_pemder_data
        from pyhanko.sign.signers import SimpleSigner
        from pyhanko_certvalidator.registry import SimpleCertificateStore

        identity = self._signer(name)
        chain = SimpleCertificateStore()
        chain.register_multiple(load_certs_from_pemder_data(self.root_pem.encode()))
        [leaf] = load_certs_from_pemder_data(identity.certificate.public_bytes(serialization.Encoding.PEM))
        return SimpleSigner(leaf, load_private_key_from_pemder_data(_key_pem(identity), None), chain)


def _sign_at(signer: Any, writer: Any, at: datetime) -> bytes:
    """Sign with the portal's own clock: pyHanko's short way would write this machine's."""
    import asyncio

    from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes

    session = signer.init_signing_session(writer)
    session.system_time = at

    async def work() -> bytes:
        size = await session.estimate_signature_container_size(None)
        document = session.prepare_tbs_document(validation_info=None, bytes_reserved=size)
        digest, output = document.digest_tbs_document()
        signed = PdfCMSSignedAttributes(signing_time=at)
        finished = await document.perform_signature(document_digest=digest.document_digest, pdf_cms_signed_attrs=signed)
        await finished.post_signature_processing(output)
        return bytes(output.getvalue())

    return asyncio.run(work())


def _name(common_name: str) -> x509.Name:
    short = common_name.replace("Ủy ban nhân dân", "UBND").encode()[:COMMON_NAME_LIMIT]
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, ORGANISATION),
            x509.NameAttribute(NameOID.COMMON_NAME, short.decode(errors="ignore")),
        ]
    )


def _builder(subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(VALID_FROM)
        .not_valid_after(VALID_UNTIL)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _usage(*, signs_documents: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=signs_documents,
        content_commitment=signs_documents,
        key_cert_sign=not signs_documents,
        crl_sign=not signs_documents,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _make_root() -> _Identity:
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name(ROOT_NAME)
    certificate = (
        _builder(name, name, key.public_key())
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_documents=False), critical=True)
        .sign(key, hashes.SHA256())
    )
    return _Identity(key, certificate)


def _make_signer(root: _Identity, name: str) -> _Identity:
    key = ec.generate_private_key(ec.SECP256R1())
    issuer_key = x509.AuthorityKeyIdentifier.from_issuer_public_key(root.key.public_key())
    certificate = (
        _builder(_name(f"BẢN TẬP – {name}"), root.certificate.subject, key.public_key())
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_documents=True), critical=True)
        .add_extension(issuer_key, critical=False)
        .sign(root.key, hashes.SHA256())
    )
    return _Identity(key, certificate)


def _load(path: Path) -> _Identity | None:
    try:
        pem = path.read_bytes()
    except FileNotFoundError:
        return None
    key = serialization.load_pem_private_key(pem, password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise TypeError(f"{path.name} holds another kind of key")
    return _Identity(key, x509.load_pem_x509_certificate(pem))


def _key_pem(identity: _Identity) -> bytes:
    return identity.key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _keep(path: Path, identity: _Identity) -> _Identity:
    part = path.with_suffix(".part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(_key_pem(identity) + identity.certificate.public_bytes(serialization.Encoding.PEM))
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    return identity
