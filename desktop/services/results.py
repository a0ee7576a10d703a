"""Results: downloaded, compared with their digest, verified offline, and kept for ever."""

import json
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime

from desktop.domain.dossier import Dossier, ResultRecord
from desktop.domain.download import Download
from desktop.domain.errors import Refusal
from desktop.services.office_documents import bring, one_by_one, put_away
from desktop.services.paper_names import result_name
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
_OTHER_THING = ("result.digest-differs", "portal.reply-damaged")
"""What comes now is not what was listed, or not what came before: it begins anew."""


@dataclass(frozen=True, slots=True)
class KeptResult:
    """A result that stands in the paper store, with what its signature was worth when it was kept.

    `file_name` is ours; `is_replaced` when the office has issued another one in its place.
    """

    name: str
    rid: str
    sha256: str
    verdict: SignatureVerdict
    file_name: str
    is_replaced: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """Fetches results and shows those that are kept."""

    open_unit: OpenUnit
    papers: PaperStore
    connect: Connect
    signing_in: SigningIn
    verifier: SignatureVerifier
    clock: Clock
    _begun: dict[str, Download] = field(default_factory=dict, init=False)

    def download(self, submission_id: str) -> tuple[KeptResult, ...]:
        """Fetch what is not kept yet and give all that is; Refusal `result.digest-differs`, StillWaiting offline.

        What is wrong with one is told when the others are fetched.
        """
        dossier = self._dossier(submission_id)
        missing = [result for result in dossier.results if not result.kept] if dossier is not None else []
        if missing:
            reader = open_reader(self.connect, self.open_unit, self.signing_in)
            one_by_one(missing, lambda result: self._keep(submission_id, result, reader))
        return self.kept(submission_id)

    def kept(self, submission_id: str) -> tuple[KeptResult, ...]:
        """What is kept of a dossier, in the portal's order."""
        dossier = self._dossier(submission_id)
        if dossier is None:
            return ()
        replaced = {result.replaces for result in dossier.results}
        return tuple(
            KeptResult(result.name, result.rid, result.sha256, _verdict(result.verdict),
                       result_name(dossier.code or dossier.id[:8], n, result.media_type), result.rid in replaced)
            for n, result in enumerate(dossier.results, start=1)
            if result.kept and result.verdict is not None
        )  # fmt: skip

    def read(self, sha256: str) -> bytes:
        """The bytes of a kept result."""
        with self.papers.open(sha256) as source:
            return source.read()

    def _keep(self, submission_id: str, result: ResultRecord, reader: Reader) -> None:
        content = self._content(result, reader)
        stored, verdict = put_away(self.papers, self.verifier, reader, content, name=result.name, digest=result.sha256)
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
        """The whole of it; what a cut line has left is gone on with next time, and is never on a disk."""
        begun = self._begun.setdefault(result.rid, Download(result.sha256))
        try:
            content = bring(reader, result.rid, begun, name=result.name, largest=LARGEST)
        except PortalTrouble as trouble:
            if trouble.answer.code not in _OTHER_THING:
                raise as_error(trouble) from trouble
            del self._begun[result.rid]
            raise Refusal("result.digest-differs", name=result.name) from trouble
        except Refusal:
            del self._begun[result.rid]
            raise
        del self._begun[result.rid]
        return content

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
