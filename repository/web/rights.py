"""The statements of rights a curator chooses from, and what they are called."""

from dataclasses import dataclass

from repository.web.words import gettext as _

CC = "http://creativecommons.org/"
RS = "http://rightsstatements.org/vocab/"


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement of rights: its address, as IIIF wants it, its name, and what it means."""

    address: str
    name: str
    meaning: str


def statements() -> list[tuple[str, list[Statement]]]:
    """The statements by who keeps them, in the reader's language."""
    return [("Creative Commons", _creative_commons()), ("RightsStatements.org", _statements())]


def _creative_commons() -> list[Statement]:
    licence = f"{CC}licenses"
    named = _("Anybody may use it and must name who made it.")
    return [
        Statement(
            f"{CC}publicdomain/mark/1.0/",
            _("Public domain"),
            _("All rights have run out: anybody may use it for anything."),
        ),
        Statement(
            f"{CC}publicdomain/zero/1.0/",
            _("CC0: no rights reserved"),
            _("Who had the rights gave them up: anybody may use it for anything."),
        ),
        Statement(f"{licence}/by/4.0/", _("CC BY 4.0: with attribution"), named),
        Statement(
            f"{licence}/by-sa/4.0/",
            _("CC BY-SA 4.0: with attribution, share alike"),
            _("As with attribution; what is made of it is shared under the same licence."),
        ),
        Statement(
            f"{licence}/by-nc/4.0/",
            _("CC BY-NC 4.0: with attribution, not for profit"),
            _("As with attribution, but nobody may earn money with it."),
        ),
        Statement(
            f"{licence}/by-nc-nd/4.0/",
            _("CC BY-NC-ND 4.0: with attribution, not for profit, unchanged"),
            _("It may be passed on with attribution, whole and unchanged, not for profit."),
        ),
    ]


def _statements() -> list[Statement]:
    return [
        Statement(
            f"{RS}InC/1.0/",
            _("In copyright"),
            _("It is protected: what the law does not allow takes a permission."),
        ),
        Statement(
            f"{RS}InC-EDU/1.0/",
            _("In copyright, use in education permitted"),
            _("It is protected; schools and universities may use it without asking."),
        ),
        Statement(
            f"{RS}InC-OW-EU/1.0/",
            _("In copyright, an orphan work"),
            _("It is protected, but after a search nobody knows who holds the rights."),
        ),
        Statement(
            f"{RS}NoC-NC/1.0/",
            _("No copyright, not for profit only"),
            _("It is free, but by contract nobody may earn money with the scans."),
        ),
        Statement(
            f"{RS}NoC-OKLR/1.0/",
            _("No copyright, other known legal restrictions"),
            _("It is free of copyright, but another law limits its use."),
        ),
        Statement(
            f"{RS}NKC/1.0/",
            _("No known copyright"),
            _("The library has reason to believe that it is not protected, but is not sure."),
        ),
        Statement(
            f"{RS}CNE/1.0/",
            _("Copyright not evaluated"),
            _("Nobody has looked into it yet."),
        ),
        Statement(
            f"{RS}UND/1.0/",
            _("Copyright undetermined"),
            _("Somebody looked into it, but could not find out."),
        ),
    ]


def choices() -> dict[str, str]:
    """Address of each statement and its name in the reader's language."""
    return {each.address: each.name for _keeper, kept in statements() for each in kept}


def name_of(address: str) -> str:
    """What a statement is called; the address itself when it is not one of ours."""
    known = choices()
    return known.get(address) or known.get(address.replace("https:", "http:", 1)) or address
