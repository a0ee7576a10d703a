"""One resident: what is known, their family, their dossiers, and the way to a new one."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from desktop.domain.dossier import Turn
from desktop.domain.errors import Refusal
from desktop.services.affairs import Affairs, Sent
from desktop.services.residents import Folder, typed_of
from desktop.ui.desk import Desk
from desktop.ui.pages.hand_words import filed_words
from desktop.ui.pages.new_for_resident import NewForResident
from desktop.ui.pages.page import Page
from desktop.ui.pages.resident_form import ResidentForm
from desktop.ui.pages.resident_scan import MADE, MADE_ANYWHERE, ResidentScan
from desktop.ui.pages.resident_words import kin_words, known_lines
from desktop.ui.pages.settings import Choices
from desktop.ui.pages.states import status_words
from desktop.ui.pages.titles import draft_title
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.arrangement import Spread, flow, stack
from desktop.ui.widgets.basic import CardButton, button, card, chip, column, picture, row, text
from desktop.ui.words import told, tr


class ResidentPage(Page):
    """Buttons `editResident`, `forgetResident`, `kin_<id>`; cards `draft_`, `open_`, `hand_` + id, `begin_<code>`."""

    rail = "people"

    def __init__(self, around: Surroundings, desk: Desk, person_id: str, step: str, choices: Choices) -> None:
        super().__init__(around, "page", (tr("rail.people"),))
        self._desk = desk
        self._id = person_id
        self._step = step
        self._choices = choices
        self._form: ResidentForm | None = None
        self._new: NewForResident | None = None
        self._frame = QFrame()
        self._scan = ResidentScan(self, desk, lambda _said: self.say("warn", tr("resident.spoiled")))
        self.add(self._frame)
        self.body.addStretch(1)
        self._load()

    def _load(self, _event: object = None) -> None:
        self.ask(self.around.store, lambda: self._desk.residents.folder(self._id), self._show)

    def _show(self, folder: Folder) -> None:
        self._folder = folder
        self.recrumb(tr("rail.people"), folder.person.name)
        if self._step == MADE:
            self.say("ok", tr("resident.made", name=folder.person.name))
        elif self._step == MADE_ANYWHERE:
            self.say("warn", tr("resident.made", name=folder.person.name), tr("resident.no_commune"))
        self._step = ""
        px = self.around.look.px
        self._new = NewForResident(self, self._desk, folder.person, self._choices)
        main = stack(self._affairs(folder.affairs), self._new, gap=20)
        aside = stack(self._known_card(folder), *self._kin_card(folder), gap=16)
        title = text(folder.person.name, "title", name="pageTitle")
        self._replace(column(title, Spread(main, aside, least=px(700), aside_width=px(320)), gap=18))

    def _replace(self, inside: object) -> None:
        frame = QFrame()
        frame.setLayout(inside)  # type: ignore[arg-type]  # a layout, whichever
        self.body.replaceWidget(self._frame, frame)
        self._frame.hide()
        self._frame.deleteLater()
        self._frame = frame

    def _known_card(self, folder: Folder) -> QFrame:
        lines = [_line(label, words) for label, words in known_lines(folder.person)]
        edit = button(tr("word.edit"), "editResident", self._edit, icon="pencil", icons=self.around.icons)
        edit.setAccessibleName(tr("resident.edit_name", name=folder.person.name))
        forget = button(tr("people.forget"), "forgetResident", self._ask_to_forget)
        forget.setAccessibleName(tr("people.forget_name", name=folder.person.name))
        return card(text(tr("resident.known"), "section"), *lines, flow(edit, forget), gap=10)

    def _kin_card(self, folder: Folder) -> list[QWidget]:
        if not folder.kin:
            return []
        faces: list[QWidget] = []
        for tie, other in folder.kin:
            face = CardButton(f"kin_{other.id}", other.name, kin_words(tie, self._id))
            face.clicked.connect(lambda _on=False, key=other.id: self.around.navigator.go("resident", key))
            faces.append(face)
        return [card(text(tr("resident.kin"), "section"), *faces, gap=10)]

    def _affairs(self, affairs: Affairs) -> QFrame:
        rows: list[QWidget] = [self._sent(one) for one in affairs.sent]
        go = self.around.navigator.go
        for draft in affairs.drafts:
            second = tr("home.saved_at", when=self.when(draft.saved_at))
            face = self._face(f"draft_{draft.id}", "file-pen-line", draft_title(self._desk.catalogue, draft), second)
            face.beside.addWidget(chip(tr("home.draft"), "neutral"))
            face.clicked.connect(lambda _on=False, key=draft.id: go("form", key))
            rows.append(face)
        for filing, draft in affairs.by_hand:
            second = f"{tr('by_hand.mark')} · {filed_words(filing)}"
            face = self._face(f"hand_{filing.id}", "pencil", draft_title(self._desk.catalogue, draft), second)
            face.clicked.connect(lambda _on=False, key=filing.id: go("by_hand", key))
            rows.append(face)
        return card(
            text(tr("resident.dossiers"), "section"),
            *(rows or [text(tr("resident.no_dossiers"), "help", name="noDossiers")]),
            gap=10,
        )

    def _sent(self, one: Sent) -> CardButton:
        dossier, submission = one.dossier, one.submission
        code = tr("dossier.code", code=dossier.code) if dossier is not None and dossier.code else ""
        heard = tr("dossiers.not_at_portal") if one.is_unsent else ""
        words = status_words(dossier) if dossier is not None else heard
        is_ours = one.turn is Turn.YOURS
        second = " · ".join(part for part in (code, words) if part)
        face = self._face(f"open_{submission.id}", "hand" if is_ours else "folder-open", submission.title, second)
        state = tr("resident.your_move") if is_ours else tr("home.not_sent") if one.is_unsent else ""
        if state:
            face.beside.addWidget(chip(state, "warn" if is_ours else "neutral"))
            face.setAccessibleDescription(f"{state}. {second}")
        place = "dossier" if dossier is not None and not one.is_unsent else "sent"
        face.clicked.connect(lambda: self.around.navigator.go(place, submission.id))
        return face

    def _face(self, name: str, icon: str, title: str, second: str) -> CardButton:
        return CardButton(name, title, second, picture=picture(self.around.icons, icon, "muted", 26))

    def _edit(self) -> None:
        self.unsay()
        self._form = form = ResidentForm(self.around, typed_of(self._folder.person))
        save = button(tr("resident.save"), "saveResident", self._save, role="primary")
        leave = button(tr("resident.cancel"), "cancelResident", self._load)
        title = text(self._folder.person.name, "title", name="pageTitle")
        self._replace(column(title, card(form, flow(leave, save), gap=16), gap=18))
        self.reveal(form.input())

    def _save(self) -> None:
        if self._form is None:
            return
        if (fault := self._form.first_fault()) is not None:
            self.reveal(fault)
            return
        typed = self._form.typed()
        self.ask(self.around.store, lambda: self._desk.residents.save(self._id, typed), lambda _person: self._saved())

    def _saved(self) -> None:
        self.say("ok", tr("resident.saved"))
        self._load()

    def _ask_to_forget(self) -> None:
        """Asked in the page, before anything is gone."""
        name = self._folder.person.name
        yes = button(tr("resident.forget_yes"), "forgetYes", self._forget)
        no = button(tr("people.leave"), "forgetNo", self.unsay)
        self.offer(tr("resident.forget_sure", name=name), tr("resident.forget_help"), flow(no, yes))
        no.setFocus(Qt.FocusReason.OtherFocusReason)

    def _forget(self) -> None:
        self.unsay()
        self.ask(
            self.around.store,
            lambda: self._desk.residents.forget(self._id),
            lambda _none: self.around.navigator.go("people"),
            self._not_forgotten,
        )

    def _not_forgotten(self, error: Exception) -> None:
        if isinstance(error, Refusal) and error.code == "resident.unsent":
            self.say("warn", told(error), tr("resident.unsent_help"), name="refusal")
        else:
            self.show_refusal(error)


def _line(label: str, words: str) -> QWidget:
    holder = QWidget()
    inside = row(text(label, "help"), text(words), gap=12)
    inside.setStretch(0, 2)
    inside.setStretch(1, 3)
    holder.setLayout(inside)
    return holder
