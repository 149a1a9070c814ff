"""Fetching the pictures of a plan, so that its work stands on its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from repository.errors import RefusedError
from repository.fetching import Fetcher
from repository.plans.plan import Plan
from repository.plans.reading import Reading
from repository.schemas.plan import PlannedImage, PlannedPage
from repository.schemas.values import Service
from repository.settings import Settings

_SECONDS = 600.0
_WHOLE = {"ImageService1": "full/full/0/native", "ImageService2": "full/full/0/default",
          "ImageService3": "full/max/0/default"}  # fmt: skip


@contextmanager
def complete(settings: Settings, plan: Plan, reading: Reading) -> Iterator[Plan]:
    """The plan, with copies of its pictures for as long as the block lasts, if they are wanted."""
    if not reading.copy:
        yield plan
        return
    fetcher = Fetcher(settings.max_upload, _SECONDS, reading.private)
    with TemporaryDirectory(prefix="copy-", dir=settings.staging_dir) as folder:
        yield copied(plan, fetcher, Path(folder))


def copied(plan: Plan, fetcher: Fetcher, folder: Path) -> Plan:
    """The plan with its pictures as files in a folder. Raises `RefusedError`, `OSError`."""
    files = dict(plan.files)
    pages = []
    for number, page in enumerate(plan.pages, start=1):
        images = []
        for place, image in enumerate(page.images, start=1):
            if image.href is None:
                images.append(image)
                continue
            name = f"{number:05}-{place}.jpg"
            files[name] = folder / name
            _fetch(fetcher, image, folder / name)
            images.append(_as_file(image, name))
        pages.append(_with_scan(page, images))
    work = plan.work.model_copy(update={"pages": pages})
    return Plan(plan.source, plan.name, work, files)


def _fetch(fetcher: Fetcher, image: PlannedImage, path: Path) -> None:
    """The largest form there is: of the service, which may say more than the plain picture."""
    assert image.href is not None
    for service in image.services[:1]:
        try:
            fetcher.file(_whole(service), path)
        except RefusedError:
            continue
        return
    fetcher.file(image.href, path)


def _whole(service: Service) -> str:
    return f"{service.href.rstrip('/')}/{_WHOLE[service.type]}.jpg"


def _as_file(image: PlannedImage, name: str) -> PlannedImage:
    kept = image.model_dump(exclude_unset=True, include={"label", "alternative", "target", "crop"})
    return PlannedImage.model_validate(kept | {"file": name})


def _with_scan(page: PlannedPage, images: list[PlannedImage]) -> PlannedPage:
    """The first picture becomes the page's scan."""
    update: dict[str, Any] = {"images": images}
    if images and images[0].file and page.file is None:
        first, *others = images
        update = {
            "images": others,
            "file": first.file,
            "scan_label": first.label,
            "scan_target": first.target,
            "scan_crop": first.crop,
        }
    return page.model_copy(update=update)
