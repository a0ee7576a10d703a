"""The places of an officer with many dossiers; routes.py has the others."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Protocol

from desktop import assembly
from desktop.domain.submission import Mode
from desktop.ui.desk import SignIn
from desktop.ui.outbox_timer import OutboxTimer
from desktop.ui.pages.batch import BatchPage
from desktop.ui.pages.batch_mending import BatchFormPage, BatchPapersPage
from desktop.ui.pages.day import DayPage
from desktop.ui.pages.import_rows import ImportPage, SheetFiles
from desktop.ui.pages.page import Page
from desktop.ui.pages.papers_out import PaperOut
from desktop.ui.pages.people import PeoplePage
from desktop.ui.pages.resident import ResidentPage
from desktop.ui.pages.sent import Sending
from desktop.ui.pages.settings import Choices
from desktop.ui.surroundings import Surroundings
from desktop.ui.words import lang


class Given(Protocol):
    """What the routes were given."""

    @property
    def around(self) -> Surroundings: ...
    @property
    def services(self) -> assembly.Services: ...
    @property
    def timer(self) -> OutboxTimer: ...
    @property
    def sign_in(self) -> SignIn: ...
    @property
    def choices(self) -> Choices: ...


def officer_makers(given: Given) -> dict[str, Callable[[str, str], Page]]:
    """The page for each of these places."""
    around, services = given.around, given.services

    def draw_slips(day: str) -> bytes:
        return assembly.draw_slips(services, date.fromisoformat(day), lang())

    def draw_day(day: str, kind: str) -> bytes:
        return assembly.draw_day(services, date.fromisoformat(day), kind, lang())

    consent = PaperOut(partial(assembly.draw_consent, services), "van-ban-dong-y-{key}.pdf")
    slips = PaperOut(draw_slips, "phieu-nguoi-dan-{key}.pdf")
    files = SheetFiles(assembly.read_sheet, assembly.write_table)
    sending = Sending(given.timer, given.sign_in)
    return {
        "batch": lambda _key, _step: BatchPage(around, services, Mode.PRACTICE, sending, slips),
        "batch_form": lambda key, step: BatchFormPage(around, services, key, step, given.choices),
        "batch_papers": lambda key, _: BatchPapersPage(around, services, key, consent),
        "people": lambda key, _: PeoplePage(around, services, key),
        "resident": lambda key, step: ResidentPage(around, services, key, step, given.choices),
        "import": lambda key, _: ImportPage(around, services, key, files),
        "day": lambda key, _: DayPage(around, services, key, draw_day, slips),
    }
