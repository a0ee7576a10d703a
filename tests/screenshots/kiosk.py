"""The kiosk's own story, for whoever walks it: the camera and the tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from desktop import assembly
from desktop.app.kiosk import Kiosk, KioskParts
from desktop.cli.demo_papers import birth_paper
from desktop.domain.errors import Refusal
from desktop.domain.submission import Mode
from desktop.services.ports import DeviceCode
from desktop.ui.pages.device_sign_in import DeviceSignInPage
from desktop.ui.pages.kiosk_admin import KioskDoorPage
from tests.screenshots.drafts import STORY, filled_draft
from tests.screenshots.hands import press, settle
from tests.screenshots.scene import SIZES, Scene, Variant

NAME = "Ki-ốt số 3 – Trung tâm Phục vụ hành chính công phường Hạc Thành"
ADMIN = "quản lý Hạc Thành"
PORTRAIT = Variant("light", "1.5", 1080, 1920)
KIOSK_VARIANTS = (
    *(Variant(theme, scale, *size) for theme in ("light", "dark") for scale in ("1.5", "2.0") for size in SIZES),
    Variant("light", "1.0", 1280, 800), Variant("contrast", "1.5", 1280, 800), Variant("contrast", "2.0", 1024, 600),
    Variant("light", "1.5", 1280, 800, "en"), Variant("light", "2.0", 1024, 600, "en"), PORTRAIT,
)  # fmt: skip
"""A kiosk begins at 150 %; 100 % is shown to see that nothing depends on it."""
KIOSK_WHOLE = KIOSK_VARIANTS[0]


@dataclass
class Story:
    """A kiosk over no network, with one stick; `seconds` is its clock."""

    kiosk: Kiosk
    stick: Path
    clock: list[float] = field(default_factory=lambda: [0.0])

    def scenes(self) -> Iterator[Scene]:
        """Everything that only a kiosk has."""
        ask = self.kiosk.ask_for_admin
        yield Scene("kiosk_first", (), (self.first,))
        yield Scene("kiosk_first_fault", (), (self.first, lambda: press(self.kiosk.window, "keepKiosk")))
        yield Scene("kiosk_start")
        yield Scene("kiosk_lost", (), (lambda: self.kiosk.show_start(2),))
        yield Scene("kiosk_home", (), (lambda: self.kiosk.begin("home"),))
        yield Scene("kiosk_form", (), (self.fills,))
        yield Scene("kiosk_sent", (), (self.sends,))
        yield Scene("kiosk_sign_in", (), (self.signs_in,))
        yield Scene("kiosk_sign_in_refused", (), (self.signs_in, self.refused))
        yield Scene("kiosk_lookup", (), (lambda: self.kiosk.begin("lookup"),))
        yield Scene("kiosk_idle", (), (self.fills, lambda: self.quiet(92)))
        yield Scene("kiosk_end_empty", (), (lambda: self.kiosk.begin("end"),))
        yield Scene("kiosk_end", (), (self.ends,))
        yield Scene("kiosk_stick_save", (), (self.ends_early, lambda: press(self.kiosk.window, "copyToStick")))
        copied = (
            self.ends,
            lambda: press(self.kiosk.window, "copyToStick"),
            lambda: press(self.kiosk.window, "stick_0"),
        )
        yield Scene("kiosk_copied", (), copied)
        yield Scene("kiosk_stick", (), (self.chooses,))
        yield Scene("kiosk_stick_none", (), (lambda: self.pulled(out=True), self.chooses))
        yield Scene("kiosk_door", (), (ask,))
        yield Scene("kiosk_door_wrong", (), (ask, self.wrong))
        yield Scene("kiosk_admin", (), (self.kiosk._show_admin,))

    def back(self) -> None:
        """The start page again, with the stick in."""
        self.kiosk.end_visit()
        self.pulled(out=False)
        self.kiosk._asking = None
        self.kiosk.show_start()

    def first(self) -> None:
        """As if nobody had set it up."""
        from desktop.ui.pages.kiosk_admin import KioskSettingsPage

        page = KioskSettingsPage(self.kiosk.around(), lambda _choices: None, self.kiosk.show_start)
        self.kiosk.window.show_alone(page)

    def fills(self) -> None:
        """In the middle of a form."""
        self._go("form", self._draft(), "con")

    def sends(self) -> None:
        """Finished and not yet sent."""
        self.kiosk.begin("home")
        services = self._services()
        draft = filled_draft(services)
        self._go("sent", services.finalising.submit(draft, pledge=True, mode=Mode.PRACTICE).id)

    def signs_in(self) -> None:
        """With a code as a portal gives one."""
        self.kiosk.begin("sign_in")
        address = "https://cong.example.vn/oauth/device"
        code = DeviceCode("-", "BCDF-GHJK", address, 300, 60, f"{address}?user_code=BCDF-GHJK")
        page = self._sign_in_page()
        page._show(code)
        page.watch.ends = datetime.now(UTC) + timedelta(minutes=4, seconds=32, milliseconds=900)
        page.unsay()
        page._again.hide()
        page.watch.look()

    def refused(self) -> None:
        """The telephone said no."""
        self._sign_in_page().watch._end(Refusal("sign-in.access-denied"))

    def ends(self) -> None:
        """With a draft and something unsent."""
        self.kiosk.begin("home")
        services = self._services()
        services.drafting.start(STORY["procedure"], answers={"con": {"ho_ten": "Lò Văn Bảo"}})
        services.finalising.submit(filled_draft(services), pledge=True, mode=Mode.PRACTICE)
        self._go("end")

    def ends_early(self) -> None:
        """With a draft alone."""
        self._draft()
        self._go("end")

    def chooses(self) -> None:
        """A paper from the stick."""
        self._go("papers", self._draft())
        self.settle()
        press(self.kiosk.window, "choose_TP08")

    def pulled(self, *, out: bool) -> None:
        """The stick, out or in."""
        away = self.stick.with_name("away")
        if out and self.stick.exists():
            self.stick.rename(away)
        elif not out and away.exists():
            away.rename(self.stick)

    def quiet(self, seconds: float) -> None:
        """Nobody touches anything."""
        self.clock[0] += seconds
        self.kiosk.idle.look()

    def wrong(self) -> None:
        """The door says no."""
        for page in self.kiosk.window.findChildren(KioskDoorPage):
            page.show_refusal(Refusal("kiosk.too-soon", seconds=4))

    def settle(self) -> None:
        """Until nothing is on its way."""

        def is_quiet() -> bool:
            visit = self.kiosk.visit
            runners = [self.kiosk.store, *([visit.store, visit.network] if visit is not None else [])]
            return not any(runner.waiting for runner in runners)

        settle(is_quiet)

    def go(self, scene: Scene, variant: Variant) -> QWidget:
        """Be there, dressed so; the window where it is seen."""
        self._dress(variant)
        self.back()
        self.settle()
        for act in scene.acts:
            act()
            self.settle()
        return self.kiosk.window

    def _dress(self, variant: Variant) -> None:
        kiosk = self.kiosk
        if (kiosk.theme_name, kiosk.scale) != (variant.theme, float(variant.scale)):
            kiosk.theme_name, kiosk.scale = variant.theme, float(variant.scale)
            kiosk.look = kiosk._dress()
        kiosk.window.resize(variant.width, variant.height)
        if kiosk.words.lang != variant.lang:
            kiosk.speak(variant.lang)

    def _go(self, *place: str) -> None:
        assert self.kiosk.visit is not None
        self.kiosk.visit.navigator.go(*place)

    def _draft(self) -> str:
        """A visit with the grandmother's draft, without papers."""
        self.kiosk.begin("home")
        return self._services().drafting.start(STORY["procedure"], answers=STORY["answers"]).id

    def _services(self) -> assembly.Services:
        assert self.kiosk.visit is not None
        return self.kiosk.visit.services

    def _sign_in_page(self) -> DeviceSignInPage:
        self.settle()
        page = self.kiosk.window.page
        assert isinstance(page, DeviceSignInPage)
        return page


