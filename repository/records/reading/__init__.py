"""Reading catalogue records: MARC 21, UNIMARC, RUSMARC, MODS and Dublin Core into our fields."""

from repository.records.reading.card import Card
from repository.records.reading.letters import ENCODINGS
from repository.records.reading.reading import LARGEST, Cards, read_file, read_records

__all__ = ["ENCODINGS", "LARGEST", "Card", "Cards", "read_file", "read_records"]
