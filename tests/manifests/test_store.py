"""What is kept, and what is forgotten first."""

from manifests import MemoryDocuments


def test_what_was_unused_for_longest_is_forgotten_first() -> None:
    documents = MemoryDocuments(limit=30)
    for key in ("a", "b", "c"):
        documents.keep(key, key.encode() * 10)
    assert documents.stored("a") == b"a" * 10
    documents.keep("d", b"d" * 10)
    assert documents.stored("b") is None
    assert [documents.stored(key) is not None for key in ("a", "c", "d")] == [True] * 3


def test_keeping_again_does_not_count_twice() -> None:
    documents = MemoryDocuments(limit=20)
    for _ in range(5):
        documents.keep("a", b"a" * 10)
    documents.keep("b", b"b" * 10)
    assert documents.stored("a") is not None


def test_what_is_larger_than_the_limit_is_not_kept() -> None:
    documents = MemoryDocuments(limit=5)
    documents.keep("small", b"12345")
    documents.keep("large", b"123456")
    assert documents.stored("large") is None
    assert documents.stored("small") == b"12345"
