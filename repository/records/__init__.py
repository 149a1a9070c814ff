"""Works as catalogue records: Dublin Core, MODS 3.8 and MARCXML."""

from repository.records.formats import FORMATS, RecordFormat, record_links, write_record
from repository.records.record import Record, record_of

__all__ = ["FORMATS", "Record", "RecordFormat", "record_links", "record_of", "write_record"]
