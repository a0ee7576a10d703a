"""What people agreed to, and dossiers that were filed elsewhere, in memory."""

from typing import Any

from desktop.domain.agreed import PapersGone, SeenAndAgreed
from desktop.domain.errors import Missing
from desktop.domain.followed import FollowedDossier


class FakeAgreed:
    def __init__(self, tables: Any) -> None:
        self._tables = tables

    def save_seen(self, seen: SeenAndAgreed) -> None:
        self._tables.seen[seen.draft] = seen

    def seen(self, draft_id: str) -> SeenAndAgreed | None:
        found: SeenAndAgreed | None = self._tables.seen.get(draft_id)
        return found

    def save_gone(self, gone: PapersGone) -> None:
        self._tables.gone[gone.draft] = gone

    def gone(self, draft_id: str) -> PapersGone | None:
        found: PapersGone | None = self._tables.gone.get(draft_id)
        return found

    def gone_drafts(self) -> frozenset[str]:
        return frozenset(self._tables.gone)


class FakeFollowed:
    def __init__(self, tables: Any) -> None:
        self._tables = tables

    def add(self, followed: FollowedDossier) -> None:
        assert self.by_code(followed.code, followed.id_last4) is None, "each code once"
        self._tables.followed[followed.id] = followed

    def save(self, followed: FollowedDossier) -> None:
        self._tables.followed[self.get(followed.id).id] = followed

    def get(self, followed_id: str) -> FollowedDossier:
        if followed_id not in self._tables.followed:
            raise Missing("id.unknown", id=followed_id)
        found: FollowedDossier = self._tables.followed[followed_id]
        return found

    def by_code(self, code: str, id_last4: str) -> FollowedDossier | None:
        return next((row for row in self.all() if (row.code, row.id_last4) == (code, id_last4)), None)

    def all(self) -> tuple[FollowedDossier, ...]:
        rows = self._tables.followed.values()
        return tuple(sorted(rows, key=lambda row: (row.added_at, row.id), reverse=True))

    def remove(self, followed_id: str) -> None:
        del self._tables.followed[self.get(followed_id).id]
