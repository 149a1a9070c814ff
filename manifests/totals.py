"""How many members a collection has, in words: version 3 has no property for it."""

from manifests.description import LanguageMap, MetadataEntry

_LABEL = {"kk": ["Барлығы"], "ru": ["Всего"], "en": ["Total"]}


def total_entry(total: int) -> MetadataEntry:
    """The number of members as metadata."""
    return MetadataEntry(label=_LABEL, value={"none": [str(total)]})


def numbered(label: LanguageMap, first: int, last: int) -> LanguageMap:
    """The label of a span: `Newspapers (501–1000)`."""
    return {
        language: [f"{value} ({first}–{last})" for value in values]
        for language, values in label.items()
    }
