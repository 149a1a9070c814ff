"""What tells that the members of collections have to be counted again."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the step."""
    op.add_column(
        "catalogue_revision", sa.Column("members", sa.Integer(), server_default="0", nullable=False)
    )
    op.create_index("ix_works_shown", "works", ["id", "state"])


def downgrade() -> None:
    """Undo the step."""
    op.drop_index("ix_works_shown", table_name="works")
    op.drop_column("catalogue_revision", "members")
