"""How the members of a large collection are parted into child collections."""

from collections.abc import Iterator

LIMIT = 500
"""How many members, or child collections, one document holds at most."""


def is_parted(first: int, last: int) -> bool:
    """Whether members `first` to `last` are too many for one document."""
    return last - first + 1 > LIMIT


def spans(first: int, last: int) -> Iterator[tuple[int, int]]:
    """The children of members `first` to `last`: at most 500, each as long as the others.

    The last one is named in its full length, so that its address stays when the collection grows.
    """
    length = LIMIT
    while -(-(last - first + 1) // length) > LIMIT:
        length *= LIMIT
    for start in range(first, last + 1, length):
        yield start, start + length - 1


def is_span(first: int, last: int) -> bool:
    """Whether a document exists for members `first` to `last`, in a collection large enough."""
    length = last - first + 1
    while length > LIMIT and length % LIMIT == 0:
        length //= LIMIT
    return length == LIMIT and first % (last - first + 1) == 1
