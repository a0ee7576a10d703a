"""Papers come over whole whatever the line does; the server here is a small strict tus server in memory."""

import base64
import hashlib
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

import pytest

from desktop.adapters.portal.uploads import FIRST_CHUNK, LEAST_CHUNK, Pace
from desktop.domain.attachment import PaperUpload
from desktop.services.ports import AnswerClass, UploadStep
from tests.unit.portal import made
from tests.unit.portal.scripted import RESET, Asked, Scripted, problem, reply, scripted

A = AnswerClass
PAPER = bytes(range(251)) * 4000
LOST = "lost"


@dataclass(slots=True)
class Shelf:
    """What a portal does with uploads; `fault(asked, times)` may answer in its place."""

    held: bytearray = field(default_factory=bytearray)
    created: list[str] = field(default_factory=list)
    chunks: list[int] = field(default_factory=list)
    fault: Callable[[Asked, int], bytes | str | None] = field(default=lambda _asked, _times: None)

    def __call__(self, asked: Asked) -> bytes:
        faulty = self.fault(asked, len(self.chunks))
        if isinstance(faulty, bytes):
            if asked.method == "PATCH":
                self.chunks.append(len(asked.body))
            return faulty
        answer = {"POST": self.create, "HEAD": self.look, "PATCH": self.append}[asked.method](asked)
        return RESET if faulty == LOST else answer

    def create(self, asked: Asked) -> bytes:
        upload = asked.headers["idempotency-key"].strip('"')
        is_new = upload not in self.created
        self.created.append(upload)
        return reply(201 if is_new else 200, b"", {"Location": f"/api/v1/uploads/{upload}"})

    def look(self, _asked: Asked) -> bytes:
        if not self.created:
            return reply(404)
        whole = {"Repr-Digest": digest(bytes(self.held))} if len(self.held) == len(PAPER) else {}
        return reply(200, b"", {"Upload-Offset": str(len(self.held)), **whole})

    def append(self, asked: Asked) -> bytes:
        self.chunks.append(len(asked.body))
        if int(asked.headers["upload-offset"]) != len(self.held):
            return problem(409, "offset-mismatch")
        told = base64.b64decode(asked.headers["upload-checksum"].partition(" ")[2])
        if told != hashlib.sha256(asked.body).digest():
            return problem(460, "checksum-mismatch")
        self.held += asked.body
        return reply(204, b"", {"Upload-Offset": str(len(self.held))})


@dataclass(slots=True)
class Clock:
    """Moves only when asked to sleep, and by `per_look` at every look."""

    now: float = 0.0
    per_look: float = 0.0
    slept: list[float] = field(default_factory=list)

    def monotonic(self) -> float:
        self.now += self.per_look
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def pace(self) -> Pace:
        return Pace(self.monotonic, self.sleep, lambda: 0.5)


def digest(content: bytes) -> str:
    return f"sha-256=:{base64.b64encode(hashlib.sha256(content).digest()).decode()}:"


def upload(offset: int = 0) -> PaperUpload:
    return PaperUpload(
        item=made.DOSSIER,
        slot="TP01",
        n=1,
        sha256=hashlib.sha256(PAPER).hexdigest(),
        size=len(PAPER),
        media_type="application/pdf",
        upload_id=made.OTHER,
        offset=offset,
    )


@pytest.fixture
def portal() -> Iterator[Scripted]:
    with scripted() as server:
        yield server


def bring(portal: Scripted, shelf: Shelf, clock: Clock | None = None, offset: int = 0) -> tuple[UploadStep, list[int]]:
    portal.script = shelf
    seen: list[int] = []
    client = made.client(portal.url, (clock or Clock()).pace())
    step = client.upload(upload(offset), io.BytesIO(PAPER), "token", lambda moved: seen.append(moved.offset))
    return step, seen