@contextmanager
def told(app: QApplication, folder: Path) -> Iterator[Story]:
    """The kiosk of the story, in a folder of its own."""
    home, stick, clock = folder / "kiosk", folder / "media" / "USB CUA TAM", [0.0]
    (stick / "Anh").mkdir(parents=True)
    for name, words in (("Anh/giay-chung-sinh.jpg", "Họ tên mẹ: Hà Thị Nết"), ("noi-cu-tru.jpg", "Nơi cư trú")):
        (stick / name).write_bytes(birth_paper([words]))
    (stick / "don-xin-xac-nhan-noi-cu-tru-cua-ho-gia-dinh.pdf").write_bytes(b"%PDF-1.7" + b"x" * 81_000)
    assembly.set_up_kiosk(home, name=NAME, commune="14845", portal="", passphrase=ADMIN)
    link = assembly.PortalLink(practice_data=folder / "practice", offline=True)
    sticks = assembly.UsbSticks(lambda: [stick])
    kiosk = Kiosk(app, link, home, KioskParts(seconds=lambda: clock[0], sticks=sticks))
    kiosk.window.show()
    kiosk.open()
    try:
        yield Story(kiosk, stick, clock)
    finally:
        kiosk.close()
        kiosk.window.hide()
        kiosk.window.deleteLater()
