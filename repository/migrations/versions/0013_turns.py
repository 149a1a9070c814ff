"""Jobs know how urgent they are, for whom they are, and whose turn it is."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the step; what waits already is done in its old order."""
    op.add_column("jobs", sa.Column("institution_id", sa.String(length=16), nullable=True))
    op.add_column("jobs", sa.Column("rank", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("jobs", sa.Column("turn", sa.BigInteger(), nullable=False, server_default="0"))
    op.execute("UPDATE jobs SET rank = CASE queue WHEN 'interactive' THEN 0 ELSE 1 END")
    op.create_index("ix_jobs_next", "jobs", ["state", "rank", "turn", "id"])
    op.create_index("ix_jobs_turns", "jobs", ["state", "rank", "institution_id", "turn"])


def downgrade() -> None:
    """Undo the step."""
    op.drop_index("ix_jobs_turns", table_name="jobs")
    op.drop_index("ix_jobs_next", table_name="jobs")
    op.drop_column("jobs", "turn")
    op.drop_column("jobs", "rank")
    op.drop_column("jobs", "institution_id")
