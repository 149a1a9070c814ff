"""Answers that no stored stream gives: scaled, turned, recoloured, in another format.

Order of the steps is the specification's: region, size, mirroring, rotation, quality, format.
"""

import threading

import numpy as np
import pyvips

from imageserver import encode, jpeg, lossless
from imageserver.errors import BusyError, DamagedImageError
from imageserver.geometry import Rendering
from imageserver.jpeg import Pixels
from imageserver.layout import Layout
from imageserver.pictures import Picture
from imageserver.pixels import Decoder, Source, nearest
from imageserver.resample import shrink
from imageserver.tiff_source import open_level

LARGE = 4_000_000
"""Source pixels from which a region is streamed through libvips instead of held in memory."""

_KERNEL = "lanczos3"
_LIGHT = {"jpg": (1_000_000, 2_000_000), "png": (70_000, 350_000), "webp": (70_000, 350_000)}
"""Pixels of an answer, and of what it is drawn from, up to which it is drawn at once, by format."""


class Renderer:
    """Draws; safe to share between threads. `seconds` bounds one large drawing."""

    def __init__(self, *, seconds: float = 20) -> None:
        self._decoder = Decoder()
        self._seconds = seconds

    def is_light(self, layout: Layout, rendering: Rendering) -> bool:
        """Whether it takes no more than some ten milliseconds."""
        most, most_read = _LIGHT.get(rendering.format, (0, 0))
        area = rendering.size[0] * rendering.size[1]
        source = nearest(layout, rendering.box, rendering.size)
        return area <= most and source.area <= most_read and rendering.rotation % 90 == 0

    def needs_libvips(self, layout: Layout, rendering: Rendering) -> bool:
        """Whether pixels pass through libvips, which works in threads of its own."""
        return not _by_hand(rendering, nearest(layout, rendering.box, rendering.size))

    def moved(self, picture: Picture, rendering: Rendering, *, wait: bool = True) -> bytes | None:
        """One stored stream turned, mirrored or made grey without decoding, where that can be.

        It takes little more than copying the stream. Raises errors of the storage, without `wait`
        `WouldWaitError` where the stream is not at hand.
        """
        if not rendering.turned or not lossless.is_available():
            return None  # before anything is read that would be read again
        entry = picture.stored(rendering.box, rendering.size)
        if entry is None:
            return None
        return lossless.transform(
            picture.read(entry, wait=wait),
            mirror=rendering.mirror,
            quarters=_quarters(rendering),
            grey=rendering.quality == "gray" and picture.layout.bands > 1,
        )

    def render(self, picture: Picture, rendering: Rendering) -> bytes:
        """The bytes of the answer.

        Raises `NotOfferedError` for a format too costly at this size, `DamagedImageError`,
        `BusyError` when the time is up, and errors of the storage.
        """
        alpha = picture.layout.bands == 4
        encode.check_area(rendering.format, *rendering.size, alpha=alpha)
        source = nearest(picture.layout, rendering.box, rendering.size)
        entry = picture.stored(rendering.box, rendering.size) if rendering.turned else None
        if entry is not None:
            pixels = jpeg.decode(picture.read(entry), _bands(picture, rendering))
            return _as_jpeg(pixels, rendering)
        if _by_hand(rendering, source):
            pixels = self._decoder.region(picture, source, _bands(picture, rendering))
            return _as_jpeg(shrink(pixels, rendering.size), rendering)
        try:
            return self._full(picture, rendering, source)
        except pyvips.Error as error:
            raise DamagedImageError("A stored picture cannot be drawn.") from error

    def _full(self, picture: Picture, rendering: Rendering, source: Source) -> bytes:
        image = _scaled(self._image(picture, rendering, source), rendering.size)
        if _keeps_alpha(picture, rendering):
            image = _lifted(image)
        image = _turned(image, rendering)
        image = _coloured(image, rendering.quality)
        late = threading.Event()

        def give_up() -> None:
            late.set()
            image.set_kill(True)

        # Not by looking at the clock while it is drawn: that would take the interpreter's lock at
        # every strip, and a slow thread that holds it keeps everybody waiting.
        clock = threading.Timer(self._seconds, give_up)
        clock.daemon = True
        clock.start()
        try:
            return encode.encode(image, rendering.format, bitonal=rendering.quality == "bitonal")
        except pyvips.Error as error:
            if late.is_set():
                raise BusyError("The picture took too long to draw.") from error
            raise
        finally:
            clock.cancel()

    def _image(self, picture: Picture, rendering: Rendering, source: Source) -> pyvips.Image:
        """The region, colours on white, with alpha behind if it is to be kept."""
        alpha = _keeps_alpha(picture, rendering)
        if source.area > LARGE and not alpha:
            return open_level(picture, source.level).crop(*source.box)
        bands = min(3, _bands(picture, rendering))
        image = _vips(self._decoder.region(picture, source, bands))
        if not alpha:
            return image
        return image.bandjoin(_vips(self._decoder.alpha(picture, source)))