def test_paper_comes_over_in_growing_chunks(portal: Scripted) -> None:
    shelf = Shelf()
    step, seen = bring(portal, shelf)
    assert (step.answer.kind, step.upload.complete, step.upload.offset) == (A.OK, True, len(PAPER))
    assert bytes(shelf.held) == PAPER
    assert shelf.chunks == [FIRST_CHUNK, 4 * FIRST_CHUNK, len(PAPER) - 5 * FIRST_CHUNK]
    assert seen == [FIRST_CHUNK, 5 * FIRST_CHUNK, len(PAPER), len(PAPER)]
    created = portal.asked[0]
    assert created.headers["idempotency-key"] == f'"{made.OTHER}"'
    assert created.headers["repr-digest"] == digest(PAPER)
    assert created.headers["tus-resumable"] == "1.0.0"


def test_chunks_fit_a_slow_line(portal: Scripted) -> None:
    shelf = Shelf()
    bring(portal, shelf, Clock(per_look=20.0))
    assert shelf.chunks[1] < FIRST_CHUNK
    assert min(shelf.chunks[:-1]) >= LEAST_CHUNK
    assert bytes(shelf.held) == PAPER


def test_goes_on_from_the_portals_offset(portal: Scripted) -> None:
    shelf = Shelf(held=bytearray(PAPER[:1000]), created=[made.OTHER])
    step, seen = bring(portal, shelf, offset=5000)
    assert step.upload.complete
    assert seen[0] == 1000
    assert bytes(shelf.held) == PAPER
    assert [asked.method for asked in portal.asked][:2] == ["HEAD", "PATCH"]


def test_lost_answer_of_the_creation_is_a_replay(portal: Scripted) -> None:
    shelf = Shelf(fault=lambda asked, _times: LOST if asked.method == "POST" else None)
    step, _ = bring(portal, shelf)
    assert (step.answer.kind, step.answer.wrote, step.upload.offset) == (A.WAIT, True, 0)
    shelf.fault = lambda _asked, _times: None
    step, _ = bring(portal, shelf)
    assert step.upload.complete
    assert shelf.created == [made.OTHER, made.OTHER]


@pytest.mark.parametrize(
    "fault", [LOST, RESET, reply(200, b"x" * 9)[:-5]], ids=["after it was kept", "before", "halfway"]
)
def test_cut_lines_are_picked_up(portal: Scripted, fault: bytes | str) -> None:
    shelf = Shelf(fault=lambda asked, times: fault if asked.method == "PATCH" and times in {0, 2} else None)
    clock = Clock()
    step, _ = bring(portal, shelf, clock)
    assert step.upload.complete
    assert bytes(shelf.held) == PAPER
    assert shelf.chunks[1] == FIRST_CHUNK // 4
    assert clock.slept == [1.0, 1.0]


@pytest.mark.parametrize(("status", "slug"), [(409, "offset-mismatch"), (423, "upload-in-use"), (460, "checksum")])
def test_passing_refusals_are_asked_about(portal: Scripted, status: int, slug: str) -> None:
    refusal = problem(status, slug)
    shelf = Shelf(fault=lambda asked, times: refusal if asked.method == "PATCH" and times < 2 else None)
    step, _ = bring(portal, shelf)
    assert step.upload.complete
    assert bytes(shelf.held) == PAPER


@pytest.mark.parametrize("answer", [problem(423, "upload-in-use"), reply(204, b"", {"Upload-Offset": "0"})])
def test_line_on_which_nothing_moves_is_given_up_after_a_minute(portal: Scripted, answer: bytes) -> None:
    shelf = Shelf(fault=lambda asked, _times: answer if asked.method == "PATCH" else None)
    clock = Clock()
    step, _ = bring(portal, shelf, clock)
    assert (step.answer.kind, step.answer.code, step.upload.complete) == (A.WAIT, "upload.stalled", False)
    assert 60 < sum(clock.slept) < 63


