"""How large a page is in pixels, and where its scan lies on it."""

from dataclasses import dataclass

from repository.models import Derivative, Page

Region = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of `size` pixels, (width, height), whose scan covers `target` of it.

    `crop` is the part of the scan that is shown, in the scan's pixels; None for all of it.
    """

    size: tuple[int, int]
    target: Region
    crop: Region | None


def sheet_of(page: Page, scan: Derivative | None) -> Sheet | None:
    """The page as readers see it; None while no size is known."""
    crop = _region(page.scan_crop)
    size = _size(page, scan, crop)
    if size is None:
        return None
    return Sheet(size, _region(page.scan_target) or (0, 0, *size), crop)


def _size(page: Page, scan: Derivative | None, crop: Region | None) -> tuple[int, int] | None:
    if page.width and page.height:
        return page.width, page.height
    if scan is None:
        return None
    if crop:
        return crop[2], crop[3]
    return scan.layout["width"], scan.layout["height"]


def _region(value: list[int] | None) -> Region | None:
    if not value:
        return None
    x, y, width, height = value
    return x, y, width, height
