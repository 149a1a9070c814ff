"""Fields of UNIMARC that hold a record within the record (4XX)."""

from pymarc import Field

from repository.records.reading.isbd import ended


def embedded_title(field: Field, number: bool = False) -> str:
    """The title in a linking field: in $t, or in an embedded 200 after `$12001 `."""
    inside = ""
    title: list[str] = []
    volume: list[str] = []
    for code, value in field.subfields:
        if code == "1":
            inside = value[:3]
        elif (code == "a" and inside == "200") or (code == "t" and not inside):
            title.append(ended(value))
        elif code == "v":
            volume.append(ended(value))
    text = "; ".join(title)
    return f"{text} ; {volume[0]}" if number and text and volume else text
