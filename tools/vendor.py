"""`python tools/vendor.py`: copy the front-end parts of others from npm into the sources.

Versions and checksums are pinned here; what lies in `repository/static/vendor` is committed, so
that installing and running need no npm. A new version is a change of this file.
"""

import base64
import hashlib
import io
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parents[1]
SERVED = HERE / "repository" / "static" / "vendor"
TESTED = HERE / "tests" / "browser" / "vendor"


@dataclass(frozen=True, slots=True)
class Package:
    """One npm package: which files of it are taken, and where they go."""

    name: str
    version: str
    licence: str
    integrity: str
    files: dict[str, str]
    folder: Path


PACKAGES = (
    Package(
        "mirador",
        "4.0.0",
        "Apache-2.0",
        "sha512-uWsE9e2oqSc/lUu+vVwDGhTsycuhGsfZ2KfX6CLfXiT3wgGy6qT9+q5M3V9Zz72hkdIgsJugKesaowmRtYmvrA==",
        {
            "dist/mirador.min.js": "mirador.min.js",
            "src/locales/en/translation.json": "en.json",
            "LICENSE": "LICENSE",
        },
        SERVED / "mirador",
    ),
    Package(
        "@fontsource/pt-serif",
        "5.3.0",
        "OFL-1.1",
        "sha512-ST+j/byBGZw6H+TQMX78o6Qlngfj2Va/Q9fAJxq54Is1ZQk1/FhBIuqyJcLmnpi0trG8V/hWO9Bx6ZY09A0DBQ==",
        {
            f"files/pt-serif-{letters}-700-normal.woff2": f"pt-serif-{letters}-700-normal.woff2"
            for letters in ("latin", "cyrillic", "cyrillic-ext")
        }
        | {"LICENSE": "LICENSE"},
        SERVED / "pt-serif",
    ),
    Package(
        "dejavu-fonts-ttf",
        "2.37.3",
        "Bitstream-Vera",
        "sha512-f1hd7jJbeQa1VWcw+K2KrTXS50zTMaHpVC4XIKJpNcDeYR5ajMtj/iLlQDYNvLOKamUB3ARVVCf79lNwNVztSQ==",
        {
            f"ttf/{name}.ttf": f"{name}.ttf"
            for name in ("DejaVuSerif", "DejaVuSerif-Bold", "DejaVuSans")
        }
        | {"LICENSE": "LICENSE"},
        SERVED / "dejavu",
    ),
    Package(
        "tus-js-client",
        "4.3.1",
        "MIT",
        "sha512-ZLeYmjrkaU1fUsKbIi8JML52uAocjEZtBx4DKjRrqzrZa0O4MYwT6db+oqePlspV+FxXJAyFBc/L5gwUi2OFsg==",
        {"dist/tus.min.js": "tus.min.js", "LICENSE": "LICENSE"},
        SERVED / "tus",
    ),
    Package(
        "axe-core",
        "4.14.1",
        "MPL-2.0",
        "sha512-FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==",
        {"axe.min.js": "axe.min.js", "LICENSE": "LICENSE"},
        TESTED / "axe-core",
    ),
)

INTRODUCTION = """\
# Parts of others

Copied from npm by `python tools/vendor.py`, where versions and checksums are pinned.
Not edited here.

| Part | Version | Licence | Files |
|---|---|---|---|
"""


def fetch(package: Package) -> bytes:
    """The package's archive. Raises `ValueError` when it is not the pinned one."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = f"{package.name}@{package.version}"
        command = ["npm", "pack", "--silent", "--pack-destination", folder, wanted]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, timeout=300)
        (archive,) = Path(folder).iterdir()
        data = archive.read_bytes()
    found = "sha512-" + base64.b64encode(hashlib.sha512(data).digest()).decode()
    if found != package.integrity:
        raise ValueError(f"{wanted} is {found}, not {package.integrity}")
    return data


def copy(package: Package) -> None:
    """Write the wanted files of the package."""
    package.folder.mkdir(parents=True, exist_ok=True)
    with tarfile.open(fileobj=io.BytesIO(fetch(package))) as archive:
        for source, target in package.files.items():
            member = archive.extractfile(f"package/{source}")
            if member is None:
                raise ValueError(f"{package.name} has no {source}")
            (package.folder / target).write_bytes(member.read())


def main() -> None:
    """Copy every package and write down what lies where."""
    for root in (SERVED, TESTED):
        rows = [package for package in PACKAGES if package.folder.is_relative_to(root)]
        for package in rows:
            copy(package)
        table = "".join(
            f"| [{p.name}](https://www.npmjs.com/package/{p.name}) | {p.version} | {p.licence} | "
            f"{', '.join(f'`{p.folder.name}/{name}`' for name in p.files.values())} |\n"
            for p in rows
        )
        (root / "README.md").write_text(INTRODUCTION + table)


if __name__ == "__main__":
    main()
