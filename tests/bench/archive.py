"""A vault of made-up dossiers, most of them over long ago: straight through the program's tables and its engine."""

import hashlib
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, insert, text

from desktop import assembly
from desktop.adapters.database import tables
from desktop.adapters.database.rows import values_of
from desktop.adapters.database.vault import open_vault
from desktop.domain.attachment import Attachment, PaperUpload
from desktop.domain.dossier import Dossier, HistoryRow, ResultRecord, Status, Step, SupplementRequest, Turn
from desktop.domain.draft import Draft
from desktop.domain.fee import FeeNotice, NoticeItem
from desktop.domain.submission import Attempt, Kind, Mode, OutboxItem, State, Submission
from desktop.services.ports import Account, PortalProfile
from desktop.services.turns import presses
from forms.fold import fold
from tests.bench.place import STORY
from tests.bench.queue import paper

SEED = 1001193
AT_ONCE = 1_000
"""Dossiers that are written together, so that what belongs to them is still in memory when it is changed."""
CACHE = "PRAGMA cache_size = -65536"
PORTAL, ACCOUNT = "bench", "can-bo"
NEWEST = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
APART = timedelta(minutes=9)
RESULT = "Giấy khai sinh"
CHILD = STORY["answers"]["con"]["ho_ten"]
FAMILIES = ("Lò", "Hà", "Phạm", "Lê", "Nguyễn", "Trương", "Cầm", "Vi", "Lương", "Đinh", "Hơ", "Thao")
MIDDLES = ("Văn", "Thị", "Đức", "Ngọc", "Minh", "Thanh", "Bá", "Xuân", "Hữu", "Thu")
GIVEN = ("Bảo", "Sáng", "Tâm", "Pâng", "Nết", "May", "Thắng", "Hằng", "Dũng", "Ước", "Yến", "Quỳnh", "Giang", "Đoàn")
WAY = (Status.REGISTERED, Status.RECEIVED, Status.PROCESSING, Status.FINISHED, Status.RETURNED)
FEE = (FeeNotice("f1", (NoticeItem("1", "Lệ phí", 8_000),), 8_000, "before", "open"),)
UNSENT, ASKED, OWED, UNDER_WAY, UNKEPT = 20, 80, 50, 400, 30
"""How many wait to be sent, for an answer, for a fee, at the office, for their result to be fetched."""


@dataclass(frozen=True, slots=True)
class Model:
    """One real dossier, made by the program itself, which all others are like."""

    draft: Draft
    paper: Attachment
    submission: Submission
    body: bytes

    def title_of(self, entry: "Entry") -> str:
        return self.submission.title.replace(CHILD, entry.child)


@dataclass(frozen=True, slots=True)
class Entry:
    """One dossier of the archive; number 0 is the newest."""

    number: int
    id: str
    child: str
    at: datetime

    @property
    def draft(self) -> str:
        return f"d{self.id[1:]}"

    @property
    def code(self) -> str:
        return f"000.00.38.H56-{self.at:%y%m%d}-{self.number:06}"

    @property
    def stage(self) -> str:
        """Where it stands; the newest are under way."""
        left = self.number
        for name, many in (("unsent", UNSENT), ("asked", ASKED), ("owed", OWED), ("unkept", UNKEPT),
                           ("under_way", UNDER_WAY)):  # fmt: skip
            if left < many:
                return name
            left -= many
        return "over"

    @property
    def turn(self) -> Turn:
        return {"over": Turn.NOBODY, "unsent": Turn.PROGRAM, "under_way": Turn.OFFICE}.get(self.stage, Turn.YOURS)


def archive(home: Path, dossiers: int) -> tuple[bytes, list[Entry]]:
    """A vault in *home* with so many dossiers, and what they are."""
    key = assembly.create_vault(home, None).key
    model = _model(home, key)
    entries = _entries(dossiers)
    with open_vault(home, key) as vault:
        with vault.unit() as uow:
            uow.profiles.save(PortalProfile(PORTAL, "practice", "Cổng", "http://127.0.0.1:9", ({"kid": "1"},)))
            uow.accounts.save(Account(ACCOUNT, PORTAL, "Cán bộ", "at", "rt", NEWEST))
            uow.commit()
        with vault.engine.begin() as connection:
            connection.exec_driver_sql(CACHE)
            _fill(connection, model, entries)
    return key, entries


def _model(home: Path, key: bytes) -> Model:
    services = assembly.open_services(home, key, link=assembly.PortalLink(home.with_name("none"), offline=True))
    draft = services.drafting.start(STORY["procedure"], answers=STORY["answers"])
    attached = services.attaching.attach(draft.id, "TP01", "giay-chung-sinh.pdf", paper(random.Random(SEED)))
    item = services.finalising.submit(draft.id, pledge=True, mode=Mode.PRACTICE)
    with services.open_unit() as uow:
        model = Model(uow.drafts.get(draft.id), attached, uow.submissions.get(item.id), uow.outbox.get(item.id).body)
    services.close()
    return model


def _entries(dossiers: int) -> list[Entry]:
    chance = random.Random(SEED)
    found = []
    for number in range(dossiers):
        at = NEWEST - number * APART
        name = f"{chance.choice(FAMILIES)} {chance.choice(MIDDLES)} {chance.choice(MIDDLES)} {chance.choice(GIVEN)}"
        noise = f"{chance.getrandbits(76):019x}"
        stamp = f"{int(at.timestamp() * 1000):012x}"
        found.append(Entry(number, f"{stamp[:8]}-{stamp[8:]}-7{noise[:3]}-8{noise[3:6]}-{noise[6:18]}", name, at))
    return found


