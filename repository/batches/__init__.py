"""Batches: many works brought in together, from a list, a folder or a ZIP.

First a check report that names every problem by row and column; nothing is written until somebody
agrees to it; then one job for each row, so that killed workers lose nothing.
"""

from repository.batches.bringing import bring
from repository.batches.check import Report, check_list, check_place
from repository.batches.keeping import (
    BRING,
    Counts,
    RowStatus,
    Wanted,
    begin,
    count_batches,
    count_rows,
    counts_of,
    get_batch,
    keep_report,
    list_batches,
    retry_failed,
    row_statuses,
    settle,
    settle_all,
    stop,
)
from repository.batches.places import FolderPlace, ZipPlace, import_dirs, server_folder
from repository.batches.receiving import (
    CHECK,
    announce,
    announce_again,
    check,
    check_again,
    copy_zip,
    drop_zip,
    forget_zip,
    keep_zip,
    receive,
)
from repository.batches.results import results
from repository.batches.sweeping import sweep

__all__ = [
    "BRING",
    "CHECK",
    "Counts",
    "FolderPlace",
    "Report",
    "RowStatus",
    "Wanted",
    "ZipPlace",
    "announce",
    "announce_again",
    "begin",
    "bring",
    "check",
    "check_again",
    "check_list",
    "check_place",
    "copy_zip",
    "count_batches",
    "count_rows",
    "counts_of",
    "drop_zip",
    "forget_zip",
    "get_batch",
    "import_dirs",
    "keep_report",
    "keep_zip",
    "list_batches",
    "receive",
    "results",
    "retry_failed",
    "row_statuses",
    "server_folder",
    "settle",
    "settle_all",
    "stop",
    "sweep",
]
