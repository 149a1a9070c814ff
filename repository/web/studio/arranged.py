"""How a work is put in order, as the studio's scripts read it."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from typing import Any

from babel.dates import format_datetime
from flask import request
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from repository import versions
from repository.arranging.arrange import layout_of
from repository.arranging.contents import contents
from repository.models import Derivative, Job, JobState, Medium, Page, SharedPage, Work
from repository.versions.listing import Change
from repository.web import labels
from repository.web.context import current_user, language
from repository.web.pictures import thumbnail
from repository.web.words import reason

_THUMBNAIL = 150
_MOST_SENTENCES = 6


def mark(session: Session, work: Work) -> str:
    """What changes whenever `arranged` does, by two cheap statements."""
    last = versions.newest_number(session, work.id)
    jobs = (
        select(func.count(), func.max(Job.changed), func.max(Page.changed))
        .select_from(Page)
        .outerjoin(Job, Job.id == Page.job_id)
        .where(Page.work_id == work.id)
    )
    user = current_user()
    facts = [
        *session.execute(jobs).one(),
        work.revision,
        work.arrangement,
        last,
        language(),
        user and user.id,
        request.args.get("since"),
    ]
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:20]


def arranged(session: Session, work: Work, since: int | None) -> dict[str, Any]:
    """The pages in their order, how they are shown, the contents; what others did `since`."""
    pages = _pages(session, work.id)
    counts = Counter(page["state"] for page in pages)
    last = versions.list_changes(session, work.id, limit=1)
    return {
        "revision": work.arrangement,
        "version": last[0].version.number if last else 0,
        "last": _who(last[0]) if last else None,
        "news": _news(session, work.id, since) if since is not None else [],
        "direction": work.viewing_direction,
        "layout": layout_of(work) or "",
        "start": work.start_page_id,
        "cover": work.thumbnail_page_id,
        "counts": {state.value: counts.get(state, 0) for state in JobState},
        "pages": pages,
        "sections": contents(session, work.id),
    }


def _pages(session: Session, work_id: str) -> list[dict[str, Any]]:
    columns = (
        Page.id, Page.file_name, Page.frame, Page.label, Page.behaviors, Page.derivative_id,
        Page.turn, Page.cut, Job.state, Job.reason, Derivative.layout, Medium.id,
    )  # fmt: skip
    query = (
        select(*columns)
        .outerjoin(Job, Job.id == Page.job_id)
        .outerjoin(Derivative, Derivative.id == Page.derivative_id)
        .outerjoin(Medium, Medium.page_id == Page.id)
    )
    own = query.add_columns(Page.position).where(Page.work_id == work_id)
    shared = (
        query.add_columns(SharedPage.position)
        .join(SharedPage, SharedPage.page_id == Page.id)
        .where(SharedPage.work_id == work_id)
    )
    rows = [(row[-1], row[0], row, False) for row in session.execute(own)]
    rows += [(row[-1], row[0], row, True) for row in session.execute(shared)]
    rows.sort(key=lambda each: each[:2])
    return [_page(row, is_shared) for _, _, row, is_shared in rows]


def _page(row: Any, is_shared: bool) -> dict[str, Any]:
    key, name, frame, label, behaviors, image, turn, cut, state, why, layout, medium, _ = row
    small = thumbnail(image, layout, _THUMBNAIL)
    found = {
        "id": key,
        "name": name,
        "frame": frame,
        "label": labels.plain(label, language()) if label else "",
        "state": state or JobState.DONE.value,
        "picture": [small.url, small.width, small.height] if small else None,
        "image": image,
        "turn": turn,
        "half": cut is not None,
        "insert": "non-paged" in behaviors,
        "spread": "facing-pages" in behaviors,
        "shared": is_shared,
        "recording": medium is not None,
    }
    if why:
        found["reason"] = reason(why["code"], {"name": name, **why["params"]})
    return found


def _news(session: Session, work_id: str, since: int) -> list[dict[str, Any]]:
    user = current_user()
    changes = versions.changes_since(session, work_id, since)
    foreign = [each for each in changes if user is None or each.version.user_id != user.id]
    return [_who(each) | {"words": sentences(each)} for each in foreign if each.version.user_id]


def _who(change: Change) -> dict[str, Any]:
    user = current_user()
    return {
        "who": change.user,
        "own": user is not None and change.version.user_id == user.id,
        "when": format_datetime(change.version.moment, "short", locale=language()),
    }


def sentences(change: Change, most: int = _MOST_SENTENCES) -> Sequence[str]:
    """What a version changed, in the curator's language."""
    return [reason(each.code, each.params) for each in change.differences[:most]]
