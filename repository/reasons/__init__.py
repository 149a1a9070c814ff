"""What went wrong, in the words of a librarian: a sentence for every code, in three languages.

The codes come from `RefusedError`, `Hindrance`, `repository.jobs`, `workers.job` and
`workers.errors`; a test holds them together. Each family of codes has a module of its own.
"""

from collections.abc import Mapping

from repository.reasons.batches import BATCHES
from repository.reasons.descriptions import DESCRIPTIONS
from repository.reasons.downloads import DOWNLOADS
from repository.reasons.jobs import JOBS
from repository.reasons.letters import LETTERS
from repository.reasons.people import PEOPLE
from repository.reasons.records import RECORDS
from repository.reasons.refusals import REFUSALS
from repository.reasons.scans import SCANS
from repository.reasons.site import SITE
from repository.reasons.texts import TEXTS
from repository.reasons.uploads import UPLOADS
from repository.reasons.versions import VERSIONS

__all__ = ["REASONS", "SCANS", "UNKNOWN", "sentence"]

UNKNOWN = "internal"

REASONS: Mapping[str, Mapping[str, str]] = {
    **BATCHES,
    **DESCRIPTIONS,
    **DOWNLOADS,
    **JOBS,
    **PEOPLE,
    **RECORDS,
    **REFUSALS,
    **SCANS,
    **TEXTS,
    **UPLOADS,
    **VERSIONS,
    **SITE,
    **LETTERS,
}


class _Shown(dict[str, object]):
    """Params of an older release may lack what a sentence of today asks for."""

    def __missing__(self, key: str) -> str:
        return "?"


def sentence(code: str, params: Mapping[str, object], language: str) -> str:
    """The reason in `language`, English when it is another; unknown codes get a general one.

    A param may itself be a mapping of languages to words.
    """
    wordings = REASONS.get(code, REASONS[UNKNOWN])
    chosen = language if language in wordings else "en"
    facts = {
        name: value[chosen] if isinstance(value, Mapping) else value
        for name, value in params.items()
    }
    return wordings[chosen].format_map(_Shown(facts))
