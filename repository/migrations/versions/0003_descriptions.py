"""Everything that IIIF lets a work, page, section and collection say."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the step."""
    op.create_table(
        "sections",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("work_id", sa.String(length=16), nullable=False),
        sa.Column("parent_id", sa.String(length=16), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("viewing_direction", sa.String(length=20), nullable=True),
        sa.Column("start_page_id", sa.String(length=16), nullable=True),
        sa.Column("summary", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("metadata", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("required_statement", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("rights", sa.String(length=500), nullable=True),
        sa.Column("homepages", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("see_also", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("renderings", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("nav_date", sa.DateTime(timezone=True), nullable=True),
        sa.Column("places", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("behaviors", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["parent_id"],
            ["sections.id"],
            name=op.f("fk_sections_parent_id_sections"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["work_id"], ["works.id"], name=op.f("fk_sections_work_id_works"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sections")),
    )
    with op.batch_alter_table("sections", schema=None) as batch_op:
        batch_op.create_index("ix_sections_order", ["work_id", "position"], unique=False)
        batch_op.create_index(batch_op.f("ix_sections_parent_id"), ["parent_id"], unique=False)

    op.create_table(
        "page_images",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("page_id", sa.String(length=16), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("alternative", sa.Boolean(), nullable=False),
        sa.Column("target", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("crop", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("file_name", sa.String(length=500), nullable=False),
        sa.Column("master_sha256", sa.String(length=64), nullable=True),
        sa.Column("derivative_id", sa.String(length=16), nullable=True),
        sa.Column("job_id", sa.String(length=16), nullable=True),
        sa.Column("href", sa.String(length=2000), nullable=True),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("format", sa.String(length=100), nullable=True),
        sa.Column("services", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["master_sha256"], ["masters.sha256"], name=op.f("fk_page_images_master_sha256_masters")
        ),
        sa.ForeignKeyConstraint(
            ["page_id"], ["pages.id"], name=op.f("fk_page_images_page_id_pages"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_page_images")),
    )
    with op.batch_alter_table("page_images", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_page_images_derivative_id"), ["derivative_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_page_images_job_id"), ["job_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_page_images_master_sha256"), ["master_sha256"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_page_images_page_id"), ["page_id"], unique=False)

    op.create_table(
        "section_pages",
        sa.Column("section_id", sa.String(length=16), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("page_id", sa.String(length=16), nullable=False),
        sa.Column("fragment", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["page_id"],
            ["pages.id"],
            name=op.f("fk_section_pages_page_id_pages"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["section_id"],
            ["sections.id"],
            name=op.f("fk_section_pages_section_id_sections"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("section_id", "position", name=op.f("pk_section_pages")),
    )
    with op.batch_alter_table("section_pages", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_section_pages_page_id"), ["page_id"], unique=False)

    op.create_table(
        "shared_pages",
        sa.Column("work_id", sa.String(length=16), nullable=False),
        sa.Column("page_id", sa.String(length=16), nullable=False),
        sa.Column("owner_id", sa.String(length=16), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["works.id"],
            name=op.f("fk_shared_pages_owner_id_works"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["page_id"],
            ["pages.id"],
            name=op.f("fk_shared_pages_page_id_pages"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["work_id"],
            ["works.id"],
            name=op.f("fk_shared_pages_work_id_works"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("work_id", "page_id", name=op.f("pk_shared_pages")),
    )
    with op.batch_alter_table("shared_pages", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_shared_pages_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_shared_pages_page_id"), ["page_id"], unique=False)

    with op.batch_alter_table("collections", schema=None) as batch_op:
        batch_op.add_column(sa.Column("viewing_direction", sa.String(length=20), nullable=True))
        batch_op.add_column(
            sa.Column("metadata", sa.JSON(none_as_null=True), server_default="[]", nullable=False)
        )
        batch_op.add_column(
            sa.Column("required_statement", sa.JSON(none_as_null=True), nullable=True)
        )
        batch_op.add_column(sa.Column("rights", sa.String(length=500), nullable=True))
        batch_op.add_column(
            sa.Column("homepages", sa.JSON(none_as_null=True), server_default="[]", nullable=False)
        )
        batch_op.add_column(
            sa.Column("see_also", sa.JSON(none_as_null=True), server_default="[]", nullable=False)
        )
        batch_op.add_column(
            sa.Column("renderings", sa.JSON(none_as_null=True), server_default="[]", nullable=False)
        )
        batch_op.add_column(sa.Column("nav_date", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column("places", sa.JSON(none_as_null=True), server_default="[]", nullable=False)
        )
        batch_op.add_column(
            sa.Column("behaviors", sa.JSON(none_as_null=True), server_default="[]", nullable=False)
        )

    with op.batch_alter_table("institutions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("logo_width", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("logo_height", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("see_also", sa.JSON(none_as_null=True), server_default="[]", nullable=False)
        )

    with op.batch_alter_table("jobs", schema=None) as batch_op:
        batch_op.add_column(sa.Column("image_id", sa.String(length=16), nullable=True))
        batch_op.create_index(batch_op.f("ix_jobs_image_id"), ["image_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_jobs_image_id_page_images"),
            "page_images",
            ["image_id"],
            ["id"],
            ondelete="CASCADE",
        )

    with op.batch_alter_table("pages", schema=None) as batch_op:
        batch_op.add_column(sa.Column("width", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("height", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("scan_label", sa.JSON(none_as_null=True), nullable=True))
        batch_op.add_column(sa.Column("scan_target", sa.JSON(none_as_null=True), nullable=True))
        batch_op.add_column(sa.Column("scan_crop", sa.JSON(none_as_null=True), nullable=True))
        batch_op.add_column(sa.Column("summary", sa.JSON(none_as_null=True), nullable=True))
        batch_op.add_column(
            sa.Column("metadata", sa.JSON(none_as_null=True), server_default="[]", nullable=False)
        )
        batch_op.add_column(
            sa.Column("required_statement", sa.JSON(none_as_null=True), nullable=True)
        )
        batch_op.add_column(sa.Column("rights", sa.String(length=500), nullable=True))
        batch_op.add_column(
            sa.Column("homepages", sa.JSON(none_as_null=True), server_default="[]", nullable=False)
        )
        batch_op.add_column(
            sa.Column("see_also", sa.JSON(none_as_null=True), server_default="[]", nullable=False)
        )
        batch_op.add_column(
            sa.Column("renderings", sa.JSON(none_as_null=True), server_default="[]", nullable=False)
        )
        batch_op.add_column(sa.Column("nav_date", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column("places", sa.JSON(none_as_null=True), server_default="[]", nullable=False)
        )
        batch_op.add_column(
            sa.Column("behaviors", sa.JSON(none_as_null=True), server_default="[]", nullable=False)
        )
        batch_op.alter_column("master_sha256", existing_type=sa.VARCHAR(length=64), nullable=True)

    with op.batch_alter_table("works", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("arranged", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch_op.add_column(sa.Column("start_page_id", sa.String(length=16), nullable=True))
        batch_op.add_column(sa.Column("placeholder_page_id", sa.String(length=16), nullable=True))
        batch_op.add_column(sa.Column("thumbnail_page_id", sa.String(length=16), nullable=True))
        batch_op.add_column(
            sa.Column("homepages", sa.JSON(none_as_null=True), server_default="[]", nullable=False)
        )
        batch_op.add_column(
            sa.Column("see_also", sa.JSON(none_as_null=True), server_default="[]", nullable=False)
        )
        batch_op.add_column(
            sa.Column("renderings", sa.JSON(none_as_null=True), server_default="[]", nullable=False)
        )
        batch_op.add_column(sa.Column("nav_date", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column("places", sa.JSON(none_as_null=True), server_default="[]", nullable=False)
        )
        batch_op.add_column(
            sa.Column("behaviors", sa.JSON(none_as_null=True), server_default="[]", nullable=False)
        )
    _one_to_many()
    with op.batch_alter_table("works", schema=None) as batch_op:
        batch_op.drop_column("behavior")


def downgrade() -> None:
    """Undo the step; what the shape before has no place for is lost."""
    op.execute("DELETE FROM pages WHERE master_sha256 IS NULL")
    with op.batch_alter_table("works", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("behavior", sa.String(length=20), server_default="paged", nullable=False)
        )
        batch_op.drop_column("behaviors")
        batch_op.drop_column("places")
        batch_op.drop_column("nav_date")
        batch_op.drop_column("renderings")
        batch_op.drop_column("see_also")
        batch_op.drop_column("homepages")
        batch_op.drop_column("thumbnail_page_id")
        batch_op.drop_column("placeholder_page_id")
        batch_op.drop_column("start_page_id")
        batch_op.drop_column("arranged")

    with op.batch_alter_table("pages", schema=None) as batch_op:
        batch_op.alter_column("master_sha256", existing_type=sa.VARCHAR(length=64), nullable=False)
        batch_op.drop_column("behaviors")
        batch_op.drop_column("places")
        batch_op.drop_column("nav_date")
        batch_op.drop_column("renderings")
        batch_op.drop_column("see_also")
        batch_op.drop_column("homepages")
        batch_op.drop_column("rights")
        batch_op.drop_column("required_statement")
        batch_op.drop_column("metadata")
        batch_op.drop_column("summary")
        batch_op.drop_column("scan_crop")
        batch_op.drop_column("scan_target")
        batch_op.drop_column("scan_label")
        batch_op.drop_column("height")
        batch_op.drop_column("width")

    with op.batch_alter_table("jobs", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_jobs_image_id_page_images"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_jobs_image_id"))
        batch_op.drop_column("image_id")

    with op.batch_alter_table("institutions", schema=None) as batch_op:
        batch_op.drop_column("see_also")
        batch_op.drop_column("logo_height")
        batch_op.drop_column("logo_width")

    with op.batch_alter_table("collections", schema=None) as batch_op:
        batch_op.drop_column("behaviors")
        batch_op.drop_column("places")
        batch_op.drop_column("nav_date")
        batch_op.drop_column("renderings")
        batch_op.drop_column("see_also")
        batch_op.drop_column("homepages")
        batch_op.drop_column("rights")
        batch_op.drop_column("required_statement")
        batch_op.drop_column("metadata")
        batch_op.drop_column("viewing_direction")

    with op.batch_alter_table("shared_pages", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_shared_pages_page_id"))
        batch_op.drop_index(batch_op.f("ix_shared_pages_owner_id"))

    op.drop_table("shared_pages")
    with op.batch_alter_table("section_pages", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_section_pages_page_id"))

    op.drop_table("section_pages")
    with op.batch_alter_table("page_images", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_page_images_page_id"))
        batch_op.drop_index(batch_op.f("ix_page_images_master_sha256"))
        batch_op.drop_index(batch_op.f("ix_page_images_job_id"))
        batch_op.drop_index(batch_op.f("ix_page_images_derivative_id"))

    op.drop_table("page_images")
    with op.batch_alter_table("sections", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sections_parent_id"))
        batch_op.drop_index("ix_sections_order")

    op.drop_table("sections")


def _one_to_many() -> None:
    listed = "'[\"' || behavior || '\"]'"
    if op.get_bind().dialect.name == "postgresql":
        listed = f"CAST({listed} AS JSON)"
    op.execute(f"UPDATE works SET behaviors = {listed} WHERE behavior <> ''")
