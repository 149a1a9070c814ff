"""Countries by their ISO 3166 codes, called as the reader's language calls them."""

from babel import Locale


def country_name(code: str | None, language: str) -> str:
    """The name, the code itself when there is none, "" for no country."""
    if not code:
        return ""
    return str(Locale(language).territories.get(code, code))
