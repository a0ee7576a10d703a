"""Messages between person and office, and items that carry one or say how one was served."""

from pathlib import Path

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Every statement of 0005_talk.sql; they are separated by empty lines."""
    for statement in Path(__file__).with_suffix(".sql").read_text(encoding="utf-8").split("\n\n"):
        op.get_bind().exec_driver_sql(statement.strip())
