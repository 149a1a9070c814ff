"""From a well-formed request to pixels: which part of the picture, how large, in which form.

Image API 3.0 sections 4.1, 4.2 and 4.7. All rounding is half up, through one function.
"""

from dataclasses import dataclass

from imageserver.errors import InvalidRequestError
from imageserver.layout import Layout
from imageserver.request import ImageRequest, Region, Size


@dataclass(frozen=True, slots=True)
class Limits:
    """Largest picture that is rendered: both sides in pixels, and their product."""

    max_width: int = 16_000
    max_height: int = 16_000
    max_area: int = 16_000_000

    def largest(self, width: int, height: int) -> tuple[int, int]:
        """The size of this shape that just fits, not above `width` and `height` themselves."""
        scale = min(
            1.0,
            self.max_width / width,
            self.max_height / height,
            (self.max_area / (width * height)) ** 0.5,
        )
        return max(1, int(width * scale)), max(1, int(height * scale))

    def allow(self, width: int, height: int) -> bool:
        """Whether a picture of this size may be rendered."""
        return (
            width <= self.max_width
            and height <= self.max_height
            and width * height <= self.max_area
        )


@dataclass(frozen=True, slots=True)
class Rendering:
    """What is to be made: `box` (x, y, width, height) of the picture, drawn at `size`."""

    box: tuple[int, int, int, int]
    size: tuple[int, int]
    mirror: bool
    rotation: float
    quality: str
    format: str

    @property
    def plain(self) -> bool:
        """Neither turned nor mirrored, in its own colours, as JPEG."""
        return (
            self.turned and self.quality != "gray" and not self.mirror and self.rotation % 360 == 0
        )

    @property
    def turned(self) -> bool:
        """At most mirrored, turned by quarters and made grey, as JPEG."""
        return self.format == "jpg" and self.quality != "bitonal" and self.rotation % 90 == 0


def half_up(value: float) -> int:
    """The nearest integer, halves upwards; `round` would take 0.5 to 0."""
    return int(value + 0.5)


def resolve(request: ImageRequest, layout: Layout, limits: Limits) -> Rendering:
    """What the request means for a picture. Raises `InvalidRequestError`."""
    box = _box(request.region, layout.width, layout.height)
    size = _size(request.size, box, layout, limits)
    if min(size) < 1:
        raise InvalidRequestError("The size is less than one pixel.")
    if not limits.allow(*size):
        raise InvalidRequestError(
            f"The size is above the limits of this server: {limits.max_width} pixels wide, "
            f"{limits.max_height} high, {limits.max_area} in all."
        )
    return Rendering(box, size, request.mirror, request.rotation, request.quality, request.format)


def _box(region: Region, width: int, height: int) -> tuple[int, int, int, int]:
    if region.kind == "full":
        return 0, 0, width, height
    if region.kind == "square":
        side = min(width, height)
        return (width - side) // 2, (height - side) // 2, side, side
    x, y, w, h = region.box
    if region.kind == "pct":
        # 1500 * 33.3 / 100 is a hair below 499.5; what the client wrote is not.
        x, w = (round(value * width / 100, 6) for value in (x, w))
        y, h = (round(value * height / 100, 6) for value in (y, h))
    left, top = half_up(min(x, width)), half_up(min(y, height))
    w, h = min(half_up(min(w, width)), width - left), min(half_up(min(h, height)), height - top)
    if left >= width or top >= height:
        raise InvalidRequestError("The region lies outside the picture.")
    if w < 1 or h < 1:
        raise InvalidRequestError("The region is empty.")
    return left, top, int(w), int(h)


def _size(
    size: Size, box: tuple[int, int, int, int], layout: Layout, limits: Limits
) -> tuple[int, int]:
    w, h = box[2:]
    if size.kind == "max":
        return _enlarged(w, h, limits) if size.up else limits.largest(w, h)
    if size.kind == "fit":
        return _fit(size, w, h, limits)
    if size.kind == "pct":
        width, height = (half_up(round(side * size.percent / 100, 6)) for side in (w, h))
        if max(width, height) >= 1:  # a thin picture keeps its last pixel
            width, height = max(1, width), max(1, height)
    else:
        width, height = exact_size(size.width, size.height, box, layout)
    if not size.up and (width > w or height > h):
        raise InvalidRequestError("The size is larger than the region; to enlarge, put ^ before.")
    return width, height


