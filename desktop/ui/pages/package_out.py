"""Writing the hand-over package where the person wants it, paper by paper, after a plain warning."""

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from desktop.services.writing_out import write_whole
from desktop.ui.pages.page import Page
from desktop.ui.pages.papers_out import AskWhere, ask_where
from desktop.ui.widgets.basic import button
from desktop.ui.words import tr


class PackageOut:
    """Button `exportSure` after the warning; *name* and *fill* take a draft's id, *after* too."""

    def __init__(
        self,
        fill: Callable[[str, BinaryIO], None],
        name: Callable[[str], str],
        where: AskWhere = ask_where,
        after: Callable[[str], object] = lambda _key: None,
    ) -> None:
        self._fill = fill
        self._name = name
        self._where = where
        self._after = after

    def offer(self, page: Page, draft_id: str, then: Callable[[Path], None]) -> None:
        """Say that it is not encrypted; nothing is written before the person says yes. *then* is told where it is."""
        sure = button(tr("handover.package_sure"), "exportSure", lambda: self._ask(page, draft_id, then))
        page.offer(tr("handover.package_warning"), tr("handover.package_second"), sure)

    def _ask(self, page: Page, draft_id: str, then: Callable[[Path], None]) -> None:
        page.ask(page.around.store, lambda: self._name(draft_id), lambda name: self._save(page, draft_id, name, then))

    def _save(self, page: Page, draft_id: str, name: str, then: Callable[[Path], None]) -> None:
        path = self._where(page, f"{name}.zip")
        if path:
            page.ask(page.around.store, lambda: self._write(draft_id, Path(path)), then)

    def _write(self, draft_id: str, path: Path) -> Path:
        write_whole(path, lambda target: self._fill(draft_id, target))
        self._after(draft_id)
        return path
