"""What is said about a fee: notices that are not proved or over, when it is owed, money that comes back or may not."""

import json
from collections.abc import Iterator

from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from desktop.domain.dossier import Dossier, Status
from desktop.domain.fee import FeeAttempt, FeeNotice, PaymentState, Refund
from desktop.domain.submission import OutboxItem
from desktop.ui.pages.page import Page
from desktop.ui.widgets.basic import text
from desktop.ui.widgets.notice import notice
from desktop.ui.words import lang, money, tr
from forms.pack import ProcedurePack


def warnings(page: Page, dossier: Dossier) -> Iterator[QFrame]:
    """What must be known before anybody pays.

    `unprovenFee` for what must not be paid, `forgottenFee` for money that the portal forgot, `refund` for a sum that
    comes back, `paidInVain` where none is told.
    """
    icons = page.around.icons
    if dossier.unproven_fee is not None:
        yield notice(icons, "error", tr("fee.unproven"), tr("fee.unproven_second"), name="unprovenFee")
    if dossier.doubtful_fee is not None:
        yield _forgotten(page, dossier.doubtful_fee)
    for fee in dossier.fee_notices:
        for attempt in fee.attempts:
            for refund in attempt.refunds:
                title = tr(_why_back(fee, attempt), amount=money(refund.amount))
                tone = "warn" if refund.paid_back_at is None else "ok"
                yield notice(icons, tone, title, _when_back(page, refund), name="refund")
        if fee.state == "paid" and _came_to_nothing(dossier) and not any(one.refunds for one in fee.attempts):
            title = tr("fee.in_vain", amount=money(fee.total))
            yield notice(icons, "warn", title, tr("fee.in_vain_second"), name="paidInVain")


def is_dropped(dossier: Dossier, fee: FeeNotice) -> bool:
    """Whether the portal ended the dossier and said nothing of a notice that was open: it ended with it."""
    return dossier.final and fee.is_open


def over_words(dossier: Dossier, fee: FeeNotice) -> str:
    """Why a notice that was not paid is not to be paid now; nothing where it is."""
    if is_dropped(dossier, fee):
        return tr("fee.over.cancelled")
    if fee.is_open:
        return tr("fee.over.leaving") if dossier.status is Status.WITHDRAW_REQUESTED else ""
    return tr(f"fee.over.{fee.state}") if fee.state in ("cancelled", "expired", "forgotten") else ""


def _forgotten(page: Page, fee: FeeNotice) -> QFrame:
    key = "fee.forgotten_paid" if fee.is_paid_and_forgotten else "fee.forgotten"
    title = tr(key, amount=money(fee.total))
    return notice(page.around.icons, "warn", title, tr(f"{key}_second"), name="forgottenFee")


def _why_back(fee: FeeNotice, attempt: FeeAttempt) -> str:
    if attempt.state is PaymentState.PAID or fee.state == "paid":
        return "fee.twice"
    return "fee.too_late" if fee.is_open else "fee.not_owed"


def _came_to_nothing(dossier: Dossier) -> bool:
    return dossier.final and dossier.status in (Status.REFUSED, Status.STOPPED)


def _when_back(page: Page, refund: Refund) -> str:
    if refund.paid_back_at is not None:
        return tr("fee.back_done", amount=money(refund.amount), when=page.when(refund.paid_back_at))
    return tr("fee.back_by", when=page.when(refund.by)) if refund.by is not None else tr("fee.back_soon")


def terms(page: Page, dossier: Dossier, fee: FeeNotice, pack: ProcedurePack, item: OutboxItem) -> Iterator[QWidget]:
    """When it is owed, until when, and which exemption was claimed."""
    is_waited_for = fee.is_open and not is_dropped(dossier, fee)
    if is_waited_for and fee.when in ("before", "after"):
        yield text(tr(f"fee.when_{fee.when}"), name="feeWhen")
    if is_waited_for and fee.deadline is not None:
        yield text(tr("fee.deadline", when=page.when(fee.deadline)), "help")
    if (ground := claimed_exemption(pack, item)) is not None:
        yield text(tr("fee.exemption", ground=ground), name="feeExemption")


def claimed_exemption(pack: ProcedurePack, item: OutboxItem) -> str | None:
    """The ground that was claimed when it was filed, in words."""
    code = json.loads(item.body)["fee"]["exemption"]
    return pack.text(f"exemption.{code}", lang()) if code is not None else None


def pairs(*lines: tuple[str, str]) -> QWidget:
    """Labels with their values close beside them, one under the other."""
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(24)
    grid.setColumnStretch(1, 1)
    for line, (label, value) in enumerate(lines):
        grid.addWidget(text(label, "lead", wrap=False), line, 0)
        grid.addWidget(text(value, "label"), line, 1)
    return holder
