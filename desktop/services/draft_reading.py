"""The draft certificate beside what was typed: a machine looks first, the person decides."""

import json
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from desktop.domain.errors import Refusal
from desktop.domain.submission import Kind, OutboxItem, State
from desktop.services.ports import Connect, OpenUnit
from desktop.services.signing_in import SigningIn
from forms.answers import get, put
from forms.catalogue import Catalogue
from forms.pack import Answers, ProcedurePack
from forms.units import unit_address
from forms.wording import answer_text

ReadText = Callable[[bytes], str]


class DraftReading:
    """Fetches a draft certificate and finds what was typed and does not stand in it."""

    def __init__(
        self,
        *,
        open_unit: OpenUnit,
        connect: Connect,
        signing_in: SigningIn,
        catalogue: Catalogue,
        read_text: ReadText,
    ) -> None:
        self._open_unit = open_unit
        self._connect = connect
        self._signing_in = signing_in
        self._catalogue = catalogue
        self._read_text = read_text

    def document(self, submission_id: str) -> bytes:
        """The open draft certificate; Refusal `confirm.not-open`, StillWaiting `portal.offline`, PortalTrouble."""
        with self._open_unit() as uow:
            dossier = uow.dossiers.get(submission_id)
            item = uow.outbox.get(submission_id)
        if dossier is None or dossier.confirmation is None or dossier.confirmation.answered:
            raise Refusal("confirm.not-open")
        portal, _ = self._connect()
        token = self._signing_in.token_for(portal.profile.portal_id, item.account)
        return b"".join(portal.content(dossier.confirmation.document, token))

    def compare(self, submission_id: str) -> Mapping[str, Any]:
        """What was typed and is not found in the open draft: {pointer: what it should be}."""
        shown = _plain(self._read_text(self.document(submission_id)))
        with self._open_unit() as uow:
            submission = uow.submissions.get(submission_id)
            answers = agreed_answers(uow.outbox.of_submission(submission_id))
        pack = self._catalogue.get(submission.procedure, submission.version)
        typed = {pointer: get(answers, pointer) for pointer in pack.procedure.get("certificate", ())}
        return {
            pointer: value
            for pointer, value in typed.items()
            if value not in (None, "", {}) and _plain(_as_printed(pack, answers, pointer)) not in shown
        }


def agreed_answers(items: Sequence[OutboxItem]) -> dict[str, Any]:
    """The frozen answers of a dossier with what its confirmed supplements changed."""
    dossier = next(item for item in items if item.kind is Kind.DOSSIER)
    answers: dict[str, Any] = json.loads(dossier.body)["data"]
    for item in sorted(items, key=lambda one: one.created_at):
        if item.kind is Kind.SUPPLEMENT and item.state is State.RECEIPTED:
            answers = with_changes(answers, item)
    return answers


def with_changes(answers: Answers, supplement: OutboxItem) -> dict[str, Any]:
    """The answers as this supplement says that they should be."""
    changed = dict(answers)
    for pointer, value in json.loads(supplement.body)["data"].items():
        changed = dict(put(changed, pointer, value))
    return changed


def _as_printed(pack: ProcedurePack, answers: Answers, pointer: str) -> str:
    """As a Vietnamese paper writes it: 05/11/2026; xã Mường Lát, tỉnh Thanh Hóa; Nữ."""
    value = get(answers, pointer)
    if isinstance(value, Mapping):
        return str(value.get("dia_chi") or unit_address(value["xa"]))
    return answer_text(pack, answers, pointer) or ""


def _plain(text: str) -> str:
    """Upper case, one space between words, every letter in one form; each accent counts."""
    return " ".join(unicodedata.normalize("NFC", text).upper().split())
