"""Part of a page as a media fragment: https://www.w3.org/TR/media-frags/."""

from manifests.description import Fragment


def with_fragment(address: str, fragment: Fragment | None) -> str:
    """The address with `#t=…&xywh=…`, time first; unchanged without a fragment."""
    parts = []
    if fragment and fragment.start is not None:
        parts.append(f"t={_span(fragment.start, fragment.end)}")
    if fragment and fragment.xywh is not None:
        parts.append("xywh=" + ",".join(str(number) for number in fragment.xywh))
    return f"{address}#{'&'.join(parts)}" if parts else address


def _span(start: float, end: float | None) -> str:
    return seconds(start) if end is None else f"{seconds(start)},{seconds(end)}"


def seconds(value: float) -> str:
    """Seconds to the millisecond, without an exponent or needless zeros."""
    return f"{value:.3f}".rstrip("0").rstrip(".")
