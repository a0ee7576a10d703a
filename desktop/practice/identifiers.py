"""New ids and dossier codes."""

import re
from datetime import datetime

import uuid_utils
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.practice.problems import Problem
from desktop.practice.tables import Dossier

PROVINCE = "38"
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def new_id() -> str:
    """A UUIDv7 of the portal's own."""
    return str(uuid_utils.uuid7())


def client_id(text: str) -> str:
    """A client's UUID in its canonical form; Problem `malformed` for anything else."""
    if not _UUID.fullmatch(text):
        raise Problem("malformed", 400, errors=[{"pointer": "/id", "code": "format.uuid", "detail": "UUID"}])
    return text


def number(session: Session, row: Dossier, at: datetime) -> None:
    """Give the next dossier code of the unit's day, e.g. H56.147.58-261122-0007."""
    unit = row.unit or PROVINCE
    day = at.strftime("%y%m%d")
    last = session.scalar(select(func.max(Dossier.serial)).where(Dossier.unit == unit, Dossier.day == day))
    row.day = day
    row.serial = (last or 0) + 1
    row.code = f"{agency(unit)}-{day}-{row.serial:04d}"


def agency(unit: str) -> str:
    """The made-up electronic identifier of an office: H56.147.58 for commune 14758, H56.38 for the province."""
    return f"H56.{PROVINCE}" if unit == PROVINCE else f"H56.{unit[:3]}.{unit[3:]}"
