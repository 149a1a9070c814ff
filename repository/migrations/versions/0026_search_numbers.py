"""Stems, exact words and pairs of a page as numbers: PostgreSQL indexes them faster than words."""

from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

_INDEXES = ("keys", "pairs")


def upgrade() -> None:
    """Apply the step: they were words that began with a sign."""
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute("ALTER TABLE search_text_pages ADD keys bigint[], ADD pairs smallint[]")
    op.execute(
        """UPDATE search_text_pages SET
            terms = ts_delete(terms, ARRAY(
                SELECT word FROM unnest(tsvector_to_array(terms)) word WHERE word ~ '^[~=+]'
            )),
            keys = ARRAY(
                SELECT ('x' || left(md5(word), 16))::bit(64)::bigint
                FROM unnest(tsvector_to_array(terms)) word WHERE word ~ '^[~=]'
            ),
            pairs = ARRAY(
                SELECT ('x' || lpad(substr(word, 2), 8, '0'))::bit(32)::integer - 32768
                FROM unnest(tsvector_to_array(terms)) word WHERE word ~ '^[+]'
            )"""
    )
    for name in _INDEXES:
        op.execute(f"ALTER TABLE search_text_pages ALTER {name} SET NOT NULL")
        op.execute(
            f"CREATE INDEX ix_search_text_pages_{name} ON search_text_pages USING gin ({name})"
        )


def downgrade() -> None:
    """Undo the step: of pages only how words sound is known till they are indexed anew."""
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute(
        """UPDATE search_text_pages SET terms = terms || array_to_tsvector(ARRAY(
            SELECT '+' || to_hex(pair + 32768) FROM unnest(pairs) pair
        ))"""
    )
    op.execute("ALTER TABLE search_text_pages DROP keys, DROP pairs")
    op.execute("UPDATE search_pages SET state = ''")
    op.execute("UPDATE search_works SET edition = 0")
    op.execute("UPDATE search_state SET edition = 0")
