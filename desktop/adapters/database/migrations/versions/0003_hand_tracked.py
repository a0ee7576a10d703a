"""Filing by hand, what was printed for it, and drafts carried over to a newer version."""

from pathlib import Path

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Every statement of 0003_hand_tracked.sql; they are separated by empty lines."""
    for statement in Path(__file__).with_suffix(".sql").read_text(encoding="utf-8").split("\n\n"):
        op.get_bind().exec_driver_sql(statement.strip())
