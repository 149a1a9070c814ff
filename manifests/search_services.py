"""The services of a work: the search within it, in both versions of the Content Search API."""

from manifests.addresses import Addresses
from manifests.values import Json

CONTEXT_1 = "http://iiif.io/api/search/1/context.json"
PROFILE_1 = "http://iiif.io/api/search/1"


def search_services(work: str, at: Addresses) -> list[Json]:
    """Content Search 2.0, and 1.0 for the viewers that know no other."""
    return [
        {
            "id": at.search(work, 2),
            "type": "SearchService2",
            "service": [{"id": at.autocomplete(work, 2), "type": "AutoCompleteService2"}],
        },
        {
            "@id": at.search(work, 1),
            "@type": "SearchService1",
            "profile": f"{PROFILE_1}/search",
            # A list, as all services of version 3 are, though version 1.0 of the search has none.
            "service": [
                {
                    "@id": at.autocomplete(work, 1),
                    "@type": "AutoCompleteService1",
                    "profile": f"{PROFILE_1}/autocomplete",
                }
            ],
        },
    ]


def search_service1(work: str, at: Addresses) -> Json:
    """Content Search 1.0 as a manifest of version 2.1 says it."""
    return {
        "@context": CONTEXT_1,
        "@id": at.search(work, 1),
        "profile": f"{PROFILE_1}/search",
        "service": {
            "@id": at.autocomplete(work, 1),
            "profile": f"{PROFILE_1}/autocomplete",
        },
    }
