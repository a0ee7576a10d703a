"""Which page stands at which place."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from desktop import assembly
from desktop.app.officer_routes import officer_makers
from desktop.domain.by_hand import Way
from desktop.domain.submission import Mode
from desktop.ui.copy_across.opener import CopyAcross
from desktop.ui.desk import SignIn
from desktop.ui.keys import VaultWays
from desktop.ui.navigator import Place
from desktop.ui.network import NetworkSwitch
from desktop.ui.outbox_timer import OutboxTimer
from desktop.ui.pages.about import AboutPage
from desktop.ui.pages.account import AccountPage
from desktop.ui.pages.check import Beside, CheckPage
from desktop.ui.pages.dense import DensePage
from desktop.ui.pages.dossier import DossierOut, DossierPage
from desktop.ui.pages.dossiers import DossiersPage
from desktop.ui.pages.draft_certificate import DraftCertificatePage
from desktop.ui.pages.duplicate import DuplicatePage
from desktop.ui.pages.erase import ErasePage
from desktop.ui.pages.fee import FeePage
from desktop.ui.pages.filing_for import FilingForPage
from desktop.ui.pages.followed import FollowedPage
from desktop.ui.pages.form import FormPage
from desktop.ui.pages.guide import GuidePage
from desktop.ui.pages.hand_filing import HandFilingPage
from desktop.ui.pages.home import HomePage
from desktop.ui.pages.lookup import LookupPage
from desktop.ui.pages.newer_form import NewerFormPage
from desktop.ui.pages.package_out import PackageOut
from desktop.ui.pages.page import Page
from desktop.ui.pages.paper_way import OnPaper, PaperWayPage
from desktop.ui.pages.papers import PapersPage
from desktop.ui.pages.papers_out import PaperOut
from desktop.ui.pages.real_ways import HandOver
from desktop.ui.pages.recovery_card import RecoveryCardPage
from desktop.ui.pages.result import ResultPage
from desktop.ui.pages.search import SearchPage
from desktop.ui.pages.sent import Sending, SentPage
from desktop.ui.pages.settings import Choices, SettingsPage
from desktop.ui.pages.sheet import SheetPage, SheetPapers
from desktop.ui.pages.supplement import SupplementPage
from desktop.ui.pages.talk import TalkPage
from desktop.ui.pages.waiting import WaitingPage
from desktop.ui.pages.wallet import WalletPage
from desktop.ui.recovery import Interrupted
from desktop.ui.second_screen import SecondScreen
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.face_switch import PAGE
from desktop.ui.words import lang


@dataclass(frozen=True, slots=True)
class WindowWays:
    """What only the program's own window has: a second screen, the window for copying across, its vault's ways."""

    second: SecondScreen
    copy_across: CopyAcross
    vault: VaultWays


@dataclass(frozen=True, slots=True)
class Routes:
    """Makes the page for a place; pages know places, and only this knows pages."""

    around: Surroundings
    services: assembly.Services
    timer: OutboxTimer
    switch: NetworkSwitch
    sign_in: SignIn
    choices: Choices
    interrupted: Interrupted
    window: WindowWays | None = None

    def page(self, place: Place) -> Page:
        """The page; home for a place that nobody knows."""
        makers: dict[str, Callable[[str, str], Page]] = {
            "search": lambda key, _: SearchPage(self.around, self.services, key),
            "sheet": lambda key, _: self._sheet(key),
            "guide": lambda key, step: GuidePage(self.around, self.services, key, step),
            **officer_makers(self),
            "filing_for": lambda key, _: FilingForPage(self.around, self.services, key),
            "form": self._form,
            "newer_form": lambda key, _: NewerFormPage(self.around, self.services, key),
            "papers": lambda key, _: self._papers(key),
            "check": self._check,
            "paper_way": lambda key, _: self._paper_way(key),
            "by_hand": lambda key, _: HandFilingPage(
                self.around, self.services, key, self._form_out(None), self._calendar()
            ),
            "sent": lambda key, _: self._sent(key),
            "waiting": lambda _key, _step: WaitingPage(self.around, self.services, self.timer),
            "lookup": lambda key, _: LookupPage(self.around, self.services, keep=True, code=key),
            "followed": lambda key, _: FollowedPage(self.around, self.services, key),
            "dossiers": lambda _key, _step: DossiersPage(self.around, self.services, self._calendar()),
            "dossier": lambda key, _: DossierPage(
                self.around, self.services, key, self.timer, DossierOut(self._calendar(), self._enquiry())
            ),
            "duplicate": lambda key, _: DuplicatePage(self.around, self.services, key),
            "supplement": lambda key, _: SupplementPage(self.around, self.services, key, self.timer),
            "draft_certificate": lambda key, _: self._draft(key),
            "fee": lambda key, _: FeePage(self.around, self.services, key, self.timer),
            "result": lambda key, _: ResultPage(self.around, self.services, key, self.timer),
            "talk": self._talk,
            "wallet": lambda _key, _step: WalletPage(self.around, self.services),
            **(self._of_the_vault(self.window.vault) if self.window is not None else {}),
        }
        make = makers.get(place.name)
        return make(place.key, place.step) if make else HomePage(self.around, self.services, self.interrupted)

    def _of_the_vault(self, vault: VaultWays) -> dict[str, Callable[[str, str], Page]]:
        """Where the vault itself is looked after."""
        autostart = assembly.autostart(Path(vault.home))
        settings = partial(SettingsPage, self.around, self.services, self.switch, self.choices, self.sign_in)
        return {
            "about": lambda _key, _step: AboutPage(self.around),
            "erase": lambda _key, _step: ErasePage(self.around, self.services, vault.home, vault.erase),
            "recovery_card": lambda _key, _step: RecoveryCardPage(self.around, vault.keys),
            "settings": lambda _key, _step: settings(autostart, vault),
            "sign_in": lambda _key, _step: AccountPage(self.around, self.services, self.sign_in),
        }

    def _form(self, draft: str, step: str) -> Page:
        shown = DensePage if self.choices.face == PAGE else FormPage
        return shown(self.around, self.services, draft, step, self.choices)

    def _sheet(self, code: str) -> Page:
        papers = SheetPapers(PaperOut(self._blank, "{key}.pdf"), PaperOut(self._checklist, "giay-to-{key}.pdf"))
        return SheetPage(self.around, self.services, code, papers)

    def _papers(self, draft: str) -> Page:
        consent = PaperOut(partial(assembly.draw_consent, self.services), "van-ban-dong-y-{key}.pdf")
        return PapersPage(self.around, self.services, draft, consent)

    def _check(self, draft: str, step: str) -> Page:
        handing_over = self.services.handing_over
        own = self.window
        beside = None if own is None else Beside(
            HandOver(
                PaperOut(self._whole_set, "bo-giay-{key}.pdf", after=self._printed(Way.COUNTER)),
                own.copy_across.open,
                PackageOut(handing_over.package_into, handing_over.package_name, after=self._packed),
            ),
            own.second,
        )  # fmt: skip
        return CheckPage(self.around, self.services, draft, Mode.PRACTICE, self.switch, beside, step)

    def _paper_way(self, draft: str) -> Page:
        envelope = PaperOut(self._envelope, "phong-bi-{key}.pdf", after=self._printed(Way.POST))
        out = OnPaper(self._form_out(Way.COUNTER), self._form_out(Way.POST), envelope)
        return PaperWayPage(self.around, self.services, draft, out)

    def _form_out(self, way: Way | None) -> PaperOut:
        """The official paper of a draft; printed to be filed, the person is asked afterwards whether it was."""
        after = self._printed(way) if way is not None else lambda _draft: None
        return PaperOut(self._filled, "to-khai-{key}.pdf", after=after)

    def _calendar(self) -> PaperOut:
        """The due day of one record, or with no key of all that are to come."""
        return PaperOut(lambda key: assembly.calendar_file(self.services, key or None, lang()), "ngay-hen-{key}.ics")

    def _enquiry(self) -> PaperOut:
        """The letter about a dossier that is stuck."""
        return PaperOut(lambda key: assembly.draw_enquiry(self.services, key), "don-hoi-{key}.pdf")

    def _talk(self, submission: str, step: str) -> Page:
        drafted = (lambda: assembly.enquiry_words(self.services, submission)) if step == "enquiry" else None
        return TalkPage(self.around, self.services, submission, self.timer, drafted)

    def _printed(self, way: Way) -> Callable[[str], object]:
        return lambda draft: self.services.filing_by_hand.printed(draft, way)

    def _envelope(self, draft: str) -> bytes:
        return assembly.draw_envelope(self.services, draft, lang())

    def _sent(self, submission: str) -> Page:
        return SentPage(self.around, self.services, submission, self.sending(), self.slip_out())

    def sending(self) -> Sending:
        """What sends, and how one signs in for it."""
        return Sending(self.timer, self.sign_in)

    def slip_out(self) -> PaperOut:
        """The proof slip of a submission."""
        return PaperOut(self._slip, "phieu-{key}.pdf")

    def form_out(self) -> PaperOut:
        """The official paper of a draft, to be kept or printed elsewhere."""
        return self._form_out(None)

    def _draft(self, submission: str) -> Page:
        reading = self.services.draft_reading
        return DraftCertificatePage(self.around, self.services, submission, self.timer, reading)

    def _blank(self, code: str) -> bytes:
        return assembly.draw_form(self.services.catalogue.get(code), {}, blank=True)

    def _checklist(self, code: str) -> bytes:
        return assembly.draw_checklist(self.services.catalogue.get(code), lang=lang())

    def _whole_set(self, draft_id: str) -> bytes:
        draft = self.services.drafting.get(draft_id)
        pack = self.services.catalogue.get(draft.procedure, draft.version)
        papers = assembly.draw_set(pack, dict(draft.answers), draft_id=draft.id, lang=lang())
        self.services.remembering.learn(draft_id)
        return papers

    def _filled(self, draft_id: str) -> bytes:
        draft = self.services.drafting.get(draft_id)
        pack = self.services.catalogue.get(draft.procedure, draft.version)
        paper = assembly.draw_form(pack, dict(draft.answers), draft_id=draft.id)
        self.services.remembering.learn(draft_id)
        return paper

    def _packed(self, draft_id: str) -> None:
        self.services.remembering.learn(draft_id)
        self.services.filing_by_hand.printed(draft_id, Way.COUNTER)

    def _slip(self, submission: str) -> bytes:
        return assembly.draw_slip(self.services, submission)
