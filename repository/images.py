"""The gate for pictures: which image records a visitor may have."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import aliased

from imageserver.catalogue import ImageRecord, Visitor
from imageserver.errors import ImageNotFoundError
from imageserver.layout import Layout
from repository.database import Database
from repository.models import Derivative, Page, PageImage, SharedPage, Work, WorkState

# How long a hidden work's pictures may still be answered, in seconds.
_MEMORY = 10.0
_MOST = 20_000


class CatalogueImages:
    """`imageserver.ImageCatalogue` over the catalogue's tables; remembers what is public.

    `is_curator` tells whether the visitor is signed in: drafts are shown to curators only.
    """

    def __init__(self, database: Database, is_curator: Callable[[Visitor], bool]) -> None:
        self._database = database
        self._is_curator = is_curator
        self._public: OrderedDict[str, tuple[float, ImageRecord]] = OrderedDict()
        self._lock = threading.Lock()

    def image(self, image_id: str, visitor: Visitor) -> ImageRecord:
        """The record, if this visitor may see it. Raises `ImageNotFoundError`."""
        remembered = self.at_hand(image_id)
        if remembered is not None:
            return remembered
        record = self._look_up(image_id)
        if record.public:
            self._remember(record)
        elif not self._is_curator(visitor):
            raise ImageNotFoundError(image_id)
        return record

    def at_hand(self, image_id: str) -> ImageRecord | None:
        """What was public a moment ago; see `ImageCatalogue`."""
        remembered = self._public.get(image_id)
        if remembered is not None and remembered[0] > time.monotonic():
            return remembered[1]
        return None

    def _look_up(self, image_id: str) -> ImageRecord:
        # A page's former pictures are not found: their scan was replaced.
        other = exists().where(PageImage.derivative_id == Derivative.id)
        elsewhere = aliased(Work)
        shared = exists().where(
            SharedPage.page_id == Page.id,
            SharedPage.work_id == elsewhere.id,
            elsewhere.state == WorkState.PUBLISHED,
        )
        public = or_(Work.state == WorkState.PUBLISHED, shared)
        query = (
            select(Derivative, public, func.coalesce(Page.rights, Work.rights))
            .join(Page, Page.id == Derivative.page_id)
            .join(Work, Work.id == Page.work_id)
            .where(Derivative.id == image_id, or_(Page.derivative_id == Derivative.id, other))
        )
        with self._database.read() as session:
            row = session.execute(query).one_or_none()
        if row is None:
            raise ImageNotFoundError(image_id)
        derivative, is_public, rights = row
        return ImageRecord(
            id=derivative.id,
            key=derivative.key,
            layout=Layout.from_json(derivative.layout),
            modified=derivative.created,
            public=is_public,
            rights=rights,
        )

    def _remember(self, record: ImageRecord) -> None:
        with self._lock:
            self._public[record.id] = (time.monotonic() + _MEMORY, record)
            self._public.move_to_end(record.id)
            if len(self._public) > _MOST:
                self._public.popitem(last=False)
