"""Keys for programs, and indexes along which large collections are read."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the step."""
    op.create_table(
        "tokens",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("user_id", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_tokens_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tokens")),
        sa.UniqueConstraint("sha256", name=op.f("uq_tokens_sha256")),
    )
    op.create_index(op.f("ix_tokens_user_id"), "tokens", ["user_id"])
    op.drop_index(op.f("ix_collection_members_collection_id"), "collection_members")
    op.create_index(
        "ix_collection_members_order", "collection_members", ["collection_id", "position"]
    )
    op.drop_index(op.f("ix_works_institution_id"), "works")
    op.create_index("ix_works_owner", "works", ["institution_id", "state", "id"])


def downgrade() -> None:
    """Undo the step."""
    op.drop_index("ix_works_owner", "works")
    op.create_index(op.f("ix_works_institution_id"), "works", ["institution_id"])
    op.drop_index("ix_collection_members_order", "collection_members")
    op.create_index(
        op.f("ix_collection_members_collection_id"), "collection_members", ["collection_id"]
    )
    op.drop_table("tokens")
