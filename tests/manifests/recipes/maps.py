"""Recipes for maps and places."""

from datetime import UTC, datetime

from manifests.description import (
    AnnotationDescription,
    AnnotationPageDescription,
    CollectionDescription,
    Fragment,
    MemberDescription,
    Place,
)
from tests.manifests.recipes.recipe import CANVAS, NOTE, Recipe, en, leaf, work

ALMATY = Place(
    {"kk": ["Алматы"], "en": ["Almaty"]}, {"type": "Point", "coordinates": [76.886, 43.2389]}
)
STEPPE = Place(
    en("The steppe"),
    {
        "type": "Polygon",
        "coordinates": [[[60.0, 48.0], [70.0, 48.0], [70.0, 52.0], [60.0, 48.0]]],
    },
)
GEO = ["http://geojson.org/geojson-ld/geojson-context.jsonld"]
NAV = ["http://iiif.io/api/extension/navplace/context.json"]
OURS = ["http://iiif.io/api/presentation/3/context.json"]

RECIPES = (
    Recipe(
        "0139",
        work(
            "0139",
            leaf(
                annotation_pages=(
                    AnnotationPageDescription(
                        "places",
                        (
                            AnnotationDescription(
                                "a", "tagging", (STEPPE,), Fragment((920, 300, 1510, 3000))
                            ),
                        ),
                    ),
                )
            ),
        ),
        {
            "@context": GEO + OURS,
            f"{NOTE}.body.type": "Feature",
            f"{NOTE}.body.geometry.type": "Polygon",
        },
    ),
    Recipe(
        "0154",
        work("0154", places=(ALMATY,)),
        {
            "@context": NAV + OURS,
            "navPlace.features[0].geometry.coordinates": [76.886, 43.2389],
            "navPlace.features[0].properties.label.kk": ["Алматы"],
        },
    ),
    Recipe(
        "0240",
        work("0240", leaf(places=(ALMATY, STEPPE))),
        {"@context": NAV + OURS, f"{CANVAS}.navPlace.features[1].geometry.type": "Polygon"},
    ),
    Recipe(
        "0318",
        work("0318", places=(ALMATY,), nav_date=datetime(1952, 6, 1, tzinfo=UTC)),
        {"navDate": "1952-06-01T00:00:00Z", "navPlace.type": "FeatureCollection"},
    ),
    Recipe(
        "0318",
        CollectionDescription(id="r0318", label=en("Maps"), total=1, places=(STEPPE,)),
        {"@context": NAV + OURS, "navPlace.type": "FeatureCollection"},
        (MemberDescription("m1", "work", en("Map"), nav_date=datetime(1952, 6, 1, tzinfo=UTC)),),
    ),
)
