"""Batches of works with their rows, and the jobs that bring them in."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the step."""
    op.create_table(
        "batches",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("institution_id", sa.String(length=16), nullable=False),
        sa.Column("user_id", sa.String(length=16), nullable=True),
        sa.Column("name", sa.String(length=500), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("place", sa.String(length=2000), nullable=False),
        sa.Column("list_key", sa.String(length=200), nullable=True),
        sa.Column("options", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("problems", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["institution_id"],
            ["institutions.id"],
            name=op.f("fk_batches_institution_id_institutions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batches")),
    )
    op.create_index("ix_batches_owner", "batches", ["institution_id", "created"])
    op.create_index("ix_batches_state", "batches", ["state", "kind"])
    op.create_table(
        "batch_rows",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.String(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=500), nullable=False),
        sa.Column("place", sa.String(length=2000), nullable=False),
        sa.Column("plan", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("problems", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("job_id", sa.String(length=16), nullable=True),
        sa.Column("work_id", sa.String(length=16), nullable=True),
        sa.Column("outcome", sa.String(length=10), nullable=True),
        sa.ForeignKeyConstraint(
            ["batch_id"],
            ["batches.id"],
            name=op.f("fk_batch_rows_batch_id_batches"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batch_rows")),
    )
    op.create_index("ix_batch_rows_number", "batch_rows", ["batch_id", "number"], unique=True)
    op.create_index(op.f("ix_batch_rows_job_id"), "batch_rows", ["job_id"])
    op.create_index(op.f("ix_batch_rows_work_id"), "batch_rows", ["work_id"])
    with op.batch_alter_table("jobs", schema=None) as batch_op:
        batch_op.add_column(sa.Column("batch_row_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            op.f("fk_jobs_batch_row_id_batch_rows"),
            "batch_rows",
            ["batch_row_id"],
            ["id"],
            ondelete="CASCADE",
        )
        batch_op.create_index(op.f("ix_jobs_batch_row_id"), ["batch_row_id"])


def downgrade() -> None:
    """Undo the step."""
    with op.batch_alter_table("jobs", schema=None) as batch_op:
        batch_op.drop_index(op.f("ix_jobs_batch_row_id"))
        batch_op.drop_constraint(op.f("fk_jobs_batch_row_id_batch_rows"), type_="foreignkey")
        batch_op.drop_column("batch_row_id")
    op.drop_table("batch_rows")
    op.drop_table("batches")
