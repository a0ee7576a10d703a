"""`make screenshots`: every page with made-up people, from the real program over the practice portal."""

import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QDeadlineTimer, QEvent, QEventLoop, QIODevice
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from desktop import assembly
from desktop.app.program import Program
from desktop.cli.demo_office import DemoOffice
from desktop.cli.demo_papers import birth_paper, consent_paper
from desktop.domain.attachment import CONSENT_SLOT
from desktop.domain.draft import FilingFor, Relation, Submitter
from desktop.domain.submission import Mode

ROOT = Path(__file__).parents[1]
STORY = json.loads((ROOT / "resources" / "demo" / "birth.json").read_text(encoding="utf-8"))
TARGET = ROOT / "docs" / "screenshots"
PATIENCE_MS = 20_000
THUMB = 400


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to look at a page."""

    theme: str
    scale: str
    width: int
    height: int

    @property
    def name(self) -> str:
        """`light-100-1280`."""
        return f"{self.theme}-{round(float(self.scale) * 100)}-{self.width}"


SIZES = ((1280, 800), (1024, 600))
VARIANTS = [Variant(theme, scale, *size) for theme in ("light", "dark") for scale in ("1.0", "2.0") for size in SIZES]
WHOLE = VARIANTS[0]


class Camera:
    """Takes a page in every variant; the first is kept whole, the others go on contact sheets."""

    def __init__(self, program: Program, variants: list[Variant]) -> None:
        self.program = program
        self.variants = variants
        self.sheets: dict[str, list[Image.Image]] = {variant.name: [] for variant in variants}

    def settle(self, ready: Callable[[], bool] = lambda: True) -> None:
        """Wait until nothing is on its way and *ready* holds."""
        deadline = QDeadlineTimer(PATIENCE_MS)
        quiet = 0
        while quiet < 5 and not deadline.hasExpired():
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # no loop runs here that would do it
            busy = self.program.store.waiting or self.program.network.waiting
            quiet = 0 if busy or not ready() else quiet + 1

    def shoot(self, name: str, place: tuple[str, ...], act: Callable[[], None] | None = None) -> None:
        """The page at *place*, after *act*, in every variant."""
        for variant in self.variants:
            self._dress(variant)
            self.program.navigator.go(*place)
            self.settle()
            if act is not None:
                act()
                self.settle()
            self._keep(name, variant)
        sys.stdout.write(f"{name}\n")

    def shoot_alone(self, name: str) -> None:
        """A page without a frame as it is now."""
        self.settle()
        self._keep(name, WHOLE)

    def write_sheets(self) -> None:
        """One picture per variant with all its pages."""
        for variant in self.variants:
            pictures = self.sheets[variant.name]
            if variant == WHOLE or not pictures:
                continue
            width, height = pictures[0].size
            sheet = Image.new("RGB", (4 * width, -(-len(pictures) // 4) * height), "#888888")
            for number, picture in enumerate(pictures):
                sheet.paste(picture, (number % 4 * width, number // 4 * height))
            sheet.quantize(48, dither=Image.Dither.NONE).save(TARGET / f"contact-{variant.name}.png", optimize=True)

    def _dress(self, variant: Variant) -> None:
        self.program.window.resize(variant.width, variant.height)
        wanted = {"theme": variant.theme, "textSize": variant.scale}
        if {key: self.program.choices[key] for key in wanted} != wanted:
            self.program.choices.update(wanted)
            self.program._rebuild()
        self.settle()

    def _keep(self, name: str, variant: Variant) -> None:
        picture = grabbed(self.program.window)
        small = picture.resize((THUMB, THUMB * picture.height // picture.width), Image.Resampling.LANCZOS)
        self.sheets.setdefault(variant.name, []).append(small)
        if variant == WHOLE:
            picture.quantize(128, dither=Image.Dither.NONE).save(TARGET / f"{name}.png", optimize=True)
        if (everything := os.environ.get("HOSO_SHOTS")) is not None:
            folder = Path(everything) / variant.name
            folder.mkdir(parents=True, exist_ok=True)
            picture.save(folder / f"{name}.png")


def grabbed(window: QWidget) -> Image.Image:
    """What the window shows."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    window.grab().save(buffer, "PNG")
    return Image.open(BytesIO(bytes(buffer.data().data()))).convert("RGB")


def filled_draft(services: assembly.Services) -> str:
    """The grandmother's draft with its papers."""
    draft = services.drafting.start(STORY["procedure"], answers=STORY["answers"])
    services.drafting.file_for(draft.id, FilingFor.OTHER, Submitter(Relation.RELATIVE, "Lò Văn Tâm", "038204003456"))
    services.attaching.attach(draft.id, "TP01", "giay-chung-sinh.jpg", birth_paper(["Họ và tên mẹ: Hà Thị Nết"]))
    services.attaching.attach(draft.id, CONSENT_SLOT, "dong-y.pdf", consent_paper(["Tôi đồng ý."]))
    return draft.id


