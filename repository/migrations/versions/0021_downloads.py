"""Files that readers take away, and a queue for the work of making them."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the step; the queues behind the new one move up by one."""
    op.create_table(
        "downloads",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("work_id", sa.String(length=16), nullable=False),
        sa.Column("part", sa.String(length=30), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("job_id", sa.String(length=16), nullable=True),
        sa.Column("key", sa.String(length=200), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_downloads")),
    )
    op.create_index("ix_downloads_part", "downloads", ["work_id", "part"], unique=True)
    op.create_index("ix_downloads_asked", "downloads", ["asked"])
    op.create_index(op.f("ix_downloads_job_id"), "downloads", ["job_id"])
    op.execute("UPDATE jobs SET rank = rank + 1 WHERE queue <> 'interactive'")


def downgrade() -> None:
    """Undo the step."""
    op.execute("DELETE FROM jobs WHERE queue = 'download'")
    op.execute("UPDATE jobs SET rank = rank - 1 WHERE queue <> 'interactive'")
    op.drop_table("downloads")
