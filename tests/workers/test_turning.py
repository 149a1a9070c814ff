"""A scan cut and turned: the pixels readers see are those of the master, elsewhere."""

from pathlib import Path

import numpy as np
import pikepdf
import pytest
import pyvips

from repository.arranging.regions import halves
from workers.outline import outline
from workers.upright import cut_out, turned

PICTURE = np.arange(6 * 4 * 3, dtype=np.uint8).reshape(4, 6, 3)


def shown(cut: list[float] | None, turn: int, folder: Path) -> np.ndarray:
    image = pyvips.Image.new_from_array(PICTURE)
    return np.asarray(turned(cut_out(image, cut), turn, folder).numpy())


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_halves_are_those_of_what_is_seen(turn: int, tmp_path: Path) -> None:
    whole = np.rot90(PICTURE, -turn // 90)
    assert (shown(None, turn, tmp_path) == whole).all()
    left, right = halves(None, turn, 0.5)
    middle = whole.shape[1] // 2
    assert (shown(left, turn, tmp_path) == whole[:, :middle]).all()
    assert (shown(right, turn, tmp_path) == whole[:, middle:]).all()
    # A half is split once more.
    half, _ = halves(left, turn, 1 / middle)
    assert (shown(half, turn, tmp_path) == whole[:, :1]).all()


def test_the_bookmarks_of_a_pdf(tmp_path: Path) -> None:
    path = tmp_path / "book.pdf"
    with pikepdf.new() as pdf:
        for _ in range(3):
            pdf.add_blank_page()
        with pdf.open_outline() as made:
            part = pikepdf.OutlineItem("Бөлім  I", 0)
            part.children.append(pikepdf.OutlineItem("Тарау", 2))
            made.root += [part, pikepdf.OutlineItem("nowhere")]
        pdf.save(path)
    assert outline(path) == [[0, "Бөлім I", 0], [1, "Тарау", 2]]
    path.write_bytes(b"%PDF-1.7 this breaks off")
    assert outline(path) == []
