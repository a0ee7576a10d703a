"""Check your answers: the dossier as it will be sent, its fee, the pledge, and an honest button."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QCheckBox, QFrame, QWidget

from desktop.domain.attachment import CONSENT_SLOT
from desktop.domain.submission import Mode, Submission
from desktop.services.checking import Check
from desktop.ui.desk import Desk
from desktop.ui.form_entry.choices import DropDownControl
from desktop.ui.form_entry.field import Field
from desktop.ui.form_entry.steps import step_of
from desktop.ui.network import NetworkSwitch
from desktop.ui.pages.answer_lines import AnswerLine, answer_sections
from desktop.ui.pages.filing_page import Filing, FilingPage
from desktop.ui.pages.real_ways import HandOver, RealWays
from desktop.ui.pages.resident_side import ResidentSide
from desktop.ui.pages.same_before import SameBefore
from desktop.ui.pages.sheet import pack_fee
from desktop.ui.second_screen import SecondScreen
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.arrangement import flow
from desktop.ui.widgets.basic import button, card, column, row, text
from desktop.ui.widgets.clauses import Clauses
from desktop.ui.widgets.notice import notice
from desktop.ui.widgets.truth_line import somebody_signed_in
from desktop.ui.widgets.word_wrap import WordWrap
from desktop.ui.words import lang, money, size, tr
from forms.answers import complete, get
from forms.fees import fees, total
from forms.law import behind
from forms.slots import open_slots
from forms.units import is_unit, unit_address
from forms.validation import FieldError, error_text


@dataclass(frozen=True, slots=True)
class Beside:
    """What a desk has beside the answers; a kiosk has none of it."""

    hand_over: HandOver
    second: SecondScreen


class CheckPage(FilingPage):
    """Buttons `edit_<step>`, `edit<list>`, `send`, those of `RealWays`; ticks `pledge`. *step* `ways`: these first."""

    place = "check"

    def __init__(
        self, around: Surroundings, desk: Desk, draft_id: str, mode: Mode, network: NetworkSwitch,
        beside: Beside | None, step: str = "",
    ) -> None:  # fmt: skip
        self._mode = mode
        self._network = network
        self._beside = beside
        self._resident: ResidentSide | None = None
        self._can_send = False
        self._signed_in = False
        self._ways_first = step == "ways"
        super().__init__(around, desk, draft_id)

    def fill(self, filing: Filing) -> None:
        self._filing = filing
        pack, draft = filing.pack, filing.draft
        self._data = complete(pack, dict(draft.answers), today=self.today)
        add = self.main_column.addWidget
        add(text(tr("check.title"), "title", name="pageTitle"))
        add(SameBefore(self, self.desk, self.draft_id))
        self._faults = QFrame()
        add(self._faults)
        for step, title, lines in answer_sections(pack, self._data, lang()):
            edit = button(tr("word.edit"), f"edit_{step}", partial(self._edit, step), role="link")
            edit.setAccessibleName(f"{tr('word.edit')}: {title}")
            head = row(text(title, "section"), edit)
            head.setStretch(0, 1)
            add(card(head, *[self._answer(step, line) for line in lines], gap=10))
        add(self._papers_card(filing))
        add(self._fee_card())
        if self._beside is not None:
            self._add_beside(filing, self._beside)
        add(self._send_card())
        self.ask(self.around.store, lambda: self.desk.drafting.check(self.draft_id), self._show_check)
        self.ask(self.around.store, self._is_signed_in, self._know_account)
        self._network.turned.connect(self._name_button)

    def _add_beside(self, filing: Filing, beside: Beside) -> None:
        """The resident's side of the desk, and the ways to file for real."""
        in_practice = self._mode is Mode.PRACTICE
        self._resident = ResidentSide(self, self.desk, beside.second, filing, self._data, is_practice=in_practice)
        self.main_column.addWidget(self._resident)
        ways = RealWays(self, self.desk, self.draft_id, beside.hand_over, in_practice=in_practice)
        if self._ways_first:
            self.main_column.insertWidget(2, ways)
            self.say("ok", tr("real.begun"), tr("real.begun_second"), name="realBegun")
        else:
            self.main_column.addWidget(ways)

    def _answer(self, step: str, line: AnswerLine) -> QWidget:
        if not line.rows:
            return _line(line.label, line.words)
        edit = button(
            tr("word.edit"), f"edit{line.pointer}", partial(self._edit, f"{step}#{line.pointer}"), role="link"
        )
        edit.setAccessibleName(f"{tr('word.edit')}: {line.label}")
        head = row(text(line.label, "label"), edit)
        head.setStretch(0, 1)
        holder = QWidget()
        holder.setLayout(column(head, *[_line(one.label, one.words, (1, 5)) for one in line.rows], gap=6))
        return holder

    def asides(self, filing: Filing) -> list[QWidget]:
        unit = get(self._data, str(filing.pack.procedure.get("dossier", {}).get("unit", "")))
        where = card(
            text(tr("check.receiver"), "label"),
            text(tr("check.receiver_unit", unit=unit_address(str(unit)) if is_unit(str(unit)) else "…"), "help"),
        )
        return [where]

    def _papers_card(self, filing: Filing) -> QFrame:
        names = {
            slot.code: filing.pack.text(f"slot.{slot.code}.name", lang())
            for slot in open_slots(filing.pack, self._data)
        }
        names[CONSENT_SLOT] = tr("filing_for.consent")
        lines = [
            _line(names[paper.slot], f"{paper.name} · {size(paper.size)}")
            for paper in filing.papers
            if paper.slot in names
        ]
        edit = button(
            tr("word.edit"), "edit_papers", lambda: self.around.navigator.go("papers", self.draft_id), role="link"
        )
        edit.setAccessibleName(f"{tr('word.edit')}: {tr('papers.step')}")
        head = row(text(tr("papers.step"), "section"), edit)
        head.setStretch(0, 1)
        return card(head, *(lines or [text(tr("papers.none"), "help")]), gap=10)

    def _fee_card(self) -> QFrame:
        pack, ground = self._filing.pack, self._filing.draft.exemption
        lines: list[QWidget] = [
            _line(pack_fee(pack, item.code), f"{item.quantity} × {money(item.amount)} = {money(item.total)}")
            for item in fees(pack, self._data, ground)
        ]
        self._total = text(money(total(pack, self._data, ground)), "section", name="feeTotal")
        lines.append(row_widget(text(tr("check.total"), "label"), self._total))
        grounds = pack.procedure.get("fees", {}).get("exemptions", [])
        if grounds:
            lines.append(self._exemption(grounds))
        return card(text(tr("check.fee"), "section"), *lines, gap=10)

    def _exemption(self, grounds: list[dict[str, object]]) -> QWidget:
        pack = self._filing.pack
        choices = [(str(one["code"]), pack.text(f"exemption.{one['code']}", lang())) for one in grounds]
        control = DropDownControl(choices, self.around.look.px(460))
        control.put(self._filing.draft.exemption)
        field = Field(
            "exemption", control, (tr("check.exempt"), tr("check.exempt_help")), self.around.icons, self.around.look
        )
        control.committed.connect(lambda: self._exempt(control.value()))
        return field

    def _exempt(self, ground: str | None) -> None:
        self._total.setText(money(total(self._filing.pack, self._data, ground)))
        self.ask(self.around.store, lambda: self.desk.drafting.set_exemption(self.draft_id, ground), lambda _done: None)

    def _send_card(self) -> QFrame:
        pack = self._filing.pack
        self._pledge = QCheckBox(tr("check.pledge"))
        self._pledge.setObjectName("pledge")
        WordWrap(self._pledge)
        pledge = pack.text("pledge", lang()) if pack.has_text("pledge") else ""
        self._pledge.setAccessibleDescription(pledge)
        self._pledge.toggled.connect(lambda _on: self._enable())
        self._send = button(
            tr("check.send_now"), "send", self._submit, role="primary", icon="send", icons=self.around.icons
        )
        things: list[QWidget] = [text(tr("check.pledge_title"), "section"), text(pledge), self._pledge]
        back = button(tr("word.back"), "back", lambda: self.around.navigator.go("papers", self.draft_id))
        self._enable()
        return card(*things, flow(back, self._send), gap=14)

    def _is_signed_in(self) -> bool:
        with self.desk.open_unit() as uow:
            return somebody_signed_in(uow)

    def _know_account(self, is_signed_in: bool) -> None:
        self._signed_in = is_signed_in
        self._name_button()

    def _name_button(self, _turned: object = None) -> None:
        """The button says what it does."""
        if self._network.is_on:
            words = tr("check.send_now" if self._signed_in else "check.sign_in_now")
        else:
            words = tr("check.send_later" if self._signed_in else "check.send_sign_in")
        self._send.setText(f"  {words}")
        self._send.setAccessibleName(words)

    def _show_check(self, check: Check) -> None:
        self._can_send = not check.errors and not check.missing_slots
        if self._resident is not None:
            self._resident.know(check)
        self._enable()
        parts = [self._fault("error", fault) for fault in check.errors]
        parts += [self._lacking(code) for code in check.missing_slots]
        parts += [self._fault("warn", fault) for fault in check.warnings]
        if not parts:
            parts = [notice(self.around.icons, "ok", tr("check.all_good"), name="allGood")]
        holder = card(*parts, name="faults")
        holder.setProperty("role", "")
        inside = holder.layout()
        if inside is not None:
            inside.setContentsMargins(0, 0, 0, 0)
        self.main_column.replaceWidget(self._faults, holder)
        self._faults.deleteLater()
        self._faults = holder

    def _fault(self, tone: str, fault: FieldError) -> QFrame:
        pointer = fault.pointer
        step = step_of(self._filing.pack, dict(self._filing.draft.answers), pointer)
        fix = button(tr("word.edit"), f"fix{pointer}", lambda: self._edit(f"{step}#{pointer}"))
        sentence = error_text(self._filing.pack, fault, lang())
        fix.setAccessibleName(f"{tr('word.edit')}: {sentence}")
        law = behind(self._filing.pack, fault)
        more = Clauses(self.around.icons, law) if law else None
        return notice(self.around.icons, tone, sentence, action=fix, more=more)

    def _lacking(self, code: str) -> QFrame:
        consent = code == CONSENT_SLOT
        name = tr("filing_for.consent") if consent else self._filing.pack.text(f"slot.{code}.name", lang())
        fix = button(tr("papers.add"), f"add_{code}", lambda: self.around.navigator.go("papers", self.draft_id))
        fix.setAccessibleName(f"{tr('papers.add')}: {name}")
        return notice(self.around.icons, "error", tr("check.lacking", name=name), action=fix)

    def _edit(self, step: str) -> None:
        self.around.navigator.go("form", self.draft_id, step)

    def _enable(self) -> None:
        self._send.setEnabled(self._can_send and self._pledge.isChecked())

    def _submit(self) -> None:
        if self._resident is not None and self._resident.holds_back(self._submit):
            return
        self._send.setEnabled(False)
        self.ask(
            self.around.store,
            lambda: self.desk.finalising.submit(self.draft_id, pledge=True, mode=self._mode),
            self._submitted,
        )

    def _submitted(self, submission: Submission) -> None:
        self.around.navigator.go("sent", submission.id)


def row_widget(*things: QWidget) -> QWidget:
    """Widgets beside each other as one widget."""
    holder = QWidget()
    holder.setLayout(row(*things, None))
    return holder


def _line(label: str, value: str, shares: tuple[int, int] = (2, 3)) -> QWidget:
    holder = QWidget()
    inside = row(text(label, "help"), text(value), gap=16)
    for place, share in enumerate(shares):
        inside.setStretch(place, share)
    holder.setLayout(inside)
    return holder
