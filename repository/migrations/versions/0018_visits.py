"""Who is on the site just now, without knowing who, and how often what was used."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Apply the step."""
    op.create_table(
        "visits",
        sa.Column("id", _BIG, nullable=False),
        sa.Column("moment", sa.DateTime(timezone=True), nullable=False),
        sa.Column("visitor", sa.String(length=16), nullable=False),
        sa.Column("action", sa.String(length=4), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("subject", sa.String(length=16), nullable=False),
        sa.Column("counted", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visits")),
    )
    op.create_index("ix_visits_moment", "visits", ["moment"])
    op.create_index("ix_visits_counted", "visits", ["counted", "moment"])
    op.create_table(
        "visit_salts",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("salt", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_visit_salts")),
    )
    op.create_table(
        "visit_sessions",
        sa.Column("hour", sa.String(length=13), nullable=False),
        sa.Column("visitor", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("subject", sa.String(length=16), nullable=False),
        sa.Column("metric", sa.String(length=24), nullable=False),
        sa.PrimaryKeyConstraint(
            "hour", "visitor", "kind", "subject", "metric", name=op.f("pk_visit_sessions")
        ),
    )
    op.create_table(
        "usage",
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("subject", sa.String(length=16), nullable=False),
        sa.Column("period", sa.String(length=10), nullable=False),
        sa.Column("metric", sa.String(length=24), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "subject", "period", "metric", name=op.f("pk_usage")),
    )


def downgrade() -> None:
    """Undo the step."""
    for table in ("usage", "visit_sessions", "visit_salts", "visits"):
        op.drop_table(table)
