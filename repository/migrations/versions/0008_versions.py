"""Earlier states of works, removed pages, turned and split scans, bookmarks of documents."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the step."""
    op.create_table(
        "versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("work_id", sa.String(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.String(length=16), nullable=True),
        sa.Column("moment", sa.DateTime(timezone=True), nullable=False),
        sa.Column("restored", sa.Integer(), nullable=True),
        sa.Column("state", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_versions_user_id_users"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["work_id"], ["works.id"], name=op.f("fk_versions_work_id_works"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_versions")),
        sa.UniqueConstraint("work_id", "number", name="uq_versions_number"),
    )
    op.create_table(
        "removed_pages",
        sa.Column("page_id", sa.String(length=16), nullable=False),
        sa.Column("work_id", sa.String(length=16), nullable=False),
        sa.Column("moment", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rows", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["work_id"],
            ["works.id"],
            name=op.f("fk_removed_pages_work_id_works"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("page_id", name=op.f("pk_removed_pages")),
    )
    op.create_index("ix_removed_pages_work", "removed_pages", ["work_id", "moment"])
    op.add_column(
        "works", sa.Column("arrangement", sa.Integer(), nullable=False, server_default="0")
    )
    op.add_column("pages", sa.Column("turn", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("pages", sa.Column("cut", sa.JSON(none_as_null=True), nullable=True))
    op.add_column("masters", sa.Column("outline", sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    """Undo the step."""
    op.drop_column("masters", "outline")
    op.drop_column("pages", "cut")
    op.drop_column("pages", "turn")
    op.drop_column("works", "arrangement")
    op.drop_table("removed_pages")
    op.drop_table("versions")
