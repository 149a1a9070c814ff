"""The statements of rights a curator chooses from, and what they are called."""

from repository.web.words import gettext as _

CC = "http://creativecommons.org/"
RS = "http://rightsstatements.org/vocab/"


def choices() -> dict[str, str]:
    """Address of each statement, as IIIF wants it, and its name in the reader's language."""
    return {
        f"{CC}publicdomain/mark/1.0/": _("Public domain"),
        f"{CC}publicdomain/zero/1.0/": _("CC0: no rights reserved"),
        f"{CC}licenses/by/4.0/": _("CC BY 4.0: with attribution"),
        f"{CC}licenses/by-sa/4.0/": _("CC BY-SA 4.0: with attribution, share alike"),
        f"{CC}licenses/by-nc/4.0/": _("CC BY-NC 4.0: with attribution, not for profit"),
        f"{CC}licenses/by-nc-nd/4.0/": _(
            "CC BY-NC-ND 4.0: with attribution, not for profit, unchanged"
        ),
        f"{RS}InC/1.0/": _("In copyright"),
        f"{RS}InC-EDU/1.0/": _("In copyright, use in education permitted"),
        f"{RS}NoC-NC/1.0/": _("No copyright, not for profit only"),
        f"{RS}NKC/1.0/": _("No known copyright"),
        f"{RS}CNE/1.0/": _("Copyright not evaluated"),
        f"{RS}UND/1.0/": _("Copyright undetermined"),
    }


def name_of(address: str) -> str:
    """What a statement is called; the address itself when it is not one of ours."""
    known = choices()
    return known.get(address) or known.get(address.replace("https:", "http:", 1)) or address
