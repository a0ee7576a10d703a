"""Papers brought over in chunks that fit the line, resumable after every cut (contract §3.5)."""

import base64
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import BinaryIO

from desktop.adapters.portal.replies import Reply, classify
from desktop.adapters.portal.tus import Standing, Tus, standing_of
from desktop.domain.attachment import PaperUpload
from desktop.services.ports import Answer, AnswerClass, Chance, PortalTrouble, UploadStep

FIRST_CHUNK = 128 * 1024
LEAST_CHUNK = 8 * 1024
MOST_CHUNK = 16 * 1024 * 1024
AIM_SECONDS = 5.0
STALL_SECONDS = 60.0
LOCK_SECONDS = 1.0
STRIKES = 3
_GARBLED = ("malformed", "http-400", "http-412")
OnProgress = Callable[[PaperUpload], None]


@dataclass(frozen=True, slots=True)
class Pace:
    """Where time and patience come from: monotonic seconds, a sleep in seconds, a number in [0, 1)."""

    monotonic: Callable[[], float]
    sleep: Callable[[float], None]
    chance: Chance


class Uploads:
    """Uploads with client-chosen ids over a tus server."""

    def __init__(self, tus: Tus, pace: Pace, *, most_chunk: int = MOST_CHUNK) -> None:
        self._tus = tus
        self._pace = pace
        self._most_chunk = max(LEAST_CHUNK, min(most_chunk, MOST_CHUNK))

    def bring(self, upload: PaperUpload, paper: BinaryIO, token: str, on_progress: OnProgress) -> UploadStep:
        """Create or go on, until the portal holds every byte and its digest is ours.

        The answer is OK with a complete upload, or why it is not: UNKNOWN_ID and GONE ask for a new generation (so does
        `upload.digest-differs`, class GONE); `upload.checksum` is class FIX when the stored paper itself has changed.
        """
        journey = _Journey(self._tus, self._pace, upload, paper, token, on_progress, self._most_chunk)
        try:
            answer = journey.run()
        except PortalTrouble as trouble:
            answer = trouble.answer
        return UploadStep(journey.upload, _no_fault_of_the_paper(answer))


