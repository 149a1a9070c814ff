"""What is searched, and the words of it in the full text search of either database."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the step."""
    op.create_table(
        "search_works",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("work_id", sa.String(length=16), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("title_kk", sa.LargeBinary(), nullable=False),
        sa.Column("title_ru", sa.LargeBinary(), nullable=False),
        sa.Column("title_en", sa.LargeBinary(), nullable=False),
        sa.Column("first_year", sa.Integer(), nullable=True),
        sa.Column("last_year", sa.Integer(), nullable=True),
        sa.Column("texts", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_search_works")),
        sa.UniqueConstraint("work_id", name=op.f("uq_search_works_work_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "search_pages",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("work", sa.Integer(), nullable=False),
        sa.Column("page_id", sa.String(length=16), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["work"],
            ["search_works.number"],
            name=op.f("fk_search_pages_work_search_works"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_search_pages")),
        sa.UniqueConstraint("work", "page_id", name=op.f("uq_search_pages_work")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_search_pages_page_id"), "search_pages", ["page_id"])
    op.create_table(
        "search_values",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("facet", sa.String(length=12), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("label", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_values")),
        sa.UniqueConstraint("facet", "key", name=op.f("uq_search_values_facet")),
    )
    op.create_table(
        "search_facets",
        sa.Column("work", sa.Integer(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["work"],
            ["search_works.number"],
            name=op.f("fk_search_facets_work_search_works"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["value"],
            ["search_values.id"],
            name=op.f("fk_search_facets_value_search_values"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("work", "value", name=op.f("pk_search_facets")),
    )
    op.create_index("ix_search_facets_value", "search_facets", ["value", "work"])
    op.create_table(
        "search_starts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("work", sa.Integer(), nullable=False),
        sa.Column("start", sa.LargeBinary(), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["work"],
            ["search_works.number"],
            name=op.f("fk_search_starts_work_search_works"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_starts")),
    )
    op.create_index(op.f("ix_search_starts_work"), "search_starts", ["work"])
    op.create_index("ix_search_starts_start", "search_starts", ["start"])
    op.create_table(
        "search_state",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("holder", sa.String(length=16), nullable=True),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_state")),
    )
    op.execute("INSERT INTO search_state (id, seen, edition) VALUES (1, 0, 0)")
    for statement in _words_upgrade():
        op.execute(statement)


def downgrade() -> None:
    """Undo the step."""
    for name in _words_tables():
        op.execute(f"DROP TABLE {name}")
    for name in ("state", "starts", "facets", "values", "pages", "works"):
        op.drop_table(f"search_{name}")


# The tables of the full text search are no part of the models: each database has its own.


def _words_upgrade() -> list[str]:
    if op.get_bind().dialect.name != "sqlite":
        return _POSTGRESQL
    return [
        *_fts5("pages", "words", "none"),
        *_fts5("works", "title, names, subjects, other", "column"),
        "CREATE TABLE search_text_page_words (number INTEGER PRIMARY KEY, words BLOB NOT NULL)",
        "CREATE TABLE search_text_work_words (number INTEGER PRIMARY KEY, words BLOB NOT NULL)",
    ]


def _words_tables() -> list[str]:
    if op.get_bind().dialect.name != "sqlite":
        return ["search_text_pages", "search_text_works"]
    levels = ("fold", "stem", "exact")
    tables = [f"search_text_{kind}_{level}" for kind in ("pages", "works") for level in levels]
    return [*tables, "search_text_page_words", "search_text_work_words"]


def _fts5(kind: str, columns: str, detail: str) -> list[str]:
    # Everything but spaces is part of a word: the words come analysed.
    whole = "tokenize = \"unicode61 remove_diacritics 0 categories 'L* M* N* P* S* C*'\""
    levels = {"fold": "full", "stem": detail, "exact": detail}
    return [
        f"CREATE VIRTUAL TABLE search_text_{kind}_{level} USING fts5("
        f"{columns}, content = '', {whole}, detail = {kept})"
        for level, kept in levels.items()
    ]


_POSTGRESQL = [
    # The words of a page lie outside its row: finding which works pages are of reads few blocks.
    """CREATE TABLE search_text_pages (
        number integer PRIMARY KEY REFERENCES search_pages (number) ON DELETE CASCADE,
        work integer NOT NULL,
        terms tsvector NOT NULL
    ) WITH (toast_tuple_target = 128)""",
    "CREATE INDEX ix_search_text_pages_terms ON search_text_pages USING gin (terms)",
    "CREATE INDEX ix_search_text_pages_work ON search_text_pages (work)",
    """CREATE TABLE search_text_works (
        work integer PRIMARY KEY REFERENCES search_works (number) ON DELETE CASCADE,
        terms tsvector NOT NULL
    )""",
    "CREATE INDEX ix_search_text_works_terms ON search_text_works USING gin (terms)",
]
