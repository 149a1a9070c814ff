"""Which JSON-LD contexts a document needs: Presentation API 3.0, section 4.6."""

from collections.abc import Iterator

from manifests.description import (
    AnnotationPageDescription,
    Described,
    PageDescription,
    Place,
    WorkDescription,
)
from manifests.sections import every_section

PRESENTATION = "http://iiif.io/api/presentation/3/context.json"
NAV_PLACE = "http://iiif.io/api/extension/navplace/context.json"
TEXT_GRANULARITY = "http://iiif.io/api/extension/text-granularity/context.json"
SEARCH = "http://iiif.io/api/search/2/context.json"
GEO_JSON = "http://geojson.org/geojson-ld/geojson-context.jsonld"


def work_context(work: WorkDescription) -> str | list[str]:
    """The context of a manifest: ours last, those of extensions in use before it."""
    extensions = []
    if any(described.places for described in _everything(work)):
        extensions.append(NAV_PLACE)
    if any(_says_place(page) for page in work.pages):
        extensions.append(GEO_JSON)
    if work.searchable:
        extensions.append(SEARCH)
    return [*extensions, PRESENTATION] if extensions else PRESENTATION


def own_context(described: Described) -> str | list[str]:
    """The context of a document in which only one thing is described."""
    return [NAV_PLACE, PRESENTATION] if described.places else PRESENTATION


def _everything(work: WorkDescription) -> Iterator[Described]:
    yield work
    yield from work.pages
    yield from every_section(work)


def _says_place(page: PageDescription) -> bool:
    embedded = (p for p in page.annotation_pages if isinstance(p, AnnotationPageDescription))
    annotations = (annotation for p in embedded for annotation in p.annotations)
    return any(isinstance(body, Place) for annotation in annotations for body in annotation.bodies)
