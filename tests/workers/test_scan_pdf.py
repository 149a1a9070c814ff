"""PDF pages keep the pixels of their scans."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.workers.conftest import DATA, Pixels, apart, read
from workers.errors import DamagedError, EncryptedPdfError, TooManyFramesError, TooManyPixelsError
from workers.limits import Limits
from workers.scan import inspect, open_frame

SAMPLE = Path(__file__).parents[2] / "repository" / "sample"


def pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    """A PDF of these objects, numbered from 1, of which the first is the catalogue."""
    data, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    data += b"trailer\n<< /Root 1 0 R /Size %d %s >>\n" % (len(objects) + 1, trailer)
    return data + b"startxref\n%d\n%%%%EOF\n" % start


def stream(body: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(body), entries, body)


def one_page(content: bytes, *more: bytes, box: bytes = b"0 0 200 100", page: bytes = b"") -> bytes:
    """Objects from number 5 on are the page's: /I is the fifth, /J the sixth."""
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Contents 4 0 R %s /Resources << /XObject "
        b"<< /I 5 0 R /J 6 0 R >> /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica"
        b" >> >> >> >>" % (box, page),
        stream(content),
        *(more or (b"null", b"null")),
    )


def jpeg(pixels: Pixels) -> bytes:
    data = io.BytesIO()
    Image.fromarray(pixels).save(data, "JPEG", quality=92)
    return data.getvalue()


def embedded(
    data: bytes, width: int, height: int, space: bytes = b"/DeviceRGB", more: bytes = b""
) -> bytes:
    entries = b"/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace %s "
    entries += b"/BitsPerComponent 8 /Filter /DCTDecode %s"
    return stream(data, entries % (width, height, space, more))


FULL = b"q 200 0 0 100 0 0 cm /I Do Q\n"


@pytest.fixture
def scene() -> Pixels:
    with Image.open(DATA / "validator.png") as opened:
        return np.asarray(opened.convert("RGB").resize((400, 200)))


def put(folder: Path, data: bytes) -> Path:
    path = folder / "scan.pdf"
    path.write_bytes(data)
    return path


def decoded(data: bytes) -> Pixels:
    with Image.open(io.BytesIO(data)) as opened:
        return np.asarray(opened.convert("RGB"))


def test_a_jpeg_page_gives_its_jpeg_untouched(scene: Pixels, tmp_path: Path) -> None:
    data = jpeg(scene)
    path = put(tmp_path, one_page(FULL, embedded(data, 400, 200), b"null"))
    assert apart(read(path), decoded(data)) <= 0.6  # no more than two JPEG decoders differ


def test_an_ocr_layer_changes_nothing(scene: Pixels, tmp_path: Path) -> None:
    data = jpeg(scene)
    invisible = b"BT /F 20 Tf 3 Tr 10 50 Td (recognised) Tj ET\n"
    path = put(tmp_path, one_page(FULL + invisible, embedded(data, 400, 200), b"null"))
    assert apart(read(path), decoded(data)) <= 0.6
    beneath = b"BT /F 20 Tf 10 50 Td (recognised) Tj ET\n"
    path = put(tmp_path, one_page(beneath + FULL, embedded(data, 400, 200), b"null"))
    assert apart(read(path), decoded(data)) <= 0.6


def test_text_on_the_scan_is_drawn(scene: Pixels, tmp_path: Path) -> None:
    data = jpeg(scene)
    stamp = b"BT /F 40 Tf 10 30 Td (STAMP) Tj ET\n"
    path = put(tmp_path, one_page(FULL + stamp, embedded(data, 400, 200), b"null"))
    pixels = read(path)
    assert pixels.shape == (417, 833, 3)  # 300 dpi, more than the scan's 144
    small = np.asarray(Image.fromarray(pixels).resize((400, 200)))
    assert 3 < apart(small, scene) < 60


@pytest.mark.parametrize(("rotation", "turns"), [(90, -1), (180, 2), (270, 1)])
def test_turned_pages(scene: Pixels, tmp_path: Path, rotation: int, turns: int) -> None:
    data = jpeg(scene)
    page = b"/Rotate %d" % rotation
    path = put(tmp_path, one_page(FULL, embedded(data, 400, 200), b"null", page=page))
    assert apart(read(path), np.rot90(decoded(data), turns)) <= 0.6


@pytest.mark.parametrize(
    ("matrix", "undo"),
    [
        (b"-200 0 0 -100 200 100", lambda a: a[::-1, ::-1]),
        (b"-200 0 0 100 200 0", lambda a: a[:, ::-1]),
        (b"200 0 0 -100 0 100", lambda a: a[::-1]),
    ],
)
def test_mirrored_pictures_are_drawn(
    scene: Pixels, tmp_path: Path, matrix: bytes, undo: object
) -> None:
    data = jpeg(scene)
    content = b"q %s cm /I Do Q\n" % matrix
    path = put(tmp_path, one_page(content, embedded(data, 400, 200), b"null"))
    assert callable(undo)
    assert apart(read(path), undo(decoded(data))) <= 3