def _enlarged(w: int, h: int, limits: Limits) -> tuple[int, int]:
    scale = min(limits.max_width / w, limits.max_height / h, (limits.max_area / (w * h)) ** 0.5)
    return limits.largest(max(1, half_up(w * scale)), max(1, half_up(h * scale)))


def _fit(size: Size, w: int, h: int, limits: Limits) -> tuple[int, int]:
    """The largest size of the region's shape within a box, the limits, and (without ^) itself."""
    if size.width is None or size.height is None or min(size.width, size.height) < 1:
        raise InvalidRequestError("The size is less than one pixel.")
    scale = min(size.width / w, size.height / h)
    if not size.up:
        scale = min(1.0, scale)
    width = min(size.width, max(1, half_up(w * scale)))
    height = min(size.height, max(1, half_up(h * scale)))
    return limits.largest(width, height)


def exact_size(
    width: int | None, height: int | None, box: tuple[int, int, int, int], layout: Layout
) -> tuple[int, int]:
    """Both sides, where one at most is left to the shape of the region."""
    w, h = box[2:]
    if width is not None and height is not None:
        return width, height
    if width is not None:
        height = _stored_side(layout, box, width, 0)
        return width, height or max(1, (2 * h * width + w) // (2 * w))
    assert height is not None
    width = _stored_side(layout, box, height, 1)
    return width or max(1, (2 * w * height + h) // (2 * h)), height


def _stored_side(
    layout: Layout, box: tuple[int, int, int, int], given: int, axis: int
) -> int | None:
    """The other side of a part of the picture that one level holds in just this size.

    A tile cut by the edge is rounded up, so `w,` and `w,h` must both mean that tile; the shape of
    so small a part would often round to one pixel less.
    """
    found = None
    for level in range(len(layout.levels)):
        scale = 1 << level
        if -(-box[2 + axis] // scale) != given or not _on_grid(layout, box, scale):
            continue
        if _is_tile(layout, box, scale):
            return -(-box[3 - axis] // scale)
        found = found or -(-box[3 - axis] // scale)
    return found


def _on_grid(layout: Layout, box: tuple[int, int, int, int], scale: int) -> bool:
    x, y, w, h = box
    return not (
        x % scale
        or y % scale
        or ((x + w) % scale and x + w != layout.width)
        or ((y + h) % scale and y + h != layout.height)
    )


def _is_tile(layout: Layout, box: tuple[int, int, int, int], scale: int) -> bool:
    x, y, w, h = box
    step = layout.tile * scale
    return (
        x % step == 0
        and y % step == 0
        and w == min(step, layout.width - x)
        and h == min(step, layout.height - y)
    )


def stored_tile(
    layout: Layout, box: tuple[int, int, int, int], size: tuple[int, int]
) -> tuple[int, int] | None:
    """The level and number of the tile that shows exactly `box` in exactly `size`, if one does."""
    x, y, w, h = box
    width, height = size
    # The least power of two that shrinks both sides enough.
    level = (max(-(-w // width), -(-h // height)) - 1).bit_length()
    scale = 1 << level
    step = layout.tile << level
    if (
        x % step
        or y % step
        or w != min(step, layout.width - x)
        or h != min(step, layout.height - y)
        or width != -(-w // scale)
        or height != -(-h // scale)
        or level >= len(layout.levels)
    ):
        return None
    columns = -(-layout.width // step)
    return level, y // step * columns + x // step


def canonical(rendering: Rendering, layout: Layout, version: int) -> str:
    """The path segments of the canonical form (3.0 and 2.1.1, section 4.7)."""
    part = canonical_part(version, rendering.box, rendering.size, layout)
    turn = f"{rendering.rotation % 360:.10f}".rstrip("0").rstrip(".")
    mirror = "!" if rendering.mirror else ""
    quality = "default" if rendering.quality == "color" else rendering.quality
    return f"{part}/{mirror}{turn}/{quality}.{rendering.format}"


def canonical_part(
    version: int, box: tuple[int, int, int, int], size: tuple[int, int], layout: Layout
) -> str:
    """Region and size in canonical form."""
    x, y, w, h = box
    width, height = size
    whole = w == layout.width and h == layout.height
    region = "full" if whole else f"{x},{y},{w},{h}"
    if width == w and height == h:
        return f"{region}/max" if version == 3 else f"{region}/full"
    if version == 3:
        up = "^" if width > w or height > h else ""
        return f"{region}/{up}{width},{height}"
    if height == exact_size(width, None, box, layout)[1]:
        return f"{region}/{width},"
    return f"{region}/{width},{height}"
