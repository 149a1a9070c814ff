"""Where pages stand: numbered from 1 by one statement, however many they are."""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Text, bindparam, cast, func, select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from repository.models import Page, SharedPage


def page_order(session: Session, work_id: str) -> list[str]:
    """The pages of a work in their order, shared ones among them, by two statements."""
    own = select(Page.position, Page.id).where(Page.work_id == work_id)
    shared = select(SharedPage.position, SharedPage.page_id).where(SharedPage.work_id == work_id)
    rows = [*session.execute(own), *session.execute(shared)]
    return [page_id for _, page_id in sorted((row[0], row[1]) for row in rows)]


def place(session: Session, work_id: str, ids: Sequence[str]) -> None:
    """Number the pages of a work in this order, by one statement for its own, one for shared."""
    session.flush()
    table = _numbered(session, ids)
    for model, key in ((Page, Page.id), (SharedPage, SharedPage.page_id)):
        session.execute(
            update(model)
            .where(key == table.c.id, model.work_id == work_id, model.position != table.c.number)
            .values(position=table.c.number),
            execution_options={"synchronize_session": False},
        )
    _tell(session, work_id, {key: number for number, key in enumerate(ids, start=1)})


def _numbered(session: Session, ids: Sequence[str]) -> Any:
    """The ids as a table with their numbers, from one parameter."""
    sent = bindparam(None, json.dumps(list(ids)), type_=Text)
    if session.get_bind().dialect.name == "sqlite":
        listed = func.json_each(sent).table_valued("key", "value", name="listed")
        return select(listed.c.value.label("id"), (listed.c.key + 1).label("number")).subquery(
            "numbered"
        )
    from sqlalchemy.dialects.postgresql import JSONB  # with all drivers: only where it is used

    elements = func.jsonb_array_elements_text(cast(sent, JSONB))
    listed = elements.table_valued("value", with_ordinality="number", name="listed")
    listed = listed.render_derived()
    return select(listed.c.value.label("id"), listed.c.number).subquery("numbered")


def _tell(session: Session, work_id: str, numbers: dict[str, int]) -> None:
    """Rows that the session holds already must not go on telling their former places."""
    for row in session.identity_map.values():
        if isinstance(row, Page) and row.work_id == work_id and row.id in numbers:
            set_committed_value(row, "position", numbers[row.id])
        elif isinstance(row, SharedPage) and row.work_id == work_id and row.page_id in numbers:
            set_committed_value(row, "position", numbers[row.page_id])
