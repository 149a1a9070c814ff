"""Pairs of words that stand together on a page as numbers: PostgreSQL indexes them faster."""

from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the step: pairs were words that began with a plus."""
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute("ALTER TABLE search_text_pages ADD pairs smallint[]")
    op.execute(
        """UPDATE search_text_pages SET
            terms = ts_delete(terms, ARRAY(
                SELECT word FROM unnest(tsvector_to_array(terms)) word WHERE starts_with(word, '+')
            )),
            pairs = ARRAY(
                SELECT ('x' || lpad(substr(word, 2), 8, '0'))::bit(32)::integer - 32768
                FROM unnest(tsvector_to_array(terms)) word WHERE starts_with(word, '+')
            )"""
    )
    op.execute("ALTER TABLE search_text_pages ALTER pairs SET NOT NULL")
    op.execute("CREATE INDEX ix_search_text_pages_pairs ON search_text_pages USING gin (pairs)")


def downgrade() -> None:
    """Undo the step: the words begin with a plus again."""
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute(
        """UPDATE search_text_pages SET terms = terms || array_to_tsvector(ARRAY(
            SELECT '+' || to_hex(pair + 32768) FROM unnest(pairs) pair
        ))"""
    )
    op.execute("ALTER TABLE search_text_pages DROP pairs")