def test_a_picture_that_the_pdf_inverts_is_drawn(scene: Pixels, tmp_path: Path) -> None:
    data = jpeg(scene)
    inverted = embedded(data, 400, 200, more=b"/Decode [1 0 1 0 1 0]")
    path = put(tmp_path, one_page(FULL, inverted, b"null"))
    assert apart(read(path), 255 - decoded(data)) <= 3


def test_a_picture_with_a_mask_is_drawn(scene: Pixels, tmp_path: Path) -> None:
    data = jpeg(scene)
    half = np.zeros((200, 400), np.uint8)
    half[:, :200] = 255
    mask = embedded(jpeg(half), 400, 200, b"/DeviceGray")
    path = put(tmp_path, one_page(FULL, embedded(data, 400, 200, more=b"/SMask 6 0 R"), mask))
    pixels = read(path)
    assert pixels.shape == (200, 400, 3)
    assert pixels[:, 210:].min() > 240


def test_a_bilevel_page_keeps_every_pixel(tmp_path: Path) -> None:
    """The same page as PDF with an OCR layer, and as TIFF."""
    found = read(DATA / "ttt_0059.pdf")
    assert apart(found, read(SAMPLE / "topaz_1944" / "ttt_0059.tif")) == 0


def test_strips_of_a_drawn_page_fit_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = read(DATA / "ttt_0059.pdf")
    monkeypatch.setattr("workers.pdf._STRIP", 3 * 1162 * 7)
    assert apart(read(DATA / "ttt_0059.pdf"), whole) == 0


def test_a_scan_in_bands_keeps_its_resolution(scene: Pixels, tmp_path: Path) -> None:
    upper, lower = embedded(jpeg(scene[:100]), 400, 100), embedded(jpeg(scene[100:]), 400, 100)
    content = b"q 200 0 0 50 0 50 cm /I Do Q q 200 0 0 50 0 0 cm /J Do Q\n"
    pixels = read(put(tmp_path, one_page(content, upper, lower)))
    assert pixels.shape == (200, 400, 3)
    assert apart(pixels, scene) < 6


def test_a_page_without_scans_is_drawn_at_300_dpi(tmp_path: Path) -> None:
    text = b"BT /F 20 Tf 10 50 Td (a born digital page) Tj ET\n"
    pixels = read(put(tmp_path, one_page(text)))
    assert pixels.shape == (417, 833, 1)
    assert pixels.min() < 10


def test_a_small_picture_does_not_decide(scene: Pixels, tmp_path: Path) -> None:
    content = b"q 10 0 0 5 0 0 cm /I Do Q\n"  # a logo of 2,880 dpi
    assert read(put(tmp_path, one_page(content, embedded(jpeg(scene), 400, 200), b"null"))).shape[
        :2
    ] == (417, 833)


def test_pages_of_several_sizes() -> None:
    path = DATA / "cantaloupe_pdf-multipage.pdf"
    assert inspect(path).frames == 2
    assert [read(path, frame).shape for frame in (0, 1)] == [(88, 100, 3), (100, 88, 3)]


def test_a_large_page_is_drawn_as_large_as_allowed(tmp_path: Path) -> None:
    path = put(tmp_path, one_page(b"", box=b"0 0 2000 1000"))
    scan = inspect(path, Limits(pixels=10_000_000))
    assert scan.width / scan.height == pytest.approx(2, rel=0.01)
    assert 9_800_000 < scan.width * scan.height <= 10_000_000
    with open_frame(path, scan, 0) as image:
        assert (image.width, image.height) == (scan.width, scan.height)


def test_a_giant_page_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TooManyPixelsError):
        inspect(put(tmp_path, one_page(b"", box=b"0 0 1000000 1000000")))


@pytest.mark.parametrize("count", [1_000_000, 5_001])
def test_a_document_of_too_many_pages(tmp_path: Path, count: int) -> None:
    kids = b"3 0 R " * count
    data = pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 10 10] >>",
    )
    with pytest.raises(TooManyFramesError):
        inspect(put(tmp_path, data))


def test_a_document_that_boasts_of_pages(tmp_path: Path) -> None:
    data = one_page(b"").replace(b"/Count 1", b"/Count 9")
    scan = inspect(put(tmp_path, data))
    if scan.frames > 1:
        with pytest.raises(DamagedError), open_frame(tmp_path / "scan.pdf", scan, 5):
            pass


def test_no_page_at_all(tmp_path: Path) -> None:
    data = pdf(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>")
    with pytest.raises((DamagedError, LookupError)) as caught:
        inspect(put(tmp_path, data))
    assert "Scan" not in type(caught.value).__name__


def test_a_locked_document(tmp_path: Path) -> None:
    # Standard security handler, revision 2, with a user password that is not the empty one.
    lock = b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>" % (b"11" * 32, b"22" * 32)
    data = pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [] /Count 0 >>",
        lock,
        trailer=b"/Encrypt 3 0 R /ID [<00><00>]",
    )
    with pytest.raises(EncryptedPdfError):
        inspect(put(tmp_path, data))
