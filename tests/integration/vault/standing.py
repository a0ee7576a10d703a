"""Dossiers in a list as they stand: told of, answered, on their way."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from desktop.adapters.database.vault import Vault
from desktop.domain.dossier import Dossier, DraftCertificate, ResultRecord, Status, SupplementRequest
from desktop.domain.fee import FeeAttempt, FeeNotice, NoticeItem, PaymentState
from desktop.domain.submission import Kind, State
from tests.integration.vault.records import NOW, ROADS, SOON, brought_to, draft, item, submission, unit

RESULT = ResultRecord("r1", "Trích lục Khai sinh", "application/pdf", 9, "ab" * 32, signed=True, issued_at=SOON)
NOTICE = FeeNotice("n1", (NoticeItem("ban_sao", "Bản sao", 8000),), 8000, "before", "open")
CERTIFICATE = DraftCertificate("k1", "/api/v1/drafts/1", SOON)
SUPPLEMENT = SupplementRequest("x1", "Thiếu", (), (), SOON)
PENDING = FeeAttempt("a1", "vietqr", PaymentState.PENDING)
TOLD: dict[str, dict[str, Any]] = {
    "s01": {"final": True, "status": Status.RETURNED},
    "s02": {"supplement": SUPPLEMENT},
    "s03": {},
    "s04": {"confirmation": CERTIFICATE},
    "s05": {"confirmation": replace(CERTIFICATE, answered=True)},
    "s06": {"fee_notices": (NOTICE,)},
    "s07": {"fee_notices": (replace(NOTICE, is_unproven=True), replace(NOTICE, attempts=(PENDING,)))},
    "s08": {"results": (RESULT,), "final": True},
    "s09": {"status": Status.REFUSED},
    "s10": {"fee_notices": (replace(NOTICE, state="paid"),)},
}
KEPT = "s11"
UNTOLD = "s12"
YOURS = ["s04", "s02", "s08", "s06"]
OFFICE = ["s12", "s10", "s07", "s05", "s03"]
OVER = ["s11", "s09", "s01"]


def finalised(vault: Vault, submission_id: str, title: str = "Khai sinh cho Lò Thị Sương Mai", days: int = 0) -> None:
    with unit(vault) as uow:
        uow.drafts.add(draft(f"d-{submission_id}"))
        at = NOW + timedelta(days=days)
        uow.submissions.add(replace(submission(submission_id, f"d-{submission_id}"), title=title, finalised_at=at))
        uow.drafts.save(draft(f"d-{submission_id}", finalised_as=submission_id))
        uow.outbox.add(item(submission_id, submission_id))
        uow.commit()


def tells(vault: Vault, submission_id: str, **more: Any) -> None:
    plain = Dossier(submission_id, 1, f"H56-{submission_id}", Status.PROCESSING, "Đang làm", refreshed_at=NOW)
    with unit(vault) as uow:
        uow.dossiers.upsert(replace(plain, **more))
        uow.commit()


def fill(vault: Vault) -> None:
    """Every dossier that the portal told of, one whose result is kept, and one that nothing is known of."""
    for day, one in enumerate([*TOLD, KEPT, UNTOLD]):
        finalised(vault, one, days=day)
        brought_to(vault, State.RECEIPTED, one)
    for one, told in TOLD.items():
        tells(vault, one, **told)
    tells(vault, KEPT, final=True, status=Status.RETURNED, results=(RESULT,))
    with unit(vault) as uow:
        uow.dossiers.keep_result("r1", KEPT, RESULT.sha256, "good")
        uow.commit()


def answers(vault: Vault, submission_id: str, kind: Kind, item_id: str = "") -> None:
    with unit(vault) as uow:
        uow.outbox.add(item(item_id or f"m-{submission_id}", submission_id, kind))
        uow.commit()


def vary(full: Vault) -> None:
    """With what is on its way, what needs the person, and what was answered."""
    for number, state in enumerate(ROADS, start=21):
        finalised(full, f"s{number}", days=number)
        brought_to(full, state, f"s{number}")
    tells(full, "s21", supplement=SUPPLEMENT)
    for number in range(41, 49):
        finalised(full, f"s{number}", days=number)
        brought_to(full, State.RECEIPTED, f"s{number}")
    for one in ("s41", "s42"):
        tells(full, one, supplement=replace(SUPPLEMENT, sid=f"x-{one}"))
        answers(full, one, Kind.SUPPLEMENT, f"x-{one}")
    brought_to(full, State.NEEDS_FIX, "x-s42")
    tells(full, "s43", confirmation=replace(CERTIFICATE, cid="k-s43"), results=(RESULT,))
    answers(full, "s43", Kind.CONFIRMATION, "k-s43")
    tells(full, "s44")
    answers(full, "s44", Kind.MESSAGE)
    tells(full, "s45", supplement=SUPPLEMENT)
    answers(full, "s45", Kind.WITHDRAWAL)
    for number, one in enumerate(("s49", "s50", "s51", "s52"), start=49):
        finalised(full, one, days=number)
        brought_to(full, State.RECEIPTED, one)
    tells(full, "s49", supplement=replace(SUPPLEMENT, sid="x-s49", deadline=SOON + timedelta(hours=2)))
    answers(full, "s49", Kind.SUPPLEMENT, "x-s49")
    tells(full, "s50", confirmation=replace(CERTIFICATE, cid="k-s50"), results=(RESULT,))
    answers(full, "s50", Kind.CONFIRMATION, "k-s50")
    tells(full, "s51", final=True, status=Status.RETURNED)
    answers(full, "s51", Kind.MESSAGE)
    answers(full, "s52", Kind.MESSAGE)
    for held in ("x-s49", "k-s50", "m-s51", "m-s52"):
        brought_to(full, State.NEEDS_LOGIN, held)
    tells(full, "s46", status=Status.WITHDRAW_REQUESTED, fee_notices=(NOTICE,), supplement=SUPPLEMENT)
    tells(full, "s47", fee_notices=(replace(NOTICE, deadline=NOW),), confirmation=replace(CERTIFICATE, answered=True))
    tells(full, "s48", confirmation=replace(CERTIFICATE, deadline=SOON + timedelta(hours=1)), supplement=SUPPLEMENT)
