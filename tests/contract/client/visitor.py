"""Our client at a real practice portal, signed in, with a dossier ready to send."""

import hashlib
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from desktop.adapters.portal.client import API, PortalClient
from desktop.adapters.portal.profile import discover, pin
from desktop.adapters.portal.session import PortalSession
from desktop.adapters.portal.sign_in import PortalIdentity
from desktop.adapters.portal.tus import Tus
from desktop.adapters.portal.uploads import Pace, Uploads
from desktop.adapters.portal.wire import Wire
from desktop.domain.attachment import PaperUpload
from desktop.domain.submission import Kind, Mode, OutboxItem
from desktop.services.ports import Tokens, UploadStep
from forms.answers import canonical, fingerprint
from tests.contract.practice.office import PDF, manifest_of, new_id

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


@dataclass(slots=True)
class Visitor:
    """One signed-in account and what it sends; nothing here sleeps."""

    client: PortalClient
    identity: PortalIdentity
    tokens: Tokens
    account: str
    uploads: dict[str, str] = field(default_factory=dict)

    @property
    def token(self) -> str:
        return self.tokens.access_token

    def bring(self, upload_id: str | None = None, content: bytes = PDF) -> UploadStep:
        upload = PaperUpload(
            item="",
            slot="TP01",
            n=1,
            sha256=hashlib.sha256(content).hexdigest(),
            size=len(content),
            media_type="application/pdf",
            upload_id=upload_id or new_id(),
        )
        step = self.client.upload(upload, io.BytesIO(content), self.token, lambda _moved: None)
        self.uploads = {step.upload.key: step.upload.upload_id}
        return step

    def dossier(self, **parts: Any) -> OutboxItem:
        dossier_id = new_id()
        return made(Kind.DOSSIER, dossier_id, dossier_id, manifest_of(**parts))


def made(kind: Kind, item_id: str, submission: str | None, content: Any) -> OutboxItem:
    return OutboxItem(
        id=item_id,
        kind=kind,
        submission=submission,
        body=canonical(content),
        fingerprint=fingerprint(content),
        mode=Mode.PRACTICE,
        created_at=NOW,
    )


@contextmanager
def visit(url: str, admin_token: str, **bounds: Any) -> Iterator[Visitor]:
    """Discover, pin and sign in as somebody new."""
    with PortalSession(**bounds) as session:
        profile = pin(discover(Wire(url, session)), url, ())
        wire = Wire(url, session, mode=profile.mode)
        uploads = Uploads(Tus(wire, f"{API}/uploads"), Pace(lambda: 0.0, lambda _seconds: None, lambda: 0.0))
        identity = PortalIdentity(wire)
        account = f"mai-{new_id()}"
        code = identity.start_device()
        identity.approve_device(code, account, admin_token)
        tokens = identity.poll_device(code)
        assert isinstance(tokens, Tokens)
        yield Visitor(PortalClient(profile, wire, uploads), identity, tokens, account)
