"""The formats that records are offered in."""

from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from manifests.description import Link
from repository.records import dublin_core, marc, mods
from repository.records.record import Record


@dataclass(frozen=True, slots=True)
class RecordFormat:
    """A way to write a record; `media_type` is what its address answers with."""

    label: str
    media_type: str
    profile: str
    write: Callable[[Record], etree._Element]


FORMATS = {
    "dc": RecordFormat("Dublin Core", "application/xml", dublin_core.OAI_DC, dublin_core.write),
    "mods": RecordFormat("MODS", "application/mods+xml", mods.MODS, mods.write),
    "marc": RecordFormat("MARCXML", "application/marcxml+xml", marc.MARC, marc.write),
}


def record_links(work_id: str) -> tuple[Link, ...]:
    """Where the records of a work are."""
    return tuple(
        Link(
            href=f"/works/{work_id}/record.{name}.xml",
            type="Dataset",
            label={"none": [known.label]},
            format=known.media_type,
            profile=known.profile,
        )
        for name, known in FORMATS.items()
    )


def write_record(record: Record, known: RecordFormat) -> bytes:
    """The record as an XML document in UTF-8."""
    document: bytes = etree.tostring(
        known.write(record), encoding="UTF-8", xml_declaration=True, pretty_print=True
    )
    return document
