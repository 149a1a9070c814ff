"""Persons, places and subjects, their names, and the works that name them."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the step."""
    op.create_table(
        "authorities",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("label", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("variants", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("sort", sa.String(length=120), nullable=False),
        sa.Column("dates", sa.String(length=100), nullable=False),
        sa.Column("note", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("viaf", sa.String(length=25), nullable=True),
        sa.Column("wikidata", sa.String(length=20), nullable=True),
        sa.Column("geonames", sa.String(length=15), nullable=True),
        sa.Column("merged_into", sa.String(length=16), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("modified", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["merged_into"],
            ["authorities.id"],
            name=op.f("fk_authorities_merged_into_authorities"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_authorities")),
    )
    op.create_index("ix_authorities_list", "authorities", ["kind", "merged_into", "sort", "id"])
    for name in ("viaf", "wikidata", "geonames"):
        op.create_index(f"ix_authorities_{name}", "authorities", [name])
    op.create_table(
        "authority_names",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("authority_id", sa.String(length=16), nullable=False),
        sa.Column(
            "folded",
            sa.String(length=120).with_variant(sa.String(120, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["authority_id"],
            ["authorities.id"],
            name=op.f("fk_authority_names_authority_id_authorities"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_authority_names")),
    )
    op.create_index("ix_authority_names_folded", "authority_names", ["folded", "authority_id"])
    op.create_index("ix_authority_names_authority", "authority_names", ["authority_id"])
    op.create_table(
        "work_authorities",
        sa.Column("work_id", sa.String(length=16), nullable=False),
        sa.Column("authority_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["work_id"],
            ["works.id"],
            name=op.f("fk_work_authorities_work_id_works"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["authority_id"],
            ["authorities.id"],
            name=op.f("fk_work_authorities_authority_id_authorities"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("work_id", "authority_id", name=op.f("pk_work_authorities")),
    )
    op.create_index(
        "ix_work_authorities_authority", "work_authorities", ["authority_id", "work_id"]
    )


def downgrade() -> None:
    """Undo the step."""
    op.drop_table("work_authorities")
    op.drop_table("authority_names")
    op.drop_table("authorities")
