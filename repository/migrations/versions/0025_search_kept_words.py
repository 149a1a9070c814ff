"""The words that SQLite's index must be told again to forget: joined, half as large as in lists."""

import json
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
import zstandard
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

_AT_ONCE = 1000
_TABLES = ("search_text_page_words", "search_text_work_words")


def upgrade() -> None:
    """Apply the step."""
    _repack(" ".join)


def downgrade() -> None:
    """Undo the step."""
    _repack(str.split)


def _repack(changed: Callable[[Any], Any]) -> None:
    """Write the words of each level of each column in another way."""
    bind = op.get_bind()
    if bind.dialect.name != "sqlite":
        return
    for table in _TABLES:
        some = sa.text(
            f"SELECT number, words FROM {table} WHERE number > :last ORDER BY number LIMIT :most"
        )
        keep = sa.text(f"UPDATE {table} SET words = :words WHERE number = :number")
        last = -1
        while rows := bind.execute(some, {"last": last, "most": _AT_ONCE}).all():
            repacked = [
                {"number": row.number, "words": _packed(row.words, changed)} for row in rows
            ]
            bind.execute(keep, repacked)
            last = rows[-1].number


def _packed(kept: bytes, changed: Callable[[Any], Any]) -> bytes:
    columns = json.loads(zstandard.decompress(kept))
    words = {name: [changed(level) for level in levels] for name, levels in columns.items()}
    return zstandard.compress(json.dumps(words, ensure_ascii=False).encode(), level=3)
