"""Which languages a description lacks: shown to who describes, and no hindrance."""

from collections.abc import Mapping

from repository.descriptions.parts import PARTS, SITE
from repository.descriptions.row import Description


def missing(described: Description) -> Mapping[str, list[str]]:
    """The parts that are said in another language but not, or not wholly, in this one."""
    return {
        language: [
            name
            for name, rows in described.items()
            if PARTS[name].localized and any(language not in row.texts for row in rows)
        ]
        for language in SITE
    }
