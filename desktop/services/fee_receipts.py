"""Fee receipts (biên lai): downloaded once the money is there, compared, verified, and kept with their dossier."""

from dataclasses import dataclass
from datetime import datetime

from desktop.domain.download import Download
from desktop.domain.errors import HosoError
from desktop.domain.events import DossierChanged
from desktop.domain.fee import FeeReceipt, KeptFeeReceipt
from desktop.services.asking_again import NOT_ASKED, AskingAgain
from desktop.services.office_documents import bring, one_by_one, put_away
from desktop.services.paper_names import receipt_name
from desktop.services.ports import (
    Clock,
    Connect,
    OpenUnit,
    PaperStore,
    PortalTrouble,
    Publish,
    SignatureVerifier,
)
from desktop.services.reading import Reader, as_error
from desktop.services.signing_in import SigningIn

LARGEST = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeReceipts:
    """Fetches fee receipts and shows those that are kept."""

    open_unit: OpenUnit
    papers: PaperStore
    connect: Connect
    signing_in: SigningIn
    verifier: SignatureVerifier
    clock: Clock
    publish: Publish
    again: AskingAgain

    def fetch_missing(self) -> None:
        """All that the portal named and that are not here; what cannot be had is tried again, less and less often."""
        with self.open_unit() as uow:
            waiting = uow.dossiers.with_unkept_fee_receipts()
        for submission_id in waiting:
            if self.next_try(submission_id) is None:
                self._fetch_once_more(submission_id)

    def next_try(self, submission_id: str) -> datetime | None:
        """When what is missing of a dossier is fetched again unasked; None when the next round does, or nothing is."""
        return self.again.next_try(submission_id)

    def _fetch_once_more(self, submission_id: str) -> None:
        try:
            self.fetch(submission_id)
        except HosoError as error:
            if error.code not in NOT_ASKED:
                self.again.put_off(submission_id)

    def fetch(self, submission_id: str) -> tuple[KeptFeeReceipt, ...]:
        """Fetch what is not kept yet and give all that is; Refusal `result.digest-differs`, StillWaiting offline.

        What is wrong with one is told when the others are fetched.
        """
        with self.open_unit() as uow:
            dossier = uow.dossiers.get(submission_id)
            kept = {receipt.rid for receipt in uow.dossiers.fee_receipts(submission_id)}
            account = uow.outbox.get(submission_id).account
        attempts = [attempt for notice in dossier.fee_notices for attempt in notice.attempts] if dossier else []
        missing = [one.receipt for one in attempts if one.receipt is not None and one.receipt.rid not in kept]
        if missing:
            portal, _ = self.connect()
            reader = Reader(portal, account or "", self.signing_in)
            one_by_one(missing, lambda receipt: self._keep(submission_id, receipt, reader))
        self.again.came(submission_id)
        return self.kept(submission_id)

    def kept(self, submission_id: str) -> tuple[KeptFeeReceipt, ...]:
        """What is kept of a dossier."""
        with self.open_unit() as uow:
            return uow.dossiers.fee_receipts(submission_id)

    def named(self, submission_id: str) -> tuple[tuple[KeptFeeReceipt, str], ...]:
        """The same, each with the file name of our own under which it leaves the vault."""
        with self.open_unit() as uow:
            dossier = uow.dossiers.get(submission_id)
            kept = uow.dossiers.fee_receipts(submission_id)
        code = dossier.code if dossier is not None and dossier.code else submission_id[:8]
        return tuple((receipt, receipt_name(code, n)) for n, receipt in enumerate(kept, start=1))

    def read(self, paper_sha256: str) -> bytes:
        """The bytes of a fee receipt that is kept."""
        with self.papers.open(paper_sha256) as source:
            return source.read()

    def _keep(self, submission_id: str, receipt: FeeReceipt, reader: Reader) -> None:
        try:
            content = bring(reader, receipt.rid, Download(), name=receipt.name, largest=LARGEST)
        except PortalTrouble as trouble:
            raise as_error(trouble) from trouble
        stored, verdict = put_away(
            self.papers, self.verifier, reader, content, name=receipt.name, digest=receipt.sha256
        )
        with self.open_unit() as uow:
            uow.dossiers.keep_fee_receipt(
                KeptFeeReceipt(
                    dossier=submission_id,
                    rid=receipt.rid,
                    name=receipt.name,
                    paper_sha256=stored.sha256,
                    verdict=verdict,
                    kept_at=self.clock.now(),
                )
            )
            uow.commit()
        self.publish(DossierChanged(submission_id))
