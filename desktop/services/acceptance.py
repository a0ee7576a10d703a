"""The office's own slip: Giấy tiếp nhận hồ sơ và hẹn trả kết quả, as the portal prints it."""

from collections.abc import Iterable
from dataclasses import dataclass

from desktop.domain.errors import StillWaiting
from desktop.services.ports import Answer, AnswerClass, Connect, OpenUnit, PortalTrouble
from desktop.services.reading import as_error, open_reader
from desktop.services.signing_in import SigningIn

MOST = 8 * 1024 * 1024
PDF = b"%PDF-"


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptanceSlips:
    """Fetches slips; they are the person's to keep, nothing of them is stored here."""

    open_unit: OpenUnit
    connect: Connect
    signing_in: SigningIn

    def fetch(self, submission_id: str) -> bytes:
        """The slip as PDF; StillWaiting `acceptance.not-yet`, `portal.offline`, `sign-in.needed`; Missing `id.unknown`.

        What is no PDF, or larger than any slip, is `portal.reply-damaged`.
        """
        with self.open_unit() as uow:
            submission = uow.submissions.get(submission_id)
        reader = open_reader(self.connect, self.open_unit, self.signing_in)
        address = f"/api/v1/dossiers/{submission.id}/acceptance-slip.pdf"
        try:
            return reader.read(lambda token: _whole(reader.portal.content(address, token)))
        except PortalTrouble as trouble:
            if trouble.answer.kind is AnswerClass.UNKNOWN_ID:
                raise StillWaiting("acceptance.not-yet") from trouble
            raise as_error(trouble) from trouble


def _whole(pieces: Iterable[bytes]) -> bytes:
    content = bytearray()
    for piece in pieces:
        content += piece
        if len(content) > MOST:
            break
    if len(content) > MOST or not content.startswith(PDF):
        raise PortalTrouble(Answer(AnswerClass.WAIT, "portal.reply-damaged", wrote=True))
    return bytes(content)
