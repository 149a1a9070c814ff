"""Which fields of what was sent are at fault."""

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from repository.errors import RepositoryError

_MOST = 100
_TAGS = ("page", "section")


@dataclass(frozen=True, slots=True)
class Fault:
    """One field, such as `metadata[0].label.en`, and what is wrong with it, in English."""

    field: str
    message: str

    def __str__(self) -> str:
        return f"{self.field}: {self.message}" if self.field else self.message


class FaultyError(RepositoryError):
    """What you sent has these faults; nothing of it was kept."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = tuple(faults)


def faults_of(error: ValidationError) -> list[Fault]:
    """The faults that pydantic found, the first hundred."""
    found = error.errors(include_url=False, include_context=False, include_input=False)
    return [Fault(_field(each["loc"]), _message(each["msg"])) for each in found[:_MOST]]


def _field(steps: Sequence[int | str]) -> str:
    path = ""
    for number, step in enumerate(steps):
        if step in _TAGS and number and isinstance(steps[number - 1], int):
            continue  # which of two classes an item of a section is, no field of it
        if isinstance(step, int):
            path += f"[{step}]"
        elif step != "[key]":
            path += f".{step}" if path else step
    return path


def _message(text: str) -> str:
    return text.removeprefix("Value error, ")
