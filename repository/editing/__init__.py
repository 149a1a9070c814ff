"""Changing many works at once, by one action or by a table; previewed, applied, undone."""

from repository.editing.change import Action, Change, changed
from repository.editing.edits import Preview, apply, outcomes, preview, rows_of, undo
from repository.editing.selection import MOST, Selection, select_works
from repository.editing.table import described_by, read_rows, write_csv

__all__ = [
    "MOST",
    "Action",
    "Change",
    "Preview",
    "Selection",
    "apply",
    "changed",
    "described_by",
    "outcomes",
    "preview",
    "read_rows",
    "rows_of",
    "select_works",
    "undo",
    "write_csv",
]
