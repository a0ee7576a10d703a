"""An answer that the portal refused makes room for the corrected one, which the portal knows by the same id."""

from pathlib import Path

from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """The rule of 0009_corrected_answers.sql, anew under its name."""
    op.get_bind().exec_driver_sql(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8").strip())