def _fill(connection: Connection, model: Model, entries: Sequence[Entry]) -> None:
    """As the program would have done it, state after state, only for all of them at once."""
    oldest_first = entries[::-1]
    for first in range(0, len(entries), AT_ONCE):
        some = oldest_first[first : first + AT_ONCE]
        found: dict[Table, list[dict[str, Any]]] = {}
        for entry in some:
            how = presses(entry.turn, _copy(entry, model.paper.sha256))
            line = {"place": _place(entries, entry), "submission": entry.id, "turn": entry.turn, "presses": how}
            for table, row in (*_rows(model, entry), (tables.list_line, line)):
                found.setdefault(table, []).append(row)
        for table, rows in found.items():
            connection.execute(insert(table), rows)
        words = [{"place": _place(entries, entry), "words": _words(model, entry)} for entry in some]
        connection.execute(text("INSERT INTO list_words (rowid, words) VALUES (:place, :words)"), words)
        ids = [{"draft": entry.draft, "submission": entry.id} for entry in some]
        connection.execute(text("UPDATE draft SET finalised_as = :submission WHERE id = :draft"), ids)
        for values in ("state = 'preflight'", "state = 'uploading'", "state = 'submitting', started = 1",
                       "state = 'receipted', receipt = 'jws', receipted_at = created_at"):  # fmt: skip
            sent = f"UPDATE outbox_item SET {values} WHERE id = :submission AND account IS NOT NULL"  # noqa: S608 - ours
            connection.execute(text(sent), ids)


def _place(entries: Sequence[Entry], entry: Entry) -> int:
    """In the list of lines, after that of the model."""
    return len(entries) - entry.number + 1


def _words(model: Model, entry: Entry) -> str:
    if entry.stage == "unsent":
        return fold(model.title_of(entry))
    code = fold(f"{model.title_of(entry)} {entry.code}")
    return f"{code}\n{fold(RESULT)}" if entry.stage == "over" else code


def _rows(model: Model, entry: Entry) -> Iterator[tuple[Table, dict[str, Any]]]:
    """Everything that the vault holds of one dossier."""
    key = entry.id
    said = dict(model.draft.answers)
    said["con"] = said["con"] | {"ho_ten": entry.child}
    draft = replace(
        model.draft, id=entry.draft, answers=said, created_at=entry.at, saved_at=entry.at, finalised_as=None
    )
    yield tables.draft, values_of(tables.draft, draft)
    yield tables.attachment, values_of(tables.attachment, replace(model.paper, id=f"a{key[1:]}", draft=draft.id))
    body = model.body.replace(CHILD.encode(), entry.child.encode())
    print_ = f"sha256:{hashlib.sha256(body).hexdigest()}"
    sent = replace(
        model.submission, id=key, draft=draft.id, title=model.title_of(entry), fingerprint=print_, finalised_at=entry.at
    )
    yield tables.submission, values_of(tables.submission, sent)
    item = OutboxItem(key, Kind.DOSSIER, key, body, print_, Mode.PRACTICE, entry.at, State.QUEUED)
    if entry.stage == "unsent":
        yield tables.outbox_item, values_of(tables.outbox_item, item)
        return
    yield tables.outbox_item, values_of(tables.outbox_item, replace(item, portal_id=PORTAL, account=ACCOUNT))
    yield tables.attempt, values_of(tables.attempt, Attempt(key, 1, entry.at, entry.at, "ok"))
    sha = model.paper.sha256
    upload = PaperUpload(key, "TP01", 1, sha, 100_000, "application/pdf", f"u{key}", offset=100_000, complete=True)
    yield tables.paper_upload, values_of(tables.paper_upload, upload)
    yield from _told(entry, sha)


def _told(entry: Entry, sha: str) -> Iterator[tuple[Table, dict[str, Any]]]:
    """The portal's copy, with its history and what came of it."""
    dossier = _copy(entry, sha)
    yield tables.dossier, values_of(tables.dossier, dossier)
    for seq, status in enumerate(WAY[: 5 if dossier.final else 3], start=1):
        at = entry.at + timedelta(hours=seq)
        row = HistoryRow(seq, at, "Nguyễn Thị Lan", "Một cửa", "14845", "Đã xử lý xong bước này.", status)
        yield tables.history_row, values_of(tables.history_row, row, dossier=entry.id)
    for result in dossier.results:
        yield tables.result, values_of(tables.result, result, dossier=entry.id)
        if entry.stage == "over":
            kept = {"dossier": entry.id, "rid": "r1", "paper_sha256": sha, "verdict": "good"}
            yield tables.kept_result, kept


def _copy(entry: Entry, sha: str) -> Dossier:
    stage, at = entry.stage, entry.at
    is_over = stage in ("over", "unkept")
    status = {"over": Status.RETURNED, "unkept": Status.RETURNED, "asked": Status.SUPPLEMENT, "owed": Status.FEE}
    step = Step("Thẩm định", "Nguyễn Thị Lan", "14845", at, at + timedelta(days=2))
    asked = SupplementRequest("b1", "Xin bổ sung giấy chứng sinh.", (), (("TP01", "Ảnh mờ"),), at + timedelta(days=9))
    result = ResultRecord("r1", RESULT, "application/pdf", 40_000, sha, True, entry.at)
    return Dossier(
        entry.id, 5, entry.code, status.get(stage, Status.PROCESSING), "Đang giải quyết", final=is_over,
        submitted_at=at, received_at=at, due_at=at + timedelta(days=3), step=None if is_over else step,
        supplement=asked if stage == "asked" else None, fee_notices=FEE if stage == "owed" else (),
        results=(result,) if is_over else (), allowed_actions=("message", "withdraw"), refreshed_at=at,
    )  # fmt: skip
