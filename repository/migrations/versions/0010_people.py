"""Browsers that are signed in, invitations, users that are disabled, addresses of libraries."""

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the step."""
    op.create_table(
        "browser_sessions",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("user_id", sa.String(length=16), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("agent", sa.String(length=300), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_browser_sessions_user_id_users"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_browser_sessions")),
        sa.UniqueConstraint("sha256", name=op.f("uq_browser_sessions_sha256")),
    )
    op.create_index(op.f("ix_browser_sessions_user_id"), "browser_sessions", ["user_id"])
    op.create_table(
        "invitations",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=30), nullable=False),
        sa.Column("institution_id", sa.String(length=16), nullable=True),
        sa.Column("user_id", sa.String(length=16), nullable=True),
        sa.Column("purpose", sa.String(length=200), nullable=False),
        sa.Column("made_by", sa.String(length=16), nullable=True),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["institution_id"],
            ["institutions.id"],
            name=op.f("fk_invitations_institution_id_institutions"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_invitations_user_id_users"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
        sa.UniqueConstraint("sha256", name=op.f("uq_invitations_sha256")),
    )
    op.create_index(op.f("ix_invitations_institution_id"), "invitations", ["institution_id"])
    op.create_index(op.f("ix_invitations_user_id"), "invitations", ["user_id"])
    with op.batch_alter_table("users", schema=None) as batch_op:
        batch_op.add_column(sa.Column("folded", sa.String(length=400), nullable=True))
        batch_op.add_column(sa.Column("disabled", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("seen", sa.DateTime(timezone=True), nullable=True))
    _fold_names()
    with op.batch_alter_table("users", schema=None) as batch_op:
        batch_op.alter_column("folded", existing_type=sa.String(length=400), nullable=False)
        batch_op.create_unique_constraint(batch_op.f("uq_users_folded"), ["folded"])
    with op.batch_alter_table("institutions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("contact", sa.String(length=320), nullable=True))
        batch_op.add_column(sa.Column("logo_key", sa.String(length=200), nullable=True))


def downgrade() -> None:
    """Undo the step."""
    with op.batch_alter_table("institutions", schema=None) as batch_op:
        batch_op.drop_column("logo_key")
        batch_op.drop_column("contact")
    op.execute("DELETE FROM users WHERE disabled IS NOT NULL")
    with op.batch_alter_table("users", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_users_folded"), type_="unique")
        batch_op.drop_column("seen")
        batch_op.drop_column("disabled")
        batch_op.drop_column("folded")
    op.drop_table("invitations")
    op.drop_table("browser_sessions")


def _fold_names() -> None:
    connection = op.get_bind()
    taken = set()
    for user_id, name in connection.execute(sa.text("SELECT id, name FROM users ORDER BY created")):
        folded = unicodedata.normalize("NFKC", name).casefold()
        # Of two that differ in case only, the later one goes on signing in by the exact name.
        folded = name if folded in taken else folded
        taken.add(folded)
        connection.execute(
            sa.text("UPDATE users SET folded = :folded WHERE id = :id"),
            {"folded": folded, "id": user_id},
        )
