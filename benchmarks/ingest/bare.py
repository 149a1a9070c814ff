"""The yardstick: the same scans through libvips's own pyramid save and nothing else.

`python -m benchmarks.ingest.bare OUT FILE...` saves each file and prints its peak memory in KiB.
"""

import resource
import sys
from pathlib import Path

import pyvips


def main() -> None:
    """Save each file as a JPEG pyramid into the folder."""
    folder = Path(sys.argv[1])
    for name in sys.argv[2:]:
        image = pyvips.Image.new_from_file(name, access="sequential")
        image.tiffsave(
            str(folder / f"{Path(name).name}.pyramid.tif"),
            tile=True,
            pyramid=True,
            compression="jpeg",
            Q=87,
            tile_width=256,
            tile_height=256,
            bigtiff=False,
        )
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


if __name__ == "__main__":
    main()
