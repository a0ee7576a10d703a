"""Pinned portals, and small choices of the user."""

from sqlalchemy import Connection, select

from desktop.adapters.database import rows
from desktop.adapters.database.tables import profile, setting
from desktop.services.vault_ports import PortalProfile


class StoredProfiles:
    """Portal profiles of one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def save(self, record: PortalProfile) -> None:
        """Keys that were pinned before stay, so that a slip of years ago can be checked."""
        values = rows.values_of(profile, record)
        before = self.get(record.portal_id)
        if before is not None:
            values["keys"] = (*record.keys, *(key for key in before.keys if key not in record.keys))
        rows.add_or_change(self._connection, profile, values)

    def get(self, portal_id: str) -> PortalProfile | None:
        query = select(profile).where(profile.c.portal_id == portal_id)
        return next(iter(rows.records(self._connection, PortalProfile, query)), None)

    def all(self) -> tuple[PortalProfile, ...]:
        query = select(profile).order_by(profile.c.portal_id)
        return rows.records(self._connection, PortalProfile, query)


class StoredSettings:
    """Settings of one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, key: str) -> str | None:
        return self._connection.scalar(select(setting.c.value).where(setting.c.key == key))

    def put(self, key: str, value: str) -> None:
        rows.add_or_change(self._connection, setting, {"key": key, "value": value})
