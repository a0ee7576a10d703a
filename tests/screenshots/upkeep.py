"""Pages about what is kept and what goes: backup, bin, working papers, erasing, licences."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from desktop import assembly
from desktop.app.program import Program
from desktop.cli.demo_office import DemoOffice
from desktop.domain.submission import Mode, Move, after
from desktop.services.keeping import LAST
from desktop.ui.pages.backup_card import BackupCard
from desktop.ui.pages.retention_card import WorkingPapersCard
from tests.screenshots.drafts import filled_draft
from tests.screenshots.hands import look_at, press
from tests.screenshots.scene import Scene


def scenes_at_first(program: Program, services: assembly.Services, folder: Path) -> Iterator[Scene]:
    """A backup that wants to be made anew, the licences, and erasing with nothing in the way."""
    for _ in range(3):
        services.upkeep.keeping.back_up(folder / "tu-ho-so.hoso")
    yield Scene("settings_backup", ("settings",), (lambda: look_at(program.window, BackupCard),))
    yield Scene("about", ("about",))
    yield Scene("erase", ("erase",))


def scenes_of(program: Program, services: assembly.Services, office: DemoOffice, dossier: str) -> Iterator[Scene]:
    """A dossier that is over, before and after its papers went; questions; and what stands in the way of erasing."""

    office.act(dossier, "return")
    services.tracking.refresh()
    services.results.download(dossier)
    here, see = ("dossier", dossier), lambda: look_at(program.window, WorkingPapersCard)
    yield Scene("dossier_papers_offer", here, (see,))
    yield Scene("dossier_papers_sure", here, (lambda: press(program.window, "letPapersGo"), see))
    services.upkeep.retaining.let_go(dossier)
    yield Scene("dossier_papers_gone", here, (see,))
    yield Scene("wallet_papers_gone", ("wallet",), (lambda: look_at(program.window, "papersGone"),))
    draft = filled_draft(services)
    row = {
        "path": "E:/tu-ho-so.hoso",
        "made_at": "2026-01-02T03:04:05+00:00",
        "size": 9_000_000,
        "wants_renewing": False,
    }
    with services.open_unit() as uow:
        uow.settings.put(LAST, json.dumps(row))
        uow.commit()
    yield Scene("home_backup_due", ("home",))
    yield Scene("dossiers_undo", ("dossiers",), (lambda: press(program.window, f"discard_{draft}"),))
    yield Scene("settings_bin_sure", ("settings",), (lambda: press(program.window, f"remove_{draft}"),))
    yield Scene("settings_practice_sure", ("settings",), (lambda: press(program.window, "erasePractice"),))
    waiting = services.finalising.submit(filled_draft(services), pledge=True, mode=Mode.PRACTICE).id
    yield Scene("erase_unsent", ("erase",))
    with services.open_unit() as uow:
        for move in (Move.CLAIM, Move.PAPERS_GOOD, Move.UPLOADED, Move.UNCERTAIN):
            uow.outbox.save(replace(after(uow.outbox.get(waiting), move), paused=True))
        uow.commit()
    yield Scene("erase_in_doubt", ("erase",))