@dataclass(slots=True)
class _Journey:
    """One paper on its way; `moved` is when the last byte was confirmed."""

    tus: Tus
    pace: Pace
    upload: PaperUpload
    paper: BinaryIO
    token: str
    on_progress: OnProgress
    most_chunk: int
    location: str = ""
    chunk: int = FIRST_CHUNK
    strikes: int = 0
    moved: float = 0.0

    def run(self) -> Answer:
        self.moved = self.pace.monotonic()
        self.chunk = min(self.chunk, self.most_chunk)
        self.location = f"{self.tus.collection}/{self.upload.upload_id}"
        if self.upload.offset == 0:
            self.location = self._create() or self.location
        standing = self._look()
        while standing.offset < self.upload.size:
            standing = self._step()
        if standing.digest is None:
            standing = self._look()
        if standing.digest not in {None, digest_header(self.upload.sha256)}:
            return Answer(AnswerClass.GONE, "upload.digest-differs", wrote=True)
        self.upload = replace(self.upload, complete=True)
        self.on_progress(self.upload)
        return Answer(AnswerClass.OK, wrote=True)

    def _create(self) -> str | None:
        """Announce it under our id; the same again after a lost answer is a replay."""
        upload = self.upload
        metadata = {"name": f"{upload.slot}-{upload.n}", "type": upload.media_type, "slot": upload.slot}
        headers = {
            "Idempotency-Key": f'"{upload.upload_id}"',
            "Repr-Digest": digest_header(upload.sha256),
        }
        return self.tus.create(upload.size, metadata, headers, self.token)

    def _look(self) -> Standing:
        """The offset is the portal's word, behind or ahead of ours."""
        return self._noted(self.tus.standing(self.location, self.token))

    def _noted(self, standing: Standing) -> Standing:
        if standing.offset > self.upload.size:
            raise PortalTrouble(Answer(AnswerClass.GONE, "upload.digest-differs", wrote=True))
        if standing.offset != self.upload.offset:
            if standing.offset > self.upload.offset:
                self.moved = self.pace.monotonic()
            self.upload = replace(self.upload, offset=standing.offset)
            self.on_progress(self.upload)
        return standing

    def _step(self) -> Standing:
        """One chunk; after anything but a yes the portal is asked where it stands."""
        self.paper.seek(self.upload.offset)
        chunk = self.paper.read(min(self.chunk, self.upload.size - self.upload.offset))
        if not chunk:
            raise PortalTrouble(Answer(AnswerClass.FIX, "upload.checksum"))
        began = self.pace.monotonic()
        try:
            reply = self.tus.append(self.location, self.upload.offset, chunk, self.token)
        except PortalTrouble as trouble:
            return self._after_cut(trouble)
        if reply.status < 300:
            self.strikes = 0
            self._fit(len(chunk), self.pace.monotonic() - began)
            before = self.upload.offset
            standing = self._noted(standing_of(reply))
            return standing if standing.offset > before else self._look_again()
        return self._after_refusal(reply)

    def _fit(self, size: int, seconds: float) -> None:
        """Chunks that take about five seconds on this line."""
        wanted = self.chunk * 4 if seconds < 1 else int(size / seconds * AIM_SECONDS)
        self.chunk = max(LEAST_CHUNK, min(wanted, self.chunk * 4, self.most_chunk))

    def _after_cut(self, trouble: PortalTrouble) -> Standing:
        """A smaller chunk next; only when the smallest does not get through either is the line given up."""
        if trouble.answer.kind is not AnswerClass.WAIT:
            raise trouble
        was_least = self.chunk == LEAST_CHUNK
        self.chunk = max(LEAST_CHUNK, self.chunk // 4)
        return self._look_again(is_patient=not was_least)

    def _after_refusal(self, reply: Reply) -> Standing:
        answer = classify(reply)
        if reply.status == 460:
            self.strikes += 1
            if self.strikes >= STRIKES:
                raise PortalTrouble(self._blame())
        elif reply.status == 404:
            raise PortalTrouble(replace(answer, kind=AnswerClass.UNKNOWN_ID))
        elif reply.status not in {408, 409, 423}:
            raise PortalTrouble(answer)
        return self._look_again()

    def _blame(self) -> Answer:
        """A paper that is no longer what was frozen needs a person; a line that garbles needs time."""
        self.paper.seek(0)
        digest = hashlib.sha256()
        while piece := self.paper.read(MOST_CHUNK):
            digest.update(piece)
        is_changed = digest.hexdigest() != self.upload.sha256
        return Answer(AnswerClass.FIX if is_changed else AnswerClass.WAIT, "upload.checksum", wrote=True)

    def _look_again(self, *, is_patient: bool = False) -> Standing:
        """After a pause with jitter: the portal may still hold the lock of the line that was cut."""
        self.pace.sleep(LOCK_SECONDS * (0.5 + self.pace.chance()))
        standing = self._look()
        if not is_patient and self.pace.monotonic() - self.moved > STALL_SECONDS:
            raise PortalTrouble(Answer(AnswerClass.WAIT, "upload.stalled", wrote=True))
        return standing


def _no_fault_of_the_paper(answer: Answer) -> Answer:
    """The head of these calls is the program's alone: who finds it wanting did not get it whole, and gets it again.

    A proxy on the way may take out headers that it does not know (fault 11).
    """
    is_garbled = answer.kind is AnswerClass.FIX and answer.code in _GARBLED
    return replace(answer, kind=AnswerClass.WAIT, code="upload.checksum") if is_garbled else answer


def digest_header(sha256: str) -> str:
    """Repr-Digest of a hex SHA-256."""
    return f"sha-256=:{base64.b64encode(bytes.fromhex(sha256)).decode()}:"