def test_smallest_chunk_is_tried_before_a_slow_line_is_given_up(portal: Scripted) -> None:
    shelf = Shelf(fault=lambda asked, _times: RESET if len(asked.body) > LEAST_CHUNK else None)
    step, _ = bring(portal, shelf, Clock(per_look=61.0))
    assert step.upload.complete
    assert shelf.chunks[:4] == [FIRST_CHUNK, FIRST_CHUNK // 4, LEAST_CHUNK, LEAST_CHUNK]


@pytest.mark.parametrize(
    ("content", "kind"), [(PAPER, A.WAIT), (PAPER[:-1] + b"?", A.FIX)], ids=["garbled line", "changed paper"]
)
def test_third_bad_checksum_looks_at_the_paper(portal: Scripted, content: bytes, kind: AnswerClass) -> None:
    portal.script = Shelf(fault=lambda asked, _times: problem(460, "checksum") if asked.method == "PATCH" else None)
    step = made.client(portal.url).upload(upload(), io.BytesIO(content), "token", lambda _: None)
    assert (step.answer.kind, step.answer.code) == (kind, "upload.checksum")
    assert len([asked for asked in portal.asked if asked.method == "PATCH"]) == 3


def test_bad_checksums_with_good_ones_between_are_a_bad_line(portal: Scripted) -> None:
    bad = problem(460, "checksum")
    shelf = Shelf(fault=lambda asked, times: bad if asked.method == "PATCH" and times in {0, 1, 3, 4} else None)
    step, _ = bring(portal, shelf)
    assert step.upload.complete
    assert bytes(shelf.held) == PAPER


@pytest.mark.parametrize(
    ("status", "slug", "kind"),
    [
        (404, "not-found", A.UNKNOWN_ID),
        (410, "upload-expired", A.GONE),
        (401, "invalid_token", A.LOGIN),
        (413, "too-large", A.FIX),
    ],
)
def test_final_refusals_are_reported(portal: Scripted, status: int, slug: str, kind: AnswerClass) -> None:
    refusal = problem(status, slug)
    method = "PATCH" if kind in {A.LOGIN, A.FIX} else "HEAD"
    shelf = Shelf(fault=lambda asked, _times: refusal if asked.method == method else None)
    step, _ = bring(portal, shelf)
    assert (step.answer.kind, step.upload.complete) == (kind, False)


@pytest.mark.parametrize("refusal", [reply(404), problem(404, "not-found"), problem(410, "upload-expired")])
def test_an_upload_that_is_gone_in_its_middle_begins_anew(portal: Scripted, refusal: bytes) -> None:
    shelf = Shelf(fault=lambda asked, _times: refusal if asked.method == "PATCH" else None)
    step, _ = bring(portal, shelf)
    assert step.answer.kind in {A.UNKNOWN_ID, A.GONE}
    assert not step.upload.complete


@pytest.mark.parametrize("method", ["POST", "PATCH"])
def test_headers_lost_on_the_way_are_no_fault_of_the_paper(portal: Scripted, method: str) -> None:
    left = [problem(400, "malformed")]
    shelf = Shelf(fault=lambda asked, _times: left.pop() if asked.method == method and left else None)
    step, _ = bring(portal, shelf)
    assert (step.answer.kind, step.answer.code, step.upload.complete) == (A.WAIT, "upload.checksum", False)
    again, _ = bring(portal, shelf)
    assert again.upload.complete


def test_other_digest_at_the_portal_asks_for_a_new_upload(portal: Scripted) -> None:
    shelf = Shelf(held=bytearray(PAPER[:-1] + b"?"), created=[made.OTHER])
    step, _ = bring(portal, shelf, offset=10)
    assert (step.answer.kind, step.answer.code, step.upload.complete) == (A.GONE, "upload.digest-differs", False)


def test_proxy_that_blocks_patch_is_gone_around(portal: Scripted) -> None:
    shelf = Shelf()

    def blocked(asked: Asked) -> bytes:
        if asked.method == "PATCH":
            return reply(405)
        is_override = asked.headers.get("x-http-method-override") == "PATCH"
        return shelf(replace(asked, method="PATCH") if is_override else asked)

    portal.script = blocked
    step = made.client(portal.url, Clock().pace()).upload(upload(), io.BytesIO(PAPER), "token", lambda _: None)
    assert step.upload.complete
    assert bytes(shelf.held) == PAPER
