"""The table of contents as it is sent, and what documents and METS files offer for one."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from repository.changes.assign import column
from repository.models import Master, Page, Section, SectionPage
from repository.plans.mets import read_contents
from repository.schemas.errors import Fault, FaultyError
from repository.schemas.section import SectionIn

Tree = list[dict[str, Any]]
"""Sections in the shape of `SectionIn`, without what is empty."""

_SAID = [name for name in SectionIn.model_fields if name not in ("id", "items")]


def contents(session: Session, work_id: str) -> Tree:
    """The table of contents of a work, by two statements."""
    below: dict[str | None, list[tuple[int, dict[str, Any]]]] = {}
    for section in session.scalars(select(Section).where(Section.work_id == work_id)):
        said = {name: getattr(section, column(name)) for name in _SAID}
        node = {"id": section.id, **{name: value for name, value in said.items() if value}}
        below.setdefault(section.parent_id, []).append((section.position, node))
    query = select(SectionPage).join(Section, Section.id == SectionPage.section_id)
    for entry in session.scalars(query.where(Section.work_id == work_id)):
        leaf = {"page": entry.page_id} | ({"fragment": entry.fragment} if entry.fragment else {})
        below.setdefault(entry.section_id, []).append((entry.position, leaf))
    return _tree(below, None)


def _tree(
    below: Mapping[str | None, list[tuple[int, dict[str, Any]]]], above: str | None
) -> list[dict[str, Any]]:
    nodes = [node for _, node in sorted(below.get(above, ()), key=lambda each: each[0])]
    for node in nodes:
        if "id" in node:
            node["items"] = _tree(below, node["id"])
    return nodes


def from_documents(session: Session, work_id: str) -> Tree:
    """What the bookmarks of the work's documents say: each holds its pages up to the next."""
    query = (
        select(Page.master_sha256, Page.frame, Page.id, Master.outline)
        .join(Master, Master.sha256 == Page.master_sha256)
        .where(Page.work_id == work_id, Master.outline.is_not(None))
        .order_by(Page.position)
    )
    frames: dict[str, dict[int, list[str]]] = {}
    outlines: dict[str, list[Any]] = {}
    for sha256, frame, page_id, outline in session.execute(query):
        frames.setdefault(sha256, {}).setdefault(frame, []).append(page_id)
        outlines[sha256] = outline or []
    return [
        section for sha256, marks in outlines.items() for section in _nested(marks, frames[sha256])
    ]


def _nested(marks: Sequence[Any], frames: Mapping[int, Sequence[str]]) -> Tree:
    last = max(frames) + 1
    top: Tree = []
    path: list[tuple[int, Tree]] = [(-1, top)]
    for number, (depth, title, frame) in enumerate(marks):
        until = marks[number + 1][2] if number + 1 < len(marks) else last
        pages = [key for at in range(frame, max(until, frame + 1)) for key in frames.get(at, ())]
        items: Tree = [{"page": key} for key in pages]
        section = {"label": {"none": [title]}, "items": items}
        while path[-1][0] >= depth:
            path.pop()
        path[-1][1].append(section)
        path.append((depth, items))
    return top


def from_mets(session: Session, work_id: str, data: bytes) -> Tree:
    """The logical structure of a METS, its pages found by their files' names or their order.

    Raises `FaultyError`.
    """
    sections, names = read_contents(data)
    query = select(Page.id, Page.file_name).where(Page.work_id == work_id).order_by(Page.position)
    pages = session.execute(query).all()
    by_name = {_stem(name): page_id for page_id, name in reversed(pages)}
    found = {key: by_name.get(_stem(name)) for key, name in names.items()}
    if not all(found.values()) and len(names) == len(pages):
        found = {key: page[0] for key, page in zip(names, pages, strict=True)}
    missing = sum(1 for page_id in found.values() if page_id is None)
    if missing == len(found):
        raise FaultyError([Fault("mets", "names none of the pages of this work")])
    return list(_translated(sections, found))


def _translated(sections: Tree, pages: Mapping[str, str | None]) -> Iterator[dict[str, Any]]:
    for item in sections:
        if "page" in item:
            if page_id := pages.get(item["page"]):
                yield {"page": page_id}
        else:
            yield {"label": item["label"], "items": list(_translated(item["items"], pages))}


def _stem(name: str) -> str:
    return name.replace("\\", "/").rpartition("/")[2].rpartition(".")[0].lower() or name.lower()
