"""Words of a description: language maps, and pairs of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

LanguageMap: TypeAlias = Mapping[str, Sequence[str]]
"""BCP 47 language, or `none`, to one or more texts: `{"kk": ["Кітап"], "en": ["Book"]}`."""


@dataclass(frozen=True, slots=True)
class MetadataEntry:
    """A label and a value that readers are shown; values, not labels, may hold simple HTML."""

    label: LanguageMap
    value: LanguageMap
