"""The card in the settings about what opens the vault, and when it locks itself."""

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox, QFrame, QVBoxLayout, QWidget

from desktop.domain.errors import HosoError
from desktop.services.protecting import AUTO_LOCK, LOCKS_AFTER, OWNER_NAME, minutes_until_lock
from desktop.ui.desk import Desk
from desktop.ui.form_entry.field import Field
from desktop.ui.form_entry.lines import LineControl
from desktop.ui.keys import Keys
from desktop.ui.pages.new_passphrase import NewPassphrase
from desktop.ui.pages.page import Page
from desktop.ui.widgets.arrangement import flow, stack
from desktop.ui.widgets.basic import button, column, picture, row, text
from desktop.ui.widgets.secret import SecretLine, under_each_other
from desktop.ui.words import tr

PASSPHRASE, KEYRING, FILE = "passphrase", "keyring", "file"
ICONS = {PASSPHRASE: "key-round", KEYRING: "lock-open", FILE: "triangle-alert", "recovery": "file-check"}


class ProtectionCard(QFrame):
    """Words `way_<name>`; `changePassphrase`, `toKeyring`, `newRecovery`; list `autoLock`; then lines and `setIt`."""

    def __init__(self, page: Page, desk: Desk, keys: Keys) -> None:
        super().__init__()
        self.setObjectName("protectionCard")
        self.setProperty("role", "card")
        self._page, self._desk, self._keys = page, desk, keys
        self._store = page.around.store
        self._ways: tuple[str, ...] = ()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(10)
        self._lock = self._lock_choice()
        self._owner = self._owner_field()
        inside = column(text(tr("protection.title"), "section"), self._owner, gap=12)
        inside.addLayout(self._rows)
        inside.addWidget(self._lock[0])
        inside.setContentsMargins(20, 16, 20, 16)
        self.setLayout(inside)
        self._load()

    def _owner_field(self) -> Field:
        around = self._page.around
        words = (tr("first_run.owner"), tr("first_run.owner_help"))
        field = Field("ownerName", LineControl(around.look.px(460)), words, around.icons, around.look)
        field.control.committed.connect(self._keep_owner)
        return field

    def _keep_owner(self) -> None:
        name = str(self._owner.control.value() or "").strip()
        self._page.ask(self._store, lambda: self._keys.keep(OWNER_NAME, name), lambda _none: None)

    def _load(self) -> None:
        self._page.ask(self._store, self._read, lambda read: self._show(*read))

    def _read(self) -> tuple[tuple[str, ...], int, str]:
        ways = self._keys.ways()
        with self._desk.open_unit() as uow:
            minutes = minutes_until_lock(uow.settings.get(AUTO_LOCK), ways)
            return ways, minutes, uow.settings.get(OWNER_NAME) or ""

    def _show(self, ways: tuple[str, ...], minutes: int, owner: str) -> None:
        self._ways = ways
        self._owner.control.put(owner or None)
        box = self._lock[1]
        box.setCurrentIndex(max(0, box.findData(minutes)))
        self._empty()
        for way in ways:
            self._rows.addWidget(self._way(way))
        icons = self._page.around.icons
        key = "protection.change" if PASSPHRASE in ways else "protection.set"
        pushes = [button(tr(key), "changePassphrase", self._ask_for_new)]
        if KEYRING not in ways:
            pushes.append(button(tr("protection.to_keyring"), "toKeyring", self._ask_about_keyring))
        go = self._page.around.navigator.go
        pushes.append(
            button(tr("settings.recovery"), "newRecovery", lambda: go("recovery_card"), icon="printer", icons=icons)
        )
        self._rows.addWidget(flow(*pushes))

    def _way(self, way: str) -> QWidget:
        holder = QWidget()
        tone = "warn" if way == FILE else "muted"
        mark = picture(self._page.around.icons, ICONS.get(way, "lock"), tone, 22)
        inside = row(mark, text(tr(f"protection.way.{way}"), name=f"way_{way}"))
        inside.setStretch(1, 1)
        holder.setLayout(inside)
        return holder

    def _lock_choice(self) -> tuple[QWidget, QComboBox]:
        box = QComboBox()
        box.setObjectName("autoLock")
        box.setAccessibleName(tr("protection.auto_lock"))
        box.setAccessibleDescription(tr("protection.auto_lock_help"))
        box.setMaximumWidth(self._page.around.look.px(320))
        for minutes in LOCKS_AFTER:
            box.addItem(tr("protection.after", n=minutes) if minutes else tr("protection.never"), minutes)
        box.activated.connect(lambda index: self._keep_lock(int(box.itemData(index))))
        help_text = text(tr("protection.auto_lock_help"), "help")
        return stack(text(tr("protection.auto_lock"), "label"), help_text, box, gap=5), box

    def _keep_lock(self, minutes: int) -> None:
        self._page.ask(
            self._store, lambda: self._keys.keep(AUTO_LOCK, str(minutes)), lambda _none: self._keys.rewatch()
        )

    def _ask_for_new(self) -> None:
        self._empty()
        width = self._page.around.look.px(460)
        self._old = SecretLine("oldPassphrase", tr("protection.old"), "", width)
        self._new = NewPassphrase(self._page.around)
        self._new.entered.connect(self._set)
        if PASSPHRASE in self._ways:
            self._rows.addLayout(under_each_other("showOld", self._old))
        self._rows.addWidget(self._new)
        self._end(tr("protection.set_it"), self._set)
        (self._old if PASSPHRASE in self._ways else self._new.first).setFocus()

    def _set(self) -> None:
        try:
            words, old = self._new.words(), self._old.text()
        except HosoError as error:
            self._page.show_refusal(error)
            return
        self._page.ask(
            self._store,
            lambda: self._keys.set_passphrase(words, old),
            lambda _none: self._changed(tr("protection.changed")),
        )

    def _ask_about_keyring(self) -> None:
        """Said before it is done; the passphrase is asked, for it is what is given up."""
        self._empty()
        self._old = SecretLine("oldPassphrase", tr("protection.old"), "", self._page.around.look.px(460))
        self._rows.addWidget(text(tr("protection.keyring_means")))
        key = "protection.to_keyring_yes" if PASSPHRASE in self._ways else "protection.to_keyring"
        if PASSPHRASE in self._ways:
            self._old.returnPressed.connect(self._to_keyring)
            self._rows.addLayout(under_each_other("showOld", self._old))
        self._end(tr(key), self._to_keyring)

    def _to_keyring(self) -> None:
        old = self._old.text()
        self._page.ask(
            self._store,
            lambda: self._keys.use_keyring(old),
            lambda _none: self._changed(tr("protection.opens_itself")),
        )

    def _end(self, words: str, go: Callable[[], None]) -> None:
        cancel = button(tr("word.cancel"), "leaveIt", self._load)
        self._rows.addWidget(flow(cancel, button(words, "setIt", go, role="primary")))

    def _changed(self, words: str) -> None:
        self._page.say("ok", words)
        self._keys.rewatch()
        self._load()

    def _empty(self) -> None:
        _clear(self._rows)


def _clear(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif isinstance(inner := item.layout(), QVBoxLayout):
            _clear(inner)
