"""Catalogue records: what they say, and taking it over into a work."""

from typing import Any

from flask import request
from pydantic import BaseModel

from repository import audit, versions
from repository.api.answers import WorkOut, work_out
from repository.api.caller import caller, editable_work, repository
from repository.api.operation import Operations
from repository.api.state import check_state
from repository.errors import RefusedError
from repository.permissions import Right
from repository.reasons import sentence
from repository.records.reading import Card, Cards, read_file
from repository.records.taking import take_over
from repository.revisions import touch
from repository.web.studio.body import staged_body

operations = Operations()
_ENCODING = {"encoding": "utf-8, cp1251, kz1048, cp866, koi8-r, marc-8 or latin-1; found out else"}


class CardOut(BaseModel):
    """A record: its format, what its bytes were read as, its number, and the fields of a work."""

    format: str
    encoding: str
    key: str
    fields: dict[str, Any]


class FlawOut(BaseModel):
    """A record that cannot be read: its number in the file, and why."""

    number: int
    reason: str


class CardsOut(BaseModel):
    """The records of a file."""

    records: list[CardOut]
    flaws: list[FlawOut]


@operations("POST", "/records/read", "Read records", takes=bytes, answers=CardsOut, query=_ENCODING)
def read_card() -> CardsOut:
    """MARC 21, UNIMARC and RUSMARC as ISO 2709 or XML, MODS, Dublin Core. Nothing is kept."""
    found = _received()
    return CardsOut(
        records=[_out(card) for card in found.cards],
        flaws=[
            FlawOut(number=flaw.number, reason=sentence(flaw.code, flaw.params, "en"))
            for flaw in found.flaws
        ],
    )


@operations(
    "POST",
    "/works/{work}/record",
    "Describe a work by a record",
    takes=bytes,
    answers=WorkOut,
    changes=True,
    query={
        **_ENCODING,
        "number": "which record of the file, from 1",
        "fields": "names of fields with commas between; all that the record says otherwise",
    },
)
def describe_by_record(work: str) -> WorkOut:
    """A field that is taken over is replaced, the others stay."""
    cards = _received().cards
    number = request.args.get("number", "1")
    if not (number.isascii() and number.isdigit() and 0 < int(number) <= len(cards)):
        raise RefusedError("record-no-such", number=number)
    card = cards[int(number) - 1]
    names = request.args.get("fields")
    site = repository().settings.public_url
    with repository().database.write() as session:
        found = editable_work(session, work, Right.DESCRIBE)
        check_state(work_out(found, site))
        take_over(found, card, names.split(",") if names else None)
        touch(session, found)
        versions.record(session, found, caller().id)
        details = {"record": card.key, "format": card.format}
        audit.note(session, caller().id, "described", "work", work, details)
        session.flush()
        session.refresh(found)
        return work_out(found, site)


def _received() -> Cards:
    with staged_body(repository().settings) as path:
        return read_file(path, request.args.get("encoding"))


def _out(card: Card) -> CardOut:
    return CardOut(format=card.format, encoding=card.encoding, key=card.key, fields=card.fields())
