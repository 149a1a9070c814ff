"""Pictures in articles: drawn anew, so that nothing of the uploaded file itself is passed on."""

import io
from collections.abc import Sequence

from PIL import Image, ImageOps, UnidentifiedImageError
from sqlalchemy import select
from sqlalchemy.orm import Session

from repository.errors import NotFoundError, RefusedError
from repository.ids import new_id
from repository.models import ArticlePicture
from repository.repository import Repository

ADDRESS = "/pictures/"
LARGEST = 12_000_000  # bytes
_MOST_PIXELS = 50_000_000
_SIDE = 1600
_MOST_LISTED = 60


def take_picture(repository: Repository, data: bytes, name: str) -> str:
    """Keep a JPEG, PNG or WebP, made smaller where it is large; returns its id.

    Raises `RefusedError` with code `article-picture`.
    """
    drawn, media_type, size = _drawn_anew(data, name)
    row = ArticlePicture(
        id=new_id(),
        name=name[:200],
        media_type=media_type,
        width=size[0],
        height=size[1],
        size=len(drawn),
    )
    row.key = f"articles/{row.id}"
    repository.storage.put(row.key, io.BytesIO(drawn))
    with repository.database.write() as session:
        session.add(row)
    return row.id


def find_picture(session: Session, picture_id: str) -> ArticlePicture:
    """The picture. Raises `NotFoundError`."""
    found = session.get(ArticlePicture, picture_id)
    if found is None:
        raise NotFoundError(picture_id)
    return found


def newest_pictures(session: Session) -> Sequence[ArticlePicture]:
    """Those uploaded last."""
    query = select(ArticlePicture).order_by(ArticlePicture.created.desc(), ArticlePicture.id)
    return session.scalars(query.limit(_MOST_LISTED)).all()


def _drawn_anew(data: bytes, name: str) -> tuple[bytes, str, tuple[int, int]]:
    refused = RefusedError("article-picture", name=name)
    if len(data) > LARGEST:
        raise refused
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP")) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                raise refused
            opened.draft("RGB", (_SIDE, _SIDE))
            picture = ImageOps.exif_transpose(opened)
            picture.thumbnail((_SIDE, _SIDE))
            return _encoded(picture)
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        SyntaxError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ) as error:
        raise refused from error


def _encoded(picture: Image.Image) -> tuple[bytes, str, tuple[int, int]]:
    target = io.BytesIO()
    if "A" in picture.getbands() or "transparency" in picture.info:
        picture.convert("RGBA").save(target, "PNG", optimize=True)
        return target.getvalue(), "image/png", picture.size
    picture.convert("RGB").save(target, "JPEG", quality=85, progressive=True)
    return target.getvalue(), "image/jpeg", picture.size
