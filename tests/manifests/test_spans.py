"""How large collections are parted."""

import pytest

from manifests.spans import is_parted, is_span, spans


@pytest.mark.parametrize(
    ("total", "count", "last"),
    [
        (501, 2, (501, 1000)),
        (1000, 2, (501, 1000)),
        (100_000, 200, (99_501, 100_000)),
        (250_000, 500, (249_501, 250_000)),
        (250_001, 2, (250_001, 500_000)),
        (10**9, 8, (875_000_001, 1_000_000_000)),
    ],
)
def test_children_are_few_and_named_in_their_full_length(
    total: int, count: int, last: tuple[int, int]
) -> None:
    children = list(spans(1, total))
    assert len(children) == count
    assert children[-1] == last
    assert all(is_span(*child) for child in children)


@pytest.mark.parametrize("span", [(1, 499), (2, 501), (1, 1000), (501, 1001), (1, 500_000)])
def test_other_spans_have_no_document(span: tuple[int, int]) -> None:
    assert not is_span(*span)


def test_five_hundred_fit_into_one_document() -> None:
    assert not is_parted(1, 500)
    assert is_parted(1, 501)
