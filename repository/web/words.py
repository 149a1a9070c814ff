"""The words of a page in the language of the request."""

from collections.abc import Mapping

from repository.reasons import sentence
from repository.web.context import language
from repository.web.messages import translations


def gettext(message: str) -> str:
    """The message in the reader's language."""
    return str(translations(language()).ugettext(message))


def ngettext(singular: str, plural: str, number: int) -> str:
    """The message with the plural form that fits the number."""
    return str(translations(language()).ungettext(singular, plural, number))


def reason(code: str, params: Mapping[str, object]) -> str:
    """Why something failed or was refused, in a sentence a curator understands."""
    return sentence(code, params, language())
