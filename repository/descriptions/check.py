"""What can be kept of what was typed, and what is wrong with the rest."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from repository.descriptions.parts import PARTS, Part
from repository.descriptions.row import Row
from repository.fields import ROLES, Kind, type_of
from repository.fields.dates import understand
from repository.fields.languages import code_of
from repository.fields.rights import is_statement

MOST_ROWS = 100
LONGEST = 2000
LONGEST_PARAGRAPH = 20_000
_MOST_LANGUAGES = 20
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LANGUAGE = re.compile(r"none|[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,6}")
_ADDRESS = re.compile(r"https?://[!-~]{1,1990}")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong in a part: a `code` of `repository.reasons` with its params.

    `row` counts from 0; `column` is a language, `code` or `role`.
    """

    part: str
    row: int
    column: str
    code: str
    params: Mapping[str, object]


def checked(
    part: Part, rows: Sequence[Row], before: Sequence[Row] = ()
) -> tuple[tuple[Row, ...], list[Finding]]:
    """The rows as they are kept, without empty ones, and all that is wrong with them.

    Rows that stood there `before` are kept whatever they say: nobody has to mend what others
    wrote in order to add a line of their own.
    """
    kept: list[Row] = []
    found: list[Finding] = []
    as_they_were = [(_clean(part, row), row) for row in before]
    for number, row in enumerate(rows):
        if not (clean := _clean(part, row)):
            continue
        original = next((old for cleaned, old in as_they_were if cleaned == clean), None)
        if original is not None:
            clean = original
        else:
            clean = _coded(part, clean)
            found += (Finding(part.name, number, *each) for each in _problems(part, clean))
        if clean not in kept:
            kept.append(clean)
    if part.name == "title" and not kept:
        found.append(Finding("title", 0, "kk", "title-missing", {}))
    most = MOST_ROWS if part.repeatable else 1
    if len(kept) > most:
        found.append(Finding(part.name, most, "", "too-many-values", {"most": most}))
    return tuple(kept), found


def checked_all(
    changes: Mapping[str, Sequence[Row]], before: Mapping[str, tuple[Row, ...]]
) -> tuple[dict[str, tuple[Row, ...]], list[Finding]]:
    """`checked` for several parts at once."""
    kept: dict[str, tuple[Row, ...]] = {}
    found: list[Finding] = []
    for name, rows in changes.items():
        kept[name], problems = checked(PARTS[name], rows, before.get(name, ()))
        found += problems
    return kept, found


def _clean(part: Part, row: Row) -> Row:
    texts = {}
    for language, text in row.texts.items():
        plain = _CONTROL.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
        lines = [" ".join(line.split()) for line in plain.split("\n")]
        joint = "\n" if part.long else " "
        if clean := joint.join(lines).strip():
            texts[language] = clean
    return replace(row, texts=texts, code=row.code.strip())


def _coded(part: Part, row: Row) -> Row:
    """Words for what is kept as a code become that code."""
    word = next(iter(row.texts.values()), "")
    if part.kind == Kind.DATE and word:
        return replace(row, texts={"none": understand(word) or word})
    if part.kind == Kind.LANGUAGE and (code := code_of(row.code or word)):
        return replace(row, texts={}, code=code)
    if part.kind == Kind.TYPE and (known := type_of(row.code or word)):
        return replace(row, texts={}, code=known.code)
    if part.kind == Kind.RIGHTS and word and not row.code:
        return replace(row, texts={}, code=word)
    return row


Found = tuple[str, str, Mapping[str, object]]


def _problems(part: Part, row: Row) -> Iterator[Found]:
    longest = LONGEST_PARAGRAPH if part.long else LONGEST
    for language, text in row.texts.items():
        if len(text) > longest:
            yield language, "text-too-long", {"most": longest}
        if not _LANGUAGE.fullmatch(language):
            yield language, "no-language-code", {"text": language[:40]}
    if len(row.texts) > _MOST_LANGUAGES:
        yield "none", "too-many-values", {"most": _MOST_LANGUAGES}
    if row.role and row.role not in ROLES:
        yield "role", "unknown-role", {"text": row.role[:40]}
    if check := _CHECKS.get(part.kind):
        yield from check(row)


def _check_date(row: Row) -> Iterator[Found]:
    text = row.texts.get("none", "")
    if not understand(text):
        yield "none", "unreadable-date", {"text": text[:100]}


def _check_language(row: Row) -> Iterator[Found]:
    if word := next(iter(row.texts.values()), row.code if not code_of(row.code) else ""):
        yield "code", "unknown-language", {"text": word[:100]}


def _check_type(row: Row) -> Iterator[Found]:
    if word := next(iter(row.texts.values()), row.code if not type_of(row.code) else ""):
        yield "code", "unknown-type", {"text": word[:100]}


def _check_rights(row: Row) -> Iterator[Found]:
    if not is_statement(row.code):
        yield "code", "unknown-rights", {"text": row.code[:200]}


def _check_link(row: Row) -> Iterator[Found]:
    if not _ADDRESS.fullmatch(row.code):
        yield "code", "no-web-address", {"text": row.code[:200]}


_CHECKS: Mapping[Kind, Callable[[Row], Iterator[Found]]] = {
    Kind.DATE: _check_date,
    Kind.LANGUAGE: _check_language,
    Kind.TYPE: _check_type,
    Kind.RIGHTS: _check_rights,
    Kind.LINK: _check_link,
}
