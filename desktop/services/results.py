"""Results: downloaded, compared with their digest, verified offline, and kept for ever."""

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from hashlib import sha256
from io import BytesIO

from desktop.domain.dossier import Dossier, ResultRecord
from desktop.domain.errors import Refusal
from desktop.services.ports import (
    Clock,
    Connect,
    OpenUnit,
    PaperStore,
    PortalTrouble,
    SignatureVerdict,
    SignatureVerifier,
)
from desktop.services.reading import Reader, as_error, open_reader
from desktop.services.signing_in import SigningIn

LARGEST = 100 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class KeptResult:
    """A result that stands in the paper store, with what its signature was worth when it was kept."""

    name: str
    rid: str
    sha256: str
    verdict: SignatureVerdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """Fetches results and shows those that are kept."""

    open_unit: OpenUnit
    papers: PaperStore
    connect: Connect
    signing_in: SigningIn
    verifier: SignatureVerifier
    clock: Clock

    def download(self, submission_id: str) -> tuple[KeptResult, ...]:
        """Fetch what is not kept yet and give all that is; Refusal `result.digest-differs`, StillWaiting offline."""
        dossier = self._dossier(submission_id)
        missing = [result for result in dossier.results if not result.kept] if dossier is not None else []
        if missing:
            reader = open_reader(self.connect, self.open_unit, self.signing_in)
            for result in missing:
                self._keep(submission_id, result, reader)
        return self.kept(submission_id)

    def kept(self, submission_id: str) -> tuple[KeptResult, ...]:
        """What is kept of a dossier, in the portal's order."""
        dossier = self._dossier(submission_id)
        results = dossier.results if dossier is not None else ()
        return tuple(
            KeptResult(result.name, result.rid, result.sha256, _verdict(result.verdict))
            for result in results
            if result.kept and result.verdict is not None
        )

    def read(self, sha256: str) -> bytes:
        """The bytes of a kept result."""
        with self.papers.open(sha256) as source:
            return source.read()

    def _keep(self, submission_id: str, result: ResultRecord, reader: Reader) -> None:
        content = self._content(result, reader)
        if sha256(content).hexdigest() != result.sha256:
            raise Refusal("result.digest-differs", name=result.name)
        root = reader.portal.profile.result_ca
        verdict = self.verifier.verify(content, (root,) if root else ())
        stored = self.papers.put(BytesIO(content))
        with self.open_unit() as uow:
            dossier = uow.dossiers.get(submission_id)
            if dossier is None:
                return
            text = _text(verdict)
            kept = tuple(
                replace(other, kept=True, verdict=text) if other.rid == result.rid else other
                for other in dossier.results
            )
            uow.dossiers.upsert(replace(dossier, results=kept))
            uow.dossiers.keep_result(result.rid, submission_id, stored.sha256, text)
            uow.commit()

    def _content(self, result: ResultRecord, reader: Reader) -> bytes:
        def whole(token: str) -> bytes:
            content = bytearray()
            for piece in reader.portal.content(result.rid, token):
                content += piece
                if len(content) > LARGEST:
                    raise Refusal("result.too-large", name=result.name)
            return bytes(content)

        try:
            return reader.read(whole)
        except PortalTrouble as trouble:
            raise as_error(trouble) from trouble

    def _dossier(self, submission_id: str) -> Dossier | None:
        with self.open_unit() as uow:
            return uow.dossiers.get(submission_id)


def _text(verdict: SignatureVerdict) -> str:
    signed_at = verdict.signed_at.isoformat() if verdict.signed_at is not None else None
    return json.dumps({**asdict(verdict), "signed_at": signed_at}, ensure_ascii=False)


def _verdict(text: str) -> SignatureVerdict:
    found = json.loads(text)
    signed_at = datetime.fromisoformat(found["signed_at"]) if found["signed_at"] else None
    return SignatureVerdict(**{**found, "signed_at": signed_at})
