"""What in a work's manifest keeps it from being published."""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import Any

from sqlalchemy.orm import Session

from repository.models import Institution, Work

# The rules are the same for every site: which address the ids start with does not matter.
_BASE = "https://keruen.example"
_MOST_REMEMBERED = 256


@dataclass(frozen=True, slots=True)
class Hindrance:
    """Something that keeps a work from being published; `code` is one of `repository.reasons`."""

    code: str
    params: dict[str, Any]


def problems(session: Session, work: Work) -> list[Hindrance]:
    """The rules that the manifest breaks, in words of three languages."""
    # Half a second to load, which commands and workers that publish nothing need not wait for.
    from manifests.check import check_work
    from manifests.problems import LANGUAGES, sentence
    from repository.presentation.works import describe

    session.flush()
    found = describe(session, work.id)
    if found is None:
        return []
    return [
        Hindrance(
            "manifest-invalid", {"problem": {lang: sentence(problem, lang) for lang in LANGUAGES}}
        )
        for problem in check_work(found[1], _BASE)
    ]


def seen_problems(session: Session, work: Work) -> list[Hindrance]:
    """The same for a state that is committed: looked at once, because the studio asks often."""
    owner = session.get_one(Institution, work.institution_id)
    state = (work.id, work.revision, owner.modified.isoformat())
    with _lock:
        if state in _remembered:
            _remembered.move_to_end(state)
            return _remembered[state]
    found = problems(session, work)
    with _lock:
        _remembered[state] = found
        while len(_remembered) > _MOST_REMEMBERED:
            _remembered.popitem(last=False)
    return found


_remembered: OrderedDict[tuple[str, int, str], list[Hindrance]] = OrderedDict()
_lock = Lock()
