"""Masters made for the tests: soft shapes that JPEG keeps closely, with a few hard edges."""

import pyvips


def scan(width: int, height: int, bands: int = 3) -> pyvips.Image:
    """Ramps, waves and a grid of squares, so that a shift, a flip or a wrong band shows."""
    xy = pyvips.Image.xyz(width, height)
    x, y = xy[0], xy[1]
    ramp_x, ramp_y = x * (160 / max(1, width - 1)), y * (160 / max(1, height - 1))
    wave = (x * (360 / 97) + y * (360 / 131)).math("sin") * 20
    squares = (((x / 64).floor() + (y / 64).floor()) % 5 == 0).ifthenelse(30, 0)
    planes = [
        ramp_x + wave + squares + 30,
        ramp_y + wave + 40,
        (ramp_x + ramp_y) / 2 + squares + 40,
    ]
    if bands == 1:
        return planes[0].cast("uchar").copy(interpretation="b-w")
    joined = planes[0].bandjoin(planes[1:3])
    if bands == 4:
        joined = joined.bandjoin((x + y) * (255 / (width + height)))
    return joined.cast("uchar").copy(interpretation="srgb")