def _by_hand(rendering: Rendering, source: Source) -> bool:
    """Whether it is a JPEG of few pixels, nowhere enlarged, that no libvips is needed for."""
    return rendering.turned and source.area <= LARGE and source.holds(rendering.size)


def _bands(picture: Picture, rendering: Rendering) -> int:
    """What to decode to: grey if that is wanted or all there is; words of four are to be turned."""
    if rendering.quality == "gray" or picture.layout.bands == 1:
        return 1
    return 4 if rendering.mirror or _quarters(rendering) else 3


def _quarters(rendering: Rendering) -> int:
    """Quarters of a turn clockwise, of a rotation that is whole quarters."""
    return int(rendering.rotation) // 90 % 4


def _as_jpeg(pixels: Pixels, rendering: Rendering) -> bytes:
    quarters = _quarters(rendering)
    if rendering.mirror or quarters:
        pixels = jpeg.turned(pixels, mirror=rendering.mirror, quarters=quarters)
    return jpeg.encode(pixels, encode.QUALITY)


def _vips(pixels: Pixels) -> pyvips.Image:
    rows, columns, bands = pixels.shape
    data = np.ascontiguousarray(pixels)
    image = pyvips.Image.new_from_memory(data, columns, rows, bands, "uchar")
    return image.copy(interpretation="b-w" if bands == 1 else "srgb")


def _keeps_alpha(picture: Picture, rendering: Rendering) -> bool:
    return picture.layout.bands == 4 and _may_be_clear(rendering)


def _may_be_clear(rendering: Rendering) -> bool:
    """Black and white leaves no room for a third value."""
    return rendering.format in encode.WITH_ALPHA and rendering.quality != "bitonal"


def _lifted(image: pyvips.Image) -> pyvips.Image:
    """Undo the white ground: the colours that, laid on white with this alpha, gave these."""
    colours = image.bands - 1
    flat, alpha = image.extract_band(0, n=colours), image[colours]
    straight = 255 - (255 - flat) * 255 / (alpha > 0).ifthenelse(alpha, 255)
    straight = (straight < 0).ifthenelse(0, straight).rint().cast("uchar")
    kind = "b-w" if colours == 1 else "srgb"
    return straight.bandjoin(alpha).copy(interpretation=kind)


def _scaled(image: pyvips.Image, size: tuple[int, int]) -> pyvips.Image:
    """Exactly `size`, pixel centres on pixel centres in both directions."""
    across, down = size[0] / image.width, size[1] / image.height
    if across < 1 or down < 1:
        image = image.resize(min(1.0, across), vscale=min(1.0, down), kernel=_KERNEL)
    if across > 1 or down > 1:
        # Not resize(), which draws half a pixel of the answer too far left and up.
        image = image.affine(
            [max(1.0, across), 0, 0, max(1.0, down)],
            interpolate=pyvips.Interpolate.new("bicubic"),
            oarea=[0, 0, *size],
            idx=0.5 if across > 1 else 0,
            odx=-0.5 if across > 1 else 0,
            idy=0.5 if down > 1 else 0,
            ody=-0.5 if down > 1 else 0,
            extend="copy",
        )
    return image


def _turned(image: pyvips.Image, rendering: Rendering) -> pyvips.Image:
    if rendering.mirror:
        image = _random(image).fliphor()
    angle = rendering.rotation % 360
    if angle % 90 == 0:
        return _random(image).rot(f"d{angle:.0f}") if angle else image
    clear = _may_be_clear(rendering)
    if clear and not image.hasalpha():
        image = image.bandjoin(255)
    ground = [0] * image.bands if clear else [255] * image.bands
    turned = image.rotate(angle, background=ground, interpolate=pyvips.Interpolate.new("bicubic"))
    return turned.cast("uchar")


def _random(image: pyvips.Image) -> pyvips.Image:
    """Turning asks for pixels in another order than they come: hold the scaled picture."""
    return image.copy_memory()


def _coloured(image: pyvips.Image, quality: str) -> pyvips.Image:
    if quality not in ("gray", "bitonal"):
        return image
    bands = image.bands - 1 if image.hasalpha() else image.bands
    grey = image.extract_band(0, n=bands) if bands < image.bands else image
    if bands == 3:
        # The luma that JPEG itself stores, so that both ways to grey agree.
        grey = grey.recomb([[0.299, 0.587, 0.114]]).rint().cast("uchar")
    grey = grey.copy(interpretation="b-w")
    if quality == "bitonal":
        return (grey > 127).copy(interpretation="b-w")
    return grey.bandjoin(image[image.bands - 1]) if bands < image.bands else grey
