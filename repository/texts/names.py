"""What files of texts are called."""

from pathlib import PurePath

ENDINGS = (".alto.xml", ".alto", ".hocr", ".hocr.html", ".xml")


def is_text(name: str) -> bool:
    """Whether a file of this name may be the text of a page."""
    return name.lower().endswith(ENDINGS)


def stem_of(name: str) -> str:
    """What a text is called without its ending: `p1` for `p1.alto.xml`."""
    low = name.lower()
    ending = next((each for each in ENDINGS if low.endswith(each)), PurePath(name).suffix)
    return name[: len(name) - len(ending)] if ending else name
