"""People kept for next time, with what a form said of them and whose kin they are, instead of bare applicants."""

import json
from typing import Any

from alembic import op
from sqlalchemy import Row, text

revision = "0002"
down_revision = "0001"

_PERSON = (
    "CREATE TABLE person (id TEXT NOT NULL, name TEXT NOT NULL, answers TEXT NOT NULL, learned_at TEXT NOT NULL,"
    " role TEXT NOT NULL, procedure TEXT, version INTEGER, PRIMARY KEY (id),"
    " CONSTRAINT what_is_known_is_an_object CHECK (json_type(answers) = 'object'))"
)
_KIN = (
    "CREATE TABLE kin (person TEXT NOT NULL, bond TEXT NOT NULL, other TEXT NOT NULL, paper TEXT NOT NULL,"
    " PRIMARY KEY (person, bond, other),"
    " CONSTRAINT bond_is_known CHECK (bond IN ('father', 'mother', 'spouse')),"
    " FOREIGN KEY(person) REFERENCES person (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,"
    " FOREIGN KEY(other) REFERENCES person (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED)"
)
_PAPERS = {"old_id": "cmnd", "passport": "ho_chieu"}
_LONG_AGO = "2026-11-26T00:00:00.000000+00:00"
"""When they were learned is not known; the day of this migration's writing orders them before all others."""


def upgrade() -> None:
    """Citizens become persons; an organisation is none, and no program ever kept one."""
    connection = op.get_bind()
    connection.exec_driver_sql(_PERSON)
    connection.exec_driver_sql(_KIN)
    insert = text(
        "INSERT INTO person (id, name, answers, learned_at, role) VALUES (:id, :name, :answers, :learned_at, '')"
    )
    for row in connection.execute(text("SELECT * FROM applicant WHERE kind = 'citizen'")).all():
        known = json.dumps(_answers(row), separators=(",", ":"))
        values = {"id": row.id, "name": row.name, "answers": known, "learned_at": _LONG_AGO}
        connection.execute(insert, values)
    connection.exec_driver_sql("DROP TABLE applicant")


def _answers(row: Row[Any]) -> dict[str, Any]:
    answers: dict[str, Any] = {"ho_ten": row.name}
    if row.id_no and row.id_type == "personal_id":
        answers["so_dinh_danh"] = row.id_no
    elif row.id_no and row.id_type in _PAPERS:
        answers["giay_to"] = {"loai": _PAPERS[row.id_type], "so": row.id_no}
    reached = {"dien_thoai": row.phone, "email": row.email}
    return answers | {name: value for name, value in reached.items() if value}
