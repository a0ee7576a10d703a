"""Dossiers that were filed elsewhere."""

from sqlalchemy import Connection, delete, select

from desktop.adapters.database import rows
from desktop.adapters.database.tables import followed_dossier
from desktop.domain.errors import Missing
from desktop.domain.followed import FollowedDossier


class StoredFollowed:
    """Followed dossiers of one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, record: FollowedDossier) -> None:
        rows.add(self._connection, followed_dossier, record)

    def save(self, record: FollowedDossier) -> None:
        rows.change(self._connection, followed_dossier, record)

    def get(self, followed_id: str) -> FollowedDossier:
        return rows.one(self._connection, FollowedDossier, followed_dossier, followed_id)

    def by_code(self, code: str, id_last4: str) -> FollowedDossier | None:
        wanted = (followed_dossier.c.code == code) & (followed_dossier.c.id_last4 == id_last4)
        query = select(followed_dossier).where(wanted)
        return next(iter(rows.records(self._connection, FollowedDossier, query)), None)

    def all(self) -> tuple[FollowedDossier, ...]:
        """Last added first."""
        query = select(followed_dossier).order_by(followed_dossier.c.added_at.desc(), followed_dossier.c.id.desc())
        return rows.records(self._connection, FollowedDossier, query)

    def remove(self, followed_id: str) -> None:
        gone = self._connection.execute(delete(followed_dossier).where(followed_dossier.c.id == followed_id))
        if gone.rowcount == 0:
            raise Missing("id.unknown", id=followed_id)
