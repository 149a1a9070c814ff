"""What a file is, by its first bytes: names are not to be trusted."""

from pathlib import Path

from workers.errors import EmptyFileError, NotAnImageError, UnsupportedFormatError

TIFF = "image/tiff"
JPEG = "image/jpeg"
PNG = "image/png"
WEBP = "image/webp"
GIF = "image/gif"
JP2 = "image/jp2"
J2K = "image/x-jp2-codestream"
HEIC = "image/heic"
AVIF = "image/avif"
PDF = "application/pdf"

_HEAD = 1024  # bytes; readers of PDF look for its mark in as many
_STARTS = (
    (b"II*\0", TIFF), (b"MM\0*", TIFF), (b"II+\0", TIFF), (b"MM\0+", TIFF),
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"GIF87a", GIF), (b"GIF89a", GIF),
    (b"\0\0\0\x0cjP  \r\n\x87\n", JP2),
    (b"\xff\x4f\xff\x51", J2K),
)  # fmt: skip
_BRANDS = {
    b"avif": AVIF, b"avis": AVIF,
    b"heic": HEIC, b"heix": HEIC, b"heim": HEIC, b"heis": HEIC, b"hevc": HEIC, b"mif1": HEIC,
    b"msf1": HEIC,
}  # fmt: skip
_OTHERS = (
    (b"AT&TFORM", "DjVu"), (b"8BPS", "Photoshop"), (b"BM", "BMP"), (b"\xff\x0a", "JPEG XL"),
    (b"\0\0\0\x0cJXL ", "JPEG XL"), (b"PK\x03\x04", "ZIP"), (b"Rar!", "RAR"), (b"7z\xbc", "7z"),
    (b"\x1f\x8b", "gzip"), (b"\xd0\xcf\x11\xe0", "Microsoft Office"), (b"{\\rtf", "RTF"),
    (b"%!PS", "PostScript"), (b"SIMPLE  =", "FITS"), (b"FUJIFILM", "camera raw"),
    (b"II\xbc", "JPEG XR"), (b"IIRO", "camera raw"), (b"IIU\0", "camera raw"),
)  # fmt: skip


def media_type(path: Path) -> str:
    """The media type of a file that we read.

    Raises `EmptyFileError`, `UnsupportedFormatError` for what we know but do not read, and
    `NotAnImageError` for the rest.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head:
        raise EmptyFileError
    for start, known in _STARTS:
        if head.startswith(start):
            return known
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    if head[4:8] == b"ftyp":
        return _brand(head)
    if b"%PDF-" in head:
        return PDF
    raise _refusal(head)


def _brand(head: bytes) -> str:
    """The kind of an ISO base media file: its major brand, or the first compatible one we know."""
    length = min(int.from_bytes(head[:4], "big"), len(head))
    brands = [head[8:12], *(head[at : at + 4] for at in range(16, length, 4))]
    # "mif1" says only that there are pictures in it: what they are coded in comes after.
    brands.sort(key=lambda brand: brand in (b"mif1", b"msf1"))
    for brand in brands:
        if brand in _BRANDS:
            return _BRANDS[brand]
    raise UnsupportedFormatError("MP4")


def _refusal(head: bytes) -> NotAnImageError | UnsupportedFormatError:
    for start, kind in _OTHERS:
        if head.startswith(start):
            return UnsupportedFormatError(kind)
    # Nothing of XML is ever parsed: entities in it have nobody to expand them.
    if b"<svg" in head.lower():
        return UnsupportedFormatError("SVG")
    return NotAnImageError()
