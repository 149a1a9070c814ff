"""The arrangement that a version stands for."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the step."""
    op.add_column(
        "versions", sa.Column("arrangement", sa.Integer(), nullable=False, server_default="0")
    )


def downgrade() -> None:
    """Undo the step."""
    op.drop_column("versions", "arrangement")
