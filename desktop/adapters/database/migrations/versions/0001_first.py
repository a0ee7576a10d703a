"""The first vault: drafts, submissions, outbox, dossiers, three roles and the consent."""

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Every statement of 0001_first.sql; they are separated by empty lines."""
    for statement in Path(__file__).with_suffix(".sql").read_text(encoding="utf-8").split("\n\n"):
        op.get_bind().exec_driver_sql(statement.strip())
