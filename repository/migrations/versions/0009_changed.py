"""When pages and jobs last changed, so that a script can ask for what is new only."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_LONG_AGO = "2000-01-01 00:00:00+00:00"


def upgrade() -> None:
    """Apply the step."""
    for table in ("pages", "jobs"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(
                sa.Column(
                    "changed",
                    sa.DateTime(timezone=True),
                    server_default=_LONG_AGO,
                    nullable=False,
                )
            )


def downgrade() -> None:
    """Undo the step."""
    for table in ("jobs", "pages"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column("changed")