def press(program: Program, name: str) -> None:
    """Press a button that is shown."""
    for button in program.window.findChildren(QPushButton, name):
        if button.isVisible():
            button.click()


def before_sending(camera: Camera, services: assembly.Services) -> str:
    """All pages of an offline afternoon; the submission that waits."""
    draft, empty = filled_draft(services), services.drafting.start(STORY["procedure"])
    answers = {"con": {"ho_ten": "Lò Văn Bảo", "ngay_sinh": "2026-11-31", "gioi_tinh": "nam"}}
    services.drafting.save(empty.id, answers, step="con")
    camera.shoot("home", ("home",))
    camera.shoot("search", ("search", "khai sinh"))
    camera.shoot("sheet", ("sheet", STORY["procedure"]))
    camera.shoot("filing_for", ("filing_for", draft))
    pack = services.catalogue.get(STORY["procedure"])
    for category in pack.ui["elements"]:
        step = category["i18n"].removeprefix("step.")
        camera.shoot(f"form_{step}", ("form", draft, step))
    camera.shoot("form_fault", ("form", empty.id, "con"), lambda: press(camera.program, "next"))
    camera.shoot("papers", ("papers", draft))
    camera.shoot("check", ("check", draft))
    camera.shoot("settings", ("settings",))
    camera.shoot("wallet", ("wallet",))
    submission = services.finalising.submit(draft, pledge=True, mode=Mode.PRACTICE)
    camera.shoot("sent_waiting", ("sent", submission.id))
    camera.shoot("waiting", ("waiting",))
    return submission.id


def after_sending(camera: Camera, services: assembly.Services, dossier: str) -> None:
    """All pages of a dossier at the portal."""
    office = DemoOffice.at(services)
    camera.program.switch.turn(True)
    services.signing_in.as_user(STORY["user"], office.token)
    camera.settle()
    services.outbox.send_due()
    services.tracking.refresh()
    camera.shoot("sent_received", ("sent", dossier))
    for name, place in moves(office, services, dossier):
        services.tracking.refresh()
        camera.shoot(f"dossier_{name}", ("dossier", dossier))
        if place == "fee":
            camera.shoot("fee", ("fee", dossier), lambda: press(camera.program, "payQr"))
        elif place:
            camera.shoot(place, (place, dossier))
    camera.shoot("home_later", ("home",))
    camera.shoot("dossiers", ("dossiers",))
    camera.shoot("wallet_later", ("wallet",))


def moves(office: DemoOffice, services: assembly.Services, dossier: str) -> Iterator[tuple[str, str]]:
    """What the office does, one thing after the other, with the page where it is answered."""
    asked = STORY["supplement"]
    office.act(dossier, "receive")
    office.act(dossier, "process")
    office.act(dossier, "ask_supplement", text=asked["text"], slots=asked["slots"], fields=asked["fields"])
    yield "supplement", "supplement"
    papers = {"TP01": [("chung-sinh-ro-hon.jpg", birth_paper(["Họ và tên mẹ: Hà Thị Nết"]))]}
    services.answering.answer_supplement(dossier, answers=asked["answers"], papers=papers)
    services.outbox.send_due()
    yield "processing", ""
    office.act(dossier, "ask_confirmation")
    yield "draft", "draft_certificate"
    services.answering.confirm(dossier, wrong=None)
    services.outbox.send_due()
    office.act(dossier, "ask_payment")
    yield "fee", "fee"
    office.act(dossier, "pay", note="00123")
    office.act(dossier, "finish")
    yield "result", "result"


def main() -> int:
    """Draw everything."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    TARGET.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    with tempfile.TemporaryDirectory(prefix="hoso-pictures-", ignore_cleanup_errors=True) as folder:
        home = Path(folder) / "may-tap"
        program = Program(app, assembly.PortalLink(practice_data=home / "practice", offline=True), str(home / "vault"))
        camera = Camera(program, VARIANTS[:1] if "--quick" in sys.argv else VARIANTS)
        program.window.resize(WHOLE.width, WHOLE.height)
        program.open()
        camera.shoot_alone("first_run")
        press(program, "makeVault")
        camera.shoot_alone("recovery_card")
        press(program, "recoveryKept")
        camera.settle()
        services = program.services
        assert services is not None
        after_sending(camera, services, before_sending(camera, services))
        camera.write_sheets()
        program.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
