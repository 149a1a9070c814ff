"""The participating libraries: all of them by country, and the page of each."""

from dataclasses import dataclass

from flask import Blueprint, render_template

from repository import browse, shelves
from repository.institutions import find_institution
from repository.models import Institution
from repository.web.context import language, repository
from repository.web.countries import country_name
from repository.web.paging import Paging
from repository.web.participants_map import participants_map
from repository.web.visits import is_about, numbers

blueprint = Blueprint("institutions", __name__, url_prefix="/institutions")


@dataclass(frozen=True, slots=True)
class Country:
    """The participants of one country, each with the number of its published works."""

    name: str
    participants: list[tuple[Institution, int]]


@blueprint.get("")
def index() -> str:
    """Every participant, by country."""
    with repository().database.read() as session:
        found = browse.institutions_with_works(session)
    return render_template(
        "institutions.html",
        countries=by_country(found),
        total=len(found),
        map=participants_map([each for each, _works in found], language()),
    )


@blueprint.get("/<slug>")
def institution(slug: str) -> str:
    """The library, its collections and works. 404 for an unknown slug."""
    with repository().database.read() as session:
        found = find_institution(session, slug)
        paging = Paging.of_request(browse.count_of_institution(session, found.id))
        works = browse.works_of_institution(session, found.id, paging.size, paging.offset)
        own = shelves.shelves_of_institution(session, found.id)
    is_about("institution", found.id)
    return render_template(
        "institution.html",
        usage=numbers("institution", found.id),
        institution=found,
        country=country_name(found.country, language()),
        works=works,
        shelves=own,
        paging=paging,
    )


def by_country(found: list[tuple[Institution, int]]) -> list[Country]:
    """The countries in the order of their first participant; those without one come last."""
    groups: dict[str, list[tuple[Institution, int]]] = {}
    for institution, works in sorted(found, key=lambda each: not each[0].country):
        groups.setdefault(institution.country or "", []).append((institution, works))
    return [Country(country_name(code, language()), each) for code, each in groups.items()]
